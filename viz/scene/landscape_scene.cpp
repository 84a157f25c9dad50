#include "viz/scene/landscape_scene.h"

#include <vtkActor.h>
#include <vtkCellArray.h>
#include <vtkFloatArray.h>
#include <vtkNew.h>
#include <vtkPointData.h>
#include <vtkPoints.h>
#include <vtkPolyData.h>
#include <vtkPolyDataMapper.h>
#include <vtkProperty.h>
#include <vtkUnsignedCharArray.h>

#include <algorithm>
#include <cmath>

#include "viz/scene/point_picker.h"
#include "viz/scene/scene_vtk.h"

namespace ssa {

struct LandscapeScene::Private {
  Size grid;
  std::vector<float> heights;
  std::vector<Rgb> colours;
  float low = 0, high = 0;
  double relief = 0.35;
  std::vector<float> positions;  ///< 3 a cell
  std::vector<std::int32_t> selected;
  std::optional<std::int32_t> hovered;

  vtkNew<vtkPolyData> surface;
  vtkNew<vtkActor> actor;

  float side() const { return static_cast<float>(std::max({1, grid.width - 1, grid.height - 1})); }

  void setUp(vtkRenderer& renderer) {
    vtkNew<vtkPolyDataMapper> mapper;
    mapper->SetInputData(surface);
    mapper->SetScalarModeToUsePointData();
    mapper->SetColorModeToDirectScalars();
    actor->SetMapper(mapper);
    actor->GetProperty()->SetAmbient(0.45);
    actor->GetProperty()->SetDiffuse(0.6);
    actor->GetProperty()->SetSpecular(0);
    renderer.AddActor(actor);
  }

  // The longer side spans 1; the lowest height lies at 0.
  void build() {
    const auto count = static_cast<std::size_t>(grid.area());
    positions.resize(3 * count);
    const float range = high > low ? high - low : 1;
    for (std::size_t i = 0; i < count; ++i) {
      const auto column = static_cast<float>(i % static_cast<std::size_t>(grid.width));
      const auto row = static_cast<float>(i / static_cast<std::size_t>(grid.width));
      positions[3 * i] = column / side();
      positions[3 * i + 1] = (heights[i] - low) / range * static_cast<float>(relief);
      positions[3 * i + 2] = row / side();
    }
    vtkNew<vtkFloatArray> array, normals;
    for (vtkFloatArray* one : {array.Get(), normals.Get()}) {
      one->SetNumberOfComponents(3);
      one->SetNumberOfTuples(static_cast<vtkIdType>(count));
    }
    std::copy(positions.begin(), positions.end(), array->GetPointer(0));
    const auto heightAt = [this](int x, int y) {
      const int column = std::clamp(x, 0, grid.width - 1), row = std::clamp(y, 0, grid.height - 1);
      return positions[3 * (static_cast<std::size_t>(row) * static_cast<std::size_t>(grid.width) +
                            static_cast<std::size_t>(column)) +
                       1];
    };
    for (int y = 0; y < grid.height; ++y)
      for (int x = 0; x < grid.width; ++x) {
        const float dx = (heightAt(x + 1, y) - heightAt(x - 1, y)) * side() / 2,
                    dz = (heightAt(x, y + 1) - heightAt(x, y - 1)) * side() / 2;
        const float length = std::sqrt(dx * dx + dz * dz + 1);
        normals->SetTuple3(static_cast<vtkIdType>(y) * grid.width + x, static_cast<double>(-dx / length),
                           static_cast<double>(1 / length), static_cast<double>(-dz / length));
      }
    vtkNew<vtkUnsignedCharArray> rgb;
    rgb->SetNumberOfComponents(3);
    rgb->SetNumberOfTuples(static_cast<vtkIdType>(count));
    for (std::size_t i = 0; i < count; ++i) {
      unsigned char* out = rgb->GetPointer(static_cast<vtkIdType>(3 * i));
      out[0] = colours[i].r, out[1] = colours[i].g, out[2] = colours[i].b;
    }
    vtkNew<vtkCellArray> cells;
    for (int y = 0; y + 1 < grid.height; ++y)
      for (int x = 0; x + 1 < grid.width; ++x) {
        const vtkIdType a = static_cast<vtkIdType>(y) * grid.width + x, b = a + 1, c = a + grid.width, d = c + 1;
        const vtkIdType first[3] = {a, c, b}, second[3] = {b, c, d};
        cells->InsertNextCell(3, first);
        cells->InsertNextCell(3, second);
      }
    vtkNew<vtkPoints> points;
    points->SetData(array);
    surface->SetPoints(points);
    surface->SetPolys(cells);
    surface->GetPointData()->SetScalars(rgb);
    surface->GetPointData()->SetNormals(normals);
    surface->Modified();
  }
};

LandscapeScene::LandscapeScene() : Scene(false), d_(std::make_unique<Private>()) {
  d_->setUp(*vtk().renderer);
  look(CameraPreset::oblique);
}
LandscapeScene::~LandscapeScene() = default;

void LandscapeScene::setField(Size grid, std::span<const float> heights, std::span<const Rgb> colours) {
  const auto count = static_cast<std::size_t>(grid.area());
  if (heights.size() != count || colours.size() != count) return;
  d_->grid = grid;
  d_->heights.assign(heights.begin(), heights.end());
  d_->colours.assign(colours.begin(), colours.end());
  d_->low = d_->high = 0;
  bool any = false;
  for (const float height : heights) {
    if (!std::isfinite(height)) continue;
    d_->low = any ? std::min(d_->low, height) : height;
    d_->high = any ? std::max(d_->high, height) : height;
    any = true;
  }
  for (float& height : d_->heights)
    if (!std::isfinite(height)) height = d_->low;
  d_->selected.clear();
  d_->hovered.reset();
  d_->build();
  contentChanged();
}

void LandscapeScene::setRelief(double share) {
  d_->relief = share;
  if (!d_->heights.empty()) d_->build();
  contentChanged();
}

void LandscapeScene::setSelection(std::span<const std::int32_t> cells) {
  d_->selected.assign(cells.begin(), cells.end());
  changed();
}

void LandscapeScene::setHovered(std::optional<std::int32_t> cell) {
  if (cell == d_->hovered) return;
  d_->hovered = cell;
  changed();
}

std::optional<std::int32_t> LandscapeScene::cellAt(ViewPoint pos, double radius_px) const {
  return PointPicker(d_->positions, projection()).nearest(pos, radius_px * scale());
}

Size LandscapeScene::grid() const { return d_->grid; }
float LandscapeScene::low() const { return d_->low; }
float LandscapeScene::high() const { return d_->high; }

std::optional<std::array<double, 6>> LandscapeScene::bounds() const {
  if (d_->positions.empty()) return {};
  const double side = static_cast<double>(d_->side());
  return std::array<double, 6>{0, (d_->grid.width - 1) / side, 0, d_->relief, 0, (d_->grid.height - 1) / side};
}

void LandscapeScene::drawOver(ShapeList& shapes, const Projection& projection) const {
  const double s = shapes.scale();
  if (axesVisible())
    if (const auto box = bounds()) drawBox(shapes, projection, *box);
  const auto mark = [&](std::int32_t cell, double radius, Rgba colour, Rgba rim) {
    if (cell < 0 || cell >= d_->grid.area()) return;
    const float* p = d_->positions.data() + 3 * static_cast<std::size_t>(cell);
    if (const auto at = projection.at(static_cast<double>(p[0]), static_cast<double>(p[1]), static_cast<double>(p[2])))
      shapes.glyph(GlyphShape::disc, *at, radius * s, colour, rim, s);
  };
  for (const std::int32_t cell : d_->selected) mark(cell, 2, Rgba(style().ink), Rgba(style().ground));
  if (d_->hovered) mark(*d_->hovered, 4.5, Rgba(style().ground), Rgba(style().ink));
}

}  // namespace ssa

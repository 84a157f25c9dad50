#include "viz/scene/scatter_scene.h"

#include <vtkActor.h>
#include <vtkCellArray.h>
#include <vtkFloatArray.h>
#include <vtkIdTypeArray.h>
#include <vtkNew.h>
#include <vtkPointData.h>
#include <vtkPoints.h>
#include <vtkPolyData.h>
#include <vtkPolyDataMapper.h>
#include <vtkProperty.h>
#include <vtkUnsignedCharArray.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "viz/scene/point_picker.h"
#include "viz/scene/scene_vtk.h"

namespace ssa {
namespace {

constexpr Rgb kGrey{140, 146, 156};
constexpr double kFaded = 0.22;  // share of its opacity that a point keeps while others are selected
constexpr double kGlyphRadius_px = 6;

Rgb fromRamp(const Palette& ramp, double place) {
  const double last = static_cast<double>(ramp.size() - 1);
  return ramp[static_cast<std::size_t>(std::lround(std::clamp(place, 0.0, 1.0) * last))];
}

}  // namespace

struct ScatterScene::Private {
  std::vector<float> positions;  ///< 3 a point
  int dimensions = 2;
  std::vector<Rgb> colours;  ///< by point; empty = grey
  std::vector<std::uint8_t> selected;
  bool anySelected = false;
  double size_px = 4, alpha = 0.75, glyphRadius_px = kGlyphRadius_px;
  std::vector<ScatterGlyph> glyphs;
  std::vector<std::pair<int, int>> trails;
  std::optional<std::int32_t> hovered;
  std::optional<int> hoveredGlyph;
  mutable std::unique_ptr<PointPicker> picker;
  mutable Projection pickedBy;

  vtkNew<vtkPolyData> cloud;
  vtkNew<vtkUnsignedCharArray> rgba;
  vtkNew<vtkActor> actor;

  std::size_t count() const { return positions.size() / 3; }

  void setUp(vtkRenderer& renderer) {
    vtkNew<vtkPolyDataMapper> mapper;
    mapper->SetInputData(cloud);
    mapper->SetScalarModeToUsePointData();
    mapper->SetColorModeToDirectScalars();
    actor->SetMapper(mapper);
    // Discs: the shader cuts spheres out of squares, and without light they are flat.
    actor->GetProperty()->SetRenderPointsAsSpheres(true);
    actor->GetProperty()->SetLighting(false);
    rgba->SetNumberOfComponents(4);
    renderer.AddActor(actor);
  }

  void place() {
    vtkNew<vtkFloatArray> array;
    array->SetNumberOfComponents(3);
    array->SetNumberOfTuples(static_cast<vtkIdType>(count()));
    std::copy(positions.begin(), positions.end(), array->GetPointer(0));
    vtkNew<vtkPoints> points;
    points->SetData(array);
    const bool another = !cloud->GetPoints() || cloud->GetNumberOfPoints() != points->GetNumberOfPoints();
    cloud->SetPoints(points);
    if (another) {
      // One cell of all points.
      vtkNew<vtkIdTypeArray> ids;
      ids->SetNumberOfTuples(static_cast<vtkIdType>(count()) + 1);
      ids->SetValue(0, static_cast<vtkIdType>(count()));
      std::iota(ids->GetPointer(1), ids->GetPointer(1) + count(), vtkIdType{0});
      vtkNew<vtkCellArray> vertices;
      if (count() > 0) vertices->ImportLegacyFormat(ids);
      cloud->SetVerts(vertices);
    }
    picker.reset();
  }

  void paint() {
    rgba->SetNumberOfTuples(static_cast<vtkIdType>(count()));
    unsigned char* out = rgba->GetPointer(0);
    const auto full = static_cast<unsigned char>(std::lround(alpha * 255));
    const auto faded = static_cast<unsigned char>(std::lround(alpha * kFaded * 255));
    for (std::size_t i = 0; i < count(); ++i, out += 4) {
      const Rgb c = colours.empty() ? kGrey : colours[i];
      out[0] = c.r, out[1] = c.g, out[2] = c.b;
      out[3] = !anySelected ? full : selected[i] != 0 ? 255 : faded;
    }
    rgba->Modified();
    cloud->GetPointData()->SetScalars(rgba);
    cloud->Modified();
  }

  std::array<double, 3> at(std::size_t point) const {
    return {static_cast<double>(positions[3 * point]), static_cast<double>(positions[3 * point + 1]),
            static_cast<double>(positions[3 * point + 2])};
  }
};

ScatterScene::ScatterScene() : Scene(true), d_(std::make_unique<Private>()) { d_->setUp(*vtk().renderer); }
ScatterScene::~ScatterScene() = default;

std::size_t ScatterScene::size() const { return d_->count(); }
int ScatterScene::dimensions() const { return d_->dimensions; }

void ScatterScene::setPoints(std::span<const float> coordinates, int dimensions) {
  const std::size_t count = coordinates.size() / static_cast<std::size_t>(dimensions);
  if (count != d_->count()) {
    d_->colours.clear();
    d_->anySelected = false;
    d_->selected.clear();
  }
  d_->positions.assign(3 * count, 0);
  for (std::size_t i = 0; i < count; ++i)
    for (std::size_t k = 0; k < static_cast<std::size_t>(dimensions); ++k)
      d_->positions[3 * i + k] = coordinates[i * static_cast<std::size_t>(dimensions) + k];
  d_->dimensions = dimensions;
  d_->hovered.reset();
  d_->place();
  d_->paint();
  setFlat(dimensions == 2);
  contentChanged();
}

void ScatterScene::setColours(std::span<const std::uint8_t> indices, const Palette& palette) {
  d_->colours.assign(d_->count(), kGrey);
  for (std::size_t i = 0; i < std::min(indices.size(), d_->count()); ++i)
    if (indices[i] != kNoColour && indices[i] < palette.size()) d_->colours[i] = palette[indices[i]];
  d_->paint();
  changed();
}

void ScatterScene::setScalars(std::span<const float> values, float low, float high, const Palette& ramp) {
  d_->colours.assign(d_->count(), kGrey);
  const double range = high > low ? static_cast<double>(high) - static_cast<double>(low) : 1;
  for (std::size_t i = 0; i < std::min(values.size(), d_->count()); ++i)
    if (std::isfinite(values[i]) && !ramp.empty())
      d_->colours[i] = fromRamp(ramp, (static_cast<double>(values[i]) - static_cast<double>(low)) / range);
  d_->paint();
  changed();
}

void ScatterScene::setPointLook(double size_px, double alpha) {
  d_->size_px = size_px;
  d_->alpha = std::clamp(alpha, 0.0, 1.0);
  d_->paint();
  changed();
}

void ScatterScene::setGlyphs(std::vector<ScatterGlyph> glyphs, std::vector<std::pair<int, int>> trails) {
  moveGlyphs(std::move(glyphs), std::move(trails));
  d_->hoveredGlyph.reset();
  contentChanged();
}

void ScatterScene::moveGlyphs(std::vector<ScatterGlyph> glyphs, std::vector<std::pair<int, int>> trails) {
  d_->glyphs = std::move(glyphs);
  d_->trails = std::move(trails);
  changed();
}

const std::vector<ScatterGlyph>& ScatterScene::glyphs() const { return d_->glyphs; }

void ScatterScene::setGlyphRadius(double radius_px) {
  d_->glyphRadius_px = radius_px;
  changed();
}

void ScatterScene::setSelection(std::span<const std::int32_t> points) {
  d_->selected.assign(d_->count(), 0);
  for (const std::int32_t point : points)
    if (point >= 0 && static_cast<std::size_t>(point) < d_->count()) d_->selected[static_cast<std::size_t>(point)] = 1;
  d_->anySelected = std::find(d_->selected.begin(), d_->selected.end(), std::uint8_t{1}) != d_->selected.end();
  d_->paint();
  changed();
}

void ScatterScene::setHovered(std::optional<std::int32_t> point) {
  if (point == d_->hovered) return;
  d_->hovered = point;
  changed();
}

void ScatterScene::setHoveredGlyph(std::optional<int> glyph) {
  if (glyph == d_->hoveredGlyph) return;
  d_->hoveredGlyph = glyph;
  changed();
}

std::optional<std::int32_t> ScatterScene::pointAt(ViewPoint pos, double radius_px) const {
  const Projection now = projection();
  if (!d_->picker || !(d_->pickedBy == now)) {
    d_->picker = std::make_unique<PointPicker>(d_->positions, now);
    d_->pickedBy = now;
  }
  return d_->picker->nearest(pos, radius_px * scale());
}

std::vector<std::int32_t> ScatterScene::pointsInside(std::span<const ViewPoint> lasso) const {
  pointAt({-1e9, -1e9}, 0);  // the grid is up to date
  return d_->picker->inside(lasso);
}

std::optional<int> ScatterScene::glyphAt(ViewPoint pos) const {
  const Projection now = projection();
  const double reach = (d_->glyphRadius_px + 2) * scale();
  std::optional<int> best;
  double least = reach * reach;
  for (std::size_t i = 0; i < d_->glyphs.size(); ++i) {
    const auto& p = d_->glyphs[i].position;
    const auto at = now.at(static_cast<double>(p[0]), static_cast<double>(p[1]), static_cast<double>(p[2]));
    if (!at) continue;
    const double distance = (at->x - pos.x) * (at->x - pos.x) + (at->y - pos.y) * (at->y - pos.y);
    if (distance <= least) {
      least = distance;
      best = static_cast<int>(i);
    }
  }
  return best;
}

std::vector<int> ScatterScene::glyphsInside(std::span<const ViewPoint> lasso) const {
  std::vector<float> xyz;
  for (const ScatterGlyph& glyph : d_->glyphs) xyz.insert(xyz.end(), glyph.position.begin(), glyph.position.end());
  const std::vector<std::int32_t> found = PointPicker(xyz, projection()).inside(lasso);
  return {found.begin(), found.end()};
}

std::array<float, 2> ScatterScene::planeAt(ViewPoint pos) const {
  const SceneCamera looked = camera();
  const double unit = vtk().unitsPerPixel();
  return {static_cast<float>(looked.focus[0] + (pos.x - view().width / 2.0) * unit),
          static_cast<float>(looked.focus[1] - (pos.y - view().height / 2.0) * unit)};
}

std::optional<std::array<double, 6>> ScatterScene::bounds() const {
  std::optional<std::array<double, 6>> box;
  const auto add = [&box](const float* p) {
    if (!std::isfinite(p[0]) || !std::isfinite(p[1]) || !std::isfinite(p[2])) return;
    if (!box)
      box = {static_cast<double>(p[0]), static_cast<double>(p[0]), static_cast<double>(p[1]),
             static_cast<double>(p[1]), static_cast<double>(p[2]), static_cast<double>(p[2])};
    for (std::size_t k = 0; k < 3; ++k) {
      (*box)[2 * k] = std::min((*box)[2 * k], static_cast<double>(p[k]));
      (*box)[2 * k + 1] = std::max((*box)[2 * k + 1], static_cast<double>(p[k]));
    }
  };
  for (std::size_t i = 0; i < d_->positions.size(); i += 3) add(d_->positions.data() + i);
  for (const ScatterGlyph& glyph : d_->glyphs) add(glyph.position.data());
  return box;
}

void ScatterScene::drawOver(ShapeList& shapes, const Projection& projection) const {
  const double s = shapes.scale();
  const SceneStyle& look = style();
  d_->actor->GetProperty()->SetPointSize(static_cast<float>(d_->size_px * s));
  if (axesVisible())
    if (const auto box = bounds()) drawBox(shapes, projection, *box);
  const auto place = [&](const ScatterGlyph& glyph) {
    return projection.at(static_cast<double>(glyph.position[0]), static_cast<double>(glyph.position[1]),
                         static_cast<double>(glyph.position[2]));
  };
  for (const auto& [from, to] : d_->trails) {
    const ScatterGlyph &a = d_->glyphs[static_cast<std::size_t>(from)], &b = d_->glyphs[static_cast<std::size_t>(to)];
    const auto start = place(a), end = place(b);
    if (!start || !end) continue;
    shapes.line(*start, *end, 3.5 * s, Rgba(look.ground, 200));
    shapes.line(*start, *end, 1.75 * s, Rgba(b.colour));
  }
  for (std::size_t i = 0; i < d_->glyphs.size(); ++i) {
    const ScatterGlyph& glyph = d_->glyphs[i];
    const auto at = place(glyph);
    if (!at) continue;
    const bool strong = d_->hoveredGlyph == static_cast<int>(i);
    const double unit = s * static_cast<double>(glyph.size);
    shapes.glyph(glyph.shape, *at, d_->glyphRadius_px * unit * (strong ? 1.35 : 1), Rgba(glyph.colour), Rgba(look.ink),
                 1.5 * unit);
  }
  if (d_->hovered && static_cast<std::size_t>(*d_->hovered) < d_->count()) {
    const auto p = d_->at(static_cast<std::size_t>(*d_->hovered));
    if (const auto at = projection.at(p[0], p[1], p[2])) {
      shapes.ring(*at, (d_->size_px / 2 + 4) * s, 4 * s, Rgba(look.ground));
      shapes.ring(*at, (d_->size_px / 2 + 4) * s, 2 * s, Rgba(look.ink));
    }
  }
}

}  // namespace ssa

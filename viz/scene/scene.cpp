#include "viz/scene/scene.h"

#include <vtkCallbackCommand.h>
#include <vtkCamera.h>
#include <vtkCellArray.h>
#include <vtkCoordinate.h>
#include <vtkFloatArray.h>
#include <vtkMatrix4x4.h>
#include <vtkPointData.h>
#include <vtkPoints.h>
#include <vtkPolyDataMapper2D.h>
#include <vtkProperty2D.h>
#include <vtkTextProperty.h>
#include <vtkUnsignedCharArray.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

#include "viz/scene/scene_vtk.h"

namespace ssa {
namespace {

constexpr double kMargin = 1.06;       // around what is fitted
constexpr double kViewAngle_deg = 30;  // of perspective cameras
constexpr double kOrbit_deg_per_px = 0.35;
constexpr double kNearestToPole_deg = 4;
constexpr int kFontSize_pt = 12;

using Vector = std::array<double, 3>;

double dot(const Vector& a, const Vector& b) { return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]; }
Vector cross(const Vector& a, const Vector& b) {
  return {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
}

/// To the right and upwards on the screen, one unit long.
struct Axes {
  Vector right, up;
};
Axes axesOf(const Vector& away, const Vector& up) {
  Vector right = cross(away, up);
  const double length = std::sqrt(dot(right, right));
  for (double& v : right) v /= length;
  return {right, cross(right, away)};
}

void setColour(double* out, Rgb c) {
  out[0] = c.r / 255.0;
  out[1] = c.g / 255.0;
  out[2] = c.b / 255.0;
}

}  // namespace

Scene::Vtk::Vtk(Scene& scene, bool flat_) : flat(flat_) {
  vtkNew<vtkPolyDataMapper2D> mapper;
  vtkNew<vtkCoordinate> pixels;
  pixels->SetCoordinateSystemToDisplay();
  mapper->SetTransformCoordinate(pixels);
  mapper->SetInputData(triangles_);
  mapper->SetScalarModeToUsePointData();
  mapper->SetColorModeToDirectScalars();
  shapes_->SetMapper(mapper);
  shapes_->SetLayerNumber(1);
  renderer->AddViewProp(shapes_);
  renderer->GetActiveCamera()->SetViewAngle(kViewAngle_deg);
  renderer->GetActiveCamera()->SetParallelProjection(flat);
  vtkNew<vtkCallbackCommand> before;
  before->SetClientData(&scene);
  before->SetCallback([](vtkObject*, unsigned long, void* data, void*) {
    auto& self = *static_cast<Scene*>(data);
    Scene::Vtk& vtk = self.vtk();
    ShapeList shapes(vtk.scale);
    self.drawOver(shapes, self.projection());
    drawLegend(shapes, vtk.legend, vtk.style, vtk.view);
    if (vtk.lasso.size() > 1) {
      shapes.polyline(vtk.lasso, true, 3 * vtk.scale, Rgba(vtk.style.ground));
      shapes.polyline(vtk.lasso, true, 1.5 * vtk.scale, Rgba(vtk.style.ink));
    }
    vtk.drawOver(shapes);
    vtk.renderer->ResetCameraClippingRange();
  });
  observer_ = renderer->AddObserver(vtkCommand::StartEvent, before);
}

Scene::Vtk::~Vtk() { renderer->RemoveObserver(observer_); }

void Scene::Vtk::drawOver(const ShapeList& shapes) {
  const vtkIdType count = static_cast<vtkIdType>(shapes.corners().size());
  vtkNew<vtkPoints> points;
  points->SetDataTypeToFloat();
  points->SetNumberOfPoints(count);
  vtkNew<vtkUnsignedCharArray> colours;
  colours->SetNumberOfComponents(4);
  colours->SetNumberOfTuples(count);
  vtkNew<vtkCellArray> cells;
  for (vtkIdType i = 0; i < count; ++i) {
    const ViewPoint& p = shapes.corners()[static_cast<std::size_t>(i)];
    const Rgba& c = shapes.colours()[static_cast<std::size_t>(i)];
    points->SetPoint(i, p.x, view.height - p.y, 0);
    colours->SetTypedComponent(i, 0, c.r);
    colours->SetTypedComponent(i, 1, c.g);
    colours->SetTypedComponent(i, 2, c.b);
    colours->SetTypedComponent(i, 3, c.a);
    if (i % 3 == 2) {
      const vtkIdType corners[3] = {i - 2, i - 1, i};
      cells->InsertNextCell(3, corners);
    }
  }
  triangles_->SetPoints(points);
  triangles_->SetPolys(cells);
  triangles_->GetPointData()->SetScalars(colours);
  triangles_->Modified();
  shapes_->SetVisibility(count > 0);

  for (std::size_t i = texts_.size(); i < shapes.texts().size(); ++i) {
    auto actor = vtkSmartPointer<vtkTextActor>::New();
    actor->SetTextScaleModeToNone();
    actor->GetPositionCoordinate()->SetCoordinateSystemToDisplay();
    vtkTextProperty* look = actor->GetTextProperty();
    look->SetFontFamilyToArial();
    look->SetJustificationToLeft();
    look->SetVerticalJustificationToCentered();
    actor->SetLayerNumber(2);
    renderer->AddViewProp(actor);
    texts_.push_back(actor);
  }
  for (std::size_t i = 0; i < texts_.size(); ++i) {
    vtkTextActor* actor = texts_[i];
    actor->SetVisibility(i < shapes.texts().size());
    if (i >= shapes.texts().size()) continue;
    const ViewText& text = shapes.texts()[i];
    vtkTextProperty* look = actor->GetTextProperty();
    // The window's resolution is 72 times the scale, so points are pixels of the design.
    look->SetFontSize(kFontSize_pt);
    look->SetBold(text.bold);
    look->SetColor(text.colour.r / 255.0, text.colour.g / 255.0, text.colour.b / 255.0);
    actor->SetInput(text.text.c_str());
    actor->SetPosition(std::round(text.pos.x), std::round(view.height - text.pos.y));
  }
}

double Scene::Vtk::unitsPerPixel() const {
  vtkCamera* camera = renderer->GetActiveCamera();
  const double half = camera->GetParallelProjection()
                          ? camera->GetParallelScale()
                          : camera->GetDistance() * std::tan(kViewAngle_deg / 2 * std::numbers::pi / 180);
  return 2 * half / std::max(1, view.height);
}

Scene::Scene(bool flat) : vtk_(std::make_unique<Vtk>(*this, flat)) { setStyle({}); }

Scene::~Scene() = default;

void Scene::setView(Size size_px, double scale) {
  if (size_px == vtk_->view && scale == vtk_->scale) return;
  vtk_->view = size_px;
  vtk_->scale = scale;
  if (vtk_->follows) fit();
  changed();
}

Size Scene::view() const { return vtk_->view; }
double Scene::scale() const { return vtk_->scale; }

void Scene::setStyle(const SceneStyle& style) {
  vtk_->style = style;
  double colour[3];
  setColour(colour, style.ground);
  vtk_->renderer->SetBackground(colour);
  changed();
}

const SceneStyle& Scene::style() const { return vtk_->style; }

void Scene::setLegend(Legend legend) {
  const double before = legendWidth_px(vtk_->legend, vtk_->scale);
  vtk_->legend = std::move(legend);
  if (vtk_->follows && before != legendWidth_px(vtk_->legend, vtk_->scale)) fit();
  changed();
}

void Scene::setAxesVisible(bool visible) {
  vtk_->axes = visible;
  changed();
}

bool Scene::axesVisible() const { return vtk_->axes; }
bool Scene::isFlat() const { return vtk_->flat; }

void Scene::setFlat(bool flat) {
  if (flat == vtk_->flat) return;
  vtk_->flat = flat;
  vtk_->renderer->GetActiveCamera()->SetParallelProjection(flat);
  look(flat ? CameraPreset::front : CameraPreset::oblique);
}

SceneCamera Scene::camera() const {
  vtkCamera* from = vtk_->renderer->GetActiveCamera();
  SceneCamera camera;
  from->GetPosition(camera.position.data());
  from->GetFocalPoint(camera.focus.data());
  from->GetViewUp(camera.up.data());
  camera.parallelScale = from->GetParallelScale();
  camera.parallel = from->GetParallelProjection() != 0;
  return camera;
}

void Scene::setCamera(const SceneCamera& camera) {
  vtkCamera* to = vtk_->renderer->GetActiveCamera();
  to->SetPosition(camera.position.data());
  to->SetFocalPoint(camera.focus.data());
  to->SetViewUp(camera.up.data());
  to->SetParallelScale(camera.parallelScale);
  to->SetParallelProjection(camera.parallel);
  vtk_->follows = false;
  changed();
}

void Scene::look(CameraPreset preset) {
  vtkCamera* camera = vtk_->renderer->GetActiveCamera();
  std::array<double, 3> from{0, 0, 1}, up{0, 1, 0};
  if (preset == CameraPreset::top) from = {0, 1, 0}, up = {0, 0, -1};
  if (preset == CameraPreset::side) from = {1, 0, 0}, up = {0, 1, 0};
  if (preset == CameraPreset::oblique) from = {0.45, 0.62, 0.64};
  camera->SetFocalPoint(0, 0, 0);
  camera->SetPosition(from.data());
  camera->SetViewUp(up.data());
  camera->SetParallelProjection(vtk_->flat);
  fit();
}

void Scene::fit() {
  vtkCamera* camera = vtk_->renderer->GetActiveCamera();
  vtk_->follows = true;
  const auto box = bounds();
  if (!box) return changed();
  const auto& b = *box;
  std::array<double, 3> centre{(b[0] + b[1]) / 2, (b[2] + b[3]) / 2, (b[4] + b[5]) / 2};
  std::array<double, 3> away{};
  camera->GetDirectionOfProjection(away.data());
  const double legend = legendWidth_px(vtk_->legend, vtk_->scale);
  const double width = std::max(16.0, vtk_->view.width - legend), height = std::max(16, vtk_->view.height);
  double half = std::max((b[3] - b[2]) / 2, (b[1] - b[0]) / 2 * height / width) * kMargin;
  const double tangent = std::tan(kViewAngle_deg / 2 * std::numbers::pi / 180);
  double distance = half / tangent;
  if (!vtk_->flat) {
    // As near as all corners of the box allow.
    std::array<double, 3> up{};
    camera->GetViewUp(up.data());
    const Axes axes = axesOf(away, up);
    distance = 0;
    for (std::size_t corner = 0; corner < 8; ++corner) {
      std::array<double, 3> v{};
      for (std::size_t k = 0; k < 3; ++k) v[k] = b[2 * k + (corner >> k & 1)] - centre[k];
      const double across = std::abs(dot(v, axes.right)) * height / width, above = std::abs(dot(v, axes.up));
      distance = std::max(distance, std::max(across, above) * kMargin / tangent - dot(v, away));
    }
    half = distance * tangent;
  }
  if (!(half > 0)) {
    half = 1;
    distance = 1 / tangent;
  }
  std::array<double, 3> position{};
  for (std::size_t i = 0; i < 3; ++i) position[i] = centre[i] - away[i] * distance;
  camera->SetFocalPoint(centre.data());
  camera->SetPosition(position.data());
  camera->SetParallelScale(half);
  pan(-legend / 2, 0);
  vtk_->follows = true;
  changed();
}

void Scene::orbit(double dx_px, double dy_px) {
  if (vtk_->flat) return;
  vtkCamera* camera = vtk_->renderer->GetActiveCamera();
  camera->Azimuth(-dx_px / vtk_->scale * kOrbit_deg_per_px);
  // Not over the pole, where up and the line of sight are one.
  std::array<double, 3> away{}, up{};
  camera->GetDirectionOfProjection(away.data());
  camera->GetViewUp(up.data());
  const double along = std::clamp(dot(away, up), -1.0, 1.0);
  const double angle = std::acos(along) * 180 / std::numbers::pi, wanted = dy_px / vtk_->scale * kOrbit_deg_per_px;
  camera->Elevation(
      std::clamp(wanted, std::min(0.0, kNearestToPole_deg - angle), std::max(0.0, 180 - kNearestToPole_deg - angle)));
  vtk_->follows = false;
  changed();
}

void Scene::pan(double dx_px, double dy_px) {
  vtkCamera* camera = vtk_->renderer->GetActiveCamera();
  std::array<double, 3> away{}, up{}, focus{}, position{};
  camera->GetDirectionOfProjection(away.data());
  camera->GetViewUp(up.data());
  camera->GetFocalPoint(focus.data());
  camera->GetPosition(position.data());
  const Axes axes = axesOf(away, up);
  const double unit = vtk_->unitsPerPixel();
  for (std::size_t i = 0; i < 3; ++i) {
    const double by = (axes.up[i] * dy_px - axes.right[i] * dx_px) * unit;
    focus[i] += by;
    position[i] += by;
  }
  camera->SetFocalPoint(focus.data());
  camera->SetPosition(position.data());
  vtk_->follows = false;
  changed();
}

void Scene::zoom(double factor, ViewPoint anchor) {
  if (!(factor > 0)) return;
  vtkCamera* camera = vtk_->renderer->GetActiveCamera();
  const double dx = anchor.x - vtk_->view.width / 2.0, dy = anchor.y - vtk_->view.height / 2.0;
  pan(-dx, -dy);
  if (camera->GetParallelProjection())
    camera->SetParallelScale(camera->GetParallelScale() / factor);
  else
    camera->Dolly(factor);
  pan(dx, dy);
}

bool Scene::followsContent() const { return vtk_->follows; }

Projection Scene::projection() const {
  vtkCamera* camera = vtk_->renderer->GetActiveCamera();
  const double aspect = static_cast<double>(std::max(1, vtk_->view.width)) / std::max(1, vtk_->view.height);
  vtkMatrix4x4* matrix = camera->GetCompositeProjectionTransformMatrix(aspect, -1, 1);
  Projection projection{{}, vtk_->view};
  for (int row = 0; row < 4; ++row)
    for (int column = 0; column < 4; ++column)
      projection.matrix[static_cast<std::size_t>(4 * row + column)] = matrix->GetElement(row, column);
  return projection;
}

void Scene::setLasso(std::vector<ViewPoint> lasso) {
  vtk_->lasso = std::move(lasso);
  changed();
}

void Scene::onChanged(std::function<void()> changed) { vtk_->changed = std::move(changed); }

void Scene::drawBox(ShapeList& shapes, const Projection& projection, const std::array<double, 6>& box) const {
  const auto corner = [&](int which) {
    return projection.at(box[which & 1 ? 1 : 0], box[which & 2 ? 3 : 2], box[which & 4 ? 5 : 4]);
  };
  for (int from = 0; from < 8; ++from)
    for (const int axis : {1, 2, 4}) {
      if (from & axis) continue;
      const auto a = corner(from), b = corner(from | axis);
      if (a && b) shapes.line(*a, *b, shapes.scale(), Rgba(vtk_->style.muted, 160));
    }
}

void Scene::changed() {
  if (vtk_->changed) vtk_->changed();
}

void Scene::contentChanged() {
  if (vtk_->follows) fit();
  changed();
}

}  // namespace ssa

#include "widgets/canvas/canvas.h"

#include <QSurfaceFormat>

#include <algorithm>
#include <cmath>
#include <utility>

#include "widgets/canvas/canvas_private.h"
#include "widgets/canvas/render_pixels.h"
#include "widgets/canvas/view_layout.h"

namespace ssa {
namespace {

constexpr double kZoomStep = 1.25;

QSurfaceFormat canvasFormat(QSurfaceFormat format) {
  format.setVersion(3, 3);
  format.setProfile(QSurfaceFormat::CoreProfile);
  format.setDepthBufferSize(0);
  format.setStencilBufferSize(0);
  return format;
}

QSizeF sizeOf(const std::vector<ViewContent>& views) {
  for (const auto& view : views) {
    const Size size = view.image    ? view.image->size()
                      : view.labels ? view.labels->size()
                      : view.score  ? view.score->size()
                                    : Size{};
    if (!size.empty()) return QSizeF(size.width, size.height);
  }
  return {};
}

}  // namespace

Canvas::Private::Private(Canvas* canvas)
    : q(canvas), cache([canvas] {
        QMetaObject::invokeMethod(
            canvas,
            [canvas] {
              if (canvas->d_->missing) canvas->update();
            },
            Qt::QueuedConnection);
      }) {}

QSize Canvas::Private::framebufferSize() const { return q->size() * q->devicePixelRatioF(); }

QSizeF Canvas::Private::imageSize() const { return sizeOf(views); }

bool Canvas::Private::showsSecond() const { return blinkSecond || blinkHeld; }

int Canvas::Private::firstShown() const {
  const int last = static_cast<int>(views.size()) - 1;
  if (mode == CompareMode::swipe) return 0;
  if (showsSecond()) return std::min(1, last);
  return mode == CompareMode::blink ? 0 : std::clamp(active, 0, std::max(0, last));
}

std::size_t Canvas::Private::pointIndex(int view) const {
  // Views on the same place of the canvas have to agree whatever the link says.
  return linked || mode == CompareMode::swipe || mode == CompareMode::blink
             ? 0
             : static_cast<std::size_t>(std::clamp(view, 0, kMostViews - 1));
}

Viewport Canvas::Private::viewport(int view) const {
  const QSize area = framebufferSize();
  const double ratio = q->devicePixelRatioF();
  QRect rect(QPoint(0, 0), area);
  if (isGrid()) {
    const int gap = std::max(2, static_cast<int>(std::lround(3 * ratio)));
    const auto cells = gridCells(static_cast<int>(views.size()), area, imageSize(), gap);
    rect = cells[static_cast<std::size_t>(std::clamp(view, 0, static_cast<int>(cells.size()) - 1))];
  }
  return Viewport(rect, ratio, imageSize(), points[pointIndex(view)]);
}

std::vector<Canvas::Private::Shown> Canvas::Private::shown() const {
  std::vector<Shown> list;
  if (isGrid()) {
    for (int i = 0; i < static_cast<int>(views.size()); ++i) {
      const Viewport port = viewport(i);
      list.push_back({i, port, port.rect()});
    }
  } else if (isSwipe()) {
    const Viewport port = viewport(0);
    const int line = static_cast<int>(std::lround(swipeLine_device()));
    QRect left = port.rect(), right = port.rect();
    left.setWidth(line);
    right.setLeft(line);
    list = {{0, port, left}, {1, port, right}};
  } else if (!views.empty()) {
    const Viewport port = viewport(firstShown());
    list.push_back({firstShown(), port, port.rect()});
  }
  return list;
}

void Canvas::Private::setPoint(int view, const Viewpoint& point) {
  Viewpoint& kept = points[pointIndex(view)];
  if (kept == point) return;
  kept = point;
  q->update();
  Q_EMIT q->viewChanged();
}

void Canvas::Private::setActive(int view) {
  if (view < 0 || view == active || view >= static_cast<int>(views.size())) return;
  active = view;
  q->update();
  Q_EMIT q->activeViewChanged(view);
}

double Canvas::Private::swipeLine_device() const { return framebufferSize().width() * swipe; }

Canvas::Canvas(QWidget* parent) : QOpenGLWidget(parent), d_(std::make_unique<Private>(this)) {
  setObjectName(QStringLiteral("canvas"));
  setAccessibleName(tr("Picture"));
  setFormat(canvasFormat(format()));
  setFocusPolicy(Qt::StrongFocus);
  setMouseTracking(true);
  setAcceptDrops(true);
  setMinimumSize(160, 120);
  d_->refreshTheme();
}

Canvas::~Canvas() {
  // Not from the context's own signal: it would come from the base class when our members are gone.
  disconnect(d_->contextLost);
  if (!d_->gl) return;
  makeCurrent();
  d_->stopGl();
  doneCurrent();
}

void Canvas::requestFormat() { QSurfaceFormat::setDefaultFormat(canvasFormat(QSurfaceFormat::defaultFormat())); }

void Canvas::setViews(std::vector<ViewContent> views) {
  if (views.size() > kMostViews) views.resize(kMostViews);
  const bool sameSize = sizeOf(views) == d_->imageSize();
  d_->views = std::move(views);
  std::vector<const void*> shownData;
  for (const auto& view : d_->views) {
    shownData.push_back(view.image.get());
    shownData.push_back(view.labels.get());
    shownData.push_back(view.score.get());
  }
  d_->cache.keepOnly(shownData);
  d_->fresh = true;
  const int last = std::max(0, static_cast<int>(d_->views.size()) - 1);
  if (d_->active > last) d_->setActive(last);
  if (!sameSize) {
    d_->points.fill({});
    Q_EMIT viewChanged();
  }
  update();
}

const std::vector<ViewContent>& Canvas::views() const { return d_->views; }

void Canvas::setMode(CompareMode mode) {
  if (d_->mode == mode) return;
  d_->mode = mode;
  d_->fresh = true;
  update();
  Q_EMIT viewChanged();
}

CompareMode Canvas::mode() const { return d_->mode; }

void Canvas::setStyle(const CanvasStyle& style) {
  if (d_->style == style) return;
  d_->style = style;
  update();
}

const CanvasStyle& Canvas::style() const { return d_->style; }

void Canvas::setClassColours(const Palette& palette, const std::vector<bool>& visible) {
  d_->palette = palette;
  d_->classes = classColours(palette, visible);
  d_->classesChanged = true;
  d_->updateProbe();
  update();
}

void Canvas::setEmptyText(const QString& title, const QString& hint) {
  d_->emptyTitle = title;
  d_->emptyHint = hint;
  d_->sprites.invalidate();
  update();
}

double Canvas::zoom() const { return d_->viewport(d_->active).zoom(); }

void Canvas::setZoom(double zoom, std::optional<QPointF> anchor_in_widget) {
  if (d_->isEmpty()) return;
  const Viewport port = d_->viewport(d_->active);
  d_->setPoint(d_->active, port.zoomedAt(zoom, anchor_in_widget.value_or(QRectF(port.rect()).center() / devicePixelRatioF())));
}

void Canvas::zoomIn() { setZoom(zoom() * kZoomStep); }
void Canvas::zoomOut() { setZoom(zoom() / kZoomStep); }
void Canvas::fit() { d_->setPoint(d_->active, {}); }

void Canvas::panBy(QPointF delta_in_widget) {
  if (!d_->isEmpty()) d_->setPoint(d_->active, d_->viewport(d_->active).pannedBy(delta_in_widget));
}

QPointF Canvas::centre() const { return d_->viewport(d_->active).centre(); }

void Canvas::setCentre(QPointF pos_in_image) {
  const Viewport port = d_->viewport(d_->active);
  panBy((port.centre() - pos_in_image) * port.zoom() / devicePixelRatioF());
}

void Canvas::showRegion(const QRectF& rect_in_image) {
  if (!d_->isEmpty()) d_->setPoint(d_->active, d_->viewport(d_->active).showing(rect_in_image));
}

bool Canvas::linked() const { return d_->linked; }

void Canvas::setLinked(bool linked) {
  if (d_->linked == linked) return;
  const Viewpoint current = d_->points[d_->pointIndex(d_->active)];
  d_->linked = linked;
  d_->points.fill(current);
  update();
  Q_EMIT viewChanged();
}

double Canvas::swipePosition() const { return d_->swipe; }

void Canvas::setSwipePosition(double position) {
  d_->swipe = std::clamp(position, 0.0, 1.0);
  update();
}

void Canvas::setBlinkShowsSecond(bool second) {
  d_->blinkSecond = second;
  update();
}

int Canvas::activeView() const { return d_->active; }

std::optional<QPointF> Canvas::imageFromWidget(QPointF pos_in_widget, int* view) const {
  const int at = d_->viewAt(pos_in_widget);
  if (at < 0 || d_->isEmpty()) return {};
  const QPointF pos_in_image = d_->viewport(at).imageFromScreen(pos_in_widget);
  const QSizeF size = d_->imageSize();
  if (pos_in_image.x() < 0 || pos_in_image.y() < 0 || pos_in_image.x() >= size.width() || pos_in_image.y() >= size.height())
    return {};
  if (view) *view = at;
  return pos_in_image;
}

QPointF Canvas::widgetFromImage(QPointF pos_in_image, int view) const { return d_->viewport(view).screenFromImage(pos_in_image); }

std::function<QImage(StopToken)> Canvas::renderer(int view) const {
  if (view < 0 || view >= static_cast<int>(d_->views.size())) return [](StopToken) { return QImage(); };
  return [content = d_->views[static_cast<std::size_t>(view)], style = d_->style, classes = d_->classes](StopToken stop) {
    return renderPixels(content, style, classes, std::move(stop));
  };
}

QImage Canvas::render(int view) const { return renderer(view)({}); }

QImage Canvas::grabShown() {
  if (!isValid()) return {};
  d_->finishEverything = true;
  QImage image = grabFramebuffer();
  d_->finishEverything = false;
  return image;
}

std::vector<double> Canvas::frameTimes() const { return {d_->frameTimes.begin(), d_->frameTimes.end()}; }

bool Canvas::isSettled() const { return !d_->missing; }

}  // namespace ssa

#include "moc_canvas.cpp"

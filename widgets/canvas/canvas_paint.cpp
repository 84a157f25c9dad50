#include <QOpenGLContext>
#include <QOpenGLVersionFunctionsFactory>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string_view>

#include "viz/overlay/imgui_overlay.h"
#include "widgets/canvas/canvas_private.h"

namespace ssa {
namespace {

constexpr double kSmoothBelowZoom = 2;
constexpr double kGridFromZoom = 8;
constexpr std::size_t kKeptFrameTimes = 600;
constexpr double kFreshLimit_ms = 25;
constexpr double kHoleLimit_ms = 8;

}  // namespace

void Canvas::initializeGL() {
  d_->stopGl();
  disconnect(d_->contextLost);
  d_->contextLost = connect(
      context(), &QOpenGLContext::aboutToBeDestroyed, this,
      [this] {
        makeCurrent();
        d_->stopGl();
        doneCurrent();
      },
      Qt::DirectConnection);
  if (!d_->startGl()) qWarning("canvas: %s", qUtf8Printable(d_->glProblem));
}

void Canvas::resizeGL(int, int) {}

void Canvas::paintGL() { d_->paint(); }

bool Canvas::Private::startGl() {
  gl = QOpenGLVersionFunctionsFactory::get<QOpenGLFunctions_3_3_Core>(q->context());
  if (!gl || !gl->initializeOpenGLFunctions()) {
    gl = nullptr;
    glProblem = QStringLiteral("OpenGL 3.3 is not available");
    return false;
  }
  if (QString log; !painter.start(gl, log)) {
    glProblem = log;
    gl = nullptr;
    return false;
  }
  const std::string_view renderer = reinterpret_cast<const char*>(gl->glGetString(GL_RENDERER));
  rasterisedInSoftware = renderer.find("llvmpipe") != renderer.npos || renderer.find("softpipe") != renderer.npos;
  cache.start(gl);
  sprites.start(gl);
  classesChanged = true;
  fresh = true;
  overlay = makeImGuiOverlay();
  overlayFailed = !overlay->start();
  probeCharacters.clear();
  refreshTheme();
  updateProbe();
  return true;
}

void Canvas::Private::stopGl() {
  if (!gl) return;
  if (overlay) overlay->stop();
  overlay.reset();
  sprites.stop();
  cache.stop();
  painter.stop();
  gl = nullptr;
}

void Canvas::Private::refreshTheme() {
  theme = canvasTheme(q->palette(), q->font());
  sprites.invalidate();
  if (!overlay) return;
  overlay->setTheme({theme.dark,
                     {static_cast<std::uint8_t>(theme.accent.red()), static_cast<std::uint8_t>(theme.accent.green()),
                      static_cast<std::uint8_t>(theme.accent.blue())},
                     13});
}

std::vector<Canvas::Private::Planned> Canvas::Private::plan() {
  cache.beginPlan();
  std::vector<Planned> plans;
  for (const Shown& view : shown()) {
    const ViewContent& content = views[static_cast<std::size_t>(view.view)];
    Planned planned{view, {}, {}};
    if (const auto picture = cache.sourceOf(content.image)) planned.picture = cache.pieces(picture, view.port);
    if (overlayShown())
      if (const auto drawn = content.score ? cache.sourceOf(content.score) : cache.sourceOf(content.labels))
        planned.overlay = cache.pieces(drawn, view.port);
    plans.push_back(std::move(planned));
  }
  return plans;
}

void Canvas::Private::paint() {
  if (!gl) return;
  QElapsedTimer timer;
  timer.start();
  captionBoxes.clear();
  painter.begin(framebufferSize(), theme.background);
  if (classesChanged) painter.setClassColours(classes);
  classesChanged = false;
  cache.beginFrame();
  if (isEmpty()) {
    cache.beginPlan();
    paintEmptyPage();
  } else {
    auto plans = plan();
    if (finishEverything || fresh || cache.hasHoles()) {
      cache.finishVisible(finishEverything ? std::numeric_limits<double>::infinity() : fresh ? kFreshLimit_ms : kHoleLimit_ms);
      plans = plan();
    }
    fresh = false;
    for (const auto& planned : plans) paintView(planned);
    painter.clipTo(QRect(QPoint(0, 0), framebufferSize()));
    paintCaptions(plans);
  }
  missing = cache.endFrame();
  sprites.endFrame();
  painter.end();
  if (overlay && !overlayFailed && !isEmpty())
    overlay->draw(static_cast<float>(q->width()), static_cast<float>(q->height()), static_cast<float>(q->devicePixelRatioF()));
  frameTimes.push_back(static_cast<double>(timer.nsecsElapsed()) * 1e-9);
  if (frameTimes.size() > kKeptFrameTimes) frameTimes.pop_front();
  // A software rasteriser needs the cores that make tiles; a graphics card does not.
  if (rasterisedInSoftware) gl->glFinish();
  cache.releaseLoader();
  if (missing && cache.hasFinishedTiles()) q->update();
}

void Canvas::Private::paintView(const Planned& planned) {
  const ViewContent& content = views[static_cast<std::size_t>(planned.shown.view)];
  const Viewport& port = planned.shown.port;
  painter.clipTo(planned.shown.clip_device);
  Tone tone = displayTone(style.brightness, style.contrast, style.gamma);
  const bool overlaid = overlayShown() && (content.score || content.labels);
  if (overlaid && (content.score || content.isDifference)) tone.saturation = kQuietSaturation;
  // At 100 % texels lie on pixels: nearest is the same picture for less.
  const bool nearest = port.zoom() >= kSmoothBelowZoom || port.zoom() == 1;
  for (const auto& piece : planned.picture) painter.picture(piece, tone, nearest && piece.level == 0);
  const double ratio = q->devicePixelRatioF();
  for (const auto& piece : planned.overlay) {
    if (content.score)
      painter.score(piece, content.scoreThreshold, content.scoreBelow, style.opacity);
    else
      painter.labels(piece, content.isDifference ? 1 : 0, style.contoursOnly ? contourOpacity(style.opacity) : style.opacity,
                     style.contoursOnly ? contourHalfWidth_px(port.zoom(), ratio) : 0);
  }
  if (style.pixelGrid && port.zoom() >= kGridFromZoom) {
    const double strength = std::clamp((port.zoom() - kGridFromZoom) / kGridFromZoom, 0.0, 1.0) * 0.25 + 0.2;
    painter.grid(port.imageOnDevice(), port.zoom(), std::max(1.0F, std::round(static_cast<float>(ratio))),
                 static_cast<float>(strength));
  }
}

CaptionLegend Canvas::Private::legendOf(const ViewContent& content) const {
  CaptionLegend legend;
  if (!overlayShown()) return legend;
  if (content.score) {
    legend.heat = CaptionLegend::Heat{content.scoreThreshold, content.scoreBelow};
  } else if (content.isDifference && content.labels) {
    const auto add = [&](DifferenceCode code, const QString& word) {
      const Rgb c = differenceColour(code);
      legend.entries.push_back({QColor(c.r, c.g, c.b), word});
    };
    if (content.kind == ViewKind::gains) {
      add(DifferenceCode::gained, tr("gained"));
      add(DifferenceCode::lost, tr("lost"));
      add(DifferenceCode::bothWrong, tr("both wrong"));
    } else {
      add(DifferenceCode::changed, tr("changed"));
    }
  }
  return legend;
}

void Canvas::Private::paintCaptions(const std::vector<Planned>& plans) {
  const double ratio = q->devicePixelRatioF();
  if (isSwipe()) paintSwipeLine(QRect(QPoint(0, 0), framebufferSize()));
  for (std::size_t i = 0; i < plans.size(); ++i) {
    const Shown& view = plans[i].shown;
    const ViewContent& content = views[static_cast<std::size_t>(view.view)];
    paintCaption(view, content, isSwipe() && i == 1);
    if (!content.note.isEmpty() && !content.labels && !content.score) {
      const int limit = static_cast<int>(view.clip_device.width() / ratio);
      const auto& note = sprites.get(QStringLiteral("note/%1/%2/%3").arg(limit).arg(ratio).arg(content.note),
                                     [&] { return noteImage(content.note, limit, theme, ratio); });
      if (note.texture)
        painter.sprite(note.texture,
                       QRect(view.clip_device.center() - QPoint(note.size.width() / 2, note.size.height() / 2), note.size));
    }
    if (plans.size() > 1 && isGrid() && view.view == active) paintFrame(view.port.rect(), theme.accent);
  }
  if (dropping) {
    QColor tint = theme.accent;
    tint.setAlphaF(0.14F);
    const QRect all(QPoint(0, 0), framebufferSize());
    painter.fill(all, tint);
    paintFrame(all, theme.accent);
  }
}

void Canvas::Private::paintCaption(const Shown& view, const ViewContent& content, bool atRight) {
  if (content.title.isEmpty()) return;
  const double ratio = q->devicePixelRatioF();
  const CaptionLegend legend = legendOf(content);
  const int limit = static_cast<int>(view.clip_device.width() / ratio) - 20;
  QString key = QStringLiteral("caption/%1/%2/%3").arg(limit).arg(ratio).arg(content.title);
  for (const auto& entry : legend.entries) key += QLatin1Char('/') + entry.word;
  if (legend.heat) key += QStringLiteral("/%1/%2").arg(static_cast<double>(legend.heat->threshold)).arg(legend.heat->below);
  const auto& sprite = sprites.get(key, [&] { return captionImage(content.title, legend, limit, theme, ratio); });
  if (!sprite.texture) return;
  const int margin = static_cast<int>(std::lround(10 * ratio));
  const int left = atRight ? view.clip_device.right() + 1 - margin - sprite.size.width() : view.clip_device.left() + margin;
  const QRect box(QPoint(left, view.clip_device.top() + margin), sprite.size);
  painter.sprite(sprite.texture, box);
  captionBoxes.emplace_back(QRectF(QPointF(box.topLeft()) / ratio, QSizeF(box.size()) / ratio), view.view);
}

void Canvas::Private::paintFrame(const QRect& rect_device, const QColor& colour) {
  const int width = std::max(1, static_cast<int>(std::lround(2 * q->devicePixelRatioF())));
  const QRect& r = rect_device;
  painter.fill({r.left(), r.top(), r.width(), width}, colour);
  painter.fill({r.left(), r.top() + r.height() - width, r.width(), width}, colour);
  painter.fill({r.left(), r.top() + width, width, r.height() - 2 * width}, colour);
  painter.fill({r.left() + r.width() - width, r.top() + width, width, r.height() - 2 * width}, colour);
}

void Canvas::Private::paintSwipeLine(const QRect& area_device) {
  const double ratio = q->devicePixelRatioF();
  const int line = static_cast<int>(std::lround(swipeLine_device()));
  const int half = std::max(1, static_cast<int>(std::lround(ratio)));
  painter.fill({line - half - 1, area_device.top(), 2 * half + 2, area_device.height()}, QColor(0, 0, 0, 110));
  painter.fill({line - half, area_device.top(), 2 * half, area_device.height()}, QColor(255, 255, 255));
  const auto& grip = sprites.get(QStringLiteral("grip/%1").arg(ratio), [&] { return swipeGripImage(theme, ratio); });
  painter.sprite(grip.texture,
                 QRect(QPoint(line - grip.size.width() / 2, area_device.center().y() - grip.size.height() / 2), grip.size));
}

void Canvas::Private::paintEmptyPage() {
  const double ratio = q->devicePixelRatioF();
  const QString note = views.empty() ? QString() : views.front().note;
  const auto& page = sprites.get(
      QStringLiteral("empty/%1/%2/%3/%4/%5").arg(q->width()).arg(q->height()).arg(ratio).arg(dropping).arg(note), [&] {
        return note.isEmpty() ? emptyPageImage(q->size(), emptyTitle, emptyHint, dropping, theme, ratio)
                              : noteImage(note, q->width(), theme, ratio);
      });
  if (!page.texture) return;
  const QSize area = framebufferSize();
  painter.sprite(page.texture,
                 QRect(QPoint((area.width() - page.size.width()) / 2, (area.height() - page.size.height()) / 2), page.size));
}

}  // namespace ssa

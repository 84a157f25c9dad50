#include "widgets/view_state.h"

#include <QSignalBlocker>
#include <QStringList>

#include <algorithm>

#include "app/session/settings.h"

namespace ssa {
namespace {

template <class E, std::size_t N>
E fromName(const E (&all)[N], const QString& name, E fallback) {
  for (const E value : all)
    if (nameOf(value) == name) return value;
  return fallback;
}

int wrapped(int index, int count) { return ((index % count) + count) % count; }

}  // namespace

ViewState::ViewState(Settings& settings, QObject* parent) : QObject(parent), settings_(settings) { load(); }

void ViewState::load() {
  mode_ = fromName(kCompareModes, settings_.text("view/mode"), CompareMode::grid);
  const QStringList names = settings_.list("view/views");
  for (qsizetype i = 0; i < std::min<qsizetype>(names.size(), kMaxViews); ++i)
    views_[static_cast<std::size_t>(i)] = fromName(kViewKinds, names[i], views_[static_cast<std::size_t>(i)]);
  gridCount_ = std::clamp(static_cast<int>(settings_.number("view/gridCount")), 2, kMaxViews);
  linked_ = settings_.flag("view/linked");
  probe_ = settings_.flag("view/probe");
  blinking_ = settings_.flag("view/blinking");
  style_.opacity = std::clamp(static_cast<float>(settings_.number("view/opacity")), 0.0F, 1.0F);
  style_.overlayHidden = !settings_.flag("view/overlay");
  style_.contoursOnly = settings_.flag("view/contours");
  style_.pixelGrid = settings_.flag("view/grid");
  style_.brightness = std::clamp(static_cast<float>(settings_.number("view/brightness")), -1.0F, 1.0F);
  style_.contrast = std::clamp(static_cast<float>(settings_.number("view/contrast")), -1.0F, 1.0F);
  style_.gamma = std::clamp(static_cast<float>(settings_.number("view/gamma")), 0.2F, 5.0F);
  score_.kind = fromName(kScoreKinds, settings_.text("view/score"), ScoreKind::none);
  score_.threshold = std::clamp(settings_.number("view/threshold"), 0.0, 1.0);
  score_.below = settings_.flag("view/below");
}

void ViewState::saveViews() {
  QStringList names;
  for (const ViewKind kind : views_) names += nameOf(kind);
  settings_.setValue(QStringLiteral("view/mode"), nameOf(mode_));
  settings_.setValue(QStringLiteral("view/views"), names);
  settings_.setValue(QStringLiteral("view/gridCount"), gridCount_);
}

void ViewState::setMode(CompareMode mode) {
  if (mode == mode_) return;
  mode_ = mode;
  saveViews();
  Q_EMIT viewsChanged();
}

void ViewState::cycleMode() {
  setMode(kCompareModes[wrapped(static_cast<int>(mode_) + 1, static_cast<int>(std::size(kCompareModes)))]);
}

int ViewState::viewCount() const {
  switch (mode_) {
    case CompareMode::single:
      return 1;
    case CompareMode::grid:
      return gridCount_;
    case CompareMode::swipe:
    case CompareMode::blink:
      break;
  }
  return 2;
}

std::vector<ViewKind> ViewState::shownViews() const { return {views_.begin(), views_.begin() + viewCount()}; }

void ViewState::setView(int index, ViewKind kind) {
  ViewKind& place = views_.at(static_cast<std::size_t>(index));
  if (place == kind) return;
  place = kind;
  saveViews();
  Q_EMIT viewsChanged();
}

void ViewState::setGridCount(int count) {
  count = std::clamp(count, 2, kMaxViews);
  if (count == gridCount_ && mode_ == CompareMode::grid) return;
  gridCount_ = count;
  mode_ = CompareMode::grid;
  saveViews();
  Q_EMIT viewsChanged();
}

void ViewState::setStyle(const CanvasStyle& style) {
  if (style == style_) return;
  style_ = style;
  settings_.setValue(QStringLiteral("view/opacity"), style.opacity);
  settings_.setValue(QStringLiteral("view/overlay"), !style.overlayHidden);
  settings_.setValue(QStringLiteral("view/contours"), style.contoursOnly);
  settings_.setValue(QStringLiteral("view/grid"), style.pixelGrid);
  settings_.setValue(QStringLiteral("view/brightness"), style.brightness);
  settings_.setValue(QStringLiteral("view/contrast"), style.contrast);
  settings_.setValue(QStringLiteral("view/gamma"), style.gamma);
  Q_EMIT styleChanged();
}

void ViewState::resetTone() {
  CanvasStyle style = style_;
  style.brightness = CanvasStyle{}.brightness;
  style.contrast = CanvasStyle{}.contrast;
  style.gamma = CanvasStyle{}.gamma;
  setStyle(style);
}

void ViewState::addOpacity(float step) {
  CanvasStyle style = style_;
  style.opacity = std::clamp(style.opacity + step, 0.0F, 1.0F);
  style.overlayHidden = false;
  setStyle(style);
}

void ViewState::setScore(const Score& score) {
  if (score == score_) return;
  score_ = score;
  settings_.setValue(QStringLiteral("view/score"), nameOf(score.kind));
  settings_.setValue(QStringLiteral("view/threshold"), score.threshold);
  settings_.setValue(QStringLiteral("view/below"), score.below);
  Q_EMIT scoreChanged();
}

void ViewState::setLinked(bool linked) {
  if (linked == linked_) return;
  linked_ = linked;
  settings_.setValue(QStringLiteral("view/linked"), linked);
  Q_EMIT linkedChanged();
}

void ViewState::setProbe(bool on) {
  if (on == probe_) return;
  probe_ = on;
  settings_.setValue(QStringLiteral("view/probe"), on);
  Q_EMIT probeChanged();
}

void ViewState::setBlinking(bool on) {
  if (on == blinking_) return;
  blinking_ = on;
  settings_.setValue(QStringLiteral("view/blinking"), on);
  Q_EMIT blinkingChanged();
}

int ViewState::activeView() const { return std::clamp(active_, 0, viewCount() - 1); }

void ViewState::setActiveView(int index) {
  if (index == active_ || index < 0) return;
  active_ = index;
  Q_EMIT activeViewChanged();
}

bool isMaskView(ViewKind kind) {
  return kind == ViewKind::baseline || kind == ViewKind::coarse || kind == ViewKind::refined || kind == ViewKind::truth;
}

bool isDifferenceView(ViewKind kind) { return kind == ViewKind::flips || kind == ViewKind::gains; }

QString nameOf(ViewKind kind) {
  switch (kind) {
    case ViewKind::image:
      return QStringLiteral("image");
    case ViewKind::baseline:
      return QStringLiteral("baseline");
    case ViewKind::coarse:
      return QStringLiteral("coarse");
    case ViewKind::refined:
      return QStringLiteral("refined");
    case ViewKind::truth:
      return QStringLiteral("truth");
    case ViewKind::flips:
      return QStringLiteral("flips");
    case ViewKind::gains:
      return QStringLiteral("gains");
  }
  return {};
}

QString nameOf(CompareMode mode) {
  switch (mode) {
    case CompareMode::single:
      return QStringLiteral("single");
    case CompareMode::grid:
      return QStringLiteral("grid");
    case CompareMode::swipe:
      return QStringLiteral("swipe");
    case CompareMode::blink:
      return QStringLiteral("blink");
  }
  return {};
}

QString nameOf(ScoreKind kind) {
  switch (kind) {
    case ScoreKind::none:
      return QStringLiteral("none");
    case ScoreKind::confidence:
      return QStringLiteral("confidence");
    case ScoreKind::entropy:
      return QStringLiteral("entropy");
    case ScoreKind::margin:
      return QStringLiteral("margin");
  }
  return {};
}

QString titleOf(ViewKind kind) {
  switch (kind) {
    case ViewKind::image:
      return ViewState::tr("Picture");
    case ViewKind::baseline:
      return ViewState::tr("Baseline");
    case ViewKind::coarse:
      return ViewState::tr("Coarse");
    case ViewKind::refined:
      return ViewState::tr("Refined");
    case ViewKind::truth:
      return ViewState::tr("Truth");
    case ViewKind::flips:
      return ViewState::tr("Flips");
    case ViewKind::gains:
      return ViewState::tr("Gains");
  }
  return {};
}

QString titleOf(ScoreKind kind) {
  switch (kind) {
    case ScoreKind::none:
      return ViewState::tr("Classes");
    case ScoreKind::confidence:
      return ViewState::tr("Confidence");
    case ScoreKind::entropy:
      return ViewState::tr("Entropy");
    case ScoreKind::margin:
      return ViewState::tr("Margin");
  }
  return {};
}

}  // namespace ssa

#include "moc_view_state.cpp"

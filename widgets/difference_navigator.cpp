#include "widgets/difference_navigator.h"

#include <QLocale>
#include <QRectF>

#include <algorithm>

#include "app/session/session.h"
#include "widgets/canvas/view_colours.h"
#include "widgets/view_state.h"

namespace ssa {

DifferenceNavigator::DifferenceNavigator(Session& session, ViewState& state, Canvas& canvas, QObject* parent)
    : QObject(parent), session_(session), state_(state), canvas_(canvas) {
  connect(&session.document(), &Document::changed, this, &DifferenceNavigator::reset);
  connect(&session, &Session::pictureChanged, this, &DifferenceNavigator::reset);
  connect(&state, &ViewState::viewsChanged, this, &DifferenceNavigator::reset);
}

ViewKind DifferenceNavigator::kind() const {
  const std::vector<ViewKind> shown = state_.shownViews();
  for (const ViewKind kind : {ViewKind::gains, ViewKind::flips})
    if (std::find(shown.begin(), shown.end(), kind) != shown.end()) return kind;
  return session_.document().difference(ViewKind::gains) ? ViewKind::gains : ViewKind::flips;
}

std::shared_ptr<const Difference> DifferenceNavigator::difference() const { return session_.document().difference(kind()); }

int DifferenceNavigator::count() const {
  const auto shown = difference();
  return shown ? static_cast<int>(shown->regions.size()) : 0;
}

void DifferenceNavigator::reset() {
  const auto shown = difference();
  if (shown != last_) current_ = -1;
  last_ = shown;
  Q_EMIT changed();
}

void DifferenceNavigator::step(int by) {
  const auto shown = difference();
  if (!shown || shown->regions.empty()) return;
  last_ = shown;
  const int regions = static_cast<int>(shown->regions.size());
  current_ = current_ < 0 ? (by > 0 ? 0 : regions - 1) : (current_ + by + regions) % regions;
  const Rect& bounds = shown->regions[static_cast<std::size_t>(current_)].bounds;
  canvas_.showRegion(QRectF(bounds.x, bounds.y, bounds.width, bounds.height));
  Q_EMIT changed();
}

QString DifferenceNavigator::counter() const {
  const int regions = count();
  if (regions == 0) return QStringLiteral("–");
  return current_ < 0 ? QString::number(regions) : QStringLiteral("%1 / %2").arg(current_ + 1).arg(regions);
}

QString DifferenceNavigator::className(int id) const {
  const LabelSet& labels = session_.labels();
  if (id == kIgnore) return tr("nothing");
  return id < labels.count() ? QString::fromStdString(labels.classes[static_cast<std::size_t>(id)].name) : tr("class %1").arg(id);
}

QString DifferenceNavigator::description() const {
  const auto shown = difference();
  if (!shown || shown->regions.empty()) return tr("No regions differ, or there is nothing to compare yet");
  if (current_ < 0) return tr("Regions that differ; N goes to the largest");
  const DifferenceRegion& region = shown->regions[static_cast<std::size_t>(current_)];
  const QString size = QLocale().toString(static_cast<qlonglong>(region.pixels));
  const QString text = tr("mostly %1, then %2; pixels: %3").arg(className(region.from), className(region.to), size);
  switch (region.code) {
    case DifferenceCode::gained:
      return tr("Gained: %1").arg(text);
    case DifferenceCode::lost:
      return tr("Lost: %1").arg(text);
    case DifferenceCode::bothWrong:
      return tr("Wrong in both: %1").arg(text);
    case DifferenceCode::same:
    case DifferenceCode::changed:
      break;
  }
  return tr("Changed: %1").arg(text);
}

std::vector<LegendStrip::Item> DifferenceNavigator::legend() const {
  const auto shown = difference();
  if (!shown) return {};
  const auto total = static_cast<double>(shown->codes.size().area());
  const auto item = [&](DifferenceCode code, const QString& name) -> LegendStrip::Item {
    const Rgb c = differenceColour(code);
    const double percent = 100.0 * static_cast<double>(shown->pixels[static_cast<int>(code)]) / total;
    return {QColor(c.r, c.g, c.b), name, QLocale().toString(percent, 'f', percent < 10 ? 2 : 1) + QStringLiteral(" %")};
  };
  if (kind() == ViewKind::flips) return {item(DifferenceCode::changed, tr("changed"))};
  return {item(DifferenceCode::gained, tr("gained")), item(DifferenceCode::lost, tr("lost")),
          item(DifferenceCode::bothWrong, tr("both wrong"))};
}

}  // namespace ssa

#include "moc_difference_navigator.cpp"

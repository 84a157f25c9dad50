#include "widgets/explain/sankey_view.h"

#include <QKeyEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

#include "widgets/theme/theme.h"

namespace ssa {
namespace {

constexpr double kBarWidth_px = 12, kBarGap_px = 4, kStageHead_px = 22, kLeastBar_px = 1;
constexpr FlipOutcome kFlipOrder[] = {FlipOutcome::fixed,   FlipOutcome::broke,      FlipOutcome::otherWrong,
                                      FlipOutcome::changed, FlipOutcome::stillWrong, FlipOutcome::stillRight,
                                      FlipOutcome::same};

bool staysInClass(const FlipLink& link) { return link.fromClass == link.toClass; }

}  // namespace

QColor outcomeColour(FlipOutcome outcome) {
  switch (outcome) {
    case FlipOutcome::fixed:
      return QColor(0, 158, 115);
    case FlipOutcome::broke:
      return QColor(213, 94, 0);
    case FlipOutcome::otherWrong:
      return QColor(204, 121, 167);
    case FlipOutcome::changed:
      return QColor(86, 180, 233);
    case FlipOutcome::stillWrong:
      return QColor(150, 150, 156);
    default:
      return QColor(150, 150, 156, 70);
  }
}

QString outcomeTitle(FlipOutcome outcome) {
  switch (outcome) {
    case FlipOutcome::fixed:
      return SankeyView::tr("Fixed");
    case FlipOutcome::broke:
      return SankeyView::tr("Broken");
    case FlipOutcome::otherWrong:
      return SankeyView::tr("Wrong in another way");
    case FlipOutcome::changed:
      return SankeyView::tr("Changed");
    case FlipOutcome::stillWrong:
      return SankeyView::tr("Still wrong");
    case FlipOutcome::stillRight:
      return SankeyView::tr("Still right");
    case FlipOutcome::ignored:
      return SankeyView::tr("Ignored");
    case FlipOutcome::same:
      break;
  }
  return SankeyView::tr("Unchanged");
}

SankeyView::SankeyView(QWidget* parent) : QWidget(parent) {
  setMouseTracking(true);
  setFocusPolicy(Qt::StrongFocus);
}

void SankeyView::setLedger(std::shared_ptr<const FlipLedger> ledger, const QStringList& stages, const QStringList& classes,
                           const Palette& palette) {
  ledger_ = std::move(ledger);
  stages_ = stages;
  classes_ = classes;
  palette_ = palette;
  hovered_.reset();
  chosen_.reset();
  arrange();
  update();
}

void SankeyView::clear() { setLedger({}, {}, {}, {}); }

QPainterPath SankeyView::Band::path() const {
  const double middle = (left + right) / 2;
  QPainterPath path(QPointF(left, leftTop));
  path.cubicTo(middle, leftTop, middle, rightTop, right, rightTop);
  path.lineTo(right, rightTop + thickness);
  path.cubicTo(middle, rightTop + thickness, middle, leftTop + thickness, left, leftTop + thickness);
  path.closeSubpath();
  return path;
}

void SankeyView::arrange() {
  bars_.clear();
  bands_.clear();
  if (!ledger_ || ledger_->stages.size() < 2) return;
  const auto columns = static_cast<int>(ledger_->stages.size());
  const double step = (width() - kBarWidth_px - 2) / (columns - 1);
  const std::vector<std::int64_t>& first = ledger_->stages.front().pixels;
  double all = 0, most = 0;
  for (const auto& stage : ledger_->stages) {
    all = 0;
    most = std::max(most,
                    static_cast<double>(std::count_if(stage.pixels.begin(), stage.pixels.end(), [](auto n) { return n > 0; })));
    for (const std::int64_t pixels : stage.pixels) all += static_cast<double>(pixels);
  }
  if (all <= 0) return;
  const double scale = (height() - kStageHead_px - 2 - kBarGap_px * std::max(0.0, most - 1)) / all;
  std::vector<std::vector<double>> out(ledger_->stages.size(), std::vector<double>(first.size(), 0)), in = out;
  for (int column = 0; column < columns; ++column) {
    double top = kStageHead_px;
    const auto& pixels = ledger_->stages[static_cast<std::size_t>(column)].pixels;
    for (std::size_t id = 0; id < pixels.size(); ++id) {
      if (pixels[id] == 0) continue;
      const double tall = std::max(kLeastBar_px, static_cast<double>(pixels[id]) * scale);
      bars_.push_back({column, static_cast<int>(id), QRectF(1 + column * step, top, kBarWidth_px, tall)});
      in[static_cast<std::size_t>(column)][id] = out[static_cast<std::size_t>(column)][id] = top;
      top += tall + kBarGap_px;
    }
  }
  for (int column = 0; column + 1 < columns; ++column) {
    const FlipTransition* transition = ledger_->find(ledger_->stages[static_cast<std::size_t>(column)].stage,
                                                     ledger_->stages[static_cast<std::size_t>(column) + 1].stage);
    if (!transition) continue;
    auto& from = out[static_cast<std::size_t>(column)];
    auto& to = in[static_cast<std::size_t>(column) + 1];
    for (const FlipLink& link : transition->links) {
      Band band{{column, link.fromClass, link.toClass}, &link, 1 + column * step + kBarWidth_px, 1 + (column + 1) * step};
      band.thickness = static_cast<double>(link.pixels) * scale;
      band.leftTop = from[static_cast<std::size_t>(link.fromClass)];
      band.rightTop = to[static_cast<std::size_t>(link.toClass)];
      from[static_cast<std::size_t>(link.fromClass)] += band.thickness;
      to[static_cast<std::size_t>(link.toClass)] += band.thickness;
      band.thickness = std::max(band.thickness, kLeastBar_px);
      bands_.push_back(band);
    }
  }
  std::stable_partition(bands_.begin(), bands_.end(), [](const Band& band) { return staysInClass(*band.link); });
}

QColor SankeyView::colourOf(const FlipLink& link) const {
  if (staysInClass(link)) return outcomeColour(FlipOutcome::same);
  const auto most = std::max_element(std::begin(kFlipOrder), std::end(kFlipOrder), [&](FlipOutcome a, FlipOutcome b) {
    return link.byOutcome[static_cast<int>(a)] < link.byOutcome[static_cast<int>(b)];
  });
  return outcomeColour(*most);
}

void SankeyView::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const Theme& theme = Theme::current();
  painter.setPen(theme.muted);
  if (bars_.empty()) return painter.drawText(rect(), Qt::AlignCenter | Qt::TextWordWrap, tr("No flows"));
  const auto columns = static_cast<int>(stages_.size());
  const double step = (width() - kBarWidth_px - 2) / std::max(1, columns - 1);
  for (int column = 0; column < columns; ++column) {
    const Qt::Alignment side = column == 0 ? Qt::AlignLeft : column + 1 == columns ? Qt::AlignRight : Qt::AlignHCenter;
    const double middle = 1 + column * step + kBarWidth_px / 2;
    const QRectF place = column == 0             ? QRectF(0, 0, step, kStageHead_px)
                         : column + 1 == columns ? QRectF(width() - step, 0, step, kStageHead_px)
                                                 : QRectF(middle - step / 2, 0, step, kStageHead_px);
    painter.drawText(place, side | Qt::AlignVCenter, stages_[column]);
  }
  painter.setPen(Qt::NoPen);
  for (const Band& band : bands_) {
    QColor colour = colourOf(*band.link);
    const bool lit = hovered_ == band.flow || chosen_ == band.flow;
    if (!staysInClass(*band.link)) colour.setAlpha(lit ? 255 : 170);
    if (staysInClass(*band.link) && lit) colour.setAlpha(130);
    painter.setBrush(colour);
    painter.drawPath(band.path());
  }
  for (const Bar& bar : bars_) {
    const Rgb colour = static_cast<std::size_t>(bar.id) < palette_.size() ? palette_[static_cast<std::size_t>(bar.id)] : Rgb{};
    painter.setPen(QPen(theme.line, 1));
    painter.setBrush(QColor(colour.r, colour.g, colour.b));
    painter.drawRect(bar.place);
    if (bar.place.height() < fontMetrics().height() - 2) continue;
    painter.setPen(theme.text);
    const bool last = bar.column + 1 == columns;
    const QRectF room = last ? QRectF(bar.place.left() - step * 0.45, bar.place.top(), step * 0.45 - 4, bar.place.height())
                             : QRectF(bar.place.right() + 4, bar.place.top(), step * 0.45, bar.place.height());
    painter.drawText(room, (last ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter,
                     fontMetrics().elidedText(classes_.value(bar.id), Qt::ElideRight, static_cast<int>(room.width())));
  }
  if (hasFocus()) {
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(theme.accent, 1));
    painter.drawRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5));
  }
}

const SankeyView::Band* SankeyView::find(const Flow& flow) const {
  const auto found = std::find_if(bands_.begin(), bands_.end(), [&](const Band& band) { return band.flow == flow; });
  return found == bands_.end() ? nullptr : &*found;
}

QString SankeyView::words(const Flow& flow) const {
  const Band* band = find(flow);
  if (!band) return {};
  const QLocale locale;
  QString text = tr("%1: %2 → %3: %4, %5 px")
                     .arg(stages_.value(flow.column), classes_.value(flow.fromClass), stages_.value(flow.column + 1),
                          classes_.value(flow.toClass), locale.toString(static_cast<qlonglong>(band->link->pixels)));
  if (!ledger_->hasTruth) return text;
  for (const FlipOutcome outcome : kFlipOrder)
    if (const std::int64_t pixels = band->link->byOutcome[static_cast<int>(outcome)]; pixels > 0)
      text += QStringLiteral(" · ") + outcomeTitle(outcome) + QLatin1Char(' ') + locale.toString(static_cast<qlonglong>(pixels));
  return text;
}

std::optional<SankeyView::Flow> SankeyView::flowAt(QPointF pos) const {
  for (auto band = bands_.rbegin(); band != bands_.rend(); ++band)
    if (band->path().contains(pos)) return band->flow;
  return std::nullopt;
}

void SankeyView::setChosen(std::optional<Flow> flow) {
  if (chosen_ == flow) return;
  chosen_ = flow;
  update();
  Q_EMIT flowChosen();
}

void SankeyView::resizeEvent(QResizeEvent*) { arrange(); }

void SankeyView::mouseMoveEvent(QMouseEvent* event) {
  const auto flow = flowAt(event->position());
  if (flow != hovered_) {
    hovered_ = flow;
    update();
  }
  QToolTip::showText(event->globalPosition().toPoint(), flow ? words(*flow) : QString(), this);
}

void SankeyView::leaveEvent(QEvent*) {
  hovered_.reset();
  update();
}

void SankeyView::mousePressEvent(QMouseEvent* event) {
  if (event->button() == Qt::LeftButton) setChosen(flowAt(event->position()));
}

void SankeyView::keyPressEvent(QKeyEvent* event) {
  const bool forward = event->key() == Qt::Key_Right || event->key() == Qt::Key_Down;
  const bool back = event->key() == Qt::Key_Left || event->key() == Qt::Key_Up;
  if (event->key() == Qt::Key_Escape) return setChosen(std::nullopt);
  if ((!forward && !back) || bands_.empty()) return QWidget::keyPressEvent(event);
  // The bands of changes in their order; those that stay come before them.
  const auto count = static_cast<int>(bands_.size());
  int at = -1;
  for (int i = 0; i < count; ++i)
    if (chosen_ == bands_[static_cast<std::size_t>(i)].flow) at = i;
  at = at < 0 ? count - 1 : (at + (forward ? 1 : count - 1)) % count;
  setChosen(bands_[static_cast<std::size_t>(at)].flow);
}

}  // namespace ssa

#include "moc_sankey_view.cpp"

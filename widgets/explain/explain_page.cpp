#include "widgets/explain/explain_page.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QLocale>
#include <QProgressBar>
#include <QSignalBlocker>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <utility>

#include "app/session/session.h"
#include "widgets/controls/controls.h"
#include "widgets/controls/elided_label.h"
#include "widgets/controls/slider_field.h"
#include "widgets/explain/explain_viewport.h"
#include "widgets/explain/instrument.h"
#include "widgets/explain/instruments.h"
#include "widgets/theme/icons.h"

namespace ssa {
namespace {

constexpr int kRailWidth_px = 168;
constexpr int kNameRole = Qt::UserRole;

QString instrumentText(const char* text) { return QCoreApplication::translate("Instruments", text); }

}  // namespace

ExplainPage::ExplainPage(Session& session, QWidget* parent)
    : QWidget(parent), session_(session), explain_(new ExplainSession(session, this)) {
  setObjectName(QStringLiteral("explainPage"));
  auto* halves = named(new QSplitter(Qt::Horizontal, this), "explainSplitter", tr("Picture and instruments"));
  halves->setChildrenCollapsible(false);
  halves->addWidget(makePicture());
  halves->addWidget(makeInstruments());
  halves->setStretchFactor(0, 2);
  halves->setStretchFactor(1, 3);
  halves->setSizes({520, 880});
  auto* outer = new QVBoxLayout(this);
  outer->setContentsMargins(0, 0, 0, 0);
  outer->addWidget(halves);

  connect(explain_, &ExplainSession::subjectChanged, this, &ExplainPage::refreshPicture);
  connect(explain_, &ExplainSession::traceChanged, this, [this] {
    refreshMask();
    refreshBusy();
  });
  connect(explain_, &ExplainSession::labelsChanged, this, &ExplainPage::refreshMask);
  connect(explain_, &ExplainSession::failed, this, &ExplainPage::failed);
  connect(&explain_->selection(), &LinkedSelection::cellsChanged, this, &ExplainPage::refreshSelection);
  connect(&explain_->selection(), &LinkedSelection::pairChanged, this, &ExplainPage::refreshSelection);
  refreshPicture();
}

QWidget* ExplainPage::makePicture() {
  auto* panel = new QWidget(this);
  panel->setProperty("pane", true);
  panel->setAttribute(Qt::WA_StyledBackground);
  panel->setMinimumWidth(330);
  auto* bar = new QWidget(panel);
  auto* row = new QHBoxLayout(bar);
  row->setContentsMargins(8, 6, 8, 6);
  row->setSpacing(8);
  masks_ = pickList(bar, "explainMask", tr("Mask over the picture"));
  const std::pair<QString, ViewKind> masks[] = {{tr("Picture"), ViewKind::image},
                                                {tr("Truth"), ViewKind::truth},
                                                {tr("Baseline"), ViewKind::baseline},
                                                {tr("Coarse"), ViewKind::coarse},
                                                {tr("SSA"), ViewKind::refined}};
  for (const auto& [text, view] : masks) masks_->addItem(text, static_cast<int>(view));
  masks_->setCurrentIndex(masks_->findData(static_cast<int>(ViewKind::refined)));
  auto* opacity =
      new SliderField("explainOpacity", tr("Opacity"), {.low = 0, .high = 1, .step = 0.05, .standard = 0.6}, percentText, bar);
  opacity->setValue(0.6);
  auto* fit = iconButton(bar, "explainFit", tr("Show the whole picture"), "fit");
  auto* clear = iconButton(bar, "explainClear", tr("Clear the selection (Esc)"), "close");
  row->addWidget(masks_);
  row->addWidget(opacity, 1);
  row->addWidget(fit);
  row->addWidget(clear);
  viewport_ = named(new ExplainViewport(panel), "explainViewport", tr("Picture that is explained"));
  viewport_->setEmptyText(tr("No picture is open. Drop one here, or choose one on the page View."));
  busy_ = named(new QProgressBar(panel), "explainBusy", tr("The models are looking at the picture"));
  busy_->setTextVisible(false);
  busy_->setRange(0, 0);
  auto* foot = new QFrame(panel);
  foot->setProperty("footer", true);
  auto* words = new QVBoxLayout(foot);
  words->setContentsMargins(12, 5, 12, 6);
  words->setSpacing(1);
  overlayTitle_ = new ElidedLabel(foot);
  overlayTitle_->setStrong(true);
  place_ = named(new ElidedLabel(foot), "explainPlace", tr("What is under the mouse"));
  place_->setMuted(true);
  chosen_ = named(new ElidedLabel(foot), "explainChosen", tr("What is selected"));
  for (ElidedLabel* label : {overlayTitle_, place_, chosen_}) {
    label->setMode(Qt::ElideRight);
    words->addWidget(label);
  }
  auto* column = new QVBoxLayout(panel);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(bar);
  column->addWidget(busy_);
  column->addWidget(viewport_, 1);
  column->addWidget(foot);

  connect(masks_, &QComboBox::currentIndexChanged, this, &ExplainPage::refreshMask);
  connect(opacity, &SliderField::valueChanged, viewport_, &ExplainViewport::setMaskOpacity);
  connect(fit, &QToolButton::clicked, viewport_, &ExplainViewport::fit);
  connect(clear, &QToolButton::clicked, this, [this] { explain_->selection().clear(this); });
  connect(viewport_, &ExplainViewport::cleared, this, [this] { explain_->selection().clear(this); });
  connect(viewport_, &ExplainViewport::selected, this, &ExplainPage::selectPlace);
  connect(viewport_, &ExplainViewport::clicked, this, [this](QPointF place, Qt::KeyboardModifiers modifiers) {
    if (Instrument* shown = current()) shown->pictureClicked(place, modifiers);
  });
  connect(viewport_, &ExplainViewport::hovered, this, [this](std::optional<QPointF> place) {
    tellPlace(place);
    if (Instrument* shown = current()) shown->pictureHovered(place);
  });
  return panel;
}

QWidget* ExplainPage::makeInstruments() {
  auto* panel = new QWidget(this);
  panel->setProperty("pane", true);
  panel->setAttribute(Qt::WA_StyledBackground);
  rail_ = named(new QListWidget(panel), "explainRail", tr("Instruments"));
  rail_->setFixedWidth(kRailWidth_px);
  rail_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  rail_->setIconSize({16, 16});
  stack_ = new QStackedWidget(panel);
  stack_->setObjectName(QStringLiteral("explainStack"));
  QString group;
  for (const InstrumentEntry& entry : instrumentList()) {
    if (const QString heading = instrumentText(entry.group); heading != group) {
      group = heading;
      auto* item = new QListWidgetItem(heading, rail_);
      item->setFlags(Qt::NoItemFlags);
      item->setSizeHint({0, 28});
    }
    auto* item = new QListWidgetItem(icon(entry.icon), instrumentText(entry.title), rail_);
    item->setData(kNameRole, QString::fromLatin1(entry.name));
    item->setSizeHint({0, 28});
  }
  connect(rail_, &QListWidget::currentItemChanged, this, [this](QListWidgetItem* item) { chosen(item); });
  auto* row = new QHBoxLayout(panel);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(0);
  row->addWidget(rail_);
  row->addWidget(verticalRule(panel));
  row->addWidget(stack_, 1);
  return panel;
}

Instrument* ExplainPage::current() const { return qobject_cast<Instrument*>(stack_->currentWidget()); }

bool ExplainPage::choose(const QString& name) {
  for (int i = 0; i < rail_->count(); ++i) {
    if (name.isEmpty() || rail_->item(i)->data(kNameRole).toString() != name) continue;
    rail_->setCurrentRow(i);
    return true;
  }
  return false;
}

void ExplainPage::chosen(QListWidgetItem* item) {
  const QString name = item ? item->data(kNameRole).toString() : QString();
  if (name.isEmpty()) return;
  if (Instrument* instrument = made(name)) stack_->setCurrentWidget(instrument);
  refreshOverlay();
}

Instrument* ExplainPage::made(const QString& name) {
  for (int i = 0; i < stack_->count(); ++i)
    if (stack_->widget(i)->objectName() == name) return qobject_cast<Instrument*>(stack_->widget(i));
  for (const InstrumentEntry& entry : instrumentList()) {
    if (name != QLatin1String(entry.name)) continue;
    Instrument* instrument = entry.make(*explain_, stack_);
    stack_->addWidget(instrument);
    connect(instrument, &Instrument::overlayChanged, this, &ExplainPage::refreshOverlay);
    connect(instrument, &Instrument::pictureRequested, this, &ExplainPage::pictureRequested);
    return instrument;
  }
  return nullptr;
}

void ExplainPage::setMaskView(ViewKind view) { masks_->setCurrentIndex(masks_->findData(static_cast<int>(view))); }

void ExplainPage::refreshPicture() {
  viewport_->setPicture(explain_->subject().image);
  refreshMask();
  refreshOverlay();
  refreshSelection();
  refreshBusy();
  tellPlace(std::nullopt);
}

void ExplainPage::refreshMask() {
  const auto view = static_cast<ViewKind>(masks_->currentData().toInt());
  std::vector<bool> visible;
  const LabelSet& labels = explain_->subject().labels;
  for (int id = 0; id < labels.count(); ++id) visible.push_back(session_.classVisible(id));
  viewport_->setMask(explain_->mask(view), labels.palette(), visible);
}

void ExplainPage::refreshOverlay() {
  const Instrument* shown = current();
  viewport_->setOverlay(shown ? shown->overlay() : QImage());
  overlayTitle_->setText(shown ? shown->overlayTitle() : QString());
  overlayTitle_->setVisible(!overlayTitle_->text().isEmpty());
}

Size ExplainPage::grid() const {
  for (const Slot slot : {Slot::ssa, Slot::baseline})
    if (const auto trace = explain_->trace(slot)) return trace->info().cells;
  return {};
}

void ExplainPage::selectPlace(const QRectF& place, Qt::KeyboardModifiers modifiers) {
  const Size cells = grid();
  if (cells.empty()) return;
  CellSet chosen = CellSet::inside(cells, place);
  const CellSet before = explain_->selection().cells().on(cells);
  if (modifiers & Qt::ShiftModifier) {
    chosen.cells.insert(chosen.cells.end(), before.cells.begin(), before.cells.end());
    chosen = CellSet::of(cells, std::move(chosen.cells));
  } else if (modifiers & Qt::ControlModifier) {
    CellSet left{cells, {}};
    std::set_difference(before.cells.begin(), before.cells.end(), chosen.cells.begin(), chosen.cells.end(),
                        std::back_inserter(left.cells));
    chosen = std::move(left);
  }
  explain_->selection().setCells(std::move(chosen), this);
}

void ExplainPage::refreshSelection() {
  const LinkedSelection& selection = explain_->selection();
  viewport_->setSelection(selection.cells());
  QStringList words;
  if (!selection.cells().empty()) {
    words += tr("Cells selected: %1").arg(selection.cells().cells.size());
    // The two classes that fill most of it.
    for (const Slot slot : {Slot::ssa, Slot::baseline}) {
      const auto trace = explain_->trace(slot);
      if (!trace) continue;
      const LabelMap labels = trace->labelsAtStride(MaskKind::refined);
      const CellSet cells = selection.cells().on(labels.size());
      std::array<int, 256> counts{};
      for (const std::int32_t cell : cells.cells) ++counts[labels.labels()[static_cast<std::size_t>(cell)]];
      for (int place = 0; place < 2; ++place) {
        const auto most = std::max_element(counts.begin(), counts.end());
        if (*most == 0) break;
        words += tr("%1 %2 %")
                     .arg(explain_->subject().className(static_cast<int>(most - counts.begin())))
                     .arg(std::lround(100.0 * *most / static_cast<double>(cells.cells.size())));
        *most = 0;
      }
      break;
    }
  }
  if (const auto pair = selection.pair())
    words += tr("%1 against %2").arg(explain_->subject().className(pair->first), explain_->subject().className(pair->second));
  chosen_->setText(words.isEmpty() ? tr("Drag a rectangle to select; the instruments follow")
                                   : words.join(QStringLiteral(" · ")));
  chosen_->setMuted(words.isEmpty());
}

void ExplainPage::refreshBusy() {
  const auto running = [this](Slot slot) { return explain_->traceState(slot) == TraceState::running; };
  busy_->setVisible(running(Slot::baseline) || running(Slot::ssa));
}

void ExplainPage::tellPlace(std::optional<QPointF> place) {
  const ExplainSubject& subject = explain_->subject();
  if (!place || subject.isEmpty()) return place_->setText(subject.isEmpty() ? QString() : subject.title);
  const Point at{static_cast<int>(place->x() * subject.image->width()), static_cast<int>(place->y() * subject.image->height())};
  QStringList words{tr("x %1  y %2").arg(at.x).arg(at.y)};
  const std::pair<QString, ViewKind> masks[] = {
      {tr("truth"), ViewKind::truth}, {tr("baseline"), ViewKind::baseline}, {tr("SSA"), ViewKind::refined}};
  for (const auto& [name, view] : masks) {
    const auto mask = explain_->mask(view);
    if (!mask || at.x >= mask->width() || at.y >= mask->height()) continue;
    const int id = mask->at(at);
    words += name + QLatin1Char(' ') + (id == kIgnore ? tr("ignored") : subject.className(id));
  }
  place_->setText(words.join(QStringLiteral(" · ")));
}

void ExplainPage::showEvent(QShowEvent* event) {
  explain_->setActive(true);
  if (rail_->currentRow() < 0) choose(QString::fromLatin1(instrumentList().front().name));
  QWidget::showEvent(event);
}

void ExplainPage::hideEvent(QHideEvent* event) {
  explain_->setActive(false);
  QWidget::hideEvent(event);
}

}  // namespace ssa

#include "moc_explain_page.cpp"

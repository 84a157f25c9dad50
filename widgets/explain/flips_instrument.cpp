#include "widgets/explain/flips_instrument.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPixmap>
#include <QSignalBlocker>
#include <QTableWidget>
#include <QVBoxLayout>

#include <utility>

#include "app/session/explain/confused_cells.h"
#include "widgets/controls/controls.h"
#include "widgets/controls/elided_label.h"
#include "widgets/explain/instruments.h"
#include "widgets/explain/quiet_table.h"
#include "widgets/explain/sankey_view.h"

namespace ssa {
namespace {

QString flipStageTitle(FlipStage stage) {
  switch (stage) {
    case FlipStage::coarse:
      return FlipsInstrument::tr("Coarse");
    case FlipStage::semanticOnly:
      return FlipsInstrument::tr("Semantic only");
    case FlipStage::spatialOnly:
      return FlipsInstrument::tr("Spatial only");
    case FlipStage::both:
      break;
  }
  return FlipsInstrument::tr("Both");
}

QImage outcomeOver(const LabelMap& outcomes) {
  QImage image(outcomes.width(), outcomes.height(), QImage::Format_ARGB32);
  for (int y = 0; y < outcomes.height(); ++y) {
    auto* const line = reinterpret_cast<QRgb*>(image.scanLine(y));
    for (int x = 0; x < outcomes.width(); ++x) {
      const auto outcome = static_cast<FlipOutcome>(outcomes.row(y)[x]);
      const bool changed = outcome == FlipOutcome::changed || outcome == FlipOutcome::fixed || outcome == FlipOutcome::broke ||
                           outcome == FlipOutcome::otherWrong;
      line[x] = changed ? outcomeColour(outcome).rgba() : qRgba(0, 0, 0, 0);
    }
  }
  return image;
}

}  // namespace

FlipsInstrument::FlipsInstrument(ExplainSession& session, QWidget* parent)
    : Instrument(
          "flips",
          {tr("Flips"),
           tr("Follows every pixel from the coarse mask through the model with only its semantic branch and only its spatial "
              "branch to the whole model. With truth, flows are coloured by what they fixed and what they broke."),
           tr("The single branches are the trained model with the other branch taken out at inference, without retraining: an "
              "explanation of this model, not the paper's ablation, whose models are trained without the branch.\n\nClick a "
              "band to light its pixels in the picture; the arrow keys walk through the bands. The list below counts what "
              "became of the pixels from one mask to the next, and the choice beside it draws them over the picture."),
           tr("semantic only: G = F, Q = center_proj(S_p)\nspatial only: G = F + P_f, Q = center_proj(S + P_p)")},
          static_cast<Needs>(Picture | SsaModel), session, parent) {
  auto* room = new QWidget(this);
  auto* column = new QVBoxLayout(room);
  column->setContentsMargins(12, 0, 12, 10);
  column->setSpacing(6);
  flows_ = named(new SankeyView(room), "flipFlows", tr("Flows of pixels between classes from mask to mask"));
  words_ = named(new ElidedLabel(room), "flipWords", tr("The chosen flow"));
  words_->setMuted(true);
  words_->setMode(Qt::ElideRight);
  auto* row = new QHBoxLayout;
  row->setSpacing(6);
  step_ = pickList(room, "flipStep", tr("Step drawn over the picture"));
  row->addWidget(mutedLabel(room, tr("Over the picture:")));
  row->addWidget(step_);
  row->addStretch(1);
  row->addWidget(mutedLabel(room, tr("Below: per cent of the pixels")));
  outcomes_ = quietTable(room, "flipOutcomes", tr("What became of the pixels, step by step"));
  outcomes_->setSelectionMode(QAbstractItemView::NoSelection);
  outcomes_->setFocusPolicy(Qt::NoFocus);
  outcomes_->setMaximumHeight(180);
  column->addWidget(flows_, 1);
  column->addWidget(words_);
  column->addLayout(row);
  column->addWidget(outcomes_);
  body()->addWidget(room, 1);
  connect(flows_, &SankeyView::flowChosen, this, &FlipsInstrument::showFlow);
  connect(step_, &QComboBox::activated, this, &FlipsInstrument::showStep);
}

void FlipsInstrument::refresh() { ledger_ ? present() : ask(); }

void FlipsInstrument::forget() {
  ledger_.reset();
  asking_ = false;
  flows_->clear();
  words_->setText({});
  outcomes_->setRowCount(0);
  step_->clear();
}

void FlipsInstrument::ask() {
  const auto trace = explain().trace(Slot::ssa);
  if (asking_ || !trace) return;
  asking_ = true;
  explain().run<FlipLedger>(
      QStringLiteral("flips"), tr("Flips of %1").arg(subject().title), Lane::io,
      [trace, truth = subject().truth](StopToken, ProgressSink&) { return flipLedger(*trace, truth.get()); }, this,
      [this](Result<FlipLedger> made) {
        asking_ = false;
        if (!made) return showFault(made.error());
        ledger_ = std::make_shared<const FlipLedger>(std::move(*made));
        present();
      });
}

void FlipsInstrument::present() {
  QStringList stages, classes;
  for (const auto& stage : ledger_->stages) stages += flipStageTitle(stage.stage);
  const std::size_t count = ledger_->stages.empty() ? 0 : ledger_->stages.front().pixels.size();
  for (std::size_t id = 0; id < count; ++id) classes += subject().className(static_cast<int>(id));
  flows_->setLedger(ledger_, stages, classes, subject().labels.palette());
  words_->setText(tr("Click a band to light its pixels."));
  const std::vector<FlipOutcome> shown = ledger_->hasTruth
                                             ? std::vector{FlipOutcome::fixed, FlipOutcome::broke, FlipOutcome::otherWrong,
                                                           FlipOutcome::stillRight, FlipOutcome::stillWrong}
                                             : std::vector{FlipOutcome::changed, FlipOutcome::same};
  QStringList heads{tr("Step")};
  for (const FlipOutcome outcome : shown) heads += outcomeTitle(outcome);
  setHeads(*outcomes_, heads);
  for (std::size_t i = 0; i < shown.size(); ++i) {
    QPixmap swatch(10, 10);
    swatch.fill(outcomeColour(shown[i]));
    outcomes_->horizontalHeaderItem(static_cast<int>(i) + 1)->setIcon(swatch);
  }
  // The steps stay whole in a narrow pane; the table scrolls to its other columns.
  outcomes_->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
  outcomes_->setRowCount(static_cast<int>(ledger_->transitions.size()));
  const QSignalBlocker quiet(step_);
  const int before = step_->currentIndex();
  step_->clear();
  step_->addItem(tr("Nothing"));
  for (int row = 0; row < outcomes_->rowCount(); ++row) {
    const FlipTransition& step = ledger_->transitions[static_cast<std::size_t>(row)];
    const QString title = tr("%1 → %2").arg(flipStageTitle(step.from), flipStageTitle(step.to));
    step_->addItem(title);
    putCell(*outcomes_, row, 0, title);
    double all = 0;
    for (const FlipLink& link : step.links) all += static_cast<double>(link.pixels);
    for (std::size_t i = 0; i < shown.size(); ++i) {
      const double share = all > 0 ? 100 * static_cast<double>(step.outcome(shown[i])) / all : 0;
      putCell(*outcomes_, row, static_cast<int>(i) + 1, numberText(share, 2));
    }
  }
  step_->setCurrentIndex(before < 0 ? step_->count() - 1 : std::min(before, step_->count() - 1));
  showStep();
}

void FlipsInstrument::showStep() {
  const int row = step_->currentIndex() - 1;
  if (!ledger_ || row < 0 || row >= static_cast<int>(ledger_->transitions.size())) return setOverlay({}, {});
  const FlipTransition& step = ledger_->transitions[static_cast<std::size_t>(row)];
  const auto map = flipMap(*ledger_, step.from, step.to, ledger_->hasTruth ? subject().truth.get() : nullptr);
  if (!map) return showFault(map.error());
  setOverlay(outcomeOver(*map), tr("Flips, %1").arg(step_->currentText()));
}

void FlipsInstrument::showFlow() {
  const auto flow = flows_->chosen();
  if (!ledger_ || !flow) return explain().selection().clear(this);
  words_->setText(flows_->words(*flow));
  const auto column = static_cast<std::size_t>(flow->column);
  explain().selection().set(
      confusedCells(ledger_->stages[column].mask, ledger_->stages[column + 1].mask, {flow->fromClass, flow->toClass}),
      ClassPair{flow->fromClass, flow->toClass}, this);
}

Instrument* makeFlipsInstrument(ExplainSession& session, QWidget* parent) { return new FlipsInstrument(session, parent); }

}  // namespace ssa

#include "moc_flips_instrument.cpp"

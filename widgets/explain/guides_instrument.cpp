#include "widgets/explain/guides_instrument.h"

#include <QComboBox>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QSignalBlocker>
#include <QTableWidget>
#include <QVBoxLayout>

#include <utility>

#include "app/session/qt_convert.h"
#include "app/session/session.h"
#include "app/session/settings.h"
#include "app/session/truth_finder.h"
#include "widgets/controls/controls.h"
#include "widgets/dialogs/file_dialogs.h"
#include "widgets/explain/instruments.h"
#include "widgets/explain/overlay_images.h"
#include "widgets/explain/quiet_table.h"
#include "widgets/feedback/messages.h"

namespace ssa {
namespace {

QString rungTitle(Rung rung) {
  switch (rung) {
    case Rung::baseline:
      return GuidesInstrument::tr("Baseline");
    case Rung::coarse:
      return GuidesInstrument::tr("Coarse (own guide)");
    case Rung::refined:
      return GuidesInstrument::tr("Refined");
    case Rung::trueGuide:
      return GuidesInstrument::tr("Refined with the true guide");
    case Rung::teacher:
      return GuidesInstrument::tr("Teacher");
    case Rung::truthAtStride:
      break;
  }
  return GuidesInstrument::tr("Truth at feature stride");
}

}  // namespace

GuidesInstrument::GuidesInstrument(ExplainSession& session, QWidget* parent)
    : Instrument(
          "guides",
          {tr("Guides"),
           tr("The coarse mask guides how the prototypes adapt. Give the model another guide and see whether the guide or the "
              "features are to blame; the ladder shows where the next point of mIoU is hiding."),
           tr("The guide enters as logits of +30 for its class and −30 for all others, on the feature grid; cells without a "
              "label keep their own logits. Features stay as they are, so only prototypes and decision follow.\n\nThe ladder "
              "needs the truth. Where the true guide lifts the mask much, the coarse mask is the bottleneck; where it does "
              "not, the features are. The last rung is the most that a mask at feature stride can reach: the truth itself, "
              "brought to the grid and back.\n\nChoose a rung to lay its mask over the picture. For a whole set: ssaseg "
              "analyse ladder."),
           tr("M_ki = +30 where the guide says k, −30 elsewhere\n"
              "S_c = Σ softmax_K(M) F / mass,  P_c = Σ softmax_HW(M) P_f\n"
              "truth at stride: argmax of the bilinearly upsampled one-hot labels")},
          static_cast<Needs>(Picture | SsaModel), session, parent) {
  body()->addWidget(makeSwitchboard());
  body()->addWidget(makeLadder(), 1);
}

QWidget* GuidesInstrument::makeSwitchboard() {
  auto* panel = new QWidget(this);
  auto* column = new QVBoxLayout(panel);
  column->setContentsMargins(12, 0, 12, 8);
  column->setSpacing(6);
  auto* row = new QHBoxLayout;
  row->setSpacing(6);
  guide_ = pickList(panel, "guideKind", tr("Mask that guides the adaptation"));
  auto* file = pushButton(panel, "guideImport", tr("From a file…"));
  row->addWidget(mutedLabel(panel, tr("Guide:")));
  row->addWidget(guide_);
  row->addWidget(file);
  row->addStretch(1);
  words_ = mutedLabel(panel);
  words_->setObjectName(QStringLiteral("guideWords"));
  words_->setWordWrap(true);
  column->addLayout(row);
  column->addWidget(words_);
  connect(guide_, &QComboBox::activated, this, &GuidesInstrument::choose);
  connect(file, &QPushButton::clicked, this, [this] {
    file_dialogs::ask(FileQuestion::truth, explain().session().settings().text("window/lastFolder"), this,
                      [this](const QStringList& files) { importGuide(files.first()); });
  });
  return panel;
}

QWidget* GuidesInstrument::makeLadder() {
  auto* panel = new QWidget(this);
  auto* column = new QVBoxLayout(panel);
  column->setContentsMargins(12, 4, 12, 10);
  column->setSpacing(6);
  rungs_ = quietTable(panel, "guideLadder", tr("Headroom ladder of this picture"));
  setHeads(*rungs_, {tr("Rung"), tr("mIoU"), tr("Gain"), tr("Right pixels")});
  ladderWords_ = mutedLabel(panel);
  ladderWords_->setObjectName(QStringLiteral("guideLadderWords"));
  ladderWords_->setWordWrap(true);
  column->addWidget(captionLabel(panel, tr("Headroom ladder, per cent")));
  column->addWidget(rungs_, 1);
  column->addWidget(ladderWords_);
  connect(rungs_, &QTableWidget::currentCellChanged, this, [this](int row) { showRung(row); });
  return panel;
}

void GuidesInstrument::refresh() {
  fillGuides();
  if (words_->text().isEmpty())
    words_->setText(tr("With its own coarse mask the model does what it does by itself. Choose another guide to compare."));
  if (ladder_) return showLadder();
  if (subject().truth) return climb();
  rungs_->setRowCount(0);
  ladderWords_->setText(tr("The ladder needs the truth of this picture: open its mask with “Open truth…” in the menu File."));
}

void GuidesInstrument::forget() {
  imported_.reset();
  ladder_.reset();
  climbing_ = false;
  rungs_->setRowCount(0);
  words_->clear();
  ladderWords_->clear();
}

void GuidesInstrument::fillGuides() {
  const QSignalBlocker quiet(guide_);
  const QVariant before = guide_->currentData();
  guide_->clear();
  const auto add = [this](GuideKind kind, const QString& text) { guide_->addItem(text, static_cast<int>(kind)); };
  add(GuideKind::own, tr("Own coarse mask"));
  if (subject().truth) add(GuideKind::truth, tr("Truth"));
  if (explain().mask(ViewKind::baseline)) add(GuideKind::model, tr("Mask of the baseline"));
  if (imported_) add(GuideKind::imported, tr("Mask from a file"));
  guide_->setCurrentIndex(std::max(0, guide_->findData(before)));
}

void GuidesInstrument::importGuide(const QString& file) {
  const TruthFile mask = truthFileAt(toPath(file));
  explain().run<Loaded<LabelMap>>(
      QStringLiteral("guide-file"), tr("Guide %1").arg(QFileInfo(file).fileName()), Lane::io,
      [mask, labels = subject().labels, size = subject().image->size()](StopToken, ProgressSink&) {
        return loadTruth(mask, labels, size);
      },
      this,
      [this, file](Result<Loaded<LabelMap>> read) {
        if (!read) return words_->setText(textAndRemedy(read.error(), file));
        imported_ = std::make_shared<const LabelMap>(std::move(read->value));
        fillGuides();
        guide_->setCurrentIndex(guide_->findData(static_cast<int>(GuideKind::imported)));
        choose();
      });
}

void GuidesInstrument::choose() {
  const auto kind = static_cast<GuideKind>(guide_->currentData().toInt());
  switch (kind) {
    case GuideKind::own:
      setOverlay({}, {});
      return words_->setText(tr("With its own coarse mask the model does what it does by itself."));
    case GuideKind::truth:
      return adapt(kind, subject().truth);
    case GuideKind::model:
      return adapt(kind, explain().mask(ViewKind::baseline));
    case GuideKind::imported:
      return adapt(kind, imported_);
  }
}

void GuidesInstrument::adapt(GuideKind kind, std::shared_ptr<const LabelMap> guide) {
  const auto trace = explain().trace(Slot::ssa);
  if (!trace || !guide) return;
  words_->setText(tr("Adapting…"));
  explain().run<GuideResult>(
      QStringLiteral("guide"), tr("Another guide for %1").arg(subject().title), Lane::io,
      [trace, guide, truth = subject().truth](StopToken, ProgressSink&) { return runGuide(trace, *guide, truth.get()); }, this,
      [this, kind](Result<GuideResult> made) {
        if (made) return present(kind, std::move(*made));
        if (made.error().code != ErrorCode::stopped) words_->setText(textAndRemedy(made.error(), subject().title));
      });
}

void GuidesInstrument::present(GuideKind kind, GuideResult result) {
  const double share = 100.0 * static_cast<double>(result.changed_px) / static_cast<double>(result.refined.size().area());
  QString text = tr("%1 % of the pixels change.").arg(QLocale().toString(share, 'f', 2));
  if (result.scores && result.ownScores)
    text += QLatin1Char(' ') +
            tr("mIoU of this picture %1 → %2.").arg(numberText(result.ownScores->mIoU, 2), numberText(result.scores->mIoU, 2));
  if (kind == GuideKind::truth) text += QLatin1Char(' ') + tr("What is still wrong now is not the guide's fault.");
  words_->setText(text);
  const QSignalBlocker quiet(rungs_);
  rungs_->setCurrentItem(nullptr);
  showMask(result.refined, tr("Refined, guide: %1").arg(guide_->currentText()));
}

void GuidesInstrument::climb() {
  const auto trace = explain().trace(Slot::ssa);
  if (climbing_ || !trace) return;
  climbing_ = true;
  ladderWords_->setText(tr("Climbing…"));
  explain().run<Ladder>(
      QStringLiteral("ladder"), tr("Headroom of %1").arg(subject().title), Lane::io,
      [trace, truth = subject().truth, baseline = explain().mask(ViewKind::baseline)](StopToken, ProgressSink&) {
        return ladder(*trace, *truth, baseline.get());
      },
      this,
      [this](Result<Ladder> made) {
        climbing_ = false;
        if (!made) return ladderWords_->setText(textAndRemedy(made.error(), subject().title));
        ladder_ = std::make_shared<const Ladder>(std::move(*made));
        showLadder();
      });
}

void GuidesInstrument::showLadder() {
  const QSignalBlocker quiet(rungs_);
  rungs_->setRowCount(static_cast<int>(ladder_->steps.size()));
  std::optional<double> below;
  for (int row = 0; row < rungs_->rowCount(); ++row) {
    const Ladder::Step& step = ladder_->steps[static_cast<std::size_t>(row)];
    const std::optional<double> mean = step.scores.mIoU;
    const QString gain = below && mean ? changeText(*mean - *below, 2) : QString();
    putCell(*rungs_, row, 0, rungTitle(step.rung));
    putCell(*rungs_, row, 1, numberText(mean, 2));
    putCell(*rungs_, row, 2, gain);
    putCell(*rungs_, row, 3, numberText(step.scores.aAcc, 2));
    below = mean;
  }
  QStringList without;
  for (const MissingRung& missing : ladder_->missing) without += rungTitle(missing.rung);
  ladderWords_->setText(
      without.isEmpty()
          ? tr("Choose a rung to see its mask. The gain is against the rung above it.")
          : tr("Not on this ladder, because a model or its teacher is missing: %1.").arg(without.join(QStringLiteral(", "))));
}

void GuidesInstrument::showRung(int row) {
  if (!ladder_ || row < 0 || row >= static_cast<int>(ladder_->steps.size())) return;
  const Ladder::Step& step = ladder_->steps[static_cast<std::size_t>(row)];
  showMask(step.mask, rungTitle(step.rung));
}

void GuidesInstrument::showMask(const LabelMap& mask, const QString& title) {
  setOverlay(maskOver(mask, subject().labels.palette()), title);
}

Instrument* makeGuidesInstrument(ExplainSession& session, QWidget* parent) { return new GuidesInstrument(session, parent); }

}  // namespace ssa

#include "moc_guides_instrument.cpp"

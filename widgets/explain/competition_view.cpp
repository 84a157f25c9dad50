#include "widgets/explain/competition_view.h"

#include <QLabel>
#include <QListWidget>
#include <QLocale>
#include <QVBoxLayout>

#include <utility>
#include <vector>

#include "app/session/explain/explain_set.h"
#include "app/session/explain/relation_view.h"
#include "app/session/qt_convert.h"
#include "widgets/charts/line_chart.h"
#include "widgets/controls/controls.h"
#include "widgets/explain/prototype_text.h"
#include "widgets/explain/set_picker.h"
#include "widgets/explain/set_run.h"

namespace ssa {
namespace {

QString countText(std::int64_t count) { return QLocale().toString(static_cast<qlonglong>(count)); }

}  // namespace

CompetitionView::CompetitionView(ExplainSession& session, QWidget* parent) : QWidget(parent), session_(session) {
  setMinimumWidth(220);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(12, 4, 12, 10);
  column->setSpacing(8);
  verdict_ = new QLabel(this);
  verdict_->setObjectName(QStringLiteral("relationVerdict"));
  verdict_->setTextFormat(Qt::PlainText);
  verdict_->setWordWrap(true);
  verdict_->setAlignment(Qt::AlignTop | Qt::AlignLeft);
  histogram_ = named(new LineChart(this), "relationHistogram", tr("Histogram of the margin"));
  histogram_->setTitle(tr("Cells by margin and truth"));
  picker_ = new SetPicker(QStringLiteral("relation"), session, this);
  run_ = new SetRun(QStringLiteral("relationWorst"), tr("Search the set"), session, this);
  worstWords_ = mutedLabel(this);
  worstWords_->setObjectName(QStringLiteral("relationWorstWords"));
  worstWords_->setWordWrap(true);
  worst_ = named(new QListWidget(this), "relationWorst", tr("Pictures where the two classes are confused most"));
  worst_->setToolTip(tr("Enter or double click opens the picture"));
  worst_->setAlternatingRowColors(true);
  worst_->hide();
  column->addWidget(captionLabel(this, tr("Where two classes compete")));
  column->addWidget(verdict_);
  column->addWidget(histogram_, 3);
  column->addWidget(captionLabel(this, tr("Data set")));
  column->addWidget(picker_);
  column->addWidget(run_);
  column->addWidget(worstWords_);
  column->addWidget(worst_, 2);
  connect(run_, &SetRun::startRequested, this, &CompetitionView::search);
  connect(&session.set(), &ExplainSet::changed, this, &CompetitionView::refresh);
  connect(worst_, &QListWidget::itemActivated, this,
          [this](const QListWidgetItem* item) { Q_EMIT pictureRequested(item->data(Qt::UserRole).toString(), {}); });
  clear();
}

void CompetitionView::refresh() {
  const bool pair = pair_.first >= 0 && pair_.first != pair_.second;
  run_->setStartEnabled(pair && session_.set().isReady(),
                        pair ? tr("Choose a data set first") : tr("Click a cell off the diagonal first"));
}

void CompetitionView::clear(const QString& words) {
  pair_ = {};
  verdict_->setText(words);
  histogram_->setEmptyText(tr("Click a cell off the diagonal"));
  histogram_->setSeries({});
  refresh();
}

void CompetitionView::present(const Competition& made, Slot slot) {
  const ExplainSubject& subject = session_.subject();
  pair_ = {made.first, made.second};
  slot_ = slot;
  refresh();
  const QString i = subject.className(made.first), j = subject.className(made.second);
  QStringList words{tr("%1 against %2, %3.").arg(i, j, slotTitle(slot))};
  if (made.competing == 0) {
    words += tr("Nowhere in this picture are they the two best.");
  } else {
    words +=
        tr("They are the two best in %1 cells, %2 pixels; the mean margin there is %3.")
            .arg(countText(made.competing), countText(made.competingPixels), QLocale().toString(made.meanAbsoluteMargin, 'f', 2));
    if (subject.truth)
      words += tr("%1 pixels are %2 but called %3, %4 the other way round.")
                   .arg(countText(made.firstForSecond), j, i, countText(made.secondForFirst));
  }
  verdict_->setText(words.join(QLatin1Char(' ')));

  std::vector<double> x, all, first, second;
  for (const Competition::Bin& bin : made.histogram) {
    x.push_back((bin.low + bin.high) / 2);
    all.push_back(static_cast<double>(bin.cells));
    first.push_back(static_cast<double>(bin.truthFirst));
    second.push_back(static_cast<double>(bin.truthSecond));
  }
  std::vector<ChartSeries> series;
  if (made.competing > 0) {
    series.push_back({tr("All"), 7, x, all, false, false});
    if (subject.truth) {
      series.push_back({i, 0, x, first, false, false});
      series.push_back({j, 1, x, second, false, true});
    }
  }
  histogram_->setEmptyText(tr("No cell to count"));
  histogram_->setXTitle(tr("margin: %1 − %2").arg(i, j));
  histogram_->setSeries(std::move(series));
}

void CompetitionView::search() {
  const auto model = session_.subject().model(slot_);
  if (!model || !session_.set().isReady() || pair_.first == pair_.second || run_->isRunning()) return;
  const ExplainSubject& subject = session_.subject();
  const QString what = tr("%1 against %2").arg(subject.className(pair_.first), subject.className(pair_.second));
  worst_->clear();
  worstWords_->setText(tr("%1: searching %2…").arg(what, session_.set().title()));
  run_->run<SetCompetition>(
      tr("%1 in %2").arg(what, session_.set().title()),
      [model, folder = toPath(session_.set().folder()).string(), choice = session_.set().place().choice, pair = pair_](
          StopToken stop, ProgressSink& progress) { return competeOverSet(model, folder, choice, pair, stop, progress); },
      [this, what, pair = pair_](Result<SetCompetition> made) {
        if (made) return list(*made, pair);
        worstWords_->setText(SetRun::endText(made.error(), session_.set().folder()));
      });
}

void CompetitionView::list(const SetCompetition& found, ClassPair pair) {
  const ExplainSubject& subject = session_.subject();
  worst_->clear();
  for (const CompetitionRow& row : found.rows) {
    if (row.competingPixels == 0 && row.confusedPixels == 0) continue;
    auto* item = new QListWidgetItem(
        tr("%1 · %2 px confused · %3 px contested")
            .arg(QString::fromStdString(row.name), countText(row.confusedPixels), countText(row.competingPixels)),
        worst_);
    item->setData(Qt::UserRole, fromPath(row.image));
  }
  worst_->setVisible(worst_->count() > 0);
  const QString what = tr("%1 against %2").arg(subject.className(pair.first), subject.className(pair.second));
  worstWords_->setText(worst_->count() > 0 ? tr("%1, worst first, in %2").arg(what, session_.set().title())
                                           : tr("%1: nowhere in %2").arg(what, session_.set().title()));
}

}  // namespace ssa

#include "moc_competition_view.cpp"

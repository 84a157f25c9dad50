#include "widgets/training/live_view.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFrame>
#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QTabWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

#include "app/session/qt_convert.h"
#include "widgets/charts/line_chart.h"
#include "widgets/controls/controls.h"
#include "widgets/controls/empty_hint.h"
#include "widgets/controls/fact_table.h"
#include "widgets/feedback/messages.h"
#include "widgets/theme/theme.h"
#include "widgets/training/loss_maps_view.h"
#include "widgets/training/run_curves.h"
#include "widgets/training/run_text.h"
#include "widgets/training/sample_scrubber.h"

namespace ssa {
namespace {

constexpr int kColumns = 3;
constexpr const char* kScores = "scores";

// Replaces a text without moving the reader, unless the end was in view.
void showText(QPlainTextEdit* field, const QString& text) {
  if (field->toPlainText() == text) return;
  QScrollBar* bar = field->verticalScrollBar();
  const bool atEnd = bar->value() >= bar->maximum() - 2;
  const int before = bar->value();
  field->setPlainText(text);
  bar->setValue(atEnd ? bar->maximum() : before);
}

QPlainTextEdit* readOnlyText(QWidget* parent, const char* name, const QString& spoken) {
  auto* field = named(new QPlainTextEdit(parent), name, spoken);
  field->setReadOnly(true);
  field->setFrameShape(QFrame::NoFrame);
  field->setFont(readoutFont());
  field->setTabChangesFocus(true);
  return field;
}

}  // namespace

LiveView::LiveView(JobQueue& jobs, QWidget* parent)
    : QWidget(parent),
      stack_(new QStackedWidget(this)),
      runs_(pickList(this, "liveRun", tr("Run shown"))),
      state_(new QLabel(this)),
      progress_(named(new QProgressBar(this), "liveProgress", tr("Progress of the run"))),
      facts_(new FactTable(this)),
      pause_(pushButton(this, "livePause", tr("Pause"))),
      save_(pushButton(this, "liveSave", tr("Save here"))),
      stop_(pushButton(this, "liveStop", tr("Stop"))),
      resume_(pushButton(this, "liveResume", tr("Resume"))),
      fault_(new QLabel(this)),
      tabs_(named(new QTabWidget(this), "liveTabs", tr("Views of the run"))),
      logarithmic_(named(new QCheckBox(tr("Log scale"), this), "liveLogarithmic", tr("Losses on a logarithmic scale"))),
      samples_(new SampleScrubber(jobs, this)),
      maps_(new LossMapsView(jobs, this)),
      warnings_(readOnlyText(this, "liveWarnings", tr("Warnings of the run"))),
      log_(readOnlyText(this, "liveLog", tr("Log of the trainer"))) {
  auto* curves = new QWidget(this);
  grid_ = new QGridLayout(curves);
  grid_->setContentsMargins(0, 8, 8, 8);
  grid_->setSpacing(8);
  auto* area = named(new QScrollArea(this), "liveCurves", tr("Curves"));
  area->setWidget(curves);
  area->setWidgetResizable(true);
  area->setFrameShape(QFrame::NoFrame);
  area->setFocusPolicy(Qt::NoFocus);
  auto* words = new QWidget(this);
  auto* wordsColumn = new QVBoxLayout(words);
  wordsColumn->setContentsMargins(0, 8, 8, 8);
  wordsColumn->addWidget(captionLabel(words, tr("Warnings")));
  wordsColumn->addWidget(warnings_, 1);
  wordsColumn->addWidget(captionLabel(words, tr("Last lines of the log")));
  wordsColumn->addWidget(log_, 2);
  tabs_->setDocumentMode(true);
  tabs_->tabBar()->setObjectName(QStringLiteral("liveTabBar"));
  tabs_->addTab(area, tr("Curves"));
  tabs_->addTab(samples_, tr("Pictures"));
  tabs_->addTab(maps_, tr("Maps"));
  tabs_->addTab(words, tr("Warnings and log"));
  logarithmic_->setToolTip(tr("Losses on a logarithmic scale"));
  tabs_->setCornerWidget(logarithmic_);

  auto* whole = new QWidget(this);
  auto* column = new QVBoxLayout(whole);
  column->setContentsMargins(12, 10, 4, 0);
  column->setSpacing(8);
  column->addWidget(makeHead());
  column->addWidget(tabs_, 1);
  auto* empty = new EmptyHint("score", this);
  empty->setObjectName(QStringLiteral("liveEmpty"));
  empty->setText(tr("No run yet"), tr("Choose data and a model on the left, check them, and press Start. Runs that are going "
                                      "on, also those of an earlier session, show up here by themselves."));
  stack_->addWidget(whole);
  stack_->addWidget(empty);
  auto* outer = new QVBoxLayout(this);
  outer->setContentsMargins(0, 0, 0, 0);
  outer->addWidget(stack_);
  stack_->setCurrentIndex(1);

  connect(runs_, &QComboBox::activated, this, [this] { Q_EMIT runChosen(runs_->currentData().toString()); });
  connect(logarithmic_, &QCheckBox::toggled, this, [this] {
    if (run_) refreshCurves();
  });
  connect(tabs_, &QTabWidget::currentChanged, this, [this](int tab) { logarithmic_->setVisible(tab == 0); });
  connect(pause_, &QPushButton::clicked, this, [this] {
    if (!run_) return;
    const bool held = run_->state == TrainerState::paused || run_->pauseAsked;
    held ? Q_EMIT unpauseRequested(shownRun()) : Q_EMIT pauseRequested(shownRun());
  });
  connect(save_, &QPushButton::clicked, this, [this] { Q_EMIT saveRequested(shownRun()); });
  connect(stop_, &QPushButton::clicked, this, [this] { Q_EMIT stopRequested(shownRun()); });
  connect(resume_, &QPushButton::clicked, this, [this] { Q_EMIT resumeRequested(shownRun()); });
  connect(maps_, &LossMapsView::failed, this, &LiveView::failed);
}

QWidget* LiveView::makeHead() {
  auto* head = new QWidget(this);
  auto* column = new QVBoxLayout(head);
  column->setContentsMargins(0, 0, 8, 0);
  column->setSpacing(6);
  auto* row = new QHBoxLayout;
  row->setSpacing(8);
  runs_->setMinimumWidth(180);
  state_->setObjectName(QStringLiteral("liveState"));
  state_->setTextFormat(Qt::PlainText);
  QFont strong = state_->font();
  strong.setWeight(QFont::DemiBold);
  state_->setFont(strong);
  row->addWidget(runs_);
  row->addWidget(state_, 1);
  pause_->setToolTip(tr("The trainer finishes its step and waits"));
  save_->setToolTip(tr("Write a checkpoint of this very step and go on"));
  stop_->setToolTip(tr("Save a checkpoint and end; the run can be resumed"));
  resume_->setToolTip(tr("Go on from the newest checkpoint"));
  for (QPushButton* button : {pause_, save_, stop_, resume_}) row->addWidget(button);
  progress_->setTextVisible(false);
  fault_->setObjectName(QStringLiteral("liveFault"));
  fault_->setProperty("tone", QStringLiteral("error"));
  fault_->setTextFormat(Qt::PlainText);
  fault_->setWordWrap(true);
  fault_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  column->addLayout(row);
  column->addWidget(progress_);
  column->addWidget(fault_);
  column->addWidget(facts_);
  return head;
}

QString LiveView::shownRun() const { return run_ ? fromPath(run_->folder) : QString(); }

void LiveView::setRuns(const std::vector<RunSnapshotPtr>& runs) {
  const QSignalBlocker quiet(runs_);
  const QString current = shownRun();
  runs_->clear();
  for (const RunSnapshotPtr& run : runs)
    runs_->addItem(QStringLiteral("%1 · %2").arg(run->name, stateTitle(run->state)), fromPath(run->folder));
  runs_->setCurrentIndex(std::max(0, runs_->findData(current)));
}

void LiveView::show(RunSnapshotPtr run, const std::optional<TrainConfig>& config) {
  const bool another = !run || !run_ || run->folder != run_->folder;
  run_ = std::move(run);
  config_ = config;
  stack_->setCurrentIndex(run_ ? 0 : 1);
  if (!run_) return;
  if (another) {
    qDeleteAll(charts_);
    charts_.clear();
  }
  if (const int row = runs_->findData(shownRun()); row >= 0) runs_->setCurrentIndex(row);
  refreshHead();
  refreshButtons();
  refreshCurves();
  refreshWords();
  samples_->setRun(run_, config_);
  maps_->setRun(run_, config_);
}

void LiveView::refreshHead() {
  const QString sentence = stateSentence(*run_);
  state_->setText(sentence);
  QPalette colours = state_->palette();
  colours.setColor(QPalette::WindowText, stateColour(run_->state));
  state_->setPalette(colours);
  progress_->setRange(0, run_->iterations > 0 ? 1000 : 0);
  if (run_->iterations > 0) progress_->setValue(static_cast<int>(1000 * run_->iteration / run_->iterations));
  const bool faulty = run_->state == TrainerState::failed || run_->state == TrainerState::died;
  fault_->setVisible(faulty);
  if (faulty) {
    const Message message = messageFor(run_->error, run_->name);
    QString text = QStringLiteral("%1 %2").arg(message.text, message.remedy);
    const QStringList lines = run_->logTail.split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    if (!lines.isEmpty()) text += QLatin1Char('\n') + lines.mid(std::max<qsizetype>(0, lines.size() - 3)).join(QLatin1Char('\n'));
    fault_->setText(text);
  }
  std::vector<std::pair<QString, QString>> facts;
  const QLocale locale;
  if (run_->last) {
    const StepEvent& step = *run_->last;
    QStringList speed{tr("%1 images/s").arg(locale.toString(step.images_per_second, 'f', 1)),
                      tr("%1 s a step").arg(locale.toString(step.seconds, 'g', 3))};
    if (step.seconds > 0 && step.data_seconds > 0)
      speed += tr("%1 % waiting for data").arg(std::lround(100 * step.data_seconds / step.seconds));
    if (step.memory_bytes > 0) speed += bytesText(step.memory_bytes);
    facts.emplace_back(tr("Speed"), speed.join(QStringLiteral(" · ")));
    if (isLiving(run_->state)) facts.emplace_back(tr("Time left"), durationText(step.eta_seconds));
    facts.emplace_back(tr("Learning rate"), locale.toString(step.lr, 'g', 4));
  }
  if (run_->best)
    facts.emplace_back(
        tr("Best mIoU"),
        tr("%1 % at %2").arg(scoreText(run_->best->mIoU), locale.toString(static_cast<qlonglong>(run_->best->iteration))));
  if (run_->start)
    facts.emplace_back(tr("Device"),
                       tr("%1 on %2, %3 + %4 pairs")
                           .arg(QString::fromStdString(run_->start->device), QString::fromStdString(run_->start->host))
                           .arg(run_->start->trainPairs)
                           .arg(run_->start->valPairs));
  if (!run_->checkpoints.empty())
    facts.emplace_back(tr("Checkpoints"), locale.toString(static_cast<qlonglong>(run_->checkpoints.size())));
  facts_->setFacts(facts);
}

void LiveView::refreshButtons() {
  const bool living = isLiving(run_->state), held = run_->state == TrainerState::paused || run_->pauseAsked;
  pause_->setText(held ? tr("Continue") : tr("Pause"));
  pause_->setAccessibleName(pause_->text());
  pause_->setVisible(living);
  save_->setVisible(living);
  stop_->setVisible(living);
  resume_->setVisible(!living && run_->state != TrainerState::finished);
  pause_->setEnabled(!run_->stopAsked);
  save_->setEnabled(!run_->saveAsked && !run_->stopAsked);
  stop_->setEnabled(!run_->stopAsked);
}

LineChart* LiveView::chart(const QString& key) {
  LineChart*& made = charts_[key];
  if (made) return made;
  made = named(new LineChart(grid_->parentWidget()), ("chart." + key.toUtf8()).constData(), key);
  made->setMinimumHeight(150);
  made->setXTitle(tr("Iteration"));
  const int index = static_cast<int>(charts_.size()) - 1;
  grid_->addWidget(made, index / kColumns, index % kColumns);
  made->QWidget::show();
  return made;
}

QString LiveView::note(const Curve& curve) const {
  QStringList words;
  if (config_ && (config_->classifier == ClassifierKind::ssa)) words += lossWeight(curve.key, config_->loss);
  words.removeAll(QString());
  if (!curve.values.empty()) words += shortNumber(curve.values.back());
  return words.join(QStringLiteral(" · "));
}

void LiveView::refreshCurves() {
  const auto draw = [this](const QString& key, const QString& title, const QString& unit, const QString& noted,
                           std::vector<ChartSeries> series) {
    LineChart* made = chart(key);
    made->setTitle(title, unit);
    made->setNote(noted);
    if (run_->iterations > 0) made->setXRange(0, static_cast<double>(run_->iterations));
    made->setSeries(std::move(series));
  };
  draw(QLatin1String(kScores), tr("Validation mIoU"), QStringLiteral("%"),
       run_->best ? tr("best %1").arg(scoreText(run_->best->mIoU)) : QString(), scoreSeries(*run_));
  for (const Curve& curve : run_->losses) {
    chart(QString::fromStdString(curve.key))->setLogarithmic(logarithmic_->isChecked());
    draw(QString::fromStdString(curve.key), lossTitle(curve.key), {}, note(curve), {seriesOf(curve, lossTitle(curve.key), 0)});
  }
  const std::pair<const char*, std::pair<QString, QString>> gauges[] = {
      {kCurveLr, {tr("Learning rate"), {}}},
      {kCurveThroughput, {tr("Throughput"), tr("images/s")}},
      {kCurveAccuracy, {tr("Right pixels of the batches"), QStringLiteral("%")}},
      {kCurveGradientNorm, {tr("Gradient norm"), {}}}};
  for (const auto& [key, words] : gauges)
    if (const Curve* curve = run_->gauge(key); curve && !curve->values.empty())
      draw(QLatin1String(key), words.first, words.second, shortNumber(curve->values.back()), {seriesOf(*curve, words.first, 1)});
}

void LiveView::refreshWords() {
  QStringList lines;
  for (auto warning = run_->warnings.rbegin(); warning != run_->warnings.rend(); ++warning)
    lines += messageFor(*warning, run_->name).text;
  showText(warnings_, lines.isEmpty() ? tr("None.") : lines.join(QLatin1Char('\n')));
  showText(log_, run_->logTail.isEmpty() ? tr("The trainer has not printed anything.") : run_->logTail);
  tabs_->setTabText(3, lines.isEmpty() ? tr("Warnings and log") : tr("Warnings (%1) and log").arg(lines.size()));
}

}  // namespace ssa

#include "moc_live_view.cpp"

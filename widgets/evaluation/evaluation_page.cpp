#include "widgets/evaluation/evaluation_page.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFileInfo>
#include <QFormLayout>
#include <QFrame>
#include <QHeaderView>
#include <QLabel>
#include <QListWidget>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabBar>
#include <QTabWidget>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

#include "app/session/jobs/job_queue.h"
#include "app/session/qt_convert.h"
#include "app/session/session.h"
#include "app/session/settings.h"
#include "widgets/controls/controls.h"
#include "widgets/controls/elided_label.h"
#include "widgets/controls/empty_hint.h"
#include "widgets/controls/fact_table.h"
#include "widgets/dialogs/file_dialogs.h"
#include "widgets/evaluation/class_scores_model.h"
#include "widgets/evaluation/confusion_view.h"
#include "widgets/feedback/messages.h"
#include "widgets/training/drop_card.h"
#include "widgets/training/finding_text.h"
#include "widgets/training/run_text.h"

namespace ssa {
namespace {

constexpr double kNotable = 0.05;  ///< p below which a difference is called one
constexpr int kPictureRole = Qt::UserRole, kTruthRole = Qt::UserRole + 1;
constexpr std::size_t kMostPictures = 500;

}  // namespace

EvaluationPage::EvaluationPage(Session& session, QWidget* parent)
    : QWidget(parent), session_(session), run_(new EvaluationRun(session, this)) {
  setObjectName(QStringLiteral("evaluationPage"));
  auto* halves = new QSplitter(Qt::Horizontal, this);
  halves->setChildrenCollapsible(false);
  halves->addWidget(makeSetUp());
  halves->addWidget(makeResult());
  halves->setStretchFactor(0, 0);
  halves->setStretchFactor(1, 1);
  halves->setSizes({340, 1000});
  auto* outer = new QVBoxLayout(this);
  outer->setContentsMargins(0, 0, 0, 0);
  outer->addWidget(halves);
  connect(&session_, &Session::modelsChanged, this, &EvaluationPage::refreshSetUp);
  connect(run_, &EvaluationRun::changed, this, &EvaluationPage::refreshRun);
  refreshSetUp();
  refreshRun();
}

QWidget* EvaluationPage::makeSetUp() {
  auto* panel = new QWidget(this);
  panel->setMinimumWidth(280);
  panel->setProperty("pane", true);
  panel->setAttribute(Qt::WA_StyledBackground);
  auto* column = new QVBoxLayout(panel);
  column->setContentsMargins(12, 10, 12, 12);
  column->setSpacing(8);
  column->addWidget(captionLabel(panel, tr("1  Models of the viewer")));
  const std::pair<const char*, QString> names[] = {{"evaluateBaseline", tr("Baseline")}, {"evaluateSsa", tr("SSA")}};
  for (std::size_t i = 0; i < models_.size(); ++i) {
    models_[i] = named(new QCheckBox(names[i].second, panel), names[i].first, names[i].second);
    models_[i]->setChecked(true);
    connect(models_[i], &QCheckBox::toggled, this, &EvaluationPage::refreshSetUp);
    modelNames_[i] = new ElidedLabel(panel);
    modelNames_[i]->setMuted(true);
    auto* name = new QHBoxLayout;
    name->setContentsMargins(21, 0, 0, 0);
    name->addWidget(modelNames_[i]);
    column->addWidget(models_[i]);
    column->addLayout(name);
  }
  column->addSpacing(6);
  column->addWidget(captionLabel(panel, tr("2  Data")));
  data_ = new DropCard("evaluateData", tr("Data folder"), tr("Drop a folder of pictures and masks"), panel);
  recognised_ = mutedLabel(panel);
  recognised_->setWordWrap(true);
  format_ = pickList(panel, "evaluateFormat", tr("Layout of the folder"));
  split_ = pickList(panel, "evaluateSplit", tr("Split"));
  for (QComboBox* list : {format_, split_}) {
    list->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    list->setMinimumContentsLength(10);
  }
  auto* form = new QFormLayout;
  form->setHorizontalSpacing(10);
  form->setVerticalSpacing(6);
  form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
  form->addRow(tr("Layout"), format_);
  form->addRow(tr("Split"), split_);
  column->addWidget(data_);
  column->addWidget(recognised_);
  column->addLayout(form);
  column->addStretch(1);
  reason_ = mutedLabel(panel);
  reason_->setObjectName(QStringLiteral("evaluateReason"));
  reason_->setWordWrap(true);
  progress_ = named(new QProgressBar(panel), "evaluateProgress", tr("Progress of the evaluation"));
  progress_->setTextVisible(false);
  start_ = pushButton(panel, "evaluateStart", tr("Evaluate"));
  start_->setProperty("primary", true);
  stop_ = pushButton(panel, "evaluateStop", tr("Stop"));
  column->addWidget(reason_);
  column->addWidget(progress_);
  auto* row = new QHBoxLayout;
  row->addWidget(stop_);
  row->addWidget(start_, 1);
  column->addLayout(row);
  connect(data_, &DropCard::dropped, this, &EvaluationPage::setData);
  connect(data_, &DropCard::chooseRequested, this, [this] {
    file_dialogs::ask(FileQuestion::folder, session_.settings().text("window/lastFolder"), this,
                      [this](const QStringList& files) { setData(files.first()); });
  });
  connect(format_, &QComboBox::activated, this, &EvaluationPage::refreshSetUp);
  connect(start_, &QPushButton::clicked, this, &EvaluationPage::start);
  connect(stop_, &QPushButton::clicked, run_, &EvaluationRun::stop);
  return panel;
}

QWidget* EvaluationPage::makeResult() {
  stack_ = new QStackedWidget(this);
  auto* whole = new QWidget(stack_);
  whole->setProperty("pane", true);
  whole->setAttribute(Qt::WA_StyledBackground);
  auto* column = new QVBoxLayout(whole);
  column->setContentsMargins(0, 10, 0, 0);
  column->setSpacing(8);
  auto* head = new QVBoxLayout;
  head->setContentsMargins(12, 0, 12, 0);
  head->setSpacing(6);
  verdict_ = new QLabel(whole);
  verdict_->setObjectName(QStringLiteral("evaluationVerdict"));
  verdict_->setProperty("heading", true);
  verdict_->setTextFormat(Qt::PlainText);
  verdict_->setWordWrap(true);
  summary_ = new FactTable(whole);
  head->addWidget(verdict_);
  head->addWidget(summary_);
  column->addLayout(head);
  classes_ = new ClassScoresModel(this);
  auto* sorted = new QSortFilterProxyModel(this);
  sorted->setSourceModel(classes_);
  sorted->setSortRole(ClassScoresModel::SortRole);
  table_ = named(new QTableView(whole), "evaluationClasses", tr("Scores by class"));
  table_->setModel(sorted);
  table_->setSortingEnabled(true);
  table_->sortByColumn(-1, Qt::AscendingOrder);
  table_->setSelectionBehavior(QAbstractItemView::SelectRows);
  table_->setShowGrid(false);
  table_->setAlternatingRowColors(true);
  table_->setTabKeyNavigation(false);
  table_->verticalHeader()->hide();
  table_->verticalHeader()->setDefaultSectionSize(26);
  table_->horizontalHeader()->setHighlightSections(false);
  table_->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
  table_->horizontalHeader()->setSectionResizeMode(ClassScoresModel::Class, QHeaderView::Stretch);
  confusion_ = new ConfusionView(whole);
  pictures_ = named(new QListWidget(whole), "evaluationPictures", tr("Pictures, the most worsened first"));
  pictures_->setAlternatingRowColors(true);
  tabs_ = named(new QTabWidget(whole), "evaluationTabs", tr("Views of the evaluation"));
  tabs_->setDocumentMode(true);
  tabs_->tabBar()->setObjectName(QStringLiteral("evaluationTabBar"));
  tabs_->addTab(table_, tr("Classes"));
  tabs_->addTab(confusion_, tr("Confusion"));
  tabs_->addTab(pictures_, tr("Pictures"));
  column->addWidget(tabs_, 1);
  empty_ = new EmptyHint("score", this);
  empty_->setObjectName(QStringLiteral("evaluationEmpty"));
  stack_->addWidget(whole);
  stack_->addWidget(empty_);
  connect(confusion_, &ConfusionView::pixelsRequested, this, &EvaluationPage::pixelsRequested);
  connect(pictures_, &QListWidget::itemActivated, this, [this](const QListWidgetItem* item) {
    Q_EMIT pictureRequested(item->data(kPictureRole).toString(), item->data(kTruthRole).toString());
  });
  return stack_;
}

void EvaluationPage::setData(const QString& path) {
  const QFileInfo info(path);
  path_ = info.isDir() ? info.absoluteFilePath() : info.absolutePath();
  recognition_ = {};
  session_.settings().setValue(QStringLiteral("window/lastFolder"), path_);
  refreshSetUp();
  const JobSpec spec{
      .lane = Lane::io, .kind = JobKind::listFolder, .subject = path_, .key = QStringLiteral("evaluate-data"), .priority = 100};
  session_.jobs().post<Recognition>(
      spec, [root = toPath(path_)](StopToken stop, ProgressSink&) { return recogniseDataset(root, stop); }, this,
      [this](Result<Recognition> found) {
        if (found) {
          recognition_ = std::move(*found);
          format_->clear();
          for (const DatasetCandidate& one : recognition_.candidates)
            format_->addItem(formatTitle(one.format), QString::fromStdString(one.format));
          format_->setCurrentIndex(std::max(0, format_->findData(QString::fromStdString(recognition_.decision))));
          refreshSetUp();
          recognised_->setText(recognitionText(recognition_));
        } else {
          refreshSetUp();
          const Message message = messageFor(found.error(), path_);
          recognised_->setText(message.text + QLatin1Char(' ') + message.remedy);
        }
      });
}

void EvaluationPage::refreshSetUp() {
  bool any = false;
  for (const Slot slot : {Slot::baseline, Slot::ssa}) {
    const auto i = static_cast<std::size_t>(slot);
    const auto model = session_.model(slot);
    modelNames_[i]->setText(model ? QString::fromStdString(model->name) : tr("no model loaded"));
    models_[i]->setEnabled(model.has_value());
    any = any || (model && models_[i]->isChecked());
  }
  data_->setPath(path_);
  if (path_.isEmpty()) recognised_->setText(tr("Every layout the trainer knows; nothing is copied or changed."));
  const QString wanted = format_->currentData().toString(), before = split_->currentText();
  split_->clear();
  for (const DatasetCandidate& one : recognition_.candidates)
    if (QString::fromStdString(one.format) == wanted)
      for (const FoundSplit& found : one.splits)
        split_->addItem(found.place.split.empty()
                            ? tr("all (%1)").arg(found.pairs)
                            : QStringLiteral("%1 (%2)").arg(QString::fromStdString(found.place.split)).arg(found.pairs),
                        QString::fromStdString(found.place.split));
  int row = split_->findText(before);
  for (int i = 0; row < 0 && i < split_->count(); ++i)
    if (split_->itemData(i).toString().contains(QStringLiteral("val"))) row = i;
  if (split_->count() > 0) split_->setCurrentIndex(std::max(0, row));
  format_->setEnabled(format_->count() > 1);
  split_->setEnabled(split_->count() > 1);
  const bool running = run_->state() == EvaluationRun::State::running;
  QString why;
  if (!any)
    why = tr("Load a model into the viewer, or choose one above.");
  else if (path_.isEmpty())
    why = tr("Choose a data folder.");
  else if (split_->count() == 0)
    why = tr("The folder has no layout that is known.");
  reason_->setText(why);
  reason_->setVisible(!why.isEmpty());
  start_->setEnabled(why.isEmpty() && !running);
}

void EvaluationPage::start() {
  EvaluationRun::Question question;
  question.path = toPath(path_).string();
  question.format = format_->currentData().toString().toStdString();
  question.split = split_->currentData().toString().toStdString();
  question.baseline = models_[0]->isEnabled() && models_[0]->isChecked();
  question.ssa = models_[1]->isEnabled() && models_[1]->isChecked();
  run_->start(question);
}

void EvaluationPage::refreshRun() {
  const EvaluationRun::State state = run_->state();
  const bool running = state == EvaluationRun::State::running;
  progress_->setVisible(running);
  stop_->setVisible(running);
  const double fraction = run_->fraction();
  progress_->setRange(0, fraction < 0 ? 0 : 1000);
  if (fraction >= 0) progress_->setValue(static_cast<int>(fraction * 1000));
  if (start_->isEnabled() == running) refreshSetUp();
  if (running && run_->outcome()) return;
  if (running) {
    stack_->setCurrentIndex(1);
    return empty_->setText(tr("Evaluating…"), tr("Every picture is predicted and compared with its truth."));
  }
  if (state == EvaluationRun::State::failed) {
    stack_->setCurrentIndex(1);
    const Message message = messageFor(run_->error(), path_);
    return empty_->setText(message.text, message.remedy);
  }
  stack_->setCurrentIndex(run_->outcome() ? 0 : 1);
  if (!run_->outcome())
    return empty_->setText(tr("Nothing evaluated yet"),
                           tr("Choose models and data on the left. Scores come class by class with intervals, with the confusion "
                              "matrix and the pictures that got better or worse."));
  refreshOutcome();
}

void EvaluationPage::refreshOutcome() {
  const EvaluationOutcome& outcome = *run_->outcome();
  std::vector<std::pair<QString, QString>> facts;
  const auto row = [&](const QString& name, const MaskScores* scores) {
    if (scores)
      facts.emplace_back(
          name, tr("mIoU %1 % over all pixels, %2 % as mean over pictures; %3 % of the pixels right")
                    .arg(scoreText(scores->pooled.mIoU), scoreText(scores->imageMeans.mIoU()), scoreText(scores->pooled.aAcc)));
  };
  row(tr("Baseline"), outcome.baselineScores());
  row(tr("Coarse"), outcome.coarseScores());
  row(tr("SSA"), outcome.refinedScores());
  const Evaluation& any = outcome.ssa ? *outcome.ssa : *outcome.baseline;
  facts.emplace_back(
      tr("Data"),
      tr("%1 · %2 · pictures: %3").arg(QString::fromStdString(any.truth), QString::fromStdString(any.split)).arg(any.images));
  if (!any.skipped.empty()) facts.emplace_back(tr("Left out"), tr("pictures that could not be read: %1").arg(any.skipped.size()));
  const auto& main = outcome.ssaAgainstBaseline ? outcome.ssaAgainstBaseline : outcome.ssaAgainstCoarse;
  QString verdict = tr("One model scored; load a second one to compare.");
  pictures_->clear();
  if (main) {
    const QString change = differenceText(main->mIoU.difference);
    const QString against = outcome.ssaAgainstBaseline ? tr("the baseline") : tr("its own coarse mask");
    const bool doubtful = main->p.value_or(0) >= kNotable;
    switch (main->verdict()) {
      case Comparison::Verdict::better:
        verdict = (doubtful ? tr("SSA is perhaps better than %1 (too few pictures to be sure): %2 points of mIoU.")
                            : tr("SSA is better than %1 on these pictures: %2 points of mIoU."))
                      .arg(against, change);
        break;
      case Comparison::Verdict::worse:
        verdict = (doubtful ? tr("SSA is perhaps worse than %1 (too few pictures to be sure): %2 points of mIoU.")
                            : tr("SSA is worse than %1 on these pictures: %2 points of mIoU."))
                      .arg(against, change);
        break;
      case Comparison::Verdict::equal:
        verdict = tr("SSA and %1 score the same on every picture.").arg(against);
        break;
      case Comparison::Verdict::none:
      case Comparison::Verdict::unknown:
        verdict = tr("No difference between SSA and %1 can be told: %2 points of mIoU.").arg(against, change);
        break;
    }
    if (main->p) facts.emplace_back(tr("Paired test"), tr("p = %1").arg(QLocale().toString(*main->p, 'g', 3)));
    facts.emplace_back(tr("Pictures"), tr("%1 worse, %2 better").arg(main->worsened()).arg(main->improved()));
    for (std::size_t i = 0; i < std::min(main->images.size(), kMostPictures); ++i) {
      const ImageComparison& image = main->images[i];
      auto* item = new QListWidgetItem(tr("%1   %2 → %3  (%4)")
                                           .arg(QString::fromStdString(image.name), scoreText(image.firstIoU),
                                                scoreText(image.secondIoU), QLocale().toString(image.iouChange(), 'f', 2)),
                                       pictures_);
      item->setData(kPictureRole, fromPath(image.image));
      item->setData(kTruthRole, fromPath(image.mask));
      item->setToolTip(tr("Mean IoU of the picture's own classes; Enter opens it in the viewer"));
    }
  }
  tabs_->setTabVisible(2, main.has_value());
  verdict_->setText(verdict);
  summary_->setFacts(facts);
  classes_->setOutcome(run_->outcome());
  for (int column = 0; column < ClassScoresModel::kColumns; ++column)
    table_->setColumnHidden(column, !classes_->hasColumn(column));
  confusion_->setOutcome(run_->outcome());
}

}  // namespace ssa

#include "moc_evaluation_page.cpp"

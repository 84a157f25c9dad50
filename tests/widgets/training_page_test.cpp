#include "widgets/training/train_page.h"

#include <QComboBox>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QToolButton>

#include <filesystem>

#include "app/session/jobs/job_queue.h"
#include "app/session/settings.h"
#include "engine/datasets/raw_ids.h"
#include "tests/support/runner.h"
#include "tests/widgets/tests.h"
#include "tests/widgets/window_fixture.h"
#include "widgets/training/data_check.h"
#include "widgets/training/id_model.h"
#include "widgets/training/live_view.h"
#include "widgets/training/preflight_view.h"
#include "widgets/training/sample_scrubber.h"
#include "widgets/training/train_draft.h"
#include "widgets/training/training_desk.h"

using namespace ssa;
namespace fs = std::filesystem;

namespace {

QString text(const fs::path& path) { return QString::fromStdString(path.string()); }

// Six pairs in CamVid's layout; the masks hold ids 0, 3 and, if wanted, one the table does not know.
fs::path makeData(int strange = -1) {
  const fs::path root = fs::canonical(test::tempDir()) / "data";
  for (const char* side : {"train", "trainannot", "val", "valannot"}) fs::create_directories(root / side);
  for (int i = 0; i < 6; ++i) {
    QImage picture(48, 32, QImage::Format_RGB888), mask(48, 32, QImage::Format_Grayscale8);
    picture.fill(QColor(90, 120 + i, 200));
    mask.fill(0);
    for (int y = 16; y < 32; ++y)
      for (int x = 0; x < 48; ++x) mask.scanLine(y)[x] = 3;
    if (strange >= 0 && i == 0) mask.scanLine(4)[5] = static_cast<uchar>(strange);
    const QString side = i < 4 ? QStringLiteral("train") : QStringLiteral("val"), name = QStringLiteral("/frame_%1.png").arg(i);
    picture.save(text(root) + QLatin1Char('/') + side + name);
    mask.save(text(root) + QLatin1Char('/') + side + QStringLiteral("annot") + name);
  }
  return root;
}

struct Stage {
  test::WindowFixture window;
  TrainingDesk desk{TrainingPlaces{fs::canonical(test::tempDir()) / "runs", "/nowhere/ssaseg"}, nullptr};
  TrainPage page{*window.session, desk, nullptr};
  template <class W>
  W* find(const char* name) {
    return page.findChild<W*>(QLatin1String(name));
  }
  void takeData(const fs::path& root) {
    page.take({text(root)});
    page.draft().edit([](TrainConfig& config) { config.data.labels = "camvid11"; });
  }
};

RunSnapshotPtr aRun(TrainerState state) {
  auto run = std::make_shared<RunSnapshot>();
  run->folder = "/runs/first";
  run->name = QStringLiteral("first");
  run->state = state;
  run->iteration = 50;
  run->iterations = 100;
  run->losses = {{"loss", {10, 20}, {3, 2}}, {"decode.KLLoss", {10, 20}, {1, 0.5}}};
  EvalEvent eval;
  eval.iteration = 20;
  eval.masks = "refined";
  eval.mIoU = 41;
  run->evals = {eval};
  return run;
}

}  // namespace

class TrainingPageTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void emptyPageSaysWhatToDoFirst() {
    Stage stage;
    QVERIFY(!stage.find<QPushButton>("trainStart")->isEnabled());
    QVERIFY(!stage.find<QPushButton>("trainTry")->isEnabled());
    QVERIFY(stage.find<QLabel>("trainReason")->text().contains(QStringLiteral("data folder")));
    for (const char* name : {"healthEmpty", "preflightEmpty", "liveEmpty", "runsEmpty", "samplesEmpty"})
      QVERIFY2(stage.find<QWidget>(name), name);
  }

  void aFolderIsRecognisedAndTheDecisionExplained() {
    Stage stage;
    stage.takeData(makeData());
    QVERIFY(stage.page.check().candidate());
    QCOMPARE(stage.page.check().candidate()->format, std::string("camvid"));
    QVERIFY(stage.find<QLabel>("trainRecognised")->text().contains(QStringLiteral("CamVid")));
    QVERIFY(stage.find<QLabel>("trainPairs")->text().contains(QStringLiteral("4")));
    QCOMPARE(stage.page.draft().config().data.val_ratio, 0.0);
    QVERIFY(stage.find<QPushButton>("trainTry")->isEnabled());
    QVERIFY(stage.find<QLabel>("trainReason")->text().contains(QStringLiteral("pre-flight")));
  }

  void theDraftComesBackInTheNextSession() {
    const fs::path data = makeData();
    QString saved;
    {
      Stage stage;
      stage.takeData(data);
      stage.page.draft().set(QStringLiteral("optimizer.lr"), 3e-3);
      stage.page.draft().set(QStringLiteral("ssa.spatial"), false);
      saved = stage.window.session->settings().text("train/draft");
    }
    Stage next;
    QVERIFY(next.page.draft().config() == withPreset(TrainPreset::quick, {}));
    next.page.draft().restore(saved);
    QCOMPARE(next.page.draft().config().data.path, data.string());
    QCOMPARE(next.page.draft().config().optimizer.lr, 3e-3);
    QVERIFY(!next.page.draft().config().ssa.spatial);
    QCOMPARE(next.page.check().candidate()->format, std::string("camvid"));
    // What is gone or torn is left out.
    fs::remove_all(data);
    Stage later;
    later.page.draft().restore(saved);
    QVERIFY(later.page.draft().config().data.path.empty());
    QCOMPARE(later.page.draft().config().optimizer.lr, 3e-3);
    Stage torn;
    torn.page.draft().restore(saved.left(saved.size() / 2));
    QVERIFY(torn.page.draft().config() == withPreset(TrainPreset::quick, {}));
  }

  void theSplitFollowsItsControls() {
    Stage stage;
    stage.takeData(makeData());
    auto* split = stage.find<QComboBox>("trainSplit");
    split->setCurrentIndex(1);
    Q_EMIT split->activated(1);
    QVERIFY(stage.page.draft().config().data.val_ratio > 0);
    split->setCurrentIndex(2);
    Q_EMIT split->activated(2);
    QCOMPARE(stage.page.draft().config().data.val_ratio, 0.0);
    auto* prefixes = stage.find<QLineEdit>("trainHoldOut");
    prefixes->setText(QStringLiteral("frame_3, frame_4"));
    Q_EMIT prefixes->editingFinished();
    QCOMPARE(stage.page.draft().config().data.hold_out, std::string("frame_3, frame_4"));
  }

  void unknownIdsRefuseAndAreMendedWithALivePreview() {
    Stage stage;
    stage.takeData(makeData(77));
    stage.page.check().check();
    QVERIFY(stage.page.check().report());
    QVERIFY(!stage.page.check().report()->fit());
    QVERIFY(!stage.find<QPushButton>("trainTry")->isEnabled());
    QVERIFY(stage.find<QLabel>("trainReason")->text().contains(QStringLiteral("cannot be trained on")));
    auto* table = stage.find<QTableView>("healthIds");
    auto* model = qobject_cast<IdModel*>(table->model());
    QCOMPARE(model->rowCount(), 3);
    int strange = -1;
    for (int row = 0; row < 3; ++row)
      if (model->rawAt(row) == 77) strange = row;
    QVERIFY(strange >= 0);
    QCOMPARE(model->index(strange, IdModel::Becomes).data(IdModel::BecomesRole).toInt(), RawIdRule::kUnknown);
    table->selectRow(strange);
    const QImage before = stage.page.check().shown().becomes;
    QVERIFY(!before.isNull());
    model->setData(model->index(strange, IdModel::Becomes), 3, Qt::EditRole);
    QCoreApplication::sendPostedEvents();
    QVERIFY(stage.page.check().report()->fit());
    QCOMPARE(model->index(strange, IdModel::Becomes).data(IdModel::BecomesRole).toInt(), 3);
    QVERIFY(stage.page.check().shown().becomes != before);
    // What was changed is written down for the trainer.
    const std::string file = stage.page.draft().config().data.id_map;
    QVERIFY(fs::exists(file));
    const auto map = IdMap::read(file);
    SSA_VERIFY_OK(map);
    QCOMPARE(map->changes.size(), std::size_t{1});
    QCOMPARE(map->changes.front().first, 77);
    stage.find<QPushButton>("healthClearMap")->click();
    QVERIFY(!stage.page.check().report()->fit());
    QVERIFY(stage.page.draft().config().data.id_map.empty());
  }

  void presetsSetTheirRecipeAndKeepDataAndModel() {
    Stage stage;
    stage.takeData(makeData());
    const std::string path = stage.page.draft().config().data.path;
    stage.find<QToolButton>("trainPresetPaper")->click();
    QCOMPARE(stage.page.draft().config().iterations, std::int64_t{160'000});
    stage.find<QToolButton>("trainPresetAddSsa")->click();
    QVERIFY(stage.page.draft().config().scope == TrainScope::classifier);
    QCOMPARE(stage.page.draft().config().data.path, path);
    // Without a trained plain checkpoint there is nothing to add SSA to.
    QVERIFY(!stage.find<QPushButton>("trainTry")->isEnabled());
    QVERIFY(stage.find<QLabel>("trainReason")->text().contains(QStringLiteral("checkpoint")));
  }

  void aBrokenCheckpointIsSaidAtItsPlace() {
    Stage stage;
    stage.takeData(makeData());
    stage.page.draft().setWeights(QStringLiteral("/nowhere/model.pth"));
    QVERIFY(stage.page.draft().weightsError().code != ErrorCode::stopped);
    QVERIFY(stage.find<QLabel>("trainWeightsKnown")->text().contains(QStringLiteral("model.pth")));
    QVERIFY(!stage.find<QPushButton>("trainStart")->isEnabled());
  }

  void refusalsOfThePreflightAreListedWithTheirReasons() {
    PreflightView view(nullptr);
    DryRunReport report;
    report.refusals = {Error(ErrorCode::diskFull, {{"path", "/runs"}, {"needed", "9000000000"}, {"free", "1000"}})};
    report.losses = {{"decode.MainLoss", 2.5}};
    view.showReport(report);
    auto* card = view.findChild<QWidget*>(QStringLiteral("preflightReason"));
    QVERIFY(card);
    QVERIFY(!card->findChildren<QLabel*>().isEmpty());
    QVERIFY(view.findChild<QLabel*>(QStringLiteral("preflightVerdict"))->text().contains(QStringLiteral("may not")));
    report.refusals.clear();
    view.showReport(report);
    QVERIFY(view.findChild<QLabel*>(QStringLiteral("preflightVerdict"))->text().contains(QStringLiteral("Ready")));
  }

  void buttonsFollowTheProcessAlone() {
    JobQueue jobs(true);
    LiveView live(jobs, nullptr);
    live.show(aRun(TrainerState::running), {});
    auto* pause = live.findChild<QPushButton*>(QStringLiteral("livePause"));
    QSignalSpy asked(&live, &LiveView::pauseRequested);
    pause->click();
    QCOMPARE(asked.size(), 1);
    // Clicked is not paused: the words change when the trainer has said so.
    QCOMPARE(pause->text(), QStringLiteral("Pause"));
    live.show(aRun(TrainerState::paused), {});
    QCOMPARE(pause->text(), QStringLiteral("Continue"));
    live.show(aRun(TrainerState::stopped), {});
    QVERIFY(pause->isHidden());
    QVERIFY(!live.findChild<QPushButton*>(QStringLiteral("liveResume"))->isHidden());
  }

  void aDeadTrainerIsSeenWithItsLog() {
    JobQueue jobs(true);
    LiveView live(jobs, nullptr);
    auto run = std::make_shared<RunSnapshot>(*aRun(TrainerState::died));
    run->error = Error(ErrorCode::trainerDied, {{"path", "/runs/first"}, {"reason", "signal 9"}});
    run->logTail = QStringLiteral("step 49\nKilled");
    live.show(run, {});
    auto* fault = live.findChild<QLabel*>(QStringLiteral("liveFault"));
    QVERIFY(!fault->isHidden());
    QVERIFY(fault->text().contains(QStringLiteral("Killed")));
    QVERIFY(live.findChild<QLabel*>(QStringLiteral("liveState"))->text().contains(QStringLiteral("died")));
  }

  void everyLossTermHasAChartWithItsWeight() {
    JobQueue jobs(true);
    LiveView live(jobs, nullptr);
    TrainConfig config;
    config.loss.response_weight = 3;
    live.show(aRun(TrainerState::running), config);
    auto* chart = live.findChild<QWidget*>(QStringLiteral("chart.decode.KLLoss"));
    QVERIFY(chart);
    QCOMPARE(chart->accessibleName(), QStringLiteral("Response distillation"));
    QVERIFY(live.findChild<QWidget*>(QStringLiteral("chart.scores")));
  }
};

std::unique_ptr<QObject> makeTrainingPageTest() { return std::make_unique<TrainingPageTest>(); }

#include "training_page_test.moc"

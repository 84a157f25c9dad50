#include <QComboBox>
#include <QDockWidget>
#include <QImage>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QTableView>
#include <QTest>

#include <csignal>
#include <filesystem>

#include "app/session/qt_convert.h"
#include "engine/runs/run_folder.h"
#include "tests/studio/studio_fixture.h"
#include "tests/studio/tests.h"
#include "tests/support/runner.h"
#include "widgets/feedback/notifier.h"
#include "widgets/training/data_check.h"
#include "widgets/training/train_draft.h"
#include "widgets/training/train_page.h"
#include "widgets/window_pages.h"

using namespace ssa;
using test::Studio;
namespace fs = std::filesystem;

namespace {

constexpr int kLongWait_ms = 30'000;

fs::path fakeTrainer() { return fs::canonical("/proc/self/exe").parent_path() / "fake_trainer"; }

// Six pairs in CamVid's layout.
fs::path makeData() {
  const fs::path root = fs::canonical(test::tempDir()) / "data";
  for (const char* side : {"train", "trainannot", "val", "valannot"}) fs::create_directories(root / side);
  for (int i = 0; i < 6; ++i) {
    QImage picture(96, 64, QImage::Format_RGB888), mask(96, 64, QImage::Format_Grayscale8);
    picture.fill(QColor(90, 120 + i, 200));
    for (int y = 0; y < 64; ++y)
      for (int x = 0; x < 96; ++x) mask.scanLine(y)[x] = static_cast<uchar>(y < 32 ? 0 : x < 48 ? 3 : 8);
    const QString side = fromPath(root) + (i < 4 ? QStringLiteral("/train") : QStringLiteral("/val"));
    const QString name = QStringLiteral("/frame_%1.png").arg(i);
    picture.save(side + name);
    mask.save(side + QStringLiteral("annot") + name);
  }
  return root;
}

// A folder of runs of its own; ends whatever still trains there.
struct Runs {
  fs::path root = fs::canonical(test::tempDir()) / "runs";
  TrainingPlaces places{root, fakeTrainer()};
  Runs() { qputenv("SSA_FAKE_STEP_MS", "20"); }
  ~Runs() {
    qunsetenv("SSA_FAKE_STEP_MS");
    qunsetenv("SSA_FAKE_MODE");
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(root, ignored))
      if (const auto holder = runHolder(entry.path())) ::kill(static_cast<pid_t>(holder->pid), SIGKILL);
  }
  Runs(const Runs&) = delete;
  Runs& operator=(const Runs&) = delete;
};

QString stateOf(Studio& studio) { return studio.find<QLabel>("liveState")->text(); }
bool says(Studio& studio, const char* words) { return stateOf(studio).contains(QLatin1String(words)); }

// From the empty page to a run that trains; empty text, or what went wrong.
QString startRun(Studio& studio, const fs::path& data, int iterations) {
  studio.act("pageTrain");
  TrainPage& page = studio.window().pages().train();
  page.take({fromPath(data)});
  if (!QTest::qWaitFor([&] { return page.check().candidate() != nullptr; }, kLongWait_ms))
    return QStringLiteral("not recognised");
  auto* start = studio.find<QPushButton>("trainStart");
  if (start->isEnabled()) return QStringLiteral("may start unchecked");
  page.draft().edit([iterations](TrainConfig& config) {
    config.name = "story";
    config.iterations = iterations;
    config.log_interval = 5;
    config.eval_interval = 20;
    config.checkpoint_interval = 10;
    config.sample_images = 1;
  });
  auto* tryIt = studio.find<QPushButton>("trainTry");
  if (!QTest::qWaitFor([&] { return tryIt->isEnabled(); }, kLongWait_ms)) return QStringLiteral("cannot be tried");
  QTest::mouseClick(tryIt, Qt::LeftButton);
  if (!QTest::qWaitFor([&] { return start->isEnabled(); }, kLongWait_ms)) return studio.find<QLabel>("trainReason")->text();
  QTest::mouseClick(start, Qt::LeftButton);
  if (!QTest::qWaitFor([&] { return says(studio, "training"); }, kLongWait_ms)) return stateOf(studio);
  return {};
}

}  // namespace

class TrainingStory : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void aRunIsStartedPausedSavedStoppedAndResumed() {
    Runs runs;
    const fs::path data = makeData();
    Studio studio("train", {}, runs.places);
    QCOMPARE(startRun(studio, data, 400), QString());
    const fs::path run = runs.root / "story";
    auto* pause = studio.find<QPushButton>("livePause");
    QTest::mouseClick(pause, Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(says(studio, "paused"), kLongWait_ms);
    QCOMPARE(pause->text(), QStringLiteral("Continue"));
    QVERIFY(requested(run, RunRequest::pause));
    QTest::mouseClick(pause, Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(says(studio, "training"), kLongWait_ms);
    const std::size_t before = listCheckpoints(run).size();
    QTest::mouseClick(studio.find<QPushButton>("liveSave"), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(listCheckpoints(run).size() > before || before >= 3, kLongWait_ms);
    QTest::mouseClick(studio.find<QPushButton>("liveStop"), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(says(studio, "stopped on request"), kLongWait_ms);
    QVERIFY(!runHolder(run));
    auto* resume = studio.find<QPushButton>("liveResume");
    QVERIFY(resume->isVisible());
    qputenv("SSA_FAKE_STEP_MS", "1");
    QTest::mouseClick(resume, Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(says(studio, "finished"), 2 * kLongWait_ms);
    QCOMPARE(studio.window().notifier().count(), 0);
    QVERIFY2(studio.watchdog().longest_ms() < test::kLongestGap_ms, "the window stood still");
  }

  void aClosedStudioLeavesTheRunAndTheNextOneFindsIt() {
    Runs runs;
    const fs::path data = makeData(), run = runs.root / "story";
    {
      Studio studio("leave", {}, runs.places);
      QCOMPARE(startRun(studio, data, 2000), QString());
      studio.window().close();
    }
    const auto holder = runHolder(run);
    QVERIFY2(holder, "the trainer went with the window");
    Studio studio("come back", {}, runs.places);
    studio.window().pages().desk().attach();
    studio.act("pageTrain");
    QTRY_VERIFY_WITH_TIMEOUT(says(studio, "training"), kLongWait_ms);
    QCOMPARE(studio.find<QComboBox>("liveRun")->count(), 1);
    QTRY_VERIFY(studio.find<QWidget>("pageTrainButton")->property("text").toString().contains(QLatin1Char('%')));
    QTest::mouseClick(studio.find<QPushButton>("liveStop"), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(says(studio, "stopped"), kLongWait_ms);
  }

  void aTrainerThatDiesIsSeenWithItsLastWords() {
    Runs runs;
    qputenv("SSA_FAKE_MODE", "crash");
    const fs::path data = makeData();
    Studio studio("death", {}, runs.places);
    QCOMPARE(startRun(studio, data, 200), QString());
    QTRY_VERIFY_WITH_TIMEOUT(says(studio, "died"), kLongWait_ms);
    auto* fault = studio.find<QLabel>("liveFault");
    QVERIFY(fault->isVisible());
    QVERIFY2(fault->text().contains(QStringLiteral("giving up the ghost")), qPrintable(fault->text()));
    QVERIFY(studio.find<QPushButton>("liveResume")->isVisible());
  }

  void refusalsKeepTheStartButtonShut() {
    Runs runs;
    qputenv("SSA_FAKE_MODE", "refuse");
    const fs::path data = makeData();
    Studio studio("refusal", {}, runs.places);
    studio.act("pageTrain");
    TrainPage& page = studio.window().pages().train();
    page.take({fromPath(data)});
    auto* tryIt = studio.find<QPushButton>("trainTry");
    QTRY_VERIFY_WITH_TIMEOUT(tryIt->isEnabled(), kLongWait_ms);
    QTest::mouseClick(tryIt, Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(studio.find<QWidget>("preflightReason") != nullptr, kLongWait_ms);
    QVERIFY(!studio.find<QPushButton>("trainStart")->isEnabled());
    QVERIFY(studio.find<QLabel>("trainReason")->text().size() > 10);
    QVERIFY(!fs::exists(runs.root / "story"));
  }

  void aRunOpensInTheViewerAndADeletedOneComesBack() {
    Runs runs;
    const fs::path data = makeData(), run = runs.root / "story";
    const fs::path model = toPath(test::ssaModel());
    qputenv("SSA_FAKE_STEP_MS", "1");
    Studio studio("runs", {}, runs.places);
    QCOMPARE(startRun(studio, data, 300), QString());
    QTRY_VERIFY_WITH_TIMEOUT(says(studio, "finished"), kLongWait_ms);
    // The stand-in's checkpoints hold no network; a real one's do.
    for (const RunCheckpoint& checkpoint : listCheckpoints(run))
      fs::copy(model, checkpoint.path, fs::copy_options::recursive | fs::copy_options::skip_existing);
    TrainPage& page = studio.window().pages().train();
    page.showTab(TrainPage::Tab::runs);
    auto* table = studio.find<QTableView>("runsTable");
    QTRY_COMPARE(table->model()->rowCount(), 1);
    table->selectRow(0);
    auto* open = studio.find<QPushButton>("runsOpenSsa");
    QTRY_VERIFY(open->isEnabled());
    QTest::mouseClick(open, Qt::LeftButton);
    QVERIFY(studio.window().pages().page() == WindowPages::Page::view);
    QTRY_VERIFY_WITH_TIMEOUT(studio.session().slotState(Slot::ssa) == SlotState::ready, kLongWait_ms);
    studio.act("pageTrain");
    table->selectRow(0);
    QTest::mouseClick(studio.find<QPushButton>("runsDelete"), Qt::LeftButton);
    QVERIFY(!fs::exists(run));
    QCOMPARE(table->model()->rowCount(), 0);
    auto* undo = studio.find<QPushButton>("runsUndo");
    QVERIFY(undo->isVisible());
    QTest::mouseClick(undo, Qt::LeftButton);
    QVERIFY(fs::exists(run / kRunConfigName));
    QCOMPARE(table->model()->rowCount(), 1);
  }

  void theViewerComesBackAsItWas() {
    Studio studio("pages");
    auto* pictures = studio.find<QDockWidget>("folderPaneDock");
    QVERIFY(pictures->isVisible());
    studio.act("pageEvaluate");
    QVERIFY(!pictures->isVisible());
    QVERIFY(studio.find<QWidget>("evaluationPage")->isVisible());
    studio.act("pageView");
    QTRY_VERIFY(pictures->isVisible());
  }
};

std::unique_ptr<QObject> makeTrainingStory() { return std::make_unique<TrainingStory>(); }

#include "training_story_test.moc"

#include "app/session/training/training_session.h"

#include <QElapsedTimer>
#include <QSignalSpy>

#include <csignal>

#include "app/session/qt_convert.h"
#include "app/session/training/preflight.h"
#include "app/session/training/run_follower.h"
#include "app/session/training/trainer_log.h"
#include "engine/core/append_file.h"
#include "tests/session/tests.h"
#include "tests/session/trainers.h"

using namespace ssa;
using ssa::test::Environment;
using ssa::test::shortRun;
using ssa::test::TrainerStage;
namespace fs = std::filesystem;

namespace {

pid_t trainerOf(const fs::path& run) {
  const auto holder = runHolder(run);
  return holder ? static_cast<pid_t>(holder->pid) : -1;
}

}  // namespace

class TrainingSessionTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void aRunIsStartedAndFollowedToItsEnd() {
    TrainerStage stage;
    QSignalSpy followed(stage.session.get(), &TrainingSession::runFollowed);
    QSignalSpy changed(stage.session.get(), &TrainingSession::runChanged);
    QSignalSpy ended(stage.session.get(), &TrainingSession::runEnded);
    const auto run = stage.session->start(shortRun("my first run"));
    SSA_VERIFY_OK(run);
    QCOMPARE(*run, stage.root / "my-first-run");
    QTRY_VERIFY_WITH_TIMEOUT(stage.state(*run) == TrainerState::finished, 20'000);

    const RunSnapshotPtr last = stage.session->snapshot(*run);
    QCOMPARE(last->name, QStringLiteral("my first run"));
    QCOMPARE(last->iteration, std::int64_t{60});
    QCOMPARE(last->iterations, std::int64_t{60});
    QCOMPARE(last->reason, std::string("iterations"));
    QVERIFY(last->loss("loss"));
    QCOMPARE(last->loss("loss")->iterations.size(), std::size_t{12});
    QCOMPARE(last->loss("loss")->values.size(), std::size_t{12});
    QVERIFY(last->loss("loss_teacher"));
    QCOMPARE(last->losses.front().key, std::string("loss_ce"));
    QVERIFY(last->gauge(kCurveLr)->values.front() > last->gauge(kCurveLr)->values.back());
    QCOMPARE(last->evals.size(), std::size_t{6});
    QCOMPARE(last->best->iteration, std::int64_t{60});
    QCOMPARE(last->samples.size(), std::size_t{6});
    QVERIFY(fs::exists(*run / last->samples.back().mask));
    // Pruned ones are not offered.
    QVERIFY(!last->checkpoints.empty() && last->checkpoints.size() <= 4);
    for (const CheckpointEvent& checkpoint : last->checkpoints) QVERIFY(fs::is_directory(*run / checkpoint.path));
    QVERIFY(last->logTail.contains(QStringLiteral("60 iterations")));
    QCOMPARE(followed.count(), 1);
    QVERIFY(changed.count() >= 2);
    QTRY_COMPARE(ended.count(), 1);
    QCOMPARE(stage.session->livingCount(), 0);
  }

  void pausingLastsUntilItIsWithdrawn() {
    TrainerStage stage;
    const auto run = stage.session->start(shortRun("pause", 2000));
    SSA_VERIFY_OK(run);
    QTRY_VERIFY(stage.state(*run) == TrainerState::running && stage.session->snapshot(*run)->iteration > 0);
    SSA_VERIFY_OK(stage.session->pause(*run));
    QTRY_VERIFY(stage.state(*run) == TrainerState::paused);
    const auto at = stage.session->snapshot(*run)->iteration;
    QTest::qWait(200);
    QCOMPARE(stage.session->snapshot(*run)->iteration, at);
    QVERIFY(!stage.session->snapshot(*run)->pauseAsked);
    SSA_VERIFY_OK(stage.session->unpause(*run));
    QTRY_VERIFY(stage.state(*run) == TrainerState::running && stage.session->snapshot(*run)->iteration > at);
  }

  void savingAndStoppingAreAnsweredByTheTrainer() {
    TrainerStage stage;
    TrainConfig config = shortRun("stop", 2000);
    config.checkpoint_interval = 100'000;
    config.eval_interval = 0;
    const auto run = stage.session->start(config);
    SSA_VERIFY_OK(run);
    QTRY_VERIFY(stage.state(*run) == TrainerState::running);
    SSA_VERIFY_OK(stage.session->saveNow(*run));
    QTRY_COMPARE(stage.session->snapshot(*run)->checkpoints.size(), std::size_t{1});
    QTRY_VERIFY(!stage.session->snapshot(*run)->saveAsked);
    QCOMPARE(stage.state(*run), TrainerState::running);
    QElapsedTimer clock;
    clock.start();
    SSA_VERIFY_OK(stage.session->stop(*run));
    QTRY_VERIFY(stage.state(*run) == TrainerState::stopped);
    QVERIFY(clock.elapsed() < 5000);
    QCOMPARE(stage.session->snapshot(*run)->reason, std::string("requested"));
    QCOMPARE(stage.session->snapshot(*run)->checkpoints.size(), std::size_t{2});
  }

  void aPausedRunCanBeStopped() {
    TrainerStage stage;
    const auto run = stage.session->start(shortRun("paused stop", 2000));
    SSA_VERIFY_OK(run);
    QTRY_VERIFY(stage.state(*run) == TrainerState::running);
    SSA_VERIFY_OK(stage.session->pause(*run));
    QTRY_VERIFY(stage.state(*run) == TrainerState::paused);
    SSA_VERIFY_OK(stage.session->stop(*run));
    QTRY_VERIFY(stage.state(*run) == TrainerState::stopped);
  }

  void aStoppedRunGoesOnAtItsCheckpoint() {
    TrainerStage stage;
    const auto run = stage.session->start(shortRun("resume", 100));
    SSA_VERIFY_OK(run);
    QTRY_VERIFY(stage.state(*run) == TrainerState::running && stage.session->snapshot(*run)->iteration >= 20);
    SSA_VERIFY_OK(stage.session->stop(*run));
    QTRY_VERIFY(stage.state(*run) == TrainerState::stopped);
    const auto stoppedAt = stage.session->snapshot(*run)->checkpoints.back().iteration;
    // A request that nobody answered must not stop the next start.
    SSA_VERIFY_OK(requestRun(*run, RunRequest::stop));
    SSA_VERIFY_OK(stage.session->resumeRun(*run, {"iterations=200"}));
    QTRY_VERIFY_WITH_TIMEOUT(stage.state(*run) == TrainerState::finished, 20'000);
    const RunSnapshotPtr last = stage.session->snapshot(*run);
    QCOMPARE(last->start->iteration, stoppedAt);
    QCOMPARE(last->iteration, std::int64_t{200});
    // One point per iteration although the file has some twice.
    const auto& iterations = last->loss("loss")->iterations;
    QVERIFY(std::is_sorted(iterations.begin(), iterations.end()));
    QVERIFY(std::adjacent_find(iterations.begin(), iterations.end()) == iterations.end());
    QCOMPARE(iterations.size(), std::size_t{40});
  }

  void aKilledTrainerIsReportedWithItsLog() {
    TrainerStage stage;
    const auto run = stage.session->start(shortRun("killed", 5000));
    SSA_VERIFY_OK(run);
    QTRY_VERIFY(stage.state(*run) == TrainerState::running);
    QSignalSpy ended(stage.session.get(), &TrainingSession::runEnded);
    QElapsedTimer clock;
    clock.start();
    ::kill(trainerOf(*run), SIGKILL);
    QTRY_VERIFY(stage.state(*run) == TrainerState::died);
    QVERIFY(clock.elapsed() < 5000);
    QTRY_COMPARE(ended.count(), 1);
    const Error& error = stage.session->snapshot(*run)->error;
    QCOMPARE(error.code, ErrorCode::trainerDied);
    QVERIFY(std::string(error.arg("reason")).starts_with("signal 9"));
    QVERIFY(stage.session->snapshot(*run)->logTail.contains(QStringLiteral("5000 iterations")));
    // What it left is no obstacle.
    SSA_VERIFY_OK(stage.session->resumeRun(*run));
    QTRY_VERIFY(stage.state(*run) == TrainerState::running);
  }

  void aHaltedTrainerIsShownAsHalted() {
    TrainerStage stage;
    const auto run = stage.session->start(shortRun("halted", 5000));
    SSA_VERIFY_OK(run);
    QTRY_VERIFY(stage.state(*run) == TrainerState::running);
    ::kill(trainerOf(*run), SIGSTOP);
    QTRY_VERIFY(stage.session->snapshot(*run)->suspended);
    QVERIFY(isLiving(stage.state(*run)));
    ::kill(trainerOf(*run), SIGCONT);
    QTRY_VERIFY(!stage.session->snapshot(*run)->suspended);
  }

  void aTrainerThatCrashesOrFailsSaysHow() {
    {
      const Environment crash("SSA_FAKE_MODE", "crash");
      TrainerStage stage;
      const auto run = stage.session->start(shortRun("crash"));
      SSA_VERIFY_OK(run);
      QTRY_VERIFY(stage.state(*run) == TrainerState::died);
      QCOMPARE(std::string(stage.session->snapshot(*run)->error.arg("reason")),
               std::string("signal 6; fake_trainer: half way, giving up the ghost"));
    }
    const Environment fail("SSA_FAKE_MODE", "fail");
    TrainerStage stage;
    const auto run = stage.session->start(shortRun("fail"));
    SSA_VERIFY_OK(run);
    QTRY_VERIFY(stage.state(*run) == TrainerState::failed);
    QCOMPARE(stage.session->snapshot(*run)->error.code, ErrorCode::trainingDiverged);
  }

  void aTrainerThatEndsBeforeAWordDied() {
    const Environment silent("SSA_FAKE_MODE", "silent");
    TrainerStage stage;
    const auto run = stage.session->start(shortRun("silent"));
    SSA_VERIFY_OK(run);
    QTRY_VERIFY(stage.state(*run) == TrainerState::died);
    QCOMPARE(std::string(stage.session->snapshot(*run)->error.arg("reason")), std::string("exit code 3; fake_trainer: no words"));
  }

  void theStudioGoesAndComesBack() {
    TrainerStage stage;
    const auto run = stage.session->start(shortRun("reattach", 5000));
    SSA_VERIFY_OK(run);
    const auto done = stage.session->start(shortRun("done", 10));
    SSA_VERIFY_OK(done);
    QTRY_VERIFY(stage.state(*run) == TrainerState::running);
    QTRY_VERIFY(stage.state(*done) == TrainerState::finished);
    const pid_t trainer = trainerOf(*run);
    stage.restart();
    QVERIFY(stage.session->snapshots().empty());
    QTest::qWait(100);
    QCOMPARE(trainerOf(*run), trainer);
    stage.session->attachToLiving();
    QTRY_COMPARE(stage.session->snapshots().size(), std::size_t{1});
    QTRY_VERIFY(stage.state(*run) == TrainerState::running);
    QVERIFY(stage.session->snapshot(*run)->loss("loss"));
    SSA_VERIFY_OK(stage.session->stop(*run));
    QTRY_VERIFY(stage.state(*run) == TrainerState::stopped);
    // Of an ended run the whole story is there too.
    stage.session->follow(stage.root / "." / "done" / "");
    QTRY_VERIFY(stage.state(*done) == TrainerState::finished);
  }

  void aTrainerKilledWhileTheStudioWasAwayIsReported() {
    TrainerStage stage;
    const auto run = stage.session->start(shortRun("away", 5000));
    SSA_VERIFY_OK(run);
    QTRY_VERIFY(stage.state(*run) == TrainerState::running);
    const pid_t trainer = trainerOf(*run);
    stage.session.reset();
    ::kill(trainer, SIGKILL);
    stage.restart();
    stage.session->follow(*run);
    QTRY_VERIFY(stage.state(*run) == TrainerState::died);
    QCOMPARE(stage.session->snapshot(*run)->error.code, ErrorCode::trainerDied);
  }

  void twoStartsOnOneFolderAreRefused() {
    TrainerStage stage;
    const auto first = stage.session->start(shortRun("one", 5000), QStringLiteral("folder"));
    SSA_VERIFY_OK(first);
    QTRY_VERIFY(stage.state(*first) == TrainerState::running);
    const auto second = stage.session->start(shortRun("two", 5000), QStringLiteral("folder"));
    QVERIFY(!second);
    QCOMPARE(second.error().code, ErrorCode::runBusy);
    QVERIFY(std::string(second.error().arg("holder")).starts_with(std::to_string(trainerOf(*first))));
    QCOMPARE(stage.session->resumeRun(*first).error().code, ErrorCode::runBusy);
    SSA_VERIFY_OK(stage.session->stop(*first));
    QTRY_VERIFY(stage.state(*first) == TrainerState::stopped);
    const auto third = stage.session->start(shortRun("three"), QStringLiteral("folder"));
    QVERIFY(!third);
    QCOMPARE(third.error().code, ErrorCode::badOption);
    // A trainer started past the studio is refused by the lock, and says so in its log.
    QCOMPARE(stage.session->start(shortRun("x"), QStringLiteral("../outside")).error().code, ErrorCode::badOption);
  }

  void namesAreNumberedWhereTheyAreTaken() {
    TrainerStage stage;
    SSA_VERIFY_OK(stage.session->start(shortRun("a / b", 10)));
    const auto second = stage.session->start(shortRun("a / b", 10));
    SSA_VERIFY_OK(second);
    QCOMPARE(second->filename(), fs::path("a---b-2"));
    const auto nameless = stage.session->start(shortRun("...", 10));
    SSA_VERIFY_OK(nameless);
    QCOMPARE(nameless->filename(), fs::path("run"));
  }

  void aProgramThatIsNotThereLeavesNothingBehind() {
    const fs::path root = test::tempDir();
    TrainingSession session({root, root / "no-such-program", 50});
    const auto started = session.start(shortRun("x"));
    QVERIFY(!started);
    QCOMPARE(started.error().code, ErrorCode::fileNotFound);
    QVERIFY(fs::is_empty(root));
  }

  void severalRunsAreFollowedAtOnce() {
    TrainerStage stage;
    std::vector<fs::path> runs;
    for (const char* name : {"a", "b", "c"}) {
      const auto run = stage.session->start(shortRun(name, 3000));
      SSA_VERIFY_OK(run);
      runs.push_back(*run);
    }
    QTRY_COMPARE(stage.session->livingCount(), 3);
    SSA_VERIFY_OK(stage.session->stop(runs[1]));
    QTRY_VERIFY(stage.state(runs[1]) == TrainerState::stopped);
    QCOMPARE(stage.session->livingCount(), 2);
    QCOMPARE(stage.session->snapshots().front()->name, QStringLiteral("a"));
    stage.session->unfollow(runs[0]);
    QCOMPARE(stage.session->snapshots().size(), std::size_t{2});
  }

  /// T24: what the trainer prints and what stands in the event file cannot hold up the studio.
  void aFloodingTrainerIsCappedAndStillAnswered() {
    TrainerStage stage;
    fs::path run;
    {
      const Environment flood("SSA_FAKE_MODE", "flood");
      const auto started = stage.session->start(shortRun("flood"));
      SSA_VERIFY_OK(started);
      run = *started;
    }
    QElapsedTimer clock;
    clock.start();
    QTRY_VERIFY_WITH_TIMEOUT(fs::exists(run / "trainer.log.1"), 30'000);
    QVERIFY(fs::file_size(run / "trainer.log.1") <= (1 << 20));
    int longest = 0;
    QElapsedTimer turn;
    for (int i = 0; i < 20; ++i) {
      turn.start();
      QCoreApplication::processEvents();
      longest = std::max(longest, static_cast<int>(turn.elapsed()));
      QTest::qWait(5);
    }
    QVERIFY2(longest < 500, std::to_string(longest).c_str());
    QCOMPARE(stage.state(run), TrainerState::starting);
    stopFlood(run);
    QTRY_VERIFY(stage.state(run) == TrainerState::died);
  }

  void forgedEventsStayInsideTheFolder() {
    const fs::path run = fs::canonical(test::tempDir());
    auto file = AppendFile::open(run / kRunEventsName);
    SSA_VERIFY_OK(file);
    const auto say = [&](auto event) { (void)file->appendLine(toJsonLine({1, std::move(event)})); };
    say(SampleEvent{5, "/data/a.png", "", "../../../etc/passwd", ""});
    say(SampleEvent{5, "/data/a.png", "", "/etc/passwd", ""});
    say(SampleEvent{5, "/data/a.png", "", "samples/a.png", "samples/../../b.png"});
    say(SampleEvent{5, "/data/a.png", "", "samples/a.png", ""});
    say(CheckpointEvent{5, "..", false});
    for (int i = 0; i < 300; ++i) {
      StepEvent step;
      step.iteration = i;
      step.losses = {{"term" + std::to_string(i), 1}};
      say(step);
      say(WarningEvent{{WarningCode::untrained, {}}});
    }
    const RunSnapshotPtr snapshot = readRun(run);
    QCOMPARE(snapshot->samples.size(), std::size_t{1});
    QVERIFY(snapshot->checkpoints.empty());
    QCOMPARE(snapshot->losses.size(), std::size_t{64});
    QCOMPARE(snapshot->warnings.size(), std::size_t{200});
    QCOMPARE(snapshot->state, TrainerState::idle);
  }

  void thePreflightAsksTheTrainer() {
    const fs::path root = test::tempDir();
    Preflight preflight(test::fakeTrainer());
    QSignalSpy changed(&preflight, &Preflight::changed);
    const TrainConfig config = shortRun("dry");
    preflight.check(config, root);
    QVERIFY(preflight.isRunning());
    QVERIFY(!preflight.allows(config));
    QTRY_VERIFY(!preflight.isRunning());
    QVERIFY(preflight.report().has_value());
    QCOMPARE(preflight.report()->trainPairs, std::int64_t{184});
    QVERIFY(preflight.allows(config));
    QVERIFY(!preflight.allows(shortRun("another")));
    QVERIFY(fs::is_empty(root));
    {
      const Environment refuse("SSA_FAKE_MODE", "refuse");
      preflight.check(config, root);
      QTRY_VERIFY(!preflight.isRunning());
    }
    QVERIFY(!preflight.allows(config));
    QCOMPARE(preflight.report()->refusals.front().code, ErrorCode::datasetUnfit);
    {
      const Environment silent("SSA_FAKE_MODE", "silent");
      preflight.check(config, root);
      preflight.check(config, root);  // the newer question stops the older one
      QTRY_VERIFY(!preflight.isRunning());
    }
    QVERIFY(!preflight.report().has_value());
    QCOMPARE(std::string(preflight.error().arg("reason")), std::string("exit code 3; fake_trainer: no words"));
    {
      const Environment unreadable("SSA_FAKE_MODE", "unreadable");
      preflight.check(config, root);
      QTRY_VERIFY(!preflight.isRunning());
    }
    QCOMPARE(preflight.error().code, ErrorCode::fileNotFound);
    QCOMPARE(std::string(preflight.error().arg("path")), std::string("/no/data"));
    Preflight nothing(root / "absent");
    nothing.check(config, root);
    QCOMPARE(nothing.error().code, ErrorCode::fileNotFound);
    QVERIFY(!nothing.isRunning());
  }

 private:
  /// The flooding trainer has no lock yet: found by its command line.
  void stopFlood(const fs::path& run) {
    for (const auto& entry : fs::directory_iterator("/proc")) {
      const auto line = readFile(entry.path() / "cmdline", 1 << 16);
      if (!line) continue;
      const std::string_view text(reinterpret_cast<const char*>(line->data()), line->size());
      if (text.find(std::string_view(run.native() + '\0')) == std::string_view::npos) continue;
      if (text.find("fake_trainer") != std::string_view::npos) ::kill(std::stoi(entry.path().filename()), SIGKILL);
    }
  }
};

std::unique_ptr<QObject> makeTrainingSessionTest() { return std::make_unique<TrainingSessionTest>(); }
#include "training_session_test.moc"

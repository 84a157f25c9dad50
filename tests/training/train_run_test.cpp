// Whole runs through the façade on tiny data.
#include <QTest>
#include <algorithm>
#include <fstream>
#include <sstream>

#include "engine/api/model.h"
#include "engine/api/training_run.h"
#include "engine/core/safe_file.h"
#include "engine/runs/run_folder.h"
#include "tests/support/runner.h"
#include "tests/training/tests.h"
#include "tests/training/tiny_set.h"

namespace {

using namespace ssa;
using namespace ssa::test;
namespace fs = std::filesystem;

std::string contents(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

struct Heard {
  std::vector<RunEvent> events;
  template <class Event>
  std::vector<Event> all() const {
    std::vector<Event> found;
    for (const RunEvent& event : events)
      if (const auto* one = std::get_if<Event>(&event.what)) found.push_back(*one);
    return found;
  }
};

Result<TrainOutcome> trainIn(const fs::path& run, const TrainConfig& config, Heard* heard = nullptr, bool resume = false,
                             const TrainListener& more = {}) {
  NoProgress quiet;
  return train(config, run, resume, {}, quiet, [&](const RunEvent& event) {
    if (heard) heard->events.push_back(event);
    if (more) more(event);
  });
}

/// Asks for a stop once so many steps are done.
TrainListener stopAfter(const fs::path& run, std::int64_t iteration) {
  return [=](const RunEvent& event) {
    const auto* const step = std::get_if<StepEvent>(&event.what);
    if (step && step->iteration == iteration)
      if (auto asked = requestRun(run, RunRequest::stop); !asked) qFatal("no request");
  };
}

}  // namespace

class TrainRunTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase() { data_ = writeTinySet(tempDir() / "set"); }
  void cleanup() { setWriteFault({}); }

  void runLeavesAModelEventsSamplesAndItsRecords() {
    const fs::path run = tempDir() / "whole";
    Heard heard;
    TrainConfig config = tinyConfig(data_);
    config.eval_interval = 3;
    config.checkpoint_interval = 2;
    config.keep_last = 1;
    const auto outcome = trainIn(run, config, &heard);
    SSA_VERIFY_OK(outcome);
    QCOMPARE(outcome->state, RunState::finished);
    QCOMPARE(outcome->iteration, std::int64_t{6});
    const auto model = openModel(outcome->checkpoint);
    SSA_VERIFY_OK(model);
    QVERIFY(model->value->info().config.trained);
    QCOMPARE(model->value->info().config.num_classes, 6);
    QVERIFY(model->warnings.empty());
    QCOMPARE(heard.all<StepEvent>().size(), std::size_t{6});
    QCOMPARE(heard.all<StepEvent>()[0].losses.size(), std::size_t{9});
    QCOMPARE(heard.all<EvalEvent>().size(), std::size_t{4});  // two, refined and coarse
    QVERIFY(outcome->best.has_value());
    const auto checkpoints = listCheckpoints(run, true);
    QVERIFY(checkpoints.size() <= 2);  // the last and the best
    QCOMPARE(checkpoints.back().iteration, std::int64_t{6});
    for (const SampleEvent& sample : heard.all<SampleEvent>()) {
      QVERIFY(fs::exists(run / sample.mask));
      QVERIFY(fs::exists(run / sample.coarse));
    }
    QCOMPARE(heard.all<SampleEvent>().size(), std::size_t{6});
    QVERIFY(fs::exists(run / kRunSplitName));
    const auto stored = readRunConfig(run);
    SSA_VERIFY_OK(stored);
    QVERIFY(*stored == config);
    QVERIFY(!runHolder(run));
  }

  void resumedRunEqualsTheStraightOneToTheBit_data() {
    QTest::addColumn<bool>("ssa");
    QTest::newRow("plain") << false;
    QTest::newRow("ssa") << true;
  }
  void resumedRunEqualsTheStraightOneToTheBit() {
    QFETCH(bool, ssa);
    TrainConfig config = tinyConfig(data_);
    if (!ssa) config.classifier = ClassifierKind::plain;
    config.optimizer.clip_norm = 5;
    const fs::path straight = tempDir() / (ssa ? "straight-ssa" : "straight"),
                   broken = tempDir() / (ssa ? "broken-ssa" : "broken");
    SSA_VERIFY_OK(trainIn(straight, config));
    const auto stopped = trainIn(broken, config, nullptr, false, stopAfter(broken, 3));
    SSA_VERIFY_OK(stopped);
    QCOMPARE(stopped->state, RunState::stopped);
    QCOMPARE(stopped->reason, std::string("requested"));
    QCOMPARE(stopped->iteration, std::int64_t{3});
    const auto resumed = trainIn(broken, config, nullptr, true);
    SSA_VERIFY_OK(resumed);
    QCOMPARE(resumed->iteration, std::int64_t{6});
    for (const char* file : {"weights.safetensors", "optimizer.safetensors"}) {
      const std::string a = contents(straight / "checkpoints/step-000000006" / file),
                        b = contents(broken / "checkpoints/step-000000006" / file);
      QVERIFY(a.size() > 1000);
      QVERIFY2(a == b, file);
    }
  }

  void folderWithCheckpointsNeedsResume() {
    const fs::path run = tempDir() / "taken";
    fs::create_directories(run);
    SSA_VERIFY_OK(writeCheckpoint(run, 4, {{"weights.safetensors", Bytes(8)}}));
    const auto again = trainIn(run, tinyConfig(data_));
    QVERIFY(!again);
    QCOMPARE(again.error().code, ErrorCode::badOption);
  }

  void secondTrainerIsRefusedAndToldWho() {
    const fs::path run = tempDir() / "busy";
    fs::create_directories(run);
    auto lock = RunLock::take(run);
    SSA_VERIFY_OK(lock);
    const auto refused = trainIn(run, tinyConfig(data_));
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::runBusy);
    QVERIFY(std::string(refused.error().arg("holder")).starts_with(std::to_string(lock->holder().pid)));
    QVERIFY(!fs::exists(run / kRunEventsName));
  }

  void fullDiskLeavesEarlierCheckpoints() {
    const fs::path run = tempDir() / "full";
    Heard heard;
    TrainConfig config = tinyConfig(data_);
    config.checkpoint_interval = 2;
    std::string before;
    const auto outcome = trainIn(run, config, &heard, false, [&](const RunEvent& event) {
      const auto* const saved = std::get_if<CheckpointEvent>(&event.what);
      if (!saved || !before.empty()) return;
      before = contents(run / saved->path / "weights.safetensors");
      setWriteFault({1, ENOSPC, true});
    });
    setWriteFault({});
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().code, ErrorCode::diskFull);
    const auto left = listCheckpoints(run, true);
    QCOMPARE(left.size(), std::size_t{1});
    QCOMPARE(left[0].iteration, std::int64_t{2});
    QVERIFY(contents(left[0].path / "weights.safetensors") == before);
    const auto warnings = heard.all<WarningEvent>();
    QVERIFY(std::any_of(warnings.begin(), warnings.end(),
                        [](const WarningEvent& w) { return w.warning.code == WarningCode::checkpointNotWritten; }));
    // With room again the run goes on.
    const auto resumed = trainIn(run, config, nullptr, true);
    SSA_VERIFY_OK(resumed);
    QCOMPARE(resumed->iteration, std::int64_t{6});
  }

  void runOfANewerProgramIsLeftAlone() {
    const fs::path run = tempDir() / "newer";
    fs::create_directories(run);
    const std::string config = R"({"format": 99, "future": true})";
    SSA_VERIFY_OK(writeFile(run / kRunConfigName, config));
    for (const bool resume : {false, true}) {
      const auto refused = trainIn(run, tinyConfig(data_), nullptr, resume);
      QVERIFY(!refused);
      QCOMPARE(refused.error().code, ErrorCode::newerVersion);
      QCOMPARE(contents(run / kRunConfigName), config);
      QVERIFY(!fs::exists(run / kRunEventsName));
    }
  }

  void badPairsAreSkippedAndNamed() {
    const fs::path data = writeTinySet(tempDir() / "bad-set");
    SSA_VERIFY_OK(writeFile(data / "images/train/picture4.png", "no picture"));
    fs::copy_file(data / "images/train/picture0.png", data / "masks/train/picture7.png", fs::copy_options::overwrite_existing);
    Heard heard;
    TrainConfig config = tinyConfig(data);
    config.iterations = 8;
    SSA_VERIFY_OK(trainIn(tempDir() / "bad", config, &heard));
    std::vector<std::string> named;
    for (const WarningEvent& event : heard.all<WarningEvent>())
      if (event.warning.code == WarningCode::fileSkipped) named.push_back(event.warning.toString());
    QCOMPARE(named.size(), std::size_t{2});
    const auto names = [&](const char* file) {
      return std::any_of(named.begin(), named.end(), [&](const std::string& text) { return text.find(file) != text.npos; });
    };
    QVERIFY(names("picture4"));
    QVERIFY(names("picture7"));
  }

  void setThatOnlyHasForeignIdsTeachesNothing() {
    const fs::path data = writeTinySet(tempDir() / "foreign-set");
    SSA_VERIFY_OK(writeFile(data / "labels.json", LabelSet::numbered(2).toJson()));  // masks hold ids up to 5
    const fs::path run = tempDir() / "foreign";
    const auto outcome = trainIn(run, tinyConfig(data));
    QVERIFY(!outcome);
    QVERIFY2(outcome.error().code == ErrorCode::nothingToLearn || outcome.error().code == ErrorCode::maskIdOutOfRange,
             outcome.error().toString().c_str());
    QVERIFY(listCheckpoints(run).empty());
  }

  void pauseHoldsAndEnds() {
    const fs::path run = tempDir() / "pause";
    std::vector<RunState> states;
    const auto outcome = trainIn(run, tinyConfig(data_), nullptr, false, [&](const RunEvent& event) {
      const auto* const step = std::get_if<StepEvent>(&event.what);
      if (step && step->iteration == 2 && !requestRun(run, RunRequest::pause)) qFatal("no request");
      const auto* const state = std::get_if<StateEvent>(&event.what);
      if (!state) return;
      states.push_back(state->state);
      if (state->state == RunState::paused && !withdrawRequest(run, RunRequest::pause)) qFatal("no request");
    });
    SSA_VERIFY_OK(outcome);
    QCOMPARE(outcome->iteration, std::int64_t{6});
    QVERIFY(std::find(states.begin(), states.end(), RunState::paused) != states.end());
  }

  void runThatDivergesSaysSoAndKeepsItsCheckpoints() {
    TrainConfig config = tinyConfig(data_);
    config.iterations = 40;
    config.checkpoint_interval = 1;
    config.eval_interval = 0;
    config.optimizer.warmup = 0;
    config.optimizer.clip_norm = 0;
    config.optimizer.kind = OptimizerKind::sgd;
    config.optimizer.lr = 1e12;  // one step, and everything after it overflows
    const fs::path run = tempDir() / "diverged";
    Heard heard;
    const auto outcome = trainIn(run, config, &heard);
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().code, ErrorCode::trainingDiverged);
    const auto warnings = heard.all<WarningEvent>();
    const auto bad = std::count_if(warnings.begin(), warnings.end(),
                                   [](const WarningEvent& event) { return event.warning.code == WarningCode::nonFiniteStep; });
    QCOMPARE(bad, 10);
    const auto left = listCheckpoints(run, true);
    QVERIFY(!left.empty());
    SSA_VERIFY_OK(openModel(left.back().path));
    QVERIFY(!runHolder(run));
  }

  void stopIsObeyedDuringValidation() {
    TrainConfig config = tinyConfig(data_);
    config.eval_interval = 3;
    const fs::path run = tempDir() / "stop-in-validation";
    Heard heard;
    const auto outcome = trainIn(run, config, &heard, false, [&](const RunEvent& event) {
      const auto* const state = std::get_if<StateEvent>(&event.what);
      if (state && state->state == RunState::evaluating && !requestRun(run, RunRequest::stop)) qFatal("no request");
    });
    SSA_VERIFY_OK(outcome);
    QCOMPARE(outcome->state, RunState::stopped);
    QCOMPARE(outcome->reason, std::string("requested"));
    QCOMPARE(outcome->iteration, std::int64_t{3});
    QVERIFY(heard.all<EvalEvent>().empty());
    QCOMPARE(listCheckpoints(run, true).back().iteration, std::int64_t{3});
  }

  void dryRunWritesNothingAndMeasures() {
    const fs::path run = tempDir() / "dry";
    NoProgress quiet;
    const auto report = dryRunTraining(tinyConfig(data_), run, {}, quiet);
    SSA_VERIFY_OK(report);
    QVERIFY2(report->refusals.empty(), report->refusals.empty() ? "" : report->refusals[0].toString().c_str());
    QCOMPARE(report->trainPairs, std::int64_t{12});
    QCOMPARE(report->valPairs, std::int64_t{3});
    QVERIFY(report->step_seconds > 0 && report->total_seconds > 0 && report->memory_bytes > 0 && report->disk_bytes > 0);
    QCOMPARE(report->losses.size(), std::size_t{9});
    QVERIFY(!fs::exists(run));
  }

 private:
  fs::path data_;
};

std::unique_ptr<QObject> makeTrainRunTest() { return std::make_unique<TrainRunTest>(); }

#include "train_run_test.moc"

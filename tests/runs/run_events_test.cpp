#include "engine/runs/run_events.h"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmath>
#include <csignal>
#include <limits>
#include <random>

#include "engine/core/append_file.h"
#include "engine/runs/dry_run.h"
#include "engine/runs/run_folder.h"
#include "engine/runs/tfevents.h"
#include "tests/support/runner.h"

namespace ssa {
namespace {

RunEvent step(std::int64_t iteration) {
  StepEvent event;
  event.iteration = iteration;
  event.lr = 1e-4;
  event.losses = {{"loss_z", 1.25}, {"loss_a", 0.5}, {"loss", 1.75}};
  return {1000.5, event};
}

std::vector<RunEvent> oneOfEach() {
  StartEvent start{42, "host", "0123456789abcdef", "ssaseg 1", "cpu", 100, 2000, "abc", 184, 34};
  EvalEvent eval{200, "refined", 55.25, 60, 90, {{"car", 70.5}, {"void", std::nullopt}, {"car", 1.0}}, 3.5};
  StepEvent full{20, 1e-3, {{"decode.loss_ce", 0.1}, {"loss", 0.1}}, 88, 0.5, 0.01, 16, 900, 1.5, 123456789};
  return {{1, start},
          {2, StateEvent{RunState::evaluating, "requested"}},
          {3.25, full},
          {4, eval},
          {5, CheckpointEvent{200, "checkpoints/step-000000200", true}},
          {6, SampleEvent{200, "/data/a.png", "", "samples/000000200/a.png", "samples/000000200/a_coarse.png"}},
          {7, WarningEvent{{WarningCode::nonFiniteStep, {{"iteration", "7"}, {"count", "1"}}}}},
          {8, ErrorEvent{Error(ErrorCode::diskFull, {{"path", "/x"}, {"needed", "5"}})}}};
}

std::string allLines(const std::vector<RunEvent>& events) {
  std::string text;
  for (const RunEvent& event : events) text += toJsonLine(event) + "\n";
  return text;
}

}  // namespace

class RunEventsTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void everyEventSurvivesItsLine() {
    for (const RunEvent& event : oneOfEach()) {
      const std::string line = toJsonLine(event);
      QVERIFY(line.find('\n') == std::string::npos);
      const auto read = parseRunEvent(line);
      SSA_VERIFY_OK(read);
      QCOMPARE(read->what.index(), event.what.index());
      QCOMPARE(toJsonLine(*read), line);
    }
  }

  void theLineSaysWhatTheSpecificationSays() {
    QCOMPARE(toJsonLine({1.5, StateEvent{RunState::paused, "requested"}}),
             std::string(R"({"event":"state","time":1.5,"state":"paused","reason":"requested"})"));
  }

  void lossTermsKeepTheirOrder() {
    const auto read = parseRunEvent(toJsonLine(step(1)));
    SSA_VERIFY_OK(read);
    const auto& losses = std::get<StepEvent>(read->what).losses;
    QCOMPARE(losses.size(), std::size_t{3});
    QCOMPARE(losses[0].first, std::string("loss_z"));
    QCOMPARE(losses[2].first, std::string("loss"));
  }

  void infiniteLossesAreWrittenAndReadAsNotANumber() {
    StepEvent event;
    event.losses = {{"loss", std::numeric_limits<double>::infinity()}};
    const std::string line = toJsonLine({1, event});
    QVERIFY(line.find("null") != std::string::npos);
    const auto read = parseRunEvent(line);
    SSA_VERIFY_OK(read);
    QVERIFY(std::isnan(std::get<StepEvent>(read->what).losses[0].second));
  }

  void linesOfOtherKindsAreRefused_data() {
    QTest::addColumn<QByteArray>("line");
    for (const char* line :
         {"", "x", "[]", "{}", R"({"event":"dance"})", R"({"event":7})", R"({"event":"state","state":"asleep"})",
          R"({"event":"step","iteration":-1})", R"({"event":"step","iteration":1.5})", R"({"event":"step","iteration":1e300})",
          R"({"event":"step","losses":[1]})", R"({"event":"step","losses":{"loss":"high"}})",
          R"({"event":"eval","class_IoU":[["car"]]})", R"({"event":"warning"})", R"({"event":"error","error":5})",
          R"({"event":"sample","mask":5})", R"({"event":"step"} trailing)"})
      QTest::addRow("%s", line) << QByteArray(line);
    QTest::newRow("binary") << QByteArray("\xff\xfe\0\x01junk", 8);
    QTest::newRow("deep") << QByteArray(R"({"event":"step","losses":)") + QByteArray(5000, '[');
  }
  void linesOfOtherKindsAreRefused() {
    QFETCH(QByteArray, line);
    const auto read = parseRunEvent(line.toStdString());
    QVERIFY(!read);
    QCOMPARE(read.error().code, ErrorCode::badConfig);
  }

  /// T9: seeded damage to good lines, from one byte to a third of them; read or refused, never worse.
  void damagedLinesAreReadOrRefused() {
    std::mt19937 random(11);
    int refused = 0;
    const std::vector<RunEvent> events = oneOfEach();
    for (int i = 0; i < 20'000; ++i) {
      std::string line = toJsonLine(events[static_cast<std::size_t>(i) % events.size()]);
      const auto edits = 1 + random() % (i % 10 == 0 ? line.size() / 3 : 3);
      for (std::size_t edit = 0; edit < edits; ++edit) {
        const std::size_t at = random() % line.size();
        if (random() % 3 == 0)
          line.erase(at, random() % 8);
        else
          line[at] = static_cast<char>(random());
        if (line.empty()) line = "{";
      }
      if (!parseRunEvent(line)) ++refused;
      (void)parseDryRunReport(line);
    }
    QVERIFY(refused > 10'000 && refused < 20'000);
  }

  void theReaderFollowsAGrowingFile() {
    const auto run = test::tempDir();
    RunEventReader reader(run);
    auto events = reader.poll();
    SSA_VERIFY_OK(events);
    QVERIFY(events->empty());
    auto file = AppendFile::open(run / kRunEventsName);
    SSA_VERIFY_OK(file);
    SSA_VERIFY_OK(file->appendLine(toJsonLine(step(1))));
    QCOMPARE(reader.poll()->size(), std::size_t{1});
    QCOMPARE(reader.poll()->size(), std::size_t{0});

    // Half a line stays unread until it is whole.
    const std::string line = toJsonLine(step(2)) + "\n";
    const auto bytes = std::as_bytes(std::span(line));
    SSA_VERIFY_OK(file->append(bytes.first(10)));
    QCOMPARE(reader.poll()->size(), std::size_t{0});
    QVERIFY(reader.caughtUp());
    SSA_VERIFY_OK(file->append(bytes.subspan(10)));
    events = reader.poll();
    SSA_VERIFY_OK(events);
    QCOMPARE(events->size(), std::size_t{1});
    QCOMPARE(std::get<StepEvent>(events->front().what).iteration, std::int64_t{2});
  }

  void tornForeignAndEndlessLinesAreSkipped() {
    const auto run = test::tempDir();
    std::string text = toJsonLine(step(1)) + "\n{\"event\":\"st\n\n\xff\xfe\n{\"event\":\"of tomorrow\"}\n";
    text += std::string(9 << 20, 'x') + "\n" + toJsonLine(step(2)) + "\n";
    SSA_VERIFY_OK(writeFile(run / kRunEventsName, text));
    RunEventReader reader(run);
    std::vector<RunEvent> all;
    int polls = 0;
    do {
      const auto events = reader.poll();
      SSA_VERIFY_OK(events);
      all.insert(all.end(), events->begin(), events->end());
      ++polls;
    } while (!reader.caughtUp() && polls < 10);
    QCOMPARE(all.size(), std::size_t{2});
    QCOMPARE(std::get<StepEvent>(all[1].what).iteration, std::int64_t{2});
    QVERIFY(polls > 1);
  }

  void theLogWritesEventsAndTensorBoard() {
    const auto run = test::tempDir();
    {
      auto log = RunLog::open(run);
      SSA_VERIFY_OK(log);
      for (const RunEvent& event : oneOfEach()) SSA_VERIFY_OK(log->write(event));
    }
    RunEventReader reader(run);
    const auto events = reader.poll();
    SSA_VERIFY_OK(events);
    QCOMPARE(allLines(*events), allLines(oneOfEach()));

    std::filesystem::path board;
    for (const auto& entry : std::filesystem::directory_iterator(run))
      if (entry.path().filename().string().starts_with("events.out.tfevents.")) board = entry.path();
    const auto bytes = readFile(board, 1 << 20);
    SSA_VERIFY_OK(bytes);
    const auto scalars = readTfScalars(*bytes, board.string());
    SSA_VERIFY_OK(scalars);
    const auto value = [&](const char* tag) {
      for (const TfScalar& scalar : *scalars)
        if (scalar.tag == tag) return double{scalar.value};
      return -1.0;
    };
    QCOMPARE(value("train/lr"), double{1e-3F});
    QCOMPARE(value("train/decode.loss_ce"), double{0.1F});
    QCOMPARE(value("val/mIoU"), 55.25);
    QCOMPARE(value("val/mAcc"), 60.0);
    QCOMPARE(value("val/aAcc"), 90.0);
    QCOMPARE(value("val/IoU/void"), -1.0);
  }

  /// Reported once, training goes on, nothing is lost.
  void aFullDiskDelaysEventsAndLosesNone() {
    const auto run = test::tempDir();
    const pid_t child = ::fork();
    if (child == 0) {
      std::signal(SIGXFSZ, SIG_IGN);
      auto log = RunLog::open(run);
      const auto limitTo = [](rlim_t bytes) {
        const rlimit limit{bytes, RLIM_INFINITY};
        ::setrlimit(RLIMIT_FSIZE, &limit);
      };
      if (!log || !log->write(step(1))) ::_exit(1);
      limitTo(400);
      int reports = 0;
      for (int i = 2; i <= 10; ++i)
        if (!log->write(step(i))) ++reports;
      limitTo(1 << 20);
      if (!log->write(step(11))) ::_exit(2);
      ::_exit(10 + reports);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    QVERIFY(WIFEXITED(status));
    QCOMPARE(WEXITSTATUS(status), 11);
    RunEventReader reader(run);
    const auto events = reader.poll();
    SSA_VERIFY_OK(events);
    QCOMPARE(events->size(), std::size_t{11});
    for (std::size_t i = 0; i < events->size(); ++i)
      QCOMPARE(std::get<StepEvent>((*events)[i].what).iteration, static_cast<std::int64_t>(i + 1));
  }

  void dryRunReportsSurviveTheirLine() {
    DryRunReport report;
    report.device = "cpu";
    report.trainPairs = 184;
    report.memory_bytes = 3'000'000'000;
    report.step_seconds = 1.25;
    report.losses = {{"z", 1}, {"a", 2}};
    report.refusals = {Error(ErrorCode::datasetUnfit, {{"path", "/d"}, {"reason", "ids"}})};
    report.warnings = {{WarningCode::fileSkipped, {{"path", "/d/x"}}}};
    const auto read = parseDryRunReport(toJsonLine(report));
    SSA_VERIFY_OK(read);
    QCOMPARE(toJsonLine(*read), toJsonLine(report));
    QCOMPARE(read->refusals.front().code, ErrorCode::datasetUnfit);
    for (const char* other : {"", "loading…", "{}", R"({"dry_run":1,"train_pairs":"many"})", R"({"dry_run":1,"refusals":[7]})"})
      QVERIFY2(!parseDryRunReport(other), other);
  }
};

}  // namespace ssa

std::unique_ptr<QObject> makeRunEventsTest() { return std::make_unique<ssa::RunEventsTest>(); }
#include "run_events_test.moc"

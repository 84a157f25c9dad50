// The trainer as a process: killed at any moment, stopped by signals.
#include <signal.h>

#include <QElapsedTimer>
#include <QProcess>
#include <QTest>
#include <fstream>
#include <random>
#include <sstream>

#include "engine/core/safe_file.h"
#include "engine/runs/run_events.h"
#include "engine/runs/run_folder.h"
#include "tests/support/runner.h"
#include "tests/training/tests.h"
#include "tests/training/tiny_set.h"

namespace {

using namespace ssa;
using namespace ssa::test;
namespace fs = std::filesystem;

constexpr int kKills = 5;

std::string contents(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

void start(QProcess& process, const fs::path& config, const fs::path& run, bool resume) {
  QStringList arguments{QStringLiteral("train")};
  if (!resume) arguments << QString::fromStdString(config.string());
  arguments << QStringLiteral("--run") << QString::fromStdString(run.string()) << QStringLiteral("--threads")
            << QStringLiteral("1");
  if (resume) arguments << QStringLiteral("--resume");
  process.start(QStringLiteral(SSA_BINARY_DIR "/bin/ssaseg"), arguments);
}

}  // namespace

class TrainKillTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase() {
    TrainConfig config = tinyConfig(writeTinySet(tempDir() / "set"));
    config.iterations = 40;
    config.checkpoint_interval = 5;
    config.eval_interval = 20;
    config_ = tempDir() / "config.json";
    SSA_VERIFY_OK(writeFile(config_, config.toJson()));
  }

  void killedAndResumedRunEqualsTheStraightOne() {
    const fs::path straight = tempDir() / "straight", killed = tempDir() / "killed";
    QProcess whole;
    start(whole, config_, straight, false);
    QVERIFY(whole.waitForFinished(200000));
    QVERIFY2(whole.exitCode() == 0, whole.readAllStandardError().constData());

    std::mt19937 random(11);
    int kills = 0, before = 0;
    for (int attempt = 0; attempt < 40; ++attempt) {
      QProcess process;
      start(process, config_, killed, attempt > 0 && fs::exists(killed / kRunConfigName));
      if (kills < kKills) {
        // From before the first step to the middle of a checkpoint.
        process.waitForFinished(static_cast<int>(300 + random() % 1500));
        if (process.state() != QProcess::NotRunning) {
          ::kill(static_cast<pid_t>(process.processId()), SIGKILL);
          ++kills;
        }
      }
      QVERIFY(process.state() == QProcess::NotRunning || process.waitForFinished(200000));
      const int now =
          static_cast<int>(listCheckpoints(killed, true).empty() ? 0 : listCheckpoints(killed, true).back().iteration);
      QVERIFY2(now >= before, "a checkpoint was lost");
      before = now;
      if (process.exitStatus() == QProcess::NormalExit) {
        QVERIFY2(process.exitCode() == 0, process.readAllStandardError().constData());
        break;
      }
    }
    QVERIFY(kills > 0);
    for (const char* file : {"weights.safetensors", "optimizer.safetensors"})
      QVERIFY2(contents(straight / "checkpoints/step-000000040" / file) == contents(killed / "checkpoints/step-000000040" / file),
               file);
    RunEventReader reader(killed);
    const auto events = reader.poll();
    SSA_VERIFY_OK(events);
    QVERIFY(events->size() > 40);
    std::printf("killed %d times, resumed, weights equal to the bit\n", kills);
  }

  void signalsSaveAndStopInTime_data() {
    QTest::addColumn<int>("signal");
    QTest::newRow("SIGTERM") << SIGTERM;
    QTest::newRow("SIGUSR1") << SIGUSR1;
  }
  void signalsSaveAndStopInTime() {
    QFETCH(int, signal);
    const fs::path run = tempDir() / ("signal" + std::to_string(signal));
    QProcess process;
    start(process, config_, run, false);
    QTRY_VERIFY_WITH_TIMEOUT(contents(run / kRunEventsName).find("\"event\":\"step\"") != std::string::npos, 60000);
    QElapsedTimer timer;
    timer.start();
    ::kill(static_cast<pid_t>(process.processId()), signal);
    QVERIFY(process.waitForFinished(30000));
    std::printf("%s: saved and stopped in %.2f s\n", QTest::currentDataTag(), static_cast<double>(timer.elapsed()) / 1000);
    QVERIFY(timer.elapsed() < 5000);
    QCOMPARE(process.exitCode(), 130);
    const auto newest = newestCheckpoint(run);
    QVERIFY(newest.has_value());
    QVERIFY(contents(run / kRunEventsName).find("\"stopped\"") != std::string::npos);
  }

  void secondTrainerNamesTheFirst() {
    const fs::path run = tempDir() / "two";
    QProcess first, second;
    start(first, config_, run, false);
    QTRY_VERIFY_WITH_TIMEOUT(runHolder(run).has_value(), 60000);
    const std::string holder = std::to_string(runHolder(run)->pid);
    QCOMPARE(holder, std::to_string(first.processId()));
    start(second, config_, run, false);
    QVERIFY(second.waitForFinished(60000));
    QCOMPARE(second.exitCode(), 1);
    QVERIFY(second.readAllStandardError().contains(holder.c_str()));
    ::kill(static_cast<pid_t>(first.processId()), SIGKILL);
    QVERIFY(first.waitForFinished(30000));
    QVERIFY(!runHolder(run));
  }

 private:
  fs::path config_;
};

std::unique_ptr<QObject> makeTrainKillTest() { return std::make_unique<TrainKillTest>(); }

#include "train_kill_test.moc"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <random>
#include <thread>

#include "engine/runs/run_folder.h"
#include "tests/support/runner.h"

namespace ssa {
namespace {

namespace fs = std::filesystem;

std::vector<CheckpointFile> files(std::size_t bytes, int fill) {
  return {{"weights.safetensors", Bytes(bytes, static_cast<std::byte>(fill))},
          {"state.json", Bytes(20, static_cast<std::byte>('0' + fill % 10))}};
}

std::vector<std::int64_t> iterations(const std::vector<RunCheckpoint>& checkpoints) {
  std::vector<std::int64_t> found;
  for (const RunCheckpoint& checkpoint : checkpoints) found.push_back(checkpoint.iteration);
  return found;
}
using Iterations = std::vector<std::int64_t>;

int entries(const fs::path& folder) {
  return static_cast<int>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

}  // namespace

class CheckpointTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void aWrittenCheckpointIsFoundAndVerifies() {
    const auto run = test::tempDir();
    QVERIFY(listCheckpoints(run).empty());
    QVERIFY(!newestCheckpoint(run).has_value());
    const auto written = writeCheckpoint(run, 200, files(1000, 1));
    SSA_VERIFY_OK(written);
    QCOMPARE(written->path, run / "checkpoints" / "step-000000200");
    QCOMPARE(iterations(listCheckpoints(run, true)), Iterations{200});
    QCOMPARE(readFile(written->path / "weights.safetensors", 1 << 20)->size(), std::size_t{1000});
  }

  void theNewestWholeOneIsTaken() {
    const auto run = test::tempDir();
    for (const int iteration : {1000, 200, 90}) SSA_VERIFY_OK(writeCheckpoint(run, iteration, files(1000, 1)));
    QCOMPARE(iterations(listCheckpoints(run)), (Iterations{90, 200, 1000}));
    QCOMPARE(newestCheckpoint(run)->iteration, std::int64_t{1000});

    const fs::path newest = run / "checkpoints" / "step-000001000";
    // Same size, other bytes: only the hash tells.
    SSA_VERIFY_OK(writeFile(newest / "weights.safetensors", Bytes(1000, std::byte{9})));
    QCOMPARE(listCheckpoints(run).size(), std::size_t{3});
    QCOMPARE(iterations(listCheckpoints(run, true)), (Iterations{90, 200}));
    QCOMPARE(newestCheckpoint(run)->iteration, std::int64_t{200});

    fs::resize_file(run / "checkpoints" / "step-000000200" / "state.json", 19);
    QCOMPARE(newestCheckpoint(run)->iteration, std::int64_t{90});
    fs::remove(run / "checkpoints" / "step-000000090" / "DONE");
    QVERIFY(!newestCheckpoint(run).has_value());
  }

  void foreignFoldersAreNoCheckpoints() {
    const auto run = test::tempDir();
    SSA_VERIFY_OK(writeCheckpoint(run, 5, files(10, 1)));
    const fs::path place = run / "checkpoints";
    const fs::path real = place / "step-000000005";
    fs::create_directory(place / "step-");
    fs::create_directory(place / "step-7x");
    fs::copy(real, place / "step-000000009.tmp");
    fs::copy(real, place / "backup");
    fs::create_directory_symlink(real, place / "step-000000011");
    const auto done = [&](const char* name, const char* text) {
      fs::create_directory(place / name);
      (void)writeFile(place / name / "DONE", std::string_view(text));
    };
    done("step-000000012", "{}");
    done("step-000000013", "not json");
    done("step-000000014", R"({"format":1,"files":{"../../run.lock":{"size":0,"sha256":""}}})");
    done("step-000000015", R"({"format":1,"files":{}})");
    done("step-000000016", R"({"format":2,"files":{"DONE":{"size":1,"sha256":""}}})");
    QCOMPARE(iterations(listCheckpoints(run)), Iterations{5});
  }

  void aRepeatedIterationReplacesTheEarlierOne() {
    const auto run = test::tempDir();
    SSA_VERIFY_OK(writeCheckpoint(run, 5, files(10, 1)));
    SSA_VERIFY_OK(writeCheckpoint(run, 5, files(30, 2)));
    QCOMPARE(iterations(listCheckpoints(run, true)), Iterations{5});
    QCOMPARE(fs::file_size(run / "checkpoints" / "step-000000005" / "weights.safetensors"), std::uintmax_t{30});
    QCOMPARE(entries(run / "checkpoints"), 1);
  }

  void pruningKeepsTheLastAndTheBest() {
    const auto run = test::tempDir();
    for (int i = 1; i <= 6; ++i) SSA_VERIFY_OK(writeCheckpoint(run, i * 10, files(10, i)));
    fs::create_directories(run / "checkpoints" / "step-000000070.tmp");
    fs::create_directories(run / "checkpoints" / "step-000000080");  // of another program, perhaps a newer one
    pruneCheckpoints(run, 2, 20);
    QCOMPARE(iterations(listCheckpoints(run, true)), (Iterations{20, 50, 60}));
    QVERIFY(!fs::exists(run / "checkpoints" / "step-000000070.tmp"));
    QVERIFY(fs::exists(run / "checkpoints" / "step-000000080"));
    pruneCheckpoints(run / "absent", 2, 0);
  }

  void aFullDiskHarmsNoEarlierCheckpoint() {
    const auto run = test::tempDir();
    SSA_VERIFY_OK(writeCheckpoint(run, 1, files(1000, 1)));
    const pid_t child = ::fork();
    if (child == 0) {
      std::signal(SIGXFSZ, SIG_IGN);
      const rlimit limit{5000, RLIM_INFINITY};
      ::setrlimit(RLIMIT_FSIZE, &limit);
      const auto written = writeCheckpoint(run, 2, files(10'000, 2));
      const auto replaced = writeCheckpoint(run, 1, files(10'000, 2));
      ::_exit(!written && written.error().code == ErrorCode::diskFull && !replaced ? 0 : 1);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    QCOMPARE(WEXITSTATUS(status), 0);
    QCOMPARE(iterations(listCheckpoints(run, true)), Iterations{1});
    QCOMPARE(entries(run / "checkpoints"), 1);
  }

  /// T10: whenever the trainer is killed while it saves, the newest checkpoint found is whole and no older than
  /// the last one it had finished.
  void killedWritersLeaveWholeCheckpoints() {
    const auto run = test::tempDir();
    std::mt19937 random(3);
    std::int64_t reached = 0;
    int unfinished = 0;
    for (int kill = 0; kill < 40 || (reached <= 5 && kill < 400); ++kill) {
      const pid_t child = ::fork();
      if (child == 0)
        for (std::int64_t i = reached + 1;; ++i) {
          (void)writeCheckpoint(run, i, files(1 << 16, static_cast<int>(i)));
          // Every third is written again, as after a resume.
          if (i % 3 == 0) (void)writeCheckpoint(run, i, files(1 << 16, static_cast<int>(i)));
          pruneCheckpoints(run, 3, 0);
        }
      std::this_thread::sleep_for(std::chrono::microseconds(2000 + random() % 80'000));
      ::kill(child, SIGKILL);
      ::waitpid(child, nullptr, 0);
      const auto newest = newestCheckpoint(run);
      if (newest) {
        QVERIFY(newest->iteration >= reached);
        reached = newest->iteration;
        // None that looks whole by its sizes fails its hashes.
        QCOMPARE(listCheckpoints(run, true).size(), listCheckpoints(run).size());
      } else {
        QCOMPARE(reached, std::int64_t{0});
      }
      for (const auto& entry : fs::directory_iterator(run / "checkpoints"))
        if (entry.path().extension() == ".tmp") ++unfinished;
    }
    QVERIFY(reached > 5);
    QVERIFY(unfinished > 0);
    pruneCheckpoints(run, 1, 0);
    QCOMPARE(entries(run / "checkpoints"), 1);
    qInfo("%lld checkpoints, %d unfinished folders met", static_cast<long long>(reached), unfinished);
  }

  void theBestIsRemembered() {
    const auto run = test::tempDir();
    QVERIFY(!readBest(run).has_value());
    SSA_VERIFY_OK(writeBest(run, {400, 56.5}));
    QCOMPARE(*readBest(run), (RunBest{400, 56.5}));
    SSA_VERIFY_OK(writeFile(run / kRunBestName, std::string_view("{\"iteration\":-4}")));
    QVERIFY(!readBest(run).has_value());
  }
};

}  // namespace ssa

std::unique_ptr<QObject> makeCheckpointTest() { return std::make_unique<ssa::CheckpointTest>(); }
#include "checkpoint_test.moc"

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <thread>

#include "engine/runs/run_folder.h"
#include "tests/support/runner.h"

namespace ssa {
namespace {

/// A process that holds the lock until it is killed.
class Holder {
 public:
  explicit Holder(const std::filesystem::path& run) {
    int ready[2];
    if (::pipe(ready) != 0) return;
    pid_ = ::fork();
    if (pid_ == 0) {
      const auto lock = RunLock::take(run);
      const char answer = lock ? 'y' : 'n';
      if (::write(ready[1], &answer, 1) != 1) ::_exit(1);
      while (true) ::pause();
    }
    char answer = 'n';
    holds_ = ::read(ready[0], &answer, 1) == 1 && answer == 'y';
    ::close(ready[0]);
    ::close(ready[1]);
  }
  ~Holder() { kill(); }
  void kill() {
    if (pid_ <= 0) return;
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
    pid_ = -1;
  }
  bool holds() const { return holds_; }
  pid_t pid() const { return pid_; }

 private:
  pid_t pid_ = -1;
  bool holds_ = false;
};

}  // namespace

class RunLockTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void theSecondTrainerIsRefusedAndToldWhoHolds() {
    const auto run = test::tempDir();
    Holder first(run);
    QVERIFY(first.holds());
    const auto second = RunLock::take(run);
    QVERIFY(!second);
    QCOMPARE(second.error().code, ErrorCode::runBusy);
    QVERIFY(std::string(second.error().arg("holder")).starts_with(std::to_string(first.pid()) + "@"));
    const auto holder = runHolder(run);
    QVERIFY(holder.has_value());
    QCOMPARE(holder->pid, static_cast<std::int64_t>(first.pid()));
    QCOMPARE(holder->session.size(), std::size_t{16});
    QVERIFY(holder->started > 1'700'000'000);
  }

  void aKilledTrainerHoldsNothing() {
    const auto run = test::tempDir();
    Holder first(run);
    QVERIFY(runHolder(run).has_value());
    first.kill();
    QVERIFY(!runHolder(run).has_value());
    QVERIFY(std::filesystem::exists(run / kRunLockName));  // what it left is no lock
    SSA_VERIFY_OK(RunLock::take(run));
  }

  void withinOneProcessTooThereIsOneHolder() {
    const auto run = test::tempDir();
    auto lock = RunLock::take(run);
    SSA_VERIFY_OK(lock);
    QVERIFY(!RunLock::take(run));
    QCOMPARE(runHolder(run)->session, lock->holder().session);
    {
      const RunLock moved = *std::move(lock);
      QVERIFY(runHolder(run).has_value());
    }
    QVERIFY(!runHolder(run).has_value());
  }

  /// Two processes start at the same moment, many times: never both. The winner waits until the other has ended.
  void ofTwoAtOnceExactlyOneGetsIt() {
    const auto run = test::tempDir();
    for (int round = 0; round < 50; ++round) {
      int go[2];
      QCOMPARE(::pipe(go), 0);
      for (int i = 0; i < 2; ++i) {
        if (::fork() != 0) continue;
        ::alarm(20);
        const auto lock = RunLock::take(run);
        if (!lock) ::_exit(lock.error().code == ErrorCode::runBusy ? 1 : 2);
        char byte = 0;
        ::_exit(::read(go[0], &byte, 1) == 1 ? 0 : 3);
      }
      int status = 0;
      ::wait(&status);
      QVERIFY(WIFEXITED(status));
      QCOMPARE(WEXITSTATUS(status), 1);
      QCOMPARE(::write(go[1], "x", 1), ssize_t{1});
      ::wait(&status);
      QVERIFY(WIFEXITED(status));
      QCOMPARE(WEXITSTATUS(status), 0);
      ::close(go[0]);
      ::close(go[1]);
    }
  }

  void askingDoesNotKeepATrainerOut() {
    const auto run = test::tempDir();
    SSA_VERIFY_OK(RunLock::take(run));
    std::jthread asking([&](const std::stop_token& stop) {
      while (!stop.stop_requested()) (void)runHolder(run);
    });
    for (int i = 0; i < 300; ++i) SSA_VERIFY_OK(RunLock::take(run));
  }

  void foreignFilesInPlaceOfTheLockAreSurvived() {
    const auto run = test::tempDir();
    QVERIFY(!runHolder(run).has_value());
    std::filesystem::create_symlink("/etc/passwd", run / kRunLockName);
    QVERIFY(!RunLock::take(run));
    QVERIFY(!runHolder(run).has_value());
    QVERIFY(!RunLock::take(run / "absent"));
    std::filesystem::remove(run / kRunLockName);
    SSA_VERIFY_OK(writeFile(run / kRunLockName, std::string_view("{\"pid\":\"x\"")));
    const auto lock = RunLock::take(run);
    SSA_VERIFY_OK(lock);
    QCOMPARE(runHolder(run)->session, lock->holder().session);
  }

  void requestsComeAndGo() {
    const auto run = test::tempDir();
    for (const RunRequest request : {RunRequest::pause, RunRequest::save, RunRequest::stop}) {
      QVERIFY(!requested(run, request));
      SSA_VERIFY_OK(withdrawRequest(run, request));
      SSA_VERIFY_OK(requestRun(run, request));
      SSA_VERIFY_OK(requestRun(run, request));
      QVERIFY(requested(run, request));
      SSA_VERIFY_OK(withdrawRequest(run, request));
      QVERIFY(!requested(run, request));
    }
    QCOMPARE(requestRun(run / "absent", RunRequest::stop).error().code, ErrorCode::fileNotFound);
  }
};

}  // namespace ssa

std::unique_ptr<QObject> makeRunLockTest() { return std::make_unique<ssa::RunLockTest>(); }
#include "run_lock_test.moc"

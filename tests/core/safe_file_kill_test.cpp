#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <random>
#include <thread>

#include "engine/core/hash.h"
#include "engine/core/safe_file.h"
#include "tests/support/runner.h"

namespace ssa {
namespace {

constexpr int kKills = 40;
constexpr std::size_t kFileBytes = 1 << 20;
constexpr std::size_t kDigest = 64;

/// A text that proves its own wholeness: noise, then its hash.
std::string sealed(std::uint64_t seed) {
  std::mt19937_64 random(seed);
  std::string text;
  while (text.size() < kFileBytes) text += std::to_string(random());
  return text + sha256(std::as_bytes(std::span(text)));
}

bool isWhole(const std::string& text) {
  if (text.size() < kDigest) return false;
  const std::string body = text.substr(0, text.size() - kDigest);
  return sha256(std::as_bytes(std::span(body))) == text.substr(body.size());
}

}  // namespace

class SafeFileKillTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  /// T10: a process killed at any moment of saving leaves the old or the new file.
  void killedWritersLeaveAWholeFile() {
    const auto folder = test::tempDir();
    const auto path = folder / "document";
    const std::string contents[] = {sealed(1), sealed(2), sealed(3)};
    SSA_VERIFY_OK(writeFile(path, contents[0]));
    std::mt19937 random(7);
    for (int kill = 0; kill < kKills; ++kill) {
      const pid_t child = ::fork();
      QVERIFY(child >= 0);
      if (child == 0)
        for (unsigned i = 0;; ++i) (void)writeFile(path, contents[i % 3]);
      std::this_thread::sleep_for(std::chrono::microseconds(500 + random() % 20'000));
      ::kill(child, SIGKILL);
      int status = 0;
      ::waitpid(child, &status, 0);
      QVERIFY(WIFSIGNALED(status));
      const auto bytes = readFile(path, 1 << 30);
      SSA_VERIFY_OK(bytes);
      QVERIFY(isWhole(std::string(reinterpret_cast<const char*>(bytes->data()), bytes->size())));
    }
    const int left = sweepStaleTemporaries(folder, std::chrono::seconds(0));
    qInfo("%d kills, %d temporaries left behind and swept", kKills, left);
    QCOMPARE(std::distance(std::filesystem::directory_iterator(folder), std::filesystem::directory_iterator()),
             std::ptrdiff_t{1});
  }
};

}  // namespace ssa

std::unique_ptr<QObject> makeSafeFileKillTest() { return std::make_unique<ssa::SafeFileKillTest>(); }
#include "safe_file_kill_test.moc"

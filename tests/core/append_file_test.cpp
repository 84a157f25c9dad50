#include "engine/core/append_file.h"

#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <string>

#include "engine/core/safe_file.h"
#include "tests/support/runner.h"

namespace ssa {
namespace {

std::string contents(const std::filesystem::path& path) {
  const auto bytes = readFile(path, 1 << 20);
  return bytes ? std::string(reinterpret_cast<const char*>(bytes->data()), bytes->size()) : "unreadable";
}

/// Runs `work` in a process that may write files of `bytes` at most; its return value is the exit code.
template <class Work>
int withFullDisk(rlim_t bytes, Work work) {
  const pid_t child = ::fork();
  if (child == 0) {
    std::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{bytes, RLIM_INFINITY};
    ::setrlimit(RLIMIT_FSIZE, &limit);
    ::_exit(work());
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace

class AppendFileTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void linesFollowEachOtherOverSeveralOpenings() {
    const auto path = test::tempDir() / "log";
    for (const char* line : {"one", "two"}) {
      auto file = AppendFile::open(path);
      SSA_VERIFY_OK(file);
      SSA_VERIFY_OK(file->appendLine(line));
    }
    QCOMPARE(contents(path), std::string("one\ntwo\n"));
  }

  void aLineTornByAKilledWriterStaysOneLine() {
    const auto path = test::tempDir() / "torn";
    SSA_VERIFY_OK(writeFile(path, std::string_view("whole\nhal")));
    auto file = AppendFile::open(path);
    SSA_VERIFY_OK(file);
    SSA_VERIFY_OK(file->appendLine("next"));
    QCOMPARE(contents(path), std::string("whole\nhal\nnext\n"));
  }

  void aFullDiskLeavesWholeLinesAndIsNamed() {
    const auto path = test::tempDir() / "full";
    const int outcome = withFullDisk(10, [&] {
      auto file = AppendFile::open(path);
      if (!file || !file->appendLine("12345")) return 1;
      const auto refused = file->appendLine("123456789");  // 4 of its 10 bytes fit
      if (refused || refused.error().code != ErrorCode::diskFull) return 2;
      const rlimit freed{100, RLIM_INFINITY};
      ::setrlimit(RLIMIT_FSIZE, &freed);
      return file->appendLine("after") ? 0 : 3;
    });
    QCOMPARE(outcome, 0);
    QCOMPARE(contents(path), std::string("12345\nafter\n"));
  }

  void bytesThatDoNotFitAreTakenBack() {
    const auto path = test::tempDir() / "records";
    const std::string record = "123456";
    const int outcome = withFullDisk(10, [&] {
      auto file = AppendFile::open(path);
      if (!file || !file->append(std::as_bytes(std::span(record)))) return 1;
      return file->append(std::as_bytes(std::span(record))) ? 2 : 0;
    });
    QCOMPARE(outcome, 0);
    QCOMPARE(contents(path), record);
  }

  void linksFoldersAndPipesAreRefused() {
    const auto folder = test::tempDir();
    SSA_VERIFY_OK(writeFile(folder / "file", std::string_view("x")));
    std::filesystem::create_symlink(folder / "file", folder / "link");
    std::filesystem::create_directory(folder / "folder");
    QCOMPARE(::mkfifo((folder / "pipe").c_str(), 0600), 0);
    for (const char* name : {"link", "folder", "pipe"}) {
      const auto opened = AppendFile::open(folder / name);
      QVERIFY2(!opened, name);
      QCOMPARE(opened.error().code, ErrorCode::notAFile);
    }
    const auto nowhere = AppendFile::open(folder / "absent" / "log");
    QVERIFY(!nowhere);
    QCOMPARE(nowhere.error().code, ErrorCode::fileNotFound);
    QCOMPARE(contents(folder / "file"), std::string("x"));
  }
};

}  // namespace ssa

std::unique_ptr<QObject> makeAppendFileTest() { return std::make_unique<ssa::AppendFileTest>(); }
#include "append_file_test.moc"

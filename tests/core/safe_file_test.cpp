#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <fstream>
#include <set>

#include "engine/core/safe_file.h"
#include "tests/support/runner.h"

namespace ssa {
namespace {

namespace fs = std::filesystem;

std::string contentOf(const fs::path& path) {
  const auto bytes = readFile(path, 1 << 30);
  return bytes ? std::string(reinterpret_cast<const char*>(bytes->data()), bytes->size()) : bytes.error().toString();
}

int entriesIn(const fs::path& folder) {
  return static_cast<int>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

/// Runs in a child process so that limits and lost privileges end with it; true when `work` returned true.
template <class Work>
bool inChild(Work work) {
  const pid_t child = ::fork();
  if (child == 0) ::_exit(work() ? 0 : 1);
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

constexpr uid_t kNobody = 65534;

}  // namespace

class SafeFileTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void cleanup() { setWriteFault({}); }

  void writesAndReplaces() {
    const fs::path folder = test::tempDir();
    SSA_VERIFY_OK(writeFile(folder / "a", "first"));
    QCOMPARE(contentOf(folder / "a"), std::string("first"));
    SSA_VERIFY_OK(writeFile(folder / "a", "second, longer"));
    QCOMPARE(contentOf(folder / "a"), std::string("second, longer"));
    SSA_VERIFY_OK(writeFile(folder / "a", ""));
    QCOMPARE(contentOf(folder / "a"), std::string());
    QCOMPARE(entriesIn(folder), 1);
  }

  void permissionsOfTheOldFileStay() {
    const fs::path path = test::tempDir() / "a";
    SSA_VERIFY_OK(writeFile(path, "x"));
    ::chmod(path.c_str(), 0640);
    SSA_VERIFY_OK(writeFile(path, "y"));
    struct stat status {};
    ::stat(path.c_str(), &status);
    QCOMPARE(status.st_mode & 0777U, 0640U);
  }

  void aRelativeNameMeansTheCurrentFolder() {
    const fs::path folder = test::tempDir(), before = fs::current_path();
    fs::current_path(folder);
    const auto done = writeFile("plain", "x");
    fs::current_path(before);
    SSA_VERIFY_OK(done);
    QCOMPARE(contentOf(folder / "plain"), std::string("x"));
  }

  void oddTargetsAreRefused() {
    const fs::path folder = test::tempDir();
    SSA_VERIFY_OK(writeFile(folder / "real", "keep"));
    fs::create_symlink(folder / "real", folder / "link");
    fs::create_symlink(folder / "nowhere", folder / "dangling");
    fs::create_directory(folder / "dir");
    QCOMPARE(::mkfifo((folder / "pipe").c_str(), 0600), 0);
    for (const char* name : {"link", "dangling", "dir", "pipe"}) {
      const auto done = writeFile(folder / name, "new");
      QVERIFY2(!done.ok(), name);
      QCOMPARE(done.error().code, ErrorCode::notAFile);
    }
    QCOMPARE(writeFile("/dev/null", "new").error().code, ErrorCode::notAFile);
    QCOMPARE(contentOf(folder / "real"), std::string("keep"));
    QVERIFY(!fs::exists(folder / "nowhere"));
    QCOMPARE(writeFile(folder / "absent" / "x", "new").error().code, ErrorCode::fileNotFound);
    QCOMPARE(writeFile(folder / "real" / "x", "new").error().code, ErrorCode::notAFolder);
    QCOMPARE(writeFile(folder / "..", "new").error().code, ErrorCode::notAFile);
    QCOMPARE(entriesIn(folder), 5);
  }

  void writeProtectionIsRespected() {
    const fs::path folder = test::tempDir();
    fs::permissions(folder, fs::perms::all);
    SSA_VERIFY_OK(writeFile(folder / "protected", "keep"));
    ::chmod((folder / "protected").c_str(), 0444);
    fs::create_directory(folder / "closed");
    ::chmod((folder / "closed").c_str(), 0555);
    const bool refused = inChild([&] {
      if (::geteuid() == 0 && ::seteuid(kNobody) != 0) return false;  // root may write anything
      const auto file = writeFile(folder / "protected", "new"), inFolder = writeFile(folder / "closed" / "x", "new");
      return !file && file.error().code == ErrorCode::permissionDenied && !inFolder &&
             inFolder.error().code == ErrorCode::permissionDenied;
    });
    QVERIFY(refused);
    QCOMPARE(contentOf(folder / "protected"), std::string("keep"));
    QCOMPARE(entriesIn(folder), 2);
  }

  /// T13: the n-th system call fails, once or from then on.
  void everyFailingCallLeavesTheOldFile_data() {
    QTest::addColumn<int>("code");
    QTest::addColumn<bool>("sticky");
    for (const bool sticky : {false, true}) {
      QTest::addRow("ENOSPC %d", sticky) << ENOSPC << sticky;
      QTest::addRow("EDQUOT %d", sticky) << EDQUOT << sticky;
      QTest::addRow("EIO %d", sticky) << EIO << sticky;
      QTest::addRow("EACCES %d", sticky) << EACCES << sticky;
      QTest::addRow("EINTR %d", sticky) << EINTR << sticky;
      QTest::addRow("short write %d", sticky) << 0 << sticky;
    }
  }
  void everyFailingCallLeavesTheOldFile() {
    QFETCH(int, code);
    QFETCH(bool, sticky);
    const fs::path folder = test::tempDir(), path = folder / "file";
    const std::string oldText = "the old file", newText(10'000, 'n');
    int failures = 0, call = 1;
    for (;; ++call) {
      SSA_VERIFY_OK(writeFile(path, oldText));
      setWriteFault({.call = call, .code = code, .sticky = sticky});
      const auto done = writeFile(path, newText);
      setWriteFault({});
      QCOMPARE(entriesIn(folder), 1);
      const std::string found = contentOf(path);
      if (done) {
        QCOMPARE(found, newText);
      } else {
        ++failures;
        QVERIFY(found == oldText || found == newText);
        if (code == ENOSPC || code == EDQUOT) QCOMPARE(done.error().code, ErrorCode::diskFull);
        if (code == EIO) QCOMPARE(done.error().code, ErrorCode::writeFailed);
      }
      // The writer makes ten calls, a few more when writes are short.
      if (call > 12) break;
      if (found == newText && !done) QVERIFY2(call >= 10, "only the folder's own sync comes after the rename");
    }
    const bool harmless = code == 0 || (code == EINTR && !sticky);
    if (harmless)
      QCOMPARE(failures, 0);
    else
      QVERIFY(failures >= 9);
  }

  /// T14: a limit the kernel enforces at the exact byte.
  void aFullDiskIsNamedAndHarmless() {
    const fs::path folder = test::tempDir(), path = folder / "file";
    SSA_VERIFY_OK(writeFile(path, "old"));
    const bool named = inChild([&] {
      std::signal(SIGXFSZ, SIG_IGN);
      rlimit limit{1 << 20, RLIM_INFINITY};
      if (::setrlimit(RLIMIT_FSIZE, &limit) != 0) return false;
      const auto full = writeFile(path, std::string(3 << 20, 'x'));
      if (full || full.error().code != ErrorCode::diskFull || full.error().arg("needed").empty()) return false;
      return contentOf(path) == "old" && writeFile(path, std::string(1 << 19, 'y')).ok();
    });
    QVERIFY(named);
    QCOMPARE(contentOf(path).size(), std::size_t{1 << 19});
    QCOMPARE(entriesIn(folder), 1);
  }

  void aRealFullFileSystemIsNamedAndRetryWorks() {
    const fs::path self = fs::read_symlink("/proc/self/exe"), folder = test::tempDir();
    const std::string command = "unshare -Urm sh -c 'mount -t tmpfs -o size=1m none " + folder.string() + " && exec " +
                                self.string() + " --fill-folder " + folder.string() + "' 2>/dev/null";
    const int status = std::system(command.c_str());
    const int code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    if (code != 0 && code != 3) QSKIP("no user namespaces here: unshare or mount refused");
    QCOMPARE(code, 0);
  }

  void namesOfEveryKindRoundTrip_data() {
    QTest::addColumn<QByteArray>("name");
    for (const char* name : {"ünïcode", "u\xCC\x88nfd", "\xF0\x9F\x8C\xB3.png", "\xD7\xA9\xD7\x9C", "new\nline", "-dash",
                             " space ", "%2e", "con", "\xff\xfe"})
      QTest::newRow(QByteArray(name).toPercentEncoding().constData()) << QByteArray(name);
    QTest::newRow("255 bytes") << QByteArray(255, 'n');
  }
  void namesOfEveryKindRoundTrip() {
    QFETCH(QByteArray, name);
    const fs::path folder = test::tempDir(), path = folder / name.toStdString();
    SSA_VERIFY_OK(writeFile(path, "x"));
    SSA_VERIFY_OK(writeFile(path, "y"));
    QCOMPARE(contentOf(path), std::string("y"));
    QCOMPARE(entriesIn(folder), 1);
  }

  void pathsNearTheLimitWork() {
    fs::path folder = test::tempDir();
    while (folder.native().size() < 3'700) folder /= std::string(200, 'd');
    fs::create_directories(folder);
    SSA_VERIFY_OK(writeFile(folder / std::string(200, 'f'), "deep"));
    QCOMPARE(contentOf(folder / std::string(200, 'f')), std::string("deep"));
    QVERIFY(!writeFile(folder / std::string(300, 'f'), "long").ok());
  }

  void onlyOldTemporariesOfOurOwnAreSwept() {
    const fs::path folder = test::tempDir();
    const auto make = [&](const std::string& name, bool aged) {
      std::ofstream(folder / name) << "x";
      if (!aged) return;
      const timespec old[2] = {{::time(nullptr) - 2 * 86'400, 0}, {::time(nullptr) - 2 * 86'400, 0}};
      ::utimensat(AT_FDCWD, (folder / name).c_str(), old, 0);
    };
    make(".mask.png.1234.0123456789abcdef.ssa-tmp", true);
    make(".mask.png.1234.0123456789abcde0.ssa-tmp", false);
    const std::vector<std::string> foreign{"mask.png.1234.0123456789abcdef.ssa-tmp",
                                           ".mask.png.x.0123456789abcdef.ssa-tmp",
                                           ".mask.png.1234.0123.ssa-tmp",
                                           ".mask.png",
                                           "other.ssa-tmp",
                                           ".ssa-tmp"};
    for (const auto& name : foreign) make(name, true);
    fs::create_symlink(folder / ".mask.png", folder / ".link.1.0123456789abcdef.ssa-tmp");
    QCOMPARE(sweepStaleTemporaries(folder), 1);
    QVERIFY(!fs::exists(folder / ".mask.png.1234.0123456789abcdef.ssa-tmp"));
    QVERIFY(fs::exists(folder / ".mask.png.1234.0123456789abcde0.ssa-tmp"));
    for (const auto& name : foreign) QVERIFY2(fs::exists(folder / name), name.c_str());
    QCOMPARE(sweepStaleTemporaries(folder, std::chrono::seconds(0)), 1);
    QCOMPARE(sweepStaleTemporaries(folder / "absent"), 0);
  }

  void readingRefusesWhatIsNoFile() {
    const fs::path folder = test::tempDir();
    QCOMPARE(::mkfifo((folder / "pipe").c_str(), 0600), 0);
    fs::create_symlink(folder / "loop", folder / "loop");
    QCOMPARE(readFile(folder / "pipe", 10).error().code, ErrorCode::notAFile);
    QCOMPARE(readFile("/dev/zero", 10).error().code, ErrorCode::notAFile);
    QCOMPARE(readFile(folder, 10).error().code, ErrorCode::notAFile);
    QCOMPARE(readFile(folder / "absent", 10).error().code, ErrorCode::fileNotFound);
    QCOMPARE(readFile(folder / "loop", 10).error().code, ErrorCode::readFailed);
  }

  void readingStopsAtTheLimit() {
    const fs::path folder = test::tempDir();
    SSA_VERIFY_OK(writeFile(folder / "ten", "0123456789"));
    SSA_VERIFY_OK(readFile(folder / "ten", 10));
    const auto over = readFile(folder / "ten", 9);
    QCOMPARE(over.error().code, ErrorCode::fileTooLarge);
    QCOMPARE(over.error().arg("bytes"), std::string_view("10"));
    QCOMPARE(::truncate((folder / "ten").c_str(), off_t{1} << 40), 0);
    QCOMPARE(readFile(folder / "ten", 1 << 20).error().code, ErrorCode::fileTooLarge);
  }

  void filesWithoutASizeAreRead() { QVERIFY(contentOf("/proc/self/stat").size() > 20); }

  void unreadableFilesAreNamed() {
    const fs::path folder = test::tempDir();
    fs::permissions(folder, fs::perms::all);
    SSA_VERIFY_OK(writeFile(folder / "secret", "x"));
    ::chmod((folder / "secret").c_str(), 0);
    QVERIFY(inChild([&] {
      if (::geteuid() == 0 && ::seteuid(kNobody) != 0) return false;
      const auto read = readFile(folder / "secret", 10);
      return !read && read.error().code == ErrorCode::permissionDenied;
    }));
  }
};

}  // namespace ssa

std::unique_ptr<QObject> makeSafeFileTest() { return std::make_unique<ssa::SafeFileTest>(); }

/// The part of aRealFullFileSystemIsNamedAndRetryWorks that runs inside the small file system; 0 = as it
/// should be, 3 = not.
int fillFolder(const std::filesystem::path& folder) {
  using namespace ssa;
  if (!writeFile(folder / "good", "old")) return 3;
  if (!writeFile(folder / "ballast", std::string(300'000, 'b'))) return 3;
  const auto full = writeFile(folder / "good", std::string(900'000, 'x'));
  if (full || full.error().code != ErrorCode::diskFull || contentOf(folder / "good") != "old") return 3;
  std::filesystem::remove(folder / "ballast");
  if (!writeFile(folder / "good", std::string(900'000, 'x'))) return 3;
  return entriesIn(folder) == 1 && contentOf(folder / "good").size() == 900'000 ? 0 : 3;
}
#include "safe_file_test.moc"

#include "engine/runs/run_folder.h"

#include <fcntl.h>
#include <limits.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cerrno>

#include <array>
#include <chrono>
#include <ctime>
#include <random>
#include <system_error>
#include <thread>
#include <utility>

#include "engine/core/json.h"
#include "engine/runs/event_json.h"

namespace ssa {
namespace {

constexpr std::size_t kHolderBytes = 4096;
constexpr std::array<const char*, 3> kRequestNames = {"pause", "save", "stop"};

std::filesystem::path requestFile(const std::filesystem::path& run, RunRequest request) {
  return run / kRunControlName / kRequestNames[static_cast<std::size_t>(request)];
}

/// Locks of the open file, not of the process: other threads of this process conflict too, and a fork keeps it.
flock wholeFile(short type) {
  flock lock{};
  lock.l_type = type;
  lock.l_whence = SEEK_SET;
  return lock;
}

RunHolder thisProcess() {
  char host[HOST_NAME_MAX + 1] = "";
  ::gethostname(host, sizeof host - 1);
  std::random_device entropy;
  char session[17];
  std::snprintf(session, sizeof session, "%08x%08x", entropy(), entropy());
  return {::getpid(), host, session, std::time(nullptr)};
}

std::optional<RunHolder> holderIn(int descriptor) {
  std::array<char, kHolderBytes> text{};
  const ssize_t got = ::pread(descriptor, text.data(), text.size(), 0);
  if (got <= 0) return std::nullopt;
  const auto object = objectFromLine({text.data(), static_cast<std::size_t>(got)});
  if (!object) return std::nullopt;
  RunHolder holder;
  LineMembers members(*object);
  members.read("pid", holder.pid);
  members.read("host", holder.host);
  members.read("session", holder.session);
  members.read("started", holder.started);
  if (!members) return std::nullopt;
  return holder;
}

/// The holder has locked before it writes its name: waits for that a moment.
RunHolder namedHolder(int descriptor) {
  for (int attempt = 0; attempt < 10; ++attempt) {
    if (auto holder = holderIn(descriptor)) return *std::move(holder);
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return {};
}

bool isLocked(int descriptor) {
  flock question = wholeFile(F_RDLCK);
  return ::fcntl(descriptor, F_OFD_GETLK, &question) == 0 && question.l_type != F_UNLCK;
}

Error busy(const std::filesystem::path& run, const RunHolder& holder) {
  const std::string who = holder.pid == 0 ? "?" : std::to_string(holder.pid) + "@" + holder.host;
  return {ErrorCode::runBusy, {{"path", run.string()}, {"holder", who}}};
}

bool isSameFile(int descriptor, const std::filesystem::path& path) {
  struct stat open {};
  struct stat named {};
  return ::fstat(descriptor, &open) == 0 && ::lstat(path.c_str(), &named) == 0 && open.st_dev == named.st_dev &&
         open.st_ino == named.st_ino;
}

}  // namespace

Result<RunLock> RunLock::take(const std::filesystem::path& run) {
  const std::filesystem::path path = run / kRunLockName;
  while (true) {
    const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0666);
    if (descriptor < 0) return errorFromErrno(errno, path, true);
    RunLock lock(descriptor, thisProcess());
    flock wanted = wholeFile(F_WRLCK);
    if (::fcntl(descriptor, F_OFD_SETLK, &wanted) != 0) {
      if (errno == EAGAIN || errno == EACCES) return busy(run, namedHolder(descriptor));
      return errorFromErrno(errno, path, true);
    }
    // Somebody removed the file between opening and locking: the lock is on a file that nobody finds.
    if (!isSameFile(descriptor, path)) continue;
    const RunHolder& holder = lock.holder_;
    const std::string text =
        toLine({{"pid", holder.pid}, {"host", holder.host}, {"session", holder.session}, {"started", holder.started}}) + "\n";
    const auto size = static_cast<ssize_t>(text.size());
    if (::ftruncate(descriptor, 0) != 0 || ::pwrite(descriptor, text.data(), text.size(), 0) != size)
      return errorFromErrno(errno == 0 ? ENOSPC : errno, path, true);
    return lock;
  }
}

RunLock::RunLock(RunLock&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), holder_(std::move(other.holder_)) {}

RunLock& RunLock::operator=(RunLock&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  std::swap(holder_, other.holder_);
  return *this;
}

RunLock::~RunLock() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

std::optional<RunHolder> runHolder(const std::filesystem::path& run) {
  const std::filesystem::path path = run / kRunLockName;
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  if (descriptor < 0) return std::nullopt;
  std::optional<RunHolder> holder;
  if (isLocked(descriptor)) holder = namedHolder(descriptor);
  ::close(descriptor);
  return holder;
}

Result<void> requestRun(const std::filesystem::path& run, RunRequest request) {
  std::error_code fault;
  if (!std::filesystem::is_directory(run, fault)) return Error(ErrorCode::fileNotFound, {{"path", run.string()}});
  std::filesystem::create_directory(run / kRunControlName, fault);
  if (fault) return errorFromErrno(fault.value(), run / kRunControlName, true);
  return writeFile(requestFile(run, request), std::string_view());
}

Result<void> withdrawRequest(const std::filesystem::path& run, RunRequest request) {
  const std::filesystem::path path = requestFile(run, request);
  if (::unlink(path.c_str()) != 0 && errno != ENOENT && errno != ENOTDIR) return errorFromErrno(errno, path, true);
  return {};
}

bool requested(const std::filesystem::path& run, RunRequest request) {
  struct stat status {};
  return ::lstat(requestFile(run, request).c_str(), &status) == 0;
}

}  // namespace ssa

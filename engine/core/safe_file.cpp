#include "engine/core/safe_file.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>
#include <cerrno>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <memory>
#include <mutex>
#include <new>
#include <random>
#include <string>
#include <system_error>

#include "engine/core/input_file.h"

namespace ssa {
namespace {

constexpr std::string_view kTemporarySuffix = ".ssa-tmp";
constexpr int kInterruptsBeforeGivingUp = 100;
/// Room asked for beyond the file itself: its folder entry and block rounding.
constexpr std::uint64_t kSpareBytes = 64 << 10;

std::mutex faultMutex;
WriteFault plannedFault;
int faultCalls = 0;

/// What the test seam wants for the next system call.
enum class Planned { run, fail, shorten };
Planned nextCall() {
  const std::scoped_lock lock(faultMutex);
  if (plannedFault.call == 0) return Planned::run;
  ++faultCalls;
  if (faultCalls != plannedFault.call && !(plannedFault.sticky && faultCalls > plannedFault.call)) return Planned::run;
  if (plannedFault.code == 0) return Planned::shorten;
  errno = plannedFault.code;
  return Planned::fail;
}

/// Runs a system call that returns -1 on failure, through the seam, again while interrupted.
template <class Call>
auto checked(Call call) -> decltype(call(false)) {
  for (int attempt = 0;; ++attempt) {
    const Planned planned = nextCall();
    const auto result = planned == Planned::fail ? decltype(call(false)){-1} : call(planned == Planned::shorten);
    if (result != -1 || errno != EINTR || attempt == kInterruptsBeforeGivingUp) return result;
  }
}

class Descriptor {
 public:
  explicit Descriptor(int value) : value_(value) {}
  ~Descriptor() { close(); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return value_; }
  int close() {
    const int result = value_ >= 0 ? ::close(value_) : 0;
    value_ = -1;
    return result;
  }

 private:
  int value_;
};

/// Unlinks the temporary unless it became the file.
class Temporary {
 public:
  Temporary(int folder, std::string name) : folder_(folder), name_(std::move(name)) {}
  ~Temporary() {
    if (!kept_) ::unlinkat(folder_, name_.c_str(), 0);
  }
  Temporary(const Temporary&) = delete;
  Temporary& operator=(const Temporary&) = delete;
  void keep() { kept_ = true; }

 private:
  int folder_;
  std::string name_;
  bool kept_ = false;
};

std::string temporaryName(const std::string& name) {
  static std::atomic<std::uint64_t> counter{0};
  std::random_device entropy;
  const std::uint64_t random = (std::uint64_t{entropy()} << 32 | entropy()) + counter++;
  char tail[64];
  std::snprintf(tail, sizeof tail, ".%ld.%016llx", static_cast<long>(::getpid()), static_cast<unsigned long long>(random));
  const std::size_t room = NAME_MAX - 1 - std::strlen(tail) - kTemporarySuffix.size();
  return "." + name.substr(0, room) + tail + std::string(kTemporarySuffix);
}

bool allOf(std::string_view text, std::string_view allowed) {
  return !text.empty() && text.find_first_not_of(allowed) == std::string_view::npos;
}

/// `.<name>.<pid>.<16 hex>.ssa-tmp`
bool isTemporaryName(std::string_view name) {
  if (!name.starts_with('.') || !name.ends_with(kTemporarySuffix)) return false;
  name.remove_suffix(kTemporarySuffix.size());
  const std::size_t random = name.rfind('.');
  if (random == 0 || random == std::string_view::npos) return false;
  const std::size_t pid = name.rfind('.', random - 1);
  if (pid == 0 || pid == std::string_view::npos) return false;
  return name.size() - random == 17 && allOf(name.substr(random + 1), "0123456789abcdef") &&
         allOf(name.substr(pid + 1, random - pid - 1), "0123456789");
}

Error diskFull(const std::filesystem::path& path, std::uint64_t needed, int folder) {
  Error::Args args{{"path", path.string()}, {"needed", std::to_string(needed)}};
  struct statvfs space {};
  if (::fstatvfs(folder, &space) == 0) args.emplace_back("free", std::to_string(std::uint64_t{space.f_bavail} * space.f_frsize));
  return {ErrorCode::diskFull, std::move(args)};
}

Error failure(int code, const std::filesystem::path& path, std::uint64_t needed, int folder) {
  Error error = errorFromErrno(code, path, true);
  return error.code == ErrorCode::diskFull ? diskFull(path, needed, folder) : error;
}

/// Loops over short writes; false leaves errno.
bool writeAll(int file, std::span<const std::byte> bytes) {
  while (!bytes.empty()) {
    const ssize_t wrote = checked([&](bool shorten) {
      const std::size_t wanted = std::min<std::size_t>(bytes.size(), std::size_t{1} << 30);
      return ::write(file, bytes.data(), shorten ? (wanted + 1) / 2 : wanted);
    });
    if (wrote < 0) return false;
    if (wrote == 0) {
      errno = ENOSPC;
      return false;
    }
    bytes = bytes.subspan(static_cast<std::size_t>(wrote));
  }
  return true;
}

}  // namespace

void setWriteFault(WriteFault wanted) {
  const std::scoped_lock lock(faultMutex);
  plannedFault = wanted;
  faultCalls = 0;
}

Error errorFromErrno(int code, const std::filesystem::path& path, bool writing) {
  const auto make = [&](ErrorCode which) { return Error(which, {{"path", path.string()}}); };
  switch (code) {
    case ENOENT:
      return make(ErrorCode::fileNotFound);
    case ESTALE:
      return make(ErrorCode::fileVanished);
    case EACCES:
    case EPERM:
    case EROFS:
      return make(ErrorCode::permissionDenied);
    case ENOTDIR:
      return make(ErrorCode::notAFolder);
    case EISDIR:
    case ENXIO:
    case ENODEV:
      return make(ErrorCode::notAFile);
    case ENOMEM:
      return make(ErrorCode::outOfMemory);
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      if (writing) return make(ErrorCode::diskFull);
      break;
    default:
      break;
  }
  return {writing ? ErrorCode::writeFailed : ErrorCode::readFailed,
          {{"path", path.string()}, {"reason", std::generic_category().message(code)}}};
}

Result<void> writeFile(const std::filesystem::path& path, std::span<const std::byte> bytes) {
  const std::string name = path.filename().string();
  if (name.empty() || name == "." || name == "..") return Error(ErrorCode::notAFile, {{"path", path.string()}});
  const std::filesystem::path parent = path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");

  const Descriptor folder(checked([&](bool) { return ::open(parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); }));
  if (folder.get() < 0) return failure(errno, parent, 0, AT_FDCWD);

  struct stat before {};
  const int found = checked([&](bool) { return ::fstatat(folder.get(), name.c_str(), &before, AT_SYMLINK_NOFOLLOW); });
  if (found != 0 && errno != ENOENT) return failure(errno, path, bytes.size(), folder.get());
  const bool exists = found == 0;
  if (exists && !S_ISREG(before.st_mode)) return Error(ErrorCode::notAFile, {{"path", path.string()}});
  // A rename would happily replace a write-protected file.
  if (exists && ::faccessat(folder.get(), name.c_str(), W_OK, AT_EACCESS) != 0) return errorFromErrno(EACCES, path, true);

  struct statvfs space {};
  if (checked([&](bool) { return ::fstatvfs(folder.get(), &space); }) != 0)
    return failure(errno, path, bytes.size(), folder.get());
  const std::uint64_t free_bytes = std::uint64_t{space.f_bavail} * space.f_frsize;
  if (space.f_blocks > 0 && free_bytes < bytes.size() + kSpareBytes)
    return diskFull(path, bytes.size() + kSpareBytes, folder.get());

  const std::string temporary = temporaryName(name);
  Descriptor file(checked([&](bool) {
    return ::openat(folder.get(), temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
  }));
  if (file.get() < 0) return failure(errno, path, bytes.size(), folder.get());
  Temporary guard(folder.get(), temporary);

  // Keeps the old file's permissions; file systems without them may refuse, which changes nothing.
  if (exists && ::fchmod(file.get(), before.st_mode & 0777) != 0) errno = 0;
  if (!writeAll(file.get(), bytes)) return failure(errno, path, bytes.size(), folder.get());
  if (checked([&](bool) { return ::fdatasync(file.get()); }) != 0) return failure(errno, path, bytes.size(), folder.get());
  struct stat after {};
  if (checked([&](bool) { return ::fstat(file.get(), &after); }) != 0) return failure(errno, path, bytes.size(), folder.get());
  if (static_cast<std::uint64_t>(after.st_size) != bytes.size())
    return Error(ErrorCode::writeFailed, {{"path", path.string()}, {"reason", "size " + std::to_string(after.st_size)}});
  // Not repeated when interrupted: Linux has given the descriptor up by then.
  if (const Planned planned = nextCall(); (planned == Planned::fail || file.close() != 0) && errno != EINTR)
    return failure(errno, path, bytes.size(), folder.get());

  if (checked([&](bool) { return ::renameat(folder.get(), temporary.c_str(), folder.get(), name.c_str()); }) != 0)
    return failure(errno, path, bytes.size(), folder.get());
  guard.keep();
  // EINVAL: the file system cannot sync folders and does so by itself.
  if (checked([&](bool) { return ::fsync(folder.get()); }) != 0 && errno != EINVAL)
    return failure(errno, path, bytes.size(), folder.get());
  return {};
}

Result<void> writeFile(const std::filesystem::path& path, std::string_view text) {
  return writeFile(path, std::as_bytes(std::span(text.data(), text.size())));
}

Result<Bytes> readFile(const std::filesystem::path& path, std::uint64_t limit_bytes) {
  auto file = InputFile::open(path);
  if (!file) return file.error();
  const auto tooLarge = [&](std::uint64_t bytes) {
    return Error(ErrorCode::fileTooLarge,
                 {{"path", path.string()}, {"bytes", std::to_string(bytes)}, {"limit", std::to_string(limit_bytes)}});
  };
  if (file->size() > limit_bytes) return tooLarge(file->size());
  try {
    // One byte more than the size shows at once whether the file grew since; files of /proc say 0.
    Bytes bytes(static_cast<std::size_t>(file->size()) + 1);
    std::size_t held = 0;
    while (true) {
      const auto got = file->read(held, std::span(bytes).subspan(held));
      if (!got) return got.error();
      held += *got;
      if (held > limit_bytes) return tooLarge(held);
      if (held < bytes.size()) break;
      bytes.resize(bytes.size() * 2);
    }
    bytes.resize(held);
    return bytes;
  } catch (const std::bad_alloc&) {
    return Error(ErrorCode::outOfMemory, {{"bytes", std::to_string(file->size())}, {"device", "host"}});
  }
}

int sweepStaleTemporaries(const std::filesystem::path& folder, std::chrono::seconds age) {
  const std::unique_ptr<DIR, int (*)(DIR*)> listing(::opendir(folder.c_str()), ::closedir);
  if (!listing) return 0;
  const int descriptor = ::dirfd(listing.get());
  const std::time_t now = std::time(nullptr);
  int removed = 0;
  while (const dirent* entry = ::readdir(listing.get())) {
    if (!isTemporaryName(entry->d_name)) continue;
    struct stat status {};
    if (::fstatat(descriptor, entry->d_name, &status, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISREG(status.st_mode)) continue;
    if (now - status.st_mtime < age.count()) continue;
    if (::unlinkat(descriptor, entry->d_name, 0) == 0) ++removed;
  }
  return removed;
}

}  // namespace ssa

#include "engine/core/append_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cerrno>

#include <string>
#include <utility>

#include "engine/core/safe_file.h"

namespace ssa {

AppendFile::AppendFile(AppendFile&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)),
      path_(std::move(other.path_)),
      size_(other.size_),
      torn_(other.torn_),
      lineIsOpen_(other.lineIsOpen_) {}

AppendFile& AppendFile::operator=(AppendFile&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  std::swap(path_, other.path_);
  std::swap(size_, other.size_);
  std::swap(torn_, other.torn_);
  std::swap(lineIsOpen_, other.lineIsOpen_);
  return *this;
}

AppendFile::~AppendFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

Result<AppendFile> AppendFile::open(const std::filesystem::path& path) {
  // Reading is for the last byte; O_NONBLOCK so that a pipe is refused without waiting.
  const int descriptor = ::open(path.c_str(), O_RDWR | O_APPEND | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC, 0666);
  if (descriptor < 0) {
    if (errno == ELOOP) return Error(ErrorCode::notAFile, {{"path", path.string()}});
    return errorFromErrno(errno, path, true);
  }
  AppendFile file(descriptor, path);
  struct stat status {};
  if (::fstat(descriptor, &status) != 0) return errorFromErrno(errno, path, true);
  if (!S_ISREG(status.st_mode)) return Error(ErrorCode::notAFile, {{"path", path.string()}});
  file.size_ = static_cast<std::uint64_t>(status.st_size);
  char last = '\n';
  if (file.size_ > 0 && ::pread(descriptor, &last, 1, static_cast<off_t>(file.size_ - 1)) != 1)
    return errorFromErrno(errno, path, true);
  file.lineIsOpen_ = last != '\n';
  return file;
}

bool AppendFile::takenBack() {
  if (torn_ && ::ftruncate(descriptor_, static_cast<off_t>(size_)) == 0) torn_ = false;
  return !torn_;
}

Result<void> AppendFile::write(std::string_view bytes) {
  std::size_t done = 0;
  int fault = 0;
  while (done < bytes.size() && fault == 0) {
    const ssize_t wrote = ::write(descriptor_, bytes.data() + done, bytes.size() - done);
    if (wrote > 0)
      done += static_cast<std::size_t>(wrote);
    else if (wrote == 0)
      fault = ENOSPC;
    else if (errno != EINTR)
      fault = errno;
  }
  if (fault != 0) {
    torn_ = done > 0;
    takenBack();
    Error error = errorFromErrno(fault, path_, true);
    if (error.code == ErrorCode::diskFull) error.args.emplace_back("needed", std::to_string(bytes.size()));
    return error;
  }
  size_ += bytes.size();
  return {};
}

Result<void> AppendFile::appendLine(std::string_view line) {
  std::string text;
  text.reserve(line.size() + 2);
  if (!takenBack()) {
    // What cannot be taken back becomes a line of its own; from here on the file counts as whole again.
    const off_t end = ::lseek(descriptor_, 0, SEEK_END);
    if (end >= 0) size_ = static_cast<std::uint64_t>(end);
    torn_ = false;
    lineIsOpen_ = true;
  }
  if (lineIsOpen_) text += '\n';
  text += line;
  text += '\n';
  SSA_TRY(write(text));
  lineIsOpen_ = false;
  return {};
}

Result<void> AppendFile::append(std::span<const std::byte> bytes) {
  if (!takenBack()) return Error(ErrorCode::writeFailed, {{"path", path_.string()}, {"reason", "torn"}});
  if (bytes.empty()) return {};
  const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  SSA_TRY(write(text));
  lineIsOpen_ = text.back() != '\n';
  return {};
}

}  // namespace ssa

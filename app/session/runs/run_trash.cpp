#include "app/session/runs/run_trash.h"

#include <fcntl.h>
#include <linux/fs.h>
#include <cerrno>
#include <cstdio>

#include <chrono>
#include <system_error>

#include "engine/core/safe_file.h"
#include "engine/runs/run_folder.h"

namespace ssa {
namespace {

namespace fs = std::filesystem;

constexpr const char* kTrashName = ".trash";

/// Like rename, but never onto something.
Result<void> moved(const fs::path& from, const fs::path& to) {
  if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0) return {};
  if (errno == EINVAL || errno == ENOSYS) {  // a file system without that flag
    std::error_code fault;
    if (fs::exists(fs::symlink_status(to, fault)))
      errno = EEXIST;
    else if (::rename(from.c_str(), to.c_str()) == 0)
      return {};
  }
  return errorFromErrno(errno, errno == EEXIST ? to : from, true);
}

}  // namespace

Result<TrashedRun> moveToTrash(const fs::path& folder) {
  std::error_code fault;
  if (!fs::is_directory(folder, fault)) return Error(ErrorCode::fileNotFound, {{"path", folder.string()}});
  // Held while it moves, so that no trainer starts in it.
  const auto lock = RunLock::take(folder);
  if (!lock) return lock.error();
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  const std::string time = std::to_string(std::chrono::duration_cast<std::chrono::microseconds>(now).count());
  const fs::path place = folder.parent_path() / kTrashName / time;
  fs::create_directories(place, fault);
  if (fault) return errorFromErrno(fault.value(), place, true);
  const TrashedRun run{folder, place / folder.filename()};
  if (auto done = moved(folder, run.trashed); !done) {
    fs::remove(place, fault);
    return done.error();
  }
  return run;
}

Result<void> moveBack(const TrashedRun& run) {
  SSA_TRY(moved(run.trashed, run.folder));
  std::error_code ignored;
  fs::remove(run.trashed.parent_path(), ignored);
  fs::remove(run.trashed.parent_path().parent_path(), ignored);  // only when empty
  return {};
}

Result<void> removeForGood(const TrashedRun& run) {
  std::error_code fault;
  fs::remove_all(run.trashed, fault);
  if (fault) return errorFromErrno(fault.value(), run.trashed, true);
  fs::remove(run.trashed.parent_path(), fault);
  fs::remove(run.trashed.parent_path().parent_path(), fault);
  return {};
}

std::vector<TrashedRun> trashOf(const fs::path& parent) {
  std::vector<TrashedRun> found;
  std::error_code fault;
  for (fs::directory_iterator time(parent / kTrashName, fault), end; !fault && time != end; time.increment(fault)) {
    std::error_code inner;
    for (fs::directory_iterator run(time->path(), inner), last; !inner && run != last; run.increment(inner)) {
      std::error_code unknown;
      if (fs::is_regular_file(run->path() / kRunConfigName, unknown))
        found.push_back({parent / run->path().filename(), run->path()});
    }
  }
  return found;
}

std::uint64_t bytesBelow(const fs::path& folder) {
  std::uint64_t bytes = 0;
  std::error_code fault;
  for (fs::recursive_directory_iterator entry(folder, fault), end; !fault && entry != end; entry.increment(fault)) {
    std::error_code unknown;
    if (entry->is_regular_file(unknown) && !entry->is_symlink(unknown)) bytes += entry->file_size(unknown);
  }
  return bytes;
}

}  // namespace ssa

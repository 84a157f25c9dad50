#include <fcntl.h>
#include <linux/fs.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cerrno>

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <set>
#include <string_view>
#include <system_error>

#include "engine/core/hash.h"
#include "engine/core/input_file.h"
#include "engine/core/json.h"
#include "engine/runs/event_json.h"
#include "engine/runs/run_folder.h"

namespace ssa {
namespace {

namespace fs = std::filesystem;
using nlohmann::ordered_json;

constexpr int kDoneFormat = 1;
constexpr const char* kDoneName = "DONE";
constexpr std::string_view kPrefix = "step-";
constexpr std::string_view kUnfinished = ".tmp";
constexpr std::uint64_t kPiece_bytes = 1 << 20;

std::string folderName(std::int64_t iteration) {
  char text[32];
  std::snprintf(text, sizeof text, "step-%09lld", static_cast<long long>(iteration));
  return text;
}

std::optional<std::int64_t> iterationOf(std::string_view name) {
  if (!name.starts_with(kPrefix)) return std::nullopt;
  name.remove_prefix(kPrefix.size());
  std::int64_t iteration = 0;
  const auto read = std::from_chars(name.data(), name.data() + name.size(), iteration);
  if (read.ec != std::errc() || read.ptr != name.data() + name.size() || iteration < 0) return std::nullopt;
  return iteration;
}

Result<std::string> hashOf(const fs::path& path) {
  const auto file = InputFile::open(path);
  if (!file) return file.error();
  Sha256 hash;
  Bytes piece(static_cast<std::size_t>(std::min(file->size(), kPiece_bytes)));
  for (std::uint64_t at = 0; at < file->size();) {
    const auto got = file->read(at, piece);
    if (!got) return got.error();
    if (*got == 0) break;
    hash.add(std::span(piece).first(*got));
    at += *got;
  }
  return hash.hex();
}

bool isWhole(const fs::path& folder, bool verify) {
  const auto bytes = readFile(folder / kDoneName, 1 << 20);
  if (!bytes) return false;
  const auto done = objectFromLine({reinterpret_cast<const char*>(bytes->data()), bytes->size()});
  if (!done) return false;
  std::int64_t format = 0;
  LineMembers members(*done);
  members.read("format", format);
  const ordered_json* files = members.find("files");
  if (!members || format != kDoneFormat || !files || !files->is_object() || files->empty()) return false;
  for (const auto& [file, facts] : files->items()) {
    if (file.find('/') != std::string::npos || !facts.is_object()) return false;
    std::int64_t size = -1;
    std::string sha256;
    LineMembers of(facts);
    of.read("size", size);
    of.read("sha256", sha256);
    struct stat status {};
    if (!of || ::lstat((folder / file).c_str(), &status) != 0 || !S_ISREG(status.st_mode) || status.st_size != size) return false;
    if (verify) {
      const auto found = hashOf(folder / file);
      if (!found || *found != sha256) return false;
    }
  }
  return true;
}

/// Every `step-N`, whole or not, oldest first.
std::vector<RunCheckpoint> stepFolders(const fs::path& run) {
  std::vector<RunCheckpoint> found;
  std::error_code fault;
  for (fs::directory_iterator entry(run / kRunCheckpointsName, fault), end; !fault && entry != end; entry.increment(fault)) {
    const auto iteration = iterationOf(entry->path().filename().string());
    std::error_code unknown;
    if (iteration && entry->symlink_status(unknown).type() == fs::file_type::directory)
      found.push_back({entry->path(), *iteration});
  }
  std::sort(found.begin(), found.end(), [](const RunCheckpoint& a, const RunCheckpoint& b) { return a.iteration < b.iteration; });
  return found;
}

Result<void> syncFolder(const fs::path& folder) {
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return errorFromErrno(errno, folder, true);
  // EINVAL: the file system cannot sync folders and does so by itself.
  const int fault = ::fsync(descriptor) != 0 && errno != EINVAL ? errno : 0;
  ::close(descriptor);
  if (fault != 0) return errorFromErrno(fault, folder, true);
  return {};
}

void removeFolder(const fs::path& folder) {
  std::error_code ignored;
  fs::remove_all(folder, ignored);
}

/// Puts the finished folder in its place; a checkpoint that stands there changes places with it, so that there is
/// one at every moment.
Result<void> putInPlace(const fs::path& unfinished, const fs::path& place) {
  if (::rename(unfinished.c_str(), place.c_str()) == 0) return {};
  if (errno != ENOTEMPTY && errno != EEXIST) return errorFromErrno(errno, place, true);
  if (::renameat2(AT_FDCWD, unfinished.c_str(), AT_FDCWD, place.c_str(), RENAME_EXCHANGE) == 0) {
    removeFolder(unfinished);
    return {};
  }
  if (errno != EINVAL && errno != ENOSYS) return errorFromErrno(errno, place, true);
  const fs::path old = place.string() + ".old" + std::string(kUnfinished);
  removeFolder(old);
  if (::rename(place.c_str(), old.c_str()) != 0 || ::rename(unfinished.c_str(), place.c_str()) != 0)
    return errorFromErrno(errno, place, true);
  removeFolder(old);
  return {};
}

Result<void> writeFiles(const fs::path& folder, std::int64_t iteration, const std::vector<CheckpointFile>& files) {
  ordered_json facts = ordered_json::object();
  for (const CheckpointFile& file : files) {
    SSA_TRY(writeFile(folder / file.name, file.bytes));
    facts[file.name] = {{"size", file.bytes.size()}, {"sha256", sha256(file.bytes)}};
  }
  return writeFile(folder / kDoneName, toLine({{"format", kDoneFormat}, {"iteration", iteration}, {"files", facts}}) + "\n");
}

}  // namespace

Result<RunCheckpoint> writeCheckpoint(const fs::path& run, std::int64_t iteration, const std::vector<CheckpointFile>& files) {
  for (const CheckpointFile& file : files)
    if (file.name.empty() || file.name.find('/') != std::string::npos || file.name == kDoneName)
      throw ContractViolation("checkpoint file named " + file.name);
  const fs::path folder = run / kRunCheckpointsName;
  const fs::path place = folder / folderName(iteration);
  const fs::path unfinished = place.string() + std::string(kUnfinished);
  std::error_code fault;
  removeFolder(unfinished);
  fs::create_directories(unfinished, fault);
  if (fault) return errorFromErrno(fault.value(), unfinished, true);
  Result<void> written = writeFiles(unfinished, iteration, files);
  if (written) written = putInPlace(unfinished, place);
  if (!written) {
    removeFolder(unfinished);
    return written.error();
  }
  SSA_TRY(syncFolder(folder));
  return RunCheckpoint{place, iteration};
}

std::vector<RunCheckpoint> listCheckpoints(const fs::path& run, bool verify) {
  std::vector<RunCheckpoint> found = stepFolders(run);
  std::erase_if(found, [&](const RunCheckpoint& checkpoint) { return !isWhole(checkpoint.path, verify); });
  return found;
}

std::optional<RunCheckpoint> newestCheckpoint(const fs::path& run) {
  const std::vector<RunCheckpoint> found = stepFolders(run);
  for (auto checkpoint = found.rbegin(); checkpoint != found.rend(); ++checkpoint)
    if (isWhole(checkpoint->path, true)) return *checkpoint;
  return std::nullopt;
}

void pruneCheckpoints(const fs::path& run, int keep_last, std::int64_t best) {
  const std::vector<RunCheckpoint> whole = listCheckpoints(run);
  const std::size_t kept = static_cast<std::size_t>(std::max(keep_last, 0));
  for (std::size_t i = 0; i + kept < whole.size(); ++i) {
    if (whole[i].iteration == best) continue;
    // Renamed first: a half-removed folder must not look like a checkpoint.
    const fs::path leaving = whole[i].path.string() + ".old" + std::string(kUnfinished);
    std::error_code fault;
    fs::rename(whole[i].path, leaving, fault);
  }
  std::vector<fs::path> leftovers;
  std::error_code fault;
  for (fs::directory_iterator entry(run / kRunCheckpointsName, fault), end; !fault && entry != end; entry.increment(fault)) {
    const std::string file = entry->path().filename().string();
    if (file.starts_with(kPrefix) && file.ends_with(kUnfinished)) leftovers.push_back(entry->path());
  }
  for (const fs::path& leftover : leftovers) removeFolder(leftover);
}

std::optional<RunBest> readBest(const fs::path& run) {
  const auto bytes = readFile(run / kRunBestName, 1 << 16);
  if (!bytes) return std::nullopt;
  const auto object = objectFromLine({reinterpret_cast<const char*>(bytes->data()), bytes->size()});
  if (!object) return std::nullopt;
  RunBest best;
  LineMembers members(*object);
  members.read("iteration", best.iteration);
  members.read("mIoU", best.mIoU);
  if (!members || !object->contains("iteration")) return std::nullopt;
  return best;
}

Result<void> writeBest(const fs::path& run, const RunBest& best) {
  return writeFile(run / kRunBestName, toLine({{"iteration", best.iteration}, {"mIoU", best.mIoU}}) + "\n");
}

}  // namespace ssa

#include "app/session/model_store.h"

#include <cstddef>
#include <optional>
#include <vector>

#include "app/session/dropped_paths.h"
#include "engine/api/model.h"
#include "engine/core/hash.h"
#include "engine/core/input_file.h"

namespace ssa {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kPiece_bytes = std::size_t{4} << 20;

}  // namespace

Result<std::string> fileSha256(const fs::path& path, StopToken stop, ProgressSink& progress) {
  auto file = InputFile::open(path);
  if (!file) return file.error();
  Sha256 hash;
  std::vector<std::byte> piece(kPiece_bytes);
  for (std::uint64_t offset = 0; offset < file->size();) {
    if (stop.stop_requested()) return ErrorCode::stopped;
    const auto read = file->read(offset, piece);
    if (!read) return read.error();
    if (*read == 0) break;
    hash.add(std::span<const std::byte>(piece).first(*read));
    offset += *read;
    progress.report(static_cast<double>(offset) / static_cast<double>(file->size()), "read");
  }
  return hash.hex();
}

Result<Loaded<fs::path>> prepareModel(const fs::path& path, const fs::path& store, StopToken stop, ProgressSink& progress) {
  std::error_code failed;
  const Error::Args where{{"path", path.string()}};
  if (!fs::exists(path, failed)) return Error(ErrorCode::fileNotFound, where);
  const std::optional<ModelSource> source = modelSource(path);
  if (!source) return Error(ErrorCode::unknownFormat, where);
  if (source->imported) return Loaded<fs::path>{source->path, {}};

  const Result<std::string> sum = fileSha256(source->path, stop, progress);
  if (!sum) return sum.error();
  // Hugging Face's files all have one name; there the folder's says more.
  const fs::path title = source->path == path ? path.stem() : path.filename();
  const fs::path folder = store / (title.string() + "-" + sum->substr(0, 8));
  if (fs::exists(folder / "model.json", failed))
    if (const auto known = inspectModel(folder, stop); known && known->value.sourceSha256 == *sum)
      return Loaded<fs::path>{folder, {}};
  fs::create_directories(store, failed);
  auto imported = importCheckpoint(source->path, folder, {.labels = {}, .strict = true, .replace = true}, stop, &progress);
  if (!imported) return imported.error();
  return Loaded<fs::path>{folder, std::move(imported->warnings)};
}

}  // namespace ssa

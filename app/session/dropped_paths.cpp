#include "app/session/dropped_paths.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>
#include <string_view>

#include "app/session/qt_convert.h"
#include "app/session/truth_finder.h"
#include "engine/datasets/list_images.h"
#include "engine/image/read.h"

namespace ssa {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 4> kCheckpointSuffixes{".pth", ".pt", ".bin", ".safetensors"};

bool hasCheckpointSuffix(const fs::path& path) {
  std::string suffix = path.extension().string();
  std::transform(suffix.begin(), suffix.end(), suffix.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return std::find(kCheckpointSuffixes.begin(), kCheckpointSuffixes.end(), suffix) != kCheckpointSuffixes.end();
}

}  // namespace

std::optional<ModelSource> modelSource(const fs::path& path) {
  std::error_code ignored;
  if (!fs::is_directory(path, ignored)) {
    if (hasCheckpointSuffix(path)) return ModelSource{path, false};
    return std::nullopt;
  }
  if (fs::exists(path / "model.json", ignored)) return ModelSource{path, true};
  if (!fs::exists(path / "config.json", ignored)) return std::nullopt;
  for (const char* weights : {"model.safetensors", "pytorch_model.bin"})
    if (fs::exists(path / weights, ignored)) return ModelSource{path / weights, false};
  return std::nullopt;
}

DroppedPaths sortDropped(const QStringList& paths, StopToken stop) {
  DroppedPaths sorted;
  for (const QString& text : paths) {
    if (stop.stop_requested()) break;
    const fs::path path = toPath(text);
    std::error_code failed;
    const fs::file_status status = fs::status(path, failed);
    if (status.type() == fs::file_type::not_found) {
      sorted.errors.emplace_back(ErrorCode::fileNotFound, Error::Args{{"path", path.string()}});
    } else if (modelSource(path)) {
      sorted.models << text;
    } else if (fs::is_directory(status)) {
      auto listing = listImages(path, Recursive::yes, stop);
      if (!listing) {
        sorted.errors.push_back(listing.error());
        continue;
      }
      sorted.warnings.insert(sorted.warnings.end(), listing->warnings.begin(), listing->warnings.end());
      for (const fs::path& file : withoutTruth(path, std::move(listing->value.files))) sorted.pictures << fromPath(file);
    } else if (hasImageSuffix(path)) {
      sorted.pictures << text;
    } else if (const auto info = probeImage(path); info) {
      sorted.pictures << text;
    } else {
      sorted.errors.push_back(info.error());
    }
  }
  sorted.pictures.removeDuplicates();
  sorted.models.removeDuplicates();
  return sorted;
}

}  // namespace ssa

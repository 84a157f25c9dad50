#include "engine/datasets/folder.h"

#include <optional>
#include <system_error>
#include <utility>

#include "engine/datasets/layout.h"
#include "engine/image/read.h"

namespace ssa {
namespace {

namespace fs = std::filesystem;
using layout::isFolder;
using layout::subFolders;

constexpr const char* kImageFolders[] = {"images", "image", "pictures", "imgs", "img", "img_dir", "JPEGImages"};
constexpr const char* kMaskFolders[] = {"masks", "mask",    "labels", "label", "annotations", "annotation",       "anns",
                                        "ann",   "ann_dir", "gt",     "gts",   "truth",       "SegmentationClass"};

struct Pair {
  fs::path images;
  fs::path masks;
};

std::optional<Pair> findPair(const fs::path& folder) {
  for (const char* images : kImageFolders) {
    if (!isFolder(folder / images)) continue;
    for (const char* masks : kMaskFolders)
      if (isFolder(folder / masks)) return Pair{folder / images, folder / masks};
  }
  return std::nullopt;
}

bool holdsImages(const fs::path& folder) {
  std::error_code error;
  for (fs::directory_iterator it(folder, error); !error && it != fs::directory_iterator(); it.increment(error))
    if (hasImageSuffix(it->path())) return true;
  return false;
}

std::vector<DatasetPlace> findFolders(const fs::path& root) {
  std::vector<DatasetPlace> places;
  if (const auto pair = findPair(root)) {
    if (!holdsImages(pair->images))
      for (const std::string& name : subFolders(pair->images))
        if (isFolder(pair->masks / name)) places.push_back({name, pair->images / name, pair->masks / name, {}});
    if (places.empty()) places.push_back({"", pair->images, pair->masks, {}});
    return places;
  }
  for (const std::string& name : subFolders(root))
    if (const auto pair = findPair(root / name)) places.push_back({name, pair->images, pair->masks, {}});
  return places;
}

Result<Loaded<Dataset>> openFolder(const fs::path& root, const DatasetPlace& place, StopToken stop) {
  auto dataset = layout::openWith(root, place, {}, {}, stop);
  if (dataset || dataset.error().code != ErrorCode::folderEmpty) return dataset;
  // No two names are the same: perhaps they say which file is the mask.
  layout::PairRule byRole;
  byRole.roles = true;
  auto again = layout::openWith(root, place, byRole, {}, std::move(stop));
  return again ? std::move(again) : std::move(dataset);
}

}  // namespace

DatasetFormat folderFormat() { return {"folder", 0, &findFolders, &openFolder}; }

}  // namespace ssa

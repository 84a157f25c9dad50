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

constexpr const char* kImageFolders[] = {"images", "image", "imgs", "img", "JPEGImages"};
constexpr const char* kMaskFolders[] = {"masks", "mask", "labels", "label", "annotations",      "annotation",
                                        "anns",  "ann",  "gt",     "truth", "SegmentationClass"};

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

std::vector<std::string> folderSplits(const fs::path& root) {
  std::vector<std::string> splits;
  if (const auto pair = findPair(root)) {
    if (!holdsImages(pair->images))
      for (const std::string& name : subFolders(pair->images))
        if (isFolder(pair->masks / name)) splits.push_back(name);
    if (splits.empty()) splits.emplace_back();
    return splits;
  }
  for (const std::string& name : subFolders(root))
    if (findPair(root / name)) splits.push_back(name);
  return splits;
}

Result<Loaded<Dataset>> openFolder(const fs::path& root, const std::string& split, StopToken stop) {
  std::optional<Pair> pair = findPair(root);
  if (pair && !split.empty()) pair = Pair{pair->images / split, pair->masks / split};
  if (!pair) pair = findPair(root / split);
  if (!pair) return Error(ErrorCode::folderEmpty, {{"path", (root / split).string()}, {"wanted", "images and masks"}});
  auto labels = layout::tableOf(root);
  if (!labels) return std::move(labels).error();
  auto dataset = pairFolders(pair->images, pair->masks, std::move(stop));
  if (!dataset) return dataset;
  dataset->value.root = root;
  dataset->value.split = split;
  dataset->value.labels = std::move(*labels);
  return dataset;
}

}  // namespace

DatasetFormat folderFormat() { return {"folder", &folderSplits, &openFolder}; }

}  // namespace ssa

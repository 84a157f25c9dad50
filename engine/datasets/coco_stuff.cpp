#include "engine/datasets/coco_stuff.h"

#include <algorithm>

#include "engine/datasets/layout.h"

namespace ssa {
namespace {

namespace fs = std::filesystem;

constexpr const char* kTable = "cocostuff171";
constexpr const char* kConvertedEnding = "_labelTrainIds.png";
// Ids that the JSON numbering reserves and no pixel carries. The pixel maps of the 164k set count from 0, the 10k
// annotation from 1. Source: the set's own list of labels.
constexpr int kWithoutClass10k[] = {12, 26, 29, 30, 45, 66, 68, 69, 71, 83, 91};
constexpr int kLastId10k = 182;

std::vector<std::pair<int, int>> idsCountedFrom(int first) {
  std::vector<std::pair<int, int>> ids;
  for (int id = 1; id <= kLastId10k; ++id)
    if (std::find(std::begin(kWithoutClass10k), std::end(kWithoutClass10k), id) == std::end(kWithoutClass10k))
      ids.emplace_back(id - 1 + first, static_cast<int>(ids.size()));
  return ids;
}

std::vector<DatasetPlace> find164k(const fs::path& root) {
  std::vector<DatasetPlace> places;
  for (const char* split : {"train2017", "val2017"}) {
    const fs::path images = layout::isFolder(root / "images" / split) ? root / "images" / split : root / split;
    if (!layout::isFolder(images)) continue;
    for (const char* maps : {"stuffthingmaps", "stuffthingmaps_trainval2017", "annotations"}) {
      if (!layout::isFolder(root / maps / split)) continue;
      places.push_back({split, images, root / maps / split, {}});
      break;
    }
  }
  return places;
}

std::vector<DatasetPlace> find10k(const fs::path& root) {
  const fs::path images = root / "images", masks = root / "annotations";
  std::vector<DatasetPlace> places;
  for (const char* split : {"test2014", "train2014"})
    if (layout::isFolder(images / split) && layout::isFolder(masks / split))
      places.push_back({split, images / split, masks / split, {}});
  if (!places.empty() || !layout::isFolder(images) || !layout::isFolder(masks)) return places;
  for (const char* lists : {"imageLists", "imagesLists"})
    for (const char* split : {"test", "train"})
      if (const fs::path list = root / lists / (std::string(split) + ".txt"); layout::isFile(list))
        places.push_back({split, images, masks, list});
  return places;
}

/// One form for the whole set: converted masks, or raw ones where those are more.
template <class Find>
bool isConverted(Find find, const fs::path& root, const StopToken& stop) {
  int converted = 0, all = 0;
  for (const DatasetPlace& place : find(root)) {
    converted += layout::countEnding(place.masks, kConvertedEnding, stop);
    all += layout::countEnding(place.masks, ".png", stop);
  }
  return 2 * converted >= all;
}

Result<Loaded<Dataset>> open164k(const fs::path& root, const DatasetPlace& place, StopToken stop) {
  if (isConverted(&find164k, root, stop))
    return layout::openWith(root, place, {".jpg", kConvertedEnding, {}}, kTable, std::move(stop));
  auto dataset = layout::openWith(root, place, {".jpg", ".png", kConvertedEnding}, kTable, std::move(stop));
  if (!dataset || dataset->value.labels->name != kTable) return dataset;
  dataset->value.labels->rawIds = cocoStuff164kIds();
  dataset->value.labels->maskIds = MaskIds::raw;
  return dataset;
}

Result<Loaded<Dataset>> open10k(const fs::path& root, const DatasetPlace& place, StopToken stop) {
  const bool converted = isConverted(&find10k, root, stop);
  auto dataset = converted ? layout::openWith(root, place, {".jpg", kConvertedEnding, {}}, kTable, std::move(stop))
                           : layout::openWith(root, place, {".jpg", ".png", kConvertedEnding}, kTable, std::move(stop));
  if (!dataset || dataset->value.labels->name != kTable) return dataset;
  LabelSet& labels = *dataset->value.labels;
  labels.zeroLabel = ZeroLabel::ignore;
  if (converted) return dataset;
  labels.rawIds = cocoStuff10kIds();
  labels.maskIds = MaskIds::raw;
  labels.ignoredIds = {0};
  return dataset;
}

}  // namespace

DatasetFormat cocoStuff164kFormat() { return {"coco_stuff164k", 2, &find164k, &open164k}; }
DatasetFormat cocoStuff10kFormat() { return {"coco_stuff10k", 2, &find10k, &open10k}; }

std::vector<std::pair<int, int>> cocoStuff164kIds() { return idsCountedFrom(0); }
std::vector<std::pair<int, int>> cocoStuff10kIds() { return idsCountedFrom(1); }

}  // namespace ssa

#include "engine/datasets/cityscapes.h"

#include <algorithm>

#include "engine/datasets/layout.h"

namespace ssa {
namespace {

namespace fs = std::filesystem;

constexpr const char* kPictureEnding = "_leftImg8bit.png";
constexpr const char* kTrainIdEnding = "_gtFine_labelTrainIds.png";
constexpr const char* kIdEnding = "_gtFine_labelIds.png";
constexpr int kLastId = 33;

std::vector<DatasetPlace> findCityscapes(const fs::path& root) {
  std::vector<DatasetPlace> places;
  for (const std::string& split : layout::subFolders(root / "leftImg8bit"))
    if (const fs::path masks = root / "gtFine" / split; layout::isFolder(masks))
      places.push_back({split, root / "leftImg8bit" / split, masks, {}});
  return places;
}

/// One form for the whole set, so that both sides of a run are read alike. The truth of the test split is a dummy.
bool hasTrainIds(const fs::path& root, const StopToken& stop) {
  int trainIds = 0, ids = 0;
  for (const DatasetPlace& place : findCityscapes(root)) {
    if (place.split == "test") continue;
    trainIds += layout::countEnding(place.masks, kTrainIdEnding, stop);
    ids += layout::countEnding(place.masks, kIdEnding, stop);
  }
  return trainIds > 0 && trainIds >= ids;
}

Result<Loaded<Dataset>> openCityscapes(const fs::path& root, const DatasetPlace& place, StopToken stop) {
  const bool trainIds = hasTrainIds(root, stop);
  auto dataset =
      layout::openWith(root, place, {kPictureEnding, trainIds ? kTrainIdEnding : kIdEnding, {}}, "cityscapes19", std::move(stop));
  if (!dataset || trainIds || dataset->value.labels->rawIds.empty()) return dataset;
  LabelSet& labels = *dataset->value.labels;
  labels.maskIds = MaskIds::raw;
  labels.maskSuffix = kIdEnding;
  const auto hasClass = [&](int id) {
    return std::any_of(labels.rawIds.begin(), labels.rawIds.end(), [id](const auto& entry) { return entry.first == id; });
  };
  for (int id = 0; id <= kLastId; ++id)
    if (!hasClass(id)) dataset->value.ignoredIds.push_back(id);
  labels.ignoredIds = dataset->value.ignoredIds;
  return dataset;
}

}  // namespace

DatasetFormat cityscapesFormat() { return {"cityscapes", 2, &findCityscapes, &openCityscapes}; }

}  // namespace ssa

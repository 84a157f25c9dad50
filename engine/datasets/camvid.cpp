#include "engine/datasets/camvid.h"

#include "engine/datasets/layout.h"

namespace ssa {
namespace {

namespace fs = std::filesystem;

constexpr const char* kMaskSuffix = "annot";
constexpr int kVoid = 11;

std::vector<DatasetPlace> findCamvid(const fs::path& root) {
  std::vector<DatasetPlace> places;
  for (const std::string& name : layout::subFolders(root))
    if (const fs::path masks = root / (name + kMaskSuffix); layout::isFolder(masks))
      places.push_back({name, root / name, masks, {}});
  return places;
}

Result<Loaded<Dataset>> openCamvid(const fs::path& root, const DatasetPlace& place, StopToken stop) {
  auto dataset = layout::openWith(root, place, {}, "camvid11", std::move(stop));
  if (dataset) dataset->value.ignoredIds = {kVoid};
  return dataset;
}

}  // namespace

DatasetFormat camvidFormat() { return {"camvid", 1, &findCamvid, &openCamvid}; }

}  // namespace ssa

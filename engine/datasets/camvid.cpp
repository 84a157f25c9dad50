#include "engine/datasets/camvid.h"

#include "engine/datasets/layout.h"

namespace ssa {
namespace {

namespace fs = std::filesystem;

constexpr const char* kMaskSuffix = "annot";
constexpr int kVoid = 11;

std::vector<std::string> camvidSplits(const fs::path& root) {
  std::vector<std::string> splits;
  for (const std::string& name : layout::subFolders(root))
    if (layout::isFolder(root / (name + kMaskSuffix))) splits.push_back(name);
  return splits;
}

Result<Loaded<Dataset>> openCamvid(const fs::path& root, const std::string& split, StopToken stop) {
  auto labels = layout::tableOf(root, "camvid11");
  if (!labels) return std::move(labels).error();
  auto dataset = pairFolders(root / split, root / (split + kMaskSuffix), std::move(stop));
  if (!dataset) return dataset;
  dataset->value.format = "camvid";
  dataset->value.root = root;
  dataset->value.split = split;
  dataset->value.ignoredIds = {kVoid};
  dataset->value.labels = std::move(*labels);
  return dataset;
}

}  // namespace

DatasetFormat camvidFormat() { return {"camvid", &camvidSplits, &openCamvid}; }

}  // namespace ssa

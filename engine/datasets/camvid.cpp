#include "engine/datasets/camvid.h"

#include <algorithm>
#include <system_error>

#include "engine/datasets/natural_order.h"

namespace ssa {
namespace {

namespace fs = std::filesystem;

constexpr const char* kMaskSuffix = "annot";
constexpr int kVoid = 11;

std::vector<std::string> camvidSplits(const fs::path& root) {
  std::vector<std::string> splits;
  std::error_code error;
  for (fs::directory_iterator it(root, error); !error && it != fs::directory_iterator(); it.increment(error)) {
    const std::string name = it->path().filename().string();
    std::error_code ignored;
    if (it->is_directory(ignored) && fs::is_directory(root / (name + kMaskSuffix), ignored)) splits.push_back(name);
  }
  std::sort(splits.begin(), splits.end(), naturalLess);
  return splits;
}

Result<Loaded<Dataset>> openCamvid(const fs::path& root, const std::string& split, StopToken stop) {
  auto dataset = pairFolders(root / split, root / (split + kMaskSuffix), std::move(stop));
  if (!dataset) return dataset;
  dataset->value.format = "camvid";
  dataset->value.root = root;
  dataset->value.split = split;
  dataset->value.ignoredIds = {kVoid};
  return dataset;
}

}  // namespace

DatasetFormat camvidFormat() { return {"camvid", &camvidSplits, &openCamvid}; }

}  // namespace ssa

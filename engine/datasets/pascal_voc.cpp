#include "engine/datasets/pascal_voc.h"

#include "engine/datasets/layout.h"

namespace ssa {
namespace {

namespace fs = std::filesystem;

std::vector<DatasetPlace> findVoc(const fs::path& root) {
  constexpr const char* kLists = "ImageSets/Segmentation";
  const fs::path base =
      layout::firstWith({root, root / "VOC2012", root / "VOCdevkit/VOC2012"}, {"JPEGImages", "SegmentationClass", kLists});
  if (base.empty()) return {};
  return layout::listedPlaces(base / kLists, base / "JPEGImages", base / "SegmentationClass");
}

Result<Loaded<Dataset>> openVoc(const fs::path& root, const DatasetPlace& place, StopToken stop) {
  return layout::openWith(root, place, {}, "voc21", std::move(stop));
}

}  // namespace

DatasetFormat pascalVocFormat() { return {"pascal_voc", 2, &findVoc, &openVoc}; }

}  // namespace ssa

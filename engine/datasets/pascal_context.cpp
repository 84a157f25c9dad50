#include "engine/datasets/pascal_context.h"

#include "engine/datasets/layout.h"

namespace ssa {
namespace {

namespace fs = std::filesystem;

std::vector<DatasetPlace> findContext(const fs::path& root) {
  constexpr const char* kMasks = "SegmentationClassContext";
  const fs::path base = layout::firstWith({root, root / "VOC2010", root / "VOCdevkit/VOC2010"}, {"JPEGImages", kMasks});
  if (base.empty()) return {};
  auto places = layout::listedPlaces(base / "ImageSets/SegmentationContext", base / "JPEGImages", base / kMasks);
  if (places.empty()) places.push_back({"", base / "JPEGImages", base / kMasks, {}});
  return places;
}

Result<Loaded<Dataset>> openContext60(const fs::path& root, const DatasetPlace& place, StopToken stop) {
  return layout::openWith(root, place, {}, "pascalcontext60", std::move(stop));
}
Result<Loaded<Dataset>> openContext59(const fs::path& root, const DatasetPlace& place, StopToken stop) {
  return layout::openWith(root, place, {}, "pascalcontext59", std::move(stop));
}

}  // namespace

DatasetFormat pascalContext60Format() { return {"pascal_context60", 2, &findContext, &openContext60}; }
DatasetFormat pascalContext59Format() { return {"pascal_context59", 2, &findContext, &openContext59}; }

}  // namespace ssa

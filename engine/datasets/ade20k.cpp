#include "engine/datasets/ade20k.h"

#include "engine/datasets/layout.h"

namespace ssa {
namespace {

namespace fs = std::filesystem;

std::vector<DatasetPlace> findAde20k(const fs::path& root) {
  const fs::path base = layout::firstWith({root, root / "ADEChallengeData2016"}, {"images", "annotations"});
  if (base.empty()) return {};
  std::vector<DatasetPlace> places;
  for (const char* split : {"training", "validation"}) {
    const DatasetPlace place{split, base / "images" / split, base / "annotations" / split, {}};
    if (layout::holdsName(place.images, "ADE_") && layout::isFolder(place.masks)) places.push_back(place);
  }
  // The sample of the challenge has no splits.
  if (places.empty() && layout::holdsName(base / "images", "ADE_"))
    places.push_back({"", base / "images", base / "annotations", {}});
  return places;
}

Result<Loaded<Dataset>> openAde20k(const fs::path& root, const DatasetPlace& place, StopToken stop) {
  return layout::openWith(root, place, {}, "ade20k150", std::move(stop));
}

}  // namespace

DatasetFormat ade20kFormat() { return {"ade20k", 2, &findAde20k, &openAde20k}; }

}  // namespace ssa

#include "engine/metrics/small_objects.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "engine/metrics/regions.h"

namespace ssa {
namespace {

std::string sideText(Size size) { return std::to_string(size.width) + "x" + std::to_string(size.height); }

std::optional<double> shareOf(std::int64_t part, std::int64_t whole) {
  if (whole == 0) return std::nullopt;
  return 100.0 * static_cast<double>(part) / static_cast<double>(whole);
}

}  // namespace

Result<std::vector<TruthObject>> truthObjects(const LabelMap& truth, const LabelMap& predicted, int classes) {
  if (predicted.size() != truth.size())
    return Error(ErrorCode::sizeMismatch, {{"found", sideText(predicted.size())}, {"expected", sideText(truth.size())}});
  const auto t = truth.labels(), p = predicted.labels();
  std::vector<std::int32_t> keys(t.size(), kNoRegion);
  for (std::size_t i = 0; i < t.size(); ++i)
    if (t[i] < classes) keys[i] = t[i];
  const Regions regions = connectedRegions(keys, truth.size());

  std::vector<TruthObject> objects(regions.first.size());
  std::vector<std::map<std::uint8_t, std::int64_t>> votes(objects.size());
  for (std::size_t r = 0; r < objects.size(); ++r) {
    const auto first = static_cast<int>(regions.first[r]);
    objects[r].id = keys[regions.first[r]];
    objects[r].first = {first % truth.width(), first / truth.width()};
    objects[r].box = regions.box[r];
  }
  for (std::size_t i = 0; i < t.size(); ++i) {
    if (keys[i] == kNoRegion) continue;
    const auto r = static_cast<std::size_t>(regions.region[i]);
    ++objects[r].pixels;
    objects[r].right += p[i] == t[i] ? 1 : 0;
    ++votes[r][p[i]];
  }
  for (std::size_t r = 0; r < objects.size(); ++r) {
    const auto most =
        std::max_element(votes[r].begin(), votes[r].end(), [](const auto& a, const auto& b) { return a.second < b.second; });
    objects[r].mostPredicted = most->first;
  }
  return objects;
}

std::size_t objectBin(std::int64_t pixels, const std::vector<std::int64_t>& bins_px) {
  const auto above = std::upper_bound(bins_px.begin(), bins_px.end(), pixels);
  if (above == bins_px.begin()) throw ContractViolation("object of " + std::to_string(pixels) + " pixels lies below every bin");
  return static_cast<std::size_t>(above - bins_px.begin()) - 1;
}

std::optional<double> ObjectCounts::hitRate() const { return shareOf(hits, objects); }
std::optional<double> ObjectCounts::pixelRecall() const { return shareOf(right, pixels); }

std::vector<ObjectCounts> countObjects(const std::vector<TruthObject>& objects, const std::vector<std::int64_t>& bins_px) {
  std::map<std::pair<int, int>, ObjectCounts> cells;
  for (const TruthObject& object : objects) {
    const int bin = static_cast<int>(objectBin(object.pixels, bins_px));
    ObjectCounts& cell = cells[{object.id, bin}];
    cell.id = object.id;
    cell.bin = bin;
    ++cell.objects;
    cell.hits += object.hit() ? 1 : 0;
    cell.pixels += object.pixels;
    cell.right += object.right;
  }
  std::vector<ObjectCounts> counts;
  for (const auto& [key, cell] : cells) counts.push_back(cell);
  return counts;
}

}  // namespace ssa

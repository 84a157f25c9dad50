#include "engine/metrics/boundary_forensics.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numbers>
#include <string>

#include "engine/metrics/distance.h"
#include "engine/metrics/regions.h"

namespace ssa {
namespace {

constexpr float kCurvatureRadius = 6;
constexpr int kThickestRadius = 32;
constexpr int kIdStep = 256;

/// The unit edge between a pixel and its right or lower neighbour; its middle lies on the half-pixel lattice.
struct Edge {
  Point at;    ///< upper or left pixel
  bool right;  ///< the other pixel is to the right, else below
  Point other() const { return right ? Point{at.x + 1, at.y} : Point{at.x, at.y + 1}; }
  /// Middle, in half pixels from the first pixel's centre.
  Point middle() const { return right ? Point{2 * at.x + 1, 2 * at.y} : Point{2 * at.x, 2 * at.y + 1}; }
};

/// Steps on the half-pixel lattice within reach, nearest first; between middles both parts are even or both odd.
struct Offset {
  int dx, dy, squared;
};
std::vector<Offset> offsetsWithin(int reach_px) {
  std::vector<Offset> offsets;
  const int reach = 2 * reach_px;
  for (int dy = -reach; dy <= reach; ++dy)
    for (int dx = -reach; dx <= reach; ++dx)
      if (dx * dx + dy * dy <= reach * reach && (dx - dy) % 2 == 0) offsets.push_back({dx, dy, dx * dx + dy * dy});
  std::stable_sort(offsets.begin(), offsets.end(), [](const Offset& a, const Offset& b) { return a.squared < b.squared; });
  return offsets;
}

/// Class pairs of the edges of a mask, as one number; -1 where there is no edge.
class EdgeMap {
 public:
  explicit EdgeMap(const LabelMap& labels) : labels_(labels) {}
  /// Pair of the edge whose middle is given in half pixels.
  int pairAt(int mx, int my) const {
    if (mx < 0 || my < 0) return -1;
    const Edge edge{{mx / 2, my / 2}, mx % 2 == 1};
    const Point other = edge.other();
    if (other.x >= labels_.width() || other.y >= labels_.height()) return -1;
    return pairOf(labels_.at(edge.at), labels_.at(other));
  }
  static int pairOf(std::uint8_t a, std::uint8_t b) {
    if (a == b || a == kIgnore || b == kIgnore) return -1;
    return std::min(a, b) * kIdStep + std::max(a, b);
  }

 private:
  const LabelMap& labels_;
};

/// Share of the lower class among the pixels of both within a disc around an edge's middle, turned into a curvature.
float curvatureAt(const LabelMap& truth, const Edge& edge, std::uint8_t low, std::uint8_t high) {
  const Point middle = edge.middle();
  const float mx = static_cast<float>(middle.x) / 2, my = static_cast<float>(middle.y) / 2;
  int ofLow = 0, ofBoth = 0;
  const int reach = static_cast<int>(kCurvatureRadius) + 1;
  for (int y = std::max(0, edge.at.y - reach); y <= std::min(truth.height() - 1, edge.at.y + reach); ++y) {
    for (int x = std::max(0, edge.at.x - reach); x <= std::min(truth.width() - 1, edge.at.x + reach); ++x) {
      const float dx = static_cast<float>(x) - mx, dy = static_cast<float>(y) - my;
      if (dx * dx + dy * dy > kCurvatureRadius * kCurvatureRadius) continue;
      const std::uint8_t id = truth.at({x, y});
      ofLow += id == low ? 1 : 0;
      ofBoth += id == low || id == high ? 1 : 0;
    }
  }
  const float share = static_cast<float>(ofLow) / static_cast<float>(ofBoth);
  return 3 * std::numbers::pi_v<float> / (2 * kCurvatureRadius) * (1 - 2 * share);
}

/// The true borders, each element measured against the prediction.
std::vector<BorderElement> measureBorder(const LabelMap& truth, const LabelMap& shown, const std::vector<float>& thickness,
                                         const ForensicsOptions& options) {
  std::vector<BorderElement> border;
  const EdgeMap edges(shown);
  const std::vector<Offset> offsets = offsetsWithin(options.reach_px);
  const auto thick = [&](Point p) {
    return thickness[static_cast<std::size_t>(p.y) * static_cast<std::size_t>(truth.width()) + static_cast<std::size_t>(p.x)];
  };
  const auto measure = [&](const Edge& edge) {
    const Point other = edge.other();
    const std::uint8_t a = truth.at(edge.at), b = truth.at(other);
    const int pair = EdgeMap::pairOf(a, b);
    if (pair < 0) return;
    BorderElement element;
    const bool swapped = b < a;
    element.low = swapped ? other : edge.at;
    element.high = swapped ? edge.at : other;
    element.lowId = std::min(a, b);
    element.highId = std::max(a, b);
    const Point middle = edge.middle();
    const int nx = element.high.x - element.low.x, ny = element.high.y - element.low.y;  // from the lower class to the higher
    for (const Offset& o : offsets) {
      if (edges.pairAt(middle.x + o.dx, middle.y + o.dy) != pair) continue;
      const float distance = std::sqrt(static_cast<float>(o.squared)) / 2;
      element.distance = o.dx * nx + o.dy * ny < 0 ? -distance : distance;
      break;
    }
    element.curvature = curvatureAt(truth, edge, element.lowId, element.highId);
    element.thickness = std::min(thick(element.low), thick(element.high));
    border.push_back(element);
  };
  for (int y = 0; y < truth.height(); ++y) {
    for (int x = 0; x < truth.width(); ++x) {
      if (x + 1 < truth.width()) measure({{x, y}, true});
      if (y + 1 < truth.height()) measure({{x, y}, false});
    }
  }
  return border;
}

/// Sums over one wrong region.
struct RegionSums {
  std::int64_t pixels = 0;
  std::int64_t thin = 0;
  float deepest = 0;
  double confidence = 0;
  bool touchesRight = false;
};

ErrorKind kindOf(const ErrorRegion& region, const RegionSums& sums, const ForensicsOptions& options) {
  if (2 * sums.thin >= sums.pixels) return ErrorKind::missedThinPart;
  if (region.depth_px && *region.depth_px <= static_cast<float>(options.shift_px)) return ErrorKind::shift;
  if (region.confidence && *region.confidence >= options.sure) return ErrorKind::doubtfulTruth;
  return sums.touchesRight ? ErrorKind::leak : ErrorKind::island;
}

/// The wrong regions, sorted into kinds; also fills Forensics::kinds.
void findRegions(const LabelMap& truth, const LabelMap& shown, const ScoreMap& confidence, const std::vector<float>& thickness,
                 const ForensicsOptions& options, Forensics& result) {
  const auto t = truth.labels(), p = shown.labels();
  std::vector<std::int32_t> keys(t.size(), kNoRegion);
  std::array<bool, 256> wrongly{};
  for (std::size_t i = 0; i < t.size(); ++i) {
    if (t[i] == kIgnore || t[i] == p[i]) continue;
    keys[i] = t[i] * kIdStep + p[i];
    wrongly[p[i]] = true;
  }
  const Regions regions = connectedRegions(keys, truth.size());
  std::vector<RegionSums> sums(regions.first.size());
  const int width = truth.width();
  for (int id = 0; id < 256; ++id) {
    if (!wrongly[static_cast<std::size_t>(id)]) continue;
    std::vector<std::uint8_t> inside(t.size());
    for (std::size_t i = 0; i < t.size(); ++i) inside[i] = t[i] == id && id != kIgnore ? 1 : 0;
    const std::vector<float> squared = squaredDistance(inside, truth.size());
    for (std::size_t i = 0; i < t.size(); ++i) {
      if (keys[i] < 0 || p[i] != id) continue;
      RegionSums& sum = sums[static_cast<std::size_t>(regions.region[i])];
      ++sum.pixels;
      sum.thin += thickness[i] <= static_cast<float>(options.thin_px) ? 1 : 0;
      sum.deepest = std::max(sum.deepest, squared[i]);
      if (!confidence.empty()) sum.confidence += static_cast<double>(confidence.values()[i]);
      if (sum.touchesRight) continue;
      const int x = static_cast<int>(i) % width, y = static_cast<int>(i) / width;
      for (int dy = -1; dy <= 1; ++dy)
        for (int dx = -1; dx <= 1; ++dx)
          if (Rect{0, 0, width, truth.height()}.contains({x + dx, y + dy}))
            sum.touchesRight = sum.touchesRight || (truth.at({x + dx, y + dy}) == id && shown.at({x + dx, y + dy}) == id);
    }
  }
  for (std::size_t r = 0; r < sums.size(); ++r) {
    const std::size_t first = regions.first[r];
    const RegionSums& sum = sums[r];
    ErrorRegion region;
    region.truth = t[first];
    region.predicted = p[first];
    region.pixels = sum.pixels;
    region.box = regions.box[r];
    region.first = {static_cast<int>(first) % width, static_cast<int>(first) / width};
    if (sum.deepest < kFarSquared) region.depth_px = std::sqrt(sum.deepest);
    region.thinShare = static_cast<double>(sum.thin) / static_cast<double>(sum.pixels);
    if (!confidence.empty()) region.confidence = sum.confidence / static_cast<double>(sum.pixels);
    region.kind = kindOf(region, sum, options);
    result.regions.push_back(region);
  }
  result.kinds = LabelMap(truth.size(), kIgnore);
  for (std::size_t i = 0; i < t.size(); ++i)
    if (keys[i] >= 0)
      result.kinds.labels()[i] = static_cast<std::uint8_t>(result.regions[static_cast<std::size_t>(regions.region[i])].kind);
}

std::optional<double> forensicsRatio(double part, std::int64_t whole) {
  if (whole == 0) return std::nullopt;
  return part / static_cast<double>(whole);
}

void countElement(BorderCounts& sums, const BorderElement& element, const ForensicsOptions& options) {
  ++sums.elements;
  if (!element.distance) {
    sums.clippedSum_px += options.reach_px;
    return;
  }
  const auto distance = static_cast<double>(*element.distance);
  ++sums.found;
  sums.signedSum_px += distance;
  sums.absoluteSum_px += std::abs(distance);
  sums.clippedSum_px += std::abs(distance);
}

template <std::size_t N>
std::size_t profileBin(const std::array<float, N>& bins, float value) {
  return static_cast<std::size_t>(std::upper_bound(bins.begin() + 1, bins.end(), value) - bins.begin()) - 1;
}

}  // namespace

Result<Forensics> boundaryForensics(const LabelMap& truth, const LabelMap& predicted, const ScoreMap& confidence, int classes,
                                    const ForensicsOptions& options) {
  const auto text = [](Size size) { return std::to_string(size.width) + "x" + std::to_string(size.height); };
  for (const Size size : {predicted.size(), confidence.empty() ? truth.size() : confidence.size()})
    if (size != truth.size()) return Error(ErrorCode::sizeMismatch, {{"found", text(size)}, {"expected", text(truth.size())}});

  LabelMap known = truth, shown = predicted;
  for (std::uint8_t& id : known.labels()) id = id < classes ? id : kIgnore;
  for (std::size_t i = 0; i < known.labels().size(); ++i)
    if (known.labels()[i] == kIgnore) shown.labels()[i] = kIgnore;
  const std::vector<float> thickness = localThickness(known, kThickestRadius);
  Forensics result;
  result.known = truth.size().area() - known.histogram()[kIgnore];
  result.border = measureBorder(known, shown, thickness, options);
  findRegions(known, shown, confidence, thickness, options, result);
  return result;
}

std::optional<double> BorderCounts::meanSigned() const { return forensicsRatio(signedSum_px, found); }
std::optional<double> BorderCounts::meanAbsolute() const { return forensicsRatio(absoluteSum_px, found); }
std::optional<double> BorderCounts::meanClipped() const { return forensicsRatio(clippedSum_px, elements); }
std::optional<double> BorderCounts::lostShare() const {
  return forensicsRatio(100.0 * static_cast<double>(elements - found), elements);
}

void BorderCounts::add(const BorderCounts& other) {
  elements += other.elements;
  found += other.found;
  signedSum_px += other.signedSum_px;
  absoluteSum_px += other.absoluteSum_px;
  clippedSum_px += other.clippedSum_px;
}

std::int64_t ForensicsCounts::wrong() const {
  std::int64_t sum = 0;
  for (const KindCounts& kind : kinds) sum += kind.pixels;
  return sum;
}

void ForensicsCounts::add(const ForensicsCounts& other) {
  known += other.known;
  border.add(other.border);
  for (std::size_t i = 0; i < byThickness.size(); ++i) byThickness[i].add(other.byThickness[i]);
  for (std::size_t i = 0; i < byCurvature.size(); ++i) byCurvature[i].add(other.byCurvature[i]);
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    kinds[i].regions += other.kinds[i].regions;
    kinds[i].pixels += other.kinds[i].pixels;
  }
  for (const PairCounts& pair : other.pairs) {
    const auto before = [](const PairCounts& a, const PairCounts& b) {
      return std::pair{a.lowId, a.highId} < std::pair{b.lowId, b.highId};
    };
    const auto found = std::lower_bound(pairs.begin(), pairs.end(), pair, before);
    if (found != pairs.end() && !before(pair, *found))
      found->border.add(pair.border);
    else
      pairs.insert(found, pair);
  }
}

ForensicsCounts countForensics(const Forensics& forensics, const ForensicsOptions& options) {
  ForensicsCounts counts;
  counts.known = forensics.known;
  std::map<std::pair<std::uint8_t, std::uint8_t>, BorderCounts> pairs;
  for (const BorderElement& element : forensics.border) {
    countElement(counts.border, element, options);
    countElement(pairs[{element.lowId, element.highId}], element, options);
    countElement(counts.byThickness[profileBin(kThicknessBins, element.thickness)], element, options);
    countElement(counts.byCurvature[profileBin(kCurvatureBins, std::abs(element.curvature))], element, options);
  }
  for (const auto& [ids, border] : pairs) counts.pairs.push_back({ids.first, ids.second, border});
  for (const ErrorRegion& region : forensics.regions) {
    KindCounts& kind = counts.kinds[static_cast<std::size_t>(region.kind)];
    ++kind.regions;
    kind.pixels += region.pixels;
  }
  return counts;
}

}  // namespace ssa

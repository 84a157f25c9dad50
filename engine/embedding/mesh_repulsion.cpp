#include "engine/embedding/mesh_repulsion.h"

#include <algorithm>
#include <cstdint>

namespace ssa {
namespace {

/// Columns of nodes in a band: as wide as a spline, so that a band's points touch its own and the next band only.
constexpr int kBand = 8;
static_assert(kBand >= cuda::kMeshOrder);
/// Free nodes on each side: room for a spline and for the ringing of the kernel's cut at the far end.
constexpr int kMargin = 8;
constexpr int kLargestSide = 4096, kSmallestSide = 32;
constexpr int kPointsPerPart = 2048;
constexpr std::size_t kAlignedFloats = 16;  ///< 64 bytes

std::size_t index(std::int64_t i) { return static_cast<std::size_t>(i); }

/// The next length that the transforms like: a multiple of 16, steps of at most a third.
int sideFor(int nodes) {
  for (int power = kSmallestSide; power <= kLargestSide; power *= 2)
    for (const int side : {power, power / 4 * 5, power / 2 * 3})
      if (side % 16 == 0 && side >= nodes) return std::min(side, kLargestSide);
  return kLargestSide;
}

float* aligned(std::vector<float>& values, std::int64_t floats) {
  if (values.size() < index(floats) + kAlignedFloats) values.resize(index(floats) + kAlignedFloats);
  const auto at = reinterpret_cast<std::uintptr_t>(values.data());
  return values.data() + (64 - at % 64) % 64 / sizeof(float);
}

}  // namespace

void MeshRepulsion::lay(const float* map, int count) {
  float low[2] = {map[0], map[1]}, high[2] = {map[0], map[1]};
  for (int i = 0; i < count; ++i) {
    for (int d = 0; d < 2; ++d) {
      low[d] = std::min(low[d], map[2 * index(i) + index(d)]);
      high[d] = std::max(high[d], map[2 * index(i) + index(d)]);
    }
  }
  const float widest = std::max(high[0] - low[0], high[1] - low[1]);
  mesh_.spacing = std::max(spacing_, widest / static_cast<float>(kLargestSide - 2 * kMargin - 1));
  const auto side = [&](int d) { return sideFor(static_cast<int>((high[d] - low[d]) / mesh_.spacing) + 2 + 2 * kMargin); };
  mesh_.width = side(0);
  mesh_.height = side(1);
  mesh_.originX = low[0] - kMargin * mesh_.spacing;
  mesh_.originY = low[1] - kMargin * mesh_.spacing;
}

void MeshRepulsion::sortIntoBands(const float* map, int count) {
  const int bands = mesh_.width / kBand;
  band_.resize(index(count));
  order_.resize(index(count));
  bandStart_.assign(index(bands + 1), 0);
  const float inverse = 1.0F / mesh_.spacing;
  for (int i = 0; i < count; ++i) {
    const int first = static_cast<int>((map[2 * index(i)] - mesh_.originX) * inverse) - cuda::kMeshBefore;
    band_[index(i)] = first / kBand;
    ++bandStart_[index(band_[index(i)] + 1)];
  }
  for (int b = 0; b < bands; ++b) bandStart_[index(b + 1)] += bandStart_[index(b)];
  std::vector<int> next(bandStart_.begin(), bandStart_.end() - 1);
  for (int i = 0; i < count; ++i) order_[index(next[index(band_[index(i)])]++)] = i;
}

const cuda::FourierPlan& MeshRepulsion::plan(int length) {
  for (const cuda::FourierPlan& one : plans_)
    if (one.length == length) return one;
  return plans_.emplace_back(cuda::fourierPlan(length));
}

const std::vector<float>& MeshRepulsion::response() {
  constexpr std::size_t kKept = 4;
  const auto same = [&](const Response& one) {
    return one.width == mesh_.width && one.height == mesh_.height && one.spacing == mesh_.spacing;
  };
  const auto found = std::find_if(responses_.begin(), responses_.end(), same);
  if (found != responses_.end()) return found->values;
  if (responses_.size() == kKept) responses_.erase(responses_.begin());
  responses_.push_back({mesh_.width, mesh_.height, mesh_.spacing, meshResponse(mesh_, cuda::tsneMeshKernels().lanes)});
  return responses_.back().values;
}

void MeshRepulsion::compute(const float* map, int count, float* force, float* mass) {
  const cuda::TsneMeshKernels& kernels = cuda::tsneMeshKernels();
  lay(map, count);
  sortIntoBands(map, count);
  const std::vector<float>& factors = response();
  const cuda::FourierPlan& alongY = plan(2 * mesh_.height);
  const cuda::FourierPlan& alongX = plan(mesh_.width);
  const std::int64_t area = static_cast<std::int64_t>(mesh_.width) * mesh_.height;
  float* const nodes = aligned(nodes_, area + 8);
  float* const re = aligned(re_, area);
  float* const im = aligned(im_, area);
  scratch_.resize(index(team_.size()));
  const std::int64_t room = kernels.scratchFloats(std::max(mesh_.width, 2 * mesh_.height));
  const auto scratch = [&](int worker) { return aligned(scratch_[index(worker)], room); };

  const int bands = mesh_.width / kBand;
  team_.run(bands, [&](int band, int) {
    const std::int64_t own = static_cast<std::int64_t>(kBand) * mesh_.height;
    std::fill_n(nodes + band * own, own, 0.0F);
  });
  for (const int parity : {0, 1}) {
    team_.run((bands + 1 - parity) / 2, [&](int part, int) {
      const std::size_t band = index(2 * part + parity);
      kernels.spread(map, order_.data() + bandStart_[band], bandStart_[band + 1] - bandStart_[band], mesh_, nodes);
    });
  }
  const int xBlocks = mesh_.height / kernels.lanes, yBlocks = mesh_.width / kernels.lanes;
  team_.run(xBlocks, [&](int block, int worker) { kernels.intoX(mesh_, alongX, block, nodes, re, im, scratch(worker)); });
  team_.run(yBlocks,
            [&](int block, int worker) { kernels.throughY(mesh_, alongY, block, factors.data(), re, im, scratch(worker)); });
  team_.run(xBlocks, [&](int block, int worker) { kernels.outOfX(mesh_, alongX, block, re, im, nodes, scratch(worker)); });
  team_.run((count + kPointsPerPart - 1) / kPointsPerPart, [&](int part, int) {
    const int first = part * kPointsPerPart;
    kernels.gather(map, order_.data() + first, std::min(kPointsPerPart, count - first), mesh_, nodes, force, mass);
  });
}

}  // namespace ssa

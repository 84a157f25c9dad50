#include "engine/embedding/force_check.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "engine/cuda/tsne_kernels.h"

namespace ssa {
namespace {

constexpr int kMostSampled = 512;
constexpr int kSampledPerPart = 64;

std::size_t index(std::int64_t i) { return static_cast<std::size_t>(i); }

}  // namespace

ForceCheck checkForces(const float* map, int count, const float* force, int turn, Team& team) {
  const int sample = std::min(count, kMostSampled), stride = count / std::max(sample, 1);
  if (sample == 0) return {};
  std::vector<int> rows;
  for (int i = 0; i < sample; ++i)
    rows.push_back(static_cast<int>(static_cast<std::int64_t>(i) * count / sample) + turn % std::max(stride, 1));
  // The sampled points once more behind all of them: the kernel takes its own points in one stretch, and what lies beyond
  // `count` pushes nobody.
  std::vector<float> points(map, map + 2 * index(count));
  for (const int row : rows) points.insert(points.end(), {map[2 * index(row)], map[2 * index(row) + 1]});
  std::vector<float> exact(points.size()), mass(points.size() / 2);
  team.run((sample + kSampledPerPart - 1) / kSampledPerPart, [&](int part, int) {
    const int begin = count + part * kSampledPerPart;
    cuda::tsneKernels().repel2(points.data(), count, begin, std::min(count + sample, begin + kSampledPerPart), exact.data(),
                               mass.data());
  });
  double apart = 0, size = 0;
  for (int i = 0; i < sample; ++i)
    for (int d = 0; d < 2; ++d) {
      const double truth = static_cast<double>(exact[2 * index(count + i) + index(d)]);
      const double given = static_cast<double>(force[2 * index(rows[index(i)]) + index(d)]);
      apart += (given - truth) * (given - truth);
      size += truth * truth;
    }
  return {size > 0 ? std::sqrt(apart / size) : 0, sample};
}

}  // namespace ssa

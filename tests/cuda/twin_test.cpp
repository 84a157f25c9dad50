// Each device operation against its CPU twin. No Qt: it also builds on a bare GPU machine.
#include <cmath>
#include <cstdio>
#include <random>
#include <string>
#include <vector>

#include "engine/cuda/plugin.h"
#include "engine/cuda/tsne_device.h"
#include "engine/cuda/upsample_argmax.h"

namespace {

using namespace ssa::cuda;

int failures = 0;

void check(bool good, const std::string& claim) {
  std::printf("%s  %s\n", good ? "PASS" : "FAIL", claim.c_str());
  failures += good ? 0 : 1;
}

struct Outputs {
  explicit Outputs(std::size_t area) : labels(area), confidence(area), entropy(area), margin(area) {}
  PixelOutputs all() { return {labels.data(), confidence.data(), entropy.data(), margin.data(), nullptr}; }
  std::vector<std::uint8_t> labels;
  std::vector<float> confidence, entropy, margin;
};

double largestDifference(const std::vector<float>& a, const std::vector<float>& b) {
  double worst = 0;
  for (std::size_t i = 0; i < a.size(); ++i)
    worst = std::max(worst, std::abs(static_cast<double>(a[i]) - static_cast<double>(b[i])));
  return worst;
}

// Labels may differ only where the two best classes are equally probable.
std::size_t wrongLabels(const Outputs& device, const Outputs& twin) {
  std::size_t wrong = 0;
  for (std::size_t i = 0; i < twin.labels.size(); ++i) wrong += device.labels[i] != twin.labels[i] && twin.margin[i] > 1e-5F;
  return wrong;
}

void compare(int classes, int height, int width, int rowsOut, int colsOut, bool twice, int views) {
  std::mt19937 random(static_cast<unsigned>(classes + height + colsOut));
  std::normal_distribution<float> normal(0, 3);
  std::vector<std::vector<float>> logits(static_cast<std::size_t>(views));
  AxisTaps rows = bilinearTaps(height, twice ? rowsOut + 7 : rowsOut), cols = bilinearTaps(width, twice ? colsOut * 2 : colsOut);
  if (twice) {
    rows = compose(rows, bilinearTaps(rowsOut + 7, rowsOut));
    cols = compose(cols, bilinearTaps(colsOut * 2, colsOut));
  }
  const AxisTaps flipped = mirrored(cols);
  std::vector<LogitView> list;
  for (std::vector<float>& values : logits) {
    values.resize(static_cast<std::size_t>(classes) * static_cast<std::size_t>(height) * static_cast<std::size_t>(width));
    for (float& value : values) value = normal(random);
    list.push_back({values.data(), height, width, &rows, list.empty() ? &cols : &flipped});
  }
  const std::size_t area = static_cast<std::size_t>(rowsOut) * static_cast<std::size_t>(colsOut);
  Outputs twin(area), device(area), labels(area);
  const Stream stream{0, nullptr};
  upsampleArgmaxMean(list, classes, twin.all(), 0);
  upsampleArgmaxMean(list, classes, device.all(), 0, stream);
  PixelOutputs only;
  only.labels = labels.labels.data();
  upsampleArgmaxMean(list, classes, only, 0, stream);
  const std::string name = "K=" + std::to_string(classes) + " " + std::to_string(height) + "x" + std::to_string(width) + " -> " +
                           std::to_string(rowsOut) + "x" + std::to_string(colsOut) + (twice ? " twice" : "") + ", views " +
                           std::to_string(views);
  check(wrongLabels(device, twin) == 0, name + ": labels with scores");
  check(wrongLabels(labels, twin) == 0, name + ": labels alone");
  check(largestDifference(device.confidence, twin.confidence) < 2e-5, name + ": confidence");
  check(largestDifference(device.entropy, twin.entropy) < 2e-5, name + ": entropy");
  check(largestDifference(device.margin, twin.margin) < 2e-5, name + ": margin");
}

// A ring of points with edges to their next ones, rows padded as the kernels want them.
void compareTsne(int count, int dimensions) {
  std::mt19937 random(static_cast<unsigned>(count * dimensions));
  std::normal_distribution<float> normal(0, 20);
  const std::size_t points = static_cast<std::size_t>(count), coordinates = points * static_cast<std::size_t>(dimensions);
  std::vector<float> map(coordinates), weight;
  for (float& value : map) value = normal(random);
  std::vector<std::int64_t> start = {0};
  std::vector<std::int32_t> to;
  for (int i = 0; i < count; ++i) {
    const int edges = i % 70;
    for (int e = 0; e < (edges + kEdgePadding - 1) / kEdgePadding * kEdgePadding; ++e) {
      to.push_back(e < edges ? (i + e + 1) % count : i);
      weight.push_back(e < edges ? 1.0F / static_cast<float>(count * (e + 1)) : 0.0F);
    }
    start.push_back(static_cast<std::int64_t>(to.size()));
  }
  const TsneEdges edges{start.data(), to.data(), weight.data()};
  std::vector<float> pull(coordinates), push(coordinates), mass(points), pullTwin(coordinates), pushTwin(coordinates),
      massTwin(points);
  const TsneKernels& twin = tsneKernels();
  (dimensions == 2 ? twin.attract2 : twin.attract3)(map.data(), edges, 0, count, pullTwin.data());
  (dimensions == 2 ? twin.repel2 : twin.repel3)(map.data(), count, 0, count, pushTwin.data(), massTwin.data());
  TsneDevice device(edges, count, dimensions, {0, nullptr});
  const std::string name = "t-SNE of " + std::to_string(count) + " points in " + std::to_string(dimensions) + " dimensions: ";
  device.forces(map.data(), pull.data(), push.data(), mass.data());
  const auto largest = [](const std::vector<float>& values) {
    double most = 1e-30;
    for (const float value : values) most = std::max(most, std::abs(static_cast<double>(value)));
    return most;
  };
  check(largestDifference(pull, pullTwin) < 2e-6 * largest(pullTwin), name + "attraction");
  check(largestDifference(push, pushTwin) < 1e-5 * largest(pushTwin), name + "repulsion");
  check(largestDifference(mass, massTwin) < 1e-5 * largest(massTwin), name + "mass");
  const std::vector<float> pullFirst = pull, pushFirst = push;
  device.forces(map.data(), pull.data(), push.data(), mass.data());
  check(pull == pullFirst && push == pushFirst, name + "the same again");
}

}  // namespace

int main() {
  if (driver().devices == 0) {
    std::printf("no CUDA device: skipped (%s)\n", driver().reason.c_str());
    return 77;
  }
  check(operations() != nullptr, "the plug-in loads: " + pluginReason());
  if (!operations()) return 1;
  std::printf("device: %s\n", driver().names[0].c_str());
  for (const int classes : {1, 2, 19, 150, 255}) {
    compare(classes, 16, 20, 67, 101, false, 1);
    compare(classes, 9, 7, 40, 33, true, 1);
    compare(classes, 12, 12, 48, 50, false, 2);
  }
  compare(150, 64, 64, 1024, 2048, false, 1);
  for (const int dimensions : {2, 3})
    for (const int count : {1, 2, 255, 3000}) compareTsne(count, dimensions);
  std::printf("%d failed\n", failures);
  return failures == 0 ? 0 : 1;
}

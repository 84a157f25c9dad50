#include "engine/embedding/first_positions.h"

#include <ATen/ATen.h>

#include <cmath>
#include <numbers>

#include "engine/core/random.h"
#include "engine/embedding/serial_tensors.h"

namespace ssa {

std::vector<float> randomPositions(std::int64_t points, int dimensions, std::uint64_t seed) {
  Random random(seed, 0x75E);
  std::vector<float> positions(static_cast<std::size_t>(points * dimensions));
  for (float& value : positions) {
    const double radius = std::sqrt(-2 * std::log(1 - random.uniform()));
    value = static_cast<float>(kFirstSpread * radius * std::cos(2 * std::numbers::pi * random.uniform()));
  }
  return positions;
}

std::vector<float> principalPositions(const PointRows& points, int dimensions, std::uint64_t seed) {
  const SerialTensors serial;
  constexpr std::int64_t kTile = 8192;
  const std::int64_t features = points.features;
  std::vector<float> centred = comparableRows(points, EmbeddingMetric::euclidean);
  const at::Tensor rows = at::from_blob(centred.data(), {points.count, features}, at::kFloat);  // (N,D)
  at::Tensor covariance = at::zeros({features, features}, at::kDouble);                         // (D,D)
  for (std::int64_t from = 0; from < points.count; from += kTile) {
    const at::Tensor tile = rows.narrow(0, from, std::min(kTile, points.count - from)).to(at::kDouble);
    covariance.addmm_(tile.t(), tile);
  }
  const auto [values, vectors] = at::linalg_eigh(covariance);  // ascending
  std::vector<float> positions = randomPositions(points.count, dimensions, seed);
  const double largest = values[features - 1].item<double>();
  double scale = 0;
  for (int d = 0; d < std::min<std::int64_t>(dimensions, features); ++d) {
    if (!(values[features - 1 - d].item<double>() > 1e-12 * largest)) break;
    at::Tensor axis = vectors.select(1, features - 1 - d).contiguous();  // (D)
    if (axis[axis.abs().argmax()].item<double>() < 0) axis = -axis;
    const at::Tensor projected = at::mv(rows, axis.to(at::kFloat)).to(at::kDouble).contiguous();  // (N)
    if (d == 0) scale = kFirstSpread / std::sqrt(projected.var(false).item<double>());
    const double* const value = projected.const_data_ptr<double>();
    for (std::int64_t i = 0; i < points.count; ++i)
      positions[static_cast<std::size_t>(i * dimensions + d)] = static_cast<float>(value[i] * scale);
  }
  return positions;
}

}  // namespace ssa

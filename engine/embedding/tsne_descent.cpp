#include "engine/embedding/tsne_descent.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <string>
#include <utility>

#include "engine/cuda/tsne_kernels.h"

namespace ssa {
namespace {

constexpr int kExactPart = 128, kPointsPerPart = 1024;
constexpr int kWatchEvery = 100;  ///< iterations
constexpr float kMomentumExaggerated = 0.5F, kMomentum = 0.8F;
constexpr float kGainUp = 0.2F, kGainDown = 0.8F, kLeastGain = 0.01F;
constexpr float kBounds = 1e8F;  ///< no map is so wide; beyond it the descent has blown up

std::size_t index(std::int64_t i) { return static_cast<std::size_t>(i); }

template <class Work>
void forRanges(Team& team, int count, int part, const Work& work) {
  team.run((count + part - 1) / part, [&](int n, int) { work(n * part, std::min(count, (n + 1) * part), n); });
}

/// Sum over the points less their own share of 1, in an order that no thread count changes.
double normaliserOf(const std::vector<float>& mass) {
  double sum = 0;
  for (const float one : mass) sum += static_cast<double>(one);
  return std::max(sum - static_cast<double>(mass.size()), 1e-12);
}

}  // namespace

TsneDescent::TsneDescent(Affinities affinities, std::vector<float> map, const DescentSettings& settings, Team& team)
    : affinities_(std::move(affinities)), settings_(settings), team_(team), map_(std::move(map)) {
  const std::size_t coordinates = index(affinities_.count * settings.dimensions);
  if (map_.size() != coordinates || (settings.dimensions != 2 && settings.dimensions != 3))
    throw ContractViolation("TsneDescent: positions do not fit");
  if (settings.mesh) {
    if (settings.dimensions != 2 || settings.stream.device >= 0)
      throw ContractViolation("TsneDescent: the mesh has two dimensions and is no device's");
    mesh_ = std::make_unique<MeshRepulsion>(settings.meshSpacing, team_);
  }
  if (settings.stream.device >= 0)
    device_ = std::make_unique<cuda::TsneDevice>(affinities_.edges(), count(), settings.dimensions, settings.stream);
  velocity_.assign(coordinates, 0);
  gains_.assign(coordinates, 1);
  attraction_.resize(coordinates);
  repulsion_.resize(coordinates);
  mass_.resize(index(affinities_.count));
}

void TsneDescent::findForces() {
  if (forces_found_) return;
  const cuda::TsneKernels& kernels = cuda::tsneKernels();
  const bool flat = settings_.dimensions == 2;
  const auto attract = flat ? kernels.attract2 : kernels.attract3;
  const auto repel = flat ? kernels.repel2 : kernels.repel3;
  const cuda::TsneEdges edges = affinities_.edges();
  if (device_) {
    device_->forces(map_.data(), attraction_.data(), repulsion_.data(), mass_.data());
  } else if (mesh_) {
    mesh_->compute(map_.data(), count(), repulsion_.data(), mass_.data());
    forRanges(team_, count(), kPointsPerPart,
              [&](int begin, int end, int) { attract(map_.data(), edges, begin, end, attraction_.data()); });
  } else {
    forRanges(team_, count(), kExactPart, [&](int begin, int end, int) {
      attract(map_.data(), edges, begin, end, attraction_.data());
      repel(map_.data(), count(), begin, end, repulsion_.data(), mass_.data());
    });
  }
  normaliser_ = normaliserOf(mass_);
  forces_found_ = true;
}

void TsneDescent::watchForces() {
  if (!mesh_) return;
  findForces();
  force_check_ = checkForces(map_.data(), count(), repulsion_.data(), iteration_ / kWatchEvery, team_);
  if (force_check_.error <= worst_force_error_) return;
  worst_force_error_ = force_check_.error;
  worst_force_iteration_ = iteration_;
}

Result<void> TsneDescent::step() {
  findForces();
  if (iteration_ % kWatchEvery == 0) watchForces();
  const bool exaggerated = iteration_ < settings_.exaggerationIterations;
  const auto pull = static_cast<float>(4 * (exaggerated ? settings_.exaggeration : 1.0));
  const auto push = static_cast<float>(4 / normaliser_);
  const float momentum = exaggerated ? kMomentumExaggerated : kMomentum, rate = static_cast<float>(settings_.learningRate);
  const int dimensions = settings_.dimensions;
  std::atomic<bool> outside = false;
  forRanges(team_, count(), 4 * kPointsPerPart, [&](int begin, int end, int) {
    float widest = 0;
    const std::size_t last = index(end) * index(dimensions);
    for (std::size_t k = index(begin) * index(dimensions); k < last; ++k) {
      const float gradient = pull * attraction_[k] - push * repulsion_[k];
      const float gain = velocity_[k] * gradient < 0 ? gains_[k] + kGainUp : gains_[k] * kGainDown;
      gains_[k] = std::max(gain, kLeastGain);
      velocity_[k] = momentum * velocity_[k] - rate * gains_[k] * gradient;
      map_[k] += velocity_[k];
      widest = std::abs(map_[k]) <= widest ? widest : std::abs(map_[k]);  // a NaN stays
    }
    if (!(widest < kBounds)) outside = true;
  });
  forces_found_ = false;
  ++iteration_;
  if (outside)
    return Error(ErrorCode::badOption,
                 {{"option", "learning-rate"},
                  {"value", std::to_string(settings_.learningRate)},
                  {"expected", "a smaller step: the map burst at iteration " + std::to_string(iteration_)}});
  return {};
}

double TsneDescent::logDistances() const {
  const cuda::TsneKernels& kernels = cuda::tsneKernels();
  const auto sumOf = settings_.dimensions == 2 ? kernels.logDistances2 : kernels.logDistances3;
  std::vector<double> sums(index((count() + kPointsPerPart - 1) / kPointsPerPart));
  forRanges(team_, count(), kPointsPerPart,
            [&](int begin, int end, int part) { sums[index(part)] = sumOf(map_.data(), affinities_.edges(), begin, end); });
  double total = 0;
  for (const double sum : sums) total += sum;
  return total;
}

double TsneDescent::divergence() {
  findForces();
  return affinities_.negativeEntropy + logDistances() + std::log(normaliser_);
}

double TsneDescent::exactDivergence() const {
  const cuda::TsneKernels& kernels = cuda::tsneKernels();
  const auto repel = settings_.dimensions == 2 ? kernels.repel2 : kernels.repel3;
  std::vector<float> force(map_.size()), mass(index(count()));
  forRanges(team_, count(), kExactPart,
            [&](int begin, int end, int) { repel(map_.data(), count(), begin, end, force.data(), mass.data()); });
  return affinities_.negativeEntropy + logDistances() + std::log(normaliserOf(mass));
}

std::vector<float> TsneDescent::gradient() {
  findForces();
  std::vector<float> gradient(map_.size());
  for (std::size_t k = 0; k < gradient.size(); ++k)
    gradient[k] = 4 * attraction_[k] - static_cast<float>(4 / normaliser_) * repulsion_[k];
  return gradient;
}

}  // namespace ssa

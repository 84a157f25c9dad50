#include "engine/api/embedding.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <string_view>
#include <utility>

#include "engine/api/device.h"
#include "engine/api/guard.h"
#include "engine/cuda/upsample_argmax.h"
#include "engine/embedding/first_positions.h"
#include "engine/embedding/preservation.h"
#include "engine/embedding/tsne_descent.h"

namespace ssa {
namespace {

constexpr float kLargestFeature = 1e15F;  ///< squares and their sums stay finite
constexpr std::int64_t kMostPoints = 100'000'000;
constexpr int kExaggerationIterations = 250;
constexpr double kLeastLearningRate = 50;

using Clock = std::chrono::steady_clock;
double secondsSince(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

Error unusable(std::string option, std::string value, std::string expected) {
  return {ErrorCode::badOption, {{"option", std::move(option)}, {"value", std::move(value)}, {"expected", std::move(expected)}}};
}

Result<void> checkNumbers(const char* option, std::span<const float> values, std::int64_t columns) {
  const auto bad = std::find_if(values.begin(), values.end(), [](float value) { return !(std::abs(value) <= kLargestFeature); });
  if (bad == values.end()) return {};
  const auto place = static_cast<std::int64_t>(bad - values.begin());
  return unusable(
      option, std::to_string(*bad) + " in row " + std::to_string(place / columns) + ", column " + std::to_string(place % columns),
      "finite numbers up to 1e15");
}

Result<void> checkEmbedding(const PointRows& points, const EmbeddingOptions& options, std::span<const float> warmStart) {
  if (points.count < 1 || points.count > kMostPoints)
    return unusable("input", std::to_string(points.count) + " points", "1 to 100 million points");
  if (points.features < 1 || static_cast<std::int64_t>(points.values.size()) != points.count * points.features)
    return unusable("input", std::to_string(points.values.size()) + " values", "points × features values");
  if (options.dimensions != 2 && options.dimensions != 3)
    return unusable("dimensions", std::to_string(options.dimensions), "2 or 3");
  if (!(options.perplexity >= 1)) return unusable("perplexity", std::to_string(options.perplexity), "at least 1");
  if (!(options.learningRate >= 0) || !(options.exaggeration >= 1))
    return unusable("learning-rate", std::to_string(options.learningRate), "0 or more, exaggeration at least 1");
  if (!(options.meshSpacing >= 0.05 && options.meshSpacing <= 2))
    return unusable("mesh-spacing", std::to_string(options.meshSpacing), "0.05 to 2");
  if (options.repulsion == EmbeddingRepulsion::mesh && options.dimensions == 3)
    return unusable("repulsion", "mesh", "auto or exact in three dimensions");
  if (!warmStart.empty() && static_cast<std::int64_t>(warmStart.size()) != points.count * options.dimensions)
    return unusable("warm-start", std::to_string(warmStart.size()) + " values",
                    std::to_string(points.count) + " × " + std::to_string(options.dimensions) + " values");
  SSA_TRY(checkNumbers("input", points.values, points.features));
  return checkNumbers("warm-start", warmStart, options.dimensions);
}

/// The device of `cuda:N`, -1 for the processor.
int deviceNumber(const std::string& used) { return used.starts_with("cuda:") ? std::stoi(used.substr(5)) : -1; }

EmbeddingFacts plannedFacts(const PointRows& points, const EmbeddingOptions& options, bool warm, const std::string& device) {
  EmbeddingFacts facts;
  facts.points = points.count;
  facts.features = points.features;
  facts.dimensions = options.dimensions;
  facts.metric = options.metric;
  facts.start = warm ? "warm" : options.start == EmbeddingStart::pca ? "pca" : "random";
  facts.seed = options.seed;
  facts.perplexityAsked = options.perplexity;
  facts.perplexity = points.count > 1 ? perplexityFor(options.perplexity, points.count) : 1;
  facts.neighbours = points.count > 1 ? neighboursFor(facts.perplexity, points.count) : 0;
  facts.exaggeration = options.exaggeration;
  facts.exaggerationIterations =
      options.exaggerationIterations >= 0 ? options.exaggerationIterations : (warm ? 0 : kExaggerationIterations);
  facts.learningRate = options.learningRate > 0
                           ? options.learningRate
                           : std::max(static_cast<double>(points.count) / options.exaggeration / 4, kLeastLearningRate);
  const bool wantsMesh = options.repulsion == EmbeddingRepulsion::mesh ||
                         (options.repulsion == EmbeddingRepulsion::automatic && points.count > options.exactRepulsionLimit);
  facts.device = device;
  facts.repulsion = wantsMesh && options.dimensions == 2 && deviceNumber(device) < 0 ? "mesh" : "exact";
  facts.meshSpacing = facts.repulsion == "mesh" ? options.meshSpacing : 0;
  facts.neighbourSearch = points.count <= options.exactNeighbourLimit ? "exact" : "graph";
  facts.instructionSet = cuda::kernelInstructionSet();
  return facts;
}

class EmbedderOnPoints final : public Embedder {
 public:
  EmbedderOnPoints(const PointRows& points, const EmbeddingOptions& options, bool warm, const std::string& device)
      : options_(options),
        facts_(plannedFacts(points, options, warm, device)),
        team_(options.threads > 0 ? options.threads : computeThreads()) {
    facts_.threads = team_.size();
  }

  Result<void> prepare(const PointRows& points, std::span<const float> warmStart, const OnEmbeddingMap& onMap,
                       const StopToken& stop, ProgressSink& progress) {
    const int dimensions = facts_.dimensions;
    std::vector<float> first(warmStart.begin(), warmStart.end());
    if (first.empty() && options_.start == EmbeddingStart::pca && points.count > 1)
      first = principalPositions(points, dimensions, options_.seed);
    else if (first.empty())
      first = randomPositions(points.count, dimensions, options_.seed);
    if (onMap) onMap({dimensions, first, 0, std::nullopt});
    if (points.count == 1) {
      only_ = std::move(first);
      return {};
    }
    const Clock::time_point searching = Clock::now();
    auto neighbours = facts_.neighbourSearch == "exact"
                          ? exactNeighbours(points, facts_.neighbours, facts_.metric, team_, stop, progress)
                          : graphNeighbours(points, facts_.neighbours, facts_.metric, facts_.seed, team_, stop, progress);
    if (!neighbours) return neighbours.error();
    facts_.neighbourSeconds = secondsSince(searching);
    facts_.neighbourSearch = neighbours->exact ? "exact" : "graph";
    facts_.neighbourRecall = neighbours->recall;
    facts_.neighbourRecallSample = neighbours->recallSample;
    kept_ = std::min(options_.preservationNeighbours, neighbours->each);
    for (std::int64_t i = 0; i < points.count; ++i) {
      const auto own = neighbours->ids.begin() + i * neighbours->each;
      nearest_.insert(nearest_.end(), own, own + kept_);
    }
    progress.report(-1, "affinities");
    const Clock::time_point weighing = Clock::now();
    auto affinities = affinitiesOf(*neighbours, points.count, facts_.perplexity, team_, stop);
    if (!affinities) return affinities.error();
    facts_.affinitySeconds = secondsSince(weighing);
    DescentSettings settings;
    settings.dimensions = dimensions;
    settings.learningRate = facts_.learningRate;
    settings.exaggeration = facts_.exaggeration;
    settings.exaggerationIterations = facts_.exaggerationIterations;
    settings.mesh = facts_.repulsion == "mesh";
    settings.meshSpacing = options_.meshSpacing;
    settings.stream.device = deviceNumber(facts_.device);
    descent_ = std::make_unique<TsneDescent>(std::move(*affinities), std::move(first), settings, team_);
    return {};
  }

  Result<void> run(int iterations, const OnEmbeddingMap& onMap, StopToken stop, ProgressSink& progress) override {
    return guarded([&]() -> Result<void> {
      if (!descent_) {
        facts_.iterations += std::max(iterations, 0);
        if (onMap) onMap(present());
        return {};
      }
      const Clock::time_point start = Clock::now();
      const double before = facts_.descentSeconds;
      const int last = descent_->iteration() + std::max(iterations, 0), every = std::max(1, options_.reportEvery);
      while (descent_->iteration() < last) {
        if (stop.stop_requested()) return ErrorCode::stopped;
        const int now = descent_->iteration();
        if (now % every == 0) {
          progress.report(static_cast<double>(now) / last, "descent");
          if (onMap) onMap(present());
        }
        SSA_TRY(descent_->step());
        facts_.iterations = descent_->iteration();
        facts_.descentSeconds = before + secondsSince(start);
        noteForces();
      }
      if (onMap) onMap(present());
      return {};
    });
  }

  Result<EmbeddingMap> map() override {
    return guarded([&]() -> Result<EmbeddingMap> { return present(); });
  }

  Result<EmbeddingQuality> quality(StopToken stop) override {
    return guarded([&]() -> Result<EmbeddingQuality> {
      if (!descent_) return EmbeddingQuality{0, 1, 0, 1};
      EmbeddingQuality quality;
      quality.divergence = descent_->exactDivergence();
      descent_->watchForces();
      noteForces();
      const Preservation kept = neighbourPreservation(descent_->map(), facts_.dimensions, nearest_, kept_, team_, stop);
      if (stop.stop_requested()) return ErrorCode::stopped;
      quality.preservation = kept.share;
      quality.preservationNeighbours = kept.neighbours;
      quality.preservationSample = kept.sample;
      return quality;
    });
  }

  EmbeddingFacts facts() const override { return facts_; }

 private:
  void noteForces() {
    facts_.forceError = descent_->forceCheck().error;
    facts_.forceErrorWorst = descent_->worstForceError();
    facts_.forceErrorWorstIteration = descent_->worstForceIteration();
    facts_.forceErrorSample = descent_->forceCheck().sample;
  }
  EmbeddingMap present() {
    if (!descent_) return {facts_.dimensions, only_, facts_.iterations, 0.0};
    const double divergence = descent_->divergence();
    return {facts_.dimensions, descent_->map(), descent_->iteration(), divergence};
  }

  EmbeddingOptions options_;
  EmbeddingFacts facts_;
  Team team_;
  int kept_ = 0;
  std::vector<std::int32_t> nearest_;  ///< N×kept_, for the preservation
  std::vector<float> only_;            ///< the map of a single point
  std::unique_ptr<TsneDescent> descent_;
};

}  // namespace

Result<std::unique_ptr<Embedder>> Embedder::make(const PointRows& points, const EmbeddingOptions& options,
                                                 std::span<const float> warmStart, const OnEmbeddingMap& onMap, StopToken stop,
                                                 ProgressSink& progress) {
  return guarded([&]() -> Result<std::unique_ptr<Embedder>> {
    SSA_TRY(checkEmbedding(points, options, warmStart));
    auto device = selectDevice(options.device);
    if (!device) return device.error();
    auto made = std::make_unique<EmbedderOnPoints>(points, options, !warmStart.empty(), device->used);
    SSA_TRY(made->prepare(points, warmStart, onMap, stop, progress));
    return std::unique_ptr<Embedder>(std::move(made));
  });
}

Result<Embedding> embed(const PointRows& points, const EmbeddingOptions& options, std::span<const float> warmStart,
                        const OnEmbeddingMap& onMap, StopToken stop, ProgressSink& progress) {
  auto embedder = Embedder::make(points, options, warmStart, onMap, stop, progress);
  if (!embedder) return embedder.error();
  SSA_TRY((*embedder)->run(options.iterations, onMap, stop, progress));
  auto map = (*embedder)->map();
  if (!map) return map.error();
  auto quality = (*embedder)->quality(stop);
  if (!quality) return quality.error();
  return Embedding{std::move(*map), (*embedder)->facts(), *quality};
}

Result<ClusterQuality> measureClusters(const PointRows& points, std::span<const std::uint8_t> labels, const PointRows& prototypes,
                                       EmbeddingMetric metric, StopToken stop, int threads) {
  return guarded([&]() -> Result<ClusterQuality> {
    if (points.features < 1 || static_cast<std::int64_t>(points.values.size()) != points.count * points.features)
      return unusable("input", std::to_string(points.values.size()) + " values", "points × features values");
    if (static_cast<std::int64_t>(prototypes.values.size()) != prototypes.count * prototypes.features)
      return unusable("prototypes", std::to_string(prototypes.values.size()) + " values", "classes × features values");
    SSA_TRY(checkNumbers("input", points.values, points.features));
    SSA_TRY(checkNumbers("prototypes", prototypes.values, std::max(1, prototypes.features)));
    Team team(threads > 0 ? threads : computeThreads());
    return clusterQuality(points, labels, prototypes, metric, team, stop);
  });
}

}  // namespace ssa

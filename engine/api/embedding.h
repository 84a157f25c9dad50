#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/core/progress.h"
#include "engine/core/result.h"
#include "engine/core/stop.h"
#include "engine/embedding/cluster_quality.h"
#include "engine/embedding/embedding_options.h"
#include "engine/embedding/feature_rows.h"

namespace ssa {

/// A map while it is made.
struct EmbeddingMap {
  int dimensions = 2;
  std::vector<float> positions;  ///< N×dimensions, one point after the other, in map units
  int iteration = 0;
  /// KL(P || Q) in nats, with the normaliser that the descent uses (the mesh's where there is one); empty before affinities
  /// are known.
  std::optional<double> divergence;
};

/// Everything that made a map, shown and saved with it; the values used where an option was automatic.
struct EmbeddingFacts {
  std::int64_t points = 0;
  int features = 0;
  int dimensions = 2;
  EmbeddingMetric metric = EmbeddingMetric::euclidean;
  std::string start;  ///< `pca`, `random` or `warm`
  std::uint64_t seed = 0;
  double perplexity = 0;        ///< used
  double perplexityAsked = 0;   ///< larger than `perplexity` where there are too few points for it
  int neighbours = 0;           ///< of each point that carry affinities: 3 × perplexity
  std::string neighbourSearch;  ///< `exact` or `graph`
  double neighbourRecall = 1;   ///< of the graph, on `neighbourRecallSample` points
  int neighbourRecallSample = 0;
  double learningRate = 0;  ///< the gradient carries the factor 4, see EmbeddingOptions
  double exaggeration = 0;
  int exaggerationIterations = 0;
  int iterations = 0;      ///< done so far
  std::string repulsion;   ///< `exact` or `mesh`
  double meshSpacing = 0;  ///< 0 where exact
  /// Relative error of the mesh's repulsion against the sum over all pairs, on `forceErrorSample` points every 100 iterations:
  /// the newest and the largest. Sample 0 where repulsion is exact, or before the first.
  double forceError = 0;
  double forceErrorWorst = 0;
  int forceErrorWorstIteration = 0;  ///< usually 0: the first map is a tiny one
  int forceErrorSample = 0;
  std::string device;  ///< `cpu` or `cuda:N`: where forces were taken
  int threads = 0;
  std::string instructionSet;
  double neighbourSeconds = 0;  ///< wall clock
  double affinitySeconds = 0;
  double descentSeconds = 0;
};

/// What a map is worth.
struct EmbeddingQuality {
  double divergence = 0;           ///< KL(P || Q) in nats, normaliser over all pairs
  double preservation = 0;         ///< mean share of the k nearest in feature space that are among the k nearest on the map
  int preservationNeighbours = 0;  ///< k
  int preservationSample = 0;      ///< points it was taken over
};

/// A finished (or stopped) map with what belongs to it.
struct Embedding {
  EmbeddingMap map;
  EmbeddingFacts facts;
  EmbeddingQuality quality;
};

using OnEmbeddingMap = std::function<void(const EmbeddingMap&)>;

/// t-SNE of feature vectors: affinities once, then a descent that can be watched, stopped and continued. One thread at a time.
///
/// The same points, options and iterations give the same positions, bit for bit, whatever the thread count and however the
/// iterations were divided among calls (per instruction set of the processor).
class Embedder {
 public:
  /// Finds neighbours and affinities. `warmStart` (empty, or N×dimensions) replaces the first positions; `onMap` receives the
  /// first picture before the neighbours are searched. The rows are not needed afterwards.
  /// Stages of the progress: neighbours, affinities. Errors: stopped; badOption for no points, sizes that do not fit, values
  /// that are not finite or beyond 1e15 (args name row and column) and options out of range; deviceUnavailable; outOfMemory.
  static Result<std::unique_ptr<Embedder>> make(const PointRows& points, const EmbeddingOptions& options,
                                                std::span<const float> warmStart, const OnEmbeddingMap& onMap, StopToken stop,
                                                ProgressSink& progress);
  virtual ~Embedder() = default;

  /// `iterations` more steps; every options.reportEvery of all iterations, and at the end, `onMap` gets the map. Stopped, the
  /// embedder keeps what it has and can go on. Stage: descent.
  /// Errors: stopped; badOption where the learning rate tears the map apart.
  virtual Result<void> run(int iterations, const OnEmbeddingMap& onMap, StopToken stop, ProgressSink& progress) = 0;
  /// The map as it is now; its divergence costs the forces of one iteration.
  virtual Result<EmbeddingMap> map() = 0;
  /// Divergence over all pairs and neighbour preservation of the map as it is now: seconds at 200,000 points.
  virtual Result<EmbeddingQuality> quality(StopToken stop) = 0;
  virtual EmbeddingFacts facts() const = 0;
};

/// The whole way: make, options.iterations, quality.
Result<Embedding> embed(const PointRows& points, const EmbeddingOptions& options, std::span<const float> warmStart,
                        const OnEmbeddingMap& onMap, StopToken stop, ProgressSink& progress);

/// clusterQuality with the program's threads (or `threads` of them).
Result<ClusterQuality> measureClusters(const PointRows& points, std::span<const std::uint8_t> labels, const PointRows& prototypes,
                                       EmbeddingMetric metric, StopToken stop, int threads = 0);

/// Facts and quality as one JSON object; numbers that are not defined are null.
std::string toJson(const EmbeddingFacts& facts, const EmbeddingQuality& quality);
std::string toJson(const ClusterQuality& quality);

/// Coordinates as CSV: `# name: value` lines of the JSON above, then the header `x,y` or `x,y,z` (and `label` where `labels`
/// holds one per point), then a line per point.
std::string toCsv(const Embedding& embedding, std::span<const std::uint8_t> labels = {});

}  // namespace ssa

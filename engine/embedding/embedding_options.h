#pragma once

#include <cstdint>
#include <string>

#include "engine/core/describe.h"

namespace ssa {

/// Distance between two feature vectors: |a - b|, or 1 - cos(a, b) (1 where one of them is zero).
enum class EmbeddingMetric { euclidean, cosine };
/// Where points start without a warm start: their principal components, or small seeded noise.
enum class EmbeddingStart { pca, random };
/// How points push each other apart: every pair, or through a particle mesh (two dimensions only).
enum class EmbeddingRepulsion { automatic, exact, mesh };

inline constexpr Choice<EmbeddingMetric> kEmbeddingMetricNames[] = {{EmbeddingMetric::euclidean, "euclidean"},
                                                                    {EmbeddingMetric::cosine, "cosine"}};
inline constexpr Choice<EmbeddingStart> kEmbeddingStartNames[] = {{EmbeddingStart::pca, "pca"},
                                                                  {EmbeddingStart::random, "random"}};
inline constexpr Choice<EmbeddingRepulsion> kEmbeddingRepulsionNames[] = {
    {EmbeddingRepulsion::automatic, "auto"}, {EmbeddingRepulsion::exact, "exact"}, {EmbeddingRepulsion::mesh, "mesh"}};

/// Options of a t-SNE map. The gradient carries the factor 4 of the paper, as scikit-learn's and unlike bhtsne's, FIt-SNE's and
/// openTSNE's: equal learning rates mean the same only with scikit-learn, the others' must be divided by 4.
struct EmbeddingOptions {
  int dimensions = 2;
  double perplexity = 30;
  int iterations = 1000;
  std::uint64_t seed = 0;
  EmbeddingMetric metric = EmbeddingMetric::euclidean;
  EmbeddingStart start = EmbeddingStart::pca;
  double learningRate = 0;          ///< 0: points / exaggeration / 4, at least 50
  double exaggeration = 12;         ///< of the affinities during the first iterations
  int exaggerationIterations = -1;  ///< -1: 250, and none after a warm start
  EmbeddingRepulsion repulsion = EmbeddingRepulsion::automatic;
  int exactRepulsionLimit = 4000;  ///< automatic: exact up to here, where a mesh begins to cost less (three dimensions: exact)
  double meshSpacing = 0.35;       ///< of the mesh's nodes, in map units
  std::int64_t exactNeighbourLimit = 300'000;  ///< points; beyond it neighbours come from a navigable small-world graph
  int preservationNeighbours = 10;             ///< k of the neighbour preservation
  int reportEvery = 20;                        ///< iterations between progressive maps
  int threads = 0;                             ///< 0 = all cores
  std::string device = "cpu";                  ///< `cpu`, `auto` or `cuda:N`: there every pair, whatever the number of points
};

template <class V>
void describe(V& v, EmbeddingOptions& o) {
  v.field("dimensions", o.dimensions, Range{2, 3}, "", "Dimensions of the map");
  v.field("perplexity", o.perplexity, Range{1.0, 1000.0}, "neighbours", "Effective number of neighbours of a point");
  v.field("iterations", o.iterations, Range{0, 1'000'000}, "", "Steps of gradient descent");
  v.field("seed", o.seed, Range<std::uint64_t>{0, UINT64_MAX}, "", "Seed of the random start and of the samples");
  v.choice("metric", o.metric, kEmbeddingMetricNames, "Distance between features");
  v.choice("start", o.start, kEmbeddingStartNames, "First positions");
  v.field("learning-rate", o.learningRate, Range{0.0, 1e9}, "",
          "Step size as scikit-learn counts it; 0 = points / 48, at least 50");
  v.field("exaggeration", o.exaggeration, Range{1.0, 1000.0}, "", "Factor on the affinities during the first iterations");
  v.field("exaggeration-iterations", o.exaggerationIterations, Range{-1, 1'000'000}, "",
          "How many; -1 = 250, or none after a warm start");
  v.choice("repulsion", o.repulsion, kEmbeddingRepulsionNames, "Every pair, or a particle mesh (two dimensions)");
  v.field("exact-repulsion-limit", o.exactRepulsionLimit, Range{0, 1'000'000}, "points", "auto: every pair up to here");
  v.field("mesh-spacing", o.meshSpacing, Range{0.05, 2.0}, "map units", "Distance of the mesh's nodes");
  v.field("exact-neighbour-limit", o.exactNeighbourLimit, Range<std::int64_t>{0, 100'000'000}, "points",
          "Exact nearest neighbours up to here, a search graph beyond");
  v.field("preservation-neighbours", o.preservationNeighbours, Range{1, 1000}, "", "k of the neighbour preservation");
}

}  // namespace ssa

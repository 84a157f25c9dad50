#pragma once

#include <cstdint>
#include <vector>

#include "engine/core/result.h"
#include "engine/cuda/tsne_kernels.h"
#include "engine/embedding/neighbours.h"

namespace ssa {

/// Symmetric affinities of N points as sparse rows: p_ij = (p_j|i + p_i|j) / 2N, where p_.|i is a Gaussian over the nearest
/// neighbours of i whose entropy is ln(perplexity). They sum to 1.
struct Affinities {
  std::int64_t count = 0;
  double perplexity = 0;
  double negativeEntropy = 0;       ///< sum of p ln p, in nats
  std::vector<std::int64_t> start;  ///< rows as cuda::TsneEdges has them
  std::vector<std::int32_t> to;
  std::vector<float> weight;

  cuda::TsneEdges edges() const { return {start.data(), to.data(), weight.data()}; }
};

/// Neighbours whose Gaussian is taken: 3 × perplexity, at most all others.
int neighboursFor(double perplexity, std::int64_t points);
/// The perplexity that `points` points allow: as asked, or a third of the others, at least 1.
double perplexityFor(double asked, std::int64_t points);

/// Bisection on the precision beta of each Gaussian to a relative entropy error of 1e-5. A point whose neighbours are all at
/// the same distance gets equal shares.
/// Source: van der Maaten and Hinton 2008, equations 1 and 2; sparse as in van der Maaten 2014.
/// Errors: stopped.
Result<Affinities> affinitiesOf(const Neighbours& neighbours, std::int64_t points, double perplexity, Team& team,
                                const StopToken& stop);

}  // namespace ssa

#pragma once

#include <cstdint>

namespace ssa::cuda {

/// Rows of `TsneEdges` are padded to a multiple of this.
inline constexpr int kEdgePadding = 16;

/// Symmetric affinities p_ij as rows: those of point i lie at [start[i], start[i+1]), padded with weight 0 and to = i.
struct TsneEdges {
  const std::int64_t* start;  ///< count + 1
  const std::int32_t* to;
  const float* weight;
};

/// The pairwise inner loops of t-SNE, compiled once per instruction set. A map holds 2 or 3 floats per point, one point after
/// the other; w_ij = 1 / (1 + |y_i - y_j|²). The result of a point depends on no other point of the same call, so neither the
/// range nor the number of threads shows in it.
struct TsneKernels {
  /// force_i = sum_j p_ij w_ij (y_i - y_j) for points [begin, end); `force` is indexed from point 0.
  void (*attract2)(const float* map, const TsneEdges& edges, int begin, int end, float* force);
  void (*attract3)(const float* map, const TsneEdges& edges, int begin, int end, float* force);
  /// force_i = sum_j w_ij² (y_i - y_j) and mass_i = sum_j w_ij over all `count` points, i itself included (w_ii = 1).
  void (*repel2)(const float* map, int count, int begin, int end, float* force, float* mass);
  void (*repel3)(const float* map, int count, int begin, int end, float* force, float* mass);
  /// sum of p_ij ln(1 + |y_i - y_j|²) over the edges of points [begin, end).
  double (*logDistances2)(const float* map, const TsneEdges& edges, int begin, int end);
  double (*logDistances3)(const float* map, const TsneEdges& edges, int begin, int end);
  /// out_k = exp(-beta × distance_k) for `count` (a multiple of 16) distances >= 0; gives their sum and sum of out × distance.
  void (*gaussian)(const float* distances, int count, float beta, float* out, float* sum, float* weighted);
  float (*squaredDistance)(const float* a, const float* b, int count);
  float (*dot)(const float* a, const float* b, int count);
  /// Keeps the columns whose norms[j] - 2 dots[j] is below `limit`: their values, and ids base + j; returns how many. Both
  /// outputs need room for `count`.
  int (*nearer)(const float* dots, const float* norms, int count, float limit, std::int32_t base, float* values,
                std::int32_t* ids);
};

/// The one for the running processor.
const TsneKernels& tsneKernels();

const TsneKernels& baselineTsneKernels();
#if defined(__x86_64__)
const TsneKernels& avx2TsneKernels();
const TsneKernels& avx512TsneKernels();
#endif

}  // namespace ssa::cuda

#pragma once

#include <cstdint>

#include "engine/core/label_map.h"

namespace ssa::cuda {

struct CrossEntropySums {
  double loss;
  std::int64_t valid, correct;
};

/// So many rows of pixels at most are worked on together.
inline constexpr int kRowsAtOnce = 16;

/// Planes for what is sent to two coarse rows, planes × stride each, added to; both null if not wanted.
struct PlanePair {
  float* upper = nullptr;
  float* lower = nullptr;
};

/// Dice of some rows, by plane. With p the sigmoid: `slope` gathers p(1-p) over all pixels, `own` over those of the class,
/// so that the gradient can be put together when the image's sums are known.
struct PlaneDice {
  const std::uint8_t* present = nullptr;  ///< whether the class takes part; null = no dice at all
  double* probability = nullptr;          ///< sum of p, added to
  double* intersection = nullptr;         ///< sum of p over the pixels of the class, added to
  PlanePair slope, own;
};

/// Rows of pixels that lie between the same two coarse rows, whose class planes are already as wide as the labels: planes ×
/// `stride` floats each. `stride` is a multiple of 16 with room for `outputs` pixels; labels past `outputs` are 255,
/// gradients there are unused.
struct PlaneRows {
  const float* upper;
  const float* lower;
  const float* weight;  ///< of `lower`, by row
  int rows, planes, stride, outputs;
  const std::uint8_t* labels;  ///< rows × stride
  float scale;                 ///< of the cross-entropy's gradient
  PlanePair gradient;          ///< of the cross-entropy
  PlaneDice dice;
  float* scratch;  ///< 2 × planes × (1 + rows) × 16
};

/// Weights by which the pixels of a wide row count for each coarse column: `padded` of them from pixel `start` on, zero past
/// the last; rows have room for `padded` floats past their end.
struct ColumnTaps {
  const std::int32_t* start;
  const float* weight;  ///< columns × padded
  int columns, padded;
};

/// The inner loops, compiled once per instruction set.
struct LossKernels {
  /// Sums of some rows; their gradients are added to the planes.
  CrossEntropySums (*planeLoss)(const PlaneRows& rows);
  /// to[column] += the pixels that count for it.
  void (*gatherColumns)(const float* wide, const ColumnTaps& taps, float* to);
};

const LossKernels& baselineLossKernels();
#if defined(__x86_64__)
const LossKernels& avx2LossKernels();
const LossKernels& avx512LossKernels();
#endif

}  // namespace ssa::cuda

#pragma once

#include <cstdint>

namespace ssa::cuda {

/// One row of upsampled logits against its labels. `row` holds `padded` floats (classes innermost) for each coarse
/// column; output column x lies at `weight[x]` between columns `left[x]` and `right[x]`.
struct LossRow {
  const float* row;
  int classes, padded, outputs;
  const std::int32_t* left;
  const std::int32_t* right;
  const float* weight;
  const std::uint8_t* labels;
  float* gradient;  ///< like `row`, added to; may be null
  float scale;      ///< of the gradient
  float* scratch;   ///< padded floats
};

struct CrossEntropySums {
  double loss;
  std::int64_t valid, correct;
};

/// Dice of one row over the classes present: `row` holds those alone. `slot[label]` is a class's place or -1.
struct DiceRow {
  LossRow at;
  const std::int32_t* slot;
  float* probability;      ///< padded sums, added to
  double* intersection;    ///< per slot, added to
  const float* onTarget;   ///< gradient factors per slot for t = 1 …
  const float* offTarget;  ///< … and for t = 0
};

/// Up to so many classes lie as planes, a vector of pixels at a time; more lie innermost.
inline constexpr int kNarrowClasses = 32;

/// So many rows of pixels at most are worked on together.
inline constexpr int kNarrowRows = 16;

/// Planes for what is sent to two coarse rows, planes × stride each, added to; both null if not wanted.
struct PlanePair {
  float* upper = nullptr;
  float* lower = nullptr;
};

/// Dice of some rows, by plane. With p the sigmoid: `slope` gathers p(1-p) over all pixels, `own` over those of the class,
/// so that the gradient can be put together when the image's sums are known.
struct NarrowDice {
  const std::uint8_t* present = nullptr;  ///< whether the class takes part; null = no dice at all
  double* probability = nullptr;          ///< sum of p, added to
  double* intersection = nullptr;         ///< sum of p over the pixels of the class, added to
  PlanePair slope, own;
};

/// Rows of pixels that lie between the same two coarse rows, whose class planes are already as wide as the labels: planes ×
/// `stride` floats each. `stride` is a multiple of 16 with room for `outputs` pixels; labels past `outputs` are 255,
/// gradients there are unused.
struct NarrowRows {
  const float* upper;
  const float* lower;
  const float* weight;  ///< of `lower`, by row
  int rows, planes, stride, outputs;
  const std::uint8_t* labels;  ///< rows × stride
  float scale;                 ///< of the cross-entropy's gradient
  PlanePair gradient;          ///< of the cross-entropy
  NarrowDice dice;
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
  /// out = (1-t) × upper + t × lower.
  void (*mixRows)(const float* upper, const float* lower, float t, int count, float* out);
  /// upper += (1-t) × row, lower += t × row.
  void (*spreadRows)(const float* row, float t, int count, float* upper, float* lower);
  CrossEntropySums (*crossEntropy)(const LossRow& row);
  void (*diceSums)(const DiceRow& row);
  void (*diceGradient)(const DiceRow& row);
  CrossEntropySums (*narrowLoss)(const NarrowRows& rows);
  /// to[column] += the pixels that count for it.
  void (*gatherColumns)(const float* wide, const ColumnTaps& taps, float* to);
};

const LossKernels& baselineLossKernels();
#if defined(__x86_64__)
const LossKernels& avx2LossKernels();
const LossKernels& avx512LossKernels();
#endif

}  // namespace ssa::cuda

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

/// One row between two rows of class planes that are already as wide as the labels: planes × `stride` floats each.
/// `stride` is a multiple of 16 with room for `outputs` pixels; labels past `outputs` are 255, gradients there are unused.
struct PlaneRow {
  const float* upper;
  const float* lower;
  float t;  ///< weight of `lower`
  int planes, stride, outputs;
  const std::uint8_t* labels;
  float* gradientUpper;  ///< like `upper`, added to; both null if not wanted
  float* gradientLower;
  float scale;  ///< of the gradient
};

/// Dice of one row; plane n holds class id[n].
struct NarrowDice {
  PlaneRow at;
  const std::int32_t* id;
  double* probability;    ///< per plane, added to
  double* intersection;   ///< per plane, added to
  const float* onTarget;  ///< gradient factors per plane
  const float* offTarget;
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
  CrossEntropySums (*narrowCrossEntropy)(const PlaneRow& row);
  void (*narrowDiceSums)(const NarrowDice& row);
  void (*narrowDiceGradient)(const NarrowDice& row);
};

const LossKernels& baselineLossKernels();
#if defined(__x86_64__)
const LossKernels& avx2LossKernels();
const LossKernels& avx512LossKernels();
#endif

}  // namespace ssa::cuda

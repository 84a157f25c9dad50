#pragma once

namespace ssa {

/// The two models of the bar.
enum class Slot { baseline = 0, ssa = 1 };
inline constexpr int kSlots = 2;

/// What a viewport can show of a document.
enum class ViewKind {
  image,     ///< the picture alone
  baseline,  ///< mask of the baseline slot
  coarse,    ///< argmax of conv_seg inside the SSA slot's pass
  refined,   ///< mask of the SSA slot
  truth,     ///< ground truth
  flips,     ///< coarse -> refined: where and into what it changed
  gains,     ///< with truth: gained, lost, both wrong (baseline slot against SSA slot)
};

/// How several views share the canvas.
enum class CompareMode { single, grid, swipe, blink };

/// A per-pixel number shown over a mask.
enum class ScoreKind { none, confidence, entropy, margin };

}  // namespace ssa

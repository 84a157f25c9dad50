#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "engine/core/geometry.h"

namespace ssa {

/// A class and its probability at a pixel.
struct ClassScore {
  int id = 0;
  float probability = 0;
};

/// What the network says at one pixel of the picture, interpolated from the logits at stride exactly
/// as the mask was.
struct ProbeReading {
  struct Classifier {
    std::vector<ClassScore> top;  ///< best five, descending
    float entropy = 0;            ///< 0..1 (divided by ln K)
    float margin = 0;             ///< largest minus second largest probability
  };
  Classifier refined;
  std::optional<Classifier> coarse;        ///< SSA only
  std::vector<float> fixedSimilarity;      ///< cos(F, S_k) per class at the nearest feature cell
  std::vector<float> adaptedSimilarity;    ///< cos(F + P_f, Q_k) per class; empty for a plain classifier
};

/// Keeps the logits, features and prototypes of one pass at feature stride (half precision) and
/// answers for single pixels in microseconds. Thread-safe.
class PixelProbe {
 public:
  virtual ~PixelProbe() = default;
  virtual ProbeReading at(Point pos_in_image) const = 0;
  virtual std::int64_t bytes() const = 0;
};

}  // namespace ssa

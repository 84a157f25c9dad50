#pragma once

#include <memory>
#include <string>

#include "engine/core/image8.h"
#include "engine/core/label_map.h"
#include "engine/core/result.h"

namespace ssa {

/// A picture (RGB) and its mask of class ids (kIgnore where none), of the same size.
struct TrainSample {
  Image8 image;
  LabelMap labels;
};

/// Numbered pairs that can be read again and again, from several threads at once.
class SampleSource {
 public:
  virtual ~SampleSource() = default;
  virtual int size() const = 0;
  /// Relative name without suffix, for messages.
  virtual std::string name(int index) const = 0;
  /// Errors: those of the picture and mask readers, sizeMismatch, maskIdOutOfRange.
  virtual Result<TrainSample> read(int index) const = 0;
};

}  // namespace ssa

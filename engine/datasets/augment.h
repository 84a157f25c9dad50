#pragma once

#include <cstdint>

#include "engine/core/geometry.h"
#include "engine/core/random.h"
#include "engine/datasets/augment_colour.h"
#include "engine/datasets/augment_options.h"
#include "engine/datasets/sample_source.h"

namespace ssa {

/// The numbers drawn for one sample, in this order.
struct AugmentDraw {
  Size resized;  ///< of the whole picture, by a drawn ratio
  bool mirrored = false;
  Rect window;  ///< kept of the resized picture; drawn again until the labels inside are varied
  ColourDraw colours;
};
AugmentDraw drawAugment(const LabelMap& labels, const AugmentOptions& options, Random& random);

/// An augmented sample before padding: at most crop_width_px × crop_height_px.
///
/// Both orders (`crop_first`) draw the same numbers and give the same bytes.
/// Errors: ContractViolation where picture and mask differ in size or are empty.
TrainSample augmented(const TrainSample& sample, const AugmentOptions& options, Random& random);

/// Where an augmented sample is written: crop_width_px × crop_height_px pixels, row-major.
struct CropTarget {
  std::uint8_t* rgb = nullptr;
  std::uint8_t* labels = nullptr;
};

/// Like `augmented`, into the top left corner of `target`; what lies outside the returned size is not touched.
Size augmentInto(const TrainSample& sample, const AugmentOptions& options, Random& random, const CropTarget& target);

}  // namespace ssa

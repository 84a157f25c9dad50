#pragma once

#include <string>

#include "engine/api/predictor.h"
#include "engine/core/label_set.h"

namespace ssa {

/// What stands in the JSON file beside every saved mask (`<stem>.json`): enough to know what the mask is,
/// to colour it again and to make it again. One layout for the command line and the studio.
struct Sidecar {
  std::string mask;  ///< file name of the mask beside it
  MaskKind kind = MaskKind::refined;
  bool hasSsa = true;   ///< false: mask of a plain classifier
  Size size;            ///< of mask and upright picture
  int orientation = 1;  ///< EXIF orientation that was applied to the stored picture
  LabelSet labels;
  Provenance provenance;
  Warnings warnings;

  std::string toJson() const;  ///< indented, keys in fixed order, ends with a newline
};

}  // namespace ssa

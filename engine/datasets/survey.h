#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "engine/core/geometry.h"
#include "engine/core/palette.h"
#include "engine/core/progress.h"
#include "engine/datasets/dataset.h"

namespace ssa {

/// A raw id in one mask.
struct SeenId {
  std::uint16_t raw = 0;
  std::int64_t pixels = 0;
  Point first;  ///< in reading order
};

/// What opening one pair showed. Nothing here depends on a label table.
struct PairLook {
  std::optional<Error> imageError, maskError;
  Size image, mask;         ///< empty where unreadable
  std::vector<SeenId> ids;  ///< sorted
  /// A mask in colours: the first 4,096 of them with their pixels. Only the first of such masks are read for it.
  std::vector<std::pair<Rgb, std::int64_t>> colours;
  std::uint64_t image_bytes = 0;
  std::uint64_t image_hash = 0;  ///< of the file's bytes, for finding copies
};

/// Every pair of one or two splits, opened once; judge() (health.h) turns it into findings for a table, again and again.
struct Survey {
  std::vector<Dataset> sides;                ///< what is learnt from, then what is validated on
  std::vector<std::vector<PairLook>> looks;  ///< per side and sample
};

/// Decodes every picture and mask. `threads` 0 = all cores, at most 8.
/// Errors: stopped.
Result<Survey> surveyPairs(std::vector<Dataset> sides, int threads, StopToken stop, ProgressSink& progress);

}  // namespace ssa

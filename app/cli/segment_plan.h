#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "engine/core/result.h"
#include "engine/core/stop.h"
#include "engine/datasets/list_images.h"

namespace ssa::cli {

/// Suffixes of everything that can be written for one picture.
inline constexpr const char* kMaskSuffix = ".png";
inline constexpr const char* kSidecarSuffix = ".json";
inline constexpr const char* kCoarseSuffix = ".coarse.png";
inline constexpr const char* kOverlaySuffix = ".overlay.png";
inline constexpr const char* kConfidenceSuffix = ".confidence.png";
inline constexpr const char* kLogitsSuffix = ".logits.npy";
inline constexpr const char* kCoarseLogitsSuffix = ".coarse_logits.npy";
inline constexpr const char* kFeatureSuffix = ".feature.npy";
inline constexpr const char* kSegmentSuffixes[] = {kMaskSuffix,       kSidecarSuffix, kCoarseSuffix,       kOverlaySuffix,
                                                   kConfidenceSuffix, kLogitsSuffix,  kCoarseLogitsSuffix, kFeatureSuffix};

/// A picture, and the name its files share.
struct SegmentItem {
  std::filesystem::path image;
  std::filesystem::path target;  ///< relative to the output folder, without suffix: `seq1/0007`; never leads out of it
};

/// What a command line of inputs comes to.
struct SegmentPlan {
  std::vector<SegmentItem> items;  ///< every picture once
  std::vector<Error> failures;     ///< inputs that give nothing
  Warnings warnings;
};

/// Lists the inputs (pictures, folders, patterns) and names their outputs: below a folder the relative name is
/// kept, names that would meet get the picture's suffix (`a.jpg.png`) and, where that is not enough, a
/// short hash of its path. Pictures below `out` are earlier results and left out.
/// Errors: stopped; badOption where an output would overwrite one of the pictures.
Result<SegmentPlan> planSegment(const std::vector<std::string>& inputs, const std::filesystem::path& out, Recursive recursive,
                                const StopToken& stop);

}  // namespace ssa::cli

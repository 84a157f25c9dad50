#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "engine/core/label_map.h"
#include "engine/core/label_set.h"
#include "engine/core/result.h"

namespace ssa {

/// The mask file that belongs to a picture.
struct TruthFile {
  std::filesystem::path path;
  std::vector<int> ignoredIds;  ///< raw ids the layout calls void (CamVid: 11)
};

/// A mask named by hand; what its layout calls void goes with its folder's name.
TruthFile truthFileAt(const std::filesystem::path& mask);

/// Looks for a mask of the picture's stem: in `chosenFolder` (or its sub-folder named like the picture's) when
/// one is given; else beside the picture's folder (`trainannot` for `train`; `masks`, `labels`, `annotations`,
/// `gt`…, also one level up for `images/val` and `masks/val`), inside it, or as `<stem>_mask` next to it.
/// Looks at names only. Blocking.
std::optional<TruthFile> findTruth(const std::filesystem::path& picture, const std::filesystem::path& chosenFolder);

/// Reads a truth mask with the table's ids and checks its size. Without a table (no classes) ids stay as they
/// are. Errors: those of readTruth (engine/datasets), sizeMismatch.
Result<Loaded<LabelMap>> loadTruth(const TruthFile& file, const LabelSet& labels, Size picture);

/// The pictures among the files of a recursive listing below `root`: leaves out folders and files that are
/// masks of others in the list by the same naming rules.
std::vector<std::filesystem::path> withoutTruth(const std::filesystem::path& root, std::vector<std::filesystem::path> files);

}  // namespace ssa

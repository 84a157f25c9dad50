#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "engine/core/result.h"
#include "engine/core/stop.h"

namespace ssa {

enum class Recursive { no, yes };

/// Pictures found under one name.
struct ImageListing {
  std::filesystem::path root;                ///< folder the relative names count from
  std::vector<std::filesystem::path> files;  ///< naturally sorted, each below `root`
};

/// Lists the pictures that `what` stands for: a picture, a folder, or a pattern with `*`, `?`, `[…]` per path
/// part and `**` for any depth (an existing name is never taken as a pattern).
///
/// Looks at names only, so ten thousand files take milliseconds and nothing blocks on pipes. Hidden files and
/// folders are left out. Links to folders are not followed and links to files only where they stay inside
/// `root`; what is left out for that reason, and sub-folders that cannot be read, come as fileSkipped.
/// Errors: fileNotFound, permissionDenied, notAFile, folderEmpty (wanted: images), readFailed, stopped.
Result<Loaded<ImageListing>> listImages(const std::filesystem::path& what, Recursive recursive, StopToken stop = {});

}  // namespace ssa

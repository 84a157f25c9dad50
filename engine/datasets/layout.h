#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/label_set.h"
#include "engine/core/result.h"
#include "engine/core/stop.h"
#include "engine/datasets/dataset.h"

/// What the layouts share.
namespace ssa::layout {

bool isFolder(const std::filesystem::path& path);
bool isFile(const std::filesystem::path& path);
/// Sub-folders that are not hidden, in natural order.
std::vector<std::string> subFolders(const std::filesystem::path& folder);
/// The first of these folders that holds all these entries; empty where none does.
std::filesystem::path firstWith(const std::vector<std::filesystem::path>& bases, const std::vector<std::string>& entries);
/// Is there a file whose name begins so?
bool holdsName(const std::filesystem::path& folder, std::string_view beginning);
/// One place per `.txt` file of a folder of lists, in natural order.
std::vector<DatasetPlace> listedPlaces(const std::filesystem::path& lists, const std::filesystem::path& images,
                                       const std::filesystem::path& masks);
/// Errors: fileNotFound, notAFolder, permissionDenied.
Result<void> checkRoot(const std::filesystem::path& root);

/// `labels.json` in the root where it stands, else the shipped table `preset`, else nothing.
/// Errors: those of LabelSet::read.
Result<std::optional<LabelSet>> tableOf(const std::filesystem::path& root, std::string_view preset = {});

/// How the names of pictures and masks belong together.
struct PairRule {
  std::string imageEnding;  ///< `_leftImg8bit.png`; empty = any picture, its suffix is left aside
  std::string maskEnding;   ///< likewise
  std::string otherEnding;  ///< masks of this ending are another form of the same truth and left out
  bool roles = false;       ///< `7_image` belongs to `7_mask`: what a name's last part says of the file's role is left aside
};

/// Pictures and masks of a place under their common name, or those of its list. What has no partner comes as
/// fileSkipped, as do names of the list without picture or mask.
/// Errors: those of listImages and readNameList, folderEmpty.
Result<Loaded<Dataset>> pairPlace(const DatasetPlace& place, const PairRule& rule, StopToken stop);

/// Pairs and table in one step, which is all most layouts need.
Result<Loaded<Dataset>> openWith(const std::filesystem::path& root, const DatasetPlace& place, const PairRule& rule,
                                 std::string_view preset, StopToken stop);

/// How many masks of a folder end like this; 0 where it cannot be read.
int countEnding(const std::filesystem::path& folder, const std::string& ending, const StopToken& stop);

/// The names in a list file, one a line: relative, without suffix. A name that leads out of the folder (`..`, absolute,
/// with a scheme) makes the list badConfig, as do lines over 4,096 bytes and more than 10 million of them.
/// Errors: badConfig with the line, and those of readFile.
Result<std::vector<std::string>> readNameList(const std::filesystem::path& file);

/// A layout that fits a folder.
struct Fit {
  const DatasetFormat* format;
  std::vector<DatasetPlace> places;
};
/// Every layout that fits, highest rank first.
std::vector<Fit> fitting(const std::filesystem::path& root);
/// Opens one split and fills in what it is called.
Result<Loaded<Dataset>> openPlace(const DatasetFormat& format, const std::filesystem::path& root, const DatasetPlace& place,
                                  StopToken stop);

}  // namespace ssa::layout

#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/label_map.h"
#include "engine/core/label_set.h"
#include "engine/core/result.h"
#include "engine/core/stop.h"

namespace ssa {

/// A picture and its mask; neither is read before it is asked for.
struct DatasetSample {
  std::string name;  ///< relative name without suffix, `seq1/0007`
  std::filesystem::path image;
  std::filesystem::path mask;
};

/// Pairs of one split, in natural order of their names.
struct Dataset {
  std::string format;  ///< DatasetFormat::id
  std::filesystem::path root;
  std::string split;            ///< empty where the layout has none
  std::vector<int> ignoredIds;  ///< raw ids the layout calls void: kIgnore unless the label table names them
  std::vector<DatasetSample> samples;
  std::optional<LabelSet> labels;  ///< the layout's own table: shipped, or `labels.json` in the root
};

/// A known arrangement of folders. `datasetFormats()` lists them all.
struct DatasetFormat {
  std::string_view id;
  /// Splits found under the folder, sorted; one empty name where the layout has no splits; nothing when
  /// the folder is not of this layout.
  std::vector<std::string> (*splits)(const std::filesystem::path& root);
  /// Pairs of one of those splits.
  Result<Loaded<Dataset>> (*open)(const std::filesystem::path& root, const std::string& split, StopToken stop);
};
const std::vector<DatasetFormat>& datasetFormats();

/// Opens a folder of a known layout. An empty `split` means the only one there is.
///
/// Pictures without mask and masks without picture come as fileSkipped. Errors: fileNotFound, notAFolder,
/// permissionDenied, folderEmpty (no known layout, or no pair), badOption (split), stopped.
Result<Loaded<Dataset>> openDataset(const std::filesystem::path& root, const std::string& split, StopToken stop = {});

/// Pairs the pictures of one folder with the masks of another: same relative name, suffix left aside.
Result<Loaded<Dataset>> pairFolders(const std::filesystem::path& images, const std::filesystem::path& masks, StopToken stop = {});

/// A truth mask as class ids. A raw id that neither the table nor `ignoredIds` knows is maskIdOutOfRange:
/// scores against a table that does not fit the masks would mislead.
/// Errors: those of readIndexMask, maskIdOutOfRange.
Result<Loaded<LabelMap>> readTruth(const std::filesystem::path& mask, const LabelSet& labels, const std::vector<int>& ignoredIds);

/// A finished mask whose ids are class ids; others become kIgnore and are counted.
struct PredictedMask {
  LabelMap labels;
  std::map<int, std::int64_t> outside;  ///< pixels per id outside the table
};
Result<Loaded<PredictedMask>> readPredicted(const std::filesystem::path& mask, int classes);

}  // namespace ssa

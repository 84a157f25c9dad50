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

/// Where the pairs of one split lie.
struct DatasetPlace {
  std::string split;  ///< empty where the layout has none
  std::filesystem::path images;
  std::filesystem::path masks;
  std::filesystem::path list;  ///< file that names the pairs; empty = every pair of the two folders
};

/// A known arrangement of folders. `datasetFormats()` lists them all.
struct DatasetFormat {
  std::string_view id;
  int rank;  ///< of several layouts that fit a folder the one of highest rank is meant
  /// The splits found under the folder, in natural order; nothing when the folder is not of this layout.
  std::vector<DatasetPlace> (*find)(const std::filesystem::path& root);
  /// Pairs, table and void ids of one of them. Errors: those of listImages, of reading lists and `labels.json`.
  Result<Loaded<Dataset>> (*open)(const std::filesystem::path& root, const DatasetPlace& place, StopToken stop);
};
const std::vector<DatasetFormat>& datasetFormats();

/// Which layout and which split of it.
struct DatasetChoice {
  std::string format;  ///< DatasetFormat::id; empty = recognised
  std::string split;   ///< empty = the only one; `train`, `val` and `test` also mean `training`, `val2017`…
};

/// Opens a folder of a known layout.
///
/// Pictures without mask and masks without picture come as fileSkipped. Errors: fileNotFound, notAFolder,
/// permissionDenied, folderEmpty (no known layout, or no pair), badOption (split, or format where several layouts fit:
/// `expected` names them), badConfig (list file, labels.json), stopped.
Result<Loaded<Dataset>> openDataset(const std::filesystem::path& root, const DatasetChoice& choice, StopToken stop = {});
/// The same with the layout recognised.
Result<Loaded<Dataset>> openDataset(const std::filesystem::path& root, const std::string& split, StopToken stop = {});

/// A recognised layout and its splits (one empty name where it has none).
struct DatasetSplits {
  std::string format;
  std::vector<std::string> splits;
};
/// Errors: those of openDataset that concern the folder and the layout.
Result<DatasetSplits> datasetSplits(const std::filesystem::path& root, const std::string& format = {});

/// Of these splits those a training would use, by their usual names: what is learnt from, and what is validated on
/// (`val`, else `test`); the first one where none is named so.
std::vector<std::string> trainingSplits(const std::vector<std::string>& splits);

/// The table to read the set's masks with: `wanted`, or where it names the same classes as the set's own table, that
/// one's mask rules (zero label, raw ids, void ids) with the names and colours of `wanted`.
LabelSet tableFor(const Dataset& dataset, const LabelSet& wanted);

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

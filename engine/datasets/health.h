#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/geometry.h"
#include "engine/core/label_set.h"
#include "engine/core/palette.h"
#include "engine/core/progress.h"
#include "engine/datasets/dataset.h"
#include "engine/datasets/id_map.h"
#include "engine/datasets/survey.h"

namespace ssa {

enum class FindingSeverity {
  refuses,  ///< cannot be trained on
  warns,    ///< can, but the result will suffer or mislead
  informs,
};
std::string_view name(FindingSeverity severity);

/// What was found; `args` and `files` of a Finding say more.
enum class FindingKind {
  noUsablePair,     ///< refuses; args: split, pairs
  nothingLabelled,  ///< refuses: no pixel of any class; args: split
  maskIsColour,     ///< refuses; args: split, known (colours that are in the table), colours; see HealthReport::colours
  idsUnknown,       ///< refuses; args: split, ids, pixels; see HealthReport::ids
  sizesDiffer,      ///< refuses; args: split
  imageUnreadable,  ///< warns; args: split
  maskUnreadable,   ///< warns; args: split
  unpaired,         ///< warns
  splitLeak,        ///< warns: pictures of one side are byte for byte on the other
  classesAbsent,    ///< warns on what is learnt from, informs on validation; args: split, classes
  masksIgnored,     ///< warns: masks without a pixel of any class; args: split
  duplicateImages,  ///< informs: byte for byte the same within a split; args: split
  idsIgnored,       ///< informs: raw ids that become 255; args: ids, percent
};
std::string_view name(FindingKind kind);

/// A file, and what is the matter with it: a name of a finding's detail (`found 4x4`), an error name, another file.
struct FindingFile {
  std::string path;
  std::string detail;
};

struct Finding {
  FindingKind kind = FindingKind::unpaired;
  FindingSeverity severity = FindingSeverity::informs;
  std::int64_t count = 0;  ///< files, ids or classes
  Error::Args args;
  std::vector<FindingFile> files;  ///< the first ones
};

/// A raw id over all masks, and what it becomes.
struct RawIdCount {
  int raw = 0;
  int becomes = 0;  ///< class id, kIgnore, or RawIdRule::kUnknown
  std::int64_t pixels = 0;
  int masks = 0;
  std::string first_mask;
  Point first_at;
};

/// A colour of masks that are pictures, and the class of the table that has it (-1: none).
struct ColourCount {
  Rgb colour;
  std::int64_t pixels = 0;
  int of_class = -1;
};

/// One side in numbers.
struct SideHealth {
  std::string split;
  int pairs = 0;
  int usable = 0;
  Size smallest, largest;                  ///< pictures by area
  std::vector<std::int64_t> class_pixels;  ///< per class
  std::vector<int> class_masks;            ///< masks a class is in
};

struct HealthReport {
  std::vector<SideHealth> sides;
  std::vector<RawIdCount> ids;       ///< sorted
  std::vector<ColourCount> colours;  ///< most frequent first
  std::vector<Finding> findings;     ///< most severe first
  /// Nothing refuses.
  bool fit() const;
  /// The kinds that refuse, `mask_is_colour, ids_unknown`; the `reason` of a datasetUnfit.
  std::string reasons() const;
  std::string toJson(const LabelSet& labels) const;
};

struct HealthOptions {
  int files = 20;     ///< most files named a finding
  int threads = 0;    ///< 0 = all cores, at most 8
  Warnings unpaired;  ///< what opening the set said (fileSkipped)
};

/// What the pairs looked at come to under a table and changes of ids. Takes milliseconds: the live preview of remapping.
HealthReport judge(const Survey& survey, const LabelSet& labels, const IdMap& map, const HealthOptions& options);

/// Opens every pair once and judges. `sides`: what is learnt from, and where there is one what is validated on.
/// Errors: stopped.
Result<HealthReport> checkDataset(std::vector<Dataset> sides, const LabelSet& labels, const IdMap& map,
                                  const HealthOptions& options, StopToken stop, ProgressSink& progress);

}  // namespace ssa

#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/core/label_map.h"
#include "engine/core/palette.h"
#include "engine/core/result.h"

namespace ssa {

/// What happens to raw id 0 of a data set's masks.
enum class ZeroLabel {
  keep,    ///< raw id = class id
  ignore,  ///< 0 -> 255, others minus one, 254 -> 255 (mmseg's reduce_zero_label)
};

/// What the pixels of a data set's mask files hold.
enum class MaskIds {
  classes,  ///< class ids, after the zero rule (Cityscapes' labelTrainIds, mmseg's converted sets)
  raw,      ///< the set's own ids, translated by `rawIds` (Cityscapes' labelIds)
};

/// A class of a label table; its id is its position.
struct LabelClass {
  std::string name;
  Rgb colour;
  friend bool operator==(const LabelClass&, const LabelClass&) = default;
};

/// Names and colours of the classes a model or data set uses.
struct LabelSet {
  std::string name;   ///< `camvid11`
  std::string title;  ///< `CamVid, 11 classes as laid out for SegNet`
  std::vector<LabelClass> classes;
  ZeroLabel zeroLabel = ZeroLabel::keep;
  std::string imageSuffix = ".jpg";
  std::string maskSuffix = ".png";
  std::vector<std::pair<int, int>> rawIds;  ///< raw id -> class id where the set has its own ids, sorted
  MaskIds maskIds = MaskIds::classes;       ///< whether the masks at hand hold those; a data-set reader sets it
  std::vector<int> ignoredIds;              ///< ids in the masks that mean "no class" besides 255, sorted (CamVid: 11)

  int count() const { return static_cast<int>(classes.size()); }
  Palette palette() const;
  friend bool operator==(const LabelSet&, const LabelSet&) = default;

  /// `count` numbered classes (`class 0`…) in colour-blind-safe colours.
  static LabelSet numbered(int count);
  /// A table that ships with the program (`camvid11`, `ade20k150`…).
  static Result<LabelSet> preset(std::string_view name);
  /// Names of all shipped tables, sorted.
  static std::vector<std::string> presetNames();
  /// A table in the JSON layout of resources/labels (at most 1 MB, 255 classes, no key twice), or a plain
  /// text file of one class name a line (generated colours; empty lines are skipped).
  /// Errors: badConfig with the reason, and those of readFile.
  static Result<LabelSet> read(const std::filesystem::path& path);
  /// `origin` is the `path` of errors. `zero_label` may be `keep`, `ignore` or the sentence of a published
  /// table ("none…" keeps, "… minus 1" ignores, "raw 11 = void -> 255" adds an ignored id).
  static Result<LabelSet> fromJson(std::string_view json, std::string_view origin);
  std::string toJson() const;
};

/// Mask ids -> class ids by the table's rule: `rawIds` where maskIds is raw, else the zero rule. 255 and
/// `ignoredIds` are always kIgnore. Ids the table does not know become kIgnore when
/// `unknown` is null, otherwise they are counted there per raw id (size 65,536) and become kIgnore.
LabelMap applyLabelSet(const IndexMask& mask, const LabelSet& labels, std::vector<std::int64_t>* unknown = nullptr);

}  // namespace ssa

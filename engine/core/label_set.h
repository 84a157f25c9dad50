#pragma once

#include <filesystem>
#include <string>
#include <string_view>
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
  std::vector<std::pair<int, int>> rawIds;  ///< raw id -> class id where the set has its own ids

  int count() const { return static_cast<int>(classes.size()); }
  Palette palette() const;
  friend bool operator==(const LabelSet&, const LabelSet&) = default;

  /// `count` numbered classes (`class 0`…) in colour-blind-safe colours.
  static LabelSet numbered(int count);
  /// A table that ships with the program (`camvid11`, `ade20k150`…).
  static Result<LabelSet> preset(std::string_view name);
  /// Names of all shipped tables, sorted.
  static std::vector<std::string> presetNames();
  /// A table in the JSON layout of resources/labels, or a plain text file of one class name a line.
  static Result<LabelSet> read(const std::filesystem::path& path);
  static Result<LabelSet> fromJson(std::string_view json, std::string_view origin);
  std::string toJson() const;
};

/// Raw ids -> class ids by the table's rule. Ids the table does not know become kIgnore when
/// `unknown` is null, otherwise they are counted there per raw id (size 65,536) and become kIgnore.
LabelMap applyLabelSet(const IndexMask& mask, const LabelSet& labels, std::vector<std::int64_t>* unknown = nullptr);

}  // namespace ssa

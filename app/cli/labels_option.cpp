#include "app/cli/labels_option.h"

#include <algorithm>
#include <filesystem>

namespace ssa::cli {

std::string labelsHelp() {
  std::string names;
  for (const std::string& name : LabelSet::presetNames()) names += (names.empty() ? "" : ", ") + name;
  return "Class names and colours: " + names + ", a JSON table, or a text file of one name a line";
}

Result<LabelSet> resolveLabels(const std::string& nameOrFile) {
  const std::vector<std::string> presets = LabelSet::presetNames();
  if (std::find(presets.begin(), presets.end(), nameOrFile) != presets.end()) return LabelSet::preset(nameOrFile);
  std::error_code ignored;
  if (std::filesystem::exists(nameOrFile, ignored)) return LabelSet::read(nameOrFile);
  std::string expected;
  for (const std::string& name : presets) expected += name + ", ";
  return Error(ErrorCode::badOption,
               {{"option", "labels"}, {"value", nameOrFile}, {"expected", expected + "or an existing file"}});
}

}  // namespace ssa::cli

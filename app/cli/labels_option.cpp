#include "app/cli/labels_option.h"

#include "engine/datasets/training_data.h"

namespace ssa::cli {

std::string labelsHelp() {
  std::string names;
  for (const std::string& name : LabelSet::presetNames()) names += (names.empty() ? "" : ", ") + name;
  return "Class names and colours: " + names + ", a JSON table, or a text file of one name a line";
}

Result<LabelSet> resolveLabels(const std::string& nameOrFile) { return labelsByName(nameOrFile); }

}  // namespace ssa::cli

#include "engine/datasets/layout.h"

#include <algorithm>
#include <system_error>

#include "engine/datasets/natural_order.h"

namespace ssa::layout {

namespace fs = std::filesystem;

bool isFolder(const fs::path& path) {
  std::error_code ignored;
  return fs::is_directory(path, ignored);
}

std::vector<std::string> subFolders(const fs::path& folder) {
  std::vector<std::string> names;
  std::error_code error;
  for (fs::directory_iterator it(folder, error); !error && it != fs::directory_iterator(); it.increment(error)) {
    const std::string name = it->path().filename().string();
    if (!name.starts_with('.') && isFolder(it->path())) names.push_back(name);
  }
  std::sort(names.begin(), names.end(), naturalLess);
  return names;
}

Result<std::optional<LabelSet>> tableOf(const fs::path& root, std::string_view preset) {
  std::error_code ignored;
  if (const fs::path own = root / "labels.json"; fs::is_regular_file(own, ignored)) {
    auto table = LabelSet::read(own);
    if (!table) return std::move(table).error();
    return std::optional(std::move(*table));
  }
  if (preset.empty()) return std::optional<LabelSet>();
  auto table = LabelSet::preset(preset);
  if (!table) return std::move(table).error();
  return std::optional(std::move(*table));
}

}  // namespace ssa::layout

#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/label_set.h"
#include "engine/core/result.h"

/// What the layouts share.
namespace ssa::layout {

bool isFolder(const std::filesystem::path& path);
/// Sub-folders that are not hidden, in natural order.
std::vector<std::string> subFolders(const std::filesystem::path& folder);

/// `labels.json` in the root where it stands, else the shipped table `preset`, else nothing.
/// Errors: those of LabelSet::read.
Result<std::optional<LabelSet>> tableOf(const std::filesystem::path& root, std::string_view preset = {});

}  // namespace ssa::layout

#pragma once

#include <filesystem>

#include "engine/runs/train_config.h"

namespace ssa::test {

/// A data set of small made pictures with six classes, 12 to learn from and 3 for validation, written once a call.
std::filesystem::path writeTinySet(const std::filesystem::path& folder);

/// A run of seconds on it: SeaFormer-T widths, crops of 64 pixels.
TrainConfig tinyConfig(const std::filesystem::path& data);

}  // namespace ssa::test

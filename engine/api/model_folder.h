#pragma once

#include "engine/api/model.h"
#include "engine/checkpoints/checkpoint.h"
#include "engine/core/safe_file.h"

namespace ssa {

inline constexpr std::string_view kModelFileName = "model.json";
inline constexpr std::string_view kWeightsFileName = "weights.safetensors";

/// The model folder meant by `path`: itself, or its parent where `path` is a model.json. Empty where
/// there is no model.json.
std::filesystem::path modelFolderOf(const std::filesystem::path& path);

/// Folder or file stem as a model's name.
std::string modelName(const std::filesystem::path& path);

/// Reads `model.json`. Errors: modelFolderInvalid, newerVersion, and those of readFile.
Result<ModelInfo> readModelFile(const std::filesystem::path& folder);

/// Whether a model may be written to `folder`: absent, empty, holding only what an interrupted import
/// left, or, with `replace`, a model. Errors: badOption, notAFolder.
Result<void> checkTarget(const std::filesystem::path& folder, bool replace);

/// The two files of a model folder, not written yet.
struct EncodedModel {
  Bytes weights;      ///< kWeightsFileName
  std::string about;  ///< kModelFileName
};
/// Fills sha256 of `info`.
EncodedModel encodeModel(const Checkpoint& state, const Warnings& warnings, ModelInfo& info);

/// Writes weights, then model.json, so that a folder without model.json is no model. Fills name, path and
/// sha256 of `info`. A folder that this call made and could not fill is removed.
/// Errors: those of writeFile and checkTarget.
Result<void> writeModelFolder(const std::filesystem::path& folder, const Checkpoint& state, const Warnings& warnings,
                              bool replace, ModelInfo& info);

}  // namespace ssa

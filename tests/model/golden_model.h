#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>

#include "engine/checkpoints/checkpoint.h"
#include "engine/models/model_config.h"
#include "engine/tensor/tensor.h"

namespace ssa::test {

using OrderedJson = nlohmann::ordered_json;

/// A manifest of golden/models with the order of its names; stops the test run when it cannot be read.
OrderedJson readManifest(const std::filesystem::path& path);
/// The manifests of golden/models, sorted.
std::vector<std::filesystem::path> modelManifests();

/// The architecture id a state list belongs to, empty for a family that does not exist yet.
std::string architectureOf(const OrderedJson& state);
/// The network a manifest describes.
ModelConfig configOf(const OrderedJson& about);
/// Its weights by the recipe, in the manifest's order.
Checkpoint recipeOf(const OrderedJson& about);

/// (B,H,W,3) bytes -> (B,3,H,W) normalised.
Tensor networkInput(const Tensor& images, const ModelConfig& config, c10::ScalarType precision);

}  // namespace ssa::test

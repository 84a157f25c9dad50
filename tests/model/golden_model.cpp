#include "tests/model/golden_model.h"

#include <torch/torch.h>

#include <QTest>
#include <algorithm>
#include <fstream>

#include "engine/backbones/mit.h"
#include "engine/backbones/seaformer.h"
#include "engine/models/stored_tensor.h"
#include "engine/tensor/from_image.h"
#include "tests/model/recipe.h"
#include "tests/support/runner.h"

namespace ssa::test {
namespace {

std::int64_t firstExtent(const OrderedJson& state, const std::string& key) {
  return state.contains(key) ? state[key]["shape"][0].get<std::int64_t>() : 0;
}

}  // namespace

OrderedJson readManifest(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  OrderedJson json = OrderedJson::parse(file, nullptr, false);
  if (json.is_discarded()) qFatal("no JSON: %s", path.c_str());
  return json;
}

std::vector<std::filesystem::path> modelManifests() {
  std::vector<std::filesystem::path> manifests;
  for (const auto& entry : std::filesystem::directory_iterator(goldenDir() / "models"))
    if (entry.path().extension() == ".json") manifests.push_back(entry.path());
  std::sort(manifests.begin(), manifests.end());
  return manifests;
}

std::string architectureOf(const OrderedJson& state) {
  for (const char size : {'t', 's', 'b', 'l'})
    if (firstExtent(state, "backbone.smb5.layer1.conv.4.bn.weight") == seaFormerConfig(size).groups.back().back().out)
      return std::string("seaformer_") + size;
  if (!state.contains("backbone.layers.0.1.0.attn.attn.in_proj_weight") || !state.contains("decode_head.fusion_conv.conv.weight"))
    return {};
  for (int level = 0; level <= 5; ++level) {
    const MitConfig config = mitConfig(level);
    bool same = firstExtent(state, "backbone.layers.0.0.norm.weight") == config.width;
    for (std::size_t s = 0; s < 4; ++s) {
      const std::string blocks = "backbone.layers." + std::to_string(s) + ".1.";
      same = same && state.contains(blocks + std::to_string(config.depths[s] - 1) + ".norm1.weight") &&
             !state.contains(blocks + std::to_string(config.depths[s]) + ".norm1.weight");
    }
    if (same) return "mit_b" + std::to_string(level);
  }
  return {};
}

ModelConfig configOf(const OrderedJson& about) {
  const OrderedJson& state = about["state"];
  ModelConfig config;
  config.architecture = architectureOf(state);
  config.classifier = state.contains("decode_head.center_proj.weight") ? ClassifierKind::ssa : ClassifierKind::plain;
  config.num_classes = about["num_classes"].get<int>();
  return config;
}

Checkpoint recipeOf(const OrderedJson& about) {
  Checkpoint recipe;
  for (const auto& [name, entry] : about["state"].items())
    recipe.tensors.push_back(toStored(name, recipeValue(name, entry["shape"].get<std::vector<std::int64_t>>(),
                                                        about["seed"].get<std::uint64_t>(), about["gain"].get<double>())));
  return recipe;
}

Tensor networkInput(const Tensor& images, const ModelConfig& config, c10::ScalarType precision) {
  std::vector<Tensor> batch;
  for (std::int64_t b = 0; b < images.size(0); ++b) {
    Image8 image({static_cast<int>(images.size(2)), static_cast<int>(images.size(1))});
    const Tensor pixels = images[b].contiguous();
    std::copy_n(pixels.const_data_ptr<std::uint8_t>(), image.pixels().size(), image.pixels().begin());
    batch.push_back(fromImage(image, config.mean, config.std, precision));
  }
  return at::cat(batch);
}

}  // namespace ssa::test

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <string_view>

#include "engine/core/label_map.h"
#include "engine/models/model_config.h"
#include "engine/models/segformer_names.h"

namespace ssa {
namespace {

constexpr std::size_t kNamesShown = 4;

/// The shape of a named tensor, empty if there is none.
std::vector<std::int64_t> shapeOf(const Checkpoint& checkpoint, const std::string& name) {
  const StoredTensor* tensor = checkpoint.find(name);
  return tensor ? tensor->shape : std::vector<std::int64_t>{};
}

std::int64_t firstDimension(const Checkpoint& checkpoint, const std::string& name) {
  const auto shape = shapeOf(checkpoint, name);
  return shape.empty() ? 0 : shape.front();
}

/// How many of `prefix`0., `prefix`1., … hold tensors, without a gap.
int countIndexed(const std::set<std::string_view>& names, const std::string& prefix) {
  int count = 0;
  while (true) {
    const std::string start = prefix + std::to_string(count) + ".";
    const auto next = names.lower_bound(start);
    if (next == names.end() || !next->starts_with(start)) return count;
    ++count;
  }
}

struct SeaFormerSize {
  std::string_view id;
  std::int64_t stem, fine, coarse;  // channels of the stem, smb2 and smb5
  int transformers, blocks;
};
constexpr std::array kSeaFormers{
    SeaFormerSize{"seaformer_t", 16, 32, 160, 2, 2},
    SeaFormerSize{"seaformer_s", 16, 48, 192, 2, 3},
    SeaFormerSize{"seaformer_b", 16, 64, 256, 2, 4},
    SeaFormerSize{"seaformer_l", 32, 128, 320, 3, 3},
};

struct MitSize {
  std::string_view id;
  std::int64_t width;
  std::array<int, 4> depths;
};
constexpr std::array kMits{
    MitSize{"mit_b0", 32, {2, 2, 2, 2}},  MitSize{"mit_b1", 64, {2, 2, 2, 2}},  MitSize{"mit_b2", 64, {3, 4, 6, 3}},
    MitSize{"mit_b3", 64, {3, 4, 18, 3}}, MitSize{"mit_b4", 64, {3, 8, 27, 3}}, MitSize{"mit_b5", 64, {3, 6, 40, 3}},
};

/// The id of the backbone, empty if it is none of ours.
std::string recogniseBackbone(const Checkpoint& checkpoint, const std::set<std::string_view>& names) {
  if (const std::int64_t stem = firstDimension(checkpoint, "backbone.smb1.stem_block.0.c.weight"); stem > 0) {
    for (const SeaFormerSize& size : kSeaFormers) {
      bool fits = stem == size.stem && firstDimension(checkpoint, "backbone.smb2.layer1.conv.4.c.weight") == size.fine &&
                  firstDimension(checkpoint, "backbone.smb5.layer1.conv.4.c.weight") == size.coarse;
      for (int j = 1; j <= size.transformers + 1; ++j)
        fits = fits && countIndexed(names, "backbone.trans" + std::to_string(j) + ".transformer_blocks.") ==
                           (j <= size.transformers ? size.blocks : 0);
      if (fits) return std::string(size.id);
    }
  }
  if (const std::int64_t width = firstDimension(checkpoint, "backbone.layers.0.0.projection.weight"); width > 0) {
    for (const MitSize& size : kMits) {
      bool fits = width == size.width;
      for (std::size_t s = 0; s < size.depths.size(); ++s)
        fits = fits && countIndexed(names, "backbone.layers." + std::to_string(s) + ".1.") == size.depths[s];
      if (fits) return std::string(size.id);
    }
  }
  return {};
}

/// `a, b, c +12`
std::string someOf(const std::vector<std::string>& names) {
  std::string text;
  for (std::size_t i = 0; i < names.size() && i < kNamesShown; ++i) text += (i ? ", " : "") + names[i];
  if (names.size() > kNamesShown) text += " +" + std::to_string(names.size() - kNamesShown);
  return text;
}

Error unknownArchitecture(const Checkpoint& checkpoint, const std::string& path) {
  // One name per part of the network tells most.
  std::vector<std::string> shown;
  std::set<std::string_view> parts;
  for (const StoredTensor& tensor : checkpoint.tensors) {
    const std::string_view name = tensor.name;
    const std::size_t second = name.find('.', name.find('.') + 1);
    if (shown.size() < kNamesShown && parts.insert(name.substr(0, second)).second) shown.emplace_back(name);
  }
  return {ErrorCode::architectureUnknown, {{"path", path}, {"keys", someOf(shown)}}};
}

/// Removes what belongs to training or to no forward of the network.
std::vector<std::string> dropTrainingParts(Checkpoint& checkpoint) {
  std::vector<std::string> dropped;
  std::erase_if(checkpoint.tensors, [&](const StoredTensor& tensor) {
    const bool drop = tensor.name.starts_with("auxiliary_head.") || tensor.name.starts_with("backbone.head");
    if (drop) dropped.push_back(tensor.name);
    return drop;
  });
  return dropped;
}

SsaOptions recogniseOptions(const Checkpoint& checkpoint) {
  const auto has = [&](const char* name) { return checkpoint.find(std::string("decode_head.") + name) != nullptr; };
  SsaOptions options;
  options.semantic = has("center_content_proj.0.weight");
  options.spatial = has("center_pos.weight");
  if (has("get_feat_pos.weight") || !options.spatial)
    options.positionEncoding = PositionEncoding::conditional;
  else
    options.positionEncoding = has("pos_embed") ? PositionEncoding::learnable : PositionEncoding::sinusoidal;
  return options;
}

/// The shipped table with exactly these class names, if there is one.
std::optional<LabelSet> tableWithNames(const std::vector<std::string>& names) {
  for (const std::string& preset : LabelSet::presetNames()) {
    auto table = LabelSet::preset(preset);
    if (table && table->classes.size() == names.size() &&
        std::equal(names.begin(), names.end(), table->classes.begin(),
                   [](const std::string& name, const LabelClass& known) { return name == known.name; }))
      return *std::move(table);
  }
  return {};
}

LabelSet labelsFrom(const CheckpointMeta& meta, int classes, Warnings& warnings) {
  if (meta.classes.size() != static_cast<std::size_t>(classes)) {
    Warning warning{WarningCode::classNamesMissing, {}};
    if (!meta.classes.empty())
      warning.args = {{"found", std::to_string(meta.classes.size())}, {"expected", std::to_string(classes)}};
    warnings.push_back(std::move(warning));
    return LabelSet::numbered(classes);
  }
  const std::optional<LabelSet> table = tableWithNames(meta.classes);
  LabelSet labels = table.value_or(LabelSet{});
  Palette colours = meta.palette;
  if (colours.size() != meta.classes.size()) {
    colours = table ? table->palette() : colourBlindSafePalette(classes);
    if (!table) warnings.push_back({WarningCode::paletteGenerated, {}});
  }
  labels.classes.clear();
  for (std::size_t i = 0; i < meta.classes.size(); ++i) labels.classes.push_back({meta.classes[i], colours[i]});
  return labels;
}

/// The configuration this program stored with the weights, where it still describes them.
std::optional<ModelConfig> storedConfig(const CheckpointMeta& meta, const ModelConfig& found, const std::string& path) {
  for (const auto& [key, text] : meta.text) {
    if (key != kConfigMetaKey) continue;
    auto stored = ModelConfig::fromJson(text, path);
    if (stored && stored->architecture == found.architecture && stored->classifier == found.classifier &&
        stored->num_classes == found.num_classes && stored->plainFusion == found.plainFusion &&
        stored->ssa.semantic == found.ssa.semantic && stored->ssa.spatial == found.ssa.spatial &&
        stored->ssa.positionEncoding == found.ssa.positionEncoding)
      return *std::move(stored);
  }
  return {};
}

}  // namespace

Result<Loaded<Recognised>> recogniseArchitecture(Checkpoint checkpoint, const std::string& path) {
  Loaded<Recognised> loaded;
  Recognised& recognised = loaded.value;
  std::vector<std::string> dropped;
  auto renamed = renameSegformer(checkpoint);
  if (!renamed) return Error(renamed.error().code, {{"path", path}, {"reason", std::string(renamed.error().arg("reason"))}});
  recognised.layout = "mmseg";
  if (*renamed) {
    recognised.layout = (*renamed)->layout;
    dropped = std::move((*renamed)->dropped);
    recognised.checkpoint = std::move((*renamed)->checkpoint);
  } else {
    recognised.checkpoint = std::move(checkpoint);
  }
  Checkpoint& state = recognised.checkpoint;

  std::set<std::string_view> names;
  for (const StoredTensor& tensor : state.tensors) names.insert(tensor.name);
  ModelConfig& config = recognised.config;
  config.architecture = recogniseBackbone(state, names);
  const auto classifier = shapeOf(state, "decode_head.conv_seg.weight");
  if (config.architecture.empty() || classifier.size() != 4) return unknownArchitecture(state, path);
  if (classifier[0] < 2 || classifier[0] > kMaxClasses)
    return Error(ErrorCode::badConfig, {{"path", path}, {"reason", "num_classes " + std::to_string(classifier[0])}});
  config.num_classes = static_cast<int>(classifier[0]);
  config.head_channels = static_cast<int>(classifier[1]);
  config.plainFusion = state.find("decode_head.convs.0.conv.bias") != nullptr;
  if (state.find("decode_head.center_proj.weight")) {
    config.classifier = ClassifierKind::ssa;
    config.ssa = recogniseOptions(state);
  }

  const std::vector<std::string> training = dropTrainingParts(state);
  dropped.insert(dropped.end(), training.begin(), training.end());
  if (!dropped.empty())
    loaded.warnings.push_back(
        {WarningCode::extraTensorsIgnored, {{"count", std::to_string(dropped.size())}, {"names", someOf(dropped)}}});
  if (auto stored = storedConfig(state.meta, config, path)) {
    stored->head_channels = config.head_channels;
    config = *std::move(stored);
  } else {
    config.labels = labelsFrom(state.meta, config.num_classes, loaded.warnings);
  }
  return loaded;
}

}  // namespace ssa

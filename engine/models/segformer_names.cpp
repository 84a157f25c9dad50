#include "engine/models/segformer_names.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <map>
#include <memory>

namespace ssa {
namespace {

/// What becomes of a tensor.
struct Target {
  std::string name;  ///< in the reference; empty: dropped
  int part = 0;      ///< place in a joined tensor (query 0, key or key and value 1, value 2)
  bool joined = false;
  bool pointwise = false;  ///< linear (a,b) -> convolution (a,b,1,1)
};

/// Consumes `prefix`; false leaves `text`.
bool eat(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

/// Consumes a number and the dot behind it.
std::optional<int> eatIndex(std::string_view& text) {
  std::size_t digits = 0;
  int value = 0;
  while (digits < text.size() && digits < 4 && text[digits] >= '0' && text[digits] <= '9')
    value = value * 10 + (text[digits++] - '0');
  if (digits == 0 || digits >= text.size() || text[digits] != '.') return {};
  text.remove_prefix(digits + 1);
  return value;
}

struct Rule {
  std::string_view from, to;
  bool pointwise = false;
};

constexpr std::array kNvlabsBlock{
    Rule{"norm1.", "norm1."},
    Rule{"norm2.", "norm2."},
    Rule{"attn.proj.", "attn.attn.out_proj."},
    Rule{"attn.sr.", "attn.sr."},
    Rule{"attn.norm.", "attn.norm."},
    Rule{"mlp.fc1.", "ffn.layers.0.", true},
    Rule{"mlp.dwconv.dwconv.", "ffn.layers.1."},
    Rule{"mlp.fc2.", "ffn.layers.4.", true},
};
constexpr std::array kHuggingFaceBlock{
    Rule{"layer_norm_1.", "norm1."},
    Rule{"layer_norm_2.", "norm2."},
    Rule{"attention.output.dense.", "attn.attn.out_proj."},
    Rule{"attention.self.sr.", "attn.sr."},
    Rule{"attention.self.layer_norm.", "attn.norm."},
    Rule{"mlp.dense1.", "ffn.layers.0.", true},
    Rule{"mlp.dwconv.dwconv.", "ffn.layers.1."},
    Rule{"mlp.dense2.", "ffn.layers.4.", true},
};

Target inBlock(std::string_view rest, int stage, int block, bool huggingFace) {
  const std::string base = "backbone.layers." + std::to_string(stage) + ".1." + std::to_string(block) + ".";
  std::string_view query = rest;
  const auto joined = [&](std::string_view from, int part) -> std::optional<Target> {
    query = rest;
    if (!eat(query, from)) return {};
    return Target{base + "attn.attn.in_proj_" + std::string(query), part, true, false};
  };
  if (huggingFace) {
    if (auto target = joined("attention.self.query.", 0)) return *target;
    if (auto target = joined("attention.self.key.", 1)) return *target;
    if (auto target = joined("attention.self.value.", 2)) return *target;
  } else {
    if (auto target = joined("attn.q.", 0)) return *target;
    if (auto target = joined("attn.kv.", 1)) return *target;
  }
  for (const Rule& rule : huggingFace ? kHuggingFaceBlock : kNvlabsBlock)
    if (std::string_view tail = rest; eat(tail, rule.from))
      return {base + std::string(rule.to) + std::string(tail), 0, false, rule.pointwise && tail == "weight"};
  return {};
}

/// Stage number counted from 0 behind `word`: NVlabs writes `block1.`, Hugging Face `block.0.`.
std::optional<int> eatStage(std::string_view& text, std::string_view word, bool huggingFace) {
  std::string_view rest = text;
  if (!eat(rest, word) || (huggingFace && !eat(rest, "."))) return {};
  const auto number = eatIndex(rest);
  if (!number || (!huggingFace && *number == 0)) return {};
  text = rest;
  return huggingFace ? *number : *number - 1;
}

Target inEncoder(std::string_view name, bool huggingFace) {
  const auto stageName = [](int stage) { return "backbone.layers." + std::to_string(stage); };
  if (const auto stage = eatStage(name, huggingFace ? "patch_embeddings" : "patch_embed", huggingFace)) {
    if (eat(name, "proj.")) return {stageName(*stage) + ".0.projection." + std::string(name)};
    if (eat(name, huggingFace ? "layer_norm." : "norm.")) return {stageName(*stage) + ".0.norm." + std::string(name)};
    return {};
  }
  if (const auto stage = eatStage(name, "block", huggingFace)) {
    const auto block = eatIndex(name);
    return block ? inBlock(name, *stage, *block, huggingFace) : Target{};
  }
  if (const auto stage = eatStage(name, huggingFace ? "layer_norm" : "norm", huggingFace))
    return {stageName(*stage) + ".2." + std::string(name)};
  return {};
}

Target inDecoder(std::string_view name, bool huggingFace) {
  const std::string head = "decode_head.";
  if (const auto level = eatStage(name, "linear_c", huggingFace)) {
    if (!eat(name, "proj.")) return {};
    return {head + "convs." + std::to_string(*level) + ".conv." + std::string(name), 0, false, name == "weight"};
  }
  const auto moved = [&](std::string_view from, std::string_view to) -> std::optional<Target> {
    std::string_view tail = name;
    if (!eat(tail, from)) return {};
    return Target{head + std::string(to) + std::string(tail)};
  };
  // NVlabs' own conv_seg is a leftover that its forward never uses.
  if (auto target = moved(huggingFace ? "classifier." : "linear_pred.", "conv_seg.")) return *target;
  if (auto target = moved(huggingFace ? "batch_norm." : "linear_fuse.bn.", "fusion_conv.bn.")) return *target;
  if (auto target = moved(huggingFace ? "linear_fuse." : "linear_fuse.conv.", "fusion_conv.conv.")) return *target;
  return {};
}

Target targetOf(std::string_view name, bool huggingFace) {
  if (eat(name, huggingFace ? "segformer.encoder." : "backbone.")) return inEncoder(name, huggingFace);
  if (eat(name, "decode_head.")) return inDecoder(name, huggingFace);
  return {};
}

/// Stacks the parts along the first dimension; empty when they do not fit.
std::optional<StoredTensor> join(std::string name, const std::map<int, const StoredTensor*>& parts) {
  StoredTensor whole;
  const StoredTensor& first = *parts.begin()->second;
  whole.name = std::move(name);
  whole.type = first.type;
  whole.shape = first.shape;
  if (whole.shape.empty()) return {};
  whole.shape[0] = 0;
  for (const auto& [place, part] : parts) {
    if (part->type != whole.type || part->shape.size() != whole.shape.size() ||
        !std::equal(part->shape.begin() + 1, part->shape.end(), whole.shape.begin() + 1))
      return {};
    whole.shape[0] += part->shape[0];
    whole.bytes += part->bytes;
  }
  const std::shared_ptr<std::byte> data = allocateTensorBytes(whole.bytes);
  std::size_t at = 0;
  for (const auto& [place, part] : parts) {
    if (part->bytes > 0) std::memcpy(data.get() + at, part->data.get(), part->bytes);
    at += part->bytes;
  }
  whole.data = data;
  return whole;
}

}  // namespace

Result<std::optional<RenamedSegformer>> renameSegformer(const Checkpoint& checkpoint) {
  const bool huggingFace = checkpoint.find("segformer.encoder.patch_embeddings.0.proj.weight") != nullptr &&
                           checkpoint.find("decode_head.classifier.weight") != nullptr;
  const bool nvlabs = checkpoint.find("backbone.patch_embed1.proj.weight") != nullptr &&
                      checkpoint.find("decode_head.linear_pred.weight") != nullptr;
  if (!huggingFace && !nvlabs) return std::optional<RenamedSegformer>();

  RenamedSegformer renamed;
  renamed.layout = huggingFace ? "huggingface" : "nvlabs";
  renamed.checkpoint.meta = checkpoint.meta;
  renamed.checkpoint.sha256 = checkpoint.sha256;
  std::map<std::string, std::map<int, const StoredTensor*>> joined;
  std::map<std::string, std::size_t> placeOfJoined;
  for (const StoredTensor& tensor : checkpoint.tensors) {
    Target target = targetOf(tensor.name, huggingFace);
    if (target.name.empty()) {
      renamed.dropped.push_back(tensor.name);
      continue;
    }
    if (target.joined) {
      // The joined tensor stands where its first part stood.
      if (placeOfJoined.try_emplace(target.name, renamed.checkpoint.tensors.size()).second)
        renamed.checkpoint.tensors.emplace_back();
      joined[target.name][target.part] = &tensor;
      continue;
    }
    StoredTensor moved = tensor;
    moved.name = std::move(target.name);
    if (target.pointwise && moved.shape.size() == 2) moved.shape.insert(moved.shape.end(), {1, 1});
    renamed.checkpoint.tensors.push_back(std::move(moved));
  }
  for (const auto& [name, parts] : joined) {
    auto whole = parts.size() == (huggingFace ? 3U : 2U) ? join(name, parts) : std::nullopt;
    if (!whole)
      return Error(ErrorCode::checkpointRefused, {{"reason", "query, key and value of " + name + " do not belong together"}});
    renamed.checkpoint.tensors[placeOfJoined[name]] = *std::move(whole);
  }
  return std::optional(std::move(renamed));
}

}  // namespace ssa

#include "engine/api/model_facts.h"

#include <algorithm>
#include <array>
#include <span>
#include <vector>

#include "engine/core/hash.h"

namespace ssa {
namespace {

/// Buffers of the networks; everything else in a state is a parameter.
constexpr std::array<std::string_view, 4> kBuffers{"running_mean", "running_var", "num_batches_tracked", "empty_weight"};
/// What the SSA classifier adds to a decode head.
constexpr std::array<std::string_view, 5> kSsaParts{"get_feat_pos.", "pos_embed", "center_", "gt_center_", "ssa_loss."};
constexpr std::string_view kHead = "decode_head.";
constexpr std::string_view kTeacher = "decode_head.gt_center_";
constexpr std::string_view kBatchCounter = "num_batches_tracked";

bool isBuffer(std::string_view name) {
  return std::any_of(kBuffers.begin(), kBuffers.end(), [&](std::string_view buffer) { return name.ends_with(buffer); });
}

bool isSsaOnly(std::string_view name) {
  if (!name.starts_with(kHead)) return false;
  name.remove_prefix(kHead.size());
  return std::any_of(kSsaParts.begin(), kSsaParts.end(), [&](std::string_view part) { return name.starts_with(part); });
}

std::string sharedSum(const Checkpoint& state) {
  std::vector<const StoredTensor*> shared;
  for (const StoredTensor& tensor : state.tensors)
    if (!isSsaOnly(tensor.name) && !tensor.name.ends_with(kBatchCounter)) shared.push_back(&tensor);
  std::sort(shared.begin(), shared.end(), [](const StoredTensor* a, const StoredTensor* b) { return a->name < b->name; });
  Sha256 hash;
  for (const StoredTensor* tensor : shared) {
    std::string header = tensor->name + ' ' + std::string(name(tensor->type));
    for (const std::int64_t dim : tensor->shape) header += ' ' + std::to_string(dim);
    hash.add(std::as_bytes(std::span(header)));
    hash.add({tensor->data.get(), tensor->bytes});
  }
  return hash.hex();
}

}  // namespace

bool isTeacherOnly(std::string_view name) { return name.starts_with(kTeacher); }

void describeWeights(const Checkpoint& state, ModelInfo& info) {
  info.parameters = info.teacherParameters = 0;
  for (const StoredTensor& tensor : state.tensors) {
    if (isBuffer(tensor.name)) continue;
    (isTeacherOnly(tensor.name) ? info.teacherParameters : info.parameters) += tensor.count();
  }
  info.sharedSha256 = sharedSum(state);
}

std::string ModelInfo::title() const {
  std::string text = config.architecture;
  for (const ArchitectureInfo& known : architectures())
    if (known.id == config.architecture) text = known.title;
  return config.classifier == ClassifierKind::ssa ? text + " + SSA" : text;
}

}  // namespace ssa

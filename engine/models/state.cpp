#include <torch/torch.h>

#include <algorithm>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "engine/models/segmentor.h"
#include "engine/models/stored_tensor.h"

namespace ssa {
namespace {

constexpr std::string_view kBatchCounter = "num_batches_tracked";

bool isBatchCounter(std::string_view name) { return name.ends_with(kBatchCounter); }

bool isTeachers(std::string_view name) { return name.find(".gt_center_") != std::string_view::npos; }

/// Names a checkpoint may hold although the model at hand has no such tensor: they act in training only.
bool isTrainingOnly(std::string_view name) {
  return isBatchCounter(name) || isTeachers(name) || name.find(".ssa_loss.") != std::string_view::npos;
}

struct NamedState {
  std::string name;
  Tensor tensor;
};

/// Parameters and buffers as PyTorch's state_dict orders them: per module its own parameters, its own
/// buffers, then its children.
std::vector<NamedState> stateOf(torch::nn::Module& root) {
  std::vector<NamedState> state;
  for (const auto& entry : root.named_modules()) {
    const std::string prefix = entry.key().empty() ? "" : entry.key() + ".";
    for (const auto& item : entry.value()->named_parameters(false)) state.push_back({prefix + item.key(), item.value()});
    for (const auto& item : entry.value()->named_buffers(false)) state.push_back({prefix + item.key(), item.value()});
  }
  return state;
}

std::string shapeText(at::IntArrayRef shape) {
  std::string text = "[";
  for (std::size_t i = 0; i < shape.size(); ++i) text += (i ? ", " : "") + std::to_string(shape[i]);
  return text + "]";
}

/// `name, name, name +12`, short enough for one line of a message.
std::string someOf(const std::vector<std::string>& names) {
  constexpr std::size_t kShown = 3;
  std::string text;
  for (std::size_t i = 0; i < names.size() && i < kShown; ++i) text += (i ? ", " : "") + names[i];
  if (names.size() > kShown) text += " +" + std::to_string(names.size() - kShown);
  return text;
}

}  // namespace

Result<LoadReport> loadState(Segmentor& model, const Checkpoint& checkpoint, bool strict) {
  std::unordered_map<std::string_view, const StoredTensor*> stored;
  for (const StoredTensor& tensor : checkpoint.tensors) stored[tensor.name] = &tensor;

  LoadReport report;
  std::vector<std::pair<Tensor, const StoredTensor*>> copies;
  const std::vector<NamedState> state = stateOf(model.module());
  std::unordered_set<std::string_view> known;
  // A file without any teacher was made for prediction; one with half a teacher is damaged.
  const bool teacherless =
      std::none_of(checkpoint.tensors.begin(), checkpoint.tensors.end(), [](const auto& t) { return isTeachers(t.name); });
  for (const NamedState& entry : state) {
    known.insert(entry.name);
    const auto found = stored.find(entry.name);
    if (found == stored.end()) {
      if (!isBatchCounter(entry.name) && !(teacherless && isTeachers(entry.name))) report.missing.push_back(entry.name);
    } else if (at::IntArrayRef(found->second->shape) != entry.tensor.sizes()) {
      report.wrongShape.push_back(entry.name + ": found " + shapeText(found->second->shape) + ", expected " +
                                  shapeText(entry.tensor.sizes()));
    } else {
      copies.emplace_back(entry.tensor, found->second);
    }
  }
  std::vector<std::string> forbidden;
  for (const StoredTensor& tensor : checkpoint.tensors) {
    if (known.contains(tensor.name)) continue;
    report.unexpected.push_back(tensor.name);
    if (!isTrainingOnly(tensor.name)) forbidden.push_back(tensor.name);
  }
  if (strict && !(report.missing.empty() && forbidden.empty() && report.wrongShape.empty()))
    return Error{ErrorCode::keysMismatch,
                 {{"path", ""},
                  {"missing", someOf(report.missing)},
                  {"unexpected", someOf(forbidden)},
                  {"shapes", someOf(report.wrongShape)}}};

  const at::NoGradGuard noGrad;
  for (auto& [target, source] : copies) {
    const Tensor value = toTensor(*source);
    target.copy_(value);
    if (value.is_floating_point() && !value.isfinite().all().item<bool>()) report.nonFinite.push_back(source->name);
  }
  return report;
}

Checkpoint saveState(Segmentor& model) {
  Checkpoint checkpoint;
  for (NamedState& entry : stateOf(model.module())) {
    // Module::to(dtype) converts the integer counters along with everything else.
    const Tensor value = isBatchCounter(entry.name) ? entry.tensor.to(at::kLong) : entry.tensor;
    checkpoint.tensors.push_back(toStored(std::move(entry.name), value));
  }
  return checkpoint;
}

}  // namespace ssa

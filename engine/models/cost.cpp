#include <ATen/record_function.h>
#include <torch/torch.h>

#include <string_view>

#include "engine/models/segmentor.h"

namespace ssa {
namespace {

/// Multiply-adds of the operators run on this thread, counted at the outermost operator that knows its
/// product: what a convolution does inside is not counted again.
struct Meter {
  std::int64_t multiply_adds = 0;
  int depth = 0;
};
thread_local Meter* activeMeter = nullptr;

struct CountedOperator : at::ObserverContext {};

std::int64_t productOf(at::IntArrayRef shape) {
  std::int64_t product = 1;
  for (const std::int64_t extent : shape) product *= extent;
  return product;
}

std::int64_t convolutionCost(c10::ArrayRef<const c10::IValue> in) {
  const Tensor x = in[0].toTensor(), weight = in[1].toTensor();
  const auto stride = in[3].toIntVector(), padding = in[4].toIntVector(), dilation = in[5].toIntVector();
  const bool transposed = in[6].toBool();
  std::int64_t positions = x.size(0);
  for (std::size_t axis = 0; axis < stride.size(); ++axis) {
    const auto dim = static_cast<std::int64_t>(axis) + 2;
    const std::int64_t reach = dilation[axis] * (weight.size(dim) - 1) + 1;
    positions *= transposed ? x.size(dim) : (x.size(dim) + 2 * padding[axis] - reach) / stride[axis] + 1;
  }
  return positions * weight.numel();
}

/// -1 where the operator is not a product.
std::int64_t costOf(std::string_view name, c10::ArrayRef<const c10::IValue> in) {
  const auto tensor = [&in](std::size_t i) { return in[i].toTensor(); };
  if (name == "aten::convolution") return convolutionCost(in);
  if (name == "aten::linear") return tensor(0).numel() * tensor(1).size(0);
  if (name == "aten::mm" || name == "aten::bmm") return tensor(0).numel() * tensor(1).size(-1);
  if (name == "aten::addmm" || name == "aten::baddbmm") return tensor(1).numel() * tensor(2).size(-1);
  if (name == "aten::scaled_dot_product_attention") {
    const Tensor q = tensor(0), k = tensor(1), v = tensor(2);
    return productOf(q.sizes()) * k.size(-2) +
           productOf(q.sizes().slice(0, static_cast<std::size_t>(q.dim()) - 1)) * v.size(-2) * v.size(-1);
  }
  return -1;
}

std::unique_ptr<at::ObserverContext> onEnter(const at::RecordFunction& call) {
  Meter* const meter = activeMeter;
  const std::int64_t cost = meter ? costOf(call.name(), call.inputs()) : -1;
  if (cost < 0) return nullptr;
  if (meter->depth == 0) meter->multiply_adds += cost;
  ++meter->depth;
  return std::make_unique<CountedOperator>();
}

void onLeave(const at::RecordFunction&, at::ObserverContext* context) {
  if (context && activeMeter) --activeMeter->depth;
}

class MeterGuard {
 public:
  explicit MeterGuard(Meter& meter)
      : handle_(at::addThreadLocalCallback(at::RecordFunctionCallback(onEnter, onLeave).needsInputs(true))) {
    activeMeter = &meter;
  }
  ~MeterGuard() {
    activeMeter = nullptr;
    at::removeCallback(handle_);
  }
  MeterGuard(const MeterGuard&) = delete;
  MeterGuard& operator=(const MeterGuard&) = delete;

 private:
  at::CallbackHandle handle_;
};

std::int64_t parametersBelow(const torch::OrderedDict<std::string, Tensor>& parameters, const std::string& part) {
  std::int64_t count = 0;
  for (const auto& item : parameters)
    if (item.key().starts_with(part + ".")) count += item.value().numel();
  return count;
}

}  // namespace

std::vector<StageCost> countCost(Segmentor& model, Size input) {
  torch::nn::Module& module = model.module();
  const auto parameters = module.named_parameters();
  const at::NoGradGuard noGrad;
  const bool wasTraining = module.is_training();
  module.eval();
  const Tensor x = at::zeros({1, 3, input.height, input.width}, parameters.front().value().options().requires_grad(false));

  std::vector<StageCost> stages;
  Meter meter;
  std::int64_t before = 0;
  {
    const MeterGuard guard(meter);
    model.forwardParts(x, [&](std::string_view part, const Tensor& output) {
      StageCost stage{std::string(part), output.sizes().vec(), 0, meter.multiply_adds - before};
      stage.parameters = part == "classifier" ? model.classifierParameters() : parametersBelow(parameters, stage.name);
      if (part == "decode_head") stage.parameters -= model.classifierParameters();
      before = meter.multiply_adds;
      stages.push_back(std::move(stage));
    });
  }
  module.train(wasTraining);
  return stages;
}

}  // namespace ssa

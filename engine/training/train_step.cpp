#include "engine/training/train_step.h"

#include <ATen/autocast_mode.h>
#include <torch/torch.h>

#include <algorithm>
#include <cmath>
#include <exception>
#include <optional>

#include "engine/core/label_map.h"
#include "engine/core/random.h"
#include "engine/inference/memory_guard.h"
#include "engine/losses/ssa_loss.h"
#include "engine/training/gradients.h"
#include "engine/training/kept_buffers.h"

namespace ssa {
namespace {

constexpr int kMostHalvings = 3;
constexpr std::uint64_t kDropStream = 0xD20;  // apart from the loader's draws

/// Leaves forward or backward when a stop is asked for.
struct Abandoned final : std::exception {
  const char* what() const noexcept override { return "stopped"; }
};

/// bfloat16 where LibTorch's own lists say so, on CUDA.
class Autocast {
 public:
  explicit Autocast(bool on) : on_(on), before_(at::autocast::is_autocast_enabled(at::kCUDA)) {
    if (!on_) return;
    at::autocast::set_autocast_dtype(at::kCUDA, at::kBFloat16);
    at::autocast::set_autocast_enabled(at::kCUDA, true);
  }
  ~Autocast() { end(); }
  Autocast(const Autocast&) = delete;
  Autocast& operator=(const Autocast&) = delete;
  void end() {
    if (!std::exchange(on_, false)) return;
    at::autocast::clear_cache();
    at::autocast::set_autocast_enabled(at::kCUDA, before_);
  }

 private:
  bool on_, before_;
};

Tensor single(const Tensor& tensor) {
  return tensor.defined() && tensor.scalar_type() == at::kBFloat16 ? tensor.to(at::kFloat) : tensor;
}
SsaTrace single(SsaTrace trace) {
  for (Tensor* field : {&trace.feature, &trace.coarse, &trace.positionFeature, &trace.semanticCentre, &trace.semanticPrototype,
                        &trace.spatialCentre, &trace.spatialPrototype, &trace.prototype, &trace.logits})
    *field = single(*field);
  return trace;
}
TeacherTrace single(TeacherTrace trace) {
  for (Tensor* field : {&trace.semanticPrototype, &trace.spatialPrototype, &trace.prototype, &trace.logits})
    *field = single(*field);
  return trace;
}

void addTerm(std::vector<std::pair<std::string, double>>& sums, const std::string& name, double value) {
  const auto found = std::find_if(sums.begin(), sums.end(), [&](const auto& sum) { return sum.first == name; });
  if (found == sums.end())
    sums.emplace_back(name, value);
  else
    found->second += value;
}

/// PreSelfLoss of some crops of a batch, where it is known.
std::optional<double> coarseLoss(const StepBatch& batch, std::int64_t begin, std::int64_t end) {
  if (batch.coarse.empty()) return {};
  double sum = 0;
  std::int64_t valid = 0;
  for (std::int64_t i = begin; i < end; ++i) {
    const CoarseLoss& crop = batch.coarse[static_cast<std::size_t>(i)];
    sum += crop.sum;
    valid += crop.valid;
  }
  return sum / static_cast<double>(std::max<std::int64_t>(valid, 1));
}

bool hasLabel(const Tensor& labels) {
  const Tensor flat = labels.contiguous();
  const auto* const ids = flat.const_data_ptr<std::uint8_t>();
  return std::any_of(ids, ids + flat.numel(), [](std::uint8_t id) { return id != kIgnore; });
}

}  // namespace

struct TrainStep::Private {
  Segmentor& network;
  TrainConfig config;
  Optimizer optimizer;
  KeptBuffers buffers;
  int accumulate = 1;
  int halvings = 0;
  bool statisticsProved = false;  ///< a batch norm got enough numbers at this micro-batch size

  c10::Device device() const { return optimizer.parameters().front().value.device(); }

  SsaTrace forward(const StepBatch& batch, const Tensor& input, const StopToken& stop) {
    const auto leave = [stop] {
      if (stop.stop_requested()) throw Abandoned();
    };
    SsaTrace trace = batch.isFeature ? network.classify(input)
                                     : network.forwardParts(input, [&](std::string_view, const Tensor&) { leave(); });
    trace.stages.push_back(trace.feature);
    for (const Tensor& part : trace.stages)
      if (part.requires_grad())
        part.register_hook([leave](const Tensor& gradient) {
          leave();
          return gradient;
        });
    trace.stages.pop_back();
    return trace;
  }

  /// Whether a step knows its centres: then it looks at the pixels for their logits alone. A teacher that follows the
  /// student's own labels does not.
  bool knowsCentres(const StepBatch& batch) const {
    return batch.sums && config.precision == Precision::float32 && !(config.loss.teacher && config.loss.self_distillation) &&
           device().is_cpu();
  }
  LossResult frozenLoss(const StepBatch& batch, const Tensor& feature, const Tensor& labels, std::int64_t begin,
                        std::int64_t end) {
    const FrozenSums sums = chosenFrom(batch.sums, [&](const Tensor& all) { return all.slice(0, begin, end); });
    const FrozenTraces traces = network.classifyFrozen(feature, sums, config.loss.teacher);
    return ssaLoss(
        traces.student, [&](const Tensor&) { return traces.teacher; }, labels, config.loss, coarseLoss(batch, begin, end));
  }

  LossResult loss(const SsaTrace& trace, const Tensor& labels, bool half, std::optional<double> coarse) {
    if (network.config().classifier == ClassifierKind::plain) return plainLoss(single(trace), labels);
    // The teacher reads the features in the precision they were made in.
    const Teach teach = [&](const Tensor& at_stride) {
      const Autocast autocast(half);
      return single(network.teach(trace, at_stride));
    };
    return ssaLoss(single(trace), teach, labels, config.loss, coarse);
  }

  LossResult forwardLoss(const StepBatch& batch, const Tensor& input, const Tensor& labels, std::int64_t begin, std::int64_t end,
                         const StopToken& stop) {
    const bool half = config.precision == Precision::bfloat16;
    Autocast autocast(half);
    const SsaTrace trace = forward(batch, input, stop);
    autocast.end();
    return loss(trace, labels, half, coarseLoss(batch, begin, end));
  }

  /// Forward, loss and backward of one micro-batch; false where the loss is not finite.
  bool learn(const StepBatch& batch, std::int64_t begin, std::int64_t end, const StopToken& stop, StepReport& report,
             std::int64_t& labelled) {
    const double share = static_cast<double>(end - begin) / static_cast<double>(batch.size());
    const auto precision = config.precision == Precision::float64 ? at::kDouble : at::kFloat;
    const Tensor input = batch.input.slice(0, begin, end).to(device(), precision);
    const Tensor labels = batch.labels.slice(0, begin, end).contiguous();
    const LossResult loss =
        knowsCentres(batch) ? frozenLoss(batch, input, labels, begin, end) : forwardLoss(batch, input, labels, begin, end, stop);
    for (const LossTerm& term : loss.terms) addTerm(report.losses, term.name, share * term.value.item<double>());
    const double total = loss.total.item<double>();
    addTerm(report.losses, "loss", share * total);
    report.accuracy += loss.accuracy * static_cast<double>(loss.valid);
    labelled += loss.valid;
    if (!std::isfinite(total)) return false;
    // With everything that learns behind a term that is switched off there is nothing to send back.
    if (loss.total.requires_grad()) (share == 1 ? loss.total : loss.total * share).backward();
    return true;
  }

  Result<StepReport> attempt(const StepBatch& batch, std::int64_t iteration, const StopToken& stop) {
    torch::manual_seed(Random(config.seed + kDropStream, static_cast<std::uint64_t>(iteration)).bits());
    dropGradients(optimizer.parameters());
    StepReport report;
    std::int64_t labelled = 0;
    const std::int64_t parts = std::min<std::int64_t>(accumulate, batch.size());
    for (std::int64_t part = 0; part < parts; ++part) {
      allocationPoint();
      if (stop.stop_requested()) throw Abandoned();
      const std::int64_t begin = batch.size() * part / parts, end = batch.size() * (part + 1) / parts;
      if (!learn(batch, begin, end, stop, report, labelled)) {
        report.outcome = StepOutcome::nonFinite;
        return report;
      }
    }
    report.accuracy = labelled > 0 ? report.accuracy / static_cast<double>(labelled) : 0;
    if (!statisticsProved && !buffers.areFinite())
      return Error(ErrorCode::badOption,
                   {{"option", "batch"},
                    {"value", std::to_string(batch.size() / parts)},
                    {"expected", "two or more, or a larger crop: a batch norm has one number per channel"}});
    statisticsProved = true;
    report.gradientNorm = gradientNorm(optimizer.parameters());
    if (!std::isfinite(report.gradientNorm)) {
      report.outcome = StepOutcome::nonFinite;
      return report;
    }
    clipGradients(optimizer.parameters(), report.gradientNorm, config.optimizer.clip_norm);
    optimizer.step(iteration, config.iterations);
    return report;
  }

  /// Takes back what an attempt changed.
  void undo() {
    dropGradients(optimizer.parameters());
    buffers.restore();
  }
};

TrainStep::TrainStep(Segmentor& network, std::vector<NamedParameter> learning, const TrainConfig& config)
    : d_(new Private{network, config, Optimizer(std::move(learning), config.optimizer), KeptBuffers(network.module()),
                     config.accumulate}) {}
TrainStep::~TrainStep() = default;

Optimizer& TrainStep::optimizer() { return d_->optimizer; }
int TrainStep::accumulate() const { return d_->accumulate; }
void TrainStep::setAccumulate(int count) { d_->accumulate = count; }

Result<StepReport> TrainStep::run(const StepBatch& batch, std::int64_t iteration, StopToken stop) {
  Private& d = *d_;
  if (!hasLabel(batch.labels)) {
    StepReport report;
    report.outcome = StepOutcome::emptyBatch;
    return report;
  }
  d.buffers.keep();
  for (;;) {
    try {
      auto report = d.attempt(batch, iteration, stop);
      if (!report || report->outcome != StepOutcome::updated) d.undo();
      return report;
    } catch (const Abandoned&) {
      d.undo();
      return ErrorCode::stopped;
    } catch (const std::exception& fault) {
      d.undo();
      if (!isOutOfMemory(fault)) throw;
      if (d.halvings == kMostHalvings || d.accumulate >= batch.size())
        return Error(ErrorCode::outOfMemory, {{"device", d.device().str()}});
    }
    const auto size = [&] { return "micro-batch " + std::to_string((batch.size() + d.accumulate - 1) / d.accumulate); };
    const std::string from = size();
    ++d.halvings;
    d.accumulate *= 2;
    d.statisticsProved = false;
    if (onWarning) onWarning({WarningCode::smallerTiles, {{"from", from}, {"to", size()}}});
  }
}

}  // namespace ssa

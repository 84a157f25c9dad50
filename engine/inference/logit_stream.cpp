#include "engine/inference/logit_stream.h"

#include <torch/torch.h>

#include <chrono>
#include <cstring>
#include <deque>
#include <string_view>
#include <utility>

#include "engine/inference/memory_guard.h"
#include "engine/models/segmentor.h"

namespace ssa {
namespace {

/// Leaves a forward from inside its stage hook.
struct StopRequest {};

class Stopwatch {
 public:
  explicit Stopwatch(torch::Device device) : device_(device), start_(Clock::now()) {}
  double lap() {
    if (device_.is_cuda()) torch::cuda::synchronize(device_.index());
    const auto now = Clock::now();
    return std::chrono::duration<double>(now - std::exchange(start_, now)).count();
  }

 private:
  using Clock = std::chrono::steady_clock;
  torch::Device device_;
  Clock::time_point start_;
};

std::vector<std::uint16_t> halfBits(const std::vector<Tensor>& rows) {
  if (rows.empty()) return {};
  const Tensor all = torch::cat(rows, 1).contiguous();  // (K, windows*h, w)
  std::vector<std::uint16_t> bits(static_cast<std::size_t>(all.numel()));
  std::memcpy(bits.data(), all.data_ptr(), bits.size() * sizeof(std::uint16_t));
  return bits;
}

KeptArray toArray(std::string name, const std::vector<Tensor>& windows) {
  Tensor all = windows.size() == 1 ? windows[0] : torch::stack(windows);
  all = all.to(torch::kCPU, torch::kFloat).contiguous();
  const float* values = all.data_ptr<float>();
  return {std::move(name), all.sizes().vec(), {values, values + all.numel()}};
}

}  // namespace

struct LogitStream::State {
  Segmentor& network;
  InferencePass pass;
  WindowPlan plan;
  InferenceOptions options;
  std::int64_t keptLimit_bytes;
  torch::Device device = torch::kCPU;
  torch::ScalarType dtype = torch::kFloat;

  int cellRows = 0, cellCols = 0;  // logits of one window
  cuda::AxisTaps rows, cols;
  int next = 0;                        // row of windows computed next
  int first = 0;                       // first row of windows still held
  std::deque<Tensor> refined, coarse;  // one (K,h,all columns) per held row of windows

  bool keep = false;
  std::vector<Tensor> keptRefined, keptCoarse, keptNorm;
  struct Named {
    const char* name;
    std::vector<Tensor> windows;
  };
  std::vector<Named> arrays;

  State(Segmentor& network_, const InferencePass& pass_, const WindowPlan& plan_, const InferenceOptions& options_,
        std::int64_t limit)
      : network(network_), pass(pass_), plan(plan_), options(options_), keptLimit_bytes(limit) {
    const auto parameters = network.module().parameters();
    if (!parameters.empty()) {
      device = parameters.front().device();
      dtype = parameters.front().scalar_type();
    }
  }

  bool hasCoarse() const { return network.config().classifier == ClassifierKind::ssa; }

  void ended(std::string_view stage) const {
    if (options.onStage) options.onStage(stage);
  }

  SsaTrace forward(int top, int left, StageSeconds& seconds, ForwardMeter& meter) {
    Stopwatch watch(device);
    allocationPoint();
    const ModelConfig& config = network.config();
    const Rect window{left, top, plan.window.width, plan.window.height};
    const Tensor input =
        windowInput(*pass.input, window, pass.mirrored, {config.mean, config.std}).to(device, dtype);  // (1,3,h,w)
    seconds.prepare += watch.lap();
    ended("prepare");
    allocationPoint();
    double* current = &seconds.backbone;
    SsaTrace trace = network.forward(input, [&](std::string_view stage) {
      if (stage == "backbone") {
        seconds.backbone += watch.lap();
        current = &seconds.decoder;
        ended(stage);
        meter.oneStage(0.7);
      } else if (stage == "decoder") {
        seconds.decoder += watch.lap();
        current = &seconds.classifier;
        ended(stage);
        meter.oneStage(0.9);
      }
      if (meter.stopped()) throw StopRequest{};
    });
    *current += watch.lap();
    ended("classifier");
    meter.oneWindow();
    return trace;
  }

  void computeRow(StageSeconds& seconds, ForwardMeter& meter) {
    std::vector<Tensor> refinedParts, coarseParts, normParts;
    for (const int left : plan.colStarts) {
      if (meter.stopped()) throw StopRequest{};
      const SsaTrace trace = forward(plan.rowStarts[static_cast<std::size_t>(next)], left, seconds, meter);
      refinedParts.push_back(trace.logits[0].to(torch::kFloat));
      if (hasCoarse()) coarseParts.push_back(trace.coarse[0].to(torch::kFloat));
      if (refinedParts.size() == 1 && next == 0) measure(trace);
      if (keep && trace.feature.defined()) normParts.push_back(trace.feature[0].norm(2, {0}).to(torch::kCPU, torch::kFloat));
      if (options.keepArrays) keepArrays(trace);
    }
    allocationPoint();
    append(refinedParts, refined, keptRefined);
    if (hasCoarse()) append(coarseParts, coarse, keptCoarse);
    if (!normParts.empty()) keptNorm.push_back(torch::cat(normParts, 1));
    ++next;
  }

  // The network's stride is known once it has run.
  void measure(const SsaTrace& trace) {
    cellRows = static_cast<int>(trace.logits.size(2));
    cellCols = static_cast<int>(trace.logits.size(3));
    rows = pictureTaps(cellRows, plan.window.height, plan.rowStarts, plan.padded.height, plan.network.height,
                       options.picture.height, options.direct);
    cols = pictureTaps(cellCols, plan.window.width, plan.colStarts, plan.padded.width, plan.network.width, options.picture.width,
                       options.direct);
    if (pass.mirrored) cols = cuda::mirrored(cols);
    const std::int64_t bytes = plan.windows() * trace.logits.numel() * (hasCoarse() ? 4 : 2);
    keep = options.keepLogits && bytes <= keptLimit_bytes;
  }

  void append(const std::vector<Tensor>& parts, std::deque<Tensor>& held, std::vector<Tensor>& kept) const {
    held.push_back(parts.size() == 1 ? parts[0].contiguous() : torch::cat(parts, 2));  // (K,h,all columns)
    if (keep) kept.push_back(held.back().to(torch::kCPU, torch::kHalf));
  }

  void keepArrays(const SsaTrace& trace) {
    const std::pair<const char*, Tensor> wanted[] = {{"logits", trace.logits},
                                                     {"coarse", hasCoarse() ? trace.coarse : Tensor{}},
                                                     {"feature", trace.feature},
                                                     {"position_feature", trace.positionFeature},
                                                     {"prototype", trace.prototype}};
    for (const auto& [name, tensor] : wanted) {
      if (!tensor.defined()) continue;
      auto place = std::find_if(arrays.begin(), arrays.end(), [&](const Named& n) { return std::string_view(n.name) == name; });
      if (place == arrays.end()) place = arrays.insert(arrays.end(), {name, {}});
      place->windows.push_back(tensor[0].to(torch::kCPU, torch::kFloat));
    }
  }
};

LogitStream::LogitStream(Segmentor& network, const InferencePass& pass, const WindowPlan& plan, const InferenceOptions& options,
                         std::int64_t keptLimit_bytes)
    : state_(std::make_unique<State>(network, pass, plan, options, keptLimit_bytes)) {}
LogitStream::~LogitStream() = default;
LogitStream::LogitStream(LogitStream&&) noexcept = default;

Result<LogitStream::Band> LogitStream::band(int begin, int end, StageSeconds& seconds, ForwardMeter& meter) {
  State& s = *state_;
  try {
    if (s.next == 0) s.computeRow(seconds, meter);
    const cuda::IndexSpan span = cuda::indexSpan(s.rows, begin, end);
    while (s.next <= span.last / s.cellRows) s.computeRow(seconds, meter);
    for (; s.first < span.first / s.cellRows; ++s.first) {
      s.refined.pop_front();
      if (!s.coarse.empty()) s.coarse.pop_front();
    }
  } catch (const StopRequest&) {
    return ErrorCode::stopped;
  }
  allocationPoint();
  const auto joined = [](const std::deque<Tensor>& held) {
    if (held.empty()) return Tensor{};
    return held.size() == 1 ? held.front() : torch::cat(std::vector<Tensor>(held.begin(), held.end()), 1);
  };
  return Band{joined(s.refined), joined(s.coarse), cuda::slice(s.rows, begin, end, s.first * s.cellRows)};
}

Result<int> LogitStream::bandEnd(int begin, StageSeconds& seconds, ForwardMeter& meter) {
  State& s = *state_;
  if (s.next == 0) {
    try {
      s.computeRow(seconds, meter);
    } catch (const StopRequest&) {
      return ErrorCode::stopped;
    }
  }
  const auto lastWindow = [&](int row) { return cuda::indexSpan(s.rows, row, row + 1).last / s.cellRows; };
  const int wanted = lastWindow(begin);
  int end = begin + 1;
  while (end < s.rows.outputs && lastWindow(end) <= wanted) ++end;
  return end;
}

const cuda::AxisTaps& LogitStream::cols() const { return state_->cols; }

KeptPass LogitStream::takeKept() {
  State& s = *state_;
  if (!s.keep) return {};
  return {s.cellRows * static_cast<int>(s.plan.rowStarts.size()),
          s.cellCols * static_cast<int>(s.plan.colStarts.size()),
          halfBits(s.keptRefined),
          halfBits(s.keptCoarse),
          s.rows,
          s.cols};
}

std::vector<float> LogitStream::takeFeatureNorm() {
  if (state_->keptNorm.empty()) return {};
  const Tensor all = torch::cat(state_->keptNorm, 0).contiguous();  // (windows*h, w)
  return {all.data_ptr<float>(), all.data_ptr<float>() + all.numel()};
}

std::vector<KeptArray> LogitStream::takeArrays() {
  std::vector<KeptArray> result;
  for (State::Named& array : state_->arrays) result.push_back(toArray(array.name, array.windows));
  return result;
}

}  // namespace ssa

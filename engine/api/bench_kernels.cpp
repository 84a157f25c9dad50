#include <torch/torch.h>

#include <algorithm>
#include <cmath>

#include "engine/api/bench.h"
#include "engine/api/bench_rounds.h"
#include "engine/api/device.h"
#include "engine/api/guard.h"
#include "engine/api/tensor_threads.h"
#include "engine/cuda/calibration.h"
#include "engine/cuda/upsample_argmax.h"
#include "engine/models/segmentor.h"
#include "engine/training/run_clock.h"

namespace ssa {
namespace {

constexpr int kQuickRounds = 5, kFullRounds = 15, kWhiteRounds = 3;
constexpr double kDrift = 0.15;
constexpr double kTie = 1e-5;  // labels may differ where the two best logits are closer than this

struct UpsampleShape {
  int classes, height, width, rows, cols;
  std::string text() const {
    return std::to_string(classes) + "x" + std::to_string(height) + "x" + std::to_string(width) + " -> " + std::to_string(rows) +
           "x" + std::to_string(cols);
  }
};

Tensor smoothNoise(const UpsampleShape& s, int cell) {
  const Tensor coarse = torch::randn({1, s.classes, std::max(2, s.height / cell), std::max(2, s.width / cell)});
  return torch::upsample_bilinear2d(coarse, {s.height, s.width}, false);  // (1,K,h,w)
}

/// Logits like a trained network's (regions with soft borders over smooth noise), an untrained one's, or noise.
Tensor makeLogits(const UpsampleShape& s, const std::string& kind) {
  if (kind == "white") return torch::randn({1, s.classes, s.height, s.width});
  if (kind == "smooth") return (smoothNoise(s, 8) * 2).contiguous();
  const Tensor regions =
      torch::one_hot(smoothNoise(s, 8).argmax(1), s.classes).permute({0, 3, 1, 2}).to(torch::kFloat);  // (1,K,h,w)
  return (torch::avg_pool2d(regions.contiguous(), {3, 3}, {1, 1}, {1, 1}) * 8 + smoothNoise(s, 4) * 0.7).contiguous();
}

double candidatesPerPixel(const Tensor& logits) {
  const Tensor high = torch::max_pool2d(logits, {2, 2}, {1, 1});   // (1,K,h-1,w-1)
  const Tensor low = -torch::max_pool2d(-logits, {2, 2}, {1, 1});  // (1,K,h-1,w-1)
  return (high >= low.amax(1, true)).to(torch::kFloat).sum(1).mean().item<double>();
}

/// Pixels that differ from LibTorch's labels although the two best logits are apart.
double wrongLabels(const Tensor& logits, const UpsampleShape& s, const std::vector<std::uint8_t>& labels) {
  const Tensor full = torch::upsample_bilinear2d(logits, {s.rows, s.cols}, false);  // (1,K,H,W)
  const Tensor ours =
      torch::from_blob(const_cast<std::uint8_t*>(labels.data()), {1, s.rows, s.cols}, torch::kByte).to(torch::kLong);
  const Tensor chosen = full.gather(1, ours.unsqueeze(1)).squeeze(1);  // (1,H,W)
  return (full.amax(1) - chosen >= kTie).sum().item<double>();
}

class UpsampleBench {
 public:
  UpsampleBench(const BenchOptions& options, int threads, const BenchCalibration& rates)
      : options_(options), threads_(threads), rates_(rates) {}

  Result<std::vector<BenchCase>> run(const UpsampleShape& s, const std::string& kind, StopToken stop) const {
    const Tensor logits = makeLogits(s, kind), last = logits.contiguous(torch::MemoryFormat::ChannelsLast);
    const cuda::AxisTaps rows = cuda::bilinearTaps(s.height, s.rows), cols = cuda::bilinearTaps(s.width, s.cols);
    std::vector<std::uint8_t> labels(static_cast<std::size_t>(s.rows) * static_cast<std::size_t>(s.cols));
    cuda::PixelOutputs outputs;
    outputs.labels = labels.data();
    const auto ours = [&] {
      cuda::upsampleArgmax(logits.const_data_ptr<float>(), s.classes, s.height, s.width, rows, cols, outputs, threads_);
    };
    const auto eager = [&s](const Tensor& input) { torch::upsample_bilinear2d(input, {s.rows, s.cols}, false).argmax(1); };
    resetPeakResident();
    const std::int64_t before = residentBytes();
    ours();
    const std::int64_t peak = std::max<std::int64_t>(0, peakResidentBytes() - before);
    const BenchCheck check{"labels unlike LibTorch's where the best two logits differ by 1e-5", wrongLabels(logits, s, labels), 0,
                           false};

    const int wanted = options_.rounds > 0 ? options_.rounds : options_.full ? kFullRounds : kQuickRounds;
    auto contest =
        holdContest({{"ours", ours}, {"LibTorch NCHW", [&] { eager(logits); }}, {"LibTorch channels_last", [&] { eager(last); }}},
                    kind == "white" ? std::min(wanted, kWhiteRounds) : wanted, options_.seed, stop);
    if (!contest) return contest.error();

    std::vector<BenchCase> cases;
    for (const std::size_t peer : {std::size_t{1}, std::size_t{2}}) {
      BenchCase one = describe(s, kind, check, peak);
      one.peer = peer == 1 ? "LibTorch NCHW" : "LibTorch channels_last";
      one.rounds = static_cast<int>(contest->times[0].wall_ms.size());
      one.dropped = contest->dropped;
      one.noisy = contest->noisy;
      one.wall_ms = spread(contest->times[0].wall_ms);
      one.cpu_ms = spread(contest->times[0].cpu_ms);
      one.peer_wall_ms = spread(contest->times[peer].wall_ms);
      one.peer_cpu_ms = spread(contest->times[peer].cpu_ms);
      one.timesFloor = one.wall_ms.min / one.floor_ms;
      one.extra = {{"candidates_per_pixel", candidatesPerPixel(logits)}};
      if (one.check.ok) one.ratio = ratioOf(contest->times[peer], contest->times[0], options_.seed);
      cases.push_back(std::move(one));
    }
    return cases;
  }

 private:
  BenchCase describe(const UpsampleShape& s, const std::string& kind, const BenchCheck& check, std::int64_t peak) const {
    BenchCase one;
    one.name = "upsample_argmax";
    one.shape = s.text();
    one.data = kind;
    one.implementation = std::string("fused, pruned, ") + cuda::kernelInstructionSet();
    one.version = std::string("LibTorch ") + TORCH_VERSION;
    one.threads = threads_;
    one.check = check;
    one.check.ok = check.value <= check.tolerance;
    one.peakBytes = peak;
    const double cells = static_cast<double>(s.classes) * s.height * s.width, pixels = static_cast<double>(s.rows) * s.cols;
    one.flop = cells * 8;  // the sweep for candidates: what no implementation of this kind can leave out
    one.bytesMin = cells * 4 + pixels;
    one.floor_ms = std::max(one.flop / (rates_.fma_gflops * 1e6), one.bytesMin / (rates_.read_gbps * 1e6));
    return one;
  }

  const BenchOptions& options_;
  int threads_;
  const BenchCalibration& rates_;
};

/// Median milliseconds of backbone, decoder and classifier, plain against SSA, in alternating rounds.
Result<std::vector<SsaCost>> ssaCost(const ModelConfig& base, Size input, int rounds, StopToken stop) {
  const torch::NoGradGuard noGradients;
  ModelConfig configs[2] = {base, base};
  configs[1].classifier = ClassifierKind::ssa;
  std::vector<SsaCost> stages{{"backbone", 0, 0}, {"decoder", 0, 0}, {"classifier", 0, 0}};
  std::vector<std::unique_ptr<Segmentor>> networks;
  for (const ModelConfig& config : configs) {
    auto network = makeSegmentor(config);
    if (!network) return network.error();
    networks.push_back(std::move(*network));
  }
  const Tensor picture = torch::randn({1, 3, input.height, input.width});
  std::vector<double> times[2][3];
  for (int round = 0; round <= rounds; ++round) {
    for (std::size_t n : {std::size_t{0}, std::size_t{1}}) {
      if (stop.stop_requested()) return ErrorCode::stopped;
      std::size_t stage = 0;
      auto start = std::chrono::steady_clock::now();
      networks[n]->forward(picture, [&](std::string_view) {
        const auto now = std::chrono::steady_clock::now();
        if (round > 0 && stage < 3) times[n][stage].push_back(std::chrono::duration<double, std::milli>(now - start).count());
        ++stage;
        start = now;
      });
    }
  }
  for (std::size_t stage = 0; stage < 3; ++stage) {
    stages[stage].plain_ms = spread(times[0][stage]).med;
    stages[stage].ssa_ms = spread(times[1][stage]).med;
  }
  return stages;
}

}  // namespace

BenchCalibration calibrate(int threads) {
  const Tensor a = torch::randn({150, 160}), b = torch::randn({160, 4096});
  double best = 1e9;
  for (int i = 0; i < 30; ++i) {
    const auto start = std::chrono::steady_clock::now();
    torch::matmul(a, b);
    best = std::min(best, std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
  }
  return {cuda::multiplyAddGflops(threads), cuda::memoryReadGbps(threads), 2.0 * 150 * 160 * 4096 / best * 1e-9};
}

std::int64_t postProcessingGrowth(int threads) {
  constexpr int kClasses = 150, kRows = 2160, kCols = 3840, kStride = 8;
  const Tensor logits = torch::randn({kClasses, kRows / kStride, kCols / kStride});
  resetPeakResident();
  const std::int64_t before = residentBytes();
  const Size size{kCols, kRows};
  LabelMap labels(size);
  ScoreMap confidence(size), entropy(size), margin(size);
  const cuda::AxisTaps rows = cuda::bilinearTaps(kRows / kStride, kRows), cols = cuda::bilinearTaps(kCols / kStride, kCols);
  cuda::PixelOutputs outputs;
  outputs.labels = labels.labels().data();
  outputs.confidence = confidence.values().data();
  outputs.entropy = entropy.values().data();
  outputs.margin = margin.values().data();
  cuda::upsampleArgmax(logits.const_data_ptr<float>(), kClasses, kRows / kStride, kCols / kStride, rows, cols, outputs, threads);
  return std::max<std::int64_t>(0, peakResidentBytes() - before);
}

Result<KernelBench> benchKernels(const BenchOptions& options, const std::function<void(const BenchCase&)>& sink, StopToken stop,
                                 ProgressSink& progress) {
  return guarded([&]() -> Result<KernelBench> {
    const torch::NoGradGuard noGradients;
    const int threads = options.threads > 0 ? options.threads : computeThreads();
    const TensorThreads scope(threads);
    torch::manual_seed(options.seed);
    KernelBench bench;
    bench.environment = benchEnvironment(threads);
    bench.fairness = {"peers run with the same number of threads, without gradients, in float32",
                      "LibTorch channels_last is given logits that already lie in its layout",
                      "peers write fresh tensors (LibTorch eager has no reused output for argmax of interpolate)",
                      "resampling taps are made once, outside the timed part"};
    progress.report(0, "calibrate");
    bench.before = calibrate(threads);

    std::vector<UpsampleShape> shapes{{150, 64, 64, 1024, 2048}};
    if (options.full) shapes.insert(shapes.end(), {{19, 128, 256, 1024, 2048}, {150, 128, 128, 512, 683}});
    const UpsampleBench upsample(options, threads, bench.before);
    std::size_t done = 0;
    for (const UpsampleShape& shape : shapes) {
      for (const char* kind : {"trained-like", "smooth", "white"}) {
        progress.report(0.1 + 0.7 * static_cast<double>(done++) / static_cast<double>(shapes.size() * 3), "upsample_argmax");
        auto cases = upsample.run(shape, kind, stop);
        if (!cases) return cases.error();
        for (BenchCase& one : *cases) {
          if (sink) sink(one);
          bench.cases.push_back(std::move(one));
        }
      }
    }

    progress.report(0.85, "ssa_cost");
    ModelConfig config;
    config.architecture = "seaformer_b";
    config.num_classes = 150;
    const Size input{512, 512};
    bench.ssaCostModel = config.architecture + ", K=150, 512x512";
    auto cost = ssaCost(config, input, options.full ? kFullRounds : kQuickRounds * 2, stop);
    if (!cost) return cost.error();
    bench.ssaCost = std::move(*cost);

    progress.report(0.95, "memory");
    bench.postProcessingBytes = postProcessingGrowth(threads);
    bench.after = calibrate(threads);
    const auto apart = [](double a, double b) { return std::abs(a - b) > kDrift * std::max(a, b); };
    bench.drifted = apart(bench.before.fma_gflops, bench.after.fma_gflops) ||
                    apart(bench.before.read_gbps, bench.after.read_gbps) ||
                    apart(bench.before.sgemm_gflops, bench.after.sgemm_gflops);
    progress.report(1, "done");
    return bench;
  });
}

}  // namespace ssa

#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/api/model.h"
#include "engine/api/predictor.h"
#include "engine/core/image8.h"

namespace ssa {

/// How benches run.
struct BenchOptions {
  bool full = false;       ///< more sizes and rounds; quick stays under a minute on two cores
  int rounds = 0;          ///< 0 = 9 (quick) or 15 (full); peers above 5 s run at least 3
  int threads = 0;         ///< of own kernels and LibTorch alike; 0 = all
  std::uint64_t seed = 1;  ///< of data and of the order of contenders
};

/// Milliseconds over the rounds.
struct BenchSpread {
  double min = 0, med = 0, p90 = 0;
};

/// Peer's time over ours, per round: median with bootstrap 10 and 90 percentiles, and that of the
/// smallest times. The claim is the smaller of the wall-clock and the CPU-time ratio.
struct BenchRatio {
  double med = 0, lo = 0, hi = 0, min = 0;
  double wall = 0, cpu = 0;  ///< both medians
};

/// What was verified before a ratio may be printed.
struct BenchCheck {
  std::string metric;
  double value = 0;
  double tolerance = 0;
  bool ok = false;
};

/// One of our implementations against one peer in the same run.
struct BenchCase {
  std::string name;            ///< `upsample_argmax`
  std::string shape;           ///< `150x64x64 -> 1024x2048`
  std::string data;            ///< `trained-like`, `smooth`, `white`
  std::string implementation;  ///< ours
  std::string version;         ///< of the peer's library
  std::string peer;            ///< `LibTorch NCHW`
  std::string dtype = "float32";
  int threads = 1;
  int rounds = 0;      ///< that counted
  int dropped = 0;     ///< disturbed by neighbours
  bool noisy = false;  ///< more than a third was dropped
  BenchSpread wall_ms, cpu_ms, peer_wall_ms, peer_cpu_ms;
  double flop = 0;
  double bytesMin = 0;
  double floor_ms = 0;  ///< from the calibrated rates
  double timesFloor = 0;
  std::int64_t peakBytes = 0;       ///< most that one run of ours added to the resident memory
  std::optional<BenchRatio> ratio;  ///< absent when the check failed
  BenchCheck check;
  std::vector<std::pair<std::string, double>> extra;  ///< `candidates_per_pixel`
  std::string toJson() const;                         ///< one line
};

/// Rates of this machine, taken before and after a run.
struct BenchCalibration {
  double fma_gflops = 0;
  double read_gbps = 0;
  double sgemm_gflops = 0;
};

/// Processor, threads and libraries, in fixed order.
using BenchEnvironment = std::vector<std::pair<std::string, std::string>>;

/// SSA against the plain classifier on the same backbone, per stage.
struct SsaCost {
  std::string stage;
  double plain_ms = 0, ssa_ms = 0;
  double extra_ms() const { return ssa_ms - plain_ms; }
};

struct KernelBench {
  BenchEnvironment environment;
  BenchCalibration before, after;
  bool drifted = false;               ///< the two calibrations differ by more than 15 %
  std::vector<std::string> fairness;  ///< what peers were given
  std::vector<BenchCase> cases;
  std::string ssaCostModel;  ///< `seaformer_b, K=150, 512x512`
  std::vector<SsaCost> ssaCost;
  std::int64_t postProcessingBytes = 0;  ///< resident growth of K=150 at 3840x2160, labels and scores
  std::string toJson() const;
};

/// Each own kernel against its named peers; `sink` sees every case as it is finished.
/// Errors: stopped, outOfMemory.
Result<KernelBench> benchKernels(const BenchOptions& options, const std::function<void(const BenchCase&)>& sink, StopToken stop,
                                 ProgressSink& progress);

/// Training crops of pictures in memory: cut before resizing against the published order, in processor time per
/// crop. Errors: stopped, outOfMemory.
Result<std::vector<BenchCase>> benchLoader(const BenchOptions& options, const std::function<void(const BenchCase&)>& sink,
                                           StopToken stop, ProgressSink& progress);

/// One stage of one image.
struct StageBench {
  std::string stage;
  BenchSpread wall_ms;
  std::int64_t peakBytes = 0;  ///< highest resident memory during the stage
};
struct ImageBench {
  BenchEnvironment environment;
  std::string model;
  Size image;
  int rounds = 0;
  std::int64_t residentBytes = 0;  ///< before the first run
  std::vector<StageBench> stages;
  StageBench total;
  std::string toJson() const;
};

/// Time and peak memory of each stage of one picture. Errors: those of predict.
Result<ImageBench> benchImage(const Model& model, const Image8& image, const PredictOptions& predict, const BenchOptions& options,
                              StopToken stop, ProgressSink& progress);

}  // namespace ssa

#include "engine/cuda/calibration.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <thread>
#include <vector>

#include "engine/cuda/parallel.h"
#include "engine/cuda/upsample_argmax_cpu.h"
#include "engine/cuda/upsample_kernels.h"

namespace ssa::cuda {
namespace {

constexpr int kRepeats = 7;
constexpr std::int64_t kRounds = 1'500'000;
constexpr std::int64_t kFloats = std::int64_t{64} << 20;

int resolved(int threads) { return threads > 0 ? threads : static_cast<int>(std::max(1U, std::thread::hardware_concurrency())); }

template <class F>
double fastestSeconds(F&& work) {
  double best = 1e9;
  for (int i = 0; i < kRepeats; ++i) {
    const auto start = std::chrono::steady_clock::now();
    work();
    best = std::min(best, std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
  }
  return best;
}

}  // namespace

double multiplyAddGflops(int threads) {
  const UpsampleKernels& kernels = chosenKernels();
  std::atomic<float> sink{0};
  const int count = resolved(threads);
  const double seconds = fastestSeconds([&] {
    parallelChunks(count, count, [&](int begin, int end) {
      for (int i = begin; i < end; ++i) sink = kernels.multiplyAdds(kRounds);
    });
  });
  return 2.0 * static_cast<double>(kRounds) * kChains * kernels.lanes * count / seconds * 1e-9;
}

double memoryReadGbps(int threads) {
  const UpsampleKernels& kernels = chosenKernels();
  const std::vector<float> values(static_cast<std::size_t>(kFloats), 1.0F);
  constexpr int kBlocks = 1024;
  std::atomic<float> sink{0};
  const double seconds = fastestSeconds([&] {
    parallelChunks(kBlocks, threads, [&](int begin, int end) {
      const std::int64_t step = kFloats / kBlocks;
      sink = kernels.sum(values.data() + begin * step, (end - begin) * step);
    });
  });
  return static_cast<double>(kFloats) * 4 / seconds * 1e-9;
}

}  // namespace ssa::cuda

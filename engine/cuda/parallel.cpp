#include "engine/cuda/parallel.h"

#include <algorithm>
#include <exception>
#include <thread>
#include <vector>

namespace ssa::cuda {

void parallelChunks(int count, int threads, const std::function<void(int, int)>& work) {
  if (count <= 0) return;
  if (threads <= 0) threads = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
  const int chunks = std::min(threads, count);
  if (chunks == 1) return work(0, count);
  const auto edge = [&](int chunk) { return static_cast<int>(static_cast<long long>(count) * chunk / chunks); };
  std::vector<std::exception_ptr> failures(static_cast<std::size_t>(chunks));
  const auto run = [&](int chunk) {
    try {
      work(edge(chunk), edge(chunk + 1));
    } catch (...) {
      failures[static_cast<std::size_t>(chunk)] = std::current_exception();
    }
  };
  {
    std::vector<std::jthread> helpers;
    for (int chunk = 1; chunk < chunks; ++chunk) helpers.emplace_back(run, chunk);
    run(0);
  }
  for (const std::exception_ptr& failure : failures)
    if (failure) std::rethrow_exception(failure);
}

}  // namespace ssa::cuda

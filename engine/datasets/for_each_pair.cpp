#include "engine/datasets/for_each_pair.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace ssa {

bool forEachPair(int count, int threads, const StopToken& stop, ProgressSink& progress, std::string_view stage,
                 const std::function<void(int index)>& work) {
  if (threads <= 0) threads = static_cast<int>(std::clamp(std::thread::hardware_concurrency(), 1U, 8U));
  std::atomic<int> next{0}, done{0};
  std::atomic<bool> failed{false};
  std::exception_ptr fault;
  std::mutex fault_mutex;
  const auto loop = [&](const std::function<void()>& after) {
    for (int i = next++; i < count && !failed && !stop.stop_requested(); i = next++) {
      try {
        work(i);
      } catch (...) {
        const std::lock_guard lock(fault_mutex);
        if (!fault) fault = std::current_exception();
        failed = true;
      }
      ++done;
      after();
    }
  };
  {
    std::vector<std::jthread> helpers;
    for (int t = 1; t < std::min(threads, count); ++t) helpers.emplace_back([&] { loop([] {}); });
    loop([&] { progress.report(static_cast<double>(done.load()) / count, stage); });
  }
  if (fault) std::rethrow_exception(fault);
  return done == count;
}

}  // namespace ssa

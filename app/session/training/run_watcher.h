#pragma once

#include <sys/types.h>

#include <condition_variable>
#include <filesystem>
#include <functional>
#include <map>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "app/session/training/run_snapshot.h"

namespace ssa {

/// A thread that polls run folders. What it finds is told on that thread.
class RunWatcher {
 public:
  struct Told {
    std::function<void(RunSnapshotPtr)> changed;
    std::function<void(std::filesystem::path)> found;  ///< by attach()
  };
  RunWatcher(int poll_ms, Told told);

  void follow(const std::filesystem::path& run);
  void unfollow(const std::filesystem::path& run);
  /// Follows the run, whose trainer is this child.
  void launched(const std::filesystem::path& run, pid_t child);
  /// Looks for living trainers in the folders below `root`.
  void attach(const std::filesystem::path& root);
  /// Polls now.
  void nudge();

 private:
  struct Order {
    enum class Kind { follow, unfollow, launched, attach, poll } kind;
    std::filesystem::path path;
    pid_t child = -1;
  };
  void give(Order order);
  void work(const std::stop_token& stop);

  const int poll_ms_;
  const Told told_;
  std::mutex mutex_;
  std::condition_variable_any wake_;
  std::vector<Order> orders_;
  std::jthread thread_;  // last: starts when the rest stands, ends before it falls
};

}  // namespace ssa

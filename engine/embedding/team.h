#pragma once

#include <atomic>
#include <cstdint>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace ssa {

/// Threads that stay for a whole run: an iteration of the descent has several short parallel stretches, and starting threads
/// for each would cost as much as the work. Waiting threads sleep; on a busy machine the caller does alone what nobody came for.
class Team {
 public:
  /// `threads` counts the caller; 0 = all cores.
  explicit Team(int threads);
  ~Team();
  Team(const Team&) = delete;
  Team& operator=(const Team&) = delete;

  int size() const { return static_cast<int>(helpers_.size()) + 1; }

  /// work(part, worker) for every part of [0, parts), handed out one by one from the last; worker is in [0, size()). The first
  /// exception is rethrown here once every part is done or given up.
  void run(int parts, const std::function<void(int part, int worker)>& work);

 private:
  void help(int worker);
  void drain(std::uint32_t round, int worker);

  std::vector<std::thread> helpers_;
  const std::function<void(int, int)>* work_ = nullptr;  ///< valid while parts of the round are left or in work
  std::atomic<std::uint64_t> ticket_ = 0;                ///< round in the upper half, parts left in the lower
  std::atomic<int> pending_ = 0;                         ///< parts not done
  std::atomic<std::uint32_t> round_ = 0;
  std::atomic<bool> over_ = false, failed_ = false;
  std::mutex failing_;
  std::exception_ptr failure_;
};

}  // namespace ssa

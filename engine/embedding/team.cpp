#include "engine/embedding/team.h"

#include <algorithm>
#include <utility>

namespace ssa {

Team::Team(int threads) {
  if (threads <= 0) threads = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
  for (int worker = 1; worker < threads; ++worker) helpers_.emplace_back([this, worker] { help(worker); });
}

Team::~Team() {
  over_ = true;
  ++round_;
  round_.notify_all();
  for (std::thread& helper : helpers_) helper.join();
}

void Team::run(int parts, const std::function<void(int, int)>& work) {
  if (parts <= 0) return;
  if (parts == 1 || helpers_.empty()) {
    for (int part = parts - 1; part >= 0; --part) work(part, 0);
    return;
  }
  work_ = &work;
  pending_ = parts;
  failed_ = false;
  const std::uint32_t round = round_ + 1;
  ticket_ = static_cast<std::uint64_t>(round) << 32 | static_cast<std::uint32_t>(parts);
  round_ = round;
  round_.notify_all();
  drain(round, 0);
  for (int pending = pending_; pending != 0; pending = pending_) pending_.wait(pending);
  if (failure_) std::rethrow_exception(std::exchange(failure_, nullptr));
}

void Team::help(int worker) {
  for (std::uint32_t seen = 0;;) {
    round_.wait(seen);
    seen = round_;
    if (over_) return;
    drain(seen, worker);
  }
}

void Team::drain(std::uint32_t round, int worker) {
  for (;;) {
    // A late helper finds another round on the ticket, or nothing left, and touches nothing of it.
    std::uint64_t ticket = ticket_;
    do {
      if (static_cast<std::uint32_t>(ticket >> 32) != round || static_cast<std::uint32_t>(ticket) == 0) return;
    } while (!ticket_.compare_exchange_weak(ticket, ticket - 1));
    if (!failed_) {
      try {
        (*work_)(static_cast<int>(static_cast<std::uint32_t>(ticket)) - 1, worker);
      } catch (...) {
        failed_ = true;
        const std::scoped_lock lock(failing_);
        if (!failure_) failure_ = std::current_exception();
      }
    }
    if (--pending_ == 0) pending_.notify_one();
  }
}

}  // namespace ssa

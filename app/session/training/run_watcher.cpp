#include "app/session/training/run_watcher.h"

#include <chrono>
#include <system_error>

#include "app/session/training/run_follower.h"

namespace ssa {

namespace fs = std::filesystem;

RunWatcher::RunWatcher(int poll_ms, Told told)
    : poll_ms_(poll_ms), told_(std::move(told)), thread_([this](const std::stop_token& stop) { work(stop); }) {}

void RunWatcher::follow(const fs::path& run) { give({Order::Kind::follow, run}); }
void RunWatcher::unfollow(const fs::path& run) { give({Order::Kind::unfollow, run}); }
void RunWatcher::launched(const fs::path& run, pid_t child) { give({Order::Kind::launched, run, child}); }
void RunWatcher::attach(const fs::path& root) { give({Order::Kind::attach, root}); }
void RunWatcher::nudge() { give({Order::Kind::poll, {}}); }

void RunWatcher::give(Order order) {
  {
    const std::scoped_lock lock(mutex_);
    orders_.push_back(std::move(order));
  }
  wake_.notify_one();
}

void RunWatcher::work(const std::stop_token& stop) {
  std::map<fs::path, RunFollower> followers;
  const auto follower = [&](const fs::path& run) -> RunFollower& { return followers.try_emplace(run, run).first->second; };
  while (!stop.stop_requested()) {
    std::vector<Order> orders;
    {
      std::unique_lock lock(mutex_);
      wake_.wait_for(lock, stop, std::chrono::milliseconds(poll_ms_), [&] { return !orders_.empty(); });
      orders.swap(orders_);
    }
    for (const Order& order : orders) {
      if (order.kind == Order::Kind::follow) follower(order.path);
      if (order.kind == Order::Kind::unfollow) followers.erase(order.path);
      if (order.kind == Order::Kind::launched) follower(order.path).launched(order.child);
      if (order.kind != Order::Kind::attach) continue;
      std::error_code fault;
      for (fs::directory_iterator entry(order.path, fault), end; !fault && entry != end; entry.increment(fault))
        if (runHolder(entry->path())) told_.found(entry->path());
    }
    for (auto& [run, one] : followers) {
      if (stop.stop_requested()) return;
      if (RunSnapshotPtr snapshot = one.poll()) told_.changed(std::move(snapshot));
    }
  }
}

}  // namespace ssa

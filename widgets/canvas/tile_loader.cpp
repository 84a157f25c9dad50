#include "widgets/canvas/tile_loader.h"

#ifdef __linux__
#include <sys/resource.h>
#endif

#include <algorithm>
#include <utility>

namespace ssa {

TileLoader::TileLoader(std::function<void()> ready)
    : ready_(std::move(ready)), thread_([this](const std::stop_token& stop) { run(stop); }) {}

TileLoader::~TileLoader() {
  thread_.request_stop();
  changed_.notify_all();
}

void TileLoader::setWanted(std::vector<Wanted> wanted) {
  const std::lock_guard lock(mutex_);
  std::erase_if(wanted, [&](const Wanted& w) {
    const auto same = [&](const auto& other) {
      return other.source == w.source && other.place == w.place && other.quick == w.quick;
    };
    return same(current_) || std::any_of(made_.begin(), made_.end(), same);
  });
  std::reverse(wanted.begin(), wanted.end());
  wanted_ = std::move(wanted);
  changed_.notify_all();
}

bool TileLoader::take(Made& made) {
  const std::lock_guard lock(mutex_);
  if (made_.empty()) return false;
  made = std::move(made_.front());
  made_.erase(made_.begin());
  changed_.notify_all();
  return true;
}

bool TileLoader::hasMade() const {
  const std::lock_guard lock(mutex_);
  return !made_.empty();
}

void TileLoader::hold(bool held) {
  const std::lock_guard lock(mutex_);
  held_ = held;
  if (!held) changed_.notify_all();
}

void TileLoader::run(const std::stop_token& stop) {
#ifdef __linux__
  // The frame that pans over coarse tiles matters more than the fine tile that follows it. 0 means this thread alone.
  setpriority(PRIO_PROCESS, 0, 5);
#endif
  for (;;) {
    Wanted next;
    {
      std::unique_lock lock(mutex_);
      if (!changed_.wait(lock, stop, [&] { return !held_ && !wanted_.empty() && made_.size() < kMostWaiting; })) return;
      next = std::move(wanted_.back());
      wanted_.pop_back();
      current_ = next;
    }
    TileBytes bytes = next.quick ? next.source->makeQuick(next.place) : next.source->make(next.place);
    {
      const std::lock_guard lock(mutex_);
      current_ = {};
      made_.push_back({std::move(next.source), next.place, std::move(bytes), next.quick});
    }
    ready_();
  }
}

}  // namespace ssa

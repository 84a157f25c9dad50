#include "engine/datasets/loader_cache.h"

namespace ssa {

std::shared_ptr<const TrainSample> DecodedCache::find(int index) const {
  const std::scoped_lock lock(mutex_);
  const auto found = samples_.find(index);
  return found == samples_.end() ? nullptr : found->second;
}

void DecodedCache::offer(int index, const std::shared_ptr<const TrainSample>& sample) {
  const auto bytes = static_cast<std::int64_t>(sample->image.pixels().size() + sample->labels.labels().size());
  const std::scoped_lock lock(mutex_);
  if (bytes > budget_bytes_ - bytes_ || !samples_.try_emplace(index, sample).second) return;
  bytes_ += bytes;
}

std::int64_t DecodedCache::bytes() const {
  const std::scoped_lock lock(mutex_);
  return bytes_;
}

}  // namespace ssa

#include "engine/datasets/loader_order.h"

#include <numeric>
#include <utility>

#include "engine/core/random.h"

namespace ssa {
namespace {

constexpr std::size_t kKept = 3;
constexpr std::uint64_t kShuffle = 0x6F72646572ULL;  // keeps the permutations apart from the crops of the same seed

}  // namespace

int EpochOrder::at(std::int64_t draw, int next) const {
  const auto order = permutation(draw / count_);
  return (*order)[static_cast<std::size_t>((draw % count_ + next) % count_)];
}

std::shared_ptr<const std::vector<int>> EpochOrder::permutation(std::int64_t epoch) const {
  const std::scoped_lock lock(mutex_);
  auto& order = kept_[epoch];
  if (!order) {
    std::vector<int> made(static_cast<std::size_t>(count_));
    std::iota(made.begin(), made.end(), 0);
    Random random(seed_ ^ kShuffle, static_cast<std::uint64_t>(epoch));
    for (int i = count_ - 1; i > 0; --i)
      std::swap(made[static_cast<std::size_t>(i)], made[static_cast<std::size_t>(random.below(i + 1))]);
    order = std::make_shared<const std::vector<int>>(std::move(made));
  }
  auto result = order;
  while (kept_.size() > kKept) kept_.erase(kept_.begin()->first == epoch ? std::prev(kept_.end()) : kept_.begin());
  return result;
}

}  // namespace ssa

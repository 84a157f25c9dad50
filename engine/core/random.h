#pragma once

#include <cstdint>

namespace ssa {

/// Seeded numbers, the same on every machine: splitmix64 started at a point that (seed, stream) selects, so that
/// the numbers of a sample depend on which sample it is and never on what was drawn before.
class Random {
 public:
  explicit Random(std::uint64_t seed, std::uint64_t stream = 0)
      : state_(mixed(mixed(seed + kStep) ^ (stream * kStep + 0x2545F4914F6CDD1DULL))) {}

  std::uint64_t bits() { return mixed(state_ += kStep); }
  /// [0, 1), 53 bits.
  double uniform() { return static_cast<double>(bits() >> 11) * 0x1p-53; }
  /// [low, high).
  double uniform(double low, double high) { return low + (high - low) * uniform(); }
  /// 0 … count-1, all alike (the modulo's bias is below count / 2^64); 0 where count < 1.
  int below(int count) { return count < 1 ? 0 : static_cast<int>(bits() % static_cast<std::uint64_t>(count)); }

 private:
  static constexpr std::uint64_t kStep = 0x9E3779B97F4A7C15ULL;
  static constexpr std::uint64_t mixed(std::uint64_t z) {
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
  }
  std::uint64_t state_;
};

}  // namespace ssa

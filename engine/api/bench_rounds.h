#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "engine/api/bench.h"

namespace ssa {

/// One implementation in a contest.
struct Contender {
  std::string name;
  std::function<void()> run;
};

/// Times of one contender; index = round.
struct ContenderTimes {
  std::vector<double> wall_ms, cpu_ms;
};

/// Runs every contender once per round in shuffled order. Rounds whose involuntary context switches per
/// millisecond exceed five times the median are dropped.
struct Contest {
  std::vector<ContenderTimes> times;  ///< of the rounds that count, per contender
  int dropped = 0;
  bool noisy = false;  ///< more than a third was dropped
};
/// Error: stopped.
Result<Contest> holdContest(const std::vector<Contender>& contenders, int rounds, std::uint64_t seed, StopToken stop);

BenchSpread spread(std::vector<double> values);
/// The smaller of the wall and CPU ratios, with bootstrap limits.
BenchRatio ratioOf(const ContenderTimes& peer, const ContenderTimes& ours, std::uint64_t seed);

/// The highest resident memory since the last reset (Linux; 0 elsewhere); the present one: engine/training/run_clock.h.
std::int64_t peakResidentBytes();
void resetPeakResident();

BenchCalibration calibrate(int threads);
/// Resident growth while K=150 logits at stride 8 become labels and scores of a 3840x2160 picture.
std::int64_t postProcessingGrowth(int threads);
BenchEnvironment benchEnvironment(int threads);

}  // namespace ssa

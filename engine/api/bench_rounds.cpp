#include "engine/api/bench_rounds.h"

#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <fstream>
#include <numeric>
#include <random>
#include <thread>

#include "engine/api/device.h"

namespace ssa {
namespace {

constexpr int kBootstrap = 400;
constexpr double kDisturbed = 5;  // times the median of switches per millisecond

double now() { return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now().time_since_epoch()).count(); }
double processCpu() {
  timespec time{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) * 1e-6;
}
std::int64_t switches() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_nivcsw;
}

double quantile(std::vector<double> values, double part) {
  if (values.empty()) return 0;
  std::ranges::sort(values);
  const double place = part * static_cast<double>(values.size() - 1);
  const auto low = static_cast<std::size_t>(place);
  const std::size_t high = std::min(low + 1, values.size() - 1);
  const double t = place - static_cast<double>(low);
  return values[low] * (1 - t) + values[high] * t;
}

BenchRatio ratioOf(const std::vector<double>& peer, const std::vector<double>& ours, std::uint64_t seed) {
  std::vector<double> ratios;
  for (std::size_t r = 0; r < peer.size(); ++r) ratios.push_back(peer[r] / std::max(ours[r], 1e-6));
  std::mt19937_64 random(seed);
  std::uniform_int_distribution<std::size_t> pick(0, ratios.size() - 1);
  std::vector<double> medians;
  for (int b = 0; b < kBootstrap; ++b) {
    std::vector<double> sample;
    for (std::size_t r = 0; r < ratios.size(); ++r) sample.push_back(ratios[pick(random)]);
    medians.push_back(quantile(std::move(sample), 0.5));
  }
  return {quantile(ratios, 0.5),
          quantile(medians, 0.1),
          quantile(medians, 0.9),
          *std::ranges::min_element(peer) / std::max(*std::ranges::min_element(ours), 1e-6),
          0,
          0};
}

std::int64_t statusBytes(const char* key) {
  std::ifstream file("/proc/self/status");
  for (std::string name; file >> name; file.ignore(4096, '\n')) {
    std::int64_t kilobytes = 0;
    if (name == key && file >> kilobytes) return kilobytes * 1024;
  }
  return 0;
}

}  // namespace

Result<Contest> holdContest(const std::vector<Contender>& contenders, int rounds, std::uint64_t seed, StopToken stop) {
  std::vector<std::size_t> order(contenders.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::mt19937_64 random(seed);
  std::vector<ContenderTimes> all(contenders.size());
  std::vector<double> disturbance;
  for (const Contender& contender : contenders) contender.run();  // warm-up
  for (int round = 0; round < rounds; ++round) {
    std::ranges::shuffle(order, random);
    const std::int64_t switchesBefore = switches();
    const double roundStart = now();
    for (const std::size_t n : order) {
      if (stop.stop_requested()) return ErrorCode::stopped;
      const double cpu = processCpu(), wall = now();
      contenders[n].run();
      all[n].wall_ms.push_back(now() - wall);
      all[n].cpu_ms.push_back(processCpu() - cpu);
    }
    disturbance.push_back(static_cast<double>(switches() - switchesBefore) / std::max(now() - roundStart, 1e-3));
  }
  Contest contest;
  contest.times.resize(contenders.size());
  const double limit = kDisturbed * quantile(disturbance, 0.5);
  for (std::size_t round = 0; round < disturbance.size(); ++round) {
    if (disturbance[round] > limit) {
      ++contest.dropped;
      continue;
    }
    for (std::size_t n = 0; n < all.size(); ++n) {
      contest.times[n].wall_ms.push_back(all[n].wall_ms[round]);
      contest.times[n].cpu_ms.push_back(all[n].cpu_ms[round]);
    }
  }
  contest.noisy = contest.dropped * 3 > rounds;
  return contest;
}

BenchSpread spread(std::vector<double> values) { return {quantile(values, 0), quantile(values, 0.5), quantile(values, 0.9)}; }

BenchRatio ratioOf(const ContenderTimes& peer, const ContenderTimes& ours, std::uint64_t seed) {
  const BenchRatio wall = ratioOf(peer.wall_ms, ours.wall_ms, seed), cpu = ratioOf(peer.cpu_ms, ours.cpu_ms, seed);
  BenchRatio claim = wall.med <= cpu.med ? wall : cpu;
  claim.wall = wall.med;
  claim.cpu = cpu.med;
  return claim;
}

std::int64_t peakResidentBytes() { return statusBytes("VmHWM:"); }
void resetPeakResident() {
  // "5" resets the peak of this process alone (Linux 4.0 and later).
  std::ofstream("/proc/self/clear_refs") << "5";
}

BenchEnvironment benchEnvironment(int threads) {
  BenchEnvironment environment;
  if (const auto cpu = selectDevice("cpu")) environment.emplace_back("processor", cpu->title);
  environment.emplace_back("cores", std::to_string(std::thread::hardware_concurrency()));
  environment.emplace_back("threads", std::to_string(threads));
  std::string governor;
  std::ifstream("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor") >> governor;
  environment.emplace_back("governor", governor.empty() ? "not readable" : governor);
  for (auto& library : libraryVersions()) environment.push_back(std::move(library));
  return environment;
}

}  // namespace ssa

#include <algorithm>
#include <string>

#include "engine/api/bench.h"
#include "engine/api/bench_rounds.h"
#include "engine/api/guard.h"
#include "engine/datasets/augment.h"
#include "engine/datasets/demo/scene.h"

namespace ssa {
namespace {

constexpr int kQuickRounds = 9, kFullRounds = 25;
constexpr int kCrops = 16;  // per round; each round draws others

struct LoaderShape {
  Size picture;
  bool own_size;  ///< ratio of the picture's own size instead of 2048x512
  bool colours;
};

/// Crops of both orders that are not the same bytes.
int differingCrops(const TrainSample& sample, AugmentOptions options) {
  int differing = 0;
  for (std::uint64_t i = 0; i < kCrops; ++i) {
    Random a(1, i), b(1, i);
    options.crop_first = true;
    const TrainSample ours = augmented(sample, options, a);
    options.crop_first = false;
    const TrainSample published = augmented(sample, options, b);
    differing += ours.image == published.image && ours.labels == published.labels ? 0 : 1;
  }
  return differing;
}

Result<BenchCase> benchShape(const TrainSample& sample, const LoaderShape& shape, const BenchOptions& options, int rounds,
                             StopToken stop) {
  AugmentOptions ours, published;
  ours.photometric = shape.colours;
  if (shape.own_size) ours.scale_long_px = ours.scale_short_px = 0;
  published = ours;
  published.crop_first = false;
  const std::size_t pixels = static_cast<std::size_t>(ours.crop_width_px) * static_cast<std::size_t>(ours.crop_height_px);
  std::vector<std::uint8_t> rgb(pixels * 3), labels(pixels);
  std::uint64_t position[2] = {0, 0};  // both draw the same numbers round by round
  const auto crops = [&](const AugmentOptions& recipe, std::uint64_t& next) {
    for (int i = 0; i < kCrops; ++i) {
      Random random(options.seed, next++);
      augmentInto(sample, recipe, random, {rgb.data(), labels.data()});
    }
  };
  auto contest =
      holdContest({{"ours", [&] { crops(ours, position[0]); }}, {"published order", [&] { crops(published, position[1]); }}},
                  rounds, options.seed, stop);
  if (!contest) return contest.error();

  BenchCase one;
  one.name = "training crops";
  one.shape = std::to_string(shape.picture.width) + "x" + std::to_string(shape.picture.height) + " -> 512x512" +
              (shape.own_size ? ", own size" : ", 2048x512");
  one.data = shape.colours ? "street, colours on" : "street, colours off";
  one.implementation = "cut, then resize";
  one.peer = "resize, then cut";
  one.dtype = "uint8";
  one.version = "order of mmseg 0.24";
  one.rounds = static_cast<int>(contest->times[0].wall_ms.size());
  one.dropped = contest->dropped;
  one.noisy = contest->noisy;
  // Per core: OpenCV spreads the peer's resizing over threads, so only processor time compares.
  for (ContenderTimes& times : contest->times) {
    for (double& ms : times.cpu_ms) ms /= kCrops;
    times.wall_ms = times.cpu_ms;
  }
  one.wall_ms = one.cpu_ms = spread(contest->times[0].cpu_ms);
  one.peer_wall_ms = one.peer_cpu_ms = spread(contest->times[1].cpu_ms);
  one.check = {"crops that differ between the orders", static_cast<double>(differingCrops(sample, ours)), 0, false};
  one.check.ok = one.check.value <= one.check.tolerance;
  one.extra = {{"pictures_per_second_and_core", 1000 / one.cpu_ms.med}};
  if (one.check.ok) one.ratio = ratioOf(contest->times[1], contest->times[0], options.seed);
  return one;
}

}  // namespace

Result<std::vector<BenchCase>> benchLoader(const BenchOptions& options, const std::function<void(const BenchCase&)>& sink,
                                           StopToken stop, ProgressSink& progress) {
  return guarded([&]() -> Result<std::vector<BenchCase>> {
    const int rounds = options.rounds > 0 ? options.rounds : options.full ? kFullRounds : kQuickRounds;
    std::vector<BenchCase> cases;
    for (const Size picture : {Size{2048, 1024}, Size{1920, 1080}}) {
      DemoScene scene = makeDemoScene(options.seed, DemoKind::street, picture);
      const TrainSample sample{std::move(scene.image), std::move(scene.labels)};
      for (const bool own_size : {false, true})
        for (const bool colours : {true, false}) {
          progress.report(static_cast<double>(cases.size()) / 8, "crops");
          auto one = benchShape(sample, {picture, own_size, colours}, options, rounds, stop);
          if (!one) return one.error();
          sink(*one);
          cases.push_back(std::move(*one));
        }
    }
    return cases;
  });
}

}  // namespace ssa

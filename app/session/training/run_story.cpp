#include "app/session/training/run_story.h"

#include <algorithm>
#include <system_error>
#include <utility>

#include "app/session/qt_convert.h"

namespace ssa {
namespace {

constexpr std::size_t kMostCurves = 64;
constexpr std::size_t kMostPoints = 200'000;
constexpr std::size_t kMostRecords = 20'000;
constexpr std::size_t kMostWarnings = 200;

/// Takes back what was said of iterations beyond `iteration`.
void shorten(std::vector<Curve>& curves, std::int64_t iteration) {
  for (Curve& curve : curves) {
    const auto end = std::upper_bound(curve.iterations.begin(), curve.iterations.end(), iteration);
    const auto kept = static_cast<std::size_t>(end - curve.iterations.begin());
    curve.iterations.resize(kept);
    curve.values.resize(kept);
  }
  std::erase_if(curves, [](const Curve& curve) { return curve.iterations.empty(); });
}
template <class Event>
void shorten(std::vector<Event>& events, std::int64_t iteration) {
  std::erase_if(events, [&](const Event& event) { return event.iteration > iteration; });
}

void append(std::vector<Curve>& curves, std::string_view key, std::int64_t iteration, double value) {
  auto curve = std::find_if(curves.begin(), curves.end(), [&](const Curve& known) { return known.key == key; });
  if (curve == curves.end()) {
    if (curves.size() == kMostCurves) return;
    curve = curves.insert(curves.end(), Curve{std::string(key), {}, {}});
  }
  if (curve->iterations.size() == kMostPoints) {
    // Every second point says the same on any screen.
    for (std::size_t i = 0; i < kMostPoints / 2; ++i) {
      curve->iterations[i] = curve->iterations[2 * i];
      curve->values[i] = curve->values[2 * i];
    }
    curve->iterations.resize(kMostPoints / 2);
    curve->values.resize(kMostPoints / 2);
  }
  curve->iterations.push_back(iteration);
  curve->values.push_back(value);
}

/// Puts an event behind those of its iteration, in place of the one it repeats.
template <class Event, class Same>
void place(std::vector<Event>& events, const Event& event, Same same) {
  const auto known = std::find_if(events.begin(), events.end(), same);
  if (known != events.end()) {
    *known = event;
    return;
  }
  if (events.size() == kMostRecords) return;
  const auto behind = std::upper_bound(events.begin(), events.end(), event.iteration,
                                       [](std::int64_t iteration, const Event& other) { return iteration < other.iteration; });
  events.insert(behind, event);
}

bool staysInside(const std::string& relative) {
  const std::filesystem::path path = std::filesystem::path(relative).lexically_normal();
  return !path.empty() && path.is_relative() && *path.begin() != ".." && relative.find('\0') == std::string::npos;
}

std::optional<EvalEvent> bestOf(const std::vector<EvalEvent>& evals) {
  const EvalEvent* best = nullptr;
  for (const EvalEvent& eval : evals)
    if (eval.masks != "coarse" && (!best || eval.mIoU > best->mIoU)) best = &eval;
  return best ? std::optional<EvalEvent>(*best) : std::nullopt;
}

}  // namespace

TrainerState toTrainerState(RunState state) {
  switch (state) {
    case RunState::preparing:
      return TrainerState::preparing;
    case RunState::running:
      return TrainerState::running;
    case RunState::evaluating:
      return TrainerState::evaluating;
    case RunState::paused:
      return TrainerState::paused;
    case RunState::finished:
      return TrainerState::finished;
    case RunState::stopped:
      return TrainerState::stopped;
    case RunState::failed:
      return TrainerState::failed;
  }
  return TrainerState::idle;
}

RunStory::RunStory(const std::filesystem::path& folder) {
  told_.folder = folder;
  told_.name = fromPath(folder.filename());
}

void RunStory::add(const RunEvent& event) {
  told_.updatedAt = std::max(told_.updatedAt, event.time);
  std::visit([&](const auto& what) { take(what, event.time); }, event.what);
}

void RunStory::take(const StartEvent& event, double time) {
  ++words_;
  told_.start = event;
  told_.startedAt = time;
  told_.iteration = event.iteration;
  told_.iterations = event.iterations;
  told_.reason.clear();
  lastState_ = RunState::preparing;
  lastError_ = Error(ErrorCode::stopped);
  shorten(told_.losses, event.iteration);
  shorten(told_.gauges, event.iteration);
  shorten(told_.evals, event.iteration);
  shorten(told_.samples, event.iteration);
  shorten(told_.checkpoints, event.iteration);
  if (told_.last && told_.last->iteration > event.iteration) told_.last.reset();
  told_.best = bestOf(told_.evals);
}

void RunStory::take(const StateEvent& event, double) {
  ++words_;
  lastState_ = event.state;
  told_.reason = event.reason;
}

void RunStory::take(const StepEvent& event, double) {
  if (lastState_ && (*lastState_ == RunState::preparing || *lastState_ == RunState::evaluating)) lastState_ = RunState::running;
  if (event.iteration <= told_.iteration) {
    shorten(told_.losses, event.iteration - 1);
    shorten(told_.gauges, event.iteration - 1);
  }
  told_.iteration = event.iteration;
  told_.last = event;
  for (const auto& [key, value] : event.losses) append(told_.losses, key, event.iteration, value);
  append(told_.gauges, kCurveLr, event.iteration, event.lr);
  append(told_.gauges, kCurveAccuracy, event.iteration, event.accuracy);
  append(told_.gauges, kCurveThroughput, event.iteration, event.images_per_second);
  append(told_.gauges, kCurveGradientNorm, event.iteration, event.gradient_norm);
}

void RunStory::take(const EvalEvent& event, double) {
  place(told_.evals, event,
        [&](const EvalEvent& known) { return known.iteration == event.iteration && known.masks == event.masks; });
  told_.best = bestOf(told_.evals);
}

void RunStory::take(const CheckpointEvent& event, double) {
  if (!staysInside(event.path)) return;
  place(told_.checkpoints, event, [&](const CheckpointEvent& known) { return known.iteration == event.iteration; });
}

void RunStory::take(const SampleEvent& event, double) {
  if (!staysInside(event.mask) || (!event.coarse.empty() && !staysInside(event.coarse))) return;
  place(told_.samples, event,
        [&](const SampleEvent& known) { return known.iteration == event.iteration && known.image == event.image; });
}

void RunStory::take(const WarningEvent& event, double) {
  if (told_.warnings.size() == kMostWarnings) told_.warnings.erase(told_.warnings.begin());
  told_.warnings.push_back(event.warning);
}

void RunStory::take(const ErrorEvent& event, double) { lastError_ = event.error; }

bool RunStory::dropVanishedCheckpoints() {
  return std::erase_if(told_.checkpoints, [&](const CheckpointEvent& checkpoint) {
           std::error_code unknown;
           return !std::filesystem::is_directory(told_.folder / checkpoint.path, unknown);
         }) > 0;
}

}  // namespace ssa

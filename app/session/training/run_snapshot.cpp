#include "app/session/training/run_snapshot.h"

#include <algorithm>
#include <array>

namespace ssa {
namespace {

constexpr std::array<std::string_view, 10> kStateNames = {"idle",   "starting", "preparing", "running", "evaluating",
                                                          "paused", "finished", "stopped",   "failed",  "died"};

const Curve* curveNamed(const std::vector<Curve>& curves, std::string_view key) {
  const auto found = std::find_if(curves.begin(), curves.end(), [&](const Curve& curve) { return curve.key == key; });
  return found == curves.end() ? nullptr : &*found;
}

}  // namespace

std::filesystem::path runPath(const std::filesystem::path& folder) {
  const std::filesystem::path made = std::filesystem::absolute(folder).lexically_normal();
  return made.has_filename() ? made : made.parent_path();
}

std::string_view name(TrainerState state) { return kStateNames[static_cast<std::size_t>(state)]; }

std::optional<TrainerState> trainerStateNamed(std::string_view name) {
  const auto found = std::find(kStateNames.begin(), kStateNames.end(), name);
  if (found == kStateNames.end()) return std::nullopt;
  return static_cast<TrainerState>(found - kStateNames.begin());
}

const Curve* RunSnapshot::loss(std::string_view key) const { return curveNamed(losses, key); }
const Curve* RunSnapshot::gauge(std::string_view key) const { return curveNamed(gauges, key); }

}  // namespace ssa

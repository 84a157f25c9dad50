#include "app/session/explain/patch_history.h"

#include <utility>

namespace ssa {
namespace {

constexpr std::size_t kMostSteps = 500;

void dropIdle(Patch& patch) {
  std::erase_if(patch.classes, [](const auto& one) { return one.strength == 1 && !one.frozen && one.prototype.empty(); });
  std::erase_if(patch.pushes, [](const auto& one) { return one.amount == 0 || one.first == one.second; });
}

}  // namespace

void PatchHistory::edit(const std::function<void(Patch&)>& change, const QString& step) {
  Patch next = patch_;
  change(next);
  dropIdle(next);
  if (next == patch_) return;
  if (step.isEmpty() || step != lastStep_) before_.push_back(patch_);
  if (before_.size() > kMostSteps) before_.erase(before_.begin());
  lastStep_ = step;
  after_.clear();
  patch_ = std::move(next);
  Q_EMIT changed();
}

void PatchHistory::undo() {
  if (before_.empty()) return;
  after_.push_back(std::exchange(patch_, before_.back()));
  before_.pop_back();
  lastStep_.clear();
  Q_EMIT changed();
}

void PatchHistory::redo() {
  if (after_.empty()) return;
  before_.push_back(std::exchange(patch_, after_.back()));
  after_.pop_back();
  lastStep_.clear();
  Q_EMIT changed();
}

void PatchHistory::clear() {
  patch_ = {};
  before_.clear();
  after_.clear();
  lastStep_.clear();
  live_.reset();
  Q_EMIT changed();
}

std::shared_ptr<LiveWhatIf> PatchHistory::liveFor(const std::shared_ptr<const ImageTrace>& trace) {
  if (!trace) return nullptr;
  if (!live_ || &live_->trace() != trace.get()) live_ = std::make_shared<LiveWhatIf>(trace);
  return live_;
}

}  // namespace ssa

#include "moc_patch_history.cpp"

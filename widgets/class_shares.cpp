#include "widgets/class_shares.h"

#include <algorithm>

#include "app/session/jobs/job_queue.h"

namespace ssa {
namespace {

constexpr std::size_t kRemembered = 8;

ClassShares::Shares shareOf(const LabelMap& mask) {
  const auto pixels = mask.histogram();
  std::int64_t total = 0;
  for (std::size_t id = 0; id < kIgnore; ++id) total += pixels[id];
  ClassShares::Shares shares{};
  for (std::size_t id = 0; id < kIgnore && total > 0; ++id)
    shares[id] = static_cast<double>(pixels[id]) / static_cast<double>(total);
  return shares;
}

}  // namespace

ClassShares::ClassShares(JobQueue& jobs, QObject* parent) : QObject(parent), jobs_(jobs) {}

const ClassShares::Shares* ClassShares::of(const std::shared_ptr<const LabelMap>& mask) {
  if (!mask) return nullptr;
  for (const auto& entry : entries_)
    if (entry->mask.lock() == mask) return entry->shares ? &*entry->shares : nullptr;
  auto entry = std::make_shared<Entry>();
  entry->mask = mask;
  entries_.insert(entries_.begin(), entry);
  if (entries_.size() > kRemembered) entries_.pop_back();
  JobSpec spec;
  spec.lane = Lane::interactive;
  spec.kind = JobKind::scores;
  spec.priority = 10;
  spec.listed = false;
  jobs_.post<Shares>(
      spec, [mask](StopToken, ProgressSink&) -> Result<Shares> { return shareOf(*mask); }, this,
      [this, entry](Result<Shares> shares) {
        if (!shares) return;
        entry->shares = *shares;
        Q_EMIT counted();
      });
  return entry->shares ? &*entry->shares : nullptr;
}

}  // namespace ssa

#include "moc_class_shares.cpp"

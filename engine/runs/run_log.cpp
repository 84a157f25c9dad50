#include <unistd.h>

#include <limits.h>
#include <ctime>
#include <deque>

#include "engine/core/append_file.h"
#include "engine/runs/run_events.h"
#include "engine/runs/run_folder.h"
#include "engine/runs/tfevents.h"

namespace ssa {
namespace {

/// Waiting for a disk that is full.
constexpr std::size_t kMostWaiting = 4096;

using Scalars = std::vector<std::pair<std::string, double>>;

Scalars scalarsOf(const StepEvent& step) {
  Scalars scalars;
  for (const auto& [key, value] : step.losses) scalars.emplace_back("train/" + key, value);
  scalars.emplace_back("train/lr", step.lr);
  scalars.emplace_back("train/accuracy", step.accuracy);
  scalars.emplace_back("train/gradient_norm", step.gradient_norm);
  scalars.emplace_back("train/images_per_second", step.images_per_second);
  return scalars;
}

Scalars scalarsOf(const EvalEvent& eval) {
  const std::string folder = eval.masks == "coarse" ? "val_coarse/" : "val/";
  Scalars scalars{{folder + "mIoU", eval.mIoU}, {folder + "mAcc", eval.mAcc}, {folder + "aAcc", eval.aAcc}};
  for (const auto& [name, value] : eval.classIoU)
    if (value) scalars.emplace_back(folder + "IoU/" + name, *value);
  return scalars;
}

/// The record of an event for TensorBoard; empty for events without numbers.
Bytes recordOf(const RunEvent& event) {
  if (const auto* step = std::get_if<StepEvent>(&event.what)) return tfScalars(event.time, step->iteration, scalarsOf(*step));
  if (const auto* eval = std::get_if<EvalEvent>(&event.what)) return tfScalars(event.time, eval->iteration, scalarsOf(*eval));
  if (const auto* start = std::get_if<StartEvent>(&event.what); start && start->iteration > 0)
    return tfSessionStart(event.time, start->iteration + 1);
  return {};
}

std::string hostName() {
  char host[HOST_NAME_MAX + 1] = "";
  ::gethostname(host, sizeof host - 1);
  return host;
}

}  // namespace

struct RunLog::Private {
  /// Written one after the other; what could not be written waits in front.
  template <class Item>
  class Waiting {
   public:
    void add(Item item) {
      if (items_.size() == kMostWaiting) items_.pop_front();
      items_.push_back(std::move(item));
    }
    template <class Write>
    Result<void> flush(Write write) {
      while (!items_.empty()) {
        SSA_TRY(write(items_.front()));
        items_.pop_front();
      }
      return {};
    }

   private:
    std::deque<Item> items_;
  };

  AppendFile events;
  AppendFile tensorboard;
  Waiting<std::string> lines;
  Waiting<Bytes> records;
  bool failing = false;
};

RunLog::RunLog(std::unique_ptr<Private> d) : d_(std::move(d)) {}
RunLog::RunLog(RunLog&&) noexcept = default;
RunLog& RunLog::operator=(RunLog&&) noexcept = default;
RunLog::~RunLog() = default;

Result<RunLog> RunLog::open(const std::filesystem::path& run) {
  auto events = AppendFile::open(run / kRunEventsName);
  if (!events) return events.error();
  const std::time_t now = std::time(nullptr);
  int n = 0;
  std::filesystem::path name;
  std::error_code unknown;
  do {
    name = run / tfFileName(now, hostName(), ::getpid(), n++);
  } while (std::filesystem::exists(name, unknown));
  auto tensorboard = AppendFile::open(name);
  if (!tensorboard) return tensorboard.error();
  auto d = std::make_unique<Private>(Private{*std::move(events), *std::move(tensorboard), {}, {}, false});
  d->records.add(tfFileVersion(static_cast<double>(now)));
  return RunLog(std::move(d));
}

Result<void> RunLog::write(const RunEvent& event) {
  d_->lines.add(toJsonLine(event));
  if (Bytes record = recordOf(event); !record.empty()) d_->records.add(std::move(record));
  auto written = d_->lines.flush([&](const std::string& line) { return d_->events.appendLine(line); });
  auto shown = d_->records.flush([&](const Bytes& record) { return d_->tensorboard.append(record); });
  if (written && !shown) written = shown;
  const bool known = std::exchange(d_->failing, !written);
  if (known) return {};
  return written;
}

}  // namespace ssa

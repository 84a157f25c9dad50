#include "app/session/runs/run_gist.h"

#include <algorithm>
#include <chrono>
#include <system_error>

#include "app/session/qt_convert.h"
#include "app/session/training/run_story.h"
#include "engine/core/input_file.h"
#include "engine/core/safe_file.h"
#include "engine/models/model_config.h"
#include "engine/runs/train_config.h"

namespace ssa {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kPart_bytes = 256 << 10;

std::string textOf(const Bytes& bytes) { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }

std::int64_t unixSeconds(const fs::path& file) {
  std::error_code fault;
  const fs::file_time_type time = fs::last_write_time(file, fault);
  if (fault) return 0;
  const auto system = std::chrono::file_clock::to_sys(time);
  return std::chrono::duration_cast<std::chrono::seconds>(system.time_since_epoch()).count();
}

void tell(RunStory& story, std::string_view lines, double& firstTime) {
  while (!lines.empty()) {
    const std::size_t end = std::min(lines.find('\n'), lines.size());
    if (const auto event = parseRunEvent(lines.substr(0, end))) {
      if (firstTime == 0) firstTime = event->time;
      story.add(*event);
    }
    lines.remove_prefix(std::min(end + 1, lines.size()));
  }
}

/// First and last events; the cut line between them is no event and is skipped.
void tellEnds(RunStory& story, const fs::path& events, double& firstTime) {
  const auto file = InputFile::open(events);
  if (!file) return;
  const auto part = [&](std::uint64_t from, std::uint64_t size) {
    Bytes bytes(static_cast<std::size_t>(size));
    const auto got = file->read(from, bytes);
    bytes.resize(got ? *got : 0);
    return textOf(bytes);
  };
  const std::uint64_t head = std::min(file->size(), kPart_bytes);
  tell(story, part(0, head), firstTime);
  const std::uint64_t tail = std::max(head, file->size() - std::min(file->size(), kPart_bytes));
  if (tail < file->size()) tell(story, part(tail, file->size() - tail), firstTime);
}

QString modelOf(const TrainConfig& config, const fs::path& folder) {
  std::string architecture = config.architecture;
  if (!config.weights.empty()) {
    // The trainer recognised the weights; its checkpoints say as what.
    architecture = fs::path(config.weights).filename().string();
    const std::vector<RunCheckpoint> checkpoints = listCheckpoints(folder);
    if (!checkpoints.empty())
      if (const auto bytes = readFile(checkpoints.back().path / "model.json", 1 << 20))
        if (const auto model = ModelConfig::fromJson(textOf(*bytes), "model.json")) architecture = model->architecture;
  }
  return QString::fromStdString(architecture) + (config.classifier == ClassifierKind::ssa ? QStringLiteral("+SSA") : QString());
}

}  // namespace

Result<RunRecord> runGist(const fs::path& folder) {
  const auto bytes = readFile(folder / kRunConfigName, 1 << 20);
  if (!bytes) return bytes.error();
  RunRecord record;
  record.folder = folder;
  record.name = fromPath(folder.filename());
  record.configJson = textOf(*bytes);
  // A configuration of a newer program is listed all the same.
  if (const auto config = TrainConfig::fromJson(record.configJson, kRunConfigName)) {
    if (!config->name.empty()) record.name = QString::fromStdString(config->name);
    record.dataPath = QString::fromStdString(config->data.path);
    record.startedFrom = QString::fromStdString(config->weights);
    record.model = modelOf(*config, folder);
    record.iterations = config->iterations;
  }

  RunStory story(folder);
  double firstTime = 0;
  const bool held = runHolder(folder).has_value();
  tellEnds(story, folder / kRunEventsName, firstTime);
  const RunSnapshot& told = story.told();
  record.created = firstTime > 0 ? static_cast<std::int64_t>(firstTime) : unixSeconds(folder / kRunConfigName);
  record.iteration = told.iteration;
  if (told.start) {
    record.dataSha256 = told.start->dataSha256;
    record.iterations = told.start->iterations;
  }
  if (const auto best = readBest(folder)) {
    record.best_mIoU = best->mIoU;
    record.bestIteration = best->iteration;
  } else if (told.best) {
    record.best_mIoU = told.best->mIoU;
    record.bestIteration = told.best->iteration;
  }
  if (const auto& last = story.lastState()) {
    record.state = toTrainerState(*last);
    if (isLiving(record.state) && !held) record.state = TrainerState::died;
  } else if (held) {
    record.state = TrainerState::starting;
  }
  return record;
}

std::string runStamp(const fs::path& folder) {
  std::string stamp;
  for (const char* name : {kRunConfigName, kRunEventsName, kRunBestName}) {
    std::error_code fault;
    const auto size = fs::file_size(folder / name, fault);
    const auto time = fs::last_write_time(folder / name, fault);
    stamp += fault ? "-;" : std::to_string(size) + "," + std::to_string(time.time_since_epoch().count()) + ";";
  }
  return stamp;
}

}  // namespace ssa

#include "widgets/training/data_check.h"

#include <algorithm>

#include "app/session/jobs/job_queue.h"
#include "app/session/qt_convert.h"
#include "engine/core/hash.h"
#include "engine/core/safe_file.h"
#include "engine/datasets/raw_ids.h"
#include "widgets/training/mask_images.h"

namespace ssa {
namespace {

constexpr int kAskedFor = 100;

struct Checked {
  std::shared_ptr<const OpenedData> data;
  std::shared_ptr<const Survey> survey;
  Warnings unpaired;
  HealthReport report;
};

// A raw id that the table sends to this class; the changes of raw ids go through it.
int rawOf(const RawIdRule& rule, int becomes) {
  if (becomes == kIgnore) return kIgnore;
  for (int raw = 0; raw < RawIdRule::kIds; ++raw)
    if (rule.of(raw) == becomes) return raw;
  return kIgnore;
}

}  // namespace

DataCheck::DataCheck(TrainDraft& draft, JobQueue& jobs, std::filesystem::path mapsFolder, QObject* parent)
    : QObject(parent), draft_(draft), jobs_(jobs), mapsFolder_(std::move(mapsFolder)) {
  connect(&draft, &TrainDraft::changed, this, &DataCheck::follow);
}

const DatasetCandidate* DataCheck::candidate() const {
  if (!recognition_) return nullptr;
  const std::string& wanted = draft_.config().data.format;
  const std::string& format = wanted.empty() ? recognition_->decision : wanted;
  const auto found = std::find_if(recognition_->candidates.begin(), recognition_->candidates.end(),
                                  [&](const DatasetCandidate& one) { return one.format == format; });
  return found == recognition_->candidates.end() ? nullptr : &*found;
}

QString DataCheck::pairsKey() const {
  const DataOptions& data = draft_.config().data;
  return QStringList{QString::fromStdString(data.path),        QString::fromStdString(data.format),
                     QString::fromStdString(data.train_split), QString::fromStdString(data.val_split),
                     QString::number(data.val_ratio),          QString::fromStdString(data.hold_out),
                     QString::fromStdString(data.labels),      QString::number(draft_.config().seed)}
      .join(QLatin1Char('\n'));
}

void DataCheck::follow() {
  if (draft_.config().data.path != path_) return recognise();
  if (opened_ && pairsKey() != checkedKey_) {
    opened_.reset();
    survey_.reset();
    report_.reset();
    state_ = State::recognised;
    Q_EMIT changed();
  }
}

void DataCheck::recognise() {
  path_ = draft_.config().data.path;
  recognition_.reset();
  opened_.reset();
  survey_.reset();
  report_.reset();
  map_ = {};
  preview_ = {};
  for (const char* key : {"train-data", "train-preview"}) jobs_.stopKey(QLatin1String(key));
  state_ = path_.empty() ? State::none : State::recognising;
  Q_EMIT changed();
  Q_EMIT previewChanged();
  if (path_.empty()) return;
  const JobSpec spec{.lane = Lane::io,
                     .kind = JobKind::listFolder,
                     .subject = fromPath(path_),
                     .key = QStringLiteral("train-data"),
                     .priority = kAskedFor};
  jobs_.post<Recognition>(
      spec, [path = path_](StopToken stop, ProgressSink&) { return recogniseDataset(path, stop); }, this,
      [this](Result<Recognition> found) {
        if (!found) {
          state_ = State::failed;
          error_ = found.error();
          Q_EMIT changed();
          return;
        }
        recognition_ = std::move(*found);
        state_ = State::recognised;
        const DatasetCandidate* known = candidate();
        // What the folder has decides how it is split: its own lists, or a share of its only one.
        if (known && !known->splits.empty()) {
          const auto has = [&](const char* name) {
            return std::any_of(known->splits.begin(), known->splits.end(),
                               [&](const FoundSplit& one) { return one.place.split.find(name) != std::string::npos; });
          };
          draft_.edit([&](TrainConfig& config) {
            const bool own = has("train") && has("val");
            if (!own && config.data.val_ratio == 0 && config.data.hold_out.empty()) config.data.val_ratio = 0.2;
            if (own) config.data.val_ratio = 0;
            if (!own) config.data.train_split = known->splits.front().place.split;
            config.data.id_map.clear();
          });
        }
        Q_EMIT changed();
      });
}

TrainingDataOptions DataCheck::options() const {
  const DataOptions& data = draft_.config().data;
  TrainingDataOptions options;
  options.path = data.path;
  options.format = data.format;
  options.train_split = data.train_split;
  options.val_split = data.val_split;
  options.val_ratio = data.val_ratio;
  options.seed = draft_.config().seed;
  options.hold_out = data.hold_out;
  options.labels = data.labels;
  if (draft_.weights()) options.fallback = draft_.weights()->config.labels;
  return options;
}

void DataCheck::check() {
  if (!candidate()) return;
  state_ = State::checking;
  checkedKey_ = pairsKey();
  Q_EMIT changed();
  const JobSpec spec{.lane = Lane::io,
                     .kind = JobKind::checkData,
                     .subject = fromPath(path_),
                     .key = QStringLiteral("train-data"),
                     .priority = kAskedFor};
  jobs_.post<Checked>(
      spec,
      [options = options(), map = map_](StopToken stop, ProgressSink& progress) -> Result<Checked> {
        auto opened = openTrainingData(options, stop, progress);
        if (!opened) return opened.error();
        Checked checked;
        checked.unpaired = std::move(opened->warnings);
        std::vector<Dataset> sides{opened->value.train};
        if (!opened->value.val.samples.empty()) sides.push_back(opened->value.val);
        auto survey = surveyPairs(std::move(sides), 0, stop, progress);
        if (!survey) return survey.error();
        checked.report = judge(*survey, opened->value.labels, map, {.unpaired = checked.unpaired});
        checked.data = std::make_shared<const OpenedData>(std::move(opened->value));
        checked.survey = std::make_shared<const Survey>(std::move(*survey));
        return checked;
      },
      this,
      [this](Result<Checked> checked) {
        if (checked) {
          opened_ = std::move(checked->data);
          survey_ = std::move(checked->survey);
          unpaired_ = std::move(checked->unpaired);
          report_ = std::move(checked->report);
          state_ = State::checked;
          if (!report_->ids.empty()) preview(report_->ids.front().raw);
        } else {
          state_ = State::failed;
          error_ = checked.error();
        }
        Q_EMIT changed();
      });
}

void DataCheck::setBecomes(int raw, std::optional<int> becomes) {
  if (!opened_) return;
  std::erase_if(map_.changes, [raw](const auto& change) { return change.first == raw; });
  const RawIdRule plain(opened_->labels, opened_->train.ignoredIds);
  if (becomes && plain.of(raw) != *becomes) map_.changes.emplace_back(raw, rawOf(plain, *becomes));
  std::sort(map_.changes.begin(), map_.changes.end());
  judgeAgain();
  storeMap();
}

void DataCheck::clearMap() {
  map_ = {};
  judgeAgain();
  storeMap();
}

void DataCheck::judgeAgain() {
  if (!survey_) return;
  report_ = judge(*survey_, opened_->labels, map_, {.unpaired = unpaired_});
  Q_EMIT changed();
  if (previewed_ >= 0) preview(previewed_);
}

// The trainer reads the changes from a file; one of the same content is never written over.
void DataCheck::storeMap() {
  if (map_.changes.empty()) return draft_.edit([](TrainConfig& config) { config.data.id_map.clear(); });
  const std::string text = map_.toJson();
  Sha256 hash;
  hash.add(std::as_bytes(std::span(text)));
  const std::filesystem::path file = mapsFolder_ / ("id-map-" + hash.hex().substr(0, 12) + ".json");
  const JobSpec spec{.lane = Lane::io,
                     .kind = JobKind::save,
                     .subject = fromPath(file),
                     .key = QStringLiteral("train-map"),
                     .priority = kAskedFor,
                     .listed = false};
  jobs_.post<void*>(
      spec,
      [file, text](StopToken, ProgressSink&) -> Result<void*> {
        std::error_code ignored;
        std::filesystem::create_directories(file.parent_path(), ignored);
        if (const Result<void> written = writeFile(file, std::string_view(text)); !written) return written.error();
        return nullptr;
      },
      this,
      [this, file](Result<void*> written) {
        if (written) return draft_.edit([&](TrainConfig& config) { config.data.id_map = file.string(); });
        state_ = State::failed;
        error_ = written.error();
        Q_EMIT changed();
      });
}

void DataCheck::preview(int raw) {
  if (!report_ || !opened_) return;
  const auto count =
      std::find_if(report_->ids.begin(), report_->ids.end(), [raw](const RawIdCount& id) { return id.raw == raw; });
  if (count == report_->ids.end()) return;
  previewed_ = raw;
  DatasetSample sample;
  for (const Dataset* side : {&opened_->train, &opened_->val})
    for (const DatasetSample& one : side->samples)
      if (one.mask == std::filesystem::path(count->first_mask)) sample = one;
  const JobSpec spec{.lane = Lane::io,
                     .kind = JobKind::openImage,
                     .subject = fromPath(count->first_mask),
                     .key = QStringLiteral("train-preview"),
                     .priority = kAskedFor,
                     .listed = false};
  jobs_.post<MaskPreview>(
      spec,
      [sample, mask = std::filesystem::path(count->first_mask), data = opened_, map = map_](StopToken, ProgressSink&) {
        return previewOf(sample.image, mask, RawIdRule(data->labels, data->train.ignoredIds, map), data->labels.palette());
      },
      this,
      [this](Result<MaskPreview> made) {
        preview_ = made ? std::move(*made) : MaskPreview{};
        Q_EMIT previewChanged();
      });
}

}  // namespace ssa

#include "moc_data_check.cpp"

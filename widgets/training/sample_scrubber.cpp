#include "widgets/training/sample_scrubber.h"

#include <QComboBox>
#include <QFileInfo>
#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QSignalBlocker>
#include <QSlider>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

#include "app/session/jobs/job_queue.h"
#include "app/session/qt_convert.h"
#include "engine/api/model.h"
#include "engine/datasets/id_map.h"
#include "engine/datasets/raw_ids.h"
#include "engine/datasets/training_data.h"
#include "engine/image/read.h"
#include "widgets/controls/controls.h"
#include "widgets/controls/empty_hint.h"
#include "widgets/controls/picture_tile.h"
#include "widgets/training/mask_images.h"
#include "widgets/training/run_text.h"

namespace ssa {
namespace {

constexpr int kSide_px = 900;

// The table a run reads its masks with: its checkpoint's, else the configuration's.
LabelSet tableOf(const RunSnapshot& run, const std::optional<TrainConfig>& config) {
  for (auto checkpoint = run.checkpoints.rbegin(); checkpoint != run.checkpoints.rend(); ++checkpoint)
    if (const auto model = inspectModel(run.folder / checkpoint->path)) return model->value.config.labels;
  if (config && !config->data.labels.empty())
    if (auto labels = labelsByName(config->data.labels)) return *labels;
  return LabelSet::numbered(run.evals.empty() ? 20 : std::max<int>(2, static_cast<int>(run.evals.front().classIoU.size())));
}

std::optional<LabelMap> classIds(const std::filesystem::path& file, const RawIdRule* rule) {
  const auto ids = readIndexMask(file);
  if (!ids) return {};
  const IndexMask& raw = ids->value;
  LabelMap labels(raw.size);
  for (std::size_t i = 0; i < raw.ids.size(); ++i) {
    const int id = rule ? rule->of(raw.ids[i]) : raw.ids[i];
    labels.labels()[i] = id < 0 || id > kIgnore ? kIgnore : static_cast<std::uint8_t>(id);
  }
  return labels;
}

}  // namespace

SampleScrubber::SampleScrubber(JobQueue& jobs, QWidget* parent)
    : QWidget(parent),
      jobs_(jobs),
      stack_(new QStackedWidget(this)),
      choice_(pickList(this, "samplePicture", tr("Validation picture"))),
      time_(named(new QSlider(Qt::Horizontal, this), "sampleTime", tr("Evaluation shown"))),
      when_(new QLabel(this)) {
  auto* whole = new QWidget(this);
  auto* column = new QVBoxLayout(whole);
  column->setContentsMargins(0, 8, 8, 8);
  column->setSpacing(8);
  auto* row = new QHBoxLayout;
  row->setSpacing(8);
  when_->setObjectName(QStringLiteral("sampleWhen"));
  when_->setTextFormat(Qt::PlainText);
  when_->setMinimumWidth(fontMetrics().horizontalAdvance(QStringLiteral("Iteration 000,000 of 00 · 00.0 % right")));
  time_->setFocusPolicy(Qt::StrongFocus);
  time_->setToolTip(tr("Go through the evaluations"));
  row->addWidget(choice_);
  row->addWidget(time_, 1);
  row->addWidget(when_);
  column->addLayout(row);
  auto* grid = new QGridLayout;
  grid->setSpacing(8);
  const std::pair<const char*, QString> titles[] = {{"samplePictureTile", tr("Picture")},
                                                    {"sampleTruthTile", tr("Truth")},
                                                    {"sampleMaskTile", tr("Prediction")},
                                                    {"sampleDifferenceTile", tr("Difference: orange is wrong")},
                                                    {"sampleCoarseTile", tr("Coarse prediction")}};
  for (std::size_t i = 0; i < std::size(titles); ++i) {
    auto* tile = named(new PictureTile(titles[i].second, whole), titles[i].first, titles[i].second);
    tiles_.push_back(tile);
    if (i < 4) grid->addWidget(tile, static_cast<int>(i / 2), static_cast<int>(i % 2));
  }
  grid->addWidget(tiles_[4], 1, 2);
  column->addLayout(grid, 1);
  auto* empty = new EmptyHint("picture", this);
  empty->setObjectName(QStringLiteral("samplesEmpty"));
  empty->setText(tr("No pictures yet"), tr("The first evaluation of the run writes the masks of its fixed validation pictures."));
  stack_->addWidget(whole);
  stack_->addWidget(empty);
  stack_->setCurrentIndex(1);
  auto* outer = new QVBoxLayout(this);
  outer->setContentsMargins(0, 0, 0, 0);
  outer->addWidget(stack_);
  connect(choice_, &QComboBox::activated, this, [this] {
    refreshChoices();
    load();
  });
  connect(time_, &QSlider::valueChanged, this, &SampleScrubber::load);
}

void SampleScrubber::setRun(RunSnapshotPtr run, const std::optional<TrainConfig>& config) {
  const bool another = !run_ || !run || run_->folder != run->folder;
  const bool grown = another || run_->samples.size() != run->samples.size();
  run_ = std::move(run);
  config_ = config;
  if (!grown) return;
  if (another) asked_.clear();
  pictures_.clear();
  if (run_)
    for (const SampleEvent& one : run_->samples)
      if (std::find(pictures_.begin(), pictures_.end(), one.image) == pictures_.end()) pictures_.push_back(one.image);
  stack_->setCurrentIndex(pictures_.empty() ? 1 : 0);
  if (pictures_.empty()) return;
  const int before = another ? 0 : choice_->currentIndex();
  {
    const QSignalBlocker quiet(choice_);
    choice_->clear();
    for (const std::string& picture : pictures_) choice_->addItem(QFileInfo(QString::fromStdString(picture)).fileName());
    choice_->setCurrentIndex(std::clamp(before, 0, static_cast<int>(pictures_.size()) - 1));
  }
  if (another) {
    // A run is first shown as it is now.
    const QSignalBlocker quiet(time_);
    time_->setRange(0, 0);
  }
  refreshChoices();
  load();
}

void SampleScrubber::refreshChoices() {
  const std::string& picture = pictures_[static_cast<std::size_t>(std::max(0, choice_->currentIndex()))];
  const bool atEnd = time_->value() >= time_->maximum();
  iterations_.clear();
  for (const SampleEvent& one : run_->samples)
    if (one.image == picture) iterations_.push_back(one.iteration);
  const QSignalBlocker quiet(time_);
  time_->setRange(0, static_cast<int>(iterations_.size()) - 1);
  if (atEnd) time_->setValue(time_->maximum());
}

const SampleEvent* SampleScrubber::sample() const {
  if (!run_ || pictures_.empty() || iterations_.empty()) return nullptr;
  const std::string& picture = pictures_[static_cast<std::size_t>(std::max(0, choice_->currentIndex()))];
  const std::int64_t iteration = iterations_[static_cast<std::size_t>(std::clamp(time_->value(), 0, time_->maximum()))];
  for (const SampleEvent& one : run_->samples)
    if (one.image == picture && one.iteration == iteration) return &one;
  return nullptr;
}

void SampleScrubber::load() {
  const SampleEvent* wanted = sample();
  if (!wanted) return;
  const std::string key = wanted->mask + '\n' + wanted->image;
  if (key == asked_) return;
  asked_ = key;
  const JobSpec spec{.lane = Lane::interactive,
                     .kind = JobKind::openImage,
                     .subject = QString::fromStdString(wanted->image),
                     .key = QStringLiteral("train-sample"),
                     .priority = 100,
                     .listed = false};
  jobs_.post<Shown>(
      spec,
      [run = run_, config = config_, wanted = *wanted](StopToken, ProgressSink&) -> Result<Shown> {
        const LabelSet labels = tableOf(*run, config);
        IdMap map;
        if (config && !config->data.id_map.empty())
          if (auto read = IdMap::read(config->data.id_map)) map = std::move(*read);
        const RawIdRule rule(labels, {}, map);
        const Palette palette = labels.palette();
        Shown shown;
        if (const auto picture = readThumbnail(wanted.image, kSide_px)) shown.picture = toQImage(*picture);
        const auto mask = classIds(run->folder / wanted.mask, nullptr);
        if (!mask) return Error(ErrorCode::fileVanished, {{"path", wanted.mask}});
        shown.mask = fitted(maskImage(*mask, palette), kSide_px);
        if (!wanted.coarse.empty())
          if (const auto coarse = classIds(run->folder / wanted.coarse, nullptr))
            shown.coarse = fitted(maskImage(*coarse, palette), kSide_px);
        if (wanted.truth.empty()) return shown;
        const auto truth = classIds(wanted.truth, &rule);
        if (!truth || truth->size() != mask->size()) return shown;
        shown.truth = fitted(maskImage(*truth, palette), kSide_px);
        shown.difference = fitted(differenceImage(*truth, *mask), kSide_px);
        std::int64_t labelled = 0, right = 0;
        for (std::size_t i = 0; i < truth->labels().size(); ++i) {
          labelled += truth->labels()[i] != kIgnore;
          right += truth->labels()[i] != kIgnore && truth->labels()[i] == mask->labels()[i];
        }
        if (labelled > 0) shown.right = 100.0 * static_cast<double>(right) / static_cast<double>(labelled);
        return shown;
      },
      this, [this](Result<Shown> shown) { present(shown ? *shown : Shown{}); });
}

void SampleScrubber::present(const Shown& shown) {
  const QImage* images[] = {&shown.picture, &shown.truth, &shown.mask, &shown.difference, &shown.coarse};
  for (std::size_t i = 0; i < tiles_.size(); ++i) tiles_[i]->setImage(*images[i]);
  tiles_[4]->setVisible(!shown.coarse.isNull());
  const int at = std::clamp(time_->value(), 0, time_->maximum());
  QString words = tr("Iteration %1").arg(QLocale().toString(static_cast<qlonglong>(iterations_[static_cast<std::size_t>(at)])));
  if (shown.right) words += tr(" · %1 % right").arg(QLocale().toString(*shown.right, 'f', 1));
  when_->setText(words);
}

}  // namespace ssa

#include "moc_sample_scrubber.cpp"

#include "widgets/training/augment_strip.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

#include "app/session/jobs/job_queue.h"
#include "engine/datasets/augment_preview.h"
#include "engine/datasets/dataset_source.h"
#include "widgets/controls/controls.h"
#include "widgets/controls/picture_tile.h"
#include "widgets/feedback/messages.h"
#include "widgets/training/data_check.h"
#include "widgets/training/mask_images.h"
#include "widgets/training/train_draft.h"

namespace ssa {
namespace {

constexpr int kCropSide_px = 320, kTileHeight_px = 150;
constexpr int kMaskShare = 40, kAllShares = 100;

int blended(int below, int above) { return (below * (kAllShares - kMaskShare) + above * kMaskShare) / kAllShares; }

// The crop with its classes laid over it; what is ignored stays as photographed.
QImage cropPicture(const TrainSample& view, const Palette& palette) {
  QImage image(view.image.width(), view.image.height(), QImage::Format_RGB32);
  for (int y = 0; y < image.height(); ++y) {
    auto* line = reinterpret_cast<QRgb*>(image.scanLine(y));
    const std::uint8_t* rgb = view.image.row(y);
    const std::uint8_t* ids = view.labels.row(y);
    for (int x = 0; x < image.width(); ++x, rgb += 3) {
      const bool known = ids[x] < palette.size();
      const Rgb over = known ? palette[ids[x]] : Rgb{rgb[0], rgb[1], rgb[2]};
      line[x] = qRgb(blended(rgb[0], over.r), blended(rgb[1], over.g), blended(rgb[2], over.b));
    }
  }
  return fitted(image, kCropSide_px);
}

}  // namespace

AugmentStrip::AugmentStrip(const TrainDraft& draft, const DataCheck& check, JobQueue& jobs, QWidget* parent)
    : QWidget(parent),
      draft_(draft),
      check_(check),
      jobs_(jobs),
      pair_(named(new QSpinBox(this), "augmentPair", tr("Pair whose crops are shown"))),
      name_(mutedLabel(this)),
      again_(pushButton(this, "augmentAgain", tr("Draw again"))),
      fault_(new QLabel(this)) {
  name_->setObjectName(QStringLiteral("augmentName"));
  fault_->setObjectName(QStringLiteral("augmentFault"));
  fault_->setProperty("tone", QStringLiteral("error"));
  fault_->setTextFormat(Qt::PlainText);
  fault_->setWordWrap(true);
  fault_->hide();
  pair_->setToolTip(pair_->accessibleName());
  pair_->setPrefix(tr("Pair "));
  pair_->setMinimum(1);
  pair_->setKeyboardTracking(false);
  again_->setToolTip(tr("Other random crops of the same pair"));
  auto* row = new QHBoxLayout;
  row->setSpacing(8);
  row->addWidget(captionLabel(this, tr("As the network will see them")));
  row->addWidget(name_, 1);
  row->addWidget(pair_);
  row->addWidget(again_);
  auto* strip = new QHBoxLayout;
  strip->setSpacing(8);
  for (int i = 0; i < kViews; ++i) {
    const QString title = tr("Crop %1").arg(i + 1);
    auto* tile = named(new PictureTile(title, this), ("augmentView" + QByteArray::number(i)).constData(), title);
    tile->setMinimumHeight(kTileHeight_px);
    tiles_.push_back(tile);
    strip->addWidget(tile, 1);
  }
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(6);
  column->addLayout(row);
  column->addWidget(fault_);
  column->addLayout(strip, 1);

  connect(&draft_, &TrainDraft::changed, this, &AugmentStrip::follow);
  connect(&check_, &DataCheck::changed, this, [this] {
    drawn_.reset();  // perhaps the raw ids became others
    follow();
  });
  connect(pair_, &QSpinBox::valueChanged, this, &AugmentStrip::draw);
  connect(again_, &QPushButton::clicked, this, [this] {
    ++seed_;
    draw();
  });
}

void AugmentStrip::follow() {
  const std::shared_ptr<const OpenedData> opened = check_.opened();
  if (opened.get() != data_) {
    data_ = opened.get();
    drawn_.reset();
    const QSignalBlocker quiet(pair_);
    pair_->setMaximum(opened ? std::max(1, static_cast<int>(opened->train.samples.size())) : 1);
    pair_->setSuffix(tr(" of %1").arg(pair_->maximum()));
    pair_->setValue(1);
  }
  if (isVisible() && opened && drawn_ != draft_.config().augment) draw();
}

void AugmentStrip::draw() {
  const std::shared_ptr<const OpenedData> opened = check_.opened();
  if (!opened || opened->train.samples.empty()) return;
  const DatasetSample& sample = opened->train.samples[static_cast<std::size_t>(pair_->value() - 1)];
  drawn_ = draft_.config().augment;
  const QString name = QString::fromStdString(sample.name);
  name_->setText(name);
  Dataset one = {opened->train.format,     opened->train.root, opened->train.split,
                 opened->train.ignoredIds, {sample},           opened->train.labels};
  const JobSpec spec{.lane = Lane::interactive,
                     .kind = JobKind::openImage,
                     .subject = name,
                     .key = QStringLiteral("train-augment"),
                     .priority = 90,
                     .listed = false};
  jobs_.post<std::vector<QImage>>(
      spec,
      [one = std::move(one), labels = opened->labels, map = check_.map(), augment = *drawn_, seed = seed_](
          StopToken stop, ProgressSink&) -> Result<std::vector<QImage>> {
        const auto source = makeDatasetSource(one, labels, map);
        const auto views = previewBatch(*source, augment, 0, kViews, seed);
        if (!views) return views.error();
        const Palette palette = labels.palette();
        std::vector<QImage> images;
        for (const TrainSample& view : *views) {
          if (stop.stop_requested()) return ErrorCode::stopped;
          images.push_back(cropPicture(view, palette));
        }
        return images;
      },
      this,
      [this, name](const Result<std::vector<QImage>>& views) {
        if (views) return present(*views, {});
        const Message message = messageFor(views.error(), name);
        present({}, QStringLiteral("%1 %2").arg(message.text, message.remedy).trimmed());
      });
}

void AugmentStrip::present(const std::vector<QImage>& views, const QString& fault) {
  for (std::size_t i = 0; i < tiles_.size(); ++i) tiles_[i]->setImage(i < views.size() ? views[i] : QImage());
  fault_->setText(fault);
  fault_->setVisible(!fault.isEmpty());
}

void AugmentStrip::showEvent(QShowEvent* event) {
  QWidget::showEvent(event);
  follow();
}

}  // namespace ssa

#include "moc_augment_strip.cpp"

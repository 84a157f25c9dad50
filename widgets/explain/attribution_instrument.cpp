#include "widgets/explain/attribution_instrument.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QSplitter>
#include <QTableWidget>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <utility>

#include "widgets/controls/controls.h"
#include "widgets/explain/instruments.h"
#include "widgets/explain/map_picture.h"
#include "widgets/explain/prototype_text.h"
#include "widgets/training/map_tile.h"
#include "widgets/training/mask_images.h"

namespace ssa {
namespace {

constexpr int kBusy_ms = 150;
constexpr int kBusySteps = 1000;

enum OverItem { PredictedPixels, SelectedCells, ClickedPixel };

std::size_t attributionTile(Slot slot, MaskKind head) { return slot == Slot::baseline ? 0U : head == MaskKind::coarse ? 1U : 2U; }

QTableWidgetItem* channelCell(double value, int digits) {
  auto* item = new QTableWidgetItem(QLocale().toString(value, 'f', digits));
  item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
  return item;
}

}  // namespace

AttributionInstrument::AttributionInstrument(ExplainSession& session, QWidget* parent)
    : Instrument(
          "attribution",
          {tr("Attribution"),
           tr("Grad-CAM shows which places of a feature map carry the score of a class. Side by side it tells whether the "
              "baseline, the coarse and the adapted classifier look at the same things."),
           tr("Choose a class, the pixels its score is summed over, and a stage of the network. “Clicked pixel” follows clicks "
              "into the picture, “Selected cells” the rectangle drawn there. The brightest place of a map is always 1; what it "
              "was divided by stands below, and a map of zeros is said, never scaled.\n\nThe table lists the channels of the "
              "stage by their weight; choose one to see its activations.\n\nOcclusion covers a sliding patch with the mean "
              "colour or a blur and asks the model again: bright places are those without which the score falls. “Cover "
              "selection” covers the selected rectangle once and shows the new masks."),
           tr("score y = Σ over the pixels of z_k (raw logits, upsampled)\n"
              "weight α_c = mean over cells of ∂y / ∂A_c\n"
              "map = ReLU(Σ_c α_c A_c) / max\n"
              "occlusion: y(picture) − y(picture with patch)")},
          static_cast<Needs>(Picture | AnyModel), session, parent) {
  auto* tiles = new QWidget(this);
  auto* row = new QHBoxLayout(tiles);
  row->setContentsMargins(12, 2, 12, 2);
  row->setSpacing(8);
  const QString titles[] = {tr("Baseline"), tr("Coarse"), tr("SSA")};
  const char* const names[] = {"attributionBaseline", "attributionCoarse", "attributionRefined"};
  for (std::size_t i = 0; i < tiles_.size(); ++i) {
    tiles_[i] = named(new MapTile(titles[i], tiles), names[i], titles[i]);
    row->addWidget(tiles_[i], 1);
  }
  for (MapTile* one : tiles_)
    connect(one, &MapTile::pointedAt, this, [this](std::optional<QPointF> place) {
      for (MapTile* other : tiles_) other->setPlace(place);
      channel_->setPlace(place);
    });
  words_ = mutedLabel(this);
  words_->setObjectName(QStringLiteral("attributionWords"));
  words_->setWordWrap(true);
  words_->setContentsMargins(12, 2, 12, 2);
  progress_ = named(new QProgressBar(this), "attributionProgress", tr("Progress of the occlusion"));
  progress_->setTextVisible(false);
  progress_->setRange(0, kBusySteps);
  progress_->hide();
  auto* halves = new QSplitter(Qt::Vertical, this);
  halves->setChildrenCollapsible(false);
  halves->addWidget(tiles);
  halves->addWidget(makeChannels());
  halves->setStretchFactor(0, 1);
  halves->setStretchFactor(1, 1);
  halves->setSizes({280, 320});
  body()->addWidget(makeBar());
  body()->addWidget(makeOcclusionBar());
  body()->addWidget(progress_);
  body()->addWidget(words_);
  body()->addWidget(halves, 1);

  for (QComboBox* list : {class_, over_, stage_})
    connect(list, &QComboBox::currentIndexChanged, this, &AttributionInstrument::ask);
  connect(&session.selection(), &LinkedSelection::cellsChanged, this, [this] {
    cover_->setEnabled(!explain().selection().cells().empty());
    if (over_->currentIndex() == SelectedCells && isVisible() && answer_) ask();
  });
  auto* tick = new QTimer(this);
  tick->setInterval(kBusy_ms);
  connect(tick, &QTimer::timeout, this, [this] {
    if (job_ == 0) return;
    const double fraction = explain().fraction(job_);
    if (fraction >= 0) progress_->setValue(static_cast<int>(fraction * kBusySteps));
  });
  tick->start();
  clearTiles();
}

QWidget* AttributionInstrument::makeBar() {
  auto* bar = new QWidget(this);
  auto* row = new QHBoxLayout(bar);
  row->setContentsMargins(12, 0, 12, 4);
  row->setSpacing(6);
  class_ = pickList(bar, "attributionClass", tr("Class whose score is explained"));
  over_ = pickList(bar, "attributionOver", tr("Pixels the score is summed over"));
  over_->addItem(tr("Predicted pixels"));
  over_->addItem(tr("Selected cells"));
  over_->addItem(tr("Clicked pixel"));
  stage_ = pickList(bar, "attributionStage", tr("Stage of the network"));
  for (QComboBox* list : {class_, over_, stage_}) {
    list->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    list->setMinimumContentsLength(10);
    list->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    row->addWidget(list, list == stage_ ? 2 : 1);
  }
  return bar;
}

QWidget* AttributionInstrument::makeOcclusionBar() {
  auto* bar = new QWidget(this);
  auto* row = new QHBoxLayout(bar);
  row->setContentsMargins(12, 0, 12, 4);
  row->setSpacing(6);
  const auto spin = [&](const char* name, const QString& spoken, int value) {
    auto* box = named(new QSpinBox(bar), name, spoken);
    box->setRange(4, 1024);
    box->setValue(value);
    box->setSuffix(tr(" px"));
    return box;
  };
  patch_ = spin("occlusionPatch", tr("Side of the patch"), 64);
  stride_ = spin("occlusionStride", tr("Step of the patch"), 48);
  fill_ = pickList(bar, "occlusionFill", tr("What covers the patch"));
  fill_->addItem(tr("Mean colour"));
  fill_->addItem(tr("Blur"));
  slide_ = toolButton(bar, "occlusionRun", tr("Occlude"));
  cover_ = toolButton(bar, "occlusionCover", tr("Cover selection"));
  cover_->setToolTip(tr("Cover the selected rectangle of the picture and show the new masks"));
  cover_->setEnabled(false);
  row->addWidget(mutedLabel(bar, tr("Patch")));
  row->addWidget(patch_);
  row->addWidget(mutedLabel(bar, tr("every")));
  row->addWidget(stride_);
  row->addWidget(fill_);
  row->addWidget(slide_);
  row->addWidget(cover_);
  row->addStretch(1);
  connect(slide_, &QToolButton::clicked, this, &AttributionInstrument::startOcclusion);
  connect(cover_, &QToolButton::clicked, this, &AttributionInstrument::coverSelection);
  return bar;
}

QWidget* AttributionInstrument::makeChannels() {
  auto* panel = new QWidget(this);
  auto* row = new QHBoxLayout(panel);
  row->setContentsMargins(12, 4, 12, 10);
  row->setSpacing(8);
  channels_ = named(new QTableWidget(0, 5, panel), "attributionChannels", tr("Channels of the stage"));
  channels_->setHorizontalHeaderLabels({tr("Channel"), tr("Weight"), tr("Mean"), tr("Deviation"), tr("Largest")});
  channels_->verticalHeader()->hide();
  channels_->setEditTriggers(QAbstractItemView::NoEditTriggers);
  channels_->setSelectionBehavior(QAbstractItemView::SelectRows);
  channels_->setSelectionMode(QAbstractItemView::SingleSelection);
  channels_->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
  channel_ = named(new MapTile(tr("Channel"), panel), "attributionChannel", tr("Activations of the chosen channel"));
  row->addWidget(channels_, 3);
  row->addWidget(channel_, 2);
  connect(channels_, &QTableWidget::currentCellChanged, this, [this](int now) { showChannel(now); });
  return panel;
}

void AttributionInstrument::fillClasses() {
  const QSignalBlocker quiet(class_);
  const int before = class_->currentIndex();
  class_->clear();
  int count = 0;
  for (const Slot slot : {Slot::baseline, Slot::ssa})
    if (subject().model(slot)) count = std::max(count, subject().model(slot)->info().config.num_classes);
  for (int id = 0; id < count; ++id) class_->addItem(subject().className(id));
  if (before >= 0 && before < count) return class_->setCurrentIndex(before);
  // At first the class that fills most of the picture.
  if (const auto mask = explain().mask(explain().mask(ViewKind::refined) ? ViewKind::refined : ViewKind::baseline)) {
    const auto histogram = mask->histogram();
    class_->setCurrentIndex(static_cast<int>(std::max_element(histogram.begin(), histogram.begin() + count) - histogram.begin()));
  }
}

void AttributionInstrument::fillStages() {
  const QSignalBlocker quiet(stage_);
  const QString before = stage_->currentData().toString();
  stage_->clear();
  if (!answer_ || answer_->stages.empty()) {
    stage_->addItem(tr("Decoder feature F"), QStringLiteral("decode_head"));
    return;
  }
  for (const ActivationStage& stage : answer_->stages) {
    const QString id = QString::fromStdString(stage.id);
    QString title = id;
    if (title.startsWith(QLatin1String("backbone."))) title = title.mid(9);
    if (stage.id == "decode_head") title = tr("Decoder feature F");
    if (stage.id == "classifier_input") title = tr("Classifier input");
    stage_->addItem(tr("%1 · %2 channels, %3 × %4").arg(title).arg(stage.channels).arg(stage.grid.width).arg(stage.grid.height),
                    id);
  }
  const int at = stage_->findData(before.isEmpty() ? QStringLiteral("decode_head") : before);
  stage_->setCurrentIndex(at >= 0 ? at : stage_->findData(QStringLiteral("decode_head")));
}

AttributionTarget AttributionInstrument::target() const {
  auto& session = const_cast<AttributionInstrument*>(this)->explain();
  AttributionTarget target;
  target.classId = std::max(0, class_->currentIndex());
  const Size size = subject().image->size();
  switch (over_->currentIndex()) {
    case SelectedCells: {
      target.over = AttributionTarget::Over::region;
      target.region = LabelMap(size, 0);
      const CellSet& cells = session.selection().cells();
      if (cells.empty()) break;
      const std::vector<std::uint8_t> chosen = cells.mask();
      for (int y = 0; y < size.height; ++y)
        for (int x = 0; x < size.width; ++x) {
          const auto column = std::int64_t{x} * cells.grid.width / size.width;
          const auto line = std::int64_t{y} * cells.grid.height / size.height;
          target.region.row(y)[x] = chosen[static_cast<std::size_t>(line * cells.grid.width + column)];
        }
      break;
    }
    case ClickedPixel:
      target.over = AttributionTarget::Over::pixel;
      target.pixel_in_image = pixel_.x < 0 ? Point{size.width / 2, size.height / 2} : pixel_;
      break;
    default:
      break;
  }
  return target;
}

void AttributionInstrument::refresh() {
  fillClasses();
  fillStages();
  if (!answer_) ask();
}

void AttributionInstrument::forget() {
  activations_ = {};
  answer_.reset();
  occlusion_.clear();
  pixel_ = {-1, -1};
  setBusy(0);
  channels_->setRowCount(0);
  channel_->setPane({});
  clearTiles();
  setOverlay({}, {});
}

void AttributionInstrument::clearTiles() {
  for (MapTile* one : tiles_) one->setPane({});
  words_->setText(tr("The models are looking at the picture."));
}

MapTile& AttributionInstrument::tile(Slot slot, MaskKind head) { return *tiles_[attributionTile(slot, head)]; }

void AttributionInstrument::ask() {
  if (!subject().image || class_->count() == 0) return;
  AttributionQuestion question{target(), stage_->currentData().toString().toStdString()};
  if (question.stage.empty()) question.stage = "decode_head";
  setBusy(0);
  explain().run<AttributionAnswer>(
      QStringLiteral("attribution"), tr("Grad-CAM of %1").arg(class_->currentText()), Lane::gpu,
      [subject = explain().subjectPtr(), known = activations_, question](StopToken stop, ProgressSink& progress) {
        return attribute(*subject, known, question, std::move(stop), progress);
      },
      this,
      [this](Result<AttributionAnswer> made) {
        if (made)
          present(std::move(*made));
        else if (made.error().code != ErrorCode::stopped)
          showFault(made.error());
      });
}

void AttributionInstrument::present(AttributionAnswer answer) {
  answer_ = std::make_shared<const AttributionAnswer>(std::move(answer));
  activations_ = answer_->activations;
  occlusion_.clear();
  fillStages();
  for (MapTile* one : tiles_) one->setPane({});
  const QLocale locale;
  QStringList words;
  QImage overlay;
  for (const AttributionSide& side : answer_->sides) {
    const QString title = side.slot == Slot::baseline ? tr("Baseline") : side.head == MaskKind::coarse ? tr("Coarse") : tr("SSA");
    if (!side.cam) {
      words += tr("%1: its network has no such stage.").arg(title);
      continue;
    }
    const GradCam& cam = *side.cam;
    switch (cam.empty) {
      case EmptyMap::noPixels:
        words += tr("%1: no pixel belongs to the score, so there is no map.").arg(title);
        break;
      case EmptyMap::noGradient:
        words += tr("%1: the score does not depend on this stage.").arg(title);
        break;
      case EmptyMap::nothingAgrees:
        words += tr("%1: the weighted sum of the channels is nowhere positive.").arg(title);
        break;
      case EmptyMap::no:
        words += tr("%1: score %2 over %3 pixels, largest %4, %5 % of the map on the class.")
                     .arg(title, locale.toString(cam.score, 'f', 1), locale.toString(static_cast<qlonglong>(cam.pixels)),
                          locale.toString(cam.largest, 'g', 3), locale.toString(side.onClass.value_or(0), 'f', 1));
        tile(side.slot, side.head).setPane(heatPane(cam.map, 0, 1));
        overlay = heatOver(cam.map);
        break;
    }
  }
  words_->setText(words.join(QLatin1Char('\n')));
  setOverlay(overlay, overlay.isNull() ? QString() : tr("Grad-CAM of %1").arg(class_->currentText()));
  showChannels();
}

void AttributionInstrument::showChannels() {
  const QSignalBlocker quiet(channels_);
  channels_->setRowCount(0);
  channel_->setPane({});
  if (!answer_ || !answer_->channels) return;
  const std::vector<ChannelStatistics>& list = answer_->channels->channels;
  channels_->setRowCount(static_cast<int>(list.size()));
  for (int i = 0; i < static_cast<int>(list.size()); ++i) {
    const ChannelStatistics& one = list[static_cast<std::size_t>(i)];
    channels_->setItem(i, 0, channelCell(one.channel, 0));
    channels_->setItem(i, 1, channelCell(one.weight.value_or(0), 5));
    channels_->setItem(i, 2, channelCell(one.mean, 3));
    channels_->setItem(i, 3, channelCell(one.std, 3));
    channels_->setItem(i, 4, channelCell(one.max, 3));
  }
  if (!list.empty()) channels_->setCurrentCell(0, 0);
  showChannel(0);
}

void AttributionInstrument::showChannel(int row) {
  if (!answer_ || !answer_->channels || row < 0 || row >= static_cast<int>(answer_->channels->channels.size())) return;
  const AttributionSide& last = answer_->sides.back();
  const int channel = answer_->channels->channels[static_cast<std::size_t>(row)].channel;
  const auto made = channelMap(*answer_->activations[static_cast<std::size_t>(last.slot)], answer_->channels->stage, channel);
  if (!made) return showFault(made.error());
  ScoreMap raw = made->map;  // shown as activations, not as 0..1
  for (float& value : raw.values()) value = static_cast<float>(made->low + (made->high - made->low) * static_cast<double>(value));
  channel_->setPane(heatPane(raw, made->low, made->high));
}

void AttributionInstrument::pictureClicked(QPointF place, Qt::KeyboardModifiers) {
  if (!subject().image) return;
  const Size size = subject().image->size();
  pixel_ = {std::clamp(static_cast<int>(place.x() * size.width), 0, size.width - 1),
            std::clamp(static_cast<int>(place.y() * size.height), 0, size.height - 1)};
  if (over_->currentIndex() == ClickedPixel) ask();
}

void AttributionInstrument::setBusy(quint64 job) {
  if (job == 0 && job_ != 0) explain().stop(job_);
  job_ = job;
  progress_->setVisible(job != 0);
  progress_->setValue(0);
  slide_->setText(job != 0 ? tr("Stop") : tr("Occlude"));
}

void AttributionInstrument::startOcclusion() {
  if (job_ != 0) return setBusy(0);
  if (!answer_) return;
  OcclusionOptions options;
  options.patch_px = patch_->value();
  options.stride_px = std::min(stride_->value(), patch_->value());
  options.fill = fill_->currentIndex() == 1 ? OcclusionFill::blur : OcclusionFill::mean;
  occluding_ = true;
  const quint64 job = explain().run<std::vector<OcclusionSide>>(
      QStringLiteral("occlusion"), tr("Occlusion of %1").arg(class_->currentText()), Lane::gpu,
      [subject = explain().subjectPtr(), known = activations_, asked = target(), options](StopToken stop,
                                                                                          ProgressSink& progress) {
        return occludeSides(*subject, known, asked, options, std::move(stop), progress);
      },
      this,
      [this](Result<std::vector<OcclusionSide>> made) {
        occluding_ = false;
        setBusy(0);
        if (made)
          presentOcclusion(std::move(*made));
        else if (made.error().code != ErrorCode::stopped)
          showFault(made.error());
      });
  if (occluding_) setBusy(job);  // jobs may run at once
}

void AttributionInstrument::presentOcclusion(std::vector<OcclusionSide> sides) {
  occlusion_ = std::move(sides);
  for (MapTile* one : tiles_) one->setPane({});
  const QLocale locale;
  QStringList words;
  for (const OcclusionSide& side : occlusion_) {
    const QString title = side.slot == Slot::baseline ? tr("Baseline") : side.head == MaskKind::coarse ? tr("Coarse") : tr("SSA");
    if (side.map.pixels == 0) {
      words += tr("%1: no pixel belongs to the score.").arg(title);
      continue;
    }
    words += tr("%1: of the score %2, covering one place takes between %3 and %4.")
                 .arg(title, locale.toString(side.map.score, 'f', 1), locale.toString(side.map.lowest, 'f', 1),
                      locale.toString(side.map.highest, 'f', 1));
    tile(side.slot, side.head).setPane(heatPane(side.map.drop, side.map.lowest, side.map.highest));
  }
  words_->setText(words.join(QLatin1Char('\n')));
}

void AttributionInstrument::coverSelection() {
  const CellSet& cells = explain().selection().cells();
  if (cells.empty() || !answer_) return;
  setBusy(0);
  const QRectF place = cells.bounds();
  const Size size = subject().image->size();
  const int left = static_cast<int>(std::lround(place.left() * size.width)),
            top = static_cast<int>(std::lround(place.top() * size.height));
  const Rect rectangle{left, top, static_cast<int>(std::lround(place.right() * size.width)) - left,
                       static_cast<int>(std::lround(place.bottom() * size.height)) - top};
  const OcclusionFill fill = fill_->currentIndex() == 1 ? OcclusionFill::blur : OcclusionFill::mean;
  explain().run<std::vector<CoveredSide>>(
      QStringLiteral("occlusion"), tr("Covered rectangle"), Lane::gpu,
      [subject = explain().subjectPtr(), known = activations_, asked = target(), rectangle, fill](StopToken stop,
                                                                                                  ProgressSink& progress) {
        return coverSides(*subject, known, asked, rectangle, fill, std::move(stop), progress);
      },
      this,
      [this](Result<std::vector<CoveredSide>> made) {
        if (made)
          presentCovered(*made);
        else if (made.error().code != ErrorCode::stopped)
          showFault(made.error());
      });
}

void AttributionInstrument::presentCovered(const std::vector<CoveredSide>& sides) {
  for (MapTile* one : tiles_) one->setPane({});
  const QLocale locale;
  QStringList words;
  for (const CoveredSide& side : sides) {
    const QString title = side.slot == Slot::baseline ? tr("Baseline") : side.head == MaskKind::coarse ? tr("Coarse") : tr("SSA");
    const OccludedRectangle& made = side.result;
    words += tr("%1: score %2 → %3; %4 pixels changed, %5 of them outside the rectangle.")
                 .arg(title, locale.toString(made.scoreBefore, 'f', 1), locale.toString(made.scoreAfter, 'f', 1),
                      locale.toString(static_cast<qlonglong>(made.changed)),
                      locale.toString(static_cast<qlonglong>(made.changedOutside)));
    MapPane pane;
    pane.image = maskImage(made.mask, subject().labels.palette());
    pane.shape = QSize(made.mask.width(), made.mask.height());
    pane.valueAt = [this, mask = std::make_shared<const LabelMap>(made.mask)](QPointF place) {
      const Point at{std::clamp(static_cast<int>(place.x() * mask->width()), 0, mask->width() - 1),
                     std::clamp(static_cast<int>(place.y() * mask->height()), 0, mask->height() - 1)};
      return subject().className(mask->at(at));
    };
    tile(side.slot, side.head).setPane(std::move(pane));
  }
  words_->setText(words.join(QLatin1Char('\n')));
}

Instrument* makeAttributionInstrument(ExplainSession& session, QWidget* parent) {
  return new AttributionInstrument(session, parent);
}

}  // namespace ssa

#include "moc_attribution_instrument.cpp"

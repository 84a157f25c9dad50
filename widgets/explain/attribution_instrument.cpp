#include "widgets/explain/attribution_instrument.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <utility>

#include "widgets/controls/controls.h"
#include "widgets/explain/attribution_text.h"
#include "widgets/explain/channel_browser.h"
#include "widgets/explain/class_list.h"
#include "widgets/explain/instruments.h"
#include "widgets/explain/map_picture.h"
#include "widgets/explain/occlusion_bar.h"
#include "widgets/training/map_tile.h"
#include "widgets/training/mask_images.h"

namespace ssa {
namespace {

enum OverItem { PredictedPixels, SelectedCells, ClickedPixel };

std::size_t attributionTile(Slot slot, MaskKind head) { return slot == Slot::baseline ? 0U : head == MaskKind::coarse ? 1U : 2U; }

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
      channels_->setPlace(place);
    });
  words_ = mutedLabel(this);
  words_->setObjectName(QStringLiteral("attributionWords"));
  words_->setWordWrap(true);
  words_->setContentsMargins(12, 2, 12, 2);
  occlusion_ = new OcclusionBar(session, this);
  channels_ = new ChannelBrowser(this);
  auto* halves = new QSplitter(Qt::Vertical, this);
  halves->setChildrenCollapsible(false);
  halves->addWidget(tiles);
  halves->addWidget(channels_);
  halves->setStretchFactor(0, 1);
  halves->setStretchFactor(1, 1);
  halves->setSizes({280, 320});
  body()->addWidget(makeBar());
  body()->addWidget(occlusion_);
  body()->addWidget(words_);
  body()->addWidget(halves, 1);

  for (QComboBox* list : {class_, over_, stage_})
    connect(list, &QComboBox::currentIndexChanged, this, &AttributionInstrument::ask);
  connect(&session.selection(), &LinkedSelection::cellsChanged, this, [this] {
    if (over_->currentIndex() == SelectedCells && isVisible() && answer_) ask();
  });
  connect(occlusion_, &OcclusionBar::slideRequested, this, &AttributionInstrument::startOcclusion);
  connect(occlusion_, &OcclusionBar::stopRequested, this, &AttributionInstrument::stopOcclusion);
  connect(occlusion_, &OcclusionBar::coverRequested, this, &AttributionInstrument::coverSelection);
  connect(channels_, &ChannelBrowser::failed, this, [this](const Error& error) { showFault(error); });
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

void AttributionInstrument::listClasses() {
  int count = 0;
  for (const Slot slot : {Slot::baseline, Slot::ssa})
    if (subject().model(slot)) count = std::max(count, subject().model(slot)->info().config.num_classes);
  const bool same = class_->count() == count && class_->currentIndex() >= 0;
  fillClasses(*class_, subject(), count);
  if (same) return;
  // At first the class that fills most of the picture.
  const auto trace = explain().trace(Slot::ssa) ? explain().trace(Slot::ssa) : explain().trace(Slot::baseline);
  const QSignalBlocker quiet(class_);
  if (trace) class_->setCurrentIndex(classesByCells(*trace).front());
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
  listClasses();
  fillStages();
  if (!answer_) ask();
}

void AttributionInstrument::forget() {
  activations_ = {};
  answer_.reset();
  occluded_.clear();
  pixel_ = {-1, -1};
  stopOcclusion();
  channels_->clear();
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
  stopOcclusion();
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
  occluded_.clear();
  fillStages();
  for (MapTile* one : tiles_) one->setPane({});
  QStringList words;
  QImage overlay;
  for (const AttributionSide& side : answer_->sides) {
    words += sentenceOf(side);
    if (!side.cam || side.cam->empty != EmptyMap::no) continue;
    tile(side.slot, side.head).setPane(heatPane(side.cam->map, 0, 1));
    overlay = heatOver(side.cam->map);
  }
  words_->setText(words.join(QLatin1Char('\n')));
  setOverlay(overlay, overlay.isNull() ? QString() : tr("Grad-CAM of %1").arg(class_->currentText()));
  channels_->setAnswer(answer_);
}

void AttributionInstrument::pictureClicked(QPointF place, Qt::KeyboardModifiers) {
  if (!subject().image) return;
  const Size size = subject().image->size();
  pixel_ = {std::clamp(static_cast<int>(place.x() * size.width), 0, size.width - 1),
            std::clamp(static_cast<int>(place.y() * size.height), 0, size.height - 1)};
  if (over_->currentIndex() == ClickedPixel) ask();
}

void AttributionInstrument::stopOcclusion() {
  if (const quint64 job = occlusion_->job(); job != 0) explain().stop(job);
  occlusion_->setJob(0);
}

void AttributionInstrument::startOcclusion() {
  if (!answer_) return;
  const OcclusionOptions options = occlusion_->options();
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
        occlusion_->setJob(0);
        if (made)
          presentOcclusion(std::move(*made));
        else if (made.error().code != ErrorCode::stopped)
          showFault(made.error());
      });
  if (occluding_) occlusion_->setJob(job);  // jobs may run at once
}

void AttributionInstrument::presentOcclusion(std::vector<OcclusionSide> sides) {
  occluded_ = std::move(sides);
  for (MapTile* one : tiles_) one->setPane({});
  QStringList words;
  for (const OcclusionSide& side : occluded_) {
    words += sentenceOf(side);
    if (side.map.pixels > 0) tile(side.slot, side.head).setPane(heatPane(side.map.drop, side.map.lowest, side.map.highest));
  }
  words_->setText(words.join(QLatin1Char('\n')));
}

void AttributionInstrument::coverSelection() {
  const CellSet& cells = explain().selection().cells();
  if (cells.empty() || !answer_) return;
  stopOcclusion();
  const QRectF place = cells.bounds();
  const Size size = subject().image->size();
  const int left = static_cast<int>(std::lround(place.left() * size.width)),
            top = static_cast<int>(std::lround(place.top() * size.height));
  const Rect rectangle{left, top, static_cast<int>(std::lround(place.right() * size.width)) - left,
                       static_cast<int>(std::lround(place.bottom() * size.height)) - top};
  const OcclusionFill fill = occlusion_->options().fill;
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
  QStringList words;
  for (const CoveredSide& side : sides) {
    const OccludedRectangle& made = side.result;
    words += sentenceOf(side);
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

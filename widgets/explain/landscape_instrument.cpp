#include "widgets/explain/landscape_instrument.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "app/session/session.h"
#include "viz/scene/landscape_scene.h"
#include "widgets/canvas/heat_colours.h"
#include "widgets/controls/controls.h"
#include "widgets/controls/elided_label.h"
#include "widgets/controls/slider_field.h"
#include "widgets/explain/class_list.h"
#include "widgets/explain/instruments.h"
#include "widgets/explain/prototype_text.h"
#include "widgets/gl/vtk_host.h"
#include "widgets/theme/theme.h"

namespace ssa {
namespace {

enum Colouring { PictureColours, ClassColours, ScoreColours };

Rgb rgbFrom(const QColor& c) {
  return {static_cast<std::uint8_t>(c.red()), static_cast<std::uint8_t>(c.green()), static_cast<std::uint8_t>(c.blue())};
}

// The mean colour of the pixels of a cell.
Rgb meanColour(const Image8& image, const Rect& rect) {
  std::array<std::int64_t, 3> sum{};
  const int right = std::min(rect.right(), image.width()), bottom = std::min(rect.bottom(), image.height());
  const std::int64_t count = std::int64_t{std::max(0, right - rect.x)} * std::max(0, bottom - rect.y);
  if (count == 0) return {};
  for (int y = rect.y; y < bottom; ++y)
    for (int x = rect.x; x < right; ++x)
      for (std::size_t channel = 0; channel < 3; ++channel) sum[channel] += image.row(y)[3 * x + static_cast<int>(channel)];
  return {static_cast<std::uint8_t>(sum[0] / count), static_cast<std::uint8_t>(sum[1] / count),
          static_cast<std::uint8_t>(sum[2] / count)};
}

}  // namespace

LandscapeInstrument::LandscapeInstrument(ExplainSession& session, QWidget* parent)
    : Instrument(
          "landscape",
          {tr("Score landscape"),
           tr("The score of one class becomes the height over the picture. Ridges show what the classifier is sure of, "
              "slopes where it wavers, and the colours which class wins there."),
           tr("Height is the raw score (logit) of the chosen class in every cell of the feature grid. Drag turns, the wheel "
              "zooms, the middle button or Space moves; a click selects the cell in all instruments.\n\nScores of SSA are "
              "15 times a cosine, so they lie between −15 and 15; those of a plain classifier have no bounds. Heights of "
              "two models are therefore not comparable, their shapes are."),
           tr("plain: z_k = S_k · f + b_k\nSSA:   z_k = 15 cos(Q_k, f + p_f)")},
          AnyModel, session, parent) {
  body()->addWidget(makeBar());
  auto* room = new QWidget(this);
  auto* column = new QVBoxLayout(room);
  column->setContentsMargins(12, 2, 12, 10);
  column->setSpacing(4);
  figures_ = named(new ElidedLabel(room), "landscapeFigures", tr("What is under the mouse"));
  figures_->setMuted(true);
  figures_->setMode(Qt::ElideRight);
  if (VtkHost::isAvailable()) {
    scene_ = std::make_shared<LandscapeScene>();
    host_ = named(new VtkHost(room), "landscapeView", tr("Score of a class as heights over the picture"));
    host_->setDrag(VtkHost::Drag::orbit);
    host_->setScene(scene_);
    column->addWidget(host_, 1);
    connect(host_, &VtkHost::hovered, this, [this](std::optional<ViewPoint> pos) {
      const auto cell = pos ? scene_->cellAt(*pos) : std::nullopt;
      scene_->setHovered(cell);
      tell(cell);
    });
    connect(host_, &VtkHost::clicked, this, [this](ViewPoint pos) {
      if (const auto cell = scene_->cellAt(pos)) explain().selection().setCells({scene_->grid(), {*cell}}, this);
    });
    connect(host_, &VtkHost::escaped, this, [this] { explain().selection().clear(this); });
    restyle();
  } else {
    auto* without = mutedLabel(room, tr("This screen has no OpenGL, which the landscape needs."));
    without->setAlignment(Qt::AlignCenter);
    column->addWidget(without, 1);
  }
  column->addWidget(figures_);
  body()->addWidget(room, 1);
  connect(&session.selection(), &LinkedSelection::cellsChanged, this, [this] {
    if (scene_) scene_->setSelection(explain().selection().cells().on(scene_->grid()).cells);
  });
}

QWidget* LandscapeInstrument::makeBar() {
  auto* bar = new QWidget(this);
  auto* row = new QHBoxLayout(bar);
  row->setContentsMargins(12, 0, 12, 4);
  row->setSpacing(6);
  class_ = pickList(bar, "landscapeClass", tr("Class whose score is the height"));
  source_ = pickList(bar, "landscapeSource", tr("Classifier whose scores are shown"));
  colour_ = pickList(bar, "landscapeColour", tr("Colour of the surface"));
  for (const QString& text : {tr("Colour: picture"), tr("Colour: winning class"), tr("Colour: score")}) colour_->addItem(text);
  camera_ = pickList(bar, "landscapeCamera", tr("Where one looks from"));
  const std::pair<QString, CameraPreset> presets[] = {{tr("From a corner"), CameraPreset::oblique},
                                                      {tr("From above"), CameraPreset::top},
                                                      {tr("From the front"), CameraPreset::front},
                                                      {tr("From the side"), CameraPreset::side}};
  for (const auto& [text, preset] : presets) camera_->addItem(text, static_cast<int>(preset));
  relief_ = new SliderField("landscapeRelief", tr("Relief"), {.low = 0.05, .high = 0.8, .step = 0.05, .standard = 0.35},
                            percentText, bar);
  relief_->setValue(0.35);
  relief_->setMaximumWidth(220);
  row->addWidget(class_);
  row->addWidget(source_);
  row->addWidget(colour_);
  row->addWidget(camera_);
  row->addStretch(1);
  row->addWidget(relief_, 1);
  for (QComboBox* list : {class_, source_, colour_})
    connect(list, &QComboBox::currentIndexChanged, this, &LandscapeInstrument::rebuild);
  connect(source_, &QComboBox::currentTextChanged, this, [this](const QString& text) { wanted_ = text; });
  connect(camera_, &QComboBox::activated, this, [this] {
    if (scene_) scene_->look(static_cast<CameraPreset>(camera_->currentData().toInt()));
  });
  connect(relief_, &SliderField::valueChanged, this, [this](double share) {
    if (scene_) scene_->setRelief(share);
  });
  return bar;
}

int LandscapeInstrument::classShown() const { return std::max(0, class_->currentIndex()); }
void LandscapeInstrument::setClass(int id) { class_->setCurrentIndex(id); }

void LandscapeInstrument::fillSources() {
  const QSignalBlocker quiet(source_);
  source_->clear();
  sources_.clear();
  const auto add = [this](Slot slot, MaskKind kind, const QString& text) {
    sources_.push_back({slot, kind});
    source_->addItem(text);
  };
  if (const auto trace = explain().trace(Slot::ssa)) {
    add(Slot::ssa, MaskKind::refined, tr("SSA"));
    if (trace->info().hasSsa) add(Slot::ssa, MaskKind::coarse, tr("SSA, coarse"));
  }
  if (explain().trace(Slot::baseline)) add(Slot::baseline, MaskKind::refined, tr("Baseline"));
  source_->setCurrentIndex(std::max(0, source_->findText(wanted_)));
}

void LandscapeInstrument::refresh() {
  fillSources();
  if (sources_.empty()) return;
  const auto trace = explain().trace(sources_[static_cast<std::size_t>(source_->currentIndex())].slot);
  const int classes = trace->info().classes;
  const bool same = class_->count() == classes && class_->currentIndex() >= 0;
  fillClasses(*class_, subject(), classes);
  if (!same) {
    const QSignalBlocker quiet(class_);
    class_->setCurrentIndex(classesByCells(*trace).front());
  }
  rebuild();
}

void LandscapeInstrument::forget() {
  heights_.clear();
  winners_ = {};
  if (scene_) scene_->setField({}, {}, {});
  figures_->setText({});
}

void LandscapeInstrument::rebuild() {
  if (sources_.empty() || class_->count() == 0) return;
  const Source& source = sources_[static_cast<std::size_t>(std::max(0, source_->currentIndex()))];
  const auto trace = explain().trace(source.slot);
  if (!trace) return;
  const FeatureRows logits = trace->logits(source.kind);
  const float* row = logits.row(std::min(classShown(), logits.rows - 1));
  heights_.assign(row, row + logits.columns);
  winners_ = trace->labelsAtStride(source.kind);
  tell({});
  if (!scene_) return;
  const auto [low, high] = std::minmax_element(heights_.begin(), heights_.end());
  const Palette palette = subject().labels.palette();
  std::vector<Rgb> colours;
  for (std::size_t cell = 0; cell < heights_.size(); ++cell) {
    const std::uint8_t id = winners_.labels()[cell];
    switch (colour_->currentIndex()) {
      case ClassColours:
        colours.push_back(id < palette.size() ? palette[id] : Rgb{140, 146, 156});
        break;
      case ScoreColours: {
        const float range = std::max(*high - *low, 1e-6F);
        colours.push_back(heatColours()[static_cast<std::size_t>(std::lround(255 * (heights_[cell] - *low) / range))]);
        break;
      }
      default:
        colours.push_back(meanColour(*subject().image, trace->pixelsOf(static_cast<int>(cell))));
    }
  }
  scene_->setField(trace->info().cells, heights_, colours);
  scene_->setSelection(explain().selection().cells().on(scene_->grid()).cells);
  Legend legend;
  if (colour_->currentIndex() == ScoreColours) {
    legend.ramp = {tr("Score").toStdString(),
                   {},
                   QLocale().toString(*low, 'f', 1).toStdString(),
                   QLocale().toString(*high, 'f', 1).toStdString()};
    for (std::size_t i = 0; i <= 16; ++i) legend.ramp->colours.push_back(heatColours()[std::min<std::size_t>(255, i * 16)]);
  } else if (colour_->currentIndex() == ClassColours) {
    Legend::Group group{tr("Wins").toStdString(), {}};
    std::array<bool, 256> there{};
    for (const std::uint8_t id : winners_.labels()) there[id] = true;
    for (std::size_t id = 0; id < palette.size(); ++id)
      if (there[id])
        group.items.push_back({GlyphShape::square, palette[id], subject().className(static_cast<int>(id)).toStdString()});
    legend.groups.push_back(std::move(group));
    legend.more = tr("%1 more").toStdString();
  }
  scene_->setLegend(std::move(legend));
}

void LandscapeInstrument::tell(std::optional<std::int32_t> cell) {
  if (heights_.empty()) return figures_->setText({});
  const QLocale locale;
  const QString name = subject().className(classShown());
  if (!cell || static_cast<std::size_t>(*cell) >= heights_.size()) {
    const auto [low, high] = std::minmax_element(heights_.begin(), heights_.end());
    return figures_->setText(
        tr("Score of %1: %2 to %3").arg(name, locale.toString(*low, 'f', 2), locale.toString(*high, 'f', 2)));
  }
  figures_->setText(tr("Score of %1 %2 · %3 wins here")
                        .arg(name, locale.toString(heights_[static_cast<std::size_t>(*cell)], 'f', 2),
                             subject().className(winners_.labels()[static_cast<std::size_t>(*cell)])));
}

void LandscapeInstrument::restyle() {
  const Theme& theme = Theme::current();
  if (scene_) scene_->setStyle({rgbFrom(theme.field), rgbFrom(theme.text), rgbFrom(theme.muted)});
}

void LandscapeInstrument::changeEvent(QEvent* event) {
  if (event->type() == QEvent::PaletteChange) restyle();
  Instrument::changeEvent(event);
}

Instrument* makeLandscapeInstrument(ExplainSession& session, QWidget* parent) { return new LandscapeInstrument(session, parent); }

}  // namespace ssa

#include "moc_landscape_instrument.cpp"

#include "widgets/explain/map_panel.h"

#include <QEvent>
#include <QLabel>
#include <QLocale>
#include <QToolTip>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "viz/scene/scatter_scene.h"
#include "widgets/canvas/heat_colours.h"
#include "widgets/controls/controls.h"
#include "widgets/controls/elided_label.h"
#include "widgets/explain/prototype_text.h"
#include "widgets/gl/vtk_host.h"
#include "widgets/theme/theme.h"

namespace ssa {
namespace {

constexpr Rgb kRight{0, 114, 178}, kWrong{213, 94, 0};

Rgb rgbOf(const QColor& colour) {
  return {static_cast<std::uint8_t>(colour.red()), static_cast<std::uint8_t>(colour.green()),
          static_cast<std::uint8_t>(colour.blue())};
}

GlyphShape shapeOf(PrototypeKind kind) {
  switch (kind) {
    case PrototypeKind::fixed:
      return GlyphShape::square;
    case PrototypeKind::coarseCentre:
      return GlyphShape::diamond;
    case PrototypeKind::semantic:
      return GlyphShape::triangleUp;
    case PrototypeKind::spatial:
      return GlyphShape::triangleDown;
    case PrototypeKind::joint:
      return GlyphShape::star;
    default:
      return GlyphShape::hexagon;  // the teacher's
  }
}

// What an adapted prototype comes from, on the same map.
std::optional<PrototypeKind> trailFrom(PrototypeKind kind, bool semantic) {
  switch (kind) {
    case PrototypeKind::coarseCentre:
      return semantic ? std::nullopt : std::optional(PrototypeKind::fixed);
    case PrototypeKind::semantic:
      return PrototypeKind::fixed;
    case PrototypeKind::teacherJoint:
      return PrototypeKind::joint;
    default:
      return {};
  }
}

}  // namespace

MapPanel::MapPanel(Slot slot, QWidget* parent)
    : QWidget(parent), slot_(slot), title_(new ElidedLabel(this)), figures_(mutedLabel(this)) {
  const bool baseline = slot == Slot::baseline;
  named(this, baseline ? "mapBaseline" : "mapSsa", slotTitle(slot));
  named(title_, baseline ? "mapBaselineTitle" : "mapSsaTitle", tr("Model of the map"));
  named(figures_, baseline ? "mapBaselineFigures" : "mapSsaFigures", tr("Figures of the map"));
  title_->setStrong(true);
  title_->setMode(Qt::ElideRight);
  figures_->setWordWrap(true);
  figures_->setMinimumHeight(2 * fontMetrics().lineSpacing());
  figures_->setAlignment(Qt::AlignTop | Qt::AlignLeft);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(3);
  column->addWidget(title_);
  if (VtkHost::isAvailable()) {
    scene_ = std::make_shared<ScatterScene>();
    host_ = named(new VtkHost(this), baseline ? "mapBaselineView" : "mapSsaView",
                  tr("Map of pixel features, %1").arg(slotTitle(slot)));
    host_->setScene(scene_);
    column->addWidget(host_, 1);
    connect(host_, &VtkHost::lassoed, this, [this](const std::vector<ViewPoint>& lasso, Qt::KeyboardModifiers modifiers) {
      if (!side_.points) return;
      CellSet chosen{side_.points->info.cells, {}};
      for (const std::int32_t row : scene_->pointsInside(lasso))
        chosen.cells.push_back(side_.points->cells[static_cast<std::size_t>(row)]);
      Q_EMIT lassoed(chosen, modifiers);
    });
    connect(host_, &VtkHost::escaped, this, &MapPanel::cleared);
    connect(host_, &VtkHost::cameraMoved, this, &MapPanel::cameraMoved);
    connect(host_, &VtkHost::clicked, this, [this](ViewPoint pos) {
      const auto glyph = scene_->glyphAt(pos);
      if (glyph)
        Q_EMIT prototypeClicked(scene_->glyphs()[static_cast<std::size_t>(*glyph)].tag);
      else if (!scene_->pointAt(pos))
        Q_EMIT cleared();
    });
    connect(host_, &VtkHost::hovered, this, [this](std::optional<ViewPoint> pos) {
      const auto glyph = pos ? scene_->glyphAt(*pos) : std::nullopt;
      scene_->setHoveredGlyph(glyph);
      scene_->setHovered(pos && !glyph ? scene_->pointAt(*pos) : std::nullopt);
      const QString text = pos ? describe(*pos) : QString();
      if (text.isEmpty())
        QToolTip::hideText();
      else
        QToolTip::showText(host_->mapToGlobal(host_->toWidget(*pos).toPoint() + QPoint(14, 14)), text, host_);
    });
    restyle();
  } else {
    auto* without = mutedLabel(this, tr("This screen has no OpenGL; the figures below and the export remain."));
    without->setWordWrap(true);
    without->setAlignment(Qt::AlignCenter);
    column->addWidget(without, 1);
  }
  column->addWidget(figures_);
}

void MapPanel::setSubject(const ExplainSubject& subject) {
  subject_ = subject;
  const auto& model = subject.model(slot_);
  title_->setText(model ? QStringLiteral("%1 · %2").arg(slotTitle(slot_), QString::fromStdString(model->info().title()))
                        : slotTitle(slot_));
}

void MapPanel::setSide(const MapRun::Side& side, MapRun::State state, int iterations) {
  const bool another = side.points != side_.points;
  side_ = side;
  state_ = state;
  iterations_ = iterations;
  figures_->setText(figures());
  if (!scene_) return;
  if (!side_.points || !side_.map) {
    scene_->setPoints({}, 2);
    scene_->setGlyphs({}, {});
    return;
  }
  const auto dimensions = static_cast<std::size_t>(side_.map->dimensions);
  const std::span<const float> all = side_.map->positions;
  scene_->setPoints(all.first(side_.points->cells.size() * dimensions), side_.map->dimensions);
  host_->setDrag(dimensions == 3 ? VtkHost::Drag::orbit : VtkHost::Drag::lasso);
  placeGlyphs();
  if (another) {
    recolour();
    scene_->fit();
  }
}

QString MapPanel::figures() const {
  if (!side_.points) return state_ == MapRun::State::running ? tr("Gathering points…") : QString();
  const QLocale locale;
  QStringList words{tr("%1 cells").arg(locale.toString(static_cast<qlonglong>(side_.points->cells.size())))};
  if (side_.facts && side_.facts->perplexity < side_.facts->perplexityAsked)
    words += tr("perplexity %1, as many as the points allow").arg(locale.toString(side_.facts->perplexity, 'g', 3));
  if (!side_.map) return words.join(QStringLiteral(" · "));
  if (side_.map->iteration == 0)
    words += tr("principal components");
  else
    words += tr("iteration %1 of %2").arg(side_.map->iteration).arg(iterations_);
  if (side_.quality && side_.map->iteration > 0)
    words += tr("KL %1").arg(locale.toString(side_.quality->divergence, 'f', 3));
  else if (side_.map->divergence)
    words += tr("KL %1").arg(locale.toString(*side_.map->divergence, 'f', 3));
  if (side_.quality)
    words += tr("%1 % of the %2 nearest neighbours kept")
                 .arg(std::lround(100 * side_.quality->preservation))
                 .arg(side_.quality->preservationNeighbours);
  return words.join(QStringLiteral(" · "));
}

void MapPanel::setColouring(MapColour colour, const std::vector<bool>& visible) {
  colour_ = colour;
  visible_ = visible;
  recolour();
}

void MapPanel::setPointLook(double size_px, double alpha) {
  if (scene_) scene_->setPointLook(size_px, alpha);
}

void MapPanel::recolour() {
  if (!scene_ || !side_.points) return;
  const MapPoints& points = *side_.points;
  const auto shownOnly = [this](std::uint8_t id) { return id < visible_.size() && !visible_[id] ? kNoColour : id; };
  std::vector<std::uint8_t> colours;
  switch (colour_) {
    case MapColour::prediction:
    case MapColour::truth:
      for (const std::uint8_t id : colour_ == MapColour::truth && !points.truth.empty() ? points.truth : points.predicted)
        colours.push_back(shownOnly(id));
      scene_->setColours(colours, subject_.labels.palette());
      break;
    case MapColour::correctness:
      for (std::size_t i = 0; i < points.predicted.size(); ++i)
        colours.push_back(points.truth.empty() || points.truth[i] == kIgnore ? kNoColour
                          : points.truth[i] == points.predicted[i]           ? std::uint8_t{0}
                                                                             : std::uint8_t{1});
      scene_->setColours(colours, {kRight, kWrong});
      break;
    case MapColour::confidence:
      scene_->setScalars(points.confidence, 0, 1, heatColours());
      break;
  }
  refreshLegend();
}

void MapPanel::placeGlyphs() {
  const MapPoints& points = *side_.points;
  const Palette palette = subject_.labels.palette();
  const auto dimensions = static_cast<std::size_t>(side_.map->dimensions);
  std::vector<ScatterGlyph> glyphs;
  for (std::size_t i = 0; i < points.prototypes.size(); ++i) {
    const MapPoints::Prototype& one = points.prototypes[i];
    ScatterGlyph glyph;
    for (std::size_t k = 0; k < dimensions; ++k)
      glyph.position[k] = side_.map->positions[(points.cells.size() + i) * dimensions + k];
    glyph.shape = shapeOf(one.kind);
    glyph.colour = static_cast<std::size_t>(one.classId) < palette.size() ? palette[static_cast<std::size_t>(one.classId)]
                                                                          : Rgb{140, 146, 156};
    glyph.tag = one.classId;
    glyphs.push_back(glyph);
  }
  std::vector<std::pair<int, int>> trails;
  const bool semantic = std::any_of(points.prototypes.begin(), points.prototypes.end(),
                                    [](const auto& one) { return one.kind == PrototypeKind::semantic; });
  for (std::size_t i = 0; i < points.prototypes.size(); ++i) {
    const auto from = trailFrom(points.prototypes[i].kind, semantic);
    if (!from) continue;
    for (std::size_t j = 0; j < points.prototypes.size(); ++j)
      if (points.prototypes[j].kind == *from && points.prototypes[j].classId == points.prototypes[i].classId)
        trails.emplace_back(static_cast<int>(j), static_cast<int>(i));
  }
  scene_->setGlyphs(std::move(glyphs), std::move(trails));
}

void MapPanel::refreshLegend() {
  const MapPoints& points = *side_.points;
  Legend legend;
  legend.more = tr("%1 more").toStdString();
  const Rgb plain = rgbOf(Theme::current().muted);
  if (colour_ == MapColour::confidence) {
    legend.ramp = {tr("Confidence").toStdString(), {}, "0", "1"};
    for (std::size_t i = 0; i <= 16; ++i) legend.ramp->colours.push_back(heatColours()[std::min<std::size_t>(255, i * 16)]);
  } else if (colour_ == MapColour::correctness) {
    legend.groups.push_back({tr("Against truth").toStdString(),
                             {{GlyphShape::disc, kRight, tr("right").toStdString()},
                              {GlyphShape::disc, kWrong, tr("wrong").toStdString()},
                              {GlyphShape::disc, {140, 146, 156}, tr("ignored").toStdString()}}});
  } else {
    // The classes that are there, the most frequent first.
    std::array<int, 256> counts{};
    for (const std::uint8_t id : colour_ == MapColour::truth && !points.truth.empty() ? points.truth : points.predicted)
      ++counts[id];
    std::vector<int> present;
    for (int id = 0; id < kIgnore; ++id)
      if (counts[static_cast<std::size_t>(id)] > 0) present.push_back(id);
    std::stable_sort(present.begin(), present.end(),
                     [&](int a, int b) { return counts[static_cast<std::size_t>(a)] > counts[static_cast<std::size_t>(b)]; });
    Legend::Group group{(colour_ == MapColour::truth ? tr("Truth") : tr("Prediction")).toStdString(), {}};
    const Palette palette = subject_.labels.palette();
    for (const int id : present)
      group.items.push_back({GlyphShape::disc,
                             static_cast<std::size_t>(id) < palette.size() ? palette[static_cast<std::size_t>(id)] : plain,
                             subject_.className(id).toStdString()});
    legend.groups.push_back(std::move(group));
  }
  Legend::Group kinds{tr("Prototypes").toStdString(), {}};
  for (std::size_t i = 0; i < points.prototypes.size(); ++i)
    if (i == 0 || points.prototypes[i].kind != points.prototypes[i - 1].kind)
      kinds.items.push_back({shapeOf(points.prototypes[i].kind), plain, prototypeTitle(points.prototypes[i].kind).toStdString()});
  if (!kinds.items.empty()) legend.groups.insert(legend.groups.begin(), std::move(kinds));
  scene_->setLegend(std::move(legend));
}

void MapPanel::setSelection(const CellSet& cells) {
  if (!scene_ || !side_.points) return;
  std::vector<std::int32_t> rows;
  for (const std::int32_t cell : cells.on(side_.points->info.cells).cells)
    if (const int row = side_.points->rowOf(cell); row >= 0) rows.push_back(row);
  scene_->setSelection(rows);
}

QString MapPanel::describe(ViewPoint pos) {
  if (!scene_ || !side_.points) return {};
  const MapPoints& points = *side_.points;
  if (const auto glyph = scene_->glyphAt(pos)) {
    const MapPoints::Prototype& one = points.prototypes[static_cast<std::size_t>(*glyph)];
    return tr("%1 of %2").arg(prototypeTitle(one.kind), subject_.className(one.classId));
  }
  const auto point = scene_->pointAt(pos);
  if (!point) return {};
  const auto row = static_cast<std::size_t>(*point);
  QStringList words{
      tr("cell %1, %2").arg(points.cells[row] % points.info.cells.width).arg(points.cells[row] / points.info.cells.width),
      tr("predicted %1, %2 % sure")
          .arg(subject_.className(points.predicted[row]))
          .arg(std::lround(100 * points.confidence[row]))};
  if (!points.truth.empty())
    words += points.truth[row] == kIgnore ? tr("truth ignored") : tr("truth %1").arg(subject_.className(points.truth[row]));
  return words.join(QStringLiteral(" · "));
}

QImage MapPanel::grab() { return host_ ? host_->grabFramebuffer() : QImage(); }

void MapPanel::restyle() {
  const Theme& theme = Theme::current();
  if (scene_) scene_->setStyle({rgbOf(theme.field), rgbOf(theme.text), rgbOf(theme.muted)});
}

void MapPanel::changeEvent(QEvent* event) {
  if (event->type() == QEvent::PaletteChange && scene_) {
    restyle();
    if (side_.points) refreshLegend();
  }
  QWidget::changeEvent(event);
}

}  // namespace ssa

#include "moc_map_panel.cpp"

#include "widgets/explain/map_panel.h"

#include <QEvent>
#include <QFileInfo>
#include <QLabel>
#include <QLocale>
#include <QToolTip>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <utility>

#include "viz/scene/scatter_scene.h"
#include "widgets/controls/controls.h"
#include "widgets/controls/elided_label.h"
#include "widgets/explain/prototype_text.h"
#include "widgets/gl/vtk_host.h"
#include "widgets/theme/theme.h"

namespace ssa {
namespace {

constexpr float kSmallGlyph = 0.62F;                  // of several pictures: one of many

Rgb rgbOf(const QColor& colour) {
  return {static_cast<std::uint8_t>(colour.red()), static_cast<std::uint8_t>(colour.green()),
          static_cast<std::uint8_t>(colour.blue())};
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

// A line ends behind the dot.
QString between() { return QStringLiteral("\u00a0· "); }

QString nameOf(const MapPoints::Picture& picture) { return QFileInfo(QString::fromStdString(picture.path)).completeBaseName(); }

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
    makeScene();
    column->addWidget(host_, 1);
  } else {
    auto* without = mutedLabel(this, tr("This screen has no OpenGL; the figures below and the export remain."));
    without->setWordWrap(true);
    without->setAlignment(Qt::AlignCenter);
    column->addWidget(without, 1);
  }
  column->addWidget(figures_);
}

void MapPanel::makeScene() {
  scene_ = std::make_shared<ScatterScene>();
  host_ = named(new VtkHost(this), slot_ == Slot::baseline ? "mapBaselineView" : "mapSsaView",
                tr("Map of pixel features, %1").arg(slotTitle(slot_)));
  host_->setScene(scene_);
  connect(host_, &VtkHost::lassoed, this, [this](const std::vector<ViewPoint>& lasso, Qt::KeyboardModifiers modifiers) {
    if (side_.points) Q_EMIT lassoed(scene_->pointsInside(lasso), modifiers);
  });
  connect(host_, &VtkHost::escaped, this, &MapPanel::cleared);
  connect(host_, &VtkHost::cameraMoved, this, &MapPanel::cameraMoved);
  connect(host_, &VtkHost::clicked, this, [this](ViewPoint pos) {
    const auto glyph = scene_->glyphAt(pos);
    const auto point = glyph ? std::nullopt : scene_->pointAt(pos);
    if (glyph)
      Q_EMIT prototypeClicked(scene_->glyphs()[static_cast<std::size_t>(*glyph)].tag);
    else if (point)
      Q_EMIT pointClicked(*point);
    else
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
}

void MapPanel::setSubject(const ExplainSubject& subject) {
  subject_ = subject;
  const auto& model = subject.model(slot_);
  title_->setText(model ? QStringLiteral("%1 · %2").arg(slotTitle(slot_), QString::fromStdString(model->info().title()))
                        : slotTitle(slot_));
}

void MapPanel::setSide(const MapRun::Side& side, MapRun::State state, int iterations, const QString& waiting) {
  side_ = side;
  state_ = state;
  iterations_ = iterations;
  waiting_ = waiting;
  figures_->setText(figures());
  if (!scene_) return;
  if (!side_.points || !side_.map) {
    scene_->setPoints({}, 2);
    scene_->setGlyphs({}, {});
    scene_->setLegend({});
    drawn_.reset();
    return;
  }
  const auto dimensions = static_cast<std::size_t>(side_.map->dimensions);
  const std::span<const float> all = side_.map->positions;
  scene_->setPoints(all.first(side_.points->cells.size() * dimensions), side_.map->dimensions);
  host_->setDrag(dimensions == 3 ? VtkHost::Drag::orbit : VtkHost::Drag::lasso);
  auto [glyphs, trails] = shapes();
  scene_->setGlyphs(std::move(glyphs), std::move(trails));
  if (std::exchange(drawn_, side_.points) != side_.points) {
    recolour();
    scene_->fit();
  }
}

QString MapPanel::figures() const {
  if (!side_.points) return waiting_;
  const QLocale locale;
  const QString cells = locale.toString(static_cast<qlonglong>(side_.points->cells.size()));
  QStringList words{
      side_.points->pictures.size() > 1
          ? tr("%1 cells of %2 pictures").arg(cells, locale.toString(static_cast<qlonglong>(side_.points->pictures.size())))
          : tr("%1 cells").arg(cells)};
  if (side_.facts && side_.facts->perplexity < side_.facts->perplexityAsked)
    words += tr("perplexity %1, as many as the points allow").arg(locale.toString(side_.facts->perplexity, 'g', 3));
  if (!side_.map) return words.join(between());
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
  if (side_.facts && side_.facts->forceErrorSample > 0)
    words += tr("force error %1 %").arg(locale.toString(100 * side_.facts->forceError, 'g', 2));
  return words.join(between());
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
  paintMap(*scene_, *side_.points, colour_, visible_, subject_.labels.palette());
  scene_->setLegend(legendOfMap(*side_.points, colour_, subject_, rgbOf(Theme::current().muted)));
}

void MapPanel::setMoved(std::map<int, std::array<float, 2>> moved) {
  moved_ = std::move(moved);
  if (!scene_ || !side_.points || !side_.map) return;
  auto [glyphs, trails] = shapes();
  scene_->moveGlyphs(std::move(glyphs), std::move(trails));
}

std::pair<std::vector<ScatterGlyph>, std::vector<std::pair<int, int>>> MapPanel::shapes() const {
  const MapPoints& points = *side_.points;
  const Palette palette = subject_.labels.palette();
  const auto dimensions = static_cast<std::size_t>(side_.map->dimensions);
  const bool alone = points.pictures.size() <= 1;
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
    glyph.size = alone || one.picture < 0 ? 1 : kSmallGlyph;
    glyphs.push_back(glyph);
  }
  std::vector<std::pair<int, int>> trails;
  const bool semantic = std::any_of(points.prototypes.begin(), points.prototypes.end(),
                                    [](const auto& one) { return one.kind == PrototypeKind::semantic; });
  for (std::size_t i = 0; alone && i < points.prototypes.size(); ++i) {
    const auto from = trailFrom(points.prototypes[i].kind, semantic);
    if (!from) continue;
    for (std::size_t j = 0; j < points.prototypes.size(); ++j)
      if (points.prototypes[j].kind == *from && points.prototypes[j].classId == points.prototypes[i].classId)
        trails.emplace_back(static_cast<int>(j), static_cast<int>(i));
  }
  // A moved one stands where the hand put it; a small one stays behind where it was.
  for (const auto& [prototype, place] : moved_) {
    if (prototype >= static_cast<int>(points.prototypes.size()) || dimensions != 2) continue;
    ScatterGlyph& glyph = glyphs[static_cast<std::size_t>(prototype)];
    ScatterGlyph origin = glyph;
    origin.size = kSmallGlyph;
    glyph.position = {place[0], place[1], 0};
    glyphs.push_back(origin);
    trails.emplace_back(static_cast<int>(glyphs.size()) - 1, prototype);
  }
  return {std::move(glyphs), std::move(trails)};
}

void MapPanel::setChosen(const std::vector<std::int32_t>& rows) {
  if (scene_) scene_->setSelection(rows);
}

QString MapPanel::describe(ViewPoint pos) {
  if (!scene_ || !side_.points) return {};
  const MapPoints& points = *side_.points;
  const bool alone = points.pictures.size() <= 1;
  if (const auto glyph = scene_->glyphAt(pos)) {
    if (*glyph >= static_cast<int>(points.prototypes.size())) return tr("Where the descent put it");
    const MapPoints::Prototype& one = points.prototypes[static_cast<std::size_t>(*glyph)];
    QStringList words{tr("%1 of %2").arg(prototypeTitle(one.kind), subject_.className(one.classId))};
    if (!alone && one.picture >= 0) words += nameOf(points.pictures[static_cast<std::size_t>(one.picture)]);
    if (hint_) words += hint_(one);
    words.removeAll(QString());
    return words.join(QStringLiteral(" · "));
  }
  const auto point = scene_->pointAt(pos);
  if (!point) return {};
  const auto row = static_cast<std::size_t>(*point);
  const auto [picture, cell] = points.placeOf(row);
  const MapPoints::Picture& own = points.pictures[static_cast<std::size_t>(picture)];
  QStringList words;
  if (!alone) words += nameOf(own);
  words += tr("cell %1, %2").arg(cell % own.grid.width).arg(cell / own.grid.width);
  words +=
      tr("predicted %1, %2 % sure").arg(subject_.className(points.predicted[row])).arg(std::lround(100 * points.confidence[row]));
  if (!points.truth.empty())
    words += points.truth[row] == kIgnore ? tr("truth ignored") : tr("truth %1").arg(subject_.className(points.truth[row]));
  if (!alone && QFileInfo(QString::fromStdString(own.path)) != QFileInfo(subject_.path)) words += tr("click: open this picture");
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
    recolour();
  }
  QWidget::changeEvent(event);
}

}  // namespace ssa

#include "moc_map_panel.cpp"

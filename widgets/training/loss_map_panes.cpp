#include "widgets/training/loss_map_panes.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <utility>

namespace ssa {
namespace {

QString scoreWords(float value, const QString& unit) {
  return QStringLiteral("%1 %2").arg(QLocale().toString(static_cast<double>(value), 'g', 3), unit).trimmed();
}

Point cellUnder(Size size, QPointF place) {
  return {std::clamp(static_cast<int>(place.x() * size.width), 0, size.width - 1),
          std::clamp(static_cast<int>(place.y() * size.height), 0, size.height - 1)};
}

class LossMapPanes {
  Q_DECLARE_TR_FUNCTIONS(LossMapPanes)

 public:
  explicit LossMapPanes(LossMapSetPtr set) : set_(std::move(set)), shape_(set_->maps.picture.width, set_->maps.picture.height) {}

  MapPane picture() const {
    return {set_->picture, shape_, {}, {}, [shape = shape_](QPointF place) {
              return QStringLiteral("%1, %2")
                  .arg(static_cast<int>(place.x() * shape.width()))
                  .arg(static_cast<int>(place.y() * shape.height()));
            }};
  }
  MapPane classes(const QImage& image, LabelMap LossMaps::*map) const {
    return {image, shape_, {}, {}, [set = set_, map](QPointF place) {
              const LabelMap& labels = set->maps.*map;
              const std::uint8_t id = labels.at(cellUnder(labels.size(), place));
              if (id == kIgnore) return tr("ignored");
              const auto& known = set->labels.classes;
              return id < known.size() ? QString::fromStdString(known[id].name) : QString::number(id);
            }};
  }
  MapPane heat(const QImage& image, ScoreRange range, const QString& unit, ScoreMap LossMaps::*map) const {
    return {image,
            shape_,
            MapPane::Heat{scoreWords(range.low, {}), scoreWords(range.high, unit)},
            {},
            [set = set_, map, unit](QPointF place) {
              const Point cell = cellUnder(set->maps.truth.size(), place);
              if (set->maps.truth.at(cell) == kIgnore) return tr("ignored");
              return scoreWords((set->maps.*map).at(cell), unit);
            }};
  }
  MapPane edges() const {
    return {set_->edges,
            shape_,
            {},
            {{QColor(kEdgeColour), tr("boundary")}, {QColor(kInsideColour), tr("inside")}},
            [set = set_](QPointF place) {
              const Point cell = cellUnder(set->maps.truth.size(), place);
              if (set->maps.truth.at(cell) == kIgnore) return tr("ignored");
              return set->maps.edges.at(cell) != 0 ? tr("boundary") : tr("inside");
            }};
  }
  static QString nats() { return tr("nats"); }

 private:
  LossMapSetPtr set_;
  QSize shape_;
};

}  // namespace

std::array<MapPane, kLossMapPanes> lossMapPanes(const LossMapSetPtr& set) {
  const LossMapPanes panes(set);
  const QString nats = LossMapPanes::nats();
  return {panes.picture(),
          panes.classes(set->truth, &LossMaps::truth),
          panes.classes(set->student, &LossMaps::student),
          panes.classes(set->teacher, &LossMaps::teacher),
          panes.heat(set->entropy, set->entropyRange, nats, &LossMaps::entropy),
          panes.edges(),
          panes.heat(set->distillation, set->distillationRange, nats, &LossMaps::distillation),
          panes.heat(set->share, set->shareRange, {}, &LossMaps::share)};
}

}  // namespace ssa

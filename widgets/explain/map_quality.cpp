#include "widgets/explain/map_quality.h"

#include <QHeaderView>
#include <QLocale>

#include <cmath>

#include "widgets/controls/controls.h"
#include "widgets/explain/prototype_text.h"

namespace ssa {
namespace {

constexpr int kLine_px = 24;

QString figureText(double value, int digits) {
  return std::isfinite(value) ? QLocale().toString(value, 'f', digits) : QStringLiteral("–");
}

}  // namespace

MapQuality::MapQuality(QWidget* parent) : QTableWidget(2, 7, parent) {
  named(this, "mapQuality", tr("Quality of the clusters in feature space"));
  setHorizontalHeaderLabels({tr("In the space"), tr("Silhouette ↑"), tr("Davies–B. ↓"), tr("Separation ↑"), tr("To own ↓"),
                             tr("To other ↑"), tr("Own first ↑")});
  const QString tips[] = {tr("Taken in the feature space, by the truth where there is one, else by the prediction"),
                          tr("How much nearer a cell is to its own class than to the next; −1 to 1"),
                          tr("Spread of the classes over the distance of their means, worst partner; 0 is best"),
                          tr("Scatter of the class means over scatter within the classes"),
                          tr("Mean distance of cells to the prototype of their class, in their own picture"),
                          tr("Mean distance of cells to the nearest prototype of another class, in their own picture"),
                          tr("Share of the cells whose nearest prototype is their own")};
  for (int i = 0; i < 7; ++i) horizontalHeaderItem(i)->setToolTip(tips[i]);
  verticalHeader()->hide();
  verticalHeader()->setDefaultSectionSize(kLine_px);
  horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
  horizontalHeader()->setHighlightSections(false);
  setEditTriggers(QAbstractItemView::NoEditTriggers);
  setSelectionMode(QAbstractItemView::NoSelection);
  setFocusPolicy(Qt::TabFocus);
  setTabKeyNavigation(false);
  setShowGrid(false);
  setFixedHeight(kLine_px * 2 + 30);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
}

void MapQuality::setSide(Slot slot, const std::optional<ClusterQuality>& quality, bool shown) {
  const int row = static_cast<int>(slot);
  QStringList texts{slotTitle(slot), {}, {}, {}, {}, {}, {}};
  if (quality)
    texts = {
        slotTitle(slot),
        figureText(quality->silhouette, 3),
        figureText(quality->daviesBouldin, 2),
        figureText(quality->betweenToWithin, 2),
        figureText(quality->ownPrototype, 3),
        figureText(quality->otherPrototype, 3),
        std::isfinite(quality->nearestIsOwn) ? tr("%1 %").arg(figureText(100 * quality->nearestIsOwn, 1)) : QStringLiteral("–")};
  for (int column = 0; column < texts.size(); ++column) {
    QTableWidgetItem* cell = item(row, column);
    if (!cell) setItem(row, column, cell = new QTableWidgetItem);
    cell->setText(texts[column]);
    cell->setTextAlignment((column == 0 ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
  }
  setRowHidden(row, !shown);
}

}  // namespace ssa

#include "moc_map_quality.cpp"

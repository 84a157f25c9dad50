#include "widgets/explain/quiet_table.h"

#include <QHeaderView>
#include <QLocale>
#include <QTableWidget>

#include "widgets/controls/controls.h"

namespace ssa {
namespace {

constexpr int kNumberRole = Qt::UserRole + 100;

class NumberItem : public QTableWidgetItem {
 public:
  using QTableWidgetItem::QTableWidgetItem;
  bool operator<(const QTableWidgetItem& other) const override {
    return data(kNumberRole).toDouble() < other.data(kNumberRole).toDouble();
  }
};

QTableWidgetItem* placeItem(QTableWidget& table, int row, int column, QTableWidgetItem* item) {
  item->setTextAlignment((column == 0 ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
  table.setItem(row, column, item);
  return item;
}

}  // namespace

QTableWidget* quietTable(QWidget* parent, const char* name, const QString& spoken) {
  auto* table = named(new QTableWidget(parent), name, spoken);
  table->setEditTriggers(QAbstractItemView::NoEditTriggers);
  table->setSelectionBehavior(QAbstractItemView::SelectRows);
  table->setSelectionMode(QAbstractItemView::SingleSelection);
  table->setShowGrid(false);
  table->setAlternatingRowColors(true);
  table->setWordWrap(false);
  table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
  table->verticalHeader()->hide();
  table->verticalHeader()->setDefaultSectionSize(table->fontMetrics().height() + 8);
  table->horizontalHeader()->setHighlightSections(false);
  return table;
}

void setHeads(QTableWidget& table, const QStringList& heads) {
  table.setColumnCount(static_cast<int>(heads.size()));
  table.setHorizontalHeaderLabels(heads);
  for (int column = 0; column < table.columnCount(); ++column)
    table.horizontalHeaderItem(column)->setTextAlignment((column == 0 ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
  table.horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
  table.horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
}

void shareRoom(QTableWidget& table) {
  table.horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
  table.horizontalHeader()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
}

QTableWidgetItem* putCell(QTableWidget& table, int row, int column, const QString& text) {
  return placeItem(table, row, column, new QTableWidgetItem(text));
}

QTableWidgetItem* putNumber(QTableWidget& table, int row, int column, double value, const QString& text) {
  auto* item = new NumberItem(text);
  item->setData(kNumberRole, value);
  return placeItem(table, row, column, item);
}

QString numberText(const std::optional<double>& value, int digits) {
  return value ? QLocale().toString(*value, 'f', digits) : QStringLiteral("–");
}

QString changeText(const std::optional<double>& value, int digits) {
  return value && *value > 0 ? QLatin1Char('+') + numberText(value, digits) : numberText(value, digits);
}

}  // namespace ssa

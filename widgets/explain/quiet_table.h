#pragma once

#include <QString>
#include <QStringList>

#include <optional>

class QTableWidget;
class QTableWidgetItem;
class QWidget;

namespace ssa {

// The one look of the instruments' tables: read only, rows as a whole, no grid, every other row shaded.

QTableWidget* quietTable(QWidget* parent, const char* name, const QString& spoken);
/// Names the columns; the first is read from the left and takes the room that is left.
void setHeads(QTableWidget& table, const QStringList& heads);
/// The first column takes what it needs, the others share the room: for tables of figures.
void shareRoom(QTableWidget& table);
/// Puts a cell; all but the first column are read from the right.
QTableWidgetItem* putCell(QTableWidget& table, int row, int column, const QString& text);
/// A cell that is sorted by its number when its column's head is clicked.
QTableWidgetItem* putNumber(QTableWidget& table, int row, int column, double value, const QString& text);

/// In the user's locale, or a dash.
QString numberText(const std::optional<double>& value, int digits);
/// With its sign in front.
QString changeText(const std::optional<double>& value, int digits);

}  // namespace ssa

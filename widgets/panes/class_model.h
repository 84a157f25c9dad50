#pragma once

#include <QAbstractTableModel>

#include <optional>

#include "app/session/view_kind.h"

namespace ssa {

class ClassShares;
class Session;
class ViewState;

/// The classes as rows: eye, colour, name, share of the pixels in the active view and in the truth.
class ClassModel : public QAbstractTableModel {
  Q_OBJECT

 public:
  enum Column { Eye, Colour, Name, Share, Truth, Columns };
  /// SortRole is a number or text to sort by; ColourRole a QColor.
  enum Role { SortRole = Qt::UserRole + 1, ColourRole, VisibleRole };

  ClassModel(Session& session, ViewState& state, ClassShares& shares, QObject* parent);

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

 private:
  void rebuild();
  void refresh();
  std::optional<double> share(int id, Column column) const;

  Session& session_;
  ViewState& state_;
  ClassShares& shares_;
  int rows_ = 0;
};

}  // namespace ssa

#pragma once

#include <QWidget>

#include "widgets/panes/pane.h"

class QComboBox;
class QLineEdit;
class QSortFilterProxyModel;
class QStackedWidget;
class QTableView;

namespace ssa {

class ClassModel;
class EmptyHint;

/// The classes: eye, colour, name, pixel shares; filter, palette, solo.
class ClassesPane : public QWidget {
  Q_OBJECT

 public:
  ClassesPane(const PaneContext& context, QWidget* parent);
  void focusFilter();

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  void refresh();
  void clicked(const QModelIndex& index);
  void toggleVisible(int id, bool solo);
  void chooseColour(int id);
  void showMenu(const QPoint& pos_in_table);
  int classAt(const QModelIndex& index) const;

  Session& session_;
  ClassModel* model_;
  QSortFilterProxyModel* rows_;
  QLineEdit* filter_;
  QComboBox* palette_;
  QTableView* table_;
  QStackedWidget* stack_;
  EmptyHint* empty_;
  int solo_ = -1;
};

}  // namespace ssa

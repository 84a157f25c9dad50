#pragma once

#include <QWidget>

#include "widgets/panes/pane.h"

class QLabel;
class QLineEdit;
class QListView;
class QSortFilterProxyModel;
class QStackedWidget;

namespace ssa {

class EmptyHint;

/// The strip of pictures: thumbnails made only for what is on screen, a filter by name and the count.
class FolderPane : public QWidget {
  Q_OBJECT

 public:
  FolderPane(const PaneContext& context, QWidget* parent);
  void focusFilter();

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  void refresh();
  void selectCurrent();
  void askForSharpThumbnails();

  Session& session_;
  QSortFilterProxyModel* rows_;
  QLineEdit* filter_;
  QLabel* count_;
  QListView* list_;
  QStackedWidget* stack_;
  EmptyHint* empty_;
  EmptyHint* noMatch_;
  bool selecting_ = false;
};

}  // namespace ssa

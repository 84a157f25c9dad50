#pragma once

#include <QWidget>

#include "widgets/panes/pane.h"

class QLabel;
class QStackedWidget;

namespace ssa {

class FactTable;

/// What the file of the open picture says: size, format, orientation, depth, truth, warnings.
class PicturePane : public QWidget {
  Q_OBJECT

 public:
  PicturePane(const PaneContext& context, QWidget* parent);

 private:
  void refresh();
  QString orientationText(int orientation) const;

  Session& session_;
  QStackedWidget* stack_;
  FactTable* facts_;
  QLabel* warnings_;
};

}  // namespace ssa

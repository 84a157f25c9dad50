#pragma once

#include <QFrame>

class QLabel;
class QToolButton;

namespace ssa {

class Actions;
class DifferenceNavigator;
class LegendStrip;
class SliderField;
class ViewState;

/// The second bar above the canvas: what lies over the picture, its tone, and the way through the differences.
class OverlayBar : public QFrame {
  Q_OBJECT

 public:
  OverlayBar(ViewState& state, Actions& actions, DifferenceNavigator& differences, QWidget* parent);

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void refresh();
  void refreshDifferences();

  ViewState& state_;
  Actions& actions_;
  DifferenceNavigator& differences_;
  SliderField* opacity_;
  QToolButton* tone_;
  QLabel* counter_;
  LegendStrip* legend_;
};

}  // namespace ssa

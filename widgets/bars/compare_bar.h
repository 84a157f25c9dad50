#pragma once

#include <QFrame>

#include <array>

class QComboBox;
class QLabel;
class QToolButton;

namespace ssa {

class Actions;
class ViewState;

/// The first bar above the canvas: mode, a pick list per view, their number and the link between them.
class CompareBar : public QFrame {
  Q_OBJECT

 public:
  CompareBar(ViewState& state, Actions& actions, QWidget* parent);

 private:
  void refresh();

  ViewState& state_;
  Actions& actions_;
  std::array<QComboBox*, 4> picks_{};
  QToolButton* more_;
  QToolButton* fewer_;
  QToolButton* link_;
};

}  // namespace ssa

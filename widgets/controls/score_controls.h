#pragma once

#include <QWidget>

class QCheckBox;
class QComboBox;

namespace ssa {

class SliderField;
class ViewState;

/// Which score lies over the masks, from which threshold on, or below it.
class ScoreControls : public QWidget {
  Q_OBJECT

 public:
  /// `prefix` keeps object names apart where two of these exist.
  ScoreControls(ViewState& state, const char* prefix, QWidget* parent);

 private:
  void refresh();
  void apply();

  ViewState& state_;
  QComboBox* kind_;
  SliderField* threshold_;
  QCheckBox* below_;
};

}  // namespace ssa

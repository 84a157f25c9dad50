#pragma once

#include <QWidget>

class QComboBox;
class QDoubleSpinBox;
class QSpinBox;
class QToolButton;

namespace ssa {

class Actions;
class Session;

/// How pictures become masks, beside the model slots: input scale, mirrored averaging, whole picture or sliding
/// window, and the device with the reason for it.
class PredictControls : public QWidget {
  Q_OBJECT

 public:
  PredictControls(Session& session, Actions& actions, QWidget* parent);

 private:
  void refresh();
  void refreshDevice();
  void apply();

  Session& session_;
  QDoubleSpinBox* scale_;
  QToolButton* scaleSteps_;
  QToolButton* flip_;
  QComboBox* window_;
  QSpinBox* crop_;
  QSpinBox* stride_;
  QToolButton* device_;
  bool showing_ = false;
};

}  // namespace ssa

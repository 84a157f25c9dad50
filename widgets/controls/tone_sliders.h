#pragma once

#include <QWidget>

namespace ssa {

class SliderField;
class ViewState;

/// Brightness, contrast and gamma of the picture; display only.
class ToneSliders : public QWidget {
  Q_OBJECT

 public:
  /// `prefix` keeps object names apart where two of these exist.
  ToneSliders(ViewState& state, const char* prefix, QWidget* parent);

 private:
  void refresh();

  ViewState& state_;
  SliderField* brightness_;
  SliderField* contrast_;
  SliderField* gamma_;
};

}  // namespace ssa

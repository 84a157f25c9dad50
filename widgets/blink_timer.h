#pragma once

#include <QObject>
#include <QTimer>

namespace ssa {

class Canvas;
class Settings;
class ViewState;

/// Turns the views of the blink mode by itself, at the pace of the setting `view/blink_ms`.
class BlinkTimer : public QObject {
  Q_OBJECT

 public:
  BlinkTimer(const Settings& settings, ViewState& state, Canvas& canvas, QObject* parent);

 private:
  void refresh();

  ViewState& state_;
  Canvas& canvas_;
  QTimer timer_;
  bool second_ = false;
};

}  // namespace ssa

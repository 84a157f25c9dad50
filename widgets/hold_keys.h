#pragma once

#include <QObject>

namespace ssa {

class Canvas;
class ViewState;

/// Keys that act while they are held: H shows the bare picture, ~ the second view in place of the first. Works
/// wherever the focus is, except in fields that take text.
class HoldKeys : public QObject {
  Q_OBJECT

 public:
  HoldKeys(ViewState& state, Canvas& canvas, QObject* parent);

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void hold(int key, bool down);

  ViewState& state_;
  Canvas& canvas_;
};

}  // namespace ssa

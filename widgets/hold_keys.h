#pragma once

#include <QObject>

namespace ssa {

class Canvas;

/// Brings the keys that act while they are held (Space, H, ~) to the canvas wherever the focus is, except in
/// fields that take text, and for Space in widgets that it presses.
class HoldKeys : public QObject {
  Q_OBJECT

 public:
  HoldKeys(Canvas& canvas, QObject* parent);

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  Canvas& canvas_;
};

}  // namespace ssa

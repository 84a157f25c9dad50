#pragma once

#include <QObject>
#include <QPointF>
#include <QTimer>

#include <optional>

#include "widgets/canvas/canvas.h"

namespace ssa {

class Session;
class ViewState;

/// The pixel under the cursor -> the probe panel: at most one reading in 30 ms, from what the predictions kept.
class ProbeController : public QObject {
  Q_OBJECT

 public:
  ProbeController(Session& session, ViewState& state, Canvas& canvas, QObject* parent);

  /// What the panel would show for a picture pixel; none outside the picture or without any prediction.
  std::optional<Canvas::ProbePanel> panelAt(QPointF pos_in_image, int view) const;

 private:
  void show();
  void hide();

  Session& session_;
  ViewState& state_;
  Canvas& canvas_;
  QTimer timer_;
  QPointF pos_in_image_;
  int view_ = -1;
};

}  // namespace ssa

#pragma once

#include <QObject>
#include <QPointF>

#include "app/session/view_kind.h"

class QLabel;
class QStatusBar;
class QToolButton;

namespace ssa {

class Actions;
class Canvas;
class Session;

/// The status bar: position, colour and classes under the cursor; what is going on; zoom and device.
class StatusReadout : public QObject {
  Q_OBJECT

 public:
  StatusReadout(Session& session, Canvas& canvas, QStatusBar& bar);
  /// A quiet message for a few seconds.
  void say(const QString& text);

 private:
  void hovered(QPointF pos_in_image);
  void left();
  void refreshZoom();
  void refreshJobs();
  void refreshDevice();
  QString classText(ViewKind kind, QPointF pos_in_image) const;

  Session& session_;
  Canvas& canvas_;
  QStatusBar& bar_;
  QLabel* position_;
  QLabel* colour_;
  QLabel* classes_;
  QLabel* jobs_;
  QLabel* zoom_;
  QLabel* device_;
};

}  // namespace ssa

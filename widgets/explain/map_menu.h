#pragma once

#include <QMenu>

#include "app/session/view_kind.h"
#include "viz/scene/scene.h"

class QAction;

namespace ssa {

/// View and export of the maps.
class MapMenu : public QMenu {
  Q_OBJECT

 public:
  explicit MapMenu(QWidget* parent);
  bool onlySelected() const;
  /// Only the open picture has selected cells.
  void setOnlyEnabled(bool on);
  void setCoordinatesEnabled(Slot slot, bool on);

 Q_SIGNALS:
  void fitRequested();
  void lookRequested(ssa::CameraPreset preset);
  void axesToggled(bool on);
  void pointLookChosen(double size_px, double alpha);
  void onlyToggled();
  void coordinatesRequested(ssa::Slot slot);
  void figureRequested();

 private:
  QAction* add(const char* name, const QString& text);

  QAction* only_;
  QAction* coordinates_[2];
};

}  // namespace ssa

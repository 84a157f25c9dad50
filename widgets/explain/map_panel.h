#pragma once

#include <QWidget>

#include <memory>
#include <optional>
#include <vector>

#include "app/session/explain/map_run.h"
#include "viz/scene/projection.h"

class QLabel;

namespace ssa {

class ElidedLabel;
class ScatterScene;
class VtkHost;

/// How the points of a map are coloured.
enum class MapColour { prediction, truth, confidence, correctness };

/// One model's map: the scene, its title above and its figures below. Without OpenGL the figures alone.
class MapPanel : public QWidget {
  Q_OBJECT

 public:
  MapPanel(Slot slot, QWidget* parent);

  Slot slot() const { return slot_; }
  /// Null where this platform has no OpenGL.
  ScatterScene* scene() const { return scene_.get(); }
  VtkHost* host() const { return host_; }

  void setSubject(const ExplainSubject& subject);
  /// `visible` by class id.
  void setSide(const MapRun::Side& side, MapRun::State state, int iterations);
  void setColouring(MapColour colour, const std::vector<bool>& visible);
  void setPointLook(double size_px, double alpha);
  void setSelection(const CellSet& cells);
  /// What is under a place: `Joint Q of car`, or a cell's classes; empty for nothing.
  QString describe(ViewPoint pos);
  QImage grab();

 Q_SIGNALS:
  void lassoed(const ssa::CellSet& cells, Qt::KeyboardModifiers modifiers);
  void cleared();
  void cameraMoved();
  /// A prototype was clicked.
  void prototypeClicked(int classId);

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void restyle();
  void recolour();
  void placeGlyphs();
  void refreshLegend();
  QString figures() const;

  Slot slot_;
  std::shared_ptr<ScatterScene> scene_;
  VtkHost* host_ = nullptr;
  ElidedLabel* title_;
  QLabel* figures_;
  ExplainSubject subject_;
  MapRun::Side side_;
  MapRun::State state_ = MapRun::State::none;
  int iterations_ = 0;
  MapColour colour_ = MapColour::prediction;
  std::vector<bool> visible_;
};

}  // namespace ssa

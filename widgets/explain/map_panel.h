#pragma once

#include <QWidget>

#include <array>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "app/session/explain/map_run.h"
#include "viz/scene/projection.h"
#include "widgets/explain/map_colours.h"

class QLabel;

namespace ssa {

class ElidedLabel;
class ScatterScene;
struct ScatterGlyph;
class VtkHost;

/// One model's map: the scene, its title above and its figures below. Without OpenGL the figures alone.
class MapPanel : public QWidget {
  Q_OBJECT

 public:
  MapPanel(Slot slot, QWidget* parent);

  Slot slot() const { return slot_; }
  /// Null where this platform has no OpenGL.
  ScatterScene* scene() const { return scene_.get(); }
  VtkHost* host() const { return host_; }
  const MapRun::Side& side() const { return side_; }

  void setSubject(const ExplainSubject& subject);
  /// `waiting`: said where there are no points yet.
  void setSide(const MapRun::Side& side, MapRun::State state, int iterations, const QString& waiting);
  /// `visible` by class id.
  void setColouring(MapColour colour, const std::vector<bool>& visible);
  void setPointLook(double size_px, double alpha);
  /// Rows that stay bright; empty: all.
  void setChosen(const std::vector<std::int32_t>& rows);
  /// Prototypes that stand elsewhere than the descent put them, by their number, with a trail from there.
  void setMoved(std::map<int, std::array<float, 2>> moved);
  /// Said about a prototype under the mouse, behind its name.
  void setPrototypeHint(std::function<QString(const MapPoints::Prototype&)> hint) { hint_ = std::move(hint); }
  /// What is under a place: `Joint Q of car`, or a cell's classes; empty for nothing.
  QString describe(ViewPoint pos);
  QImage grab();

 Q_SIGNALS:
  void lassoed(const std::vector<std::int32_t>& rows, Qt::KeyboardModifiers modifiers);
  void cleared();
  void cameraMoved();
  /// A prototype was clicked.
  void prototypeClicked(int classId);
  void pointClicked(int row);

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void makeScene();
  void restyle();
  void recolour();
  /// Prototypes as shapes, and the lines between them.
  std::pair<std::vector<ScatterGlyph>, std::vector<std::pair<int, int>>> shapes() const;
  QString figures() const;

  Slot slot_;
  std::shared_ptr<ScatterScene> scene_;
  VtkHost* host_ = nullptr;
  ElidedLabel* title_;
  QLabel* figures_;
  ExplainSubject subject_;
  MapRun::Side side_;
  std::shared_ptr<const MapPoints> drawn_;  ///< whose points the scene shows
  MapRun::State state_ = MapRun::State::none;
  int iterations_ = 0;
  QString waiting_;
  MapColour colour_ = MapColour::prediction;
  std::vector<bool> visible_;
  std::map<int, std::array<float, 2>> moved_;
  std::function<QString(const MapPoints::Prototype&)> hint_;
};

}  // namespace ssa

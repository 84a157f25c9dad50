#pragma once

#include <QObject>
#include <QString>

#include <array>
#include <memory>
#include <optional>
#include <vector>

#include "app/session/explain/explain_session.h"
#include "app/session/explain/map_points.h"
#include "engine/api/what_if.h"
#include "viz/scene/projection.h"

namespace ssa {

class MapPanel;

/// Prototypes dragged over the map of one picture: the class' final prototype moves in feature space as MapPull says, the
/// mask follows while the hand moves, and every drag is one step of the picture's patch.
class MapDrag : public QObject {
  Q_OBJECT

 public:
  /// `panel`: of the SSA model.
  MapDrag(ExplainSession& session, MapPanel& panel, QObject* parent);

  /// Why no prototype of this kind can be dragged on the map that is shown; empty = it can.
  QString whyNot(const MapPoints::Prototype& prototype) const;
  /// The same for the whole map.
  QString whyNot() const;
  /// The number of the prototype under a place of the view, if it can be dragged.
  std::optional<int> grabbable(ViewPoint pos) const;

  /// The gesture, in the map's own units; `moveTo` and `drop` only after `begin`.
  void begin(int prototype);
  void moveTo(std::array<float, 2> pos_on_map);
  void drop();
  void letGo();  ///< as if it had not begun
  /// Puts the dragged prototypes where the present patch has them; after every change of map or patch.
  void showMoved();
  /// Computes the mask of the present patch anew.
  void ask();

 Q_SIGNALS:
  void answered(const ssa::WhatIfResult& result);
  void unchanged();  ///< the patch is empty
  void failed(const ssa::Error& error);

 private:
  /// Where a prototype of the patch was dropped.
  struct Dropped {
    int classId = 0;
    std::vector<float> prototype;
    std::array<float, 2> place{};
    quint64 gesture = 0;
  };
  void listen();

  ExplainSession& session_;
  MapPanel& panel_;
  std::optional<int> held_;
  std::vector<Dropped> dropped_;  ///< on the map that is shown
  std::shared_ptr<const EmbeddingMap> placedOn_;
  quint64 gesture_ = 0;
  bool stepped_ = false;  ///< this gesture has changed the patch
  ViewPoint from_;
  bool moved_ = false;
  quint64 job_ = 0;
  bool asking_ = false, askAgain_ = false;
};

}  // namespace ssa

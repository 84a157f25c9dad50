#pragma once

#include <QObject>

#include <array>
#include <vector>

#include "app/session/explain/explain_session.h"
#include "app/session/explain/map_run.h"

namespace ssa {

class MapPanel;

/// What is bright on the maps: the selected cells of the picture that is open, and of others the points that were chosen on
/// the map. Those are lit in their picture once it is opened.
class MapChoice : public QObject {
  Q_OBJECT

 public:
  MapChoice(ExplainSession& session, MapRun& run, std::array<MapPanel*, kSlots> panels, QObject* parent);

  /// Rows of a slot's map; with Shift (where that draws no lasso of its own) they are added, with Ctrl taken away.
  void choose(Slot slot, const std::vector<std::int32_t>& rows, Qt::KeyboardModifiers modifiers);
  /// All cells that were given to a class.
  void chooseClass(Slot slot, int id);
  void clear();   ///< the selection of the picture too
  void forget();  ///< another map comes
  /// Paints it.
  void show();
  /// After another picture was opened: lights what was chosen in it.
  void light();
  /// The open picture's place among those of a map; -1 where it is not on it.
  int openPicture(const MapPoints& points) const;

 private:
  ExplainSession& session_;
  MapRun& run_;
  std::array<MapPanel*, kSlots> panels_;
  std::vector<CellSet> chosen_;  ///< by picture of the map
};

}  // namespace ssa

#pragma once

#include <QObject>
#include <QString>

#include <array>

#include "app/session/view_kind.h"

class QImage;

namespace ssa {

class ExplainSession;
class MapPanel;
class MapRun;

/// Coordinates and pictures of the maps as files; the session tells how it went.
class MapExport : public QObject {
  Q_OBJECT

 public:
  MapExport(ExplainSession& session, const MapRun& run, std::array<MapPanel*, kSlots> panels, QObject* parent);

  /// Asks for the file first; nothing before the map has rested once.
  void askForCoordinates(Slot slot, QWidget* parent);
  void askForFigure(QWidget* parent);
  /// Writes one model's coordinates: `.npy` with a JSON file beside it, else CSV. Off the UI thread.
  void saveCoordinates(Slot slot, const QString& file);
  /// The maps that are shown side by side, as they are seen; null without OpenGL.
  QImage figure() const;

 private:
  QString proposal(const QString& end) const;

  ExplainSession& session_;
  const MapRun& run_;
  std::array<MapPanel*, kSlots> panels_;
};

}  // namespace ssa

#pragma once

#include <array>

#include "app/session/explain/map_run.h"
#include "widgets/explain/instrument.h"

class QLabel;
class QProgressBar;

namespace ssa {

class MapChoice;
class MapDrag;
class MapExport;
class MapMenu;
class MapPanel;
class MapPatchRow;
class MapQuality;
class MapSetup;

/// t-SNE of the pixel features of the picture, of chosen pictures or of a data set, with the prototypes on it, baseline and
/// SSA side by side. The first picture is that of the principal components; the descent is watched, stopped and continued.
class MapInstrument : public Instrument {
  Q_OBJECT

 public:
  MapInstrument(ExplainSession& session, QWidget* parent);
  MapRun& run() { return *run_; }
  MapSetup& setup() { return *setup_; }
  MapDrag& drag() { return *drag_; }
  MapChoice& choice() { return *choice_; }
  MapPanel& panel(Slot slot) { return *panels_[static_cast<std::size_t>(slot)]; }
  MapQuestion question() const;
  /// Makes the maps of the present question, or goes on with them.
  void go();
  /// Opens the picture of a row and lights its cell there; of the open picture lights the cell.
  void openPoint(Slot slot, int row);
  /// Writes one model's coordinates: `.npy` with a JSON file beside it, else CSV.
  void saveCoordinates(Slot slot, const QString& file);
  /// Both maps side by side, as they are seen.
  QImage figure();

 protected:
  void refresh() override;
  void forget() override;
  Needs needs() const override;
  QString alsoMissing() const override;

 private:
  QWidget* makeMaps();
  QWidget* makeFoot();
  void makeMenu();
  bool isOfMany() const;
  void prepare();
  void changeScope();
  void refreshKinds();
  void refreshColours();
  void refreshRun();
  void refreshSides();
  void refreshNote();
  void refreshPatch();
  void refreshHint();
  QString waiting() const;

  MapRun* run_;
  MapSetup* setup_;
  std::array<MapPanel*, kSlots> panels_{};
  MapMenu* menu_;
  MapChoice* choice_;
  MapDrag* drag_;
  MapExport* export_;
  QProgressBar* progress_;
  QLabel* note_;
  MapQuality* quality_;
  MapPatchRow* patch_;
};

}  // namespace ssa

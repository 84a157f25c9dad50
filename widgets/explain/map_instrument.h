#pragma once

#include <array>
#include <vector>

#include "app/session/explain/map_run.h"
#include "widgets/explain/instrument.h"

class QAction;
class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QMenu;
class QProgressBar;
class QPushButton;
class QSpinBox;
class QTableWidget;
class QToolButton;

namespace ssa {

class MapPanel;

/// t-SNE of the pixel features of the picture with the prototypes on it, baseline and SSA side by side. The first picture
/// is that of the principal components; the descent is watched, stopped and continued.
class MapInstrument : public Instrument {
  Q_OBJECT

 public:
  MapInstrument(ExplainSession& session, QWidget* parent);
  MapRun& run() { return *run_; }
  MapPanel& panel(Slot slot) { return *panels_[static_cast<std::size_t>(slot)]; }
  MapQuestion question() const;
  /// Makes the maps of the present question, or goes on with them.
  void go();
  /// Writes one model's coordinates: `.npy` with a JSON file beside it, else CSV.
  void saveCoordinates(Slot slot, const QString& file);
  /// Both maps side by side, as they are seen.
  QImage figure();

 protected:
  void refresh() override;
  void forget() override;

 private:
  QWidget* makeBar();
  QWidget* makeParameters();
  QWidget* makeFoot();
  void fillMenu();
  void prepare();
  void refreshKinds();
  void refreshRun();
  void refreshSides();
  void refreshColours();
  void refreshQuality();
  void refreshNote();
  void select(const CellSet& cells, Qt::KeyboardModifiers modifiers);
  void selectClass(int id);
  void askForFile(Slot slot);
  void askForFigure();

  MapRun* run_;
  std::array<MapPanel*, kSlots> panels_{};
  QComboBox *space_, *colour_, *dimensions_, *metric_;
  QPushButton* kindsButton_;
  QToolButton* more_;
  QMenu *kinds_, *menu_;
  std::vector<std::pair<PrototypeKind, QAction*>> kindActions_;
  QAction* only_ = nullptr;
  QDoubleSpinBox *perplexity_, *rate_;
  QSpinBox *seed_, *iterations_;
  QPushButton* go_;
  QProgressBar* progress_;
  QLabel* note_;
  QTableWidget* quality_;
};

}  // namespace ssa

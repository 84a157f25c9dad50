#pragma once

#include <array>
#include <memory>
#include <vector>

#include "app/session/explain/attribution_view.h"
#include "widgets/explain/instrument.h"

class QComboBox;
class QLabel;
class QProgressBar;
class QSpinBox;
class QTableWidget;
class QToolButton;

namespace ssa {

class MapTile;

/// Where a class's score comes from: Grad-CAM at any stage for baseline, coarse and SSA side by side, the channels behind
/// it, and what covering parts of the picture does.
class AttributionInstrument : public Instrument {
  Q_OBJECT

 public:
  AttributionInstrument(ExplainSession& session, QWidget* parent);
  const std::shared_ptr<const AttributionAnswer>& answer() const { return answer_; }
  const std::vector<OcclusionSide>& occlusion() const { return occlusion_; }
  void pictureClicked(QPointF place, Qt::KeyboardModifiers modifiers) override;

 protected:
  void refresh() override;
  void forget() override;

 private:
  QWidget* makeBar();
  QWidget* makeOcclusionBar();
  QWidget* makeChannels();
  void fillClasses();
  void fillStages();
  /// The score that the lists and the picture's selection mean.
  AttributionTarget target() const;
  void ask();
  void present(AttributionAnswer answer);
  void showChannels();
  void showChannel(int row);
  void startOcclusion();
  void presentOcclusion(std::vector<OcclusionSide> sides);
  void coverSelection();
  void presentCovered(const std::vector<CoveredSide>& sides);
  void setBusy(quint64 job);
  MapTile& tile(Slot slot, MaskKind head);
  void clearTiles();

  SlotActivations activations_;
  std::shared_ptr<const AttributionAnswer> answer_;
  std::vector<OcclusionSide> occlusion_;
  Point pixel_{-1, -1};
  quint64 job_ = 0;  ///< the occlusion that runs
  bool occluding_ = false;
  QComboBox *class_, *over_, *stage_, *fill_;
  QSpinBox *patch_, *stride_;
  QToolButton *slide_, *cover_;
  QProgressBar* progress_;
  std::array<MapTile*, 3> tiles_{};
  QLabel* words_;
  QTableWidget* channels_;
  MapTile* channel_;
};

}  // namespace ssa

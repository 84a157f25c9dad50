#pragma once

#include <array>
#include <memory>
#include <vector>

#include "app/session/explain/attribution_view.h"
#include "widgets/explain/instrument.h"

class QComboBox;
class QLabel;

namespace ssa {

class ChannelBrowser;
class MapTile;
class OcclusionBar;

/// Where a class's score comes from: Grad-CAM at any stage for baseline, coarse and SSA side by side, the channels behind
/// it, and what covering parts of the picture does.
class AttributionInstrument : public Instrument {
  Q_OBJECT

 public:
  AttributionInstrument(ExplainSession& session, QWidget* parent);
  const std::shared_ptr<const AttributionAnswer>& answer() const { return answer_; }
  const std::vector<OcclusionSide>& occlusion() const { return occluded_; }
  void pictureClicked(QPointF place, Qt::KeyboardModifiers modifiers) override;

 protected:
  void refresh() override;
  void forget() override;

 private:
  QWidget* makeBar();
  void listClasses();
  void fillStages();
  /// The score that the lists and the picture's selection mean.
  AttributionTarget target() const;
  void ask();
  void present(AttributionAnswer answer);
  void startOcclusion();
  void stopOcclusion();
  void presentOcclusion(std::vector<OcclusionSide> sides);
  void coverSelection();
  void presentCovered(const std::vector<CoveredSide>& sides);
  MapTile& tile(Slot slot, MaskKind head);
  void clearTiles();

  SlotActivations activations_;
  std::shared_ptr<const AttributionAnswer> answer_;
  std::vector<OcclusionSide> occluded_;
  Point pixel_{-1, -1};
  bool occluding_ = false;
  QComboBox *class_, *over_, *stage_;
  OcclusionBar* occlusion_;
  std::array<MapTile*, 3> tiles_{};
  QLabel* words_;
  ChannelBrowser* channels_;
};

}  // namespace ssa

#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "app/session/explain/map_points.h"

namespace ssa {

/// `most` cells out of `from` (ascending, of a grid), seeded and stratified by class: a quarter of them is dealt evenly to the
/// classes, the rest in proportion to their cells, so that a small class is seen. All of them where they are no more.
/// `labels` by cell of the grid; kIgnore counts as a class of its own.
std::vector<std::int32_t> sampleCells(const std::vector<std::int32_t>& from, std::span<const std::uint8_t> labels,
                                      std::size_t most, std::uint64_t seed);

/// Collects the points of one model's map, picture after picture.
class MapGatherer {
 public:
  /// `pictures`: how many are expected; room for adapted prototypes is dealt out among them.
  MapGatherer(MapQuestion question, std::size_t pictures);

  /// The cells of a picture and the prototypes of its classes. Of a single picture all classes', of several those of the
  /// classes that it shows; what does not adapt is taken once. Blocking, without the model. Errors: those of ImageTrace.
  Result<void> add(const ImageTrace& trace, const LabelMap* truth, const std::vector<std::int32_t>& cells,
                   const std::string& path, const std::string& mask);
  /// Once, after the last picture. Errors: badOption `points` where fewer than four cells are there.
  Result<std::shared_ptr<const MapPoints>> finish();

  /// Silhouette and the like of the cells by class (truth where it is there, else the prediction), with the prototypes that
  /// the classifier of this space compares with: of several pictures every cell with those of its own picture. After finish.
  Result<ClusterQuality> clusters(StopToken stop) const;

 private:
  bool takesPrototypes() const;

  std::shared_ptr<MapPoints> points_;
  std::size_t expected_;
  std::vector<float> prototypeRows_;
  std::vector<FeatureRows> judges_;  ///< one for all, or one a picture
};

}  // namespace ssa

#pragma once

#include <QImage>

#include <filesystem>
#include <memory>

#include "engine/api/loss_maps.h"

namespace ssa {

/// Which checkpoint looks at which picture.
struct LossMapRequest {
  std::filesystem::path checkpoint;
  std::filesystem::path picture;
  std::filesystem::path truth;
  std::filesystem::path idMap;  ///< changes of raw ids; empty = none
  SsaLossOptions options;
  std::shared_ptr<const Model> opened;  ///< of the last request: used again where it is the same checkpoint
};

/// The smallest and largest value of the labelled cells.
struct ScoreRange {
  float low = 0;
  float high = 0;
};

/// What a checkpoint's loss sees of one picture, ready to be painted: one image pixel a cell, transparent where the truth
/// is ignored and the map is made from it.
struct LossMapSet {
  std::shared_ptr<const Model> model;
  LabelSet labels;  ///< the model's
  LossMaps maps;
  QImage picture;
  QImage truth, student, teacher;
  QImage entropy, edges, distillation, share;
  ScoreRange entropyRange, distillationRange, shareRange;
};
using LossMapSetPtr = std::shared_ptr<LossMapSet>;

/// Colours of the edge mask.
inline constexpr QRgb kEdgeColour = 0xfff2a33a, kInsideColour = 0xff5b616b;

/// The range of a map over the cells whose truth is known; 0..0 where there is none.
ScoreRange rangeOf(const ScoreMap& scores, const LabelMap& truth);
/// Heat colours from `range.low` to `range.high`; cells without truth are transparent.
QImage heatImage(const ScoreMap& scores, const LabelMap& truth, ScoreRange range);

/// Opens checkpoint, picture and truth and computes the maps on the model's device.
/// Errors: those of openModel, readImage, readIndexMask, IdMap::read and lossMaps; badOption with option `model` where the
/// checkpoint is plain or has lost its teacher.
Result<LossMapSetPtr> makeLossMaps(const LossMapRequest& request, StopToken stop, ProgressSink& progress);

}  // namespace ssa

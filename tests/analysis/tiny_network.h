#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>

#include "engine/api/image_trace.h"
#include "engine/tensor/tensor.h"

namespace ssa::test {

/// A network whose decoder feature is given: everything behind it is the real classifier.
struct TinySpec {
  ClassifierKind kind = ClassifierKind::ssa;
  SsaOptions options;
  Tensor feature;  ///< F (1,C,h,w)
  int classes = 0;
  bool teacher = true;
  std::uint64_t seed = 1;
};
std::shared_ptr<const Model> tinyModel(const TinySpec& spec);
/// Random numbers (1,C,h,w), N(0,1) from a seed.
Tensor randomFeature(int channels, int h, int w, std::uint64_t seed);
/// Parameters by their names below the decode head; they share storage with the model.
std::map<std::string, Tensor> headState(const Model& model);
/// A picture of this size with some structure.
Image8 testPicture(Size size);
/// The trace of such a picture; fails the test loudly.
std::shared_ptr<const ImageTrace> traceOf(const std::shared_ptr<const Model>& model, Size picture = {64, 48},
                                          const PredictOptions& options = {});
/// A SeaFormer-T with seeded weights.
std::shared_ptr<const Model> seededModel(ClassifierKind kind, int classes, const std::string& architecture = "seaformer_t");
/// The trained CamVid model, `ssa` or `baseline`; null where this checkout has no reference data.
std::shared_ptr<const Model> camvidModel(const std::string& which);

}  // namespace ssa::test

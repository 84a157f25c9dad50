#pragma once

#include <memory>
#include <string>

#include "engine/heads/ssa_classifier.h"
#include "engine/tensor/tensor.h"

namespace ssa {

class Segmentor;

/// A network's classifier on the CPU in float32, in evaluation mode: analyses work on it while the network itself goes
/// on predicting. Holds copies (of a network on the CPU: the same storage, which is never written).
class ClassifierCopy {
 public:
  /// Null where the network has no `decode_head.conv_seg`.
  static std::shared_ptr<const ClassifierCopy> of(Segmentor& network);

  const SsaClassifier& classifier() const { return *classifier_; }
  const ClassifierSpec& spec() const { return classifier_->spec(); }
  bool adaptive() const { return spec().kind == ClassifierKind::ssa; }
  bool semanticOn() const { return adaptive() && spec().options.semantic; }
  bool spatialOn() const { return adaptive() && spec().options.spatial; }
  /// A parameter by its key below the decode head (`conv_seg.weight`); undefined when there is none of that name.
  Tensor parameter(const std::string& key) const;
  /// S (K,C)
  Tensor fixedPrototypes() const { return parameter("conv_seg.weight").flatten(1); }

 private:
  ClassifierCopy() = default;
  struct Root;
  std::shared_ptr<Root> root_;
  std::unique_ptr<SsaClassifier> classifier_;
};

}  // namespace ssa

#include <torch/torch.h>

#include "engine/core/result.h"
#include "engine/heads/ssa_parts.h"
#include "engine/tensor/class_sums.h"

namespace ssa {
namespace {

/// Means of x (B,C,h,w) over the pixels of each class, rows of absent classes from `absent` (K,C): (B,K,C) or (1,K,C).
Tensor classMeans(const Tensor& x, const Tensor& labels, const Tensor& absent, SumOver over) {
  const std::int64_t classes = absent.size(0);
  const Tensor flat = labels.flatten(1);                                                 // (B,N)
  const Tensor sums = classSums(x.flatten(2), flat, classes, over);                      // (B|1,K,C)
  const Tensor counts = classCounts(flat, classes, over, x.scalar_type()).unsqueeze(2);  // (B|1,K,1)
  return at::where(counts > 0, sums / (counts + kSsaTiny), absent.unsqueeze(0));
}

}  // namespace

TeacherTrace SsaClassifier::teach(const SsaTrace& trace, const Tensor& labels) const {
  const Parts& p = *parts_;
  if (!p.adaptive()) throw ContractViolation("teacher of a plain classifier");
  const std::int64_t batch = trace.feature.size(0);
  expectShape(labels, {batch, trace.feature.size(2), trace.feature.size(3)}, "labels at stride");
  TeacherTrace t;
  Tensor sum = p.fixedPrototype(batch);
  if (p.semanticOn()) {
    t.semanticCentre = classMeans(trace.feature, labels, p.fixedWeight().detach(), SumOver::batch).squeeze(0);
    const Tensor one = p.gtSemantic->forward(at::cat({t.semanticCentre, p.fixedWeight()}, 1));  // (K,C)
    t.semanticPrototype = one.unsqueeze(0).expand({batch, -1, -1});
    sum = t.semanticPrototype;
  }
  if (p.spatialOn()) {
    const Tensor basis = p.positionBasis(batch);
    t.spatialCentre = p.spec.options.positionBasisOnly
                          ? basis
                          : classMeans(trace.positionFeature, labels, p.basisWeight().detach(), SumOver::image);
    t.spatialPrototype = p.gtSpatial->forward(at::cat({t.spatialCentre, basis}, 2));  // centre first, basis second
    sum = sum + t.spatialPrototype;
  }
  t.prototype = p.gtPrototype->forward(sum);
  t.logits = p.cosineLogits(trace, t.prototype, p.spatialOn());
  return t;
}

}  // namespace ssa

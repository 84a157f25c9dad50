// The classifier on frozen features whose centres are known up to the taps of a convolution.
#include <torch/torch.h>

#include "engine/core/result.h"
#include "engine/heads/frozen_pixels.h"
#include "engine/heads/ssa_parts.h"

namespace ssa {
namespace {

constexpr std::int64_t kTaps = 9;

/// Sums of F moved by each tap, by weights (B,K,h,w): (B,K,C,9). The weights are moved instead, the other way: they are
/// fewer, and all taps are one product.
Tensor tapSums(const Tensor& feature, const Tensor& weights) {
  const std::int64_t batch = feature.size(0), channels = feature.size(1), h = feature.size(2), w = feature.size(3);
  const Tensor framed = at::constant_pad_nd(weights, {1, 1, 1, 1});
  std::vector<Tensor> moved;
  for (std::int64_t tap = 0; tap < kTaps; ++tap) moved.push_back(framed.narrow(2, 2 - tap / 3, h).narrow(3, 2 - tap % 3, w));
  const Tensor all = at::stack(moved, 1).view({batch, -1, h * w});       // (B,9K,N)
  const Tensor sums = at::bmm(feature.flatten(2), all.transpose(1, 2));  // (B,C,9K)
  return sums.view({batch, channels, kTaps, -1}).permute({0, 3, 1, 2}).contiguous();
}

/// Labels (B,h,w) as ones and zeros (B,K,N).
Tensor oneHot(const Tensor& labels, std::int64_t classes, const at::TensorOptions& options) {
  const Tensor ids = at::arange(classes, labels.options()).view({1, classes, 1});
  return (labels.flatten(1).unsqueeze(1) == ids).to(options);
}

}  // namespace

std::optional<FrozenSums> SsaClassifier::sumFrozen(const SsaTrace& trace, const Tensor& labels) const {
  const Parts& p = *parts_;
  const SsaOptions& options = p.spec.options;
  if (!p.spatialOn() || options.positionBasisOnly || options.positionEncoding != PositionEncoding::conditional ||
      !trace.feature.is_cpu() || trace.feature.scalar_type() != at::kFloat)
    return std::nullopt;
  const at::NoGradGuard noGrad;
  expectShape(labels, {trace.feature.size(0), trace.feature.size(2), trace.feature.size(3)}, "labels at stride");
  const Tensor feature = trace.feature.contiguous();
  FrozenSums sums;
  Tensor weights;
  if (options.centreSoftmax == CentreSoftmax::positions) {
    weights = trace.coarse.flatten(2).softmax(2);
  } else {
    weights = trace.coarse.softmax(1).flatten(2);
    weights = weights / (weights.sum(2, true) + kSsaTiny);
  }
  const Tensor hot = oneHot(labels, p.spec.classes, feature.options());
  const Tensor both = tapSums(feature, at::cat({weights, hot}, 1).unflatten(2, {feature.size(2), feature.size(3)}));
  sums.semanticCentre = trace.semanticCentre;
  sums.spatialTaps = both.narrow(1, 0, p.spec.classes).contiguous();
  sums.teacherTaps = both.narrow(1, p.spec.classes, p.spec.classes).contiguous();
  sums.counts = hot.sum(2);
  return sums;
}

FrozenTraces SsaClassifier::classifyFrozen(const Tensor& feature, const FrozenSums& sums, bool withTeacher) const {
  const Parts& p = *parts_;
  const auto convolution = p.position->module()->named_parameters(false);
  const Tensor weight = convolution["weight"], bias = convolution["bias"];
  const Tensor taps = weight.view({p.spec.channels, kTaps});
  const std::int64_t batch = feature.size(0);
  const Tensor basis = p.positionBasis(batch), fixed = p.fixedPrototype(batch);

  FrozenTraces both;
  SsaTrace& t = both.student;
  t.feature = feature;
  t.spatialCentre = (sums.spatialTaps * taps).sum(3) + bias;  // P_c
  t.spatialPrototype = p.spatial->forward(at::cat({basis, t.spatialCentre}, 2));
  Tensor semantic = fixed;
  if (p.semanticOn()) {
    t.semanticCentre = sums.semanticCentre;
    semantic = t.semanticPrototype = p.semantic->forward(at::cat({t.semanticCentre, fixed}, 2));
  }
  t.prototype = p.prototype->forward(semantic + t.spatialPrototype);  // Q
  Tensor prototypes = t.prototype;

  if (withTeacher) {
    TeacherTrace& g = both.teacher;
    Tensor sum = fixed;
    if (p.semanticOn()) {
      const Tensor counts = sums.counts.sum(0).unsqueeze(1), means = sums.teacherTaps.select(3, kTaps / 2).sum(0);
      g.semanticCentre = at::where(counts > 0, means / (counts + kSsaTiny), p.fixedWeight().detach());
      const Tensor one = p.gtSemantic->forward(at::cat({g.semanticCentre, p.fixedWeight()}, 1));
      sum = g.semanticPrototype = one.unsqueeze(0).expand({batch, -1, -1});
    }
    const Tensor counts = sums.counts.unsqueeze(2);  // (B,K,1)
    const Tensor means = ((sums.teacherTaps * taps).sum(3) + counts * bias) / (counts + kSsaTiny);
    g.spatialCentre = at::where(counts > 0, means, p.basisWeight().detach().unsqueeze(0));
    g.spatialPrototype = p.gtSpatial->forward(at::cat({g.spatialCentre, basis}, 2));
    g.prototype = p.gtPrototype->forward(sum + g.spatialPrototype);
    prototypes = at::cat({prototypes, g.prototype}, 1);
  }

  const Tensor cosines = frozenCosines(feature, weight, bias, unitRows(prototypes)) * kCosineScale;
  const auto logits = [&](std::int64_t first) {
    return cosines.narrow(1, first, p.spec.classes).unflatten(2, {feature.size(2), feature.size(3)});
  };
  t.logits = logits(0);
  if (withTeacher) both.teacher.logits = logits(p.spec.classes);
  return both;
}

}  // namespace ssa

#include "engine/analysis/grad_cam_ssa.h"

#include <torch/torch.h>

#include "engine/core/result.h"

namespace ssa {
namespace {

constexpr double kCamCosineScale = 15;
constexpr double kCamTiny = 1e-12;

/// Map (1,C,h,w) -> (C,N).
Tensor camColumns(const Tensor& map) { return map.select(0, 0).flatten(1); }

/// Gradient at the input x (2C) of last * ReLU(first * x) for the gradient `out` (C) of its output.
Tensor camThroughProjection(const Tensor& first, const Tensor& last, const Tensor& x, const Tensor& out) {
  const Tensor alive = at::mv(first, x) > 0;  // (C/2)
  return at::mv(first.t(), at::mv(last.t(), out) * alive);
}

/// Gradient at Q_k of the score: Q_k enters through its direction alone.
Tensor camPrototypeGradient(const Tensor& pixels, const Tensor& q, const Tensor& towards) {
  const Tensor length = at::linalg_vector_norm(q);
  const Tensor ofDirection = at::mv(pixels, towards);  // (C)
  const Tensor along = at::dot(ofDirection, q) / ((length + kCamTiny).square() * length.clamp_min(kCamTiny));
  return ofDirection / (length + kCamTiny) - q * along;
}

}  // namespace

SsaWeights ssaWeights(Segmentor& network) {
  const auto children = network.module().named_children();
  const auto* head = children.find("decode_head");
  if (!head) throw ContractViolation("network without decode_head");
  const auto parameters = (*head)->named_parameters();
  const auto get = [&](const char* name) {
    const Tensor* found = parameters.find(name);
    return found ? found->detach() : Tensor();
  };
  SsaWeights w;
  if (!parameters.contains("conv_seg.weight")) throw ContractViolation("decode_head without conv_seg");
  w.fixed = get("conv_seg.weight").flatten(1);
  w.bias = get("conv_seg.bias");
  w.basis = get("center_pos.weight");
  w.position = get("get_feat_pos.weight");
  w.semanticFirst = get("center_content_proj.0.weight");
  w.semanticLast = get("center_content_proj.2.weight");
  w.spatialFirst = get("center_pos_proj.0.weight");
  w.spatialLast = get("center_pos_proj.2.weight");
  w.prototype = get("center_proj.weight");
  return w;
}

Tensor classifierInput(const SsaTrace& t) { return t.positionFeature.defined() ? t.feature + t.positionFeature : t.feature; }

CosinePull cosinePull(const SsaTrace& t, std::int64_t classId, const Tensor& cellWeights) {
  const Tensor norm = at::linalg_vector_norm(camColumns(classifierInput(t)), 2, {0});  // (N)
  const Tensor q = t.prototype.select(0, 0).select(0, classId);
  const Tensor u = cellWeights.flatten();
  const Tensor logits = t.logits.select(0, 0).select(0, classId).flatten();
  const Tensor away = u * logits / ((norm + kCamTiny) * norm.clamp_min(kCamTiny));
  return {q / (at::linalg_vector_norm(q) + kCamTiny), kCamCosineScale * u / (norm + kCamTiny), away.masked_fill(norm == 0, 0)};
}

Tensor ssaFeatureGradient(const SsaWeights& w, const SsaOptions& options, const SsaTrace& t, std::int64_t classId,
                          const Tensor& cellWeights) {
  expectShape(t.feature, {1, w.fixed.size(1), cellWeights.size(0), cellWeights.size(1)}, "feature of one picture");
  const std::int64_t channels = w.fixed.size(1);
  const bool spatial = t.positionFeature.defined(), semantic = t.semanticCentre.defined();
  const bool byClasses = options.centreSoftmax == CentreSoftmax::classes;
  const auto row = [&](const Tensor& rows) { return rows.select(0, 0).select(0, classId); };

  const Tensor feature = camColumns(t.feature);                                // F (C,N)
  const Tensor position = spatial ? camColumns(t.positionFeature) : Tensor();  // P_f (C,N)
  const Tensor pixels = spatial ? feature + position : feature;                // G (C,N)
  const CosinePull pull = cosinePull(t, classId, cellWeights);
  const Tensor ofPixels = at::outer(pull.direction, pull.towards) - pixels * pull.away;                        // (C,N)
  const Tensor ofSum = at::mv(w.prototype.t(), camPrototypeGradient(pixels, row(t.prototype), pull.towards));  // at S_p + P_p (C)

  Tensor ofFeature = ofPixels, ofPosition = ofPixels;
  Tensor share, mass, ofClassWeight, ofOwnLogit;  // (N), (), (N), (N)
  const Tensor coarse = camColumns(t.coarse);     // M (K,N)
  Tensor classes;                                 // softmax of M over classes (K,N)
  if (semantic || byClasses) {
    classes = coarse.softmax(0);
    mass = classes[classId].sum() + kCamTiny;
    share = classes[classId] / mass;
    ofClassWeight = at::zeros_like(share);
  }
  /// A centre that is the class-weighted mean of `values`: gradients at the values and at the class's weights.
  const auto throughMean = [&](const Tensor& values, const Tensor& centre, const Tensor& ofCentre, Tensor& ofValues) {
    ofValues = ofValues + at::outer(ofCentre, share);
    ofClassWeight = ofClassWeight + (at::mv(values.t(), ofCentre) - at::dot(centre, ofCentre)) / mass;
  };
  if (semantic) {
    const Tensor centre = row(t.semanticCentre);  // S_c; it comes first, the fixed prototype second
    const Tensor ofInput = camThroughProjection(w.semanticFirst, w.semanticLast, at::cat({centre, w.fixed[classId]}), ofSum);
    throughMean(feature, centre, ofInput.narrow(0, 0, channels), ofFeature);
  }
  if (spatial && !options.positionBasisOnly) {
    const Tensor centre = row(t.spatialCentre);  // P_c; here the basis comes first
    const Tensor ofCentre = camThroughProjection(w.spatialFirst, w.spatialLast, at::cat({w.basis[classId], centre}), ofSum)
                                .narrow(0, channels, channels);
    if (byClasses) {
      throughMean(position, centre, ofCentre, ofPosition);
    } else {
      const Tensor attention = coarse[classId].softmax(0);  // (N)
      ofPosition = ofPosition + at::outer(ofCentre, attention);
      const Tensor pulled = at::mv(position.t(), ofCentre);
      ofOwnLogit = attention * (pulled - at::dot(attention, pulled));
    }
  }
  if (classes.defined()) {
    const Tensor flow = ofClassWeight * classes[classId];  // (N)
    ofOwnLogit = ofOwnLogit.defined() ? ofOwnLogit + flow : flow;
    ofFeature = ofFeature - at::mm(w.fixed.t(), classes * flow);
  }
  if (ofOwnLogit.defined()) ofFeature = ofFeature + at::outer(w.fixed[classId], ofOwnLogit);
  Tensor gradient = ofFeature.view_as(t.feature);
  if (spatial && options.positionEncoding == PositionEncoding::conditional)
    gradient = gradient + at::conv2d(ofPosition.view_as(t.feature), w.position.flip({2, 3}), {}, 1, 1, 1, channels);
  return gradient;
}

}  // namespace ssa

#include "engine/heads/ssa_classifier.h"

#include <torch/torch.h>

#include <limits>

#include "engine/core/result.h"
#include "engine/heads/ssa_parts.h"
#include "engine/nn/init.h"
#include "engine/tensor/resize.h"

namespace ssa {
namespace {

constexpr double kEosWeight = 0.1;   // of the dice helper's unused buffer
constexpr std::int64_t kPositionGrid = 16;

/// A module that only holds one tensor under one name.
std::shared_ptr<torch::nn::Module> holdParameter(const char* name, const Tensor& value) {
  auto holder = std::make_shared<torch::nn::Module>();
  holder->register_parameter(name, value);
  return holder;
}

/// Mean of x (B,C,N) over positions, weighted by w (B,K,N) -> (B,K,C). x stands on the left so that its
/// gradient keeps map order (see makeBatchNorm).
Tensor weightedSum(const Tensor& x, const Tensor& w) { return at::bmm(x, w.transpose(1, 2)).transpose(1, 2); }

Tensor axisEncoding(std::int64_t channels, std::int64_t length, const at::TensorOptions& options) {
  const Tensor index = at::arange(channels, options.dtype(at::kDouble));
  const Tensor exponent = at::floor(index / 2) * (2.0 / static_cast<double>(std::max<std::int64_t>(channels, 1)));
  const Tensor angle = at::arange(length, options.dtype(at::kDouble)).unsqueeze(0) / at::pow(10000.0, exponent).unsqueeze(1);
  return at::where((index.remainder(2) == 0).unsqueeze(1), angle.sin(), angle.cos());  // (channels,length)
}

}  // namespace

Tensor unitRows(const Tensor& x) { return x / (at::linalg_vector_norm(x, 2, {-1}, true) + kSsaTiny); }

Tensor sinusoidalPosition(std::int64_t channels, std::int64_t h, std::int64_t w, const at::TensorOptions& options) {
  const std::int64_t ofRow = channels - channels / 2, ofColumn = channels / 2;
  const Tensor row = axisEncoding(ofRow, h, options).unsqueeze(2).expand({ofRow, h, w});
  const Tensor column = axisEncoding(ofColumn, w, options).unsqueeze(1).expand({ofColumn, h, w});
  return at::cat({row, column}).unsqueeze(0).to(options.dtype());
}

Tensor SsaClassifier::Parts::fixedWeight() const { return coarse->module()->named_parameters(false)["weight"].flatten(1); }
Tensor SsaClassifier::Parts::basisWeight() const { return basis->named_parameters(false)["weight"]; }
Tensor SsaClassifier::Parts::fixedPrototype(std::int64_t batch) const {
  return fixedWeight().unsqueeze(0).expand({batch, -1, -1});
}
Tensor SsaClassifier::Parts::positionBasis(std::int64_t batch) const {
  return basisWeight().unsqueeze(0).expand({batch, -1, -1});
}

Tensor SsaClassifier::Parts::encodePosition(const Tensor& feature) const {
  const std::int64_t h = feature.size(2), w = feature.size(3);
  switch (spec.options.positionEncoding) {
    case PositionEncoding::sinusoidal:
      return sinusoidalPosition(feature.size(1), h, w, feature.options()).expand_as(feature);
    case PositionEncoding::learnable:
      return resizeBilinear(learnedPosition, {static_cast<int>(w), static_cast<int>(h)}).expand_as(feature);
    case PositionEncoding::conditional:
      break;
  }
  return position->forward(feature);
}

void SsaClassifier::Parts::adaptSemantic(SsaTrace& t, const Tensor& weights, const Tensor& mass) const {
  t.semanticCentre = weightedSum(t.feature.flatten(2), weights) / mass;  // S_c: Eq. 4 divided by the mass
  t.semanticPrototype = semantic->forward(at::cat({t.semanticCentre, fixedPrototype(t.feature.size(0))}, 2));  // S_p
}

void SsaClassifier::Parts::adaptSpatial(SsaTrace& t, const Tensor& weights, const Tensor& mass, const Tensor& keep) const {
  const Tensor p = positionBasis(t.feature.size(0));
  Tensor second = p;
  if (!spec.options.positionBasisOnly) {
    const Tensor pf = t.positionFeature.flatten(2);  // (B,C,h*w)
    if (spec.options.centreSoftmax == CentreSoftmax::positions) {
      Tensor logits = t.coarse.flatten(2);  // (B,K,h*w)
      if (keep.defined()) logits = logits.masked_fill(keep.logical_not().unsqueeze(1), -std::numeric_limits<double>::infinity());
      t.spatialCentre = weightedSum(pf, logits.softmax(2));  // P_c
    } else {
      t.spatialCentre = weightedSum(pf, weights) / mass;
    }
    second = t.spatialCentre;
  }
  t.spatialPrototype = spatial->forward(at::cat({p, second}, 2));  // P_p: basis first, centre second
}

Tensor SsaClassifier::Parts::cosineLogits(const SsaTrace& t, const Tensor& q, bool joint) const {
  const Tensor pixels = joint ? t.feature + t.positionFeature : t.feature;      // G
  const Tensor norm = at::linalg_vector_norm(pixels, 2, {1}, true) + kSsaTiny;  // (B,1,h,w)
  const Tensor raw = at::bmm(unitRows(q), pixels.flatten(2));                   // (B,K,h*w)
  return raw.view({pixels.size(0), spec.classes, pixels.size(2), pixels.size(3)}) * (kCosineScale / norm);
}

SsaClassifier::SsaClassifier(const ClassifierSpec& spec) : parts_(std::make_unique<Parts>()) {
  Parts& p = *parts_;
  p.spec = spec;
  const int c = spec.channels, k = spec.classes;
  p.coarse = makeConv({c, k});
  if (!p.adaptive()) return;
  if (p.spatialOn()) {
    if (spec.options.positionEncoding == PositionEncoding::conditional) p.position = makeConv({c, c, 3, 1, 1, c, true});
    p.basis = holdParameter("weight", at::empty({k, c}));
    p.spatial = makeProjection(2 * c, c / 2, c);
    p.gtSpatial = makeProjection(2 * c, c / 2, c);
  }
  if (p.semanticOn()) {
    p.semantic = makeProjection(2 * c, c / 2, c);
    p.gtSemantic = makeProjection(2 * c, c / 2, c);
  }
  p.prototype = makeLinear(c, c, false);
  p.gtPrototype = makeLinear(c, c, false);
  p.lossHelper = std::make_shared<torch::nn::Module>();
  Tensor emptyWeight = at::ones({k + 1});
  emptyWeight[k] = kEosWeight;
  adoptGroup(*p.lossHelper, "criterion")->register_buffer("empty_weight", emptyWeight);
}

SsaClassifier::~SsaClassifier() = default;

void SsaClassifier::registerCoarse(torch::nn::Module& head) { adopt(head, "conv_seg", parts_->coarse); }

void SsaClassifier::registerAdaptation(torch::nn::Module& head) {
  Parts& p = *parts_;
  if (!p.adaptive()) return;
  const auto add = [&head](const char* name, const LayerPtr& layer) {
    if (layer) adopt(head, name, layer);
  };
  if (p.spatialOn() && p.spec.options.positionEncoding == PositionEncoding::learnable)
    p.learnedPosition = head.register_parameter("pos_embed", at::empty({1, p.spec.channels, kPositionGrid, kPositionGrid}));
  add("get_feat_pos", p.position);
  if (p.basis) registerChild(head, "center_pos", p.basis);
  add("center_content_proj", p.semantic);
  add("gt_center_content_proj", p.gtSemantic);
  add("center_pos_proj", p.spatial);
  add("gt_center_pos_proj", p.gtSpatial);
  add("center_proj", p.prototype);
  add("gt_center_proj", p.gtPrototype);
  registerChild(head, "ssa_loss", p.lossHelper);
}

void SsaClassifier::initialise(at::Generator& generator) {
  const at::NoGradGuard noGrad;
  Parts& p = *parts_;
  for (const LayerPtr& layer : {p.position, p.semantic, p.gtSemantic, p.spatial, p.gtSpatial, p.prototype, p.gtPrototype})
    if (layer) initDefaults(*layer->module(), generator);
  if (p.basis) p.basis->named_parameters(false)["weight"].normal_(0, 1, generator);
  if (p.learnedPosition.defined()) p.learnedPosition.normal_(0, 0.02, generator);
  const auto coarse = p.coarse->module()->named_parameters(false);
  coarse["weight"].normal_(0, 0.01, generator);
  coarse["bias"].zero_();
}

void SsaClassifier::classify(const Tensor& feature, SsaTrace& t) const {
  const Parts& p = *parts_;
  expectShape(feature, {-1, p.spec.channels, -1, -1}, "decoder feature");
  if (feature.numel() == 0) throw ContractViolation("decoder feature: no pixels");
  t.feature = feature;  // F
  const bool training = p.coarse->module()->is_training();
  const bool drop = training && p.spec.dropout > 0;
  t.coarse =
      p.coarse->forward(drop ? at::feature_dropout(feature, static_cast<double>(p.spec.dropout), true) : feature);  // M (B,K,h,w)
  t.positionFeature = Tensor();
  adapt(t, {});
}

void SsaClassifier::adapt(SsaTrace& t, const Tensor& keep) const {
  const Parts& p = *parts_;
  if (!p.adaptive()) {
    t.logits = t.coarse;
    return;
  }
  const std::int64_t batch = t.feature.size(0);
  const bool massNeeded = p.semanticOn() || p.spec.options.centreSoftmax == CentreSoftmax::classes;
  Tensor weights, mass;
  if (massNeeded) {
    weights = t.coarse.softmax(1).flatten(2);                                             // (B,K,h*w)
    if (keep.defined()) weights = weights * keep.unsqueeze(1).to(weights.scalar_type());  // (B,K,h*w)
    mass = weights.sum(2, true) + kSsaTiny;                                               // (B,K,1)
  }
  if (p.spatialOn()) {
    if (!t.positionFeature.defined()) t.positionFeature = p.encodePosition(t.feature);
    p.adaptSpatial(t, weights, mass, keep);
  }
  if (p.semanticOn()) p.adaptSemantic(t, weights, mass);

  const Tensor semantic = p.semanticOn() ? t.semanticPrototype : p.fixedPrototype(batch);
  t.prototype = p.prototype->forward(p.spatialOn() ? semantic + t.spatialPrototype : semantic);  // Q
  t.logits = p.cosineLogits(t, t.prototype, p.spatialOn());
}

Tensor SsaClassifier::cosineLogits(const SsaTrace& trace, const Tensor& prototype, Pixels pixels) const {
  if (!parts_->adaptive()) throw ContractViolation("cosine logits of a plain classifier");
  return parts_->cosineLogits(trace, prototype, pixels == Pixels::joint && parts_->spatialOn());
}

Tensor SsaClassifier::project(const Tensor& sum) const {
  if (!parts_->adaptive()) throw ContractViolation("prototypes of a plain classifier");
  return parts_->prototype->forward(sum);
}

const ClassifierSpec& SsaClassifier::spec() const { return parts_->spec; }

std::int64_t SsaClassifier::parameterCount() const {
  const Parts& p = *parts_;
  std::int64_t count = p.learnedPosition.defined() ? p.learnedPosition.numel() : 0;
  const auto add = [&count](const std::shared_ptr<torch::nn::Module>& module) {
    for (const Tensor& parameter : module->parameters()) count += parameter.numel();
  };
  if (p.basis) add(p.basis);
  for (const LayerPtr& layer :
       {p.coarse, p.position, p.semantic, p.gtSemantic, p.spatial, p.gtSpatial, p.prototype, p.gtPrototype})
    if (layer) add(layer->module());
  return count;
}

}  // namespace ssa

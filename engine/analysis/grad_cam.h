#pragma once

#include <cstdint>
#include <string>

#include "engine/models/segmentor.h"
#include "engine/models/ssa_trace.h"
#include "engine/tensor/tensor.h"

namespace ssa {

/// Which logits a score adds up.
enum class ScoreLogits { output, coarse };

/// A score: sum over cells of u times the logits of one class. u is the sum, over the pixels of a region of the picture,
/// of the weights with which bilinear upsampling (pixel centres) mixes the cells into each pixel, so that the score is
/// the sum of the class's upsampled logits over the region.
struct CamScore {
  ScoreLogits logits = ScoreLogits::output;
  std::int64_t classId = 0;
  Tensor cellWeights;  ///< u (h,w), of the logits' type and device, not negative
};

/// u of a region (H,W), 1 inside and 0 outside: the adjoint of the bilinear upsampling of an (h,w) map.
Tensor cellWeights(const Tensor& region, std::int64_t h, std::int64_t w);
/// Value of the score, in double.
double scoreOf(const SsaTrace& trace, const CamScore& score);

/// Grad-CAM before ReLU and scaling. Source: Selvaraju et al., ICCV 2017.
struct RawCam {
  Tensor weights;  ///< (C) gradients averaged over the cells
  Tensor map;      ///< (h,w) weighted sum of the channels, signed
};
/// From a stage's activations (1,C,h,w) and the score's gradient there.
RawCam camFromGradient(const Tensor& activation, const Tensor& gradient);
/// At the input F of conv_seg: its gradient at a cell is u times the class's weight row, so the map is sum(u)/N times
/// (logit - bias), whatever the region. weight (K,C), bias (K).
RawCam linearCam(const Tensor& coarse, const Tensor& weight, const Tensor& bias, const CamScore& score);
/// At the input G = F + P_f of the SSA head's cosine, prototypes Q taken as given.
RawCam cosineCam(const SsaTrace& trace, const CamScore& score);

/// Gradient (1,C,h,w) of the score at a part: what lies behind it runs once forward and once backward from a leaf, no
/// gradient of a weight is made and the weights' flags are back as they were on return.
/// `known` holds every part up to `part` (Segmentor::resume). Zeros where the score does not depend on it.
/// Not to be called while another thread uses the network.
Tensor suffixGradient(Segmentor& network, const Segmentor::Parts& known, const std::string& part, const CamScore& score);

}  // namespace ssa

#include "engine/inference/kept_logits.h"

#include <c10/util/Half.h>

#include <algorithm>
#include <cmath>

namespace ssa {
namespace {

constexpr float kSsaScale = 15.0F;  // of the cosine logits

float toFloat(std::uint16_t half) { return static_cast<float>(c10::Half(half, c10::Half::from_bits())); }
std::size_t at(std::int64_t i) { return static_cast<std::size_t>(i); }

template <class F>
void eachTap(const cuda::AxisTaps& taps, int output, F&& use) {
  for (int t = 0; t < taps.taps; ++t) {
    const std::size_t tap = at(output) * at(taps.taps) + at(t);
    if (taps.weight[tap] > 0) use(taps.index[tap], taps.weight[tap]);
  }
}

int heaviest(const cuda::AxisTaps& taps, int output) {
  int index = 0;
  float most = -1;
  eachTap(taps, output, [&](int source, float weight) {
    if (weight > most) {
      most = weight;
      index = source;
    }
  });
  return index;
}

}  // namespace

const std::vector<std::uint16_t>& KeptLogits::logits(const KeptPass& pass, LogitKind kind) const {
  return kind == LogitKind::coarse && !pass.coarse.empty() ? pass.coarse : pass.refined;
}

std::vector<float> KeptLogits::probabilities(Point pos_in_image, LogitKind kind) const {
  std::vector<float> mean(at(classes)), values(at(classes));
  for (const KeptPass& pass : passes) {
    std::ranges::fill(values, 0.0F);
    const auto& half = logits(pass, kind);
    const std::size_t plane = at(pass.height) * at(pass.width);
    eachTap(pass.rows, pos_in_image.y, [&](int y, float wy) {
      eachTap(pass.cols, pos_in_image.x, [&](int x, float wx) {
        const std::size_t cell = at(y) * at(pass.width) + at(x);
        for (std::size_t k = 0; k < values.size(); ++k) values[k] += wy * wx * toFloat(half[k * plane + cell]);
      });
    });
    const float top = *std::ranges::max_element(values);
    float total = 0;
    for (float& value : values) total += value = std::exp(value - top);
    for (std::size_t k = 0; k < values.size(); ++k) mean[k] += values[k] / (total * static_cast<float>(passes.size()));
  }
  return mean;
}

std::vector<float> KeptLogits::fixedSimilarity(Point pos_in_image) const {
  if (prototypeNorm.empty()) return {};
  const KeptPass& pass = passes[0];
  const std::size_t cell = at(heaviest(pass.rows, pos_in_image.y)) * at(pass.width) + at(heaviest(pass.cols, pos_in_image.x));
  const auto& half = logits(pass, LogitKind::coarse);
  std::vector<float> similarity(at(classes));
  for (std::size_t k = 0; k < similarity.size(); ++k) {
    const float product = toFloat(half[k * at(pass.height) * at(pass.width) + cell]) - bias[k];
    similarity[k] = std::clamp(product / (featureNorm[cell] * prototypeNorm[k] + 1e-12F), -1.0F, 1.0F);
  }
  return similarity;
}

std::vector<float> KeptLogits::adaptedSimilarity(Point pos_in_image) const {
  if (!hasCoarse()) return {};
  const KeptPass& pass = passes[0];
  const std::size_t cell = at(heaviest(pass.rows, pos_in_image.y)) * at(pass.width) + at(heaviest(pass.cols, pos_in_image.x));
  std::vector<float> similarity(at(classes));
  for (std::size_t k = 0; k < similarity.size(); ++k)
    similarity[k] = toFloat(pass.refined[k * at(pass.height) * at(pass.width) + cell]) / kSsaScale;
  return similarity;
}

void KeptLogits::reduceRows(int begin, int end, LogitKind kind, const cuda::PixelOutputs& outputs, int threads) const {
  std::vector<std::vector<float>> values(passes.size());
  std::vector<cuda::AxisTaps> rows(passes.size());
  std::vector<cuda::LogitView> views;
  for (std::size_t n = 0; n < passes.size(); ++n) {
    const KeptPass& pass = passes[n];
    const auto& half = logits(pass, kind);
    const cuda::IndexSpan span = cuda::indexSpan(pass.rows, begin, end);
    const int height = span.last - span.first + 1;
    rows[n] = cuda::slice(pass.rows, begin, end, span.first);
    const std::size_t part = at(height) * at(pass.width), plane = at(pass.height) * at(pass.width);
    values[n].resize(at(classes) * part);
    for (std::size_t k = 0; k < at(classes); ++k) {
      const std::uint16_t* from = half.data() + k * plane + at(span.first) * at(pass.width);
      std::transform(from, from + part, values[n].data() + k * part, toFloat);
    }
    views.push_back({values[n].data(), height, pass.width, &rows[n], &pass.cols});
  }
  cuda::upsampleArgmaxMean(views, classes, outputs, threads);
}

std::int64_t KeptLogits::bytes() const {
  std::size_t total = (featureNorm.size() + prototypeNorm.size() + bias.size()) * sizeof(float);
  for (const KeptPass& pass : passes) {
    total += (pass.refined.size() + pass.coarse.size()) * sizeof(std::uint16_t);
    for (const cuda::AxisTaps* taps : {&pass.rows, &pass.cols}) total += taps->index.size() * 4 + taps->weight.size() * 4;
  }
  return static_cast<std::int64_t>(total);
}

}  // namespace ssa

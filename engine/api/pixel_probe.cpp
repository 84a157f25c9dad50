#include "engine/api/pixel_probe.h"

#include <algorithm>
#include <cmath>

#include "engine/api/strided_probe.h"

namespace ssa {
namespace {

constexpr std::size_t kTop = 5;

ProbeReading::Classifier summarise(const std::vector<float>& probabilities) {
  ProbeReading::Classifier reading;
  for (std::size_t k = 0; k < probabilities.size(); ++k) {
    reading.top.push_back({static_cast<int>(k), probabilities[k]});
    if (probabilities[k] > 0) reading.entropy -= probabilities[k] * std::log(probabilities[k]);
  }
  if (probabilities.size() > 1) reading.entropy /= std::log(static_cast<float>(probabilities.size()));
  const std::size_t count = std::min(kTop, reading.top.size());
  std::ranges::partial_sort(reading.top, reading.top.begin() + static_cast<std::ptrdiff_t>(count),
                            [](const ClassScore& a, const ClassScore& b) {
                              return a.probability > b.probability || (a.probability == b.probability && a.id < b.id);
                            });
  reading.top.resize(count);
  if (count > 0) reading.margin = reading.top[0].probability - (count > 1 ? reading.top[1].probability : 0.0F);
  return reading;
}

}  // namespace

ProbeReading StridedProbe::at(Point pos_in_image) const {
  ProbeReading reading;
  const Size picture = kept_->picture();
  if (!Rect{0, 0, picture.width, picture.height}.contains(pos_in_image)) return reading;
  reading.refined = summarise(kept_->probabilities(pos_in_image, LogitKind::refined));
  if (kept_->hasCoarse()) reading.coarse = summarise(kept_->probabilities(pos_in_image, LogitKind::coarse));
  reading.fixedSimilarity = kept_->fixedSimilarity(pos_in_image);
  reading.adaptedSimilarity = kept_->adaptedSimilarity(pos_in_image);
  return reading;
}

}  // namespace ssa

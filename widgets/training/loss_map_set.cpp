#include "widgets/training/loss_map_set.h"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>
#include <vector>

#include "app/session/qt_convert.h"
#include "engine/datasets/id_map.h"
#include "engine/datasets/raw_ids.h"
#include "engine/image/read.h"
#include "widgets/canvas/heat_colours.h"

namespace ssa {
namespace {

constexpr int kMapPictureSide_px = 900;
constexpr QRgb kNothing = 0;

QRgb opaque(const Rgb& colour) { return qRgb(colour.r, colour.g, colour.b); }

template <class Colour>
QImage cellImage(Size size, Colour colour) {
  QImage image(size.width, size.height, QImage::Format_ARGB32);
  std::size_t cell = 0;
  for (int y = 0; y < size.height; ++y) {
    auto* line = reinterpret_cast<QRgb*>(image.scanLine(y));
    for (int x = 0; x < size.width; ++x) line[x] = colour(cell++);
  }
  return image;
}

QImage classImage(const LabelMap& map, const Palette& palette) {
  const auto ids = map.labels();
  return cellImage(map.size(), [&](std::size_t i) { return ids[i] < palette.size() ? opaque(palette[ids[i]]) : kNothing; });
}

QImage edgeImage(const LabelMap& edges, const LabelMap& truth) {
  return cellImage(edges.size(), [&](std::size_t i) {
    return truth.labels()[i] == kIgnore ? kNothing : edges.labels()[i] != 0 ? kEdgeColour : kInsideColour;
  });
}

Result<LabelMap> readTruthIds(const LossMapRequest& request, const LabelSet& labels) {
  IdMap map;
  if (!request.idMap.empty()) {
    auto read = IdMap::read(request.idMap);
    if (!read) return read.error();
    map = std::move(*read);
  }
  const auto raw = readIndexMask(request.truth);
  if (!raw) return raw.error();
  std::vector<std::int64_t> unknown(RawIdRule::kIds);
  return RawIdRule(labels, {}, map).apply(raw->value, unknown);
}

}  // namespace

ScoreRange rangeOf(const ScoreMap& scores, const LabelMap& truth) {
  ScoreRange range;
  bool any = false;
  for (std::size_t i = 0; i < scores.values().size(); ++i) {
    const float value = scores.values()[i];
    if (truth.labels()[i] == kIgnore || !std::isfinite(value)) continue;
    range = any ? ScoreRange{std::min(range.low, value), std::max(range.high, value)} : ScoreRange{value, value};
    any = true;
  }
  return range;
}

QImage heatImage(const ScoreMap& scores, const LabelMap& truth, ScoreRange range) {
  const Palette& heat = heatColours();
  const float width = range.high - range.low;
  return cellImage(scores.size(), [&](std::size_t i) {
    const float value = scores.values()[i];
    if (truth.labels()[i] == kIgnore || !std::isfinite(value)) return kNothing;
    const float place = width > 0 ? std::clamp((value - range.low) / width, 0.0F, 1.0F) : 0.0F;
    return opaque(heat[static_cast<std::size_t>(std::lround(place * 255))]);
  });
}

Result<LossMapSetPtr> makeLossMaps(const LossMapRequest& request, StopToken stop, ProgressSink& progress) {
  auto set = std::make_shared<LossMapSet>();
  if (request.opened && request.opened->info().path == request.checkpoint) {
    set->model = request.opened;
  } else {
    auto opened = openModel(request.checkpoint, {}, stop, &progress);
    if (!opened) return opened.error();
    set->model = std::move(opened->value);
  }
  progress.report(-1, "read");
  const auto picture = readImage(request.picture);
  if (!picture) return picture.error();
  set->labels = set->model->info().config.labels;
  const auto truth = readTruthIds(request, set->labels);
  if (!truth) return truth.error();
  if (stop.stop_requested()) return ErrorCode::stopped;
  auto maps = lossMaps(*set->model, picture->value.image, *truth, request.options, stop, progress);
  if (!maps) return maps.error();

  set->maps = std::move(*maps);
  const LossMaps& m = set->maps;
  const Palette palette = set->labels.palette();
  set->picture = toQImage(picture->value.image);
  if (std::max(set->picture.width(), set->picture.height()) > kMapPictureSide_px)
    set->picture = set->picture.scaled(kMapPictureSide_px, kMapPictureSide_px, Qt::KeepAspectRatio, Qt::SmoothTransformation);
  set->truth = classImage(m.truth, palette);
  set->student = classImage(m.student, palette);
  set->teacher = classImage(m.teacher, palette);
  set->edges = edgeImage(m.edges, m.truth);
  for (const auto& [scores, range, image] : {std::tuple{&m.entropy, &set->entropyRange, &set->entropy},
                                             {&m.distillation, &set->distillationRange, &set->distillation},
                                             {&m.share, &set->shareRange, &set->share}}) {
    *range = rangeOf(*scores, m.truth);
    *image = heatImage(*scores, m.truth, *range);
  }
  return set;
}

}  // namespace ssa

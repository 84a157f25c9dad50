#include "engine/api/error_study.h"
#include "engine/api/report_fields.h"

namespace ssa {
namespace {

using StudyJson = nlohmann::ordered_json;

StudyJson estimateJson(const Estimate& estimate) {
  return {{"value", jsonNumber(estimate.value)}, {"interval", jsonInterval(estimate.interval)}, {"images", estimate.images}};
}

StudyJson figureJson(const StudyFigure& figure, bool pair) {
  StudyJson object = {{"first", estimateJson(figure.first)}};
  if (!pair) return object;
  object["second"] = estimateJson(figure.second);
  object["difference"] = estimateJson(figure.difference);
  return object;
}

StudyJson borderJson(const BorderCounts& border) {
  return {{"elements", border.elements},
          {"found", border.found},
          {"mean_signed_px", jsonNumber(border.meanSigned())},
          {"mean_absolute_px", jsonNumber(border.meanAbsolute())},
          {"mean_clipped_px", jsonNumber(border.meanClipped())},
          {"lost_percent", jsonNumber(border.lostShare())}};
}

template <std::size_t N>
StudyJson profileJson(const std::array<float, N>& begins, const std::array<BorderCounts, N>& sums) {
  StudyJson rows = StudyJson::array();
  for (std::size_t i = 0; i < N; ++i) {
    StudyJson row = {{"from", begins[i]}};
    row.update(borderJson(sums[i]));
    rows.push_back(std::move(row));
  }
  return rows;
}

StudyJson sideJson(const StudiedMasks& side, const ErrorStudy& study) {
  const auto name = [&](int id) { return study.labels.classes[static_cast<std::size_t>(id)].name; };
  StudyJson object = {
      {"title", side.title}, {"model", side.model}, {"masks", side.masks == MaskKind::coarse ? "coarse" : "refined"}};
  if (study.options.borders) {
    const ForensicsCounts& f = side.forensics;
    object["known_pixels"] = f.known;
    object["wrong_pixels"] = f.wrong();
    object["border"] = borderJson(f.border);
    StudyJson& pairs = object["pairs"] = StudyJson::array();
    for (const PairCounts& pair : f.pairs) {
      StudyJson row = {{"low", name(pair.lowId)}, {"high", name(pair.highId)}};
      row.update(borderJson(pair.border));
      pairs.push_back(std::move(row));
    }
    object["by_thickness_px"] = profileJson(kThicknessBins, f.byThickness);
    object["by_curvature_per_px"] = profileJson(kCurvatureBins, f.byCurvature);
    StudyJson& kinds = object["kinds"] = StudyJson::array();
    for (std::size_t i = 0; i < f.kinds.size(); ++i)
      kinds.push_back({{"kind", kErrorKindNames[i]}, {"regions", f.kinds[i].regions}, {"pixels", f.kinds[i].pixels}});
  }
  if (study.options.objects) {
    StudyJson& cells = object["objects"] = StudyJson::array();
    for (const ObjectCounts& cell : side.objects)
      cells.push_back({{"class", name(cell.id)},
                       {"from_px", study.options.bins_px[static_cast<std::size_t>(cell.bin)]},
                       {"objects", cell.objects},
                       {"hits", cell.hits},
                       {"pixels", cell.pixels},
                       {"right", cell.right}});
  }
  return object;
}

}  // namespace

std::string toJson(const ErrorStudy& study) {
  const bool pair = study.sides.size() > 1;
  StudyJson object = {{"truth", study.truth}, {"split", study.split}, {"images", study.images}};
  StudyJson& sides = object["sides"] = StudyJson::array();
  for (const StudiedMasks& side : study.sides) sides.push_back(sideJson(side, study));
  if (study.options.borders) {
    object["options"] = {{"reach_px", study.options.forensics.reach_px},
                         {"shift_px", study.options.forensics.shift_px},
                         {"thin_px", study.options.forensics.thin_px},
                         {"sure", study.options.forensics.sure}};
    object["distance_px"] = figureJson(study.distance, pair);
    object["lost_percent"] = figureJson(study.lost, pair);
    StudyJson& within = object["border_within_percent"] = StudyJson::array();
    for (const DistanceFigure& one : study.distances) {
      StudyJson row = {{"px", one.within_px}};
      row.update(figureJson(one.share, pair));
      within.push_back(std::move(row));
    }
    StudyJson& kinds = object["kinds_percent"] = StudyJson::array();
    for (const KindFigure& kind : study.kinds) {
      StudyJson row = {{"kind", kErrorKindNames[static_cast<std::size_t>(kind.kind)]}};
      row.update(figureJson(kind.share, pair));
      kinds.push_back(std::move(row));
    }
    StudyJson& bands = object["bands"] = StudyJson::array();
    for (const BandFigure& band : study.bands)
      bands.push_back({{"width_px", band.width_px},
                       {"boundary_IoU", figureJson(band.boundaryIoU, pair)},
                       {"trimap_IoU", figureJson(band.trimapIoU, pair)}});
  }
  if (study.options.objects) {
    object["bins_px"] = study.options.bins_px;
    StudyJson& rows = object["objects"] = StudyJson::array();
    for (const ObjectFigure& row : study.objects)
      rows.push_back(
          {{"class", row.id < 0 ? StudyJson() : StudyJson(study.labels.classes[static_cast<std::size_t>(row.id)].name)},
           {"from_px", row.bin < 0 ? StudyJson() : StudyJson(study.options.bins_px[static_cast<std::size_t>(row.bin)])},
           {"objects", row.objects},
           {"pixels", row.pixels},
           {"hit_rate", figureJson(row.hitRate, pair)},
           {"pixel_recall", figureJson(row.pixelRecall, pair)}});
  }
  StudyJson& pictures = object["pictures"] = StudyJson::array();
  for (const StudiedImage& image : study.pictures) {
    StudyJson row = {{"name", image.name}, {"image", image.image.string()}};
    if (study.options.borders) {
      row["wrong"] = image.wrong;
      StudyJson& distance = row["distance_px"] = StudyJson::array();
      for (const std::optional<double>& one : image.distance) distance.push_back(jsonNumber(one));
    }
    if (study.options.objects) {
      row["objects"] = image.objects;
      row["hits"] = image.objectsHit;
    }
    pictures.push_back(std::move(row));
  }
  StudyJson& skipped = object["skipped"] = StudyJson::array();
  for (const SkippedSample& sample : study.skipped)
    skipped.push_back({{"path", sample.path}, {"error", std::string(name(sample.error.code))}});
  return object.dump(2, ' ', false, StudyJson::error_handler_t::replace) + '\n';
}

}  // namespace ssa

#include "engine/api/comparison_report.h"

#include "engine/api/report_fields.h"

namespace ssa {
namespace {

using Json = nlohmann::ordered_json;

Json pairOf(const ScorePair& pair) {
  return {{"first", jsonNumber(pair.first)},
          {"second", jsonNumber(pair.second)},
          {"difference", jsonNumber(pair.difference.value)},
          {"interval", jsonInterval(pair.difference.interval)},
          {"images", pair.difference.images}};
}

std::vector<std::string> csvFields(const ScorePair& pair) {
  constexpr int kPlaces = 4;
  const std::optional<Interval>& interval = pair.difference.interval;
  return {decimals(pair.first, kPlaces),
          decimals(pair.second, kPlaces),
          decimals(pair.difference.value, kPlaces),
          interval ? decimals(interval->low, kPlaces) : "",
          interval ? decimals(interval->high, kPlaces) : "",
          std::to_string(pair.difference.images)};
}

const char* text(Comparison::Verdict verdict) {
  switch (verdict) {
    case Comparison::Verdict::equal:
      return "equal";
    case Comparison::Verdict::none:
      return "no_difference_shown";
    case Comparison::Verdict::better:
      return "better";
    case Comparison::Verdict::worse:
      return "worse";
    case Comparison::Verdict::unknown:
      break;
  }
  return "unknown";
}

std::string dumped(const Json& object) { return object.dump(2, ' ', false, Json::error_handler_t::replace) + '\n'; }

}  // namespace

std::string toJson(const Comparison& comparison) {
  Json object = {{"first", comparison.firstTitle}, {"second", comparison.secondTitle}, {"unit", "percent"}};
  if (comparison.scale) object["scale"] = *comparison.scale;
  object["mIoU"] = pairOf(comparison.mIoU);
  object["p"] = jsonNumber(comparison.p);
  object["verdict"] = text(comparison.verdict());
  Json& classes = object["classes"] = Json::array();
  for (const ClassComparison& row : comparison.classes) {
    Json one = {{"id", row.id}, {"name", comparison.labels.classes[static_cast<std::size_t>(row.id)].name}, {"truth", row.truth}};
    one.update(pairOf(row.iou));
    classes.push_back(std::move(one));
  }
  Json& boundary = object["boundary"] = Json::array();
  for (const BoundaryComparison& row : comparison.boundary)
    boundary.push_back({{"width_px", row.width_px},
                        {"boundary_IoU", pairOf(row.boundaryIoU)},
                        {"trimap_IoU", pairOf(row.trimapIoU)},
                        {"boundary_F", {{"first", jsonNumber(row.firstF)}, {"second", jsonNumber(row.secondF)}}}});
  object["order"] = comparison.order == ImageOrder::meanIoU ? "mIoU" : "accuracy";
  object["worsened"] = comparison.worsened();
  object["improved"] = comparison.improved();
  Json& images = object["images"] = Json::array();
  for (const ImageComparison& image : comparison.images)
    images.push_back({{"name", image.name},
                      {"image", image.image.string()},
                      {"set", image.set},
                      {"pixels", image.pixels},
                      {"first_right", image.firstRight},
                      {"second_right", image.secondRight},
                      {"first_mIoU", image.firstIoU},
                      {"second_mIoU", image.secondIoU},
                      {"mIoU_change", image.iouChange()},
                      {"accuracy_change", image.accuracyChange()}});
  object["unpaired"] = comparison.unpaired;
  return dumped(object);
}

std::string toCsv(const std::vector<Comparison>& comparisons) {
  std::string csv = csvLine({"first", "second", "scale", "score", "width_px", "id", "class", "first_score", "second_score",
                             "difference", "low", "high", "images", "p"});
  for (const Comparison& c : comparisons) {
    const auto line = [&](std::vector<std::string> what, const ScorePair& pair, const std::string& p) {
      std::vector<std::string> fields = {c.firstTitle, c.secondTitle, c.scale ? decimals(*c.scale) : ""};
      fields.insert(fields.end(), what.begin(), what.end());
      const std::vector<std::string> figures = csvFields(pair);
      fields.insert(fields.end(), figures.begin(), figures.end());
      fields.push_back(p);
      csv += csvLine(fields);
    };
    for (const ClassComparison& row : c.classes)
      line({"IoU", "", std::to_string(row.id), c.labels.classes[static_cast<std::size_t>(row.id)].name}, row.iou, "");
    line({"mIoU", "", "", "all"}, c.mIoU, decimals(c.p, 5));
    for (const BoundaryComparison& row : c.boundary) {
      const std::string width = std::to_string(row.width_px);
      line({"boundary IoU", width, "", "all"}, row.boundaryIoU, "");
      line({"trimap IoU", width, "", "all"}, row.trimapIoU, "");
      line({"boundary F", width, "", "all"}, {row.firstF, row.secondF, {}}, "");
    }
  }
  return csv;
}

std::string toJson(const ScaleTable& table) {
  const auto scaleAt = [&](const std::optional<std::size_t>& index) {
    return index ? Json(table.scales[*index]) : Json(nullptr);
  };
  Json object = {{"scales", table.scales}};
  Json& models = object["models"] = Json::array();
  for (std::size_t m = 0; m < table.mIoU.size(); ++m) {
    Json row = Json::array();
    for (const std::optional<double>& value : table.mIoU[m]) row.push_back(jsonNumber(value));
    models.push_back({{"mIoU", row}, {"best", scaleAt(table.best[m])}});
  }
  object["best_in_common"] = scaleAt(table.common);
  return dumped(object);
}

}  // namespace ssa

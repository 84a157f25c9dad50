#include "engine/api/evaluation_report.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "engine/api/report_fields.h"

namespace ssa {
namespace {

using Json = nlohmann::ordered_json;

Json argsOf(const Error::Args& args) {
  Json object = Json::object();
  for (const auto& [key, value] : args) object[key] = value;
  return object;
}

Json meansOf(const std::optional<double>& mIoU, const std::optional<double>& mAcc, const std::optional<double>& aAcc) {
  return {{"mIoU", jsonNumber(mIoU)}, {"mAcc", jsonNumber(mAcc)}, {"aAcc", jsonNumber(aAcc)}};
}

Json boundaryOf(const std::vector<BoundaryScores>& widths) {
  Json all = Json::array();
  for (const BoundaryScores& scores : widths) {
    Json classes = Json::array();
    for (const BoundaryClassScores& row : scores.classes)
      classes.push_back({{"boundary_IoU", jsonNumber(row.boundaryIoU)},
                         {"trimap_IoU", jsonNumber(row.trimapIoU)},
                         {"boundary_F", jsonNumber(row.boundaryF)}});
    all.push_back({{"width_px", scores.width_px},
                   {"boundary_mIoU", jsonNumber(scores.mBoundaryIoU)},
                   {"trimap_mIoU", jsonNumber(scores.mTrimapIoU)},
                   {"boundary_mF", jsonNumber(scores.mBoundaryF)},
                   {"classes", classes}});
  }
  return all;
}

Json scoresOf(const MaskScores& scores, const LabelSet& labels) {
  Json object = {{"masks", scores.masks}};
  object.update(meansOf(scores.pooled.mIoU, scores.pooled.mAcc, scores.pooled.aAcc));
  object["mPrecision"] = jsonNumber(scores.pooled.mPrecision);
  object["mFscore"] = jsonNumber(scores.pooled.mFscore);
  object["mDice"] = jsonNumber(scores.pooled.mDice);
  object["mIoU_interval"] = jsonInterval(scores.statistics.mIoU.interval);
  object["image_means"] = meansOf(scores.imageMeans.mIoU(), scores.imageMeans.mAcc(), scores.imageMeans.aAcc());
  object["image_means"]["mDice"] = jsonNumber(scores.imageMeans.mDice());
  Json& classes = object["classes"] = Json::array();
  Json& matrix = object["confusion"] = Json::array();
  for (int id = 0; id < labels.count(); ++id) {
    const ClassScores& row = scores.pooled.classes[static_cast<std::size_t>(id)];
    classes.push_back({{"id", id},
                       {"name", labels.classes[static_cast<std::size_t>(id)].name},
                       {"IoU", jsonNumber(row.iou)},
                       {"Acc", jsonNumber(row.accuracy)},
                       {"precision", jsonNumber(row.precision)},
                       {"F", jsonNumber(row.fscore)},
                       {"IoU_interval", jsonInterval(scores.statistics.classes[static_cast<std::size_t>(id)].interval)},
                       {"images", scores.statistics.classes[static_cast<std::size_t>(id)].images},
                       {"image_mean_IoU", jsonNumber(scores.imageMeans.iou(id))},
                       {"image_mean_Acc", jsonNumber(scores.imageMeans.accuracy(id))},
                       {"image_mean_F", jsonNumber(scores.imageMeans.fscore(id))},
                       {"intersection", row.intersection},
                       {"union", row.union_},
                       {"truth", row.truth},
                       {"predicted", row.predicted},
                       {"predicted_outside_table", scores.confusion.outside(id)}});
    Json line = Json::array();
    for (int predicted = 0; predicted < labels.count(); ++predicted) line.push_back(scores.confusion.at(id, predicted));
    matrix.push_back(std::move(line));
  }
  object["boundary"] = boundaryOf(scores.boundary);
  Json& images = object["per_image"] = Json::array();
  for (const ImageTally& image : scores.images) {
    const double pixels = static_cast<double>(image.confusion.pixels());
    images.push_back({{"name", image.name},
                      {"set", image.set},
                      {"mIoU", jsonNumber(meanIoU(image.confusion.counts()))},
                      {"aAcc", pixels > 0 ? Json(100.0 * static_cast<double>(image.confusion.right()) / pixels) : Json(nullptr)},
                      {"pixels", image.confusion.pixels()}});
  }
  Json& outside = object["ids_outside_table"] = Json::object();
  for (const auto& [id, pixels] : scores.outside) outside[std::to_string(id)] = pixels;
  return object;
}

/// Characters a terminal shows, taking every code point as one.
std::size_t width(const std::string& text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

/// Lines up columns: the first to the left, the others to the right.
std::string aligned(const std::vector<std::vector<std::string>>& rows) {
  std::vector<std::size_t> widths;
  for (const auto& row : rows) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], width(row[i]));
  }
  std::string text;
  for (const auto& row : rows) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::string pad(widths[i] - width(row[i]), ' ');
      line += i == 0 ? row[i] + pad : "  " + pad + row[i];
    }
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + '\n';
  }
  return text;
}

std::string dash(const std::optional<double>& value) { return value ? decimals(value) : "-"; }

/// `51.20..55.40`; empty where there is none.
std::string interval(const Estimate& estimate) {
  return estimate.interval ? decimals(estimate.interval->low) + ".." + decimals(estimate.interval->high) : "";
}

}  // namespace

std::string toJson(const Evaluation& evaluation) {
  Json object = {{"truth", evaluation.truth}, {"split", evaluation.split}, {"images", evaluation.images}, {"unit", "percent"}};
  if (evaluation.scale) object["scale"] = *evaluation.scale;
  Json& scores = object["scores"] = Json::array();
  for (const MaskScores& one : evaluation.scores) scores.push_back(scoresOf(one, evaluation.labels));
  Json& skipped = object["skipped"] = Json::array();
  for (const SkippedSample& sample : evaluation.skipped)
    skipped.push_back({{"path", sample.path}, {"code", name(sample.error.code)}, {"args", argsOf(sample.error.args)}});
  Json& warnings = object["warnings"] = Json::array();
  for (const Warning& warning : evaluation.warnings)
    warnings.push_back({{"code", name(warning.code)}, {"args", argsOf(warning.args)}});
  object["provenance"] = Json::parse(evaluation.provenance.toJson(), nullptr, false);
  return object.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

std::string toCsv(const std::vector<Evaluation>& evaluations) {
  std::string text = csvLine({"masks",           "id",           "class", "IoU",     "Acc",       "image_mean_IoU",
                              "image_mean_Acc",  "intersection", "union", "truth",   "predicted", "aAcc",
                              "image_mean_aAcc", "precision",    "F",     "IoU_low", "IoU_high",  "images",
                              "model",           "scale"});
  constexpr int kPlaces = 4;
  const auto bounds = [](const Estimate& estimate) -> std::vector<std::string> {
    if (!estimate.interval) return {"", "", std::to_string(estimate.images)};
    return {decimals(estimate.interval->low, kPlaces), decimals(estimate.interval->high, kPlaces),
            std::to_string(estimate.images)};
  };
  for (const Evaluation& evaluation : evaluations) {
    const std::string scale = evaluation.scale ? decimals(*evaluation.scale) : "";
    for (const MaskScores& scores : evaluation.scores) {
      const auto line = [&](std::vector<std::string> fields, const Estimate& estimate) {
        const std::vector<std::string> interval = bounds(estimate);
        fields.insert(fields.end(), interval.begin(), interval.end());
        fields.insert(fields.end(), {evaluation.provenance.modelTitle, scale});
        text += csvLine(fields);
      };
      for (int id = 0; id < evaluation.labels.count(); ++id) {
        const ClassScores& row = scores.pooled.classes[static_cast<std::size_t>(id)];
        line({scores.masks, std::to_string(id), evaluation.labels.classes[static_cast<std::size_t>(id)].name,
              decimals(row.iou, kPlaces), decimals(row.accuracy, kPlaces), decimals(scores.imageMeans.iou(id), kPlaces),
              decimals(scores.imageMeans.accuracy(id), kPlaces), std::to_string(row.intersection), std::to_string(row.union_),
              std::to_string(row.truth), std::to_string(row.predicted), "", "", decimals(row.precision, kPlaces),
              decimals(row.fscore, kPlaces)},
             scores.statistics.classes[static_cast<std::size_t>(id)]);
      }
      line({scores.masks, "", "all", decimals(scores.pooled.mIoU, kPlaces), decimals(scores.pooled.mAcc, kPlaces),
            decimals(scores.imageMeans.mIoU(), kPlaces), decimals(scores.imageMeans.mAcc(), kPlaces), "", "", "", "",
            decimals(scores.pooled.aAcc, kPlaces), decimals(scores.imageMeans.aAcc(), kPlaces),
            decimals(scores.pooled.mPrecision, kPlaces), decimals(scores.pooled.mFscore, kPlaces)},
           scores.statistics.mIoU);
    }
  }
  return text;
}

std::string toText(const Evaluation& evaluation) {
  std::string text;
  for (const MaskScores& scores : evaluation.scores) {
    std::vector<std::vector<std::string>> rows = {{"class", "IoU", "interval", "Acc", "F", "IoU image mean", "share of truth"}};
    const auto total = static_cast<double>(std::max<std::int64_t>(1, scores.confusion.pixels()));
    for (int id = 0; id < evaluation.labels.count(); ++id) {
      const ClassScores& row = scores.pooled.classes[static_cast<std::size_t>(id)];
      rows.push_back({evaluation.labels.classes[static_cast<std::size_t>(id)].name, dash(row.iou),
                      interval(scores.statistics.classes[static_cast<std::size_t>(id)]), dash(row.accuracy), dash(row.fscore),
                      dash(scores.imageMeans.iou(id)), decimals(100.0 * static_cast<double>(row.truth) / total)});
    }
    const std::string scale = evaluation.scale ? ", input scale " + decimals(*evaluation.scale) : "";
    text += scores.masks + scale + ", " + std::to_string(evaluation.images) + " images, per cent\n\n" + aligned(rows) + '\n';
    text += aligned({{"", "mIoU", "interval", "mAcc", "aAcc", "mDice"},
                     {"over all pixels", dash(scores.pooled.mIoU), interval(scores.statistics.mIoU), dash(scores.pooled.mAcc),
                      dash(scores.pooled.aAcc), dash(scores.pooled.mDice)},
                     {"averaged over images", dash(scores.imageMeans.mIoU()), "", dash(scores.imageMeans.mAcc()),
                      dash(scores.imageMeans.aAcc()), dash(scores.imageMeans.mDice())}});
    text += '\n';
    if (scores.boundary.empty()) continue;
    std::vector<std::vector<std::string>> widths = {{"band", "boundary mIoU", "trimap mIoU", "boundary mF"}};
    for (const BoundaryScores& row : scores.boundary)
      widths.push_back(
          {std::to_string(row.width_px) + " px", dash(row.mBoundaryIoU), dash(row.mTrimapIoU), dash(row.mBoundaryF)});
    text += aligned(widths) + '\n';
  }
  return text;
}

}  // namespace ssa

#include "engine/api/evaluation_report.h"

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

namespace ssa {
namespace {

using Json = nlohmann::ordered_json;

Json number(const std::optional<double>& value) { return value ? Json(*value) : Json(nullptr); }

/// Two decimals whatever the locale; empty where there is no value.
std::string decimals(const std::optional<double>& value, int places = 2) {
  if (!value) return {};
  char text[64];
  const auto end = std::to_chars(text, text + sizeof text, *value, std::chars_format::fixed, places);
  return {text, end.ptr};
}

Json argsOf(const Error::Args& args) {
  Json object = Json::object();
  for (const auto& [key, value] : args) object[key] = value;
  return object;
}

Json meansOf(const std::optional<double>& mIoU, const std::optional<double>& mAcc, const std::optional<double>& aAcc) {
  return {{"mIoU", number(mIoU)}, {"mAcc", number(mAcc)}, {"aAcc", number(aAcc)}};
}

Json scoresOf(const MaskScores& scores, const LabelSet& labels) {
  Json object = {{"masks", scores.masks}};
  object.update(meansOf(scores.pooled.mIoU, scores.pooled.mAcc, scores.pooled.aAcc));
  object["image_means"] = meansOf(scores.imageMeans.mIoU(), scores.imageMeans.mAcc(), scores.imageMeans.aAcc());
  Json& classes = object["classes"] = Json::array();
  Json& matrix = object["confusion"] = Json::array();
  for (int id = 0; id < labels.count(); ++id) {
    const ClassScores& row = scores.pooled.classes[static_cast<std::size_t>(id)];
    classes.push_back({{"id", id},
                       {"name", labels.classes[static_cast<std::size_t>(id)].name},
                       {"IoU", number(row.iou)},
                       {"Acc", number(row.accuracy)},
                       {"image_mean_IoU", number(scores.imageMeans.iou(id))},
                       {"image_mean_Acc", number(scores.imageMeans.accuracy(id))},
                       {"intersection", row.intersection},
                       {"union", row.union_},
                       {"truth", row.truth},
                       {"predicted", row.predicted},
                       {"predicted_outside_table", scores.confusion.outside(id)}});
    Json line = Json::array();
    for (int predicted = 0; predicted < labels.count(); ++predicted) line.push_back(scores.confusion.at(id, predicted));
    matrix.push_back(std::move(line));
  }
  Json& outside = object["ids_outside_table"] = Json::object();
  for (const auto& [id, pixels] : scores.outside) outside[std::to_string(id)] = pixels;
  return object;
}

std::string csvField(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + '"';
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

}  // namespace

std::string toJson(const Evaluation& evaluation) {
  Json object = {{"truth", evaluation.truth}, {"split", evaluation.split}, {"images", evaluation.images}, {"unit", "percent"}};
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

std::string toCsv(const Evaluation& evaluation) {
  std::string text =
      "masks,id,class,IoU,Acc,image_mean_IoU,image_mean_Acc,intersection,union,truth,predicted,aAcc,image_mean_aAcc\r\n";
  const auto line = [&text](std::initializer_list<std::string> fields) {
    const char* separator = "";
    for (const std::string& field : fields) {
      text += separator + csvField(field);
      separator = ",";
    }
    text += "\r\n";
  };
  constexpr int kPlaces = 4;
  for (const MaskScores& scores : evaluation.scores) {
    for (int id = 0; id < evaluation.labels.count(); ++id) {
      const ClassScores& row = scores.pooled.classes[static_cast<std::size_t>(id)];
      line({scores.masks, std::to_string(id), evaluation.labels.classes[static_cast<std::size_t>(id)].name,
            decimals(row.iou, kPlaces), decimals(row.accuracy, kPlaces), decimals(scores.imageMeans.iou(id), kPlaces),
            decimals(scores.imageMeans.accuracy(id), kPlaces), std::to_string(row.intersection), std::to_string(row.union_),
            std::to_string(row.truth), std::to_string(row.predicted), "", ""});
    }
    line({scores.masks, "", "all", decimals(scores.pooled.mIoU, kPlaces), decimals(scores.pooled.mAcc, kPlaces),
          decimals(scores.imageMeans.mIoU(), kPlaces), decimals(scores.imageMeans.mAcc(), kPlaces), "", "", "", "",
          decimals(scores.pooled.aAcc, kPlaces), decimals(scores.imageMeans.aAcc(), kPlaces)});
  }
  return text;
}

std::string toText(const Evaluation& evaluation) {
  std::string text;
  for (const MaskScores& scores : evaluation.scores) {
    std::vector<std::vector<std::string>> rows = {{"class", "IoU", "Acc", "IoU image mean", "share of truth"}};
    const auto total = static_cast<double>(std::max<std::int64_t>(1, scores.confusion.pixels()));
    for (int id = 0; id < evaluation.labels.count(); ++id) {
      const ClassScores& row = scores.pooled.classes[static_cast<std::size_t>(id)];
      rows.push_back({evaluation.labels.classes[static_cast<std::size_t>(id)].name, dash(row.iou), dash(row.accuracy),
                      dash(scores.imageMeans.iou(id)), decimals(100.0 * static_cast<double>(row.truth) / total)});
    }
    text += scores.masks + ", " + std::to_string(evaluation.images) + " images, per cent\n\n" + aligned(rows) + '\n';
    text += aligned({{"", "mIoU", "mAcc", "aAcc"},
                     {"over all pixels", dash(scores.pooled.mIoU), dash(scores.pooled.mAcc), dash(scores.pooled.aAcc)},
                     {"averaged over images", dash(scores.imageMeans.mIoU()), dash(scores.imageMeans.mAcc()),
                      dash(scores.imageMeans.aAcc())}});
    text += '\n';
  }
  return text;
}

}  // namespace ssa

#include "app/cli/model_report.h"

namespace ssa::cli {

std::string modelText(const ModelInfo& info) {
  const ModelConfig& config = info.config;
  std::string classes = std::to_string(config.num_classes);
  if (!config.labels.name.empty()) classes += " (" + config.labels.name + ")";
  std::string parameters = grouped(info.parameters);
  if (info.teacherParameters > 0) parameters += " to predict, " + grouped(info.teacherParameters) + " more for training";
  std::vector<std::vector<std::string>> rows = {
      {"model", info.name},    {"path", info.path.string()}, {"architecture", info.title()},
      {"classes", classes},    {"parameters", parameters},   {"layout", info.layout},
      {"source", info.source}, {"sha256", info.sha256},      {"trained", config.trained ? "yes" : "no (seeded noise)"},
  };
  std::string text;
  for (const auto& row : rows)
    if (!row[1].empty()) text += row[0] + std::string(14 - row[0].size(), ' ') + row[1] + '\n';
  return text;
}

Json modelJson(const ModelInfo& info) {
  return {{"name", info.name},
          {"path", info.path.string()},
          {"title", info.title()},
          {"sha256", info.sha256},
          {"source", info.source},
          {"layout", info.layout},
          {"parameters", info.parameters},
          {"teacher_parameters", info.teacherParameters},
          {"config", Json::parse(info.config.toJson())}};
}

Error withFlagNames(Error error) {
  if (error.code != ErrorCode::badOption || error.arg("option") != "folder") return error;
  return {ErrorCode::badOption,
          {{"option", "out"},
           {"value", std::string(error.arg("value"))},
           {"expected", "a new or empty folder, or --replace for a model"}}};
}

}  // namespace ssa::cli

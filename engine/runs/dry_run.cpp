#include "engine/runs/dry_run.h"

#include "engine/runs/event_json.h"

namespace ssa {

using nlohmann::ordered_json;

std::string toJsonLine(const DryRunReport& report) {
  ordered_json losses = ordered_json::object();
  for (const auto& [key, value] : report.losses) losses[key] = value;
  ordered_json refusals = ordered_json::array();
  for (const Error& error : report.refusals) refusals.push_back(toJson(error));
  ordered_json warnings = ordered_json::array();
  for (const Warning& warning : report.warnings) warnings.push_back(toJson(warning));
  return toLine({{"dry_run", 1},
                 {"device", report.device},
                 {"train_pairs", report.trainPairs},
                 {"val_pairs", report.valPairs},
                 {"classes", report.classes},
                 {"parameters", report.parameters},
                 {"trainable_parameters", report.trainableParameters},
                 {"memory_bytes", report.memory_bytes},
                 {"free_memory_bytes", report.freeMemory_bytes},
                 {"disk_bytes", report.disk_bytes},
                 {"free_disk_bytes", report.freeDisk_bytes},
                 {"step_seconds", report.step_seconds},
                 {"eval_seconds", report.eval_seconds},
                 {"total_seconds", report.total_seconds},
                 {"losses", std::move(losses)},
                 {"refusals", std::move(refusals)},
                 {"warnings", std::move(warnings)}});
}

Result<DryRunReport> parseDryRunReport(std::string_view line) {
  const Error bad(ErrorCode::badConfig, {{"path", "dry run"}, {"reason", "not a report"}});
  const auto object = objectFromLine(line);
  if (!object || !object->contains("dry_run")) return bad;
  DryRunReport report;
  LineMembers members(*object);
  members.read("device", report.device);
  members.read("train_pairs", report.trainPairs);
  members.read("val_pairs", report.valPairs);
  members.read("classes", report.classes);
  members.read("parameters", report.parameters);
  members.read("trainable_parameters", report.trainableParameters);
  members.read("memory_bytes", report.memory_bytes);
  members.read("free_memory_bytes", report.freeMemory_bytes);
  members.read("disk_bytes", report.disk_bytes);
  members.read("free_disk_bytes", report.freeDisk_bytes);
  members.read("step_seconds", report.step_seconds);
  members.read("eval_seconds", report.eval_seconds);
  members.read("total_seconds", report.total_seconds);
  if (const ordered_json* losses = members.find("losses"); losses && losses->is_object()) {
    LineMembers terms(*losses);
    for (const auto& [key, value] : losses->items()) terms.read(key.c_str(), report.losses.emplace_back(key, 0).second);
    if (!terms) members.refuse();
  }
  if (const ordered_json* refusals = members.find("refusals"); refusals && refusals->is_array())
    for (const ordered_json& refusal : *refusals) {
      if (auto error = errorFromJson(refusal))
        report.refusals.push_back(*std::move(error));
      else
        members.refuse();
    }
  if (const ordered_json* warnings = members.find("warnings"); warnings && warnings->is_array())
    for (const ordered_json& entry : *warnings)
      if (auto warning = warningFromJson(entry)) report.warnings.push_back(*std::move(warning));
  if (!members) return bad;
  return report;
}

}  // namespace ssa

#include <cmath>
#include <nlohmann/json.hpp>

#include "engine/api/bench.h"

namespace ssa {
namespace {

using Json = nlohmann::ordered_json;

double rounded(double value) { return std::isfinite(value) ? std::round(value * 1e4) / 1e4 : 0; }

Json toJson(const BenchSpread& s) { return {{"min", rounded(s.min)}, {"med", rounded(s.med)}, {"p90", rounded(s.p90)}}; }
Json toJson(const BenchCalibration& c) {
  return {{"fma_gflops", rounded(c.fma_gflops)}, {"read_gbps", rounded(c.read_gbps)}, {"sgemm_gflops", rounded(c.sgemm_gflops)}};
}
Json toJson(const BenchEnvironment& environment) {
  Json json = Json::object();
  for (const auto& [name, value] : environment) json[name] = value;
  return json;
}
Json toJson(const StageBench& s) { return {{"stage", s.stage}, {"wall_ms", toJson(s.wall_ms)}, {"peak_bytes", s.peakBytes}}; }

}  // namespace

std::string BenchCase::toJson() const {
  Json json{{"case", name},
            {"shape", shape},
            {"data", data},
            {"impl", implementation},
            {"version", version},
            {"threads", threads},
            {"dtype", dtype},
            {"wall_ms", ssa::toJson(wall_ms)},
            {"cpu_ms", ssa::toJson(cpu_ms)},
            {"rounds", rounds},
            {"dropped", dropped},
            {"noisy", noisy},
            {"flop", flop},
            {"bytes_min", bytesMin},
            {"floor_ms", rounded(floor_ms)},
            {"x_floor", rounded(timesFloor)},
            {"peer", peer},
            {"peer_wall_ms", ssa::toJson(peer_wall_ms)},
            {"peer_cpu_ms", ssa::toJson(peer_cpu_ms)}};
  if (ratio) {
    json["ratio"] = {{"med", rounded(ratio->med)}, {"lo", rounded(ratio->lo)},     {"hi", rounded(ratio->hi)},
                     {"min", rounded(ratio->min)}, {"wall", rounded(ratio->wall)}, {"cpu", rounded(ratio->cpu)}};
  }
  json["check"] = {{"metric", check.metric}, {"value", check.value}, {"tol", check.tolerance}, {"ok", check.ok}};
  json["bytes_alloc_peak"] = peakBytes;
  for (const auto& [key, value] : extra) json[key] = rounded(value);
  return json.dump();
}

std::string KernelBench::toJson() const {
  Json json{{"environment", ssa::toJson(environment)},
            {"calibration_before", ssa::toJson(before)},
            {"calibration_after", ssa::toJson(after)},
            {"drifted", drifted},
            {"fairness", fairness}};
  Json& list = json["cases"] = Json::array();
  for (const BenchCase& one : cases) list.push_back(Json::parse(one.toJson()));
  json["ssa_cost_model"] = ssaCostModel;
  Json& cost = json["ssa_cost"] = Json::array();
  for (const SsaCost& stage : ssaCost)
    cost.push_back({{"stage", stage.stage},
                    {"plain_ms", rounded(stage.plain_ms)},
                    {"ssa_ms", rounded(stage.ssa_ms)},
                    {"extra_ms", rounded(stage.extra_ms())}});
  json["post_processing_bytes"] = postProcessingBytes;
  return json.dump(2);
}

std::string ImageBench::toJson() const {
  Json json{{"environment", ssa::toJson(environment)},
            {"model", model},
            {"width", image.width},
            {"height", image.height},
            {"rounds", rounds},
            {"resident_bytes", residentBytes}};
  Json& list = json["stages"] = Json::array();
  for (const StageBench& stage : stages) list.push_back(ssa::toJson(stage));
  json["total"] = ssa::toJson(total);
  return json.dump(2);
}

}  // namespace ssa

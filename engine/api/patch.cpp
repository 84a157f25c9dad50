// Patch: the value, its JSON and its file.
#include <algorithm>
#include <string_view>

#include "engine/api/what_if.h"
#include "engine/core/describe_json.h"
#include "engine/core/json.h"
#include "engine/core/safe_file.h"

namespace ssa {
namespace {

constexpr std::size_t kMostBytes = std::size_t{16} << 20;
constexpr int kVersion = 1;

}  // namespace

Patch::OfClass& Patch::of(int id) {
  for (OfClass& one : classes)
    if (one.id == id) return one;
  classes.push_back({});
  classes.back().id = id;
  return classes.back();
}

bool Patch::empty() const {
  const auto idle = [](const OfClass& one) { return one.strength == 1 && !one.frozen && one.prototype.empty(); };
  return std::all_of(classes.begin(), classes.end(), idle) &&
         std::all_of(pushes.begin(), pushes.end(), [](const Push& push) { return push.amount == 0; });
}

std::string Patch::toJson() const {
  nlohmann::ordered_json object;
  object["ssa_patch"] = kVersion;
  object["name"] = name;
  if (!modelSha256.empty()) object["model_sha256"] = modelSha256;
  object["classes"] = nlohmann::ordered_json::array();
  for (const OfClass& one : classes) {
    nlohmann::ordered_json entry{{"id", one.id}, {"strength", one.strength}, {"frozen", one.frozen}};
    if (!one.prototype.empty()) {
      auto& numbers = entry["prototype"] = nlohmann::ordered_json::array();
      for (const float value : one.prototype) numbers.push_back(detail::plainNumber(value));
    }
    object["classes"].push_back(std::move(entry));
  }
  object["pushes"] = nlohmann::ordered_json::array();
  for (const Push& push : pushes)
    object["pushes"].push_back({{"first", push.first}, {"second", push.second}, {"amount", push.amount}});
  return object.dump(2) + '\n';
}

Result<Patch> Patch::fromJson(std::string_view json, std::string_view origin) {
  auto parsed = parseJson(json, origin, {kMostBytes, 8});
  if (!parsed) return std::move(parsed).error();
  const auto bad = [&](const std::string& reason) {
    return Error(ErrorCode::badConfig, {{"path", std::string(origin)}, {"reason", reason}});
  };
  try {
    if (!parsed->is_object() || !parsed->contains("ssa_patch")) return bad("not a patch of prototypes");
    if (const int version = parsed->at("ssa_patch").get<int>(); version > kVersion)
      return Error(ErrorCode::newerVersion,
                   {{"path", std::string(origin)}, {"found", std::to_string(version)}, {"supported", std::to_string(kVersion)}});
    Patch patch;
    patch.name = parsed->value("name", std::string());
    patch.modelSha256 = parsed->value("model_sha256", std::string());
    for (const auto& entry : parsed->value("classes", nlohmann::json::array())) {
      OfClass one;
      one.id = entry.at("id").get<int>();
      one.strength = entry.value("strength", 1.0);
      one.frozen = entry.value("frozen", false);
      if (entry.contains("prototype"))
        for (const auto& value : entry["prototype"]) one.prototype.push_back(static_cast<float>(value.get<double>()));
      patch.classes.push_back(std::move(one));
    }
    for (const auto& entry : parsed->value("pushes", nlohmann::json::array()))
      patch.pushes.push_back({entry.at("first").get<int>(), entry.at("second").get<int>(), entry.at("amount").get<double>()});
    return patch;
  } catch (const nlohmann::json::exception& fault) {
    return bad(fault.what());
  }
}

Result<void> savePatch(const std::filesystem::path& path, const Patch& patch) { return writeFile(path, patch.toJson()); }

Result<Patch> loadPatch(const std::filesystem::path& path) {
  auto bytes = readFile(path, kMostBytes);
  if (!bytes) return std::move(bytes).error();
  return Patch::fromJson({reinterpret_cast<const char*>(bytes->data()), bytes->size()}, path.string());
}

}  // namespace ssa

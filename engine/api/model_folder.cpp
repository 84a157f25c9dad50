#include "engine/api/model_folder.h"

#include <chrono>
#include <ctime>
#include <nlohmann/json.hpp>
#include <system_error>

#include "engine/checkpoints/write.h"
#include "engine/core/hash.h"
#include "engine/core/json.h"
#include "engine/core/safe_file.h"

namespace ssa {
namespace {

using nlohmann::json;
namespace fs = std::filesystem;

constexpr int kFormat = 1;
constexpr std::uint64_t kMaxModelFileBytes = std::uint64_t{1} << 20;
constexpr std::string_view kTemporarySuffix = ".ssa-tmp";

Error invalid(const fs::path& folder, std::string reason) {
  return {ErrorCode::modelFolderInvalid, {{"path", folder.string()}, {"reason", std::move(reason)}}};
}

std::string utcTime() {
  const std::time_t now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  std::tm parts{};
  gmtime_r(&now, &parts);
  char text[32];
  return {text, std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts)};
}

std::string textMember(const json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::int64_t countMember(const json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_number_unsigned() ? found->get<std::int64_t>() : 0;
}

std::string describe(const ModelInfo& info, const Warnings& warnings) {
  nlohmann::ordered_json out;
  out["format"] = kFormat;
  out["program"] = std::string("SSA Studio ") + SSA_VERSION;
  out["created"] = utcTime();
  out["name"] = info.name;
  out["title"] = info.title();
  out["source"] = info.source;
  out["source_sha256"] = info.sourceSha256;
  out["layout"] = info.layout;
  out["weights"] = kWeightsFileName;
  out["weights_sha256"] = info.sha256;
  out["shared_sha256"] = info.sharedSha256;
  out["parameters"] = info.parameters;
  out["teacher_parameters"] = info.teacherParameters;
  auto& list = out["import_warnings"] = nlohmann::ordered_json::array();
  for (const Warning& warning : warnings) {
    nlohmann::ordered_json entry{{"code", name(warning.code)}};
    for (const auto& [key, value] : warning.args) entry[key] = value;
    list.push_back(std::move(entry));
  }
  out["config"] = nlohmann::ordered_json::parse(info.config.toJson());
  return out.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

/// What an import that was cut off leaves behind.
bool isLeftover(const fs::path& file) {
  const std::string name = file.filename().string();
  return name == kWeightsFileName || name.ends_with(kTemporarySuffix);
}

}  // namespace

fs::path modelFolderOf(const fs::path& path) {
  std::error_code ignored;
  const fs::path folder = path.filename() == kModelFileName ? path.parent_path() : path;
  return fs::is_regular_file(folder / kModelFileName, ignored) ? folder : fs::path();
}

std::string modelName(const fs::path& path) {
  std::error_code ignored;
  const fs::path whole = fs::absolute(path, ignored).lexically_normal();
  const fs::path named = whole.has_filename() ? whole : whole.parent_path();
  return (fs::is_directory(named, ignored) ? named.filename() : named.stem()).string();
}

Result<ModelInfo> readModelFile(const fs::path& folder) {
  const fs::path file = folder / kModelFileName;
  const auto bytes = readFile(file, kMaxModelFileBytes);
  if (!bytes) return bytes.error();
  const auto parsed = parseJson({reinterpret_cast<const char*>(bytes->data()), bytes->size()}, file.string());
  if (!parsed) return invalid(folder, std::string(kModelFileName) + ": " + std::string(parsed.error().arg("reason")));
  if (!parsed->is_object()) return invalid(folder, std::string(kModelFileName) + " is not an object");
  const std::int64_t format = countMember(*parsed, "format");
  if (format > kFormat)
    return Error(ErrorCode::newerVersion,
                 {{"path", file.string()}, {"found", std::to_string(format)}, {"supported", std::to_string(kFormat)}});
  const auto config = parsed->find("config");
  if (format < 1 || config == parsed->end()) return invalid(folder, std::string(kModelFileName) + " has no format or no config");

  ModelInfo info;
  auto read = ModelConfig::fromJson(config->dump(), file.string());
  if (!read && read.error().code == ErrorCode::newerVersion) return read.error();
  if (!read) return invalid(folder, "config: " + std::string(read.error().arg("reason")));
  info.config = *std::move(read);
  info.name = modelName(folder);
  info.path = folder;
  info.sha256 = textMember(*parsed, "weights_sha256");
  info.source = textMember(*parsed, "source");
  info.sourceSha256 = textMember(*parsed, "source_sha256");
  info.sharedSha256 = textMember(*parsed, "shared_sha256");
  info.layout = textMember(*parsed, "layout");
  info.parameters = countMember(*parsed, "parameters");
  info.teacherParameters = countMember(*parsed, "teacher_parameters");
  if (info.sha256.empty()) return invalid(folder, std::string(kModelFileName) + " names no checksum of the weights");
  return info;
}

Result<void> checkTarget(const fs::path& folder, bool replace) {
  std::error_code fault;
  if (!fs::exists(folder, fault)) return {};
  if (!fs::is_directory(folder, fault)) return Error(ErrorCode::notAFolder, {{"path", folder.string()}});
  const auto taken = [&](const char* expected) {
    return Error(ErrorCode::badOption, {{"option", "folder"}, {"value", folder.string()}, {"expected", expected}});
  };
  if (fs::exists(folder / kModelFileName, fault)) return replace ? Result<void>() : taken("a new folder, or replace");
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, fault))
    if (!isLeftover(entry.path())) return taken("a new or empty folder, or a model");
  if (fault) return errorFromErrno(fault.value(), folder, false);
  return {};
}

EncodedModel encodeModel(const Checkpoint& state, const Warnings& warnings, ModelInfo& info) {
  Checkpoint stored = state;
  stored.meta = {};
  stored.meta.text.emplace_back(kConfigMetaKey, info.config.toJson());
  EncodedModel encoded;
  encoded.weights = encodeSafetensors(stored);
  info.sha256 = sha256(encoded.weights);
  encoded.about = describe(info, warnings);
  return encoded;
}

Result<void> writeModelFolder(const fs::path& folder, const Checkpoint& state, const Warnings& warnings, bool replace,
                              ModelInfo& info) {
  SSA_TRY(checkTarget(folder, replace));
  std::error_code fault;
  const bool made = fs::create_directories(folder, fault);
  if (fault) return errorFromErrno(fault.value(), folder, true);
  const auto giveUp = [&](const Error& error) {
    std::error_code ignored;
    if (made) fs::remove_all(folder, ignored);
    return error;
  };

  info.name = modelName(folder);
  info.path = folder;
  const EncodedModel encoded = encodeModel(state, warnings, info);
  if (auto written = writeFile(folder / kWeightsFileName, encoded.weights); !written) return giveUp(written.error());
  if (auto written = writeFile(folder / kModelFileName, encoded.about); !written) return giveUp(written.error());
  return {};
}

}  // namespace ssa

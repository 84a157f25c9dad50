#include "engine/runs/event_json.h"

#include <cmath>
#include <limits>

#include "engine/core/json.h"

namespace ssa {
namespace {

using nlohmann::ordered_json;

constexpr double kLargestWhole = 9007199254740992.0;  // 2^53

ordered_json codeAndArgs(std::string_view code, const Error::Args& args) {
  ordered_json members = ordered_json::object();
  for (const auto& [key, value] : args) members[key] = value;
  return {{"code", code}, {"args", std::move(members)}};
}

std::optional<Error::Args> argsOf(const ordered_json& object) {
  Error::Args args;
  const auto found = object.find("args");
  if (found == object.end()) return args;
  if (!found->is_object()) return std::nullopt;
  for (const auto& [key, value] : found->items()) {
    if (!value.is_string()) return std::nullopt;
    args.emplace_back(key, value.get<std::string>());
  }
  return args;
}

std::string codeOf(const ordered_json& object) {
  const auto found = object.find("code");
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

}  // namespace

std::string toLine(const ordered_json& object) { return object.dump(-1, ' ', false, ordered_json::error_handler_t::replace); }

Result<ordered_json> objectFromLine(std::string_view line) {
  // The careful parser first; it does not keep the order of members, which is that of the loss terms.
  const auto checked = parseJson(line, "events.jsonl");
  if (!checked) return checked.error();
  if (!checked->is_object()) return Error(ErrorCode::badConfig, {{"path", "events.jsonl"}, {"reason", "line is not an object"}});
  return ordered_json::parse(line);
}

ordered_json toJson(const Error& error) { return codeAndArgs(name(error.code), error.args); }
ordered_json toJson(const Warning& warning) { return codeAndArgs(name(warning.code), warning.args); }

std::optional<Error> errorFromJson(const ordered_json& object) {
  if (!object.is_object()) return std::nullopt;
  auto args = argsOf(object);
  if (!args) return std::nullopt;
  const std::string code = codeOf(object);
  for (int i = 0; i <= static_cast<int>(ErrorCode::internal); ++i)
    if (name(static_cast<ErrorCode>(i)) == code) return Error(static_cast<ErrorCode>(i), *std::move(args));
  return Error(ErrorCode::internal, {{"reason", code}});
}

std::optional<Warning> warningFromJson(const ordered_json& object) {
  if (!object.is_object()) return std::nullopt;
  auto args = argsOf(object);
  if (!args) return std::nullopt;
  const std::string code = codeOf(object);
  for (int i = 0; i <= static_cast<int>(WarningCode::untrained); ++i)
    if (name(static_cast<WarningCode>(i)) == code) return Warning{static_cast<WarningCode>(i), *std::move(args)};
  return std::nullopt;
}

const ordered_json* LineMembers::find(const char* key) const {
  const auto found = object_.find(key);
  return found == object_.end() ? nullptr : &*found;
}

void LineMembers::read(const char* key, std::string& value) {
  const auto* found = find(key);
  if (!found) return;
  if (found->is_string())
    value = found->get<std::string>();
  else
    refuse();
}

void LineMembers::read(const char* key, bool& value) {
  const auto* found = find(key);
  if (!found) return;
  if (found->is_boolean())
    value = found->get<bool>();
  else
    refuse();
}

void LineMembers::read(const char* key, double& value) {
  const auto* found = find(key);
  if (!found) return;
  if (found->is_number())
    value = found->get<double>();
  else if (found->is_null())
    value = std::numeric_limits<double>::quiet_NaN();
  else
    refuse();
}

void LineMembers::read(const char* key, std::int64_t& value) {
  const auto* found = find(key);
  if (!found) return;
  const double wide = found->is_number() ? found->get<double>() : -1;
  if (wide >= 0 && wide <= kLargestWhole && wide == std::floor(wide))
    value = static_cast<std::int64_t>(wide);
  else
    refuse();
}

}  // namespace ssa

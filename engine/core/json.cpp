#include "engine/core/json.h"

#include <set>
#include <string>
#include <vector>

namespace ssa {

Result<nlohmann::json> parseJson(std::string_view text, std::string_view origin, const JsonLimits& limits) {
  using nlohmann::json;
  const auto bad = [&](const std::string& reason) {
    return Error(ErrorCode::badConfig, {{"path", std::string(origin)}, {"reason", reason}});
  };
  if (text.size() > limits.bytes) return bad("larger than " + std::to_string(limits.bytes) + " bytes");

  std::string fault;
  std::vector<std::set<std::string>> keys;
  // The parser itself is iterative; `false` drops the value, so a fault costs no memory beyond it.
  const auto watch = [&](int depth, json::parse_event_t event, json& parsed) {
    if (!fault.empty()) return false;
    if (event == json::parse_event_t::object_start) keys.emplace_back();
    if (event == json::parse_event_t::object_end && !keys.empty()) keys.pop_back();
    if (depth >= limits.depth && (event == json::parse_event_t::object_start || event == json::parse_event_t::array_start))
      fault = "nested deeper than " + std::to_string(limits.depth);
    if (event == json::parse_event_t::key && !keys.empty() && !keys.back().insert(parsed.get<std::string>()).second)
      fault = "key twice: " + parsed.get<std::string>();
    return fault.empty();
  };
  try {
    json value = json::parse(text, watch);
    if (!fault.empty()) return bad(fault);
    return value;
  } catch (const json::exception& e) {
    // "[json.exception.parse_error.101] parse error at line 1, column 2: …" -> "line 1, column 2"
    const std::string what = e.what();
    const std::size_t at = what.find("line ");
    return bad(!fault.empty() ? fault
                              : "not JSON at " + (at == std::string::npos ? "start" : what.substr(at, what.find(':', at) - at)));
  }
}

}  // namespace ssa

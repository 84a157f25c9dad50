#include "engine/api/report_fields.h"

#include <charconv>

namespace ssa {
namespace {

std::string csvField(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + '"';
}

}  // namespace

nlohmann::ordered_json jsonNumber(const std::optional<double>& value) {
  return value ? nlohmann::ordered_json(*value) : nlohmann::ordered_json(nullptr);
}

nlohmann::ordered_json jsonInterval(const std::optional<Interval>& interval) {
  return interval ? nlohmann::ordered_json({interval->low, interval->high}) : nlohmann::ordered_json(nullptr);
}

std::string decimals(const std::optional<double>& value, int places) {
  if (!value) return {};
  char text[64];
  const auto end = std::to_chars(text, text + sizeof text, *value, std::chars_format::fixed, places);
  return {text, end.ptr};
}

std::string csvLine(const std::vector<std::string>& fields) {
  std::string line;
  for (const std::string& field : fields) line += (&field == fields.data() ? "" : ",") + csvField(field);
  return line + "\r\n";
}

}  // namespace ssa

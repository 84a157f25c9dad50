#include "engine/datasets/id_map.h"

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>
#include <optional>

#include "engine/core/json.h"
#include "engine/core/safe_file.h"

namespace ssa {
namespace {

constexpr std::uint64_t kFileLimit = std::uint64_t{1} << 20;
constexpr int kMaxRawId = 65'535;

std::optional<int> idOfKey(std::string_view text) {
  int id = -1;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), id);
  if (parsed.ec != std::errc{} || parsed.ptr != text.data() + text.size() || id < 0 || id > kMaxRawId) return {};
  return id;
}

std::optional<int> idOfValue(const nlohmann::json& value) {
  if (!value.is_number_unsigned() || value.get<std::uint64_t>() > static_cast<std::uint64_t>(kMaxRawId)) return {};
  return value.get<int>();
}

}  // namespace

Result<IdMap> IdMap::read(const std::filesystem::path& path) {
  const auto bytes = readFile(path, kFileLimit);
  if (!bytes) return bytes.error();
  return fromJson(std::string_view(reinterpret_cast<const char*>(bytes->data()), bytes->size()), path.string());
}

Result<IdMap> IdMap::fromJson(std::string_view json, std::string_view origin) {
  const auto bad = [&](std::string reason) {
    return Error(ErrorCode::badConfig, {{"path", std::string(origin)}, {"reason", std::move(reason)}});
  };
  const auto parsed = parseJson(json, origin, {.bytes = kFileLimit, .depth = 4});
  if (!parsed) return parsed.error();
  if (!parsed->is_object() || !parsed->contains("changes") || !(*parsed)["changes"].is_object())
    return bad("changes is missing or not an object");
  IdMap map;
  for (const auto& [key, value] : (*parsed)["changes"].items()) {
    const auto from = idOfKey(key);
    const auto to = idOfValue(value);
    if (!from || !to) return bad("changes has " + key + ", which is not an id to an id, 0.." + std::to_string(kMaxRawId));
    map.changes.emplace_back(*from, *to);
  }
  std::sort(map.changes.begin(), map.changes.end());
  for (std::size_t i = 1; i < map.changes.size(); ++i)
    if (map.changes[i].first == map.changes[i - 1].first) return bad("id twice: " + std::to_string(map.changes[i].first));
  return map;
}

std::string IdMap::toJson() const {
  nlohmann::ordered_json object;
  auto& table = object["changes"] = nlohmann::ordered_json::object();
  for (const auto& [from, to] : changes) table[std::to_string(from)] = to;
  return object.dump(2) + "\n";
}

}  // namespace ssa

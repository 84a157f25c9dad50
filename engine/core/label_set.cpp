#include "engine/core/label_set.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <nlohmann/json.hpp>
#include <optional>

#include "engine/core/embedded_text.h"
#include "engine/core/json.h"
#include "engine/core/safe_file.h"

namespace ssa {
namespace {

using nlohmann::json;

constexpr std::uint64_t kFileLimit = std::uint64_t{1} << 20;
constexpr std::size_t kNameLimit = 256;
constexpr int kMaxRawId = 65'535;

/// A fault of a table, turned into badConfig at one place.
struct Fault {
  std::string reason;
};

const json& member(const json& object, const char* key, json::value_t type, const char* expected) {
  const auto found = object.find(key);
  if (found == object.end()) throw Fault{std::string(key) + " is missing"};
  if (found->type() != type) throw Fault{std::string(key) + " is not " + expected};
  return *found;
}

std::string text(const json& object, const char* key, const std::string& fallback = {}) {
  if (!object.contains(key)) return fallback;
  auto value = member(object, key, json::value_t::string, "a text").get<std::string>();
  if (value.size() > kNameLimit) throw Fault{std::string(key) + " is longer than " + std::to_string(kNameLimit) + " bytes"};
  return value;
}

int integer(const json& value, const std::string& what, int low, int high) {
  if (!value.is_number_integer()) throw Fault{what + " is not a whole number"};
  const bool over = value.is_number_unsigned() && value.get<std::uint64_t>() > static_cast<std::uint64_t>(high);
  if (over || value.get<std::int64_t>() < low || value.get<std::int64_t>() > high)
    throw Fault{what + " is outside " + std::to_string(low) + ".." + std::to_string(high)};
  return value.get<int>();
}

/// The id in "raw 11 = void -> 255".
std::optional<int> ignoredRawId(std::string_view sentence) {
  const std::size_t at = sentence.find("raw ");
  if (at == std::string_view::npos || sentence.find("-> 255", at) == std::string_view::npos) return {};
  int id = 0;
  const std::string_view rest = sentence.substr(at + 4);
  return std::from_chars(rest.data(), rest.data() + rest.size(), id).ec == std::errc{} && id <= kMaxRawId ? std::optional(id)
                                                                                                          : std::nullopt;
}

void readZeroRule(const json& object, LabelSet& set) {
  const std::string rule = text(object, "zero_label", "keep");
  const std::string_view first = std::string_view(rule).substr(0, rule.find(';'));
  if (rule == "keep" || first.find("none") != std::string_view::npos)
    set.zeroLabel = ZeroLabel::keep;
  else if (rule == "ignore" || rule.find("minus 1") != std::string::npos)
    set.zeroLabel = ZeroLabel::ignore;
  else
    throw Fault{"zero_label is neither keep nor ignore"};
  if (const auto id = ignoredRawId(rule)) set.ignoredIds.push_back(*id);
}

void readClasses(const json& object, LabelSet& set) {
  const json& classes = member(object, "classes", json::value_t::array, "a list");
  if (classes.empty()) throw Fault{"classes is empty"};
  if (classes.size() > static_cast<std::size_t>(kMaxClasses))
    throw Fault{"more than " + std::to_string(kMaxClasses) + " classes"};
  for (const json& entry : classes) {
    const std::string which = "class " + std::to_string(set.classes.size());
    if (!entry.is_object()) throw Fault{which + " is not an object"};
    if (entry.contains("id") && integer(entry["id"], which + " id", 0, kMaxRawId) != set.count())
      throw Fault{which + " has another id"};
    LabelClass made;
    made.name = text(entry, "name");
    if (made.name.empty()) throw Fault{which + " has no name"};
    const json& colour = member(entry, "color", json::value_t::array, "a list");
    if (colour.size() != 3) throw Fault{which + " color has not three parts"};
    std::array<std::uint8_t, 3> parts{};
    for (std::size_t i = 0; i < 3; ++i) parts[i] = static_cast<std::uint8_t>(integer(colour[i], which + " color", 0, 255));
    made.colour = {parts[0], parts[1], parts[2]};
    set.classes.push_back(std::move(made));
  }
}

void readRawIds(const json& object, LabelSet& set) {
  if (object.contains("label_ids")) {
    for (const auto& [key, value] : member(object, "label_ids", json::value_t::object, "an object").items()) {
      int raw = -1;
      const auto parsed = std::from_chars(key.data(), key.data() + key.size(), raw);
      if (parsed.ec != std::errc{} || parsed.ptr != key.data() + key.size() || raw < 0 || raw > kMaxRawId)
        throw Fault{"label_ids has the key " + key};
      set.rawIds.emplace_back(raw, integer(value, "label_ids " + key, 0, set.count() - 1));
    }
  }
  if (object.contains("raw_ids")) {
    const json& list = member(object, "raw_ids", json::value_t::array, "a list");
    if (list.size() != set.classes.size()) throw Fault{"raw_ids has not one id a class"};
    for (std::size_t i = 0; i < list.size(); ++i)
      set.rawIds.emplace_back(integer(list[i], "raw_ids", 0, kMaxRawId), static_cast<int>(i));
  }
  std::sort(set.rawIds.begin(), set.rawIds.end());
  for (std::size_t i = 1; i < set.rawIds.size(); ++i)
    if (set.rawIds[i].first == set.rawIds[i - 1].first) throw Fault{"raw id twice: " + std::to_string(set.rawIds[i].first)};
}

LabelSet fromParsed(const json& object) {
  if (!object.is_object()) throw Fault{"not an object"};
  LabelSet set;
  set.name = text(object, "name");
  set.title = text(object, "title", set.name);
  if (object.contains("ignore") && integer(object["ignore"], "ignore", 0, kMaxRawId) != kIgnore) throw Fault{"ignore is not 255"};
  readZeroRule(object, set);
  set.imageSuffix = text(object, "image_suffix", set.imageSuffix);
  set.maskSuffix = text(object, "mask_suffix", set.maskSuffix);
  readClasses(object, set);
  readRawIds(object, set);
  if (object.contains("ignored_ids"))
    for (const json& id : member(object, "ignored_ids", json::value_t::array, "a list"))
      set.ignoredIds.push_back(integer(id, "ignored_ids", 0, kMaxRawId));
  std::sort(set.ignoredIds.begin(), set.ignoredIds.end());
  set.ignoredIds.erase(std::unique(set.ignoredIds.begin(), set.ignoredIds.end()), set.ignoredIds.end());
  const std::string maskIds = text(object, "mask_ids", "classes");
  if (maskIds != "classes" && maskIds != "raw") throw Fault{"mask_ids is neither classes nor raw"};
  set.maskIds = maskIds == "raw" ? MaskIds::raw : MaskIds::classes;
  if (set.maskIds == MaskIds::raw && set.rawIds.empty()) throw Fault{"mask_ids is raw without label_ids or raw_ids"};
  return set;
}

Result<LabelSet> fromNameList(std::string_view content, const std::filesystem::path& path) {
  LabelSet set;
  set.name = path.stem().string();
  set.title = set.name;
  const auto bad = [&](const std::string& reason) {
    return Error(ErrorCode::badConfig, {{"path", path.string()}, {"reason", reason}});
  };
  if (content.find('\0') != std::string_view::npos) return bad("not a text");
  while (!content.empty()) {
    const std::size_t end = std::min(content.find('\n'), content.size());
    std::string_view line = content.substr(0, end);
    content.remove_prefix(std::min(end + 1, content.size()));
    while (!line.empty() && (line.back() == '\r' || line.back() == ' ' || line.back() == '\t')) line.remove_suffix(1);
    while (!line.empty() && (line.front() == ' ' || line.front() == '\t')) line.remove_prefix(1);
    if (line.empty()) continue;
    if (line.size() > kNameLimit) return bad("a name longer than " + std::to_string(kNameLimit) + " bytes");
    if (set.count() == kMaxClasses) return bad("more than " + std::to_string(kMaxClasses) + " classes");
    set.classes.push_back({std::string(line), {}});
  }
  if (set.classes.empty()) return bad("no class names");
  const Palette colours = colourBlindSafePalette(set.count());
  for (std::size_t i = 0; i < colours.size(); ++i) set.classes[i].colour = colours[i];
  return set;
}

}  // namespace

Palette LabelSet::palette() const {
  Palette colours;
  for (const LabelClass& c : classes) colours.push_back(c.colour);
  return colours;
}

LabelSet LabelSet::numbered(int count) {
  LabelSet set;
  set.name = "numbered" + std::to_string(count);
  set.title = set.name;
  for (const Rgb colour : colourBlindSafePalette(std::min(count, kMaxClasses)))
    set.classes.push_back({"class " + std::to_string(set.count()), colour});
  return set;
}

Result<LabelSet> LabelSet::preset(std::string_view name) {
  for (const EmbeddedText& table : kEmbeddedLabelTables)
    if (table.name == name) return fromJson(table.text, name);
  std::string expected;
  for (const EmbeddedText& table : kEmbeddedLabelTables) expected += (expected.empty() ? "" : "|") + std::string(table.name);
  return Error(ErrorCode::badOption, {{"option", "labels"}, {"value", std::string(name)}, {"expected", expected}});
}

std::vector<std::string> LabelSet::presetNames() {
  std::vector<std::string> names;
  for (const EmbeddedText& table : kEmbeddedLabelTables) names.emplace_back(table.name);
  std::sort(names.begin(), names.end());
  return names;
}

Result<LabelSet> LabelSet::read(const std::filesystem::path& path) {
  const auto bytes = readFile(path, kFileLimit);
  if (!bytes) return bytes.error();
  if (bytes->empty()) return Error(ErrorCode::fileEmpty, {{"path", path.string()}});
  std::string_view content(reinterpret_cast<const char*>(bytes->data()), bytes->size());
  if (content.starts_with("\xEF\xBB\xBF")) content.remove_prefix(3);
  const std::size_t start = content.find_first_not_of(" \t\r\n");
  if (path.extension() == ".json" || (start != std::string_view::npos && content[start] == '{'))
    return fromJson(content, path.string());
  return fromNameList(content, path);
}

Result<LabelSet> LabelSet::fromJson(std::string_view json, std::string_view origin) {
  auto parsed = parseJson(json, origin, {.bytes = kFileLimit, .depth = 8});
  if (!parsed) return parsed.error();
  try {
    return fromParsed(*parsed);
  } catch (const Fault& fault) {
    return Error(ErrorCode::badConfig, {{"path", std::string(origin)}, {"reason", fault.reason}});
  }
}

std::string LabelSet::toJson() const {
  nlohmann::ordered_json object;
  object["name"] = name;
  object["title"] = title;
  object["ignore"] = kIgnore;
  object["zero_label"] = zeroLabel == ZeroLabel::ignore ? "ignore" : "keep";
  if (!ignoredIds.empty()) object["ignored_ids"] = ignoredIds;
  object["mask_ids"] = maskIds == MaskIds::raw ? "raw" : "classes";
  object["image_suffix"] = imageSuffix;
  object["mask_suffix"] = maskSuffix;
  if (!rawIds.empty()) {
    auto& table = object["label_ids"] = nlohmann::ordered_json::object();
    for (const auto& [raw, id] : rawIds) table[std::to_string(raw)] = id;
  }
  auto& list = object["classes"] = nlohmann::ordered_json::array();
  for (std::size_t i = 0; i < classes.size(); ++i)
    list.push_back(
        {{"id", i}, {"name", classes[i].name}, {"color", {classes[i].colour.r, classes[i].colour.g, classes[i].colour.b}}});
  return object.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

LabelMap applyLabelSet(const IndexMask& mask, const LabelSet& labels, std::vector<std::int64_t>* unknown) {
  constexpr std::size_t kIds = 65'536;
  // Per raw id its class, kIgnore, or -1 where the table knows nothing.
  std::vector<std::int16_t> table(kIds, -1);
  if (labels.maskIds == MaskIds::raw) {
    for (const auto& [raw, id] : labels.rawIds) table[static_cast<std::size_t>(raw)] = static_cast<std::int16_t>(id);
  } else {
    const bool reduce = labels.zeroLabel == ZeroLabel::ignore;
    for (int id = 0; id < labels.count(); ++id)
      table[static_cast<std::size_t>(id + (reduce ? 1 : 0))] = static_cast<std::int16_t>(id);
    if (reduce) table[0] = kIgnore;
  }
  for (const int id : labels.ignoredIds) table[static_cast<std::size_t>(id)] = kIgnore;
  table[kIgnore] = kIgnore;

  if (unknown) unknown->assign(kIds, 0);
  LabelMap map(mask.size);
  const auto out = map.labels();
  for (std::size_t i = 0; i < out.size(); ++i) {
    const std::int16_t id = table[mask.ids[i]];
    if (id < 0 && unknown) ++(*unknown)[mask.ids[i]];
    out[i] = id < 0 ? kIgnore : static_cast<std::uint8_t>(id);
  }
  return map;
}

}  // namespace ssa

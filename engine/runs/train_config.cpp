#include "engine/runs/train_config.h"

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>
#include <utility>

#include "engine/core/describe_json.h"
#include "engine/core/json.h"

namespace ssa {
namespace {

using nlohmann::json;

constexpr int kConfigFormat = 1;
constexpr std::size_t kMostFrozenPrefixes = 1000;

/// Calls `visit(name, group)` for each options struct that has an object of its own.
template <class Config, class Visit>
void forEachGroup(Config& config, Visit visit) {
  visit("data", config.data);
  visit("optimizer", config.optimizer);
  visit("augment", config.augment);
  visit("loss", config.loss);
  visit("ssa", config.ssa);
}

Error badOption(std::string option, const json& value, std::string expected) {
  std::string shown = value.dump(-1, ' ', false, json::error_handler_t::replace);
  if (shown.size() > 80) shown.resize(80);
  return {ErrorCode::badOption, {{"option", std::move(option)}, {"value", std::move(shown)}, {"expected", std::move(expected)}}};
}

/// The error with the name of the object it happened in.
Error inside(const std::string& group, const Error& error) {
  Error placed = error;
  for (auto& [key, value] : placed.args)
    if (key == "option") value = value.empty() ? group : group + "." + value;
  return placed;
}

Result<void> readSeed(const json& value, std::uint64_t& seed) {
  if (!value.is_number_unsigned()) return badOption("seed", value, "0..18446744073709551615");
  seed = value.get<std::uint64_t>();
  return {};
}

Result<void> readFreeze(const json& value, std::vector<std::string>& freeze) {
  if (!value.is_array() || value.size() > kMostFrozenPrefixes) return badOption("freeze", value, "list of text");
  std::vector<std::string> read;
  for (const json& prefix : value) {
    if (!prefix.is_string() || prefix.get_ref<const std::string&>().empty()) return badOption("freeze", value, "list of text");
    read.push_back(prefix.get<std::string>());
  }
  freeze = std::move(read);
  return {};
}

/// Reads what `object` holds into a copy that replaces `config` when all of it was understood.
Result<void> readMembers(json object, TrainConfig& config) {
  TrainConfig copy = config;
  Result<void> done;
  forEachGroup(copy, [&](const char* group, auto& options) {
    const auto found = object.find(group);
    if (found == object.end()) return;
    if (auto read = optionsFromJson(*found, options); !read && done) done = inside(group, read.error());
    object.erase(found);
  });
  if (!done) return done;
  if (const auto seed = object.find("seed"); seed != object.end()) {
    SSA_TRY(readSeed(*seed, copy.seed));
    object.erase(seed);
  }
  if (const auto freeze = object.find("freeze"); freeze != object.end()) {
    SSA_TRY(readFreeze(*freeze, copy.freeze));
    object.erase(freeze);
  }
  SSA_TRY(optionsFromJson(object, copy));
  config = std::move(copy);
  return {};
}

/// Visitor of `describe` that turns a text into the JSON value the named option takes; what does not fit stays a
/// text, and the reader says what was expected.
class TextReader {
 public:
  TextReader(std::string_view name, std::string_view text) : name_(name), text_(text), value_(std::string(text)) {}

  template <class T, class R>
  void field(std::string_view name, const T&, const Range<R>&, std::string_view, std::string_view) {
    double number = 0;
    const auto read = std::from_chars(text_.data(), text_.data() + text_.size(), number);
    if (name == name_ && read.ec == std::errc() && read.ptr == text_.data() + text_.size()) value_ = number;
  }
  void field(std::string_view, const std::string&, std::string_view) {}
  void flag(std::string_view name, const bool&, std::string_view) {
    if (name != name_) return;
    if (text_ == "true" || text_ == "True" || text_ == "1") value_ = true;
    if (text_ == "false" || text_ == "False" || text_ == "0") value_ = false;
  }
  template <class E, std::size_t N>
  void choice(std::string_view, const E&, const Choice<E> (&)[N], std::string_view) {}

  const json& value() const { return value_; }

 private:
  std::string_view name_;
  std::string_view text_;
  json value_;
};

template <class Options>
json valueOf(Options options, std::string_view name, std::string_view text) {
  TextReader reader(name, text);
  describe(reader, options);
  return reader.value();
}

json seedFrom(std::string_view text) {
  std::uint64_t seed = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), seed);
  if (read.ec == std::errc() && read.ptr == text.data() + text.size() && !text.empty()) return seed;
  return std::string(text);
}

json prefixesFrom(std::string_view text) {
  json prefixes = json::array();
  while (!text.empty()) {
    const std::size_t comma = std::min(text.find(','), text.size());
    prefixes.push_back(std::string(text.substr(0, comma)));
    text.remove_prefix(std::min(comma + 1, text.size()));
  }
  return prefixes;
}

}  // namespace

std::string TrainConfig::toJson() const {
  nlohmann::ordered_json object = {{"format", kConfigFormat}};
  JsonWriter writer;
  TrainConfig copy = *this;
  describe(writer, copy);
  object.update(writer.object());
  object["seed"] = seed;
  object["freeze"] = freeze;
  forEachGroup(copy, [&](const char* group, auto& options) {
    JsonWriter members;
    describe(members, options);
    object[group] = members.object();
  });
  return object.dump(2, ' ', false, json::error_handler_t::replace) + "\n";
}

Result<TrainConfig> TrainConfig::fromJson(std::string_view text, std::string_view origin) {
  const auto bad = [&](const char* reason) {
    return Error(ErrorCode::badConfig, {{"path", std::string(origin)}, {"reason", reason}});
  };
  auto parsed = parseJson(text, origin);
  if (!parsed) return parsed.error();
  if (!parsed->is_object()) return bad("top level is not an object");
  if (const auto format = parsed->find("format"); format != parsed->end()) {
    if (!format->is_number_integer() || *format < 1) return bad("format is no whole number");
    if (*format > kConfigFormat)
      return Error(ErrorCode::newerVersion,
                   {{"path", std::string(origin)}, {"found", format->dump()}, {"supported", std::to_string(kConfigFormat)}});
    parsed->erase(format);
  }
  TrainConfig config;
  SSA_TRY(readMembers(*std::move(parsed), config));
  return config;
}

Result<void> TrainConfig::set(std::string_view path, std::string_view text) {
  const std::size_t dot = path.find('.');
  if (dot == std::string_view::npos) {
    json value;
    if (path == "seed")
      value = seedFrom(text);
    else if (path == "freeze")
      value = prefixesFrom(text);
    else
      value = valueOf(*this, path, text);
    return readMembers({{std::string(path), std::move(value)}}, *this);
  }
  const std::string group(path.substr(0, dot));
  const std::string option(path.substr(dot + 1));
  json members = json::object();
  forEachGroup(*this, [&](const char* known, auto& options) {
    if (group == known && !option.empty()) members[option] = valueOf(options, option, text);
  });
  if (members.empty()) return badOption(std::string(path), std::string(text), "no such option");
  return readMembers({{group, std::move(members)}}, *this);
}

}  // namespace ssa

#pragma once

#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "engine/core/describe.h"
#include "engine/core/result.h"

namespace ssa {

namespace detail {

/// A number as JSON shall show it: 0.1F becomes 0.1, not 0.10000000149011612.
template <class T>
auto plainNumber(T value) {
  if constexpr (std::is_same_v<T, float>) {
    std::array<char, 32> text{};
    const char* end = std::to_chars(text.data(), text.data() + text.size(), value).ptr;
    double shortest = double{value};
    std::from_chars(text.data(), end, shortest);
    return shortest;
  } else {
    return value;
  }
}

}  // namespace detail

/// Visitor of `describe` that writes an options struct as a JSON object, fields in order.
class JsonWriter {
 public:
  template <class T, class R>
  void field(std::string_view name, const T& value, const Range<R>&, std::string_view /*unit*/, std::string_view /*help*/) {
    object_[std::string(name)] = detail::plainNumber(value);
  }
  void field(std::string_view name, const std::string& value, std::string_view /*help*/) { object_[std::string(name)] = value; }
  template <class R>
  void list(std::string_view name, const std::vector<float>& values, const Range<R>&, std::string_view, std::string_view) {
    auto& array = object_[std::string(name)] = nlohmann::ordered_json::array();
    for (const float v : values) array.push_back(detail::plainNumber(v));
  }
  void flag(std::string_view name, const bool& value, std::string_view) { object_[std::string(name)] = value; }
  template <class E, std::size_t N>
  void choice(std::string_view name, const E& value, const Choice<E> (&table)[N], std::string_view) {
    for (const Choice<E>& entry : table)
      if (entry.value == value) object_[std::string(name)] = entry.name;
  }

  const nlohmann::ordered_json& object() const { return object_; }

 private:
  nlohmann::ordered_json object_ = nlohmann::ordered_json::object();
};

/// Visitor of `describe` that fills an options struct from a JSON object. Absent names keep their value;
/// the first fault is kept as badOption (args option, value, expected).
class JsonReader {
 public:
  explicit JsonReader(const nlohmann::json& object) : object_(object) {}

  template <class T, class R>
  void field(std::string_view name, T& value, const Range<R>& range, std::string_view /*unit*/, std::string_view /*help*/) {
    if (const auto* found = find(name)) number(name, *found, value, range);
  }
  void field(std::string_view name, std::string& value, std::string_view /*help*/) {
    const auto* found = find(name);
    if (!found) return;
    if (found->is_string())
      value = found->get<std::string>();
    else
      refuse(name, *found, "text");
  }
  template <class R>
  void list(std::string_view name, std::vector<float>& values, const Range<R>& range, std::string_view, std::string_view) {
    const auto* found = find(name);
    if (!found) return;
    if (!found->is_array() || found->empty() || found->size() > kLongestList)
      return refuse(name, *found, "list of " + text(range));
    std::vector<float> read(found->size());
    for (std::size_t i = 0; i < read.size(); ++i) number(name, (*found)[i], read[i], range);
    values = std::move(read);
  }
  void flag(std::string_view name, bool& value, std::string_view) {
    const auto* found = find(name);
    if (!found) return;
    if (found->is_boolean())
      value = found->get<bool>();
    else
      refuse(name, *found, "true|false");
  }
  template <class E, std::size_t N>
  void choice(std::string_view name, E& value, const Choice<E> (&table)[N], std::string_view) {
    const auto* found = find(name);
    if (!found) return;
    std::string expected;
    for (const Choice<E>& entry : table) {
      if (found->is_string() && found->get_ref<const std::string&>() == entry.name) {
        value = entry.value;
        return;
      }
      expected += (expected.empty() ? "" : "|") + std::string(entry.name);
    }
    refuse(name, *found, expected);
  }

  /// The first fault, or a name nobody asked for; call after `describe`.
  Result<void> finish() const {
    if (error_) return *error_;
    for (const auto& [name, value] : object_.items())
      if (!known_.contains(name))
        return Error(ErrorCode::badOption, {{"option", name}, {"value", shown(value)}, {"expected", "no such option"}});
    return {};
  }

 private:
  static constexpr std::size_t kLongestList = 64;

  const nlohmann::json* find(std::string_view name) {
    known_.emplace(name);
    const auto found = object_.find(std::string(name));
    return found == object_.end() ? nullptr : &*found;
  }

  template <class T, class R>
  void number(std::string_view name, const nlohmann::json& found, T& value, const Range<R>& range) {
    static_assert(std::is_same_v<T, int> || std::is_same_v<T, float> || std::is_same_v<T, double> ||
                  std::is_same_v<T, std::int64_t>);
    if (!found.is_number()) return refuse(name, found, text(range));
    const double wide = found.get<double>();
    const bool whole = !std::is_integral_v<T> || wide == std::floor(wide);
    // Compared as T, so that 0.1 is inside a range that starts at 0.1F.
    const bool inside = std::is_integral_v<T> ? wide >= double(range.low) && wide <= double(range.high)
                                              : static_cast<T>(wide) >= static_cast<T>(range.low) &&
                                                    static_cast<T>(wide) <= static_cast<T>(range.high);
    if (!whole || !inside) return refuse(name, found, text(range));
    value = static_cast<T>(wide);
  }

  template <class R>
  static std::string text(const Range<R>& range) {
    return nlohmann::json(detail::plainNumber(range.low)).dump() + ".." + nlohmann::json(detail::plainNumber(range.high)).dump();
  }

  static std::string shown(const nlohmann::json& value) {
    std::string dumped = value.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    if (dumped.size() > 80) dumped.resize(80);
    return dumped;
  }

  void refuse(std::string_view name, const nlohmann::json& found, const std::string& expected) {
    if (!error_)
      error_ = Error(ErrorCode::badOption, {{"option", std::string(name)}, {"value", shown(found)}, {"expected", expected}});
  }

  const nlohmann::json& object_;
  std::set<std::string> known_;
  std::optional<Error> error_;
};

/// An options struct as JSON text on one line.
template <class Options>
std::string optionsToJson(const Options& options) {
  JsonWriter writer;
  Options copy = options;
  describe(writer, copy);
  return writer.object().dump();
}

/// Sets the options named in a JSON object; after an error nothing has changed.
/// Errors: badOption (args option, value, expected).
template <class Options>
Result<void> optionsFromJson(const nlohmann::json& object, Options& options) {
  if (!object.is_object())
    return Error(ErrorCode::badOption, {{"option", ""}, {"value", object.type_name()}, {"expected", "object"}});
  Options copy = options;
  JsonReader reader(object);
  describe(reader, copy);
  if (auto done = reader.finish(); !done) return done.error();
  options = std::move(copy);
  return {};
}

}  // namespace ssa

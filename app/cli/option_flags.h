#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/core/describe.h"

namespace ssa::cli {

/// Turns a described options struct into flags bound to it: `FlagVisitor flags(app); describe(flags, options)`.
class FlagVisitor {
 public:
  explicit FlagVisitor(CLI::App& app, std::string group = "Prediction") : app_(app), group_(std::move(group)) {}

  template <class T, class R>
  void field(std::string_view name, T& value, Range<R> range, std::string_view unit, std::string_view help) {
    app_.add_option(flag(name), value, text(help, unit))
        ->check(CLI::Range(range.low, range.high))
        ->capture_default_str()
        ->group(group_);
  }
  template <class R>
  void list(std::string_view name, std::vector<float>& values, Range<R> range, std::string_view unit, std::string_view help) {
    app_.add_option(flag(name), values, text(help, unit) + ", comma-separated")
        ->delimiter(',')
        ->allow_extra_args(false)
        ->check(CLI::Range(range.low, range.high))
        ->capture_default_str()
        ->group(group_);
  }
  void flag(std::string_view name, bool& value, std::string_view help) {
    app_.add_flag(flag(name), value, std::string(help))->group(group_);
  }
  template <class E, std::size_t N>
  void choice(std::string_view name, E& value, const Choice<E> (&choices)[N], std::string_view help) {
    std::vector<std::string> names;
    std::string current;
    for (const Choice<E>& one : choices) {
      names.emplace_back(one.name);
      if (one.value == value) current = one.name;
    }
    app_.add_option_function<std::string>(
            flag(name),
            [&value, &choices](const std::string& chosen) {
              for (const Choice<E>& one : choices)
                if (one.name == chosen) value = one.value;
            },
            std::string(help))
        ->check(CLI::IsMember(names))
        ->default_str(current)
        ->group(group_);
  }

 private:
  static std::string flag(std::string_view name) { return "--" + std::string(name); }
  static std::string text(std::string_view help, std::string_view unit) {
    return unit.empty() ? std::string(help) : std::string(help) + " (" + std::string(unit) + ")";
  }
  CLI::App& app_;
  std::string group_;
};

}  // namespace ssa::cli

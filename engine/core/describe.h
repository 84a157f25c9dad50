#pragma once

#include <string_view>

namespace ssa {

/// Inclusive limits of a numeric option.
template <class T>
struct Range {
  T low;
  T high;
};

/// Options are plain structs with defaults; next to each stands one function
///
///     template <class V> void describe(V& v, BrushOptions& o) {
///       v.field("radius", o.radius_px, Range{1, 1000}, "px", "Half width of the brush");
///       v.choice("resize", o.resize, kResizeNames, "How logits reach the picture's size");
///       v.flag("flip", o.flip, "Average with the mirrored picture");
///     }
///
/// JSON, command line flags and option panes are visitors of it. `Choice` maps an enum to its name.
template <class E>
struct Choice {
  E value;
  std::string_view name;
};

}  // namespace ssa

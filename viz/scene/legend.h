#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/core/palette.h"
#include "viz/scene/shape_list.h"

namespace ssa {

/// What the colours and shapes of a scene mean. Texts are UTF-8, translated by the caller.
struct Legend {
  struct Item {
    GlyphShape shape = GlyphShape::disc;
    Rgb colour;
    std::string text;
  };
  struct Group {
    std::string title;  ///< may be empty
    std::vector<Item> items;
  };
  struct Ramp {
    std::string title;
    Palette colours;  ///< evenly spaced from `low` to `high`
    std::string low, high;
  };
  std::vector<Group> groups;
  std::optional<Ramp> ramp;
  /// Behind the number of items that found no room: `%1 more` with %1 replaced.
  std::string more = "+%1";

  bool empty() const { return groups.empty() && !ramp; }
};

/// Colours of words and grounds in a scene.
struct SceneStyle {
  Rgb ground{255, 255, 255};
  Rgb ink{26, 30, 37};
  Rgb muted{89, 97, 110};
};

/// Width of the column a legend takes at the right edge, device pixels; 0 without one.
double legendWidth_px(const Legend& legend, double scale);
/// Draws it into the right edge of a view; what does not fit is counted in the last line.
void drawLegend(ShapeList& shapes, const Legend& legend, const SceneStyle& style, Size view);

}  // namespace ssa

#include "viz/overlay/panel_placement.h"

#include <algorithm>

namespace ssa {

OverlayBox placeBesideCursor(float width, float height, float cursor_x, float cursor_y, float area_width, float area_height,
                             float gap, float margin) {
  const float last_x = std::max(margin, area_width - margin - width);
  const float last_y = std::max(margin, area_height - margin - height);
  const auto inside = [&](float x, float y) {
    return OverlayBox{std::clamp(x, margin, last_x), std::clamp(y, margin, last_y), width, height};
  };
  const bool right = cursor_x + gap + width <= area_width - margin;
  const bool left = cursor_x - gap - width >= margin;
  const bool below = cursor_y + gap + height <= area_height - margin;
  const bool above = cursor_y - gap - height >= margin;
  if (right || left) {
    const float x = right ? cursor_x + gap : cursor_x - gap - width;
    return inside(x, below || !above ? cursor_y + gap : cursor_y - gap - height);
  }
  if (below || above) return inside(cursor_x - width / 2, below ? cursor_y + gap : cursor_y - gap - height);
  // Nowhere free: the corner farthest from the cursor hides least.
  return inside(cursor_x > area_width / 2 ? margin : last_x, cursor_y > area_height / 2 ? margin : last_y);
}

}  // namespace ssa

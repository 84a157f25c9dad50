#pragma once

#include "viz/overlay/overlay.h"

namespace ssa {

/// Where a panel of `width`×`height` goes beside the cursor inside an area of `area_width`×`area_height`: right
/// below it if there is room, else on the side with room. It never leaves the area and covers the cursor
/// only when it is larger than the area on every side. `gap` is kept free around the cursor.
OverlayBox placeBesideCursor(float width, float height, float cursor_x, float cursor_y, float area_width, float area_height,
                             float gap = 18, float margin = 8);

}  // namespace ssa

#pragma once

#include <algorithm>
#include <cstdint>

namespace ssa {

/// Width and height in pixels.
struct Size {
  int width = 0;
  int height = 0;
  bool empty() const { return width <= 0 || height <= 0; }
  std::int64_t area() const { return std::int64_t{width} * height; }
  friend bool operator==(const Size&, const Size&) = default;
};

/// A pixel position; the frame is part of the variable's name (`pos_in_image`).
struct Point {
  int x = 0;
  int y = 0;
  friend bool operator==(const Point&, const Point&) = default;
};

/// Half-open pixel rectangle [x, x+width) × [y, y+height).
struct Rect {
  int x = 0;
  int y = 0;
  int width = 0;
  int height = 0;

  int right() const { return x + width; }
  int bottom() const { return y + height; }
  bool empty() const { return width <= 0 || height <= 0; }
  bool contains(Point p) const { return p.x >= x && p.y >= y && p.x < right() && p.y < bottom(); }
  Rect intersected(const Rect& o) const {
    const int l = std::max(x, o.x), t = std::max(y, o.y);
    const int r = std::min(right(), o.right()), b = std::min(bottom(), o.bottom());
    return {l, t, std::max(0, r - l), std::max(0, b - t)};
  }
  friend bool operator==(const Rect&, const Rect&) = default;
};

}  // namespace ssa

#include "viz/scene/shape_list.h"

#include <cmath>
#include <numbers>

namespace ssa {
namespace {

constexpr int kRoundCorners = 24;

/// The outline around (0, 0) with a radius of 1, so that all shapes look equally large.
std::vector<ViewPoint> outline(GlyphShape shape) {
  std::vector<ViewPoint> corners;
  const auto regular = [&corners](int count, double radius, double turn) {
    for (int i = 0; i < count; ++i) {
      const double angle = 2 * std::numbers::pi * i / count + turn;
      corners.push_back({radius * std::sin(angle), -radius * std::cos(angle)});
    }
  };
  switch (shape) {
    case GlyphShape::square:
      corners = {{-0.85, -0.85}, {0.85, -0.85}, {0.85, 0.85}, {-0.85, 0.85}};
      break;
    case GlyphShape::diamond:
      regular(4, 1.15, 0);
      break;
    case GlyphShape::triangleUp:
      corners = {{0, -1.15}, {1.1, 0.85}, {-1.1, 0.85}};
      break;
    case GlyphShape::triangleDown:
      corners = {{0, 1.15}, {-1.1, -0.85}, {1.1, -0.85}};
      break;
    case GlyphShape::star:
      for (int i = 0; i < 10; ++i) {
        const double angle = std::numbers::pi * i / 5, radius = i % 2 == 0 ? 1.35 : 0.58;
        corners.push_back({radius * std::sin(angle), -radius * std::cos(angle)});
      }
      break;
    case GlyphShape::hexagon:
      regular(6, 1.05, std::numbers::pi / 6);
      break;
    case GlyphShape::disc:
      regular(kRoundCorners, 1, 0);
      break;
  }
  return corners;
}

}  // namespace

void ShapeList::triangle(ViewPoint a, ViewPoint b, ViewPoint c, Rgba colour) {
  corners_.insert(corners_.end(), {a, b, c});
  colours_.insert(colours_.end(), 3, colour);
}

void ShapeList::glyph(GlyphShape shape, ViewPoint centre, double radius_px, Rgba colour) {
  const std::vector<ViewPoint> unit = outline(shape);
  const auto at = [&](std::size_t i) {
    const ViewPoint& p = unit[i % unit.size()];
    return ViewPoint{centre.x + p.x * radius_px, centre.y + p.y * radius_px};
  };
  for (std::size_t i = 0; i < unit.size(); ++i) triangle(centre, at(i), at(i + 1), colour);
}

void ShapeList::glyph(GlyphShape shape, ViewPoint centre, double radius_px, Rgba colour, Rgba rim, double rim_px) {
  glyph(shape, centre, radius_px + rim_px, rim);
  glyph(shape, centre, radius_px, colour);
}

void ShapeList::ring(ViewPoint centre, double radius_px, double width_px, Rgba colour) {
  std::vector<ViewPoint> points;
  for (const ViewPoint& p : outline(GlyphShape::disc)) points.push_back({centre.x + p.x * radius_px, centre.y + p.y * radius_px});
  polyline(points, true, width_px, colour);
}

void ShapeList::line(ViewPoint from, ViewPoint to, double width_px, Rgba colour) {
  const double dx = to.x - from.x, dy = to.y - from.y, length = std::hypot(dx, dy);
  if (!(length > 0)) return;
  const double nx = -dy / length * width_px / 2, ny = dx / length * width_px / 2;
  const ViewPoint a{from.x + nx, from.y + ny}, b{from.x - nx, from.y - ny}, c{to.x - nx, to.y - ny}, d{to.x + nx, to.y + ny};
  triangle(a, b, c, colour);
  triangle(a, c, d, colour);
}

void ShapeList::polyline(std::span<const ViewPoint> points, bool closed, double width_px, Rgba colour) {
  for (std::size_t i = 1; i < points.size(); ++i) line(points[i - 1], points[i], width_px, colour);
  if (closed && points.size() > 2) line(points.back(), points.front(), width_px, colour);
}

void ShapeList::rectangle(ViewPoint corner, double width_px, double height_px, Rgba colour) {
  gradient(corner, width_px, height_px, colour, colour);
}

void ShapeList::gradient(ViewPoint corner, double width_px, double height_px, Rgba left, Rgba right) {
  const ViewPoint b{corner.x + width_px, corner.y}, c{corner.x + width_px, corner.y + height_px},
      d{corner.x, corner.y + height_px};
  corners_.insert(corners_.end(), {corner, b, c, corner, c, d});
  colours_.insert(colours_.end(), {left, right, right, left, right, left});
}

}  // namespace ssa

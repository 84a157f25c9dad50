#include "viz/scene/point_picker.h"

#include <algorithm>
#include <cmath>

namespace ssa {
namespace {

constexpr int kSquare_px = 8;

}  // namespace

PointPicker::PointPicker(std::span<const float> xyz, const Projection& projection)
    : view_(projection.size), places_(projection.all(xyz)) {
  columns_ = std::max(1, (view_.width + kSquare_px - 1) / kSquare_px);
  rows_ = std::max(1, (view_.height + kSquare_px - 1) / kSquare_px);
  const auto inView = [this](float x, float y) {
    return x >= 0 && y >= 0 && x < static_cast<float>(view_.width) && y < static_cast<float>(view_.height);
  };
  cellStart_.assign(static_cast<std::size_t>(columns_) * static_cast<std::size_t>(rows_) + 1, 0);
  for (std::size_t i = 0; i < places_.size(); i += 2)
    if (inView(places_[i], places_[i + 1])) ++cellStart_[cellOf(places_[i], places_[i + 1]) + 1];
  for (std::size_t i = 1; i < cellStart_.size(); ++i) cellStart_[i] += cellStart_[i - 1];
  sorted_.resize(static_cast<std::size_t>(cellStart_.back()));
  std::vector<std::int32_t> next(cellStart_.begin(), cellStart_.end() - 1);
  for (std::size_t i = 0; i < places_.size(); i += 2)
    if (inView(places_[i], places_[i + 1]))
      sorted_[static_cast<std::size_t>(next[cellOf(places_[i], places_[i + 1])]++)] = static_cast<std::int32_t>(i / 2);
}

std::size_t PointPicker::cellOf(float x, float y) const {
  return static_cast<std::size_t>(static_cast<int>(y) / kSquare_px) * static_cast<std::size_t>(columns_) +
         static_cast<std::size_t>(static_cast<int>(x) / kSquare_px);
}

std::optional<std::int32_t> PointPicker::nearest(ViewPoint pos, double radius_px) const {
  const auto square = [](double v, int count) { return std::clamp(static_cast<int>(std::floor(v / kSquare_px)), 0, count - 1); };
  std::optional<std::int32_t> best;
  double least = radius_px * radius_px;
  for (int row = square(pos.y - radius_px, rows_); row <= square(pos.y + radius_px, rows_); ++row)
    for (int column = square(pos.x - radius_px, columns_); column <= square(pos.x + radius_px, columns_); ++column) {
      const std::size_t cell =
          static_cast<std::size_t>(row) * static_cast<std::size_t>(columns_) + static_cast<std::size_t>(column);
      for (auto at = cellStart_[cell]; at < cellStart_[cell + 1]; ++at) {
        const std::int32_t point = sorted_[static_cast<std::size_t>(at)];
        const double dx = static_cast<double>(places_[2 * static_cast<std::size_t>(point)]) - pos.x;
        const double dy = static_cast<double>(places_[2 * static_cast<std::size_t>(point) + 1]) - pos.y;
        const double distance = dx * dx + dy * dy;
        if (distance < least || (distance == least && (!best || point > *best))) {
          least = distance;
          best = point;
        }
      }
    }
  return best;
}

std::vector<std::int32_t> PointPicker::inside(std::span<const ViewPoint> polygon) const {
  std::vector<std::int32_t> found;
  if (polygon.size() < 3) return found;
  double top = polygon[0].y, bottom = top;
  for (const ViewPoint& corner : polygon) top = std::min(top, corner.y), bottom = std::max(bottom, corner.y);
  const auto row = [this](double y) { return std::clamp(static_cast<int>(std::floor(y / kSquare_px)), 0, rows_ - 1); };
  std::vector<std::pair<ViewPoint, ViewPoint>> near;  // the edges that cross a row of squares
  for (int r = row(top); r <= row(bottom); ++r) {
    near.clear();
    double left = view_.width, right = 0;
    for (std::size_t i = 0; i < polygon.size(); ++i) {
      const ViewPoint &a = polygon[i], &b = polygon[(i + 1) % polygon.size()];
      left = std::min(left, a.x), right = std::max(right, a.x);
      if (std::max(a.y, b.y) >= r * kSquare_px && std::min(a.y, b.y) <= (r + 1) * kSquare_px) near.emplace_back(a, b);
    }
    const int first = std::clamp(static_cast<int>(left / kSquare_px), 0, columns_ - 1);
    const int last = std::clamp(static_cast<int>(right / kSquare_px), 0, columns_ - 1);
    const std::size_t base = static_cast<std::size_t>(r) * static_cast<std::size_t>(columns_);
    for (auto at = cellStart_[base + static_cast<std::size_t>(first)]; at < cellStart_[base + static_cast<std::size_t>(last) + 1];
         ++at) {
      const std::int32_t point = sorted_[static_cast<std::size_t>(at)];
      const double x = places_[2 * static_cast<std::size_t>(point)], y = places_[2 * static_cast<std::size_t>(point) + 1];
      bool odd = false;
      for (const auto& [a, b] : near)
        if ((a.y > y) != (b.y > y) && x < a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x)) odd = !odd;
      if (odd) found.push_back(point);
    }
  }
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace ssa

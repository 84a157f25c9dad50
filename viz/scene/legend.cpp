#include "viz/scene/legend.h"

#include <algorithm>
#include <cmath>

namespace ssa {
namespace {

// In pixels of the design.
constexpr double kLine = 18, kEdge = 12, kSwatch = 5, kTextLeft = 18, kGroupGap = 8, kLetter = 6.4;
constexpr double kNarrowest = 92, kWidest = 190, kRampHeight = 8;

std::size_t letters(const std::string& text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xc0) != 0x80; }));
}

std::string shortened(const std::string& text, std::size_t most) {
  if (letters(text) <= most) return text;
  std::string cut;
  std::size_t count = 0;
  for (const char c : text) {
    if ((c & 0xc0) != 0x80 && ++count >= most) break;
    cut += c;
  }
  return cut + "…";
}

}  // namespace

double legendWidth_px(const Legend& legend, double scale) {
  if (legend.empty()) return 0;
  std::size_t longest = 0;
  for (const Legend::Group& group : legend.groups) {
    longest = std::max(longest, letters(group.title));
    for (const Legend::Item& item : group.items) longest = std::max(longest, letters(item.text));
  }
  if (legend.ramp) longest = std::max({longest, letters(legend.ramp->title), std::size_t{10}});
  return scale * std::clamp(kEdge + kTextLeft + static_cast<double>(longest) * kLetter, kNarrowest, kWidest);
}

void drawLegend(ShapeList& shapes, const Legend& legend, const SceneStyle& style, Size view) {
  if (legend.empty()) return;
  const double s = shapes.scale(), width = legendWidth_px(legend, s), left = view.width - width;
  const auto most = static_cast<std::size_t>((width / s - kEdge - kTextLeft) / kLetter + 1);
  const double floor = view.height - kEdge * s;
  double y = kEdge * s + kLine * s / 2;
  if (legend.ramp) {
    const Legend::Ramp& ramp = *legend.ramp;
    shapes.text({{left, y}, shortened(ramp.title, most + 3), style.muted, true});
    y += kLine * s;
    const double room = width - kEdge * s;
    for (std::size_t i = 0; i + 1 < ramp.colours.size(); ++i) {
      const double step = room / static_cast<double>(ramp.colours.size() - 1);
      shapes.gradient({left + step * static_cast<double>(i), y - kRampHeight * s / 2}, step, kRampHeight * s, ramp.colours[i],
                      ramp.colours[i + 1]);
    }
    y += kLine * s;
    shapes.text({{left, y}, ramp.low, style.ink, false});
    shapes.text({{left + room - static_cast<double>(letters(ramp.high)) * kLetter * s, y}, ramp.high, style.ink, false});
    y += (kLine + kGroupGap) * s;
  }
  for (const Legend::Group& group : legend.groups) {
    if (group.items.empty() || y > floor) continue;
    if (!group.title.empty()) {
      shapes.text({{left, y}, shortened(group.title, most + 3), style.muted, true});
      y += kLine * s;
    }
    for (std::size_t i = 0; i < group.items.size(); ++i) {
      const Legend::Item& item = group.items[i];
      if (y + kLine * s > floor && i + 1 < group.items.size()) {
        std::string rest = legend.more;
        if (const auto at = rest.find("%1"); at != std::string::npos) rest.replace(at, 2, std::to_string(group.items.size() - i));
        shapes.text({{left + kTextLeft * s, y}, rest, style.muted, false});
        y += kLine * s;
        break;
      }
      shapes.glyph(item.shape, {left + kSwatch * s, y}, kSwatch * s, item.colour);
      shapes.text({{left + kTextLeft * s, y}, shortened(item.text, most), style.ink, false});
      y += kLine * s;
    }
    y += kGroupGap * s;
  }
}

}  // namespace ssa

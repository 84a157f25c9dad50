#include "widgets/canvas/view_colours.h"

#include <algorithm>

#include "engine/core/label_map.h"

namespace ssa {

IdColours classColours(const Palette& palette, const std::vector<bool>& visible) {
  IdColours colours{};
  const std::size_t count = std::min(palette.size(), static_cast<std::size_t>(kIgnore));
  for (std::size_t id = 0; id < count; ++id) {
    const bool shown = id >= visible.size() || visible[id];
    colours[id] = {palette[id].r, palette[id].g, palette[id].b, static_cast<std::uint8_t>(shown ? 255 : 0)};
  }
  return colours;
}

Rgb differenceColour(DifferenceCode code) {
  switch (code) {
    case DifferenceCode::changed:
      return {255, 176, 0};
    case DifferenceCode::gained:
      return {0, 196, 140};
    case DifferenceCode::lost:
      return {230, 40, 140};
    case DifferenceCode::bothWrong:
      return {176, 182, 190};
    case DifferenceCode::same:
      break;
  }
  return {};
}

const IdColours& differenceColours() {
  static const IdColours colours = [] {
    IdColours made{};
    for (const auto code : {DifferenceCode::changed, DifferenceCode::gained, DifferenceCode::lost, DifferenceCode::bothWrong}) {
      const Rgb c = differenceColour(code);
      made[static_cast<std::size_t>(code)] = {c.r, c.g, c.b, 255};
    }
    return made;
  }();
  return colours;
}

}  // namespace ssa

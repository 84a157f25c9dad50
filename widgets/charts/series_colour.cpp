#include "widgets/charts/series_colour.h"

#include <array>

#include "widgets/theme/theme.h"

namespace ssa {

QColor seriesColour(int index) {
  // Okabe and Ito's hues, darkened or lightened until a thin line stands out from the ground.
  static constexpr std::array<unsigned, 8> kOnLight = {0x0067a8, 0xc24e00, 0x00805f, 0xa34a7e,
                                                       0x8a6d00, 0x2a7fb8, 0x5b5bd0, 0x6b6b6b};
  static constexpr std::array<unsigned, 8> kOnDark = {0x6cb6ee, 0xf08a4b, 0x3fc79d, 0xe08fbd,
                                                      0xe3c14a, 0x8fd3ff, 0xa6a6ff, 0xb5b5b5};
  const auto& colours = Theme::current().dark ? kOnDark : kOnLight;
  return QColor::fromRgb(colours[static_cast<std::size_t>(index < 0 ? 0 : index) % colours.size()]);
}

}  // namespace ssa

#include "viz/overlay/overlay.h"

#include <utility>

namespace ssa {

void Overlay::setTheme(const OverlayTheme& theme) {
  fontsChanged_ = fontsChanged_ || theme.text_px != theme_.text_px;
  theme_ = theme;
}

void Overlay::setFonts(OverlayFonts fonts) {
  fonts_ = std::move(fonts);
  fontsChanged_ = true;
}

void Overlay::setProbe(std::optional<ProbeSheet> sheet) { probe_ = std::move(sheet); }

void Overlay::draw(float, float, float) { panel_ = {}; }

}  // namespace ssa

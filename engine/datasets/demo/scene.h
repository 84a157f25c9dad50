#pragma once

#include <cstdint>
#include <string>

#include "engine/core/image8.h"
#include "engine/core/label_map.h"
#include "engine/core/label_set.h"

namespace ssa {

/// Where a generated scene plays.
enum class DemoKind { street, indoor };

/// A generated picture with its exact mask (255 = ignore: the bonnet of the camera's own car, mirrors, screens).
struct DemoScene {
  Image8 image;
  LabelMap labels;
  DemoKind kind = DemoKind::street;
  std::string light;  ///< `day`, `overcast`, `dusk`, `night`, `fog`, `rain`, `snow`; indoors `daylight`, `lamp`, `dim`
};

/// The class table of generated scenes: 20 classes, street and indoor.
const LabelSet& demoLabels();

/// Draws one scene; the same seed, kind and size give the same bytes everywhere. Layout, light, weather, materials
/// and textures are drawn anew for each seed. Sizes from 64×48 on.
DemoScene makeDemoScene(std::uint64_t seed, DemoKind kind, Size size);

}  // namespace ssa

#include "engine/datasets/demo/scene.h"

#include <algorithm>

#include "engine/core/result.h"
#include "engine/datasets/demo/camera.h"
#include "engine/datasets/demo/stage.h"

namespace ssa {
namespace {

struct Weather {
  const char* name;
  demo::Air air;
  bool lamps;
};

Weather streetWeather(demo::Dice& dice) {
  using demo::Colour;
  demo::Air air;
  air.noise = static_cast<float>(dice.uniform(0.004, 0.03));
  air.blur_px = static_cast<float>(dice.uniform(0, 0.9));
  air.exposure = static_cast<float>(dice.uniform(0.8, 1.3));
  switch (dice.integer(0, 7)) {
    case 0:
      air.light = {0.82F, 0.86F, 0.92F};
      air.density = 0.006F;
      return {"overcast", air, false};
    case 1:
      air.light = {0.85F, 0.58F, 0.42F};
      air.fog = {0.85F, 0.55F, 0.42F};
      air.density = 0.006F;
      return {"dusk", air, true};
    case 2:
      air.light = {0.13F, 0.15F, 0.22F};
      air.fog = {0.06F, 0.07F, 0.1F};
      air.density = 0.008F;
      air.glow = 1.6F;
      air.exposure *= 1.6F;
      air.noise = static_cast<float>(dice.uniform(0.015, 0.045));
      return {"night", air, true};
    case 3:
      air.light = {0.75F, 0.77F, 0.8F};
      air.fog = {0.72F, 0.74F, 0.77F};
      air.density = static_cast<float>(dice.uniform(0.02, 0.06));
      return {"fog", air, false};
    case 4:
      air.light = {0.55F, 0.58F, 0.64F};
      air.fog = {0.55F, 0.58F, 0.63F};
      air.density = 0.014F;
      air.wet = static_cast<float>(dice.uniform(0.4, 1));
      air.glow = 1.2F;
      return {"rain", air, true};
    case 5:
      air.light = {0.86F, 0.9F, 1.0F};
      air.fog = {0.86F, 0.88F, 0.92F};
      air.density = 0.012F;
      air.wet = static_cast<float>(dice.uniform(0.2, 1));
      air.snow = true;
      return {"snow", air, false};
    default:
      air.light = {1.12F, 1.05F, 0.94F};
      air.density = 0.0025F;
      return {"day", air, false};
  }
}

Weather roomLight(demo::Dice& dice) {
  demo::Air air;
  air.noise = static_cast<float>(dice.uniform(0.004, 0.03));
  air.blur_px = static_cast<float>(dice.uniform(0, 0.9));
  air.exposure = static_cast<float>(dice.uniform(0.8, 1.3));
  switch (dice.integer(0, 3)) {
    case 0:
      air.light = {1.0F, 0.78F, 0.55F};
      air.glow = 1.3F;
      return {"lamp", air, true};
    case 1:
      air.light = {0.36F, 0.36F, 0.42F};
      air.glow = 1.5F;
      air.noise *= 1.6F;
      return {"dim", air, dice.chance(0.6)};
    default:
      air.light = {1.0F, 1.0F, 0.99F};
      return {"daylight", air, false};
  }
}

}  // namespace

const LabelSet& demoLabels() {
  static const LabelSet labels = [] {
    const Result<LabelSet> preset = LabelSet::preset("demo20");
    return preset.value();
  }();
  return labels;
}

DemoScene makeDemoScene(std::uint64_t seed, DemoKind kind, Size size) {
  if (size.width < 64 || size.height < 48) throw ContractViolation("demo scene smaller than 64x48");
  demo::Dice dice(seed * 2 + (kind == DemoKind::indoor ? 1 : 0));
  const Weather weather = kind == DemoKind::street ? streetWeather(dice) : roomLight(dice);
  demo::Stage stage(size, weather.air, seed);
  if (kind == DemoKind::street)
    drawStreet(stage, dice, weather.lamps);
  else
    drawRoom(stage, dice, weather.lamps);
  DemoScene scene;
  scene.kind = kind;
  scene.light = weather.name;
  stage.develop(scene.image, scene.labels);
  return scene;
}

}  // namespace ssa

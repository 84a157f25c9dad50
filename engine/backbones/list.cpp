#include "engine/backbones/list.h"

#include <array>

#include "engine/backbones/mit.h"
#include "engine/backbones/seaformer.h"

namespace ssa {
namespace {

struct BackboneEntry {
  std::string_view architecture;
  std::shared_ptr<Backbone> (*make)(float dropPath);
};

template <char size>
std::shared_ptr<Backbone> seaFormer(float dropPath) {
  SeaFormerConfig config = seaFormerConfig(size);
  config.drop_path = dropPath;
  return makeSeaFormer(config);
}

template <int level>
std::shared_ptr<Backbone> mit(float dropPath) {
  MitConfig config = mitConfig(level);
  config.drop_path = dropPath;
  return makeMit(config);
}

constexpr std::array kBackbones{
    BackboneEntry{"seaformer_t", seaFormer<'t'>},
    BackboneEntry{"seaformer_s", seaFormer<'s'>},
    BackboneEntry{"seaformer_b", seaFormer<'b'>},
    BackboneEntry{"seaformer_l", seaFormer<'l'>},
    BackboneEntry{"mit_b0", mit<0>},
    BackboneEntry{"mit_b1", mit<1>},
    BackboneEntry{"mit_b2", mit<2>},
    BackboneEntry{"mit_b3", mit<3>},
    BackboneEntry{"mit_b4", mit<4>},
    BackboneEntry{"mit_b5", mit<5>},
};

}  // namespace

std::shared_ptr<Backbone> makeBackbone(std::string_view architecture, float dropPath) {
  for (const BackboneEntry& entry : kBackbones)
    if (entry.architecture == architecture) return entry.make(dropPath);
  return nullptr;
}

}  // namespace ssa

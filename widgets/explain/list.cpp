#include <QtGlobal>

#include "widgets/explain/instruments.h"

namespace ssa {

std::span<const InstrumentEntry> instrumentList() {
  static constexpr InstrumentEntry kInstruments[] = {
      {"map", QT_TRANSLATE_NOOP("Instruments", "Map"), QT_TRANSLATE_NOOP("Instruments", "Features"), "map", makeMapInstrument},
      {"landscape", QT_TRANSLATE_NOOP("Instruments", "Landscape"), QT_TRANSLATE_NOOP("Instruments", "Features"), "landscape",
       makeLandscapeInstrument},
      {"relations", QT_TRANSLATE_NOOP("Instruments", "Relations"), QT_TRANSLATE_NOOP("Instruments", "Prototypes"), "relations",
       makeRelationsInstrument},
  };
  return kInstruments;
}

}  // namespace ssa

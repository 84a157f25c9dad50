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
      {"attribution", QT_TRANSLATE_NOOP("Instruments", "Attribution"), QT_TRANSLATE_NOOP("Instruments", "Evidence"), "score",
       makeAttributionInstrument},
      {"errors", QT_TRANSLATE_NOOP("Instruments", "Borders and objects"), QT_TRANSLATE_NOOP("Instruments", "Evidence"),
       "contours", makeErrorsInstrument},
  };
  return kInstruments;
}

}  // namespace ssa

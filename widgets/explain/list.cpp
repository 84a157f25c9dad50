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
      {"pulls", QT_TRANSLATE_NOOP("Instruments", "Pulls"), QT_TRANSLATE_NOOP("Instruments", "Prototypes"), "probe",
       makePullsInstrument},
      {"whatif", QT_TRANSLATE_NOOP("Instruments", "What if"), QT_TRANSLATE_NOOP("Instruments", "Prototypes"), "tone",
       makeWhatIfInstrument},
      {"guides", QT_TRANSLATE_NOOP("Instruments", "Guides"), QT_TRANSLATE_NOOP("Instruments", "Causes"), "truth",
       makeGuidesInstrument},
      {"flips", QT_TRANSLATE_NOOP("Instruments", "Flips"), QT_TRANSLATE_NOOP("Instruments", "Causes"), "flip",
       makeFlipsInstrument},
      {"attribution", QT_TRANSLATE_NOOP("Instruments", "Attribution"), QT_TRANSLATE_NOOP("Instruments", "Evidence"), "score",
       makeAttributionInstrument},
      {"errors", QT_TRANSLATE_NOOP("Instruments", "Borders and objects"), QT_TRANSLATE_NOOP("Instruments", "Evidence"),
       "contours", makeErrorsInstrument},
      {"drift", QT_TRANSLATE_NOOP("Instruments", "Drift"), QT_TRANSLATE_NOOP("Instruments", "Set"), "clock",
       makeDriftInstrument},
  };
  return kInstruments;
}

}  // namespace ssa

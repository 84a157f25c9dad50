#pragma once

#include <span>

class QWidget;

namespace ssa {

class ExplainSession;
class Instrument;

/// One line per instrument; the definitions stand in their own files.
Instrument* makeAttributionInstrument(ExplainSession& session, QWidget* parent);
Instrument* makeDriftInstrument(ExplainSession& session, QWidget* parent);
Instrument* makeErrorsInstrument(ExplainSession& session, QWidget* parent);
Instrument* makeFlipsInstrument(ExplainSession& session, QWidget* parent);
Instrument* makeGuidesInstrument(ExplainSession& session, QWidget* parent);
Instrument* makeLandscapeInstrument(ExplainSession& session, QWidget* parent);
Instrument* makeMapInstrument(ExplainSession& session, QWidget* parent);
Instrument* makePullsInstrument(ExplainSession& session, QWidget* parent);
Instrument* makeRelationsInstrument(ExplainSession& session, QWidget* parent);
Instrument* makeWhatIfInstrument(ExplainSession& session, QWidget* parent);

/// An instrument of the page, made when it is first chosen.
struct InstrumentEntry {
  const char* name;   ///< the word after `explain:` on the command line; the object name too
  const char* title;  ///< translated in the context `Instruments`
  const char* group;  ///< heading in the rail, translated likewise
  const char* icon;   ///< of resources/icons
  Instrument* (*make)(ExplainSession& session, QWidget* parent);
};

/// In the order of the rail; entries of a group stand together.
std::span<const InstrumentEntry> instrumentList();

}  // namespace ssa

#pragma once

#include <QObject>

#include "app/session/document.h"
#include "widgets/canvas/canvas.h"

namespace ssa {

class Session;
class ViewState;

/// Document and view state -> what the canvas shows. The only place that knows what a view is called, what
/// stands in it while there is no mask, and when a score map has to be asked for.
class ViewComposer : public QObject {
  Q_OBJECT

 public:
  ViewComposer(Session& session, ViewState& state, Canvas& canvas, QObject* parent);

  /// One view as it is now.
  ViewContent content(ViewKind kind) const;
  /// `Coarse · SeaFormer-B + SSA (SSA model)`.
  QString caption(ViewKind kind) const;

 private:
  void composeSoon();
  void compose();
  void showColours();
  void askForScores();
  QString noteFor(ViewKind kind) const;
  QString slotNote(Slot slot, bool wantsCoarse) const;
  QString provenanceText(ViewKind kind) const;
  void showEmptyText();

  Session& session_;
  ViewState& state_;
  Canvas& canvas_;
  bool due_ = false;
};

}  // namespace ssa

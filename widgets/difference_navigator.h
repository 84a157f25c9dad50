#pragma once

#include <QObject>
#include <QString>

#include <vector>

#include "app/session/document.h"
#include "widgets/canvas/canvas.h"
#include "widgets/controls/legend_strip.h"

namespace ssa {

class Session;
class ViewState;

/// Steps through the regions in which masks differ, largest first: gains where the truth is known and nothing
/// else is asked for, else flips.
class DifferenceNavigator : public QObject {
  Q_OBJECT

 public:
  DifferenceNavigator(Session& session, ViewState& state, Canvas& canvas, QObject* parent);

  int count() const;
  void next() { step(1); }
  void previous() { step(-1); }
  /// `3 / 41`, empty without differences.
  QString counter() const;
  /// What the current region is: `Road became Pavement, 412 pixels`.
  QString description() const;
  /// Share of the pixels per kind of difference, each with its colour; empty without differences.
  std::vector<LegendStrip::Item> legend() const;

 Q_SIGNALS:
  void changed();

 private:
  void reset();
  void step(int by);
  ViewKind kind() const;
  std::shared_ptr<const Difference> difference() const;
  QString className(int id) const;

  Session& session_;
  ViewState& state_;
  Canvas& canvas_;
  std::shared_ptr<const Difference> last_;
  int current_ = -1;
};

}  // namespace ssa

#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "engine/api/pulls.h"
#include "widgets/explain/instrument.h"

class QComboBox;
class QLabel;
class QPushButton;

namespace ssa {

class FactTable;
class LegendStrip;

/// Which pixels moved the prototype of a class, and what the mask would be without some of them: a click into the picture
/// vetoes a cell, a second click lets it speak again.
class PullsInstrument : public Instrument {
  Q_OBJECT

 public:
  PullsInstrument(ExplainSession& session, QWidget* parent);
  void setClass(int id);
  const std::vector<int>& vetoed() const { return vetoed_; }
  /// Vetoes a cell, or takes the veto back.
  void toggle(int cell);
  void pictureClicked(QPointF place, Qt::KeyboardModifiers modifiers) override;
  void pictureHovered(std::optional<QPointF> place) override;

 protected:
  void refresh() override;
  void forget() override;
  QString alsoMissing() const override;

 private:
  void ask();
  void askVeto();
  void present();
  void vetoSelection();
  void changeVeto(std::vector<int> cells);
  int cellAt(QPointF place) const;

  QComboBox *class_, *shown_;
  FactTable* facts_;
  LegendStrip* legend_;
  QLabel* words_;
  QLabel* place_;
  QPushButton *selection_, *back_, *clear_;
  std::shared_ptr<const PullMap> pulls_;
  std::shared_ptr<const VetoResult> result_;
  std::vector<int> vetoed_;
  std::vector<std::vector<int>> before_;
};

}  // namespace ssa

#pragma once

#include <memory>

#include "engine/api/flips.h"
#include "widgets/explain/instrument.h"

class QComboBox;
class QTableWidget;

namespace ssa {

class ElidedLabel;
class SankeyView;

/// Which branch of the classifier fixed and which broke what: masks with branches taken out, the flows between them, and
/// the pixels of each.
class FlipsInstrument : public Instrument {
  Q_OBJECT

 public:
  FlipsInstrument(ExplainSession& session, QWidget* parent);

 protected:
  void refresh() override;
  void forget() override;

 private:
  void ask();
  void present();
  void showStep();
  void showFlow();

  SankeyView* flows_;
  ElidedLabel* words_;
  QComboBox* step_;
  QTableWidget* outcomes_;
  std::shared_ptr<const FlipLedger> ledger_;
  bool asking_ = false;
};

}  // namespace ssa

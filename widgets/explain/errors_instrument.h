#pragma once

#include <memory>
#include <vector>

#include "app/session/explain/error_view.h"
#include "widgets/explain/instrument.h"

class QComboBox;
class QLabel;
class QTableWidget;

namespace ssa {

class LineChart;

/// What the masks do wrong against the truth: how far borders lie off, what kinds of error there are, how the scores change
/// with the width of the band, and which objects by size are found; baseline, coarse and SSA in one table.
class ErrorsInstrument : public Instrument {
  Q_OBJECT

 public:
  ErrorsInstrument(ExplainSession& session, QWidget* parent);
  const std::vector<MaskErrors>& errors() const { return errors_; }

 protected:
  void refresh() override;
  void forget() override;

 private:
  QWidget* makeTables();
  QWidget* makeCharts();
  void ask();
  void present(std::vector<MaskErrors> errors);
  void fillKinds();
  void fillObjects();
  void fillCharts();
  void fillRegions();
  void openRegion(int row);
  const MaskErrors* shown() const;

  std::vector<MaskErrors> errors_;
  std::vector<ErrorRegion> regions_;  ///< listed, largest first
  QComboBox* shown_;
  QTableWidget *kinds_, *objects_, *list_;
  LineChart *bands_, *distances_;
  QLabel* words_;
};

}  // namespace ssa

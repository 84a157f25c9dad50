#pragma once

#include <memory>
#include <vector>

#include "app/session/explain/error_view.h"
#include "widgets/explain/instrument.h"

class QComboBox;
class QLabel;
class QStackedWidget;
class QTableWidget;

namespace ssa {

class ErrorStudyView;
class LineChart;

/// What the masks do wrong against the truth: how far borders lie off, what kinds of error there are, how the scores change
/// with the width of the band, and which objects by size are found. Of this picture with baseline, coarse and SSA in one
/// table, or of a data set with intervals.
class ErrorsInstrument : public Instrument {
  Q_OBJECT

 public:
  ErrorsInstrument(ExplainSession& session, QWidget* parent);
  enum class Scope { picture, set };
  void setScope(Scope scope);
  const std::vector<MaskErrors>& errors() const { return errors_; }
  ErrorStudyView& study() { return *study_; }

 protected:
  void refresh() override;
  void forget() override;
  Needs needs() const override;

 private:
  bool ofSet() const;
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
  QComboBox *scope_, *shown_;
  QStackedWidget* pages_;
  ErrorStudyView* study_;
  QTableWidget *kinds_, *objects_, *list_;
  LineChart *bands_, *distances_;
  QLabel* words_;
};

}  // namespace ssa

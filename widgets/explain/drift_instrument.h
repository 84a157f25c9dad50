#pragma once

#include <memory>

#include "engine/api/drift.h"
#include "widgets/explain/instrument.h"

class QComboBox;
class QLabel;
class QListWidget;
class QStackedWidget;
class QTableWidget;

namespace ssa {

class EmptyHint;
class SetPicker;
class SetRun;

/// How far the prototypes of the opened pictures, or of a data set, travel from the fixed ones: a distribution for every class,
/// and the pictures in the order of their drift.
class DriftInstrument : public Instrument {
  Q_OBJECT

 public:
  DriftInstrument(ExplainSession& session, QWidget* parent);
  /// Looks at all pictures of the folder strip, or of the data set that all instruments share.
  void start();
  void setOfSet(bool on);
  const std::shared_ptr<const DriftAtlas>& atlas() const { return atlas_; }

 protected:
  void refresh() override;
  void forget() override;

 private:
  bool ofSet() const;
  void present();

  QComboBox* scope_;
  SetPicker* set_;
  SetRun* run_;
  QStackedWidget* stack_;
  EmptyHint* empty_;
  QLabel* words_;
  QTableWidget* classes_;
  QListWidget* pictures_;
  std::shared_ptr<const DriftAtlas> atlas_;
  std::shared_ptr<const Model> model_;  ///< the atlas belongs to
};

}  // namespace ssa

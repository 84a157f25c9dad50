#pragma once

#include <memory>

#include "engine/api/drift.h"
#include "widgets/explain/instrument.h"

class QLabel;
class QListWidget;
class QTableWidget;

namespace ssa {

class SetRun;

/// How far the prototypes of the opened pictures travel from the fixed ones: a distribution for every class, and the
/// pictures in the order of their drift.
class DriftInstrument : public Instrument {
  Q_OBJECT

 public:
  DriftInstrument(ExplainSession& session, QWidget* parent);
  /// Looks at all pictures of the folder strip.
  void start();
  const std::shared_ptr<const DriftAtlas>& atlas() const { return atlas_; }

 protected:
  void refresh() override;
  void forget() override;

 private:
  void present();

  SetRun* run_;
  QLabel* words_;
  QTableWidget* classes_;
  QListWidget* pictures_;
  std::shared_ptr<const DriftAtlas> atlas_;
  std::shared_ptr<const Model> model_;  ///< the atlas belongs to
};

}  // namespace ssa

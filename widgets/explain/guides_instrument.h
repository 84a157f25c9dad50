#pragma once

#include <memory>
#include <optional>

#include "engine/api/guides.h"
#include "widgets/explain/instrument.h"

class QComboBox;
class QLabel;
class QTableWidget;

namespace ssa {

/// Which mask guides the adaptation, and how far better guides would lift the result: the switchboard above, the headroom
/// ladder below.
class GuidesInstrument : public Instrument {
  Q_OBJECT

 public:
  GuidesInstrument(ExplainSession& session, QWidget* parent);
  /// A mask file as guide.
  void importGuide(const QString& file);

 protected:
  void refresh() override;
  void forget() override;

 private:
  QWidget* makeSwitchboard();
  QWidget* makeLadder();
  void fillGuides();
  void choose();
  void adapt(GuideKind kind, std::shared_ptr<const LabelMap> guide);
  void present(GuideKind kind, GuideResult result);
  void climb();
  void showLadder();
  void showRung(int row);
  void showMask(const LabelMap& mask, const QString& title);

  QComboBox* guide_;
  QLabel* words_;
  QTableWidget* rungs_;
  QLabel* ladderWords_;
  std::shared_ptr<const LabelMap> imported_;
  std::shared_ptr<const Ladder> ladder_;
  bool climbing_ = false;
};

}  // namespace ssa

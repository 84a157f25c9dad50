#pragma once

#include <array>
#include <memory>
#include <vector>

#include "app/session/explain/relation_view.h"
#include "widgets/explain/instrument.h"
#include "widgets/explain/relation_bar.h"

class QLabel;

namespace ssa {

class CompetitionView;
class RelationMatrixView;
class SetRun;

/// How prototypes of different classes resemble each other, before and after adaptation, and what becomes of it: a cell
/// opens the pixels where its two classes compete and the margin between them.
class RelationsInstrument : public Instrument {
  Q_OBJECT

 public:
  RelationsInstrument(ExplainSession& session, QWidget* parent);
  const std::shared_ptr<const RelationAnswer>& answer() const { return answer_; }
  const std::shared_ptr<const Competition>& competitionShown() const { return competition_; }
  /// Opens the cell of two classes, as a click does.
  void open(ClassPair pair);
  /// The set that means, spreads and the list of worst pictures are taken over; its layout is recognised.
  void setFolder(const QString& folder);
  const RelationSets& sets() const { return sets_; }

 protected:
  void refresh() override;
  void forget() override;

 private:
  RelationInputs inputs() const;
  bool ofPicture() const { return bar_->scope() == RelationBar::Scope::picture; }
  bool ofSpread() const { return bar_->scope() == RelationBar::Scope::setSpread; }
  void chooseScope();
  void ask();
  void askSet();
  void goThroughSet();
  /// The slots that the set was not looked at with yet.
  std::vector<Slot> missingSlots() const;
  void presentSet();
  void present(RelationAnswer answer);
  void presentCompetition(Competition competition, Slot slot);
  void tellCell();
  void hearPair(const QObject* source);

  std::shared_ptr<const RelationAnswer> answer_;
  std::shared_ptr<const Competition> competition_;
  RelationSets sets_;
  std::array<std::shared_ptr<const Model>, kSlots> models_;  ///< the sets are of
  RelationBar* bar_;
  RelationMatrixView* matrix_;
  QLabel* cell_;
  SetRun* run_;
  CompetitionView* competing_;
};

}  // namespace ssa

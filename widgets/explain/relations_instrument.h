#pragma once

#include <array>
#include <memory>
#include <vector>

#include "app/session/explain/relation_view.h"
#include "widgets/explain/instrument.h"

class QComboBox;
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
  enum class Scope { picture, setMean, setSpread };
  QWidget* makeBar();
  RelationInputs inputs() const;
  RelationQuestion question() const;
  Scope scope() const;
  void chooseScope();
  void ask();
  void askSet();
  void goThroughSet();
  /// The slots that the set was not looked at with yet.
  std::vector<Slot> missingSlots() const;
  void presentSet();
  QString faultOfSet(const Error& error);
  void present(RelationAnswer answer);
  void presentCompetition(Competition competition, Slot slot);
  void tellCell();
  void hearPair(const QObject* source);

  std::vector<RelationSource> sources_;
  QString wanted_, wantedMinus_;  ///< what was chosen by hand; stays while other models come and go
  std::shared_ptr<const RelationAnswer> answer_;
  std::shared_ptr<const Competition> competition_;
  RelationSets sets_;
  std::array<std::shared_ptr<const Model>, kSlots> models_;  ///< the sets are of
  QComboBox *scope_, *shown_, *minus_, *variant_, *order_, *scale_;
  RelationMatrixView* matrix_;
  QLabel* cell_;
  SetRun* run_;
  CompetitionView* competing_;
};

}  // namespace ssa

#pragma once

#include <memory>
#include <vector>

#include "app/session/explain/relation_view.h"
#include "widgets/explain/instrument.h"

class QComboBox;
class QLabel;
class QListWidget;
class QPushButton;

namespace ssa {

class LineChart;
class RelationMatrixView;

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
  const std::shared_ptr<const SetRelations>& setRelations() const { return set_; }

 protected:
  void refresh() override;
  void forget() override;

 private:
  QWidget* makeBar();
  QWidget* makeDetail();
  RelationInputs inputs() const;
  RelationQuestion question() const;
  enum class Scope { picture, setMean, setSpread };
  Scope scope() const;
  void askForFolder();
  void ask();
  void askSet();
  void presentSet();
  void listWorst(ClassPair pair);
  void present(RelationAnswer answer);
  void presentCompetition(Competition competition);
  void tellCell();
  void hearPair(const QObject* source);
  /// The slot whose pixels a cell opens.
  Slot slotShown() const { return question().shown.slot; }

  std::vector<RelationSource> sources_;
  QString wanted_, wantedMinus_;  ///< what was chosen by hand; stays while other models come and go
  std::shared_ptr<const RelationAnswer> answer_;
  std::shared_ptr<const Competition> competition_;
  std::shared_ptr<const SetRelations> set_;
  RelationVariant setVariant_ = RelationVariant::reference;
  Slot setSlot_ = Slot::ssa;
  QString folder_;
  QComboBox *scope_, *shown_, *minus_, *variant_, *order_, *scale_;
  RelationMatrixView* matrix_;
  QLabel *cell_, *verdict_;
  LineChart* histogram_;
  QLabel* worstTitle_;
  QListWidget* worst_;
  QPushButton* worstGo_;
};

}  // namespace ssa

#pragma once

#include <QWidget>

#include <memory>

#include "app/session/explain/explain_session.h"
#include "engine/api/relations.h"

class QLabel;
class QListWidget;

namespace ssa {

class LineChart;
class SetPicker;
class SetRun;

/// Where two classes compete: in words, as a histogram of the margin between their scores, and, on demand, the pictures of
/// the data set where it is worst.
class CompetitionView : public QWidget {
  Q_OBJECT

 public:
  CompetitionView(ExplainSession& session, QWidget* parent);
  void present(const Competition& competition, Slot slot);
  /// A class on its own, or nothing yet.
  void clear(const QString& words = {});
  /// Goes through the data set for the pair shown.
  void search();
  SetPicker& picker() { return *picker_; }

 Q_SIGNALS:
  void pictureRequested(const QString& image, const QString& mask);

 private:
  void refresh();
  void list(const SetCompetition& found, ClassPair pair);

  ExplainSession& session_;
  ClassPair pair_;
  Slot slot_ = Slot::ssa;
  QLabel* verdict_;
  LineChart* histogram_;
  SetPicker* picker_;
  SetRun* run_;
  QLabel* worstWords_;
  QListWidget* worst_;
};

}  // namespace ssa

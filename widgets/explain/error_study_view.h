#pragma once

#include <QWidget>

#include <array>
#include <memory>
#include <vector>

#include "app/session/explain/set_study.h"

class QComboBox;
class QLabel;
class QStackedWidget;
class QTableWidget;

namespace ssa {

class EmptyHint;
class LineChart;
class SetPicker;
class SetRun;

/// Borders and objects of two masks over a whole data set: every figure with its interval, the difference with its own, and
/// the pictures, worst first.
class ErrorStudyView : public QWidget {
  Q_OBJECT

 public:
  ErrorStudyView(ExplainSession& session, QWidget* parent);
  /// Null before the first run, and once the models are others.
  const std::shared_ptr<const ErrorStudy>& study() const { return study_; }
  void start();
  /// Reads models and set anew.
  void refresh();

 Q_SIGNALS:
  void pictureRequested(const QString& image, const QString& mask);

 protected:
  void changeEvent(QEvent* event) override;

 private:
  QWidget* makeBars();
  QWidget* makeTables();
  QWidget* makeCharts();
  void fail(const Error& error);
  void showStudy();
  void fillBorders();
  void fillObjects();
  void fillCharts();
  void fillPictures();
  void putFigure(QTableWidget& table, int row, int column, const StudyFigure& figure, int digits, bool moreIsBetter);
  QStringList figureHeads() const;
  void openPicture(int row);
  bool isPair() const { return study_ && study_->sides.size() > 1; }

  ExplainSession& session_;
  std::vector<StudyPair> pairs_;
  std::shared_ptr<const ErrorStudy> study_;
  StudyPair studied_;
  QString setTitle_;  ///< of the study
  std::array<std::shared_ptr<const Model>, kSlots> models_;
  SetPicker* picker_;
  SetRun* run_;
  QComboBox* pair_;
  QStackedWidget* stack_;
  EmptyHint* empty_;
  QLabel* words_;
  QTableWidget *borders_, *objects_, *pictures_;
  LineChart *bands_, *distances_;
};

}  // namespace ssa

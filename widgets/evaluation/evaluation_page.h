#pragma once

#include <QWidget>

#include <array>

#include "app/session/explain/linked_selection.h"
#include "app/session/view_kind.h"
#include "engine/datasets/recognise.h"
#include "widgets/evaluation/evaluation_run.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QListWidget;
class QProgressBar;
class QPushButton;
class QStackedWidget;
class QTabWidget;
class QTableView;

namespace ssa {

class ClassScoresModel;
class ConfusionView;
class DropCard;
class ElidedLabel;
class EmptyHint;
class FactTable;
class Session;

/// The evaluation page: which models on which data, what they score class by class, which classes are taken for which, and
/// which pictures got better or worse.
class EvaluationPage : public QWidget {
  Q_OBJECT

 public:
  EvaluationPage(Session& session, QWidget* parent);
  EvaluationRun& run() { return *run_; }
  /// Takes a dropped folder as the data.
  void setData(const QString& path);
  ConfusionView& confusion() { return *confusion_; }

 Q_SIGNALS:
  void pictureRequested(const QString& image, const QString& mask);
  /// See ConfusionView::pixelsRequested.
  void pixelsRequested(const QString& image, const QString& mask, ssa::ClassPair pair, ssa::ViewKind view);

 private:
  QWidget* makeSetUp();
  QWidget* makeResult();
  void refreshSetUp();
  void refreshRun();
  void refreshOutcome();
  void start();

  Session& session_;
  EvaluationRun* run_;
  QString path_;
  Recognition recognition_;
  std::array<QCheckBox*, 2> models_{};
  std::array<ElidedLabel*, 2> modelNames_{};
  DropCard* data_;
  QLabel* recognised_;
  QComboBox* format_;
  QComboBox* split_;
  QPushButton* start_;
  QPushButton* stop_;
  QLabel* reason_;
  QProgressBar* progress_;
  QStackedWidget* stack_;
  EmptyHint* empty_;
  QLabel* verdict_;
  FactTable* summary_;
  QTabWidget* tabs_;
  QTableView* table_;
  ClassScoresModel* classes_;
  ConfusionView* confusion_;
  QListWidget* pictures_;
};

}  // namespace ssa

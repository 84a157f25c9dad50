#pragma once

#include <QObject>
#include <QPointer>
#include <QStringList>

#include <array>

#include "app/session/explain/linked_selection.h"
#include "app/session/view_kind.h"
#include "widgets/training/training_desk.h"

class QStackedWidget;
class QToolButton;

namespace ssa {

class EvaluationPage;
class ExplainPage;
class MainWindow;
class TrainPage;

/// The pages of the window: the viewer, the instruments, training, evaluation. The last three are made when they are first
/// shown. Knows what one page asks of another: checkpoints and pictures open in the viewer, pixels among the instruments.
class WindowPages : public QObject {
  Q_OBJECT

 public:
  enum class Page { view, explain, train, evaluate };
  /// `stack` holds the viewer already.
  WindowPages(MainWindow& window, QStackedWidget& stack, const TrainingPlaces& places);

  Page page() const;
  void show(Page page);
  /// The button of a page, for the bar above all of them.
  QList<QToolButton*> makeButtons(QWidget* parent);
  TrainingDesk& desk() { return *desk_; }
  ExplainPage& explain();
  TrainPage& train();
  EvaluationPage& evaluation();
  /// Gives what was dropped to the page shown; false where that is the viewer's affair.
  bool take(const QStringList& paths);

 private:
  void openPicture(const QString& image, const QString& mask);
  /// Opens a picture on the page Explain with the pixels of a cell of the confusion matrix lit.
  void openPixels(const QString& image, const QString& mask, ClassPair pair, ViewKind view);
  /// Rings the cells of the confusion matrix that the places chosen on the page Explain fall into.
  void ringChosen();
  void openWithTruth(const QString& image, const QString& mask);
  void refreshButtons();

  MainWindow& window_;
  QStackedWidget& stack_;
  TrainingDesk* desk_;
  ExplainPage* explain_ = nullptr;
  TrainPage* train_ = nullptr;
  EvaluationPage* evaluation_ = nullptr;
  QPointer<QObject> pixels_;  ///< waits for what openPixels needs
  std::array<QToolButton*, 4> buttons_{};
};

}  // namespace ssa

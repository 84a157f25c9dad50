#pragma once

#include <QObject>
#include <QStringList>

#include <array>

#include "widgets/training/training_desk.h"

class QStackedWidget;
class QToolButton;

namespace ssa {

class EvaluationPage;
class MainWindow;
class TrainPage;

/// The pages of the window: the viewer, training, evaluation. The last two are made when they are first shown. Knows what
/// one page asks of another: checkpoints and pictures open in the viewer.
class WindowPages : public QObject {
  Q_OBJECT

 public:
  enum class Page { view, train, evaluate };
  /// `stack` holds the viewer already.
  WindowPages(MainWindow& window, QStackedWidget& stack, const TrainingPlaces& places);

  Page page() const;
  void show(Page page);
  /// The button of a page, for the bar above all of them.
  QList<QToolButton*> makeButtons(QWidget* parent);
  TrainingDesk& desk() { return *desk_; }
  TrainPage& train();
  EvaluationPage& evaluation();
  /// Gives what was dropped to the page shown; false where that is the viewer's affair.
  bool take(const QStringList& paths);

 private:
  void openPicture(const QString& image, const QString& mask);
  void refreshButtons();

  MainWindow& window_;
  QStackedWidget& stack_;
  TrainingDesk* desk_;
  TrainPage* train_ = nullptr;
  EvaluationPage* evaluation_ = nullptr;
  std::array<QToolButton*, 3> buttons_{};
};

}  // namespace ssa

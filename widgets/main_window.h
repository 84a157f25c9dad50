#pragma once

#include <QMainWindow>

#include <memory>

class QDockWidget;
class QMimeData;

namespace ssa {

class Actions;
class Canvas;
class ClassShares;
class DifferenceNavigator;
class FileCommands;
class Notifier;
class ProbeController;
class Session;
class StatusReadout;
class ViewComposer;
class ViewState;
class WindowLayout;
class WindowPages;
struct TrainingPlaces;

/// The studio's window: makes the parts and puts them in their places. Bars, panes and controllers do the rest;
/// what the actions do stands in window_actions.cpp.
class MainWindow : public QMainWindow {
  Q_OBJECT

 public:
  explicit MainWindow(Session& session, QWidget* parent = nullptr);
  /// `places`: where training runs are kept and what trains them, other than the user's own.
  MainWindow(Session& session, const TrainingPlaces& places, QWidget* parent = nullptr);
  ~MainWindow() override;

  Session& session() { return session_; }
  Actions& actions() { return *actions_; }
  Canvas& canvas() { return *canvas_; }
  ViewState& viewState() { return *state_; }
  Notifier& notifier() { return *notifier_; }
  StatusReadout& status() { return *status_; }
  FileCommands& files() { return *files_; }
  DifferenceNavigator& differences() { return *differences_; }
  ViewComposer& composer() { return *composer_; }
  ProbeController& probe() { return *probe_; }
  WindowLayout& layoutOfPanes() { return *layout_; }
  WindowPages& pages() { return *pages_; }

 protected:
  void closeEvent(QCloseEvent* event) override;
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dropEvent(QDropEvent* event) override;
  void changeEvent(QEvent* event) override;

 private:
  void hearSession();
  void refreshTitle();

  Session& session_;
  Actions* actions_;
  ViewState* state_;
  ClassShares* shares_;
  Canvas* canvas_;
  Notifier* notifier_;
  FileCommands* files_;
  DifferenceNavigator* differences_;
  ViewComposer* composer_;
  ProbeController* probe_;
  StatusReadout* status_;
  WindowLayout* layout_;
  WindowPages* pages_;
};

}  // namespace ssa

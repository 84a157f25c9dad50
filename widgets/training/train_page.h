#pragma once

#include <QWidget>

#include <filesystem>
#include <optional>

#include "app/session/view_kind.h"
#include "engine/core/error.h"
#include "engine/core/result.h"

class QLabel;
class QPushButton;
class QTabWidget;

namespace ssa {

class DataCheck;
class HealthView;
class LiveView;
class OptionsForm;
class PreflightView;
class RunsView;
class Session;
class TrainDraft;
class TrainingDesk;

/// The training page: on the left the run being prepared, on the right what is known of its data, what a try-out said, the
/// runs that live, and all runs there were.
class TrainPage : public QWidget {
  Q_OBJECT

 public:
  enum class Tab { data, preflight, live, runs };
  TrainPage(Session& session, TrainingDesk& desk, QWidget* parent);

  TrainDraft& draft() { return *draft_; }
  DataCheck& check() { return *check_; }
  void showTab(Tab tab);
  /// Shows a run in the live view.
  void watch(const std::filesystem::path& run);
  /// Takes a dropped folder as data and a dropped checkpoint as starting weights.
  void take(const QStringList& paths);

 Q_SIGNALS:
  void openRequested(ssa::Slot slot, const QString& checkpoint);
  void failed(const ssa::Error& error, const QString& subject);

 private:
  QWidget* makeSetUp(Session& session);
  QWidget* makeStartBar();
  void hearDesk();
  void hearRequests();
  void refreshStart();
  void refreshLive();
  void refreshPreflight();
  void start();
  void resume(const QString& run);
  /// Why the run may not start; empty when it may.
  QString refusal() const;
  void tell(const Result<void>& result, const QString& run);

  TrainingDesk& desk_;
  TrainDraft* draft_;
  DataCheck* check_;
  OptionsForm* options_;
  QLabel* reason_;
  QPushButton* try_;
  QPushButton* start_;
  QTabWidget* tabs_;
  HealthView* health_;
  PreflightView* preflight_;
  LiveView* live_;
  RunsView* runs_;
  std::filesystem::path watched_;
};

}  // namespace ssa

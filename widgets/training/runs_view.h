#pragma once

#include <QWidget>

#include <filesystem>
#include <optional>
#include <vector>

#include "app/session/training/run_snapshot.h"
#include "app/session/view_kind.h"

class QFrame;
class QLabel;
class QPushButton;
class QSortFilterProxyModel;
class QStackedWidget;
class QTableView;

namespace ssa {

class FactTable;
class LineChart;
class RunRegistry;
class RunsModel;
class TrainingSession;

/// All runs of the user: a sortable table; the selected ones are compared by their scores over iterations and by the
/// parameters in which they differ; lineage; opening, resuming, deleting with undo.
class RunsView : public QWidget {
  Q_OBJECT

 public:
  RunsView(RunRegistry& registry, TrainingSession& training, QWidget* parent);
  /// Selects a run's line.
  void select(const std::filesystem::path& run);

 Q_SIGNALS:
  void openRequested(ssa::Slot slot, const QString& checkpoint);
  void resumeRequested(const QString& run);
  void watchRequested(const QString& run);
  void settingsRequested(const QString& run);
  void failed(const ssa::Error& error, const QString& subject);

 private:
  QWidget* makeButtons();
  QWidget* makeCompare();
  std::vector<std::filesystem::path> selected() const;
  void refresh();
  void refreshSelection();
  void refreshCurves();
  void refreshDifferences();
  void open(Slot slot);
  void removeSelected();

  RunRegistry& registry_;
  TrainingSession& training_;
  RunsModel* runs_;
  QSortFilterProxyModel* sorted_;
  QStackedWidget* stack_;
  QTableView* table_;
  QPushButton* watch_;
  QPushButton* openBaseline_;
  QPushButton* openSsa_;
  QPushButton* resume_;
  QPushButton* reuse_;
  QPushButton* remove_;
  QFrame* undoBar_;
  QLabel* undoText_;
  std::vector<std::filesystem::path> removed_;
  LineChart* scores_;
  QLabel* differencesTitle_;
  FactTable* differences_;
  FactTable* lineage_;
};

}  // namespace ssa

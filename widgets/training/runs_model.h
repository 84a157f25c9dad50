#pragma once

#include <QAbstractTableModel>

#include <vector>

#include "app/session/runs/run_registry.h"

namespace ssa {

/// The lines of the runs table.
class RunsModel : public QAbstractTableModel {
  Q_OBJECT

 public:
  enum Column { Name, State, Model, Data, Iterations, Score, Date, kColumns };
  enum Role { SortRole = Qt::UserRole + 1, FolderRole };

  using QAbstractTableModel::QAbstractTableModel;
  void setRuns(std::vector<RunRecord> runs);
  const RunRecord& at(int row) const { return runs_[static_cast<std::size_t>(row)]; }

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

 private:
  std::vector<RunRecord> runs_;
};

}  // namespace ssa

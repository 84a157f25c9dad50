#pragma once

#include <QAbstractTableModel>

#include <memory>
#include <vector>

#include "widgets/evaluation/evaluation_run.h"

namespace ssa {

/// One class a line: IoU of every kind of mask, the differences with their intervals.
class ClassScoresModel : public QAbstractTableModel {
  Q_OBJECT

 public:
  enum Column { Class, Truth, Baseline, Coarse, Ssa, AgainstBaseline, AgainstCoarse, kColumns };
  enum Role { SortRole = Qt::UserRole + 1, ColourRole };

  using QAbstractTableModel::QAbstractTableModel;
  void setOutcome(std::shared_ptr<const EvaluationOutcome> outcome);
  /// False for columns that this outcome has nothing for.
  bool hasColumn(int column) const;

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

 private:
  std::optional<double> score(int column, int id) const;
  const Estimate* difference(int column, int id) const;
  std::shared_ptr<const EvaluationOutcome> outcome_;
  std::int64_t labelled_ = 0;
};

/// `+2.31  (+0.4 … +4.2)`; a dash where there is no value.
QString differenceText(const Estimate& estimate);

}  // namespace ssa

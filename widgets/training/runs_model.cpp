#include "widgets/training/runs_model.h"

#include <QColor>
#include <QFileInfo>

#include <algorithm>

#include "app/session/qt_convert.h"
#include "widgets/training/run_text.h"

namespace ssa {

void RunsModel::setRuns(std::vector<RunRecord> runs) {
  const bool same = runs.size() == runs_.size() && std::equal(runs.begin(), runs.end(), runs_.begin(),
                                                              [](const auto& a, const auto& b) { return a.folder == b.folder; });
  // The selection survives as long as the lines stay where they are.
  if (!same) beginResetModel();
  runs_ = std::move(runs);
  if (!same)
    endResetModel();
  else if (!runs_.empty())
    Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, kColumns - 1));
}

int RunsModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(runs_.size()); }
int RunsModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : kColumns; }

QVariant RunsModel::data(const QModelIndex& index, int role) const {
  const RunRecord& run = at(index.row());
  const bool number = index.column() == Iterations || index.column() == Score;
  switch (role) {
    case Qt::DisplayRole:
      switch (index.column()) {
        case Name:
          return run.name;
        case State:
          return stateTitle(run.state);
        case Model:
          return run.model;
        case Data:
          return QFileInfo(run.dataPath).fileName();
        case Iterations:
          return progressText(run.iteration, run.iterations);
        case Score:
          return scoreText(run.best_mIoU);
        case Date:
          return dateText(run.created);
        default:
          return {};
      }
    case SortRole:
      if (index.column() == Iterations) return static_cast<qlonglong>(run.iteration);
      if (index.column() == Score) return run.best_mIoU.value_or(-1);
      if (index.column() == Date) return static_cast<qlonglong>(run.created);
      return data(index, Qt::DisplayRole);
    case FolderRole:
      return fromPath(run.folder);
    case Qt::ForegroundRole:
      return index.column() == State ? QVariant(stateColour(run.state)) : QVariant();
    case Qt::TextAlignmentRole:
      return static_cast<int>(Qt::AlignVCenter | (number ? Qt::AlignRight : Qt::AlignLeft));
    case Qt::ToolTipRole:
      return index.column() == Data ? run.dataPath : fromPath(run.folder);
    default:
      return {};
  }
}

QVariant RunsModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal) return {};
  if (role == Qt::TextAlignmentRole)
    return static_cast<int>(Qt::AlignVCenter | (section == Iterations || section == Score ? Qt::AlignRight : Qt::AlignLeft));
  if (role != Qt::DisplayRole) return {};
  const QString titles[] = {tr("Run"), tr("State"), tr("Model"), tr("Data"), tr("Iterations"), tr("Best mIoU %"), tr("Made")};
  return titles[section];
}

}  // namespace ssa

#include "moc_runs_model.cpp"

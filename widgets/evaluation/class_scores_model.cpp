#include "widgets/evaluation/class_scores_model.h"

#include <QColor>
#include <QLocale>

#include <cmath>

#include "widgets/theme/theme.h"
#include "widgets/training/run_text.h"

namespace ssa {
namespace {

QString signedNumber(double value, int decimals) {
  const double unit = std::pow(10.0, -decimals), rounded = std::round(value / unit) * unit;
  if (std::abs(rounded) < unit / 2) return QLocale().toString(0.0, 'f', decimals);
  const QString text = QLocale().toString(rounded, 'f', decimals);
  return rounded > 0 ? QLatin1Char('+') + text : text;
}

const MaskScores* scoresOf(const EvaluationOutcome& outcome, int column) {
  switch (column) {
    case ClassScoresModel::Baseline:
      return outcome.baselineScores();
    case ClassScoresModel::Coarse:
      return outcome.coarseScores();
    case ClassScoresModel::Ssa:
      return outcome.refinedScores();
    default:
      return nullptr;
  }
}

const MaskScores* anyScores(const EvaluationOutcome& outcome) {
  return outcome.refinedScores() ? outcome.refinedScores() : outcome.baselineScores();
}

}  // namespace

QString differenceText(const Estimate& estimate) {
  if (!estimate.value) return QStringLiteral("–");
  QString text = signedNumber(*estimate.value, 2);
  if (estimate.interval)
    text += QStringLiteral("  (%1 … %2)").arg(signedNumber(estimate.interval->low, 1), signedNumber(estimate.interval->high, 1));
  return text;
}

void ClassScoresModel::setOutcome(std::shared_ptr<const EvaluationOutcome> outcome) {
  beginResetModel();
  outcome_ = std::move(outcome);
  labelled_ = 0;
  if (outcome_)
    for (const ClassScores& one : anyScores(*outcome_)->pooled.classes) labelled_ += one.truth;
  endResetModel();
}

bool ClassScoresModel::hasColumn(int column) const {
  if (column == Class || column == Truth) return true;
  if (!outcome_) return false;
  if (column == AgainstBaseline) return outcome_->ssaAgainstBaseline.has_value();
  if (column == AgainstCoarse) return outcome_->ssaAgainstCoarse.has_value();
  return scoresOf(*outcome_, column) != nullptr;
}

int ClassScoresModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() || !outcome_ ? 0 : outcome_->labels().count();
}
int ClassScoresModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : kColumns; }

std::optional<double> ClassScoresModel::score(int column, int id) const {
  const MaskScores* scores = scoresOf(*outcome_, column);
  return scores ? scores->pooled.classes[static_cast<std::size_t>(id)].iou : std::nullopt;
}

const Estimate* ClassScoresModel::difference(int column, int id) const {
  const auto& comparison = column == AgainstBaseline ? outcome_->ssaAgainstBaseline : outcome_->ssaAgainstCoarse;
  if (!comparison) return nullptr;
  for (const ClassComparison& one : comparison->classes)
    if (one.id == id) return &one.iou.difference;
  return nullptr;
}

QVariant ClassScoresModel::data(const QModelIndex& index, int role) const {
  const int id = index.row(), column = index.column();
  const LabelClass& label = outcome_->labels().classes[static_cast<std::size_t>(id)];
  const bool isDifference = column == AgainstBaseline || column == AgainstCoarse;
  const Estimate* estimate = isDifference ? difference(column, id) : nullptr;
  const std::int64_t truth = anyScores(*outcome_)->pooled.classes[static_cast<std::size_t>(id)].truth;
  switch (role) {
    case Qt::DisplayRole:
      if (column == Class) return QString::fromStdString(label.name);
      if (column == Truth)
        return labelled_ > 0 ? QLocale().toString(100.0 * static_cast<double>(truth) / static_cast<double>(labelled_), 'f', 2)
                             : QString();
      if (isDifference) return estimate ? differenceText(*estimate) : QStringLiteral("–");
      return scoreText(score(column, id));
    case SortRole:
      if (column == Class) return QString::fromStdString(label.name);
      if (column == Truth) return static_cast<qlonglong>(truth);
      if (isDifference) return estimate && estimate->value ? *estimate->value : -1e9;
      return score(column, id).value_or(-1);
    case ColourRole:
      return QColor(label.colour.r, label.colour.g, label.colour.b);
    case Qt::DecorationRole:
      return column == Class ? QVariant(QColor(label.colour.r, label.colour.g, label.colour.b)) : QVariant();
    case Qt::ForegroundRole:
      // Only what the interval keeps apart from nothing is coloured.
      if (!estimate || !estimate->interval || estimate->interval->contains(0)) return {};
      return estimate->interval->low > 0 ? Theme::current().success : Theme::current().error;
    case Qt::TextAlignmentRole:
      return static_cast<int>(Qt::AlignVCenter | (column == Class ? Qt::AlignLeft : Qt::AlignRight));
    case Qt::ToolTipRole:
      if (estimate && estimate->interval)
        return tr("Bootstrap over pictures (%1); coloured where the interval leaves 0 out").arg(estimate->images);
      return {};
    default:
      return {};
  }
}

QVariant ClassScoresModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal) return {};
  if (role == Qt::TextAlignmentRole)
    return static_cast<int>(Qt::AlignVCenter | (section == Class ? Qt::AlignLeft : Qt::AlignRight));
  const QString titles[] = {tr("Class"),   tr("Truth %"),        tr("Baseline IoU"), tr("Coarse IoU"),
                            tr("SSA IoU"), tr("SSA − baseline"), tr("SSA − coarse")};
  const QString tips[] = {{},
                          tr("Share of the labelled pixels"),
                          tr("IoU in per cent over all pixels, model of the baseline slot"),
                          tr("IoU in per cent over all pixels, first guess inside the SSA model"),
                          tr("IoU in per cent over all pixels, model of the SSA slot"),
                          tr("Points of IoU, with a 95 % bootstrap interval over pictures"),
                          tr("Points of IoU, with a 95 % bootstrap interval over pictures")};
  if (role == Qt::DisplayRole) return titles[section];
  if (role == Qt::ToolTipRole) return tips[section];
  return {};
}

}  // namespace ssa

#include "moc_class_scores_model.cpp"

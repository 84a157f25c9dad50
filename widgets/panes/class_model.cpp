#include "widgets/panes/class_model.h"

#include <QColor>
#include <QLocale>

#include "app/session/session.h"
#include "widgets/class_shares.h"
#include "widgets/view_state.h"

namespace ssa {

ClassModel::ClassModel(Session& session, ViewState& state, ClassShares& shares, QObject* parent)
    : QAbstractTableModel(parent), session_(session), state_(state), shares_(shares) {
  connect(&session, &Session::labelsChanged, this, &ClassModel::rebuild);
  connect(&session.document(), &Document::changed, this, &ClassModel::refresh);
  connect(&session, &Session::pictureChanged, this, &ClassModel::refresh);
  connect(&state, &ViewState::viewsChanged, this, &ClassModel::refresh);
  connect(&state, &ViewState::activeViewChanged, this, &ClassModel::refresh);
  connect(&shares, &ClassShares::counted, this, &ClassModel::refresh);
  rows_ = session.labels().count();
}

void ClassModel::rebuild() {
  const int count = session_.labels().count();
  if (count == rows_) {
    refresh();
    return;
  }
  beginResetModel();
  rows_ = count;
  endResetModel();
}

void ClassModel::refresh() {
  if (rows_ > 0) Q_EMIT dataChanged(index(0, 0), index(rows_ - 1, Columns - 1));
}

int ClassModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : rows_; }
int ClassModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : Columns; }

std::optional<double> ClassModel::share(int id, Column column) const {
  ViewKind kind = ViewKind::truth;
  if (column == Share) {
    kind = state_.activeKind();
    if (!isMaskView(kind)) kind = session_.document().mask(ViewKind::refined) ? ViewKind::refined : ViewKind::baseline;
  }
  const ClassShares::Shares* shares = shares_.of(session_.document().mask(kind));
  if (!shares) return std::nullopt;
  return (*shares)[static_cast<std::size_t>(id)];
}

QVariant ClassModel::data(const QModelIndex& index, int role) const {
  const LabelSet& labels = session_.labels();
  const int id = index.row();
  if (id < 0 || id >= labels.count()) return {};
  const LabelClass& label = labels.classes[static_cast<std::size_t>(id)];
  const QString name = QString::fromStdString(label.name);
  const auto column = static_cast<Column>(index.column());
  if (role == ColourRole) return QColor(label.colour.r, label.colour.g, label.colour.b);
  if (role == VisibleRole) return session_.classVisible(id);
  if (role == Qt::TextAlignmentRole && (column == Share || column == Truth))
    return QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
  switch (column) {
    case Eye:
      if (role == Qt::ToolTipRole || role == Qt::AccessibleTextRole)
        return session_.classVisible(id) ? tr("Hide %1; with Alt show it alone").arg(name)
                                         : tr("Show %1; with Alt show it alone").arg(name);
      if (role == SortRole) return session_.classVisible(id) ? 0 : 1;
      break;
    case Colour:
      if (role == Qt::ToolTipRole || role == Qt::AccessibleTextRole)
        return tr("Colour of %1: %2; double click to change").arg(name, QString::fromStdString(toHex(label.colour)));
      if (role == SortRole) return id;
      break;
    case Name:
      if (role == Qt::DisplayRole || role == SortRole) return name;
      if (role == Qt::ToolTipRole) return tr("Class %1: %2").arg(id).arg(name);
      break;
    case Share:
    case Truth: {
      const std::optional<double> value = share(id, column);
      if (role == SortRole) return value.value_or(-1);
      if (role == Qt::DisplayRole && value) return *value == 0 ? QStringLiteral("–") : QLocale().toString(*value * 100, 'f', 2);
      break;
    }
    case Columns:
      break;
  }
  return {};
}

QVariant ClassModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal) return {};
  const auto column = static_cast<Column>(section);
  if (role == Qt::TextAlignmentRole)
    return QVariant::fromValue(Qt::Alignment(column == Share || column == Truth ? Qt::AlignRight : Qt::AlignLeft) |
                               Qt::AlignVCenter);
  if (role == Qt::DisplayRole) {
    if (column == Name) return tr("Class");
    if (column == Share) return tr("View %");
    if (column == Truth) return tr("Truth %");
  }
  if (role == Qt::ToolTipRole && column == Share) return tr("Share of the pixels in the active view");
  if (role == Qt::ToolTipRole && column == Truth) return tr("Share of the pixels in the truth");
  return {};
}

}  // namespace ssa

#include "moc_class_model.cpp"

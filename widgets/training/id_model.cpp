#include "widgets/training/id_model.h"

#include <QColor>
#include <QComboBox>
#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <cmath>

#include "engine/core/label_map.h"
#include "engine/datasets/raw_ids.h"
#include "widgets/theme/theme.h"

namespace ssa {

void IdModel::setReport(const std::vector<RawIdCount>& ids, const LabelSet& labels, const IdMap& map) {
  const bool same = ids.size() == ids_.size() &&
                    std::equal(ids.begin(), ids.end(), ids_.begin(), [](const auto& a, const auto& b) { return a.raw == b.raw; });
  if (!same) beginResetModel();
  ids_ = ids;
  labels_ = labels;
  map_ = map;
  total_ = 0;
  for (const RawIdCount& id : ids_) total_ += id.pixels;
  if (!same)
    endResetModel();
  else if (!ids_.empty())
    Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, kColumns - 1));
}

int IdModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(ids_.size()); }
int IdModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : kColumns; }

QString IdModel::becomesText(int becomes) const {
  if (becomes == kIgnore) return tr("ignored");
  if (becomes < 0 || becomes >= labels_.count()) return tr("unknown");
  return QStringLiteral("%1  %2").arg(becomes).arg(
      QString::fromStdString(labels_.classes[static_cast<std::size_t>(becomes)].name));
}

QVariant IdModel::data(const QModelIndex& index, int role) const {
  const RawIdCount& id = ids_[static_cast<std::size_t>(index.row())];
  const double share = total_ > 0 ? static_cast<double>(id.pixels) / static_cast<double>(total_) : 0;
  switch (role) {
    case Qt::DisplayRole:
      if (index.column() == Raw) return id.raw;
      if (index.column() == Pixels) return QLocale().toString(share * 100, 'f', share < 0.0995 ? 2 : 1) + QStringLiteral(" %");
      if (index.column() == Masks) return id.masks;
      return becomesText(id.becomes);
    case Qt::TextAlignmentRole:
      return static_cast<int>(Qt::AlignVCenter | (index.column() == Becomes ? Qt::AlignLeft : Qt::AlignRight));
    case Qt::ForegroundRole:
      if (index.column() == Becomes && id.becomes == RawIdRule::kUnknown) return Theme::current().error;
      if (index.column() == Becomes && id.becomes == kIgnore) return Theme::current().muted;
      return {};
    case Qt::ToolTipRole:
      return tr("%1 pixels in %2 masks, first in %3")
          .arg(QLocale().toString(static_cast<qlonglong>(id.pixels)))
          .arg(id.masks)
          .arg(QString::fromStdString(id.first_mask));
    case ShareRole:
      return share;
    case BecomesRole:
      return id.becomes;
    case ColourRole:
      if (id.becomes >= 0 && id.becomes < labels_.count()) {
        const Rgb c = labels_.classes[static_cast<std::size_t>(id.becomes)].colour;
        return QColor(c.r, c.g, c.b);
      }
      return {};
    case ChangedRole:
      return std::any_of(map_.changes.begin(), map_.changes.end(), [&](const auto& change) { return change.first == id.raw; });
    default:
      return {};
  }
}

QVariant IdModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal) return {};
  if (role == Qt::TextAlignmentRole)
    return static_cast<int>(Qt::AlignVCenter | (section == Becomes ? Qt::AlignLeft : Qt::AlignRight));
  if (role != Qt::DisplayRole) return {};
  const QString titles[] = {tr("Raw id"), tr("Pixels"), tr("Masks"), tr("Becomes")};
  return titles[section];
}

Qt::ItemFlags IdModel::flags(const QModelIndex& index) const {
  const Qt::ItemFlags plain = QAbstractTableModel::flags(index);
  return index.column() == Becomes ? plain | Qt::ItemIsEditable : plain;
}

bool IdModel::setData(const QModelIndex& index, const QVariant& value, int role) {
  if (role != Qt::EditRole || index.column() != Becomes) return false;
  Q_EMIT becomesEdited(rawAt(index.row()), value);
  return true;
}

void IdDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
  const Theme& theme = Theme::current();
  QStyleOptionViewItem shown = option;
  if (index.column() == IdModel::Becomes && index.data(IdModel::ChangedRole).toBool()) shown.font.setWeight(QFont::DemiBold);
  if (index.column() == IdModel::Pixels) {
    const double share = index.data(IdModel::ShareRole).toDouble();
    QRectF bar = QRectF(option.rect).adjusted(2, 3, -2, -3);
    // The root keeps rare ids, which are the suspicious ones, in sight.
    bar.setWidth(std::max(1.0, bar.width() * std::sqrt(share)));
    painter->fillRect(bar, theme.accentSoft);
  }
  if (const QVariant colour = index.column() == IdModel::Becomes ? index.data(IdModel::ColourRole) : QVariant();
      colour.isValid()) {
    const int side = 10;
    const QRectF swatch(option.rect.left() + 6, option.rect.center().y() - side / 2.0 + 0.5, side, side);
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(theme.edge);
    painter->setBrush(colour.value<QColor>());
    painter->drawRoundedRect(swatch, 2, 2);
  }
  if (index.column() == IdModel::Becomes) shown.rect.adjust(14, 0, 0, 0);
  QStyledItemDelegate::paint(painter, shown, index);
}

QWidget* IdDelegate::createEditor(QWidget* parent, const QStyleOptionViewItem&, const QModelIndex& index) const {
  const auto* model = qobject_cast<const IdModel*>(index.model());
  if (!model) return nullptr;
  auto* list = new QComboBox(parent);
  list->setObjectName(QStringLiteral("idBecomes"));
  list->setAccessibleName(tr("What the raw id becomes"));
  list->addItem(tr("as the table says"), QVariant());
  list->addItem(tr("ignored"), static_cast<int>(kIgnore));
  for (int id = 0; id < model->labels().count(); ++id) list->addItem(model->becomesText(id), id);
  auto* self = const_cast<IdDelegate*>(this);
  connect(list, &QComboBox::activated, self, [self, list] {
    Q_EMIT self->commitData(list);
    Q_EMIT self->closeEditor(list);
  });
  return list;
}

void IdDelegate::setEditorData(QWidget* editor, const QModelIndex& index) const {
  auto* list = static_cast<QComboBox*>(editor);
  const int row = list->findData(index.data(IdModel::BecomesRole).toInt());
  list->setCurrentIndex(index.data(IdModel::ChangedRole).toBool() ? std::max(0, row) : 0);
}

void IdDelegate::setModelData(QWidget* editor, QAbstractItemModel* model, const QModelIndex& index) const {
  model->setData(index, static_cast<QComboBox*>(editor)->currentData(), Qt::EditRole);
}

}  // namespace ssa

#include "moc_id_model.cpp"

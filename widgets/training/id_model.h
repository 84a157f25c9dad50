#pragma once

#include <QAbstractTableModel>
#include <QStyledItemDelegate>

#include <vector>

#include "engine/datasets/health.h"

namespace ssa {

/// The raw ids of a data set's masks: how often each occurs and what it becomes, which can be edited.
class IdModel : public QAbstractTableModel {
  Q_OBJECT

 public:
  enum Column { Raw, Pixels, Masks, Becomes, kColumns };
  /// Share of all pixels, of the Pixels column; class id (kIgnore, or -1 unknown) of the Becomes column.
  enum Role { ShareRole = Qt::UserRole + 1, BecomesRole, ColourRole, ChangedRole };

  using QAbstractTableModel::QAbstractTableModel;
  void setReport(const std::vector<RawIdCount>& ids, const LabelSet& labels, const IdMap& map);
  const LabelSet& labels() const { return labels_; }
  int rawAt(int row) const { return ids_[static_cast<std::size_t>(row)].raw; }

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
  Qt::ItemFlags flags(const QModelIndex& index) const override;
  /// A class id, kIgnore, or an invalid value for what the table says; asks by `becomesEdited`.
  bool setData(const QModelIndex& index, const QVariant& value, int role) override;
  QString becomesText(int becomes) const;

 Q_SIGNALS:
  void becomesEdited(int raw, const QVariant& becomes);

 private:
  std::vector<RawIdCount> ids_;
  LabelSet labels_;
  IdMap map_;
  std::int64_t total_ = 0;
};

/// Bars behind shares, a colour beside classes, a list of classes as the editor.
class IdDelegate : public QStyledItemDelegate {
  Q_OBJECT

 public:
  using QStyledItemDelegate::QStyledItemDelegate;
  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
  QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
  void setEditorData(QWidget* editor, const QModelIndex& index) const override;
  void setModelData(QWidget* editor, QAbstractItemModel* model, const QModelIndex& index) const override;
};

}  // namespace ssa

#pragma once

#include <QStyledItemDelegate>

namespace ssa {

/// A row of the picture strip: thumbnail, name below it, a mark where the picture cannot be read.
class ThumbnailDelegate : public QStyledItemDelegate {
  Q_OBJECT

 public:
  static constexpr QSize kPicture{144, 96};  ///< room of the thumbnail, device-independent pixels

  using QStyledItemDelegate::QStyledItemDelegate;
  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
  QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
  bool helpEvent(QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem& option,
                 const QModelIndex& index) override;
};

}  // namespace ssa

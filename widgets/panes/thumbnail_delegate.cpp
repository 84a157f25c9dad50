#include "widgets/panes/thumbnail_delegate.h"

#include <QAbstractItemView>
#include <QHelpEvent>
#include <QImage>
#include <QPainter>
#include <QToolTip>

#include "app/session/image_list.h"
#include "widgets/feedback/messages.h"
#include "widgets/theme/icons.h"
#include "widgets/theme/theme.h"

namespace ssa {
namespace {

constexpr int kMargin_px = 6;

QImage thumbnailOf(const QModelIndex& index) {
  const QVariant decoration = index.data(Qt::DecorationRole);
  return decoration.canConvert<QImage>() ? decoration.value<QImage>() : QImage();
}

}  // namespace

QSize ThumbnailDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const {
  return {kPicture.width() + 2 * kMargin_px, kPicture.height() + option.fontMetrics.height() + 3 * kMargin_px};
}

void ThumbnailDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
  const Theme& theme = Theme::current();
  painter->save();
  painter->setRenderHint(QPainter::Antialiasing);
  const QRectF cell = QRectF(option.rect).adjusted(4, 2, -4, -2);
  const bool selected = option.state & QStyle::State_Selected;
  if (selected || option.state & QStyle::State_MouseOver) {
    painter->setPen(selected ? QPen(theme.accent, 1) : QPen(Qt::NoPen));
    painter->setBrush(selected ? theme.accentSoft : theme.hover);
    painter->drawRoundedRect(cell.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
  }
  const QRectF room(cell.left() + kMargin_px, cell.top() + kMargin_px, cell.width() - 2 * kMargin_px, kPicture.height() - 2);
  const QImage thumbnail = thumbnailOf(index);
  const bool broken = index.data(ImageList::ErrorRole).isValid();
  if (!thumbnail.isNull()) {
    QRectF place(QPointF(), QSizeF(thumbnail.size()).scaled(room.size(), Qt::KeepAspectRatio));
    place.moveCenter(room.center());
    painter->setRenderHint(QPainter::SmoothPixmapTransform);
    painter->drawImage(place, thumbnail);
  } else {
    painter->setPen(Qt::NoPen);
    painter->setBrush(theme.hover);
    painter->drawRoundedRect(room, 3, 3);
    const QPixmap mark = iconPixmap(QLatin1String(broken ? "warning" : "picture"), broken ? theme.warning : theme.faint, 20,
                                    painter->device()->devicePixelRatio());
    painter->drawPixmap((room.center() - QPointF(10, 10)).toPoint(), mark);
  }
  painter->setPen(broken ? theme.warning : theme.text);
  const QRectF line(cell.left() + kMargin_px, room.bottom() + 4, cell.width() - 2 * kMargin_px, option.fontMetrics.height() + 2);
  const QString name =
      option.fontMetrics.elidedText(index.data(Qt::DisplayRole).toString(), Qt::ElideMiddle, static_cast<int>(line.width()));
  painter->drawText(line, static_cast<int>(Qt::AlignHCenter | Qt::AlignVCenter), name);
  painter->restore();
}

bool ThumbnailDelegate::helpEvent(QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem& option,
                                  const QModelIndex& index) {
  if (event->type() != QEvent::ToolTip || !index.isValid()) return QStyledItemDelegate::helpEvent(event, view, option, index);
  QString text = index.data(ImageList::PathRole).toString();
  const QVariant error = index.data(ImageList::ErrorRole);
  if (error.canConvert<Error>()) text += QLatin1Char('\n') + messageFor(error.value<Error>(), text).text;
  QToolTip::showText(event->globalPos(), text, view);
  return true;
}

}  // namespace ssa

#include "moc_thumbnail_delegate.cpp"

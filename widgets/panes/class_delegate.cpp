#include "widgets/panes/class_delegate.h"

#include <QPainter>

#include "widgets/panes/class_model.h"
#include "widgets/theme/icons.h"
#include "widgets/theme/theme.h"

namespace ssa {

void ClassDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const {
  QStyledItemDelegate::initStyleOption(option, index);
  option->state &= ~QStyle::State_HasFocus;
  if (!index.data(ClassModel::VisibleRole).toBool()) option->palette.setColor(QPalette::Text, Theme::current().faint);
}

void ClassDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
  QStyledItemDelegate::paint(painter, option, index);
  const bool visible = index.data(ClassModel::VisibleRole).toBool();
  const Theme& theme = Theme::current();
  painter->save();
  if (index.column() == ClassModel::Eye) {
    const bool hovered = option.state & QStyle::State_MouseOver;
    const QColor colour = hovered ? theme.text : visible ? theme.muted : theme.faint;
    const QPixmap eye = iconPixmap(QLatin1String(visible ? "eye" : "eye-off"), colour, 16, painter->device()->devicePixelRatio());
    painter->drawPixmap(option.rect.center() - QPoint(7, 7), eye);
  } else if (index.column() == ClassModel::Colour) {
    QRectF swatch(0, 0, 14, 14);
    swatch.moveCenter(QRectF(option.rect).center());
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(theme.edge, 1));
    QColor colour = index.data(ClassModel::ColourRole).value<QColor>();
    if (!visible) colour.setAlphaF(0.25F);
    painter->setBrush(colour);
    painter->drawRoundedRect(swatch, 3, 3);
  }
  painter->restore();
}

}  // namespace ssa

#include "moc_class_delegate.cpp"

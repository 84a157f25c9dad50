#include "widgets/controls/picture_tile.h"

#include <QPainter>

#include "widgets/theme/theme.h"

namespace ssa {

PictureTile::PictureTile(const QString& title, QWidget* parent) : QWidget(parent), title_(title) {
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void PictureTile::setTitle(const QString& title) {
  title_ = title;
  update();
}

void PictureTile::setImage(const QImage& image) {
  image_ = image;
  update();
}

void PictureTile::paintEvent(QPaintEvent*) {
  const Theme& theme = Theme::current();
  QPainter painter(this);
  const int line = fontMetrics().height() + 4;
  painter.setPen(theme.muted);
  painter.drawText(QRect(0, 0, width(), line), static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter),
                   fontMetrics().elidedText(title_, Qt::ElideRight, width()));
  const QRectF room(0, line, width(), height() - line);
  if (image_.isNull()) {
    painter.setPen(QPen(theme.line, 1, Qt::DashLine));
    painter.drawRect(room.adjusted(0.5, 0.5, -0.5, -0.5));
    painter.setPen(theme.muted);
    painter.drawText(room, static_cast<int>(Qt::AlignCenter), tr("none"));
    return;
  }
  const double scale = std::min(room.width() / image_.width(), room.height() / image_.height());
  const QSizeF size(image_.width() * scale, image_.height() * scale);
  painter.setRenderHint(QPainter::SmoothPixmapTransform, scale * devicePixelRatioF() < 1);
  painter.drawImage(QRectF(room.topLeft(), size), image_);
}

}  // namespace ssa

#include "moc_picture_tile.cpp"

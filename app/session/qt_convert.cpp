#include "app/session/qt_convert.h"

#include <QFile>
#include <QPainter>

#include <cstring>
#include <string>

namespace ssa {

std::filesystem::path toPath(const QString& text) { return QFile::encodeName(text).toStdString(); }

QString fromPath(const std::filesystem::path& path) { return QFile::decodeName(QByteArray::fromStdString(path.native())); }

QImage toQImage(const Image8& image) {
  QImage copy(image.width(), image.height(), QImage::Format_RGB888);
  for (int y = 0; y < image.height(); ++y) std::memcpy(copy.scanLine(y), image.row(y), image.rowBytes());
  return copy;
}

Image8 fromQImage(const QImage& image) {
  QImage opaque = image;
  if (image.hasAlphaChannel()) {
    opaque = QImage(image.size(), QImage::Format_RGB888);
    opaque.fill(Qt::white);
    QPainter painter(&opaque);
    painter.drawImage(QRect(QPoint(), image.size()), image);  // the ratio of device pixels does not matter here
  } else {
    opaque = image.convertToFormat(QImage::Format_RGB888);
  }
  Image8 copy(Size{opaque.width(), opaque.height()});
  for (int y = 0; y < copy.height(); ++y) std::memcpy(copy.row(y), opaque.constScanLine(y), copy.rowBytes());
  return copy;
}

}  // namespace ssa

#include "widgets/theme/icons.h"

#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

#include "widgets/theme/theme.h"

namespace ssa {
namespace {

QByteArray drawing(QLatin1String name) {
  QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
  return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QPixmap rendered(QLatin1String name, const QColor& colour, QSize size_px) {
  const QString key = QStringLiteral("ssa-icon/%1/%2/%3x%4").arg(name, colour.name()).arg(size_px.width()).arg(size_px.height());
  QPixmap pixmap;
  if (QPixmapCache::find(key, &pixmap)) return pixmap;
  pixmap = QPixmap(size_px);
  pixmap.fill(Qt::transparent);
  QByteArray text = drawing(name);
  text.replace("currentColor", colour.name().toLatin1());
  QSvgRenderer renderer(text);
  QPainter painter(&pixmap);
  renderer.setAspectRatioMode(Qt::KeepAspectRatio);
  renderer.render(&painter);
  painter.end();
  QPixmapCache::insert(key, pixmap);
  return pixmap;
}

class TintedIconEngine final : public QIconEngine {
 public:
  explicit TintedIconEngine(QLatin1String name) : name_(name) {}

  void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override {
    const qreal ratio = painter->device()->devicePixelRatio();
    QPixmap picture = rendered(name_, colour(mode, state), rect.size() * ratio);
    picture.setDevicePixelRatio(ratio);
    painter->drawPixmap(rect.topLeft(), picture);
  }
  QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override {
    return rendered(name_, colour(mode, state), size);
  }
  QIconEngine* clone() const override { return new TintedIconEngine(name_); }

 private:
  static QColor colour(QIcon::Mode mode, QIcon::State state) {
    const Theme& theme = Theme::current();
    if (mode == QIcon::Disabled) return theme.faint;
    return state == QIcon::On ? theme.accent : theme.text;
  }
  QLatin1String name_;
};

}  // namespace

QIcon icon(QLatin1String name) { return QIcon(new TintedIconEngine(name)); }

QPixmap iconPixmap(QLatin1String name, const QColor& colour, int side_px, qreal device_pixel_ratio) {
  QPixmap picture = rendered(name, colour, QSize(side_px, side_px) * device_pixel_ratio);
  picture.setDevicePixelRatio(device_pixel_ratio);
  return picture;
}

}  // namespace ssa

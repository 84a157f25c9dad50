#pragma once

#include <QImage>
#include <QString>
#include <QWidget>

namespace ssa {

/// A small picture with its title above, fitted into the room there is; masks stay sharp.
class PictureTile : public QWidget {
  Q_OBJECT

 public:
  PictureTile(const QString& title, QWidget* parent);
  void setTitle(const QString& title);
  void setImage(const QImage& image);
  const QImage& image() const { return image_; }

  QSize sizeHint() const override { return {280, 220}; }
  QSize minimumSizeHint() const override { return {120, 96}; }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  QString title_;
  QImage image_;
};

}  // namespace ssa

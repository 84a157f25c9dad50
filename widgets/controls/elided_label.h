#pragma once

#include <QWidget>

namespace ssa {

/// One line of text, shortened in the middle where it does not fit; the whole stands in the tool tip.
class ElidedLabel : public QWidget {
  Q_OBJECT

 public:
  explicit ElidedLabel(QWidget* parent = nullptr);
  void setText(const QString& text);
  QString text() const { return text_; }
  void setMode(Qt::TextElideMode mode);
  /// Semi-bold.
  void setStrong(bool strong);
  /// In the colour of `QPalette::PlaceholderText`.
  void setMuted(bool muted);
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;
  bool event(QEvent* event) override;

 private:
  QString text_;
  Qt::TextElideMode mode_ = Qt::ElideMiddle;
  bool muted_ = false;
};

}  // namespace ssa

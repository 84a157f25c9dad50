#pragma once

#include <QFrame>

class QPushButton;

namespace ssa {

class ElidedLabel;

/// A card that takes a file or folder by drop, by its button, or by the keyboard, and shows what it holds.
class DropCard : public QFrame {
  Q_OBJECT

 public:
  /// `hint` stands there while nothing was given.
  DropCard(const char* objectName, const QString& title, const QString& hint, QWidget* parent);
  void setPath(const QString& path);
  void setClearable(bool on);

 Q_SIGNALS:
  void dropped(const QString& path);
  void chooseRequested();
  void cleared();

 protected:
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dragLeaveEvent(QDragLeaveEvent* event) override;
  void dropEvent(QDropEvent* event) override;

 private:
  void setDropping(bool on);

  QString hint_;
  bool clearable_ = false;
  ElidedLabel* text_;
  QPushButton* choose_;
  QPushButton* clear_;
};

}  // namespace ssa

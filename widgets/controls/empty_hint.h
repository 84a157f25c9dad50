#pragma once

#include <QWidget>

class QAction;
class QLabel;
class QVBoxLayout;

namespace ssa {

/// What stands in an empty list or pane: what is missing, and what to do about it.
class EmptyHint : public QWidget {
  Q_OBJECT

 public:
  EmptyHint(const char* iconName, QWidget* parent);
  void setText(const QString& title, const QString& hint);
  /// A button below the text that triggers `action`.
  void offer(QAction* action);

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void drawIcon();

  QByteArray iconName_;
  QVBoxLayout* column_;
  QLabel* icon_;
  QLabel* title_;
  QLabel* hint_;
};

}  // namespace ssa

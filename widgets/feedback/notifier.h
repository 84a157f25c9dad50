#pragma once

#include <QFrame>

#include <deque>

#include "widgets/feedback/messages.h"

class QLabel;
class QToolButton;

namespace ssa {

/// The message bar inside the window: one message at a time with the number of those waiting, closable,
/// details on request. Never modal, never takes the focus.
class Notifier : public QFrame {
  Q_OBJECT

 public:
  explicit Notifier(QWidget* parent = nullptr);

  /// Errors come before warnings, warnings before notes. A message equal to one that waits is not repeated.
  void show(const Message& message);
  void dismiss();
  void clear();
  int count() const { return static_cast<int>(messages_.size()); }
  /// The message shown, empty text when there is none.
  Message current() const { return messages_.empty() ? Message{} : messages_.front(); }
  /// Every message ever shown, for tests and bug reports.
  int total() const { return total_; }

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void refresh();
  void drawIcon();

  std::deque<Message> messages_;
  int total_ = 0;
  QLabel* icon_;
  QLabel* text_;
  QLabel* remedy_;
  QLabel* details_;
  QLabel* waiting_;
  QToolButton* detailsButton_;
  QToolButton* copyButton_;
  QToolButton* closeButton_;
};

}  // namespace ssa

#pragma once

#include <QFrame>

#include "app/session/view_kind.h"

class QLabel;
class QMenu;
class QToolButton;

namespace ssa {

class Actions;
class ElidedLabel;
class Session;

/// One model slot of the bar: what is loaded, in which state, and everything to change it. A checkpoint or
/// model folder dropped on it goes into this slot.
class SlotCard : public QFrame {
  Q_OBJECT

 public:
  SlotCard(Session& session, Actions& actions, Slot slot, QWidget* parent);

 protected:
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dragLeaveEvent(QDragLeaveEvent* event) override;
  void dropEvent(QDropEvent* event) override;
  void changeEvent(QEvent* event) override;

 private:
  void refresh();
  void fillMenu();
  void setDropping(bool dropping);
  QString hint() const;

  Session& session_;
  Actions& actions_;
  Slot slot_;
  QLabel* mark_;
  ElidedLabel* name_;
  ElidedLabel* state_;
  QLabel* untrained_;
  QToolButton* menuButton_;
  QMenu* menu_;
};

}  // namespace ssa

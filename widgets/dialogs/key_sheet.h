#pragma once

#include <QDialog>

namespace ssa {

/// Every key and gesture, made from the action table. Not modal.
class KeySheet : public QDialog {
  Q_OBJECT

 public:
  explicit KeySheet(QWidget* parent);
};

}  // namespace ssa

#pragma once

#include <QDialog>

namespace ssa {

/// Version, licence and the libraries in use. Not modal.
class AboutDialog : public QDialog {
  Q_OBJECT

 public:
  explicit AboutDialog(QWidget* parent);
};

}  // namespace ssa

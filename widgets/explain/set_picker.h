#pragma once

#include <QWidget>

class QComboBox;
class QPushButton;

namespace ssa {

class ElidedLabel;
class ExplainSession;

/// Which data set is looked at: a button that asks for its folder, what it was taken for, and its split. All pickers show
/// the same set.
class SetPicker : public QWidget {
  Q_OBJECT

 public:
  /// `name`: the beginning of the object names (`errorsFolder`, `errorsSplit`, `errorsSet`).
  SetPicker(const QString& name, ExplainSession& session, QWidget* parent);
  void askForFolder();

 private:
  void refresh();

  ExplainSession& session_;
  QPushButton* folder_;
  ElidedLabel* words_;
  QComboBox* split_;
};

}  // namespace ssa

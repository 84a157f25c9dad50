#pragma once

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace ssa {

class DataCheck;
class DropCard;
class Settings;
class TrainDraft;

/// The data of the run being prepared: folder, what it was taken for and why, label table, and how it is split.
class DataSection : public QWidget {
  Q_OBJECT

 public:
  DataSection(TrainDraft& draft, DataCheck& check, Settings& settings, QWidget* parent);

 private:
  enum class Split { own, ratio, holdOut };
  void takePath(const QString& path);
  void refresh();
  void applySplit();
  Split split() const;

  TrainDraft& draft_;
  DataCheck& check_;
  Settings& settings_;
  DropCard* folder_;
  QLabel* recognised_;
  QComboBox* format_;
  QComboBox* labels_;
  QComboBox* split_;
  QSpinBox* ratio_;
  QLineEdit* holdOut_;
  QLabel* pairs_;
  QPushButton* checkButton_;
  Split asked_ = Split::own;
};

}  // namespace ssa

#pragma once

#include <QWidget>

class QLabel;
class QPushButton;
class QStackedWidget;
class QTableView;
class QVBoxLayout;

namespace ssa {

class DataCheck;
class EmptyHint;
class FactTable;
class IdModel;
class JobQueue;
class PictureTile;
class TrainDraft;

/// The health of a data set before anything runs: what was found, how grave it is and what to do; every raw id with what
/// it becomes, to be mapped, merged or ignored, with the masks shown as they will be learnt and crops as the augmentation cuts
/// them.
class HealthView : public QWidget {
  Q_OBJECT

 public:
  HealthView(const TrainDraft& draft, DataCheck& check, JobQueue& jobs, QWidget* parent);

 private:
  void refresh();
  void refreshFindings();
  void refreshPreview();

  DataCheck& check_;
  QStackedWidget* stack_;
  EmptyHint* empty_;
  QLabel* verdict_;
  FactTable* sides_;
  QVBoxLayout* findings_;
  IdModel* ids_;
  QTableView* table_;
  QPushButton* clearMap_;
  PictureTile* picture_;
  PictureTile* raw_;
  PictureTile* becomes_;
};

}  // namespace ssa

#pragma once

#include <QWidget>

#include <memory>
#include <vector>

#include "widgets/evaluation/evaluation_run.h"

class QComboBox;
class QLabel;
class QListWidget;

namespace ssa {

class HeatChart;

/// The confusion matrix of one kind of masks, over all pixels or averaged over pictures. A cell names the pictures that
/// hold its pixels, most of them first; a picture opens in the viewer.
class ConfusionView : public QWidget {
  Q_OBJECT

 public:
  explicit ConfusionView(QWidget* parent);
  void setOutcome(std::shared_ptr<const EvaluationOutcome> outcome);
  /// Lists the pictures of a cell.
  void openCell(int truth, int predicted);

 Q_SIGNALS:
  void pictureRequested(const QString& image, const QString& mask);

 private:
  const MaskScores* scores() const;
  void refresh();
  void tellCell();

  std::shared_ptr<const EvaluationOutcome> outcome_;
  QComboBox* masks_;
  QComboBox* pooling_;
  HeatChart* chart_;
  QLabel* cell_;
  QLabel* listTitle_;
  QListWidget* pictures_;
};

}  // namespace ssa

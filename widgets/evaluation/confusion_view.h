#pragma once

#include <QWidget>

#include <map>
#include <memory>
#include <vector>

#include "app/session/explain/confused_cells.h"
#include "app/session/view_kind.h"
#include "widgets/evaluation/evaluation_run.h"

class QComboBox;
class QLabel;
class QListWidget;

namespace ssa {

class HeatChart;

/// The confusion matrix of one kind of masks, over all pixels or averaged over pictures. A cell names the pictures that
/// hold its pixels, most of them first; a picture opens with these pixels lit.
class ConfusionView : public QWidget {
  Q_OBJECT

 public:
  explicit ConfusionView(QWidget* parent);
  void setOutcome(std::shared_ptr<const EvaluationOutcome> outcome);
  /// Lists the pictures of a cell.
  void openCell(int truth, int predicted);
  /// Rings the cells that places chosen elsewhere fall into, by the mask that predicts; nothing chosen takes them away.
  using Places = std::map<ViewKind, std::vector<ConfusedPixels>>;
  void setPlaces(Places places);
  const Places& places() const { return places_; }

 Q_SIGNALS:
  /// The pixels of a cell in one of its pictures: `pair` is truth and prediction, `view` the mask that is scored.
  void pixelsRequested(const QString& image, const QString& mask, ssa::ClassPair pair, ssa::ViewKind view);

 private:
  const MaskScores* scores() const;
  ViewKind shownView() const;
  void refresh();
  void tellCell();
  void showPlaces();

  std::shared_ptr<const EvaluationOutcome> outcome_;
  QComboBox* masks_;
  QComboBox* pooling_;
  HeatChart* chart_;
  QLabel* cell_;
  QLabel* chosen_;
  QLabel* listTitle_;
  QListWidget* pictures_;
  ClassPair pair_;  ///< of the listed pictures
  Places places_;
};

}  // namespace ssa

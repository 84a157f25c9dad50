#pragma once

#include <QWidget>

#include <vector>

#include "engine/api/predictor.h"

namespace ssa {

/// Times of the stages of one pass as bars, with the sum. Invisible without times.
class StageChart : public QWidget {
  Q_OBJECT

 public:
  explicit StageChart(QWidget* parent);
  void setTimes(const std::vector<StageTime>& times);
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override { return sizeHint(); }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  int lineHeight() const;
  std::vector<StageTime> times_;
};

}  // namespace ssa

#pragma once

#include <vector>

#include "app/session/training/run_snapshot.h"
#include "widgets/charts/line_chart.h"

namespace ssa {

ChartSeries seriesOf(const Curve& curve, const QString& title, int colour);
/// mIoU over iterations, one curve per kind of mask (`refined`, `coarse`).
std::vector<ChartSeries> scoreSeries(const RunSnapshot& run);
/// mIoU of the refined (plain: only) masks of one run.
ChartSeries scoreSeries(const RunSnapshot& run, int colour);

}  // namespace ssa

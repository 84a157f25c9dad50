#include "widgets/training/run_curves.h"

#include <QCoreApplication>

namespace ssa {
namespace {

struct RunCurves {
  Q_DECLARE_TR_FUNCTIONS(RunCurves)
};

ChartSeries evalSeries(const RunSnapshot& run, bool coarse) {
  ChartSeries series;
  series.dots = true;
  series.dashed = coarse;
  for (const EvalEvent& eval : run.evals) {
    if ((eval.masks == "coarse") != coarse) continue;
    series.x.push_back(static_cast<double>(eval.iteration));
    series.y.push_back(eval.mIoU);
  }
  return series;
}

}  // namespace

ChartSeries seriesOf(const Curve& curve, const QString& title, int colour) {
  ChartSeries series;
  series.title = title;
  series.colour = colour;
  series.x.assign(curve.iterations.begin(), curve.iterations.end());
  series.y = curve.values;
  return series;
}

std::vector<ChartSeries> scoreSeries(const RunSnapshot& run) {
  std::vector<ChartSeries> both;
  ChartSeries coarse = evalSeries(run, true), refined = evalSeries(run, false);
  refined.title = coarse.x.empty() ? RunCurves::tr("mIoU") : RunCurves::tr("refined");
  coarse.title = RunCurves::tr("coarse");
  coarse.colour = 1;
  both.push_back(std::move(refined));
  if (!coarse.x.empty()) both.push_back(std::move(coarse));
  return both;
}

ChartSeries scoreSeries(const RunSnapshot& run, int colour) {
  ChartSeries series = evalSeries(run, false);
  series.title = run.name;
  series.colour = colour;
  return series;
}

}  // namespace ssa

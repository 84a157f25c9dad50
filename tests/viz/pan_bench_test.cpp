#include "widgets/canvas/pan_bench.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <memory>

namespace ssa::test {

class PanBenchTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void aHugePictureIsPannedLikeASmallOne() {
    std::array<double, 3> ratios{};
    for (double& ratio : ratios) {
      const PanBenchResult result = benchPanning();
      ratio = result.ratio();
      qInfo("16k: p50 %.1f p95 %.1f p99 %.1f ms, %d coarse; 2k: p50 %.1f p95 %.1f p99 %.1f ms; ratio %.2f", result.large.p50_ms,
            result.large.p95_ms, result.large.p99_ms, result.large.incomplete, result.small.p50_ms, result.small.p95_ms,
            result.small.p99_ms, ratio);
    }
    std::sort(ratios.begin(), ratios.end());
    QVERIFY2(ratios[1] <= 1.2, qPrintable(QString::number(ratios[1])));
  }
};

std::unique_ptr<QObject> makePanBenchTest() { return std::make_unique<PanBenchTest>(); }

}  // namespace ssa::test

#include "pan_bench_test.moc"

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
    std::array<double, 3> wall{};
    for (std::size_t run = 0; run < wall.size(); ++run) {
      PanBenchOptions options;
      options.frames = 1200;  // a 99th percentile of few frames is noise
      const PanBenchResult result = benchPanning(options);
      wall[run] = result.ratio();
      qInfo(
          "16k: p50 %.1f p95 %.1f p99 %.1f ms, cpu p99 %.1f, %d coarse; 2k: %.1f %.1f %.1f ms, cpu p99 %.1f; ratio %.2f, cpu "
          "%.2f%s",
          result.large.p50_ms, result.large.p95_ms, result.large.p99_ms, result.large.cpu_p99_ms, result.large.incomplete,
          result.small.p50_ms, result.small.p95_ms, result.small.p99_ms, result.small.cpu_p99_ms, wall[run], result.cpuRatio(),
          result.machineWasBusy() ? ", busy" : "");
    }
    std::sort(wall.begin(), wall.end());
    std::printf("ratio panning 16k against 2k, 99th percentile of frames: %.2f (median of three runs)\n", wall[1]);
    QVERIFY2(wall[1] <= 1.2, qPrintable(QString::number(wall[1])));
  }
};

std::unique_ptr<QObject> makePanBenchTest() { return std::make_unique<PanBenchTest>(); }

}  // namespace ssa::test

#include "pan_bench_test.moc"

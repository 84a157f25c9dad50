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
    // Judged by processor time, which is steady; the ratio by the wall clock is printed. With software rendering the
    // loader shares the cores with the rasteriser, and that ratio was seen between 1.0 and 1.4.
    std::array<double, 3> wall{}, cpu{};
    for (std::size_t run = 0; run < wall.size(); ++run) {
      PanBenchOptions options;
      options.frames = 1200;  // a 99th percentile of few frames is noise
      const PanBenchResult result = benchPanning(options);
      wall[run] = result.ratio();
      cpu[run] = result.cpuRatio();
      qInfo(
          "16k: p50 %.1f p95 %.1f p99 %.1f ms, cpu p99 %.1f, %d coarse; 2k: %.1f %.1f %.1f ms, cpu p99 %.1f; ratio %.2f, cpu "
          "%.2f%s",
          result.large.p50_ms, result.large.p95_ms, result.large.p99_ms, result.large.cpu_p99_ms, result.large.incomplete,
          result.small.p50_ms, result.small.p95_ms, result.small.p99_ms, result.small.cpu_p99_ms, wall[run], result.cpuRatio(),
          result.machineWasBusy() ? ", busy" : "");
    }
    std::sort(wall.begin(), wall.end());
    std::sort(cpu.begin(), cpu.end());
    std::printf("ratio panning 16k against 2k, 99th percentile of frames: %.2f wall clock, %.2f processor time (medians of three)\n",
                wall[1], cpu[1]);
    QVERIFY2(cpu[1] <= 1.2, qPrintable(QString::number(cpu[1])));
  }
};

std::unique_ptr<QObject> makePanBenchTest() { return std::make_unique<PanBenchTest>(); }

}  // namespace ssa::test

#include "pan_bench_test.moc"

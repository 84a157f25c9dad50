// The speed and memory the fused upsampling promises, as ratios within one run.
#include <QTest>

#include "engine/api/bench.h"
#include "engine/api/bench_rounds.h"
#include "tests/inference/tests.h"
#include "tests/support/runner.h"

namespace {

using namespace ssa;

constexpr double kOverNchw = 30, kOverChannelsLast = 10;
constexpr std::int64_t kPostProcessing_bytes = 300'000'000;

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kSanitized = true;
#else
constexpr bool kSanitized = false;
#endif

}  // namespace

class FusedSpeedTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase() {
    if (kSanitized) SSA_SKIP_CLASS("times mean nothing under a sanitizer");
  }

  void fusedUpsamplingIsFasterThanTorch() {
    BenchOptions options;
    options.rounds = 3;
    int gated = 0;
    NoProgress progress;
    const auto bench = benchKernels(options, {}, {}, progress);
    SSA_VERIFY_OK(bench);
    for (const BenchCase& one : bench->cases) {
      QVERIFY2(one.check.ok, one.toJson().c_str());
      QVERIFY(one.ratio.has_value());
      qInfo("%s %s over %s: %.1f (%.1f..%.1f), %.2f ms", one.shape.c_str(), one.data.c_str(), one.peer.c_str(), one.ratio->med,
            one.ratio->lo, one.ratio->hi, one.wall_ms.med);
      if (one.data == "white") continue;
      ++gated;
      QVERIFY2(one.ratio->med >= (one.peer == "LibTorch NCHW" ? kOverNchw : kOverChannelsLast), one.toJson().c_str());
    }
    QCOMPARE(gated, 4);
    QCOMPARE(bench->ssaCost.size(), std::size_t{3});
    for (const SsaCost& stage : bench->ssaCost)
      qInfo("%s, %s: plain %.2f ms, SSA %.2f ms", bench->ssaCostModel.c_str(), stage.stage.c_str(), stage.plain_ms, stage.ssa_ms);
  }

  void postProcessingStaysSmall() {
    const std::int64_t bytes = postProcessingGrowth(0);
    qInfo("K=150 at 3840x2160: %lld bytes", static_cast<long long>(bytes));
    QVERIFY(bytes > 3840 * 2160);  // it measures something
    QVERIFY(bytes < kPostProcessing_bytes);
  }
};

std::unique_ptr<QObject> makeFusedSpeedTest() { return std::make_unique<FusedSpeedTest>(); }

#include "fused_speed_test.moc"

// What the cache of features saves.
#include <torch/torch.h>

#include <QTest>
#include <ctime>

#include "engine/api/training_run.h"
#include "engine/losses/labels.h"
#include "engine/training/freezing.h"
#include "engine/training/train_step.h"
#include "tests/support/runner.h"
#include "tests/training/tests.h"

using namespace ssa;

class CacheSpeedTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  /// SeaFormer-B, 11 classes, as for CamVid: steps from the cache against the same steps through the frozen network, in
  /// processor time, which other programs disturb least; the loader that the cache spares too is not counted.
  void cachedStepsAreFiveTimesAsFast() {
    constexpr int kSide = 320, kBatch = 8, kSteps = 4;
    ModelConfig model;
    model.architecture = "seaformer_b";
    model.classifier = ClassifierKind::ssa;
    model.num_classes = 11;
    auto network = *makeSegmentor(model, 1);
    TrainConfig config;
    config.scope = TrainScope::classifier;
    config.batch = kBatch;
    config.optimizer.warmup = 0;
    auto learning = selectLearning(*network, config.scope, {});
    SSA_VERIFY_OK(learning);
    setTrainingMode(*network);
    TrainStep step(*network, *learning, config);
    StepBatch images;
    images.input = at::randn({kBatch, 3, kSide, kSide}).contiguous(at::MemoryFormat::ChannelsLast);
    images.labels =
        at::randint(0, 11, {kBatch, kSide / 16, kSide / 16}, at::kByte).repeat_interleave(16, 1).repeat_interleave(16, 2);
    StepBatch cached = images;
    {
      const at::NoGradGuard noGrad;
      const SsaTrace trace = network->forward(images.input);
      cached.input = trace.feature.contiguous();
      cached.isFeature = true;
      const auto sums = network->sumFrozen(trace, labelsAtStride(images.labels, trace.feature.size(2), trace.feature.size(3)));
      QVERIFY(sums);
      cached.sums = *sums;
      cached.coarse.assign(kBatch, {1, 1});
    }
    keepFreedMemory();  // as every training does
    double best[2] = {1e9, 1e9};
    for (int i = 0; i < kSteps; ++i)
      for (const int kind : {0, 1}) {
        const std::clock_t start = std::clock();
        SSA_VERIFY_OK(step.run(kind == 0 ? images : cached, i, {}));
        best[kind] = std::min(best[kind], static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC);
      }
    std::printf(
        "classifier alone, SeaFormer-B, %d crops of %d: %.3f processor seconds a step through the network, %.3f cached, ratio "
        "%.2f\n",
        kBatch, kSide, best[0], best[1], best[0] / best[1]);
    QVERIFY(best[0] > 5 * best[1]);
  }
};

std::unique_ptr<QObject> makeCacheSpeedTest() { return std::make_unique<CacheSpeedTest>(); }

#include "cache_speed_test.moc"

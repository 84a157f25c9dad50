// One step: what it changes, and what it leaves alone when something is wrong.
#include <torch/torch.h>

#include <QTest>
#include <limits>

#include "engine/inference/memory_guard.h"
#include "engine/training/freezing.h"
#include "engine/training/run_clock.h"
#include "engine/training/train_step.h"
#include "tests/support/runner.h"
#include "tests/training/tests.h"

namespace {

using namespace ssa;
using namespace ssa::test;

constexpr int kClasses = 4;

/// A tiny network with everything a step needs.
struct Learner {
  explicit Learner(ClassifierKind kind, TrainConfig given = {}) : config(std::move(given)) {
    ModelConfig model;
    model.architecture = "seaformer_t";
    model.classifier = kind;
    model.num_classes = kClasses;
    network = *makeSegmentor(model, 5);
    config.optimizer.warmup = 0;
    config.iterations = 1000;
    learning = *selectLearning(*network, config.scope, config.freeze);
    setTrainingMode(*network);
    step = std::make_unique<TrainStep>(*network, learning, config);
    step->onWarning = [this](const Warning& warning) { warnings.push_back(warning); };
  }
  /// Bytes of every parameter and buffer.
  std::string state() const {
    std::string all;
    for (const StoredTensor& tensor : saveState(*network).tensors)
      all.append(reinterpret_cast<const char*>(tensor.data.get()), tensor.bytes);
    return all;
  }

  TrainConfig config;
  std::unique_ptr<Segmentor> network;
  std::vector<NamedParameter> learning;
  std::unique_ptr<TrainStep> step;
  Warnings warnings;
};

StepBatch makeBatch(int size = 2, int side = 64) {
  StepBatch batch;
  torch::manual_seed(3);
  const Tensor cells = at::randint(0, kClasses, {size, side / 16, side / 16}, at::kByte);
  batch.labels = cells.repeat_interleave(16, 1).repeat_interleave(16, 2);
  // Something to learn: each of the first three classes has a channel.
  const Tensor channels = at::arange(3, at::kByte).view({1, 3, 1, 1});
  batch.input = 3 * (batch.labels.unsqueeze(1) == channels).to(at::kFloat) + 0.1 * at::randn({size, 3, side, side});
  return batch;
}

double totalOf(const StepReport& report) { return report.losses.back().second; }

}  // namespace

class TrainStepTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void cleanup() { setAllocationFault({}); }

  void lossFalls_data() {
    QTest::addColumn<bool>("ssa");
    QTest::addColumn<bool>("sgd");
    QTest::newRow("plain, AdamW") << false << false;
    QTest::newRow("ssa, AdamW") << true << false;
    QTest::newRow("plain, SGD") << false << true;
  }
  void lossFalls() {
    QFETCH(bool, ssa);
    QFETCH(bool, sgd);
    TrainConfig config;
    config.optimizer.lr = sgd ? 2e-2 : 2e-3;
    config.optimizer.head_lr_mult = 1;
    if (sgd) config.optimizer.kind = OptimizerKind::sgd;
    Learner learner(ssa ? ClassifierKind::ssa : ClassifierKind::plain, config);
    const StepBatch batch = makeBatch();
    // Dropout makes single steps noisy: the mean of the last five against that of the first five.
    constexpr int kSteps = 30, kMean = 5;
    double first = 0, last = 0;
    for (int i = 0; i < kSteps; ++i) {
      const auto report = learner.step->run(batch, i, {});
      SSA_VERIFY_OK(report);
      QCOMPARE(report->outcome, StepOutcome::updated);
      QCOMPARE(report->losses.back().first, std::string("loss"));
      if (i < kMean) first += totalOf(*report) / kMean;
      if (i >= kSteps - kMean) last += totalOf(*report) / kMean;
    }
    QVERIFY2(last < 0.9 * first, qPrintable(QStringLiteral("%1 -> %2").arg(first).arg(last)));
  }

  void termsOfSsaAddUpToTheTotal() {
    Learner learner(ClassifierKind::ssa);
    const auto report = learner.step->run(makeBatch(), 0, {});
    SSA_VERIFY_OK(report);
    QCOMPARE(report->losses.size(), std::size_t{9});
    double sum = 0;
    for (const auto& [term, value] : report->losses)
      if (term != "loss") sum += value;
    QVERIFY(std::abs(sum - totalOf(*report)) < 1e-4 * sum);
  }

  void equalStepsAreEqualToTheBit() {
    std::string states[2];
    for (std::string& state : states) {
      Learner learner(ClassifierKind::ssa);
      for (int i = 0; i < 2; ++i) SSA_VERIFY_OK(learner.step->run(makeBatch(), i, {}));
      state = learner.state();
    }
    QVERIFY(states[0] == states[1]);
  }

  void frozenPartsStayToTheBit() {
    TrainConfig config;
    config.scope = TrainScope::classifier;
    Learner learner(ClassifierKind::ssa, config);
    const Checkpoint before = saveState(*learner.network);
    for (int i = 0; i < 2; ++i) SSA_VERIFY_OK(learner.step->run(makeBatch(), i, {}));
    const Checkpoint after = saveState(*learner.network);
    int changed = 0;
    for (std::size_t t = 0; t < before.tensors.size(); ++t) {
      const bool same = std::memcmp(before.tensors[t].data.get(), after.tensors[t].data.get(), before.tensors[t].bytes) == 0;
      if (!isAdaptation(before.tensors[t].name)) QVERIFY2(same, before.tensors[t].name.c_str());
      changed += same ? 0 : 1;
    }
    QVERIFY(changed > 8);
  }

  void batchWithoutLabelsChangesNothing() {
    Learner learner(ClassifierKind::ssa);
    StepBatch batch = makeBatch();
    batch.labels.fill_(255);
    const std::string before = learner.state();
    const auto report = learner.step->run(batch, 0, {});
    SSA_VERIFY_OK(report);
    QCOMPARE(report->outcome, StepOutcome::emptyBatch);
    QVERIFY(learner.state() == before);
  }

  void oneImageWithoutLabelsIsLearntAround() {
    Learner learner(ClassifierKind::ssa);
    StepBatch batch = makeBatch();
    batch.labels[0].fill_(255);
    const auto report = learner.step->run(batch, 0, {});
    SSA_VERIFY_OK(report);
    QCOMPARE(report->outcome, StepOutcome::updated);
  }

  void nonFiniteStepChangesNothing_data() {
    QTest::addColumn<float>("bad");
    QTest::newRow("NaN") << std::numeric_limits<float>::quiet_NaN();
    QTest::newRow("Inf") << std::numeric_limits<float>::infinity();
  }
  void nonFiniteStepChangesNothing() {
    QFETCH(float, bad);
    Learner learner(ClassifierKind::ssa);
    SSA_VERIFY_OK(learner.step->run(makeBatch(), 0, {}));
    const std::string before = learner.state();
    StepBatch batch = makeBatch();
    batch.input[0][0][3][3] = bad;
    const auto report = learner.step->run(batch, 1, {});
    SSA_VERIFY_OK(report);
    QCOMPARE(report->outcome, StepOutcome::nonFinite);
    QVERIFY(learner.state() == before);
  }

  void labelBeyondTheClassesIsABug() {
    Learner learner(ClassifierKind::ssa);
    StepBatch batch = makeBatch();
    batch.labels[0][0][0] = kClasses;
    const std::string before = learner.state();
    QVERIFY_THROWS_EXCEPTION(ContractViolation, (void)learner.step->run(batch, 0, {}));
    QVERIFY(learner.state() == before);
  }

  void memoryThatRunsOutHalvesTheMicroBatch() {
    Learner learner(ClassifierKind::plain);
    setAllocationFault({1, false});
    const auto report = learner.step->run(makeBatch(4), 0, {});
    SSA_VERIFY_OK(report);
    QCOMPARE(report->outcome, StepOutcome::updated);
    QCOMPARE(learner.step->accumulate(), 2);
    QCOMPARE(learner.warnings.size(), std::size_t{1});
    QCOMPARE(learner.warnings[0].code, WarningCode::smallerTiles);
  }

  void memoryThatStaysOutIsAnErrorAfterThreeHalvings() {
    Learner learner(ClassifierKind::plain);
    setAllocationFault({1, true});
    const auto report = learner.step->run(makeBatch(16, 64), 0, {});
    QVERIFY(!report);
    QCOMPARE(report.error().code, ErrorCode::outOfMemory);
    QCOMPARE(learner.warnings.size(), std::size_t{3});
  }

  void oneNumberPerChannelIsRefused() {
    Learner learner(ClassifierKind::plain);
    const std::string before = learner.state();
    const auto report = learner.step->run(makeBatch(1, 64), 0, {});  // 1x1 maps at stride 64
    QVERIFY(!report);
    QCOMPARE(report.error().code, ErrorCode::badOption);
    QCOMPARE(QString::fromUtf8(report.error().arg("option").data()), QStringLiteral("batch"));
    QVERIFY(learner.state() == before);
  }

  void accumulatedGradientIsTheMean() {
    // Without batch norms in training mode halves add up to the whole.
    TrainConfig config;
    config.precision = Precision::float64;
    config.scope = TrainScope::head;
    config.freeze = {"decode_head.linear_fuse", "decode_head.fuse"};
    config.dropout = 0;
    std::vector<Tensor> gradients[2];
    for (const int parts : {1, 2}) {
      config.accumulate = parts;
      Learner learner(ClassifierKind::plain, config);
      learner.network->module().to(at::kDouble);
      for (const auto& module : learner.network->module().modules()) module->eval();
      SSA_VERIFY_OK(learner.step->run(makeBatch(4), 0, {}));
      for (const NamedParameter& parameter : learner.learning) gradients[parts - 1].push_back(parameter.value.grad().clone());
    }
    for (std::size_t i = 0; i < gradients[0].size(); ++i) QVERIFY(at::allclose(gradients[0][i], gradients[1][i], 1e-10, 1e-12));
  }

  void stopLeavesTheStateBeforeTheStep() {
    Learner learner(ClassifierKind::ssa);
    const std::string before = learner.state();
    StopSource source;
    source.request_stop();
    const auto report = learner.step->run(makeBatch(), 0, source.get_token());
    QVERIFY(!report);
    QCOMPARE(report.error().code, ErrorCode::stopped);
    QVERIFY(learner.state() == before);
  }

  void memoryStaysFlat() {
    Learner learner(ClassifierKind::ssa);
    const StepBatch batch = makeBatch();
    constexpr int kWarm = 40, kSteps = 150;
    std::int64_t warm = 0;
    for (int i = 0; i < kSteps; ++i) {
      SSA_VERIFY_OK(learner.step->run(batch, i, {}));
      if (i == kWarm) warm = residentBytes();
    }
    const std::int64_t grown = residentBytes() - warm;
    std::printf("memory: %.1f MB after %d steps, %+.2f MB after %d more\n", static_cast<double>(warm) / 1048576, kWarm,
                static_cast<double>(grown) / 1048576, kSteps - kWarm);
    QVERIFY(grown < 8 << 20);
  }
};

std::unique_ptr<QObject> makeTrainStepTest() { return std::make_unique<TrainStepTest>(); }

#include "train_step_test.moc"

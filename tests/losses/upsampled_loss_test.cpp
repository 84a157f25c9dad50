#include <torch/torch.h>

#include <QTest>

#include "engine/core/result.h"
#include "engine/losses/upsampled_loss.h"
#include "tests/losses/eager_loss.h"
#include "tests/losses/tests.h"
#include "tests/support/runner.h"

using namespace ssa;
using namespace ssa::test;

namespace {

double relative(const Tensor& ours, const Tensor& oracle) {
  return (ours.to(at::kDouble) - oracle.to(at::kDouble)).abs().max().item<double>() /
         std::max(1e-12, oracle.to(at::kDouble).abs().max().item<double>());
}

Tensor randomLabels(std::int64_t batch, std::int64_t height, std::int64_t width, int classes) {
  Tensor labels = at::randint(classes, {batch, (height + 3) / 4, (width + 3) / 4})
                      .to(at::kByte)
                      .repeat_interleave(4, 1)
                      .repeat_interleave(4, 2);
  labels = labels.narrow(1, 0, height).narrow(2, 0, width).contiguous();
  return at::where(at::rand({batch, height, width}) < 0.1, at::full({}, 255, at::kByte), labels);
}

}  // namespace

class UpsampledLossTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init() { torch::manual_seed(7); }

  void equalsAutogradOfTheEagerForm_data() {
    QTest::addColumn<int>("classes");
    QTest::addColumn<QSize>("coarse");
    QTest::addColumn<QSize>("fine");
    QTest::addColumn<bool>("corners");
    QTest::addColumn<double>("spread");
    QTest::newRow("two classes, odd sizes") << 2 << QSize(7, 5) << QSize(31, 23) << true << 4.0;
    QTest::newRow("19 classes") << 19 << QSize(12, 9) << QSize(96, 72) << true << 4.0;
    QTest::newRow("150 classes") << 150 << QSize(8, 8) << QSize(64, 64) << true << 4.0;
    QTest::newRow("pixel centres") << 17 << QSize(9, 6) << QSize(70, 50) << false << 4.0;
    QTest::newRow("one cell") << 5 << QSize(1, 1) << QSize(9, 4) << true << 4.0;
    QTest::newRow("no upsampling") << 16 << QSize(20, 10) << QSize(20, 10) << true << 4.0;
    QTest::newRow("downsampling") << 4 << QSize(20, 20) << QSize(7, 9) << true << 4.0;
    // Beyond what fits in single precision beside the others, in some places or nearly everywhere.
    QTest::newRow("large logits") << 11 << QSize(12, 9) << QSize(96, 72) << true << 9.0;
    QTest::newRow("very large logits") << 11 << QSize(12, 9) << QSize(96, 72) << true << 30.0;
    QTest::newRow("many rows between two") << 6 << QSize(3, 2) << QSize(50, 90) << true << 4.0;
  }
  void equalsAutogradOfTheEagerForm() {
    QFETCH(int, classes);
    QFETCH(QSize, coarse);
    QFETCH(QSize, fine);
    QFETCH(bool, corners);
    QFETCH(double, spread);
    const Tensor base = (at::randn({3, classes, coarse.height(), coarse.width()}) * spread).to(at::kDouble);
    const Tensor labels = randomLabels(3, fine.height(), fine.width(), classes);
    for (const Average average : {Average::allPixels, Average::validPixels}) {
      Tensor oracle = base.clone().requires_grad_();
      const Tensor ce = eagerCrossEntropy(oracle, labels, average == Average::allPixels, corners);
      const Tensor ce_gradient = torch::autograd::grad({ce}, {oracle})[0];
      Tensor dice, dice_gradient;
      if (corners) {
        dice = eagerDice(oracle, labels);
        dice_gradient = torch::autograd::grad({dice}, {oracle})[0];
      }
      for (const at::ScalarType type : {at::kDouble, at::kFloat}) {
        const double loss_tolerance = type == at::kDouble ? 1e-12 : 1e-6, gradient_tolerance = type == at::kDouble ? 1e-10 : 1e-5;
        Tensor logits = base.to(type).clone().requires_grad_();
        const UpsampledLoss ours = upsampledLoss(logits, labels, average, corners, corners);
        QVERIFY(relative(ours.crossEntropy, ce) < loss_tolerance);
        QVERIFY(relative(torch::autograd::grad({ours.crossEntropy}, {logits}, {}, true)[0], ce_gradient) < gradient_tolerance);
        if (!corners) continue;
        QVERIFY(relative(ours.dice, dice) < loss_tolerance);
        QVERIFY(relative(torch::autograd::grad({ours.dice}, {logits}, {}, true)[0], dice_gradient) < gradient_tolerance);
        // Both together, weighted: what a total loss sends back.
        const Tensor both = torch::autograd::grad({2 * ours.crossEntropy + 3 * ours.dice}, {logits})[0];
        QVERIFY(relative(both, 2 * ce_gradient + 3 * dice_gradient) < gradient_tolerance);
      }
    }
  }

  void isTheSameWhateverTheThreads() {
    const Tensor labels = randomLabels(4, 40, 50, 11);
    const Tensor logits = at::randn({4, 11, 6, 7});
    Tensor first;
    for (const int threads : {1, 2, 3}) {
      at::set_num_threads(threads);
      Tensor x = logits.clone().requires_grad_();
      const UpsampledLoss loss = upsampledLoss(x, labels, Average::allPixels, true, true);
      (loss.crossEntropy + loss.dice).backward();
      if (!first.defined()) first = x.grad();
      QVERIFY(x.grad().equal(first));
    }
    at::set_num_threads(2);
  }

  void nothingLabelledIsZeroAndTeachesNothing() {
    Tensor logits = at::randn({2, 5, 4, 4}).requires_grad_();
    const UpsampledLoss loss = upsampledLoss(logits, at::full({2, 16, 16}, 255, at::kByte), Average::validPixels, true, true);
    (loss.crossEntropy + loss.dice).backward();
    QCOMPARE(loss.crossEntropy.item<float>(), 0.0F);
    QCOMPARE(loss.dice.item<float>(), 0.0F);
    QCOMPARE(loss.valid, std::int64_t{0});
    QCOMPARE(loss.accuracy, 100.0);
    QCOMPARE(logits.grad().abs().max().item<float>(), 0.0F);
  }

  void aLabelBeyondTheClassesIsRefused() {
    const Tensor logits = at::randn({1, 5, 4, 4});
    QVERIFY_EXCEPTION_THROWN(upsampledLoss(logits, at::full({1, 8, 8}, 5, at::kByte), Average::allPixels, true, false),
                             ContractViolation);
  }

  void extremeLogitsStayFinite() {
    Tensor logits = (at::randn({1, 150, 8, 8}) * 1e4).requires_grad_();
    const UpsampledLoss loss = upsampledLoss(logits, randomLabels(1, 64, 64, 150), Average::allPixels, true, true);
    (loss.crossEntropy + loss.dice).backward();
    QVERIFY(std::isfinite(loss.crossEntropy.item<float>()));
    QVERIFY(logits.grad().isfinite().all().item<bool>());
  }
};

std::unique_ptr<QObject> makeUpsampledLossTest() { return std::make_unique<UpsampledLossTest>(); }

#include "upsampled_loss_test.moc"

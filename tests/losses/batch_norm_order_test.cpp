#include <torch/torch.h>

#include <QTest>

#include "engine/nn/norm.h"
#include "tests/losses/tests.h"
#include "tests/support/runner.h"

using namespace ssa;

/// LibTorch's CPU batch norm misreads gradients in token order at batch 1; the layer must not.
class BatchNormOrderTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void tokenOrderGradientsAreReadRight_data() {
    QTest::addColumn<int>("batch");
    QTest::addColumn<bool>("training");
    QTest::addColumn<bool>("channelsLast");
    for (const int batch : {1, 2})
      for (const bool training : {false, true})
        for (const bool last : {false, true})
          QTest::newRow(qPrintable(QStringLiteral("batch %1 training %2 channels last %3").arg(batch).arg(training).arg(last)))
              << batch << training << last;
  }
  void tokenOrderGradientsAreReadRight() {
    QFETCH(int, batch);
    QFETCH(bool, training);
    QFETCH(bool, channelsLast);
    torch::manual_seed(5);
    const LayerPtr norm = makeBatchNorm(6);
    norm->module()->to(at::kDouble);
    norm->module()->train(training);
    const Tensor base = at::randn({batch, 6, 4, 5}, at::kDouble), weight = at::randn({batch, 20, 6}, at::kDouble);
    const auto gradient = [&](bool tokens) {
      Tensor x = (channelsLast ? base.contiguous(at::MemoryFormat::ChannelsLast) : base.clone()).detach().requires_grad_();
      const Tensor y = norm->forward(x);
      const Tensor sum = tokens ? (y.flatten(2).transpose(1, 2) * weight).sum()
                                : (y * weight.transpose(1, 2).reshape({batch, 6, 4, 5}).contiguous()).sum();
      sum.backward();
      return x.grad().contiguous();
    };
    const double error = (gradient(true) - gradient(false)).abs().max().item<double>();
    QVERIFY2(error < 1e-12, qPrintable(QString::number(error)));
  }
};

std::unique_ptr<QObject> makeBatchNormOrderTest() { return std::make_unique<BatchNormOrderTest>(); }

#include "batch_norm_order_test.moc"

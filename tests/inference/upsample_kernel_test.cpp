// The CPU twin of upsampleArgmax against a naive double oracle and against LibTorch.
#include <torch/torch.h>

#include <QTest>
#include <cmath>
#include <random>

#include "engine/core/label_map.h"
#include "engine/core/result.h"
#include "engine/cuda/upsample_argmax_cpu.h"
#include "engine/cuda/upsample_kernels.h"
#include "tests/inference/tests.h"
#include "tests/support/runner.h"

namespace {

using namespace ssa;
using namespace ssa::cuda;

constexpr double kTie = 1e-5;

struct Logits {
  int classes, height, width;
  std::vector<float> values;
};

Logits makeLogits(int classes, int height, int width, const QString& kind) {
  Logits logits{classes, height, width, {}};
  std::mt19937 random(static_cast<unsigned>(classes * 1000 + height * 10 + width));
  std::normal_distribution<float> normal(0, 3);
  for (int k = 0; k < classes; ++k)
    for (int y = 0; y < height; ++y)
      for (int x = 0; x < width; ++x) {
        if (kind == QLatin1String("white")) logits.values.push_back(normal(random));
        if (kind == QLatin1String("constant")) logits.values.push_back(2.5F);
        if (kind == QLatin1String("smooth"))
          logits.values.push_back(4 * std::sin(0.31F * static_cast<float>(k * 7 + x) + 0.17F * static_cast<float>(y * (k % 5))));
        if (kind == QLatin1String("regions"))
          logits.values.push_back(((x / 4 + y / 3) % classes == k ? 9.0F : 0.0F) + 0.2F * normal(random));
      }
  return logits;
}

/// All probabilities of one pixel's outputs, in double.
struct Oracle {
  int label = 0;
  double gap = 0, confidence = 0, entropy = 0, margin = 0;
  std::vector<double> value;
};

Oracle oracleAt(const Logits& logits, const AxisTaps& rows, const AxisTaps& cols, int y, int x) {
  Oracle o;
  for (int k = 0; k < logits.classes; ++k) {
    double sum = 0;
    for (int i = 0; i < rows.taps; ++i)
      for (int j = 0; j < cols.taps; ++j) {
        const auto row = static_cast<std::size_t>(y * rows.taps + i), col = static_cast<std::size_t>(x * cols.taps + j);
        const int cell = (k * logits.height + rows.index[row]) * logits.width + cols.index[col];
        sum += static_cast<double>(rows.weight[row]) * static_cast<double>(cols.weight[col]) *
               static_cast<double>(logits.values[static_cast<std::size_t>(cell)]);
      }
    o.value.push_back(sum);
  }
  o.label = static_cast<int>(std::ranges::max_element(o.value) - o.value.begin());
  const double top = o.value[static_cast<std::size_t>(o.label)];
  double total = 0, second = -1e300;
  for (std::size_t k = 0; k < o.value.size(); ++k) {
    total += std::exp(o.value[k] - top);
    if (static_cast<int>(k) != o.label) second = std::max(second, o.value[k]);
  }
  o.gap = top - second;
  o.confidence = 1 / total;
  o.margin = o.confidence - (o.value.size() > 1 ? std::exp(second - top) / total : 0);
  for (const double v : o.value) {
    const double p = std::exp(v - top) / total;
    if (p > 0) o.entropy -= p * std::log(p);
  }
  if (o.value.size() > 1) o.entropy /= std::log(static_cast<double>(o.value.size()));
  return o;
}

std::vector<const UpsampleKernels*> kernelsHere() {
  std::vector<const UpsampleKernels*> list{&baselineKernels()};
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) list.push_back(&avx2Kernels());
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl"))
    list.push_back(&avx512Kernels());
#endif
  return list;
}

}  // namespace

class UpsampleKernelTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void everyInstructionSetEqualsTheOracle_data() {
    QTest::addColumn<int>("classes");
    QTest::addColumn<QString>("kind");
    QTest::addColumn<bool>("align");
    QTest::addColumn<bool>("twice");
    QTest::addColumn<int>("rowsOut");
    QTest::addColumn<int>("colsOut");
    for (const int classes : {1, 2, 19, 150, 255})
      for (const char* kind : {"white", "smooth", "regions", "constant"})
        for (const bool align : {false, true})
          for (const bool twice : {false, true})
            QTest::addRow("K=%d %s align %d twice %d", classes, kind, align, twice)
                << classes << QString::fromLatin1(kind) << align << twice << 29 << 83;
    QTest::newRow("smaller than the logits") << 19 << QStringLiteral("white") << false << false << 5 << 3;
    QTest::newRow("one pixel") << 19 << QStringLiteral("white") << false << false << 1 << 1;
  }
  void everyInstructionSetEqualsTheOracle() {
    QFETCH(int, classes);
    QFETCH(QString, kind);
    QFETCH(bool, align);
    QFETCH(bool, twice);
    QFETCH(int, rowsOut);
    QFETCH(int, colsOut);
    const Logits logits = makeLogits(classes, 7, 11, kind);
    AxisTaps rows = bilinearTaps(7, twice ? 56 : rowsOut, align), cols = bilinearTaps(11, twice ? 88 : colsOut, align);
    if (twice) {
      rows = compose(rows, bilinearTaps(56, rowsOut, align));
      cols = compose(cols, bilinearTaps(88, colsOut, align));
    }
    const auto area = static_cast<std::size_t>(rowsOut) * static_cast<std::size_t>(colsOut);
    const LogitView view{logits.values.data(), 7, 11, &rows, &cols};
    std::vector<Oracle> oracle;
    for (int y = 0; y < rowsOut; ++y)
      for (int x = 0; x < colsOut; ++x) oracle.push_back(oracleAt(logits, rows, cols, y, x));
    for (const UpsampleKernels* kernels : kernelsHere()) {
      std::vector<std::uint8_t> labels(area), scored(area);
      std::vector<float> confidence(area), entropy(area), margin(area);
      PixelOutputs only;
      only.labels = labels.data();
      upsampleArgmaxCpu({&view, 1}, classes, only, 2, *kernels);
      upsampleArgmaxCpu({&view, 1}, classes, {scored.data(), confidence.data(), entropy.data(), margin.data(), nullptr}, 2,
                        *kernels);
      for (int y = 0; y < rowsOut; ++y)
        for (int x = 0; x < colsOut; ++x) {
          const auto pixel = static_cast<std::size_t>(y) * static_cast<std::size_t>(colsOut) + static_cast<std::size_t>(x);
          const Oracle& expected = oracle[pixel];
          const QByteArray where = QByteArray(kernels->name) + " at " + QByteArray::number(y) + "," + QByteArray::number(x);
          for (const std::uint8_t label : {labels[pixel], scored[pixel]}) {
            QVERIFY2(label < classes, where.constData());
            QVERIFY2(expected.value[static_cast<std::size_t>(expected.label)] - expected.value[label] < kTie, where.constData());
          }
          QVERIFY2(std::abs(confidence[pixel] - expected.confidence) < 5e-6, where.constData());
          QVERIFY2(std::abs(entropy[pixel] - expected.entropy) < 5e-6, where.constData());
          QVERIFY2(std::abs(margin[pixel] - expected.margin) < 5e-6, where.constData());
        }
    }
  }

  void lowestIdWinsATie() {
    const Logits logits = makeLogits(150, 7, 11, QStringLiteral("constant"));
    const AxisTaps rows = bilinearTaps(7, 30), cols = bilinearTaps(11, 30);
    std::vector<std::uint8_t> labels(900, 99);
    PixelOutputs only;
    only.labels = labels.data();
    upsampleArgmax(logits.values.data(), 150, 7, 11, rows, cols, only);
    QCOMPARE(labels, std::vector<std::uint8_t>(900, 0));
  }

  void prunedLabelsEqualTorch_data() {
    QTest::addColumn<int>("classes");
    QTest::addColumn<QString>("kind");
    QTest::addColumn<bool>("align");
    for (const int classes : {2, 19, 150, 255})
      for (const char* kind : {"white", "smooth", "regions"})
        for (const bool align : {false, true})
          QTest::addRow("K=%d %s align %d", classes, kind, align) << classes << QString::fromLatin1(kind) << align;
  }
  void prunedLabelsEqualTorch() {
    QFETCH(int, classes);
    QFETCH(QString, kind);
    QFETCH(bool, align);
    constexpr int kHeight = 23, kWidth = 31, kRows = 301, kCols = 407;
    Logits logits = makeLogits(classes, kHeight, kWidth, kind);
    const auto full =
        torch::upsample_bilinear2d(torch::from_blob(logits.values.data(), {1, classes, kHeight, kWidth}), {kRows, kCols}, align);
    const AxisTaps rows = bilinearTaps(kHeight, kRows, align), cols = bilinearTaps(kWidth, kCols, align);
    std::vector<std::uint8_t> labels(static_cast<std::size_t>(kRows) * kCols);
    PixelOutputs only;
    only.labels = labels.data();
    upsampleArgmax(logits.values.data(), classes, kHeight, kWidth, rows, cols, only);
    const auto ours = torch::from_blob(labels.data(), {1, 1, kRows, kCols}, torch::kByte).to(torch::kLong);
    const auto gap = full.amax(1, true) - full.gather(1, ours);
    QVERIFY(gap.max().item<double>() < kTie);
    // Outside near-ties the labels are equal, so almost all of them are.
    QVERIFY((ours.squeeze(1) != full.argmax(1)).sum().item<int>() < 5);
  }

  void viewsAreAveragedAsProbabilities() {
    constexpr int kClasses = 21, kRows = 50, kCols = 70;
    Logits a = makeLogits(kClasses, 7, 11, QStringLiteral("white")), b = makeLogits(kClasses, 9, 13, QStringLiteral("white"));
    const AxisTaps rowsA = bilinearTaps(7, kRows), colsA = bilinearTaps(11, kCols), rowsB = bilinearTaps(9, kRows);
    const AxisTaps colsB = mirrored(bilinearTaps(13, kCols));
    const LogitView views[] = {{a.values.data(), 7, 11, &rowsA, &colsA}, {b.values.data(), 9, 13, &rowsB, &colsB}};
    const auto area = static_cast<std::size_t>(kRows) * kCols;
    std::vector<std::uint8_t> labels(area);
    std::vector<float> confidence(area), entropy(area), margin(area), all(area * kClasses);
    upsampleArgmaxMean(views, kClasses, {labels.data(), confidence.data(), entropy.data(), margin.data(), all.data()});

    const auto up = [](Logits& l) {
      return torch::softmax(
          torch::upsample_bilinear2d(torch::from_blob(l.values.data(), {1, l.classes, l.height, l.width}), {kRows, kCols}, false),
          1);
    };
    const auto mean = (up(a) + up(b).flip({3})) / 2;  // (1,K,H,W)
    const auto compare = [&](const std::vector<float>& ours, const torch::Tensor& theirs) {
      return (torch::from_blob(const_cast<float*>(ours.data()), theirs.sizes()) - theirs).abs().max().item<double>();
    };
    const auto best = std::get<0>(mean.topk(2, 1));
    QVERIFY(compare(all, mean) < 2e-6);
    QVERIFY(compare(confidence, best.select(1, 0)) < 2e-6);
    QVERIFY(compare(margin, best.select(1, 0) - best.select(1, 1)) < 2e-6);
    QVERIFY(compare(entropy, -(mean * mean.log()).sum(1) / std::log(21.0)) < 5e-6);
    const auto chosen = mean.gather(1, torch::from_blob(labels.data(), {1, 1, kRows, kCols}, torch::kByte).to(torch::kLong));
    QVERIFY((mean.amax(1, true) - chosen).max().item<double>() < 2e-6);
  }

  void brokenNumbersGiveALabelInRange() {
    Logits logits = makeLogits(19, 7, 11, QStringLiteral("white"));
    for (std::size_t i = 0; i < logits.values.size(); i += 3) logits.values[i] = i % 2 ? NAN : -INFINITY;
    const AxisTaps rows = bilinearTaps(7, 40), cols = bilinearTaps(11, 60);
    std::vector<std::uint8_t> labels(2400, 200), scored(2400, 200);
    std::vector<float> confidence(2400);
    PixelOutputs only, both;
    only.labels = labels.data();
    both.labels = scored.data();
    both.confidence = confidence.data();
    upsampleArgmax(logits.values.data(), 19, 7, 11, rows, cols, only);
    upsampleArgmax(logits.values.data(), 19, 7, 11, rows, cols, both);
    for (std::size_t i = 0; i < labels.size(); ++i) QVERIFY(labels[i] < 19 && scored[i] < 19);
  }

  void wrongSizesAreContractViolations() {
    const Logits logits = makeLogits(3, 7, 11, QStringLiteral("white"));
    const AxisTaps rows = bilinearTaps(8, 20), cols = bilinearTaps(11, 20);
    std::vector<std::uint8_t> labels(400);
    PixelOutputs only;
    only.labels = labels.data();
    QVERIFY_EXCEPTION_THROWN(upsampleArgmax(logits.values.data(), 3, 7, 11, rows, cols, only), ContractViolation);
    QVERIFY_EXCEPTION_THROWN(upsampleArgmax(logits.values.data(), 256, 8, 11, rows, cols, only), ContractViolation);
  }
};

std::unique_ptr<QObject> makeUpsampleKernelTest() { return std::make_unique<UpsampleKernelTest>(); }

#include "upsample_kernel_test.moc"

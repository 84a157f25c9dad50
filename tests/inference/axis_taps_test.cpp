// Taps and windows along one axis.
#include <torch/torch.h>

#include <QTest>
#include <cmath>

#include "engine/core/result.h"
#include "engine/cuda/axis_taps.h"
#include "engine/inference/window_plan.h"
#include "tests/inference/tests.h"
#include "tests/support/runner.h"

namespace {

using namespace ssa;
using namespace ssa::cuda;

std::vector<double> applyTaps(const AxisTaps& taps, const std::vector<double>& source) {
  std::vector<double> out(static_cast<std::size_t>(taps.outputs));
  for (std::size_t i = 0; i < out.size(); ++i)
    for (std::size_t t = 0; t < static_cast<std::size_t>(taps.taps); ++t) {
      const std::size_t tap = i * static_cast<std::size_t>(taps.taps) + t;
      out[i] += static_cast<double>(taps.weight[tap]) * source[static_cast<std::size_t>(taps.index[tap])];
    }
  return out;
}

std::vector<double> ramp(int count) {
  std::vector<double> values;
  for (int i = 0; i < count; ++i) values.push_back(std::sin(i * 1.7) * 3 + i * 0.1);
  return values;
}

double largestDifference(const std::vector<double>& a, const std::vector<double>& b) {
  double worst = a.size() == b.size() ? 0 : INFINITY;
  for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) worst = std::max(worst, std::abs(a[i] - b[i]));
  return worst;
}

}  // namespace

class AxisTapsTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void bilinearTapsEqualTorch_data() {
    QTest::addColumn<int>("source");
    QTest::addColumn<int>("target");
    QTest::addColumn<bool>("align");
    for (const bool align : {false, true})
      for (const auto& [source, target] : {std::pair{1, 7}, {7, 1}, {64, 1024}, {13, 29}, {45, 360}, {100, 33}, {5, 5}})
        QTest::addRow("%d to %d, align %d", source, target, align) << source << target << align;
  }
  void bilinearTapsEqualTorch() {
    QFETCH(int, source);
    QFETCH(int, target);
    QFETCH(bool, align);
    const auto values = ramp(source);
    const auto input = torch::tensor(values, torch::kDouble).reshape({1, 1, 1, source});
    const auto expected = torch::upsample_bilinear2d(input, {1, target}, align).contiguous();
    const std::vector<double> theirs(expected.const_data_ptr<double>(), expected.const_data_ptr<double>() + target);
    QVERIFY(largestDifference(applyTaps(bilinearTaps(source, target, align), values), theirs) < 1e-4);
  }

  void composedTapsEqualTwoSteps() {
    const AxisTaps first = bilinearTaps(12, 96), second = bilinearTaps(96, 151);
    const auto values = ramp(12);
    QVERIFY(largestDifference(applyTaps(compose(first, second), values), applyTaps(second, applyTaps(first, values))) < 1e-5);
  }

  void mirroredTapsReverseTheOutputs() {
    const AxisTaps taps = bilinearTaps(5, 23);
    const auto values = ramp(5);
    auto expected = applyTaps(taps, values);
    std::ranges::reverse(expected);
    QCOMPARE(largestDifference(applyTaps(mirrored(taps), values), expected), 0.0);
  }

  void slicedTapsReadOnlyTheirPart() {
    const AxisTaps taps = bilinearTaps(20, 160);
    const IndexSpan span = indexSpan(taps, 70, 90);
    const AxisTaps part = slice(taps, 70, 90, span.first);
    for (const std::int32_t index : part.index) QVERIFY(index >= 0 && index <= span.last - span.first);
    auto values = ramp(20);
    auto expected = applyTaps(taps, values);
    expected = {expected.begin() + 70, expected.begin() + 90};
    values = {values.begin() + span.first, values.begin() + span.last + 1};
    QCOMPARE(largestDifference(applyTaps(part, values), expected), 0.0);
  }

  void weightsSumToOne() {
    for (const AxisTaps& taps : {compose(bilinearTaps(9, 70), bilinearTaps(70, 311)),
                                 averageWindows(bilinearTaps(12, 96), 12, std::vector<int>{0, 61, 104}, 200)}) {
      for (const double sum : applyTaps(taps, std::vector<double>(1000, 1.0))) QVERIFY(std::abs(sum - 1) < 1e-6);
    }
  }

  void windowsLieAsInTheReference_data() {
    QTest::addColumn<int>("length");
    QTest::addColumn<int>("crop");
    QTest::addColumn<int>("stride");
    QTest::addColumn<QList<int>>("starts");
    QTest::newRow("clamped last") << 150 << 96 << 64 << QList<int>{0, 54};
    QTest::newRow("three") << 180 << 96 << 64 << QList<int>{0, 64, 84};
    QTest::newRow("odd steps") << 200 << 128 << 85 << QList<int>{0, 72};
    QTest::newRow("fits exactly") << 160 << 96 << 64 << QList<int>{0, 64};
    QTest::newRow("crop larger than the picture") << 50 << 96 << 64 << QList<int>{0};
  }
  void windowsLieAsInTheReference() {
    QFETCH(int, length);
    QFETCH(int, crop);
    QFETCH(int, stride);
    QFETCH(QList<int>, starts);
    const auto found = windowStarts(length, crop, stride);
    QCOMPARE(QList<int>(found.begin(), found.end()), starts);
  }

  void uncoveredPixelsAreRefused() {
    QVERIFY_EXCEPTION_THROWN(averageWindows(bilinearTaps(4, 32), 4, std::vector<int>{0, 40}, 72), ContractViolation);
  }
};

std::unique_ptr<QObject> makeAxisTapsTest() { return std::make_unique<AxisTapsTest>(); }

#include "axis_taps_test.moc"

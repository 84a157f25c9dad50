#include "engine/datasets/augment.h"

#include <array>
#include <cmath>

#include "engine/core/result.h"
#include "engine/datasets/augment_crop.h"
#include "engine/datasets/augment_transforms.h"
#include "engine/image/resample.h"
#include "tests/loader/made_source.h"
#include "tests/loader/tests.h"
#include "tests/support/runner.h"

namespace ssa::test {
namespace {

constexpr int kDraws = 4000;

/// Chi square of counts against equal shares.
template <std::size_t kBins>
double chiSquare(const std::array<int, kBins>& counts) {
  double total = 0, sum = 0;
  for (const int count : counts) total += count;
  const double expected = total / kBins;
  for (const int count : counts) sum += (count - expected) * (count - expected) / expected;
  return sum;
}

/// Bin of a value in [low, high).
template <std::size_t kBins>
void countIn(std::array<int, kBins>& counts, double value, double low, double high) {
  const double bin = (value - low) / (high - low) * kBins;
  if (bin < 0 || bin >= kBins) throw std::runtime_error("drawn outside its range");
  ++counts[static_cast<std::size_t>(bin)];
}

constexpr double kChi9 = 27.9;  // exceeded by chance once in a thousand, 9 degrees of freedom

/// Whether a coin of probability `p` may show `heads` of `count`: within 3.3 standard deviations.
bool plausible(int heads, int count, double p) { return std::abs(heads - count * p) < 3.3 * std::sqrt(count * p * (1 - p)); }

AugmentOptions ownSize(int crop, float low, float high) {
  AugmentOptions options;
  options.scale_long_px = options.scale_short_px = 0;
  options.crop_width_px = options.crop_height_px = crop;
  options.ratio_low = low;
  options.ratio_high = high;
  return options;
}

}  // namespace

class AugmentTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void windowsEqualPartsOfTheResizedWhole() {
    Random random(3);
    for (const Size from : {Size{97, 61}, Size{64, 64}, Size{1, 40}, Size{2, 3}, Size{40, 1}, Size{5, 2}}) {
      const TrainSample sample = madeSample(1, from);
      for (const Size to : {Size{131, 77}, Size{50, 33}, from, Size{from.width * 2, from.height * 2},
                            Size{std::max(1, from.width / 2), std::max(1, from.height / 2)}, Size{1, 1}, Size{9, 200}}) {
        const Image8 whole = resizeBilinear(sample.image, to);
        const LabelMap labels = resizeNearest(sample.labels, to);
        for (int i = 0; i < 12; ++i) {
          const int width = 1 + random.below(to.width), height = 1 + random.below(to.height);
          const Rect window{random.below(to.width - width + 1), random.below(to.height - height + 1), width, height};
          const bool flip = i % 2 == 1;
          Image8 part({width, height});
          LabelMap part_labels({width, height});
          resizeWindow(sample.image, to, window, flip, part.row(0), part.rowBytes());
          resizeWindow(sample.labels, to, window, flip, part_labels.row(0), static_cast<std::size_t>(width));
          const Image8 expected = cropped(whole, window);
          const LabelMap expected_labels = cropped(labels, window);
          QVERIFY((flip ? mirrored(expected) : expected) == part);
          QVERIFY((flip ? mirrored(expected_labels) : expected_labels) == part_labels);
          QVERIFY(countLabels(part_labels.row(0), part_labels.size(), static_cast<std::size_t>(width)) ==
                  part_labels.histogram());
        }
      }
    }
  }

  void cuttingFirstGivesTheSameBytes() {
    int padded = 0, flipped = 0;
    for (const Size size : {Size{160, 90}, Size{90, 160}, Size{300, 40}}) {
      const TrainSample sample = madeSample(2, size);
      for (std::uint64_t seed = 0; seed < 40; ++seed) {
        AugmentOptions options = ownSize(64, 0.5F, 2);
        if (seed % 2 == 1) options.scale_long_px = 256, options.scale_short_px = 80;
        Random a(seed), b(seed), c(seed);
        options.crop_first = false;
        const TrainSample reference = augmented(sample, options, a);
        options.crop_first = true;
        const TrainSample ours = augmented(sample, options, b);
        QVERIFY(ours.image == reference.image && ours.labels == reference.labels);
        QCOMPARE(a.bits(), b.bits());
        const AugmentDraw drawn = drawAugment(sample.labels, options, c);
        padded += drawn.window.width < 64 || drawn.window.height < 64 ? 1 : 0;
        flipped += drawn.mirrored ? 1 : 0;
      }
    }
    QVERIFY(padded > 10 && flipped > 30);  // the cases that could differ were met
  }

  void ratioOffsetsAndMirroringAreDrawnAsStated() {
    const LabelMap labels = madeSample(0, {1000, 600}).labels;
    const AugmentOptions options = ownSize(100, 0.5F, 2);
    std::array<int, 10> ratios{}, columns{}, rows{};
    int flips = 0;
    for (int i = 0; i < kDraws; ++i) {
      Random random(11, static_cast<std::uint64_t>(i));
      const AugmentDraw drawn = drawAugment(labels, options, random);
      countIn(ratios, drawn.resized.width / 1000.0, 0.4995, 2);
      countIn(columns, drawn.window.x + random.uniform(), 0, drawn.resized.width - 100 + 1);
      countIn(rows, drawn.window.y + random.uniform(), 0, drawn.resized.height - 100 + 1);
      flips += drawn.mirrored ? 1 : 0;
      QVERIFY(std::abs(drawn.resized.height - drawn.resized.width * 0.6) < 1.5);
    }
    QVERIFY2(chiSquare(ratios) < kChi9, qPrintable(QString::number(chiSquare(ratios))));
    QVERIFY2(chiSquare(rows) < kChi9, qPrintable(QString::number(chiSquare(rows))));
    QVERIFY(plausible(flips, kDraws, 0.5));
    // Crops within one of the four bands are drawn again, so columns are even only with that rule off.
    AugmentOptions any = options;
    any.class_share = 1;
    any.flip = 0.25F;
    columns = {};
    flips = 0;
    for (int i = 0; i < kDraws; ++i) {
      Random random(12, static_cast<std::uint64_t>(i));
      const AugmentDraw drawn = drawAugment(labels, any, random);
      countIn(columns, drawn.window.x + random.uniform(), 0, drawn.resized.width - 100 + 1);
      flips += drawn.mirrored ? 1 : 0;
    }
    QVERIFY2(chiSquare(columns) < kChi9, qPrintable(QString::number(chiSquare(columns))));
    QVERIFY(plausible(flips, kDraws, 0.25));
  }

  void cropsOfOneClassAreDrawnAgainTenTimes() {
    LabelMap labels({200, 100}, 3);
    const AugmentOptions options = ownSize(50, 1, 1);
    int asked = 0;
    drawCrop(
        {200, 100}, {50, 50}, [&](int count) { return ++asked, count - 1; }, [](Rect) { return false; });
    QCOMPARE(asked, 22);
    for (int y = 0; y < 100; ++y)
      for (int x = 0; x < 200; ++x) labels.row(y)[x] = x < 50 ? 1 : x < 100 ? 3 : kIgnore;
    int varied = 0;
    for (std::uint64_t i = 0; i < 300; ++i) {
      Random random(5, i);
      const Rect window = drawAugment(labels, options, random).window;
      varied += isVaried(cropped(labels, window).histogram(), 0.75) ? 1 : 0;
    }
    // 25 of the 151 columns hold a quarter of each class; eleven tries.
    QVERIFY2(plausible(varied, 300, 1 - std::pow(1 - 25.0 / 151, 11)), qPrintable(QString::number(varied)));
    QVERIFY(!isVaried(LabelMap({4, 4}, 2).histogram(), 0.75) && !isVaried(LabelMap({4, 4}).histogram(), 0.75));
  }

  void coloursAreDrawnAsStated() {
    std::array<int, 10> brightness{}, contrast{}, saturation{};
    std::array<int, 36> hue{};
    int first = 0, both = 0;
    const auto total = [](const auto& counts) {
      int sum = 0;
      for (const int count : counts) sum += count;
      return sum;
    };
    for (int i = 0; i < kDraws; ++i) {
      Random random(21, static_cast<std::uint64_t>(i));
      const ColourDraw drawn = drawColours(random);
      if (drawn.brightness) countIn(brightness, *drawn.brightness, -32, 32);
      if (drawn.contrast) countIn(contrast, *drawn.contrast, 0.5, 1.5);
      if (drawn.saturation) countIn(saturation, *drawn.saturation, 0.5, 1.5);
      if (drawn.hue) countIn(hue, *drawn.hue, -18, 18);
      first += drawn.contrast_first ? 1 : 0;
      both += drawn.saturation && drawn.hue ? 1 : 0;
    }
    for (const int heads : {total(brightness), total(contrast), total(saturation), total(hue), first})
      QVERIFY2(plausible(heads, kDraws, 0.5), qPrintable(QString::number(heads)));
    QVERIFY(plausible(both, kDraws, 0.25));
    QVERIFY(chiSquare(brightness) < kChi9 && chiSquare(contrast) < kChi9 && chiSquare(saturation) < kChi9);
    QVERIFY(chiSquare(hue) < 66.7);  // 35 degrees of freedom
  }

  void coloursOfAnyLengthAreTheSameInOneGoAndByPixel() {
    ColourDraw draw;
    draw.brightness = 7.5;
    draw.saturation = 1.3;
    draw.hue = -11;
    draw.contrast = 0.8;
    draw.contrast_first = false;
    const Image8 image = madeSample(4, {211, 1}).image;
    for (std::size_t pixels = 0; pixels <= 70; ++pixels) {
      Image8 once = image, single = image;
      distortColours(once.pixels().first(pixels * 3), draw);
      for (std::size_t i = 0; i < pixels; ++i) distortColours(single.pixels().subspan(i * 3, 3), draw);
      QVERIFY2(once == single, qPrintable(QString::number(pixels)));  // also: nothing after them was touched
    }
  }

  void differingSizesAreRefused() {
    TrainSample sample = madeSample(0, {64, 64});
    sample.labels = LabelMap({64, 63});
    Random random(1);
    QVERIFY_EXCEPTION_THROWN(augmented(sample, AugmentOptions(), random), ContractViolation);
    QVERIFY_EXCEPTION_THROWN(cropped(sample.image, {60, 0, 5, 5}), ContractViolation);
    std::array<std::uint8_t, 64> out{};
    QVERIFY_EXCEPTION_THROWN(resizeWindow(sample.labels, {8, 8}, {4, 4, 5, 4}, false, out.data(), 8), ContractViolation);
  }
};

std::unique_ptr<QObject> makeAugmentTest() { return std::make_unique<AugmentTest>(); }

}  // namespace ssa::test

#include "augment_test.moc"

#include "engine/core/label_map.h"
#include "tests/support/runner.h"

namespace ssa {

class LabelMapTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void newPixelsAreIgnored() {
    const LabelMap map({3, 2});
    QCOMPARE(map.histogram()[kIgnore], std::int64_t{6});
    QCOMPARE(map.at({2, 1}), kIgnore);
  }

  void histogramCountsEveryPixelOfOddSizes() {
    for (int width = 1; width < 9; ++width) {
      LabelMap map({width, 3}, 7);
      map.row(2)[width - 1] = 0;
      const auto counts = map.histogram();
      QCOMPARE(counts[7], std::int64_t{width * 3 - 1});
      QCOMPARE(counts[0], std::int64_t{1});
    }
    QCOMPARE(LabelMap().histogram()[0], std::int64_t{0});
  }
};

}  // namespace ssa

std::unique_ptr<QObject> makeLabelMapTest() { return std::make_unique<ssa::LabelMapTest>(); }
#include "label_map_test.moc"

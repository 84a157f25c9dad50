#include "engine/metrics/sparse_confusion.h"

#include "engine/metrics/iou.h"
#include "tests/data/masks.h"
#include "tests/metrics/tests.h"
#include "tests/support/runner.h"

namespace ssa::test {

class SparseConfusionTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void everyCellIsKept() {
    ConfusionMatrix matrix(3);
    SSA_VERIFY_OK(matrix.add(labels(4, {0, 0, 2, 7, 1, 1, 2, 255}), labels(4, {0, 1, 2, 2, 1, 0, 255, 0})));
    const SparseConfusion sparse(matrix);
    for (int t = 0; t < 3; ++t) {
      for (int p = 0; p < 3; ++p) QCOMPARE(sparse.at(t, p), matrix.at(t, p));
      QCOMPARE(sparse.at(t, kIgnore), matrix.outside(t));
    }
    QCOMPARE(sparse.pixels(), matrix.pixels());
    QCOMPARE(sparse.right(), 3);
  }

  void countsGiveTheSameScores() {
    ConfusionMatrix matrix(5);
    SSA_VERIFY_OK(matrix.add(labels(4, {0, 0, 2, 7, 1, 1, 2, 255}), labels(4, {0, 1, 2, 2, 1, 0, 255, 0})));
    const Scores scores = computeScores(matrix);
    const ImageCounts counts = SparseConfusion(matrix).counts();
    QCOMPARE(counts.size(), std::size_t{3});  // classes 3 and 4 occur nowhere
    for (const ClassCounts& row : counts) {
      const ClassScores& expected = scores.classes[static_cast<std::size_t>(row.id)];
      QCOMPARE(row.intersection, expected.intersection);
      QCOMPARE(row.truth, expected.truth);
      QCOMPARE(row.predicted, expected.predicted);
      QCOMPARE(row.unionPixels(), expected.union_);
    }
    QCOMPARE(*meanIoU(counts), *scores.mIoU);
    QVERIFY(!meanIoU({}).has_value());
  }

  void aFullTableHasAnOutsideToo() {
    ConfusionMatrix matrix(kMaxClasses);
    SSA_VERIFY_OK(matrix.add(labels(3, {254, 255, 0}), labels(3, {254, 254, 254})));
    const SparseConfusion sparse(matrix);
    QCOMPARE(sparse.at(254, 254), 1);
    QCOMPARE(sparse.at(254, kIgnore), 1);
    QCOMPARE(sparse.counts().size(), std::size_t{2});
  }
};

std::unique_ptr<QObject> makeSparseConfusionTest() { return std::make_unique<SparseConfusionTest>(); }

}  // namespace ssa::test

#include "sparse_confusion_test.moc"

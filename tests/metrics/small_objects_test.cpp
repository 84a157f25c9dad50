// Objects of a truth mask and what was found of them, by hand.
#include "engine/metrics/small_objects.h"

#include <QTest>

#include "tests/metrics/tests.h"
#include "tests/support/runner.h"

namespace ssa::test {
namespace {

LabelMap painted(int width, std::initializer_list<int> ids) {
  LabelMap map({width, static_cast<int>(ids.size()) / width});
  std::size_t i = 0;
  for (const int id : ids) map.labels()[i++] = static_cast<std::uint8_t>(id);
  return map;
}

}  // namespace

class SmallObjectsTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void everyComponentIsAnObject() {
    const LabelMap truth = painted(5, {1, 0, 0, 1,   1,  //
                                       0, 1, 0, 0,   1,  //
                                       0, 0, 0, 0,   9,  //
                                       2, 2, 0, 255, 1});
    const LabelMap predicted = painted(5, {1, 0, 0, 0, 1,  //
                                           0, 0, 0, 0, 0,  //
                                           0, 0, 0, 0, 0,  //
                                           3, 3, 0, 1, 1});
    const auto objects = truthObjects(truth, predicted, 4);
    SSA_VERIFY_OK(objects);
    // Diagonal neighbours are one; 9 and 255 are void; in reading order of the first pixel.
    QCOMPARE(objects->size(), std::size_t{5});
    const TruthObject& diagonal = (*objects)[0];
    QCOMPARE(diagonal.id, 1);
    QCOMPARE(diagonal.pixels, std::int64_t{2});
    QCOMPARE(diagonal.right, std::int64_t{1});
    QVERIFY(diagonal.hit());  // exactly half
    QCOMPARE(diagonal.box, (Rect{0, 0, 2, 2}));
    const TruthObject& ground = (*objects)[1];
    QCOMPARE(ground.id, 0);
    QCOMPARE(ground.right, ground.pixels);
    const TruthObject& corner = (*objects)[2];
    QCOMPARE(corner.pixels, std::int64_t{3});
    QCOMPARE(corner.right, std::int64_t{1});
    QVERIFY(!corner.hit());
    QCOMPARE(int{corner.mostPredicted}, 0);
    QCOMPARE(corner.first, (Point{3, 0}));
    const TruthObject& lost = (*objects)[3];
    QCOMPARE(lost.id, 2);
    QCOMPARE(lost.right, std::int64_t{0});
    QCOMPARE(int{lost.mostPredicted}, 3);
    QCOMPARE((*objects)[4].recall(), 1.0);
  }

  void binsBeginAtTheirEdges() {
    const std::vector<std::int64_t> bins{1, 64, 256};
    QCOMPARE(objectBin(1, bins), std::size_t{0});
    QCOMPARE(objectBin(63, bins), std::size_t{0});
    QCOMPARE(objectBin(64, bins), std::size_t{1});
    QCOMPARE(objectBin(1'000'000, bins), std::size_t{2});
    QVERIFY_EXCEPTION_THROWN(objectBin(9, {10, 20}), ContractViolation);
  }

  void countsAreByClassAndBin() {
    const std::vector<TruthObject> objects{
        {2, 10, 5, 2, {}, {}}, {1, 100, 10, 0, {}, {}}, {2, 20, 4, 0, {}, {}}, {2, 70, 70, 2, {}, {}}};
    const std::vector<ObjectCounts> counts = countObjects(objects, {1, 64, 256});
    QCOMPARE(counts.size(), std::size_t{3});
    QCOMPARE(counts[0], (ObjectCounts{1, 1, 1, 0, 100, 10}));
    QCOMPARE(counts[1], (ObjectCounts{2, 0, 2, 1, 30, 9}));
    QCOMPARE(counts[2], (ObjectCounts{2, 1, 1, 1, 70, 70}));
    QCOMPARE(counts[1].hitRate().value_or(0), 50.0);
    QCOMPARE(counts[1].pixelRecall().value_or(0), 30.0);
    QVERIFY(!ObjectCounts{}.hitRate());
  }

  void unlikeSizesAreErrors() {
    QCOMPARE(truthObjects(LabelMap({2, 2}), LabelMap({2, 3}), 3).error().code, ErrorCode::sizeMismatch);
    QVERIFY(truthObjects(LabelMap({2, 2}), LabelMap({2, 2}), 3)->empty());
  }
};

std::unique_ptr<QObject> makeSmallObjectsTest() { return std::make_unique<SmallObjectsTest>(); }

}  // namespace ssa::test

#include "small_objects_test.moc"

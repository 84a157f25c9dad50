#include "app/session/explain/confused_cells.h"

#include <QTest>

#include "tests/session/tests.h"

using namespace ssa;

class ConfusedCellsTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void namesThePixelsOfACell() {
    LabelMap truth({4, 3}, 1), predicted({4, 3}, 1);
    truth.row(1)[2] = 0;
    predicted.row(1)[2] = 2;
    truth.row(2)[3] = 0;
    predicted.row(2)[3] = 2;
    predicted.row(0)[0] = 2;
    const CellSet cells = confusedCells(truth, predicted, {0, 2});
    QCOMPARE(cells.grid.width, 4);
    QCOMPARE(cells.cells, (std::vector<std::int32_t>{6, 11}));
    QCOMPARE(confusedCells(truth, predicted, {1, 2}).cells, (std::vector<std::int32_t>{0}));
    QVERIFY(confusedCells(truth, predicted, {2, 0}).empty());
  }

  void largePicturesShareCells() {
    LabelMap truth({3000, 2000}, 0), predicted({3000, 2000}, 0);
    predicted.row(1999)[2999] = 1;
    predicted.row(1998)[2998] = 1;
    const CellSet cells = confusedCells(truth, predicted, {0, 1});
    QCOMPARE(cells.grid.width, 1000);
    QCOMPARE(cells.grid.height, 667);
    QCOMPARE(cells.cells.back(), 666 * 1000 + 999);
    QVERIFY(cells.cells.size() <= 2);
  }

  void chosenPlacesHaveTheirCells() {
    LabelMap truth({4, 4}, 0), predicted({4, 4}, 0);
    predicted.row(0)[0] = 2;
    truth.row(1)[1] = kIgnore;
    // The upper left quarter: four pixels, one of them confused, one without truth.
    const auto found = confusionOf(truth, predicted, CellSet{{2, 2}, {0}});
    QCOMPARE(found, (std::vector<ConfusedPixels>{{{0, 0}, 2}, {{0, 2}, 1}}));
    QVERIFY(confusionOf(truth, predicted, {}).empty());
    QVERIFY(confusionOf(truth, LabelMap({3, 4}), CellSet{{2, 2}, {0}}).empty());
  }

  void mapsOfDifferentSizesShareNothing() { QVERIFY(confusedCells(LabelMap({4, 3}), LabelMap({3, 4}), {255, 255}).empty()); }
};

std::unique_ptr<QObject> makeConfusedCellsTest() { return std::make_unique<ConfusedCellsTest>(); }

#include "confused_cells_test.moc"

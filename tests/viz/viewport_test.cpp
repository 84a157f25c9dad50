#include "widgets/canvas/viewport.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <memory>
#include <random>

#include "widgets/canvas/view_layout.h"

namespace ssa::test {

class ViewportTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void thereAndBackIsTheSamePoint() {
    const Viewport port({100, 50, 800, 600}, 1.25, {5000, 3000}, {false, 3.7, {1200.25, 900.5}});
    for (const QPointF p : {QPointF(0, 0), QPointF(1200.3, 77.7), QPointF(4999, 2999)}) {
      const QPointF back = port.imageFromScreen(port.screenFromImage(p));
      QVERIFY(std::hypot(back.x() - p.x(), back.y() - p.y()) < 1e-9);
    }
  }

  void theAnchorStaysUnderTheCursor() {
    std::mt19937 random(7);
    const auto between = [&](double low, double high) { return std::uniform_real_distribution<double>(low, high)(random); };
    const QRect rect(40, 20, 1100, 700);
    for (int round = 0; round < 200; ++round) {
      const double ratio = round % 3 == 0 ? 1 : round % 3 == 1 ? 1.25 : 2;
      Viewpoint point{false, between(0.6, 60), {between(2000, 6000), between(2000, 4000)}};
      const QPointF anchor =
          QPointF(rect.left() + between(0.3, 0.7) * rect.width(), rect.top() + between(0.3, 0.7) * rect.height()) / ratio;
      const QPointF middle(rect.x() + rect.width() / 2.0, rect.y() + rect.height() / 2.0);
      const QPointF anchor_in_image = point.centre_in_image + (anchor * ratio - middle) / point.zoom;
      for (int step = 0; step < 20; ++step) {
        point =
            Viewport(rect, ratio, {8000, 6000}, point).zoomedAt(std::clamp(point.zoom * between(0.6, 1.6), 0.6, 64.0), anchor);
        const QPointF off = (Viewport(rect, ratio, {8000, 6000}, point).screenFromImage(anchor_in_image) - anchor) * ratio;
        // The picture lies on whole device pixels: half of one is the best there is.
        QVERIFY2(std::abs(off.x()) <= 0.5 + 1e-6 && std::abs(off.y()) <= 0.5 + 1e-6, qPrintable(QString::number(off.x())));
      }
    }
  }

  void zoomStaysWithinItsLimits() {
    const Viewport large({0, 0, 1000, 500}, 1, {4000, 4000}, {});
    QCOMPARE(large.zoom(), 0.125);
    QCOMPARE(large.zoomedAt(1e9, {500, 250}).zoom, 64.0);
    QCOMPARE(large.zoomedAt(1e-9, {500, 250}).zoom, 0.125);
    QVERIFY(large.zoomedAt(1e-9, {10, 10}).fitted);
    const Viewport small({0, 0, 1000, 500}, 1, {100, 100}, {});
    QCOMPARE(small.zoom(), 5.0);
    QCOMPARE(small.zoomedAt(0.001, {500, 250}).zoom, 1.0);  // 100 % can always be reached
  }

  void pictureLiesOnWholeDevicePixels() {
    for (const double ratio : {1.0, 1.25, 2.0}) {
      const Viewport port({3, 7, 801, 599}, ratio, {333, 777}, {false, 1, {101.3, 50.77}});
      QCOMPARE(port.origin().x(), std::round(port.origin().x()));
      QCOMPARE(port.origin().y(), std::round(port.origin().y()));
    }
  }

  void texelsAreNeverLargerThanAPixelAndOverHalf() {
    for (double zoom = 0.004; zoom < 1; zoom *= 1.07) {
      const Viewport port({0, 0, 100, 100}, 1, {1e6, 1e6}, {false, zoom, {5e5, 5e5}});
      const double texel = std::ldexp(zoom, port.level());
      QVERIFY2(texel > 0.5 && texel <= 1 + 1e-6, qPrintable(QString::number(texel)));
    }
    QCOMPARE(Viewport({0, 0, 100, 100}, 1, {1e4, 1e4}, {false, 1, {}}).level(), 0);
    QCOMPARE(Viewport({0, 0, 100, 100}, 1, {1e4, 1e4}, {false, 0.25, {}}).level(), 2);
  }

  void aShownRegionFillsAThird() {
    const Viewport port({0, 0, 900, 600}, 1, {5000, 5000}, {});
    const Viewport there({0, 0, 900, 600}, 1, {5000, 5000}, port.showing({1000, 2000, 100, 20}));
    QCOMPARE(there.zoom(), 3.0);
    QCOMPARE(there.centre(), QPointF(1050, 2010));
    QVERIFY(port.showing({10, 10, 1, 1}).zoom <= 64);
  }

  void theCentreStaysInThePicture() {
    const Viewport port({0, 0, 500, 500}, 1, {1000, 1000}, {false, 4, {500, 500}});
    const Viewpoint far = port.pannedBy({1e6, -1e6});
    QCOMPARE(far.centre_in_image, QPointF(0, 1000));
  }

  void cellsAreEqualAndShowThePictureLargest_data() {
    QTest::addColumn<int>("count");
    QTest::addColumn<QSize>("area");
    QTest::addColumn<QSizeF>("image");
    QTest::addColumn<int>("columns");
    QTest::newRow("two wide pictures in a tall area: one above the other") << 2 << QSize(500, 900) << QSizeF(400, 300) << 1;
    QTest::newRow("two in a wide area: side by side") << 2 << QSize(1200, 600) << QSizeF(400, 300) << 2;
    QTest::newRow("three tall ones in a row") << 3 << QSize(1200, 600) << QSizeF(300, 500) << 3;
    QTest::newRow("four as two by two") << 4 << QSize(1200, 800) << QSizeF(400, 300) << 2;
    QTest::newRow("one") << 1 << QSize(100, 100) << QSizeF(4, 3) << 1;
  }
  void cellsAreEqualAndShowThePictureLargest() {
    QFETCH(int, count);
    QFETCH(QSize, area);
    QFETCH(QSizeF, image);
    QFETCH(int, columns);
    const auto cells = gridCells(count, area, image, 4);
    QCOMPARE(static_cast<int>(cells.size()), count);
    int inFirstRow = 0;
    for (const QRect& cell : cells) {
      QCOMPARE(cell.size(), cells.front().size());
      QVERIFY(QRect(QPoint(0, 0), area).contains(cell));
      inFirstRow += cell.top() == 0 ? 1 : 0;
      for (const QRect& other : cells) QVERIFY(&cell == &other || !cell.intersects(other));
    }
    QCOMPARE(inFirstRow, columns);
  }
};

std::unique_ptr<QObject> makeViewportTest() { return std::make_unique<ViewportTest>(); }

}  // namespace ssa::test

#include "viewport_test.moc"

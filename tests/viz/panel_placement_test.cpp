#include "viz/overlay/panel_placement.h"

#include <QTest>

#include <memory>

namespace ssa::test {

class PanelPlacementTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void thePanelStaysInsideAndOffTheCursor() {
    for (float x = 0; x <= 900; x += 30)
      for (float y = 0; y <= 700; y += 30) {
        const OverlayBox box = placeBesideCursor(380, 300, x, y, 900, 700);
        QVERIFY(box.x >= 8 && box.y >= 8 && box.x + box.width <= 892 && box.y + box.height <= 692);
        const bool covers = x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height;
        QVERIFY2(!covers, qPrintable(QStringLiteral("cursor %1 %2").arg(x).arg(y)));
      }
  }

  void aPanelWiderThanEachSideGoesAboveOrBelow() {
    const OverlayBox below = placeBesideCursor(560, 200, 300, 100, 600, 600);
    QVERIFY(below.y > 100);
    const OverlayBox above = placeBesideCursor(560, 200, 300, 560, 600, 600);
    QVERIFY(above.y + above.height < 560);
  }

  void aPanelLargerThanTheAreaStartsAtItsMargin() {
    const OverlayBox box = placeBesideCursor(500, 500, 50, 50, 300, 300);
    QCOMPARE(box.x, 8.0F);
    QCOMPARE(box.y, 8.0F);
  }
};

std::unique_ptr<QObject> makePanelPlacementTest() { return std::make_unique<PanelPlacementTest>(); }

}  // namespace ssa::test

#include "panel_placement_test.moc"

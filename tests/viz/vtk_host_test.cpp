// The widget that shows scenes: pictures, gestures, docking, and a clean end.
#include <QDockWidget>
#include <QMainWindow>
#include <QSignalSpy>
#include <QTest>

#include "tests/support/runner.h"
#include "tests/viz/scene_pictures.h"
#include "widgets/gl/vtk_host.h"

using namespace ssa;

namespace {

std::shared_ptr<ScatterScene> aScene() {
  auto scene = std::make_shared<ScatterScene>();
  const std::vector<float> points = test::threeClouds(2);
  scene->setPoints(points, 2);
  std::vector<std::uint8_t> of(300);
  for (std::size_t i = 0; i < of.size(); ++i) of[i] = static_cast<std::uint8_t>(i / 100);
  scene->setColours(of, test::threeColours());
  scene->setPointLook(6, 1);
  return scene;
}

/// Pixels that are clearly coloured.
int colourful(const QImage& picture) {
  int count = 0;
  for (int y = 0; y < picture.height(); ++y)
    for (int x = 0; x < picture.width(); ++x) count += qAbs(qRed(picture.pixel(x, y)) - qBlue(picture.pixel(x, y))) > 60 ? 1 : 0;
  return count;
}

bool shown(QWidget& window) {
  window.show();
  return QTest::qWaitForWindowExposed(&window);
}

}  // namespace

class VtkHostTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void thePictureIsThereWithoutAnErrorAndOpaque() {
    VtkHost host;
    host.resize(300, 220);
    host.setScene(aScene());
    QVERIFY(shown(host));
    const QImage picture = host.grabFramebuffer();
    QVERIFY2(colourful(picture) > 500, qPrintable(QString::number(colourful(picture))));
    QCOMPARE(host.lastGlError(), 0U);
    QCOMPARE(qAlpha(picture.pixel(5, 5)), 255);
    QCOMPARE(picture.width(), static_cast<int>(std::lround(300 * host.devicePixelRatioF())));
  }

  void whatIsPaintedIsWhereItIsPicked() {
    VtkHost host;
    host.resize(300, 220);
    const auto scene = aScene();
    host.setScene(scene);
    QVERIFY(shown(host));
    const QImage picture = host.grabFramebuffer();
    const std::vector<float> points = test::threeClouds(2);
    const auto at = scene->projection().at(static_cast<double>(points[200]), static_cast<double>(points[201]), 0);
    QVERIFY(at);
    const QColor colour = picture.pixelColor(static_cast<int>(at->x), static_cast<int>(at->y));
    QVERIFY2(colour.blue() > 150 && colour.red() < 150, qPrintable(colour.name()));  // the second cloud's
    QSignalSpy hovered(&host, &VtkHost::hovered);
    QTest::mouseMove(&host, host.toWidget(*at).toPoint());
    QTRY_VERIFY(!hovered.isEmpty());
    const auto pos = hovered.last().first().value<std::optional<ViewPoint>>();
    QVERIFY(pos && scene->pointAt(*pos));
  }

  void aDragDrawsALassoAndTellsWhatItHeld() {
    VtkHost host;
    host.resize(300, 220);
    const auto scene = aScene();
    host.setScene(scene);
    QVERIFY(shown(host));
    std::vector<std::int32_t> held;
    connect(&host, &VtkHost::lassoed, &host, [&](const std::vector<ViewPoint>& lasso) { held = scene->pointsInside(lasso); });
    const QPoint way[] = {{4, 4}, {296, 4}, {296, 216}, {4, 216}, {4, 6}};
    QTest::mousePress(&host, Qt::LeftButton, {}, way[0]);
    for (const QPoint& point : way) QTest::mouseMove(&host, point);
    QTest::mouseRelease(&host, Qt::LeftButton, {}, way[4]);
    QCOMPARE(held.size(), std::size_t{300});
    // A click is none.
    QSignalSpy clicked(&host, &VtkHost::clicked);
    held.clear();
    QTest::mouseClick(&host, Qt::LeftButton, {}, {150, 100});
    QCOMPARE(clicked.size(), 1);
    QVERIFY(held.empty());
  }

  void whatIsGrabbedIsDraggedAndEscLetsItGo() {
    VtkHost host;
    host.resize(300, 220);
    host.setScene(aScene());
    host.setGrab(
        [&host](ViewPoint pos) { return pos.x < 150 * host.devicePixelRatioF(); });  // its left half, in pixels of the screen
    QVERIFY(shown(host));
    QSignalSpy dragged(&host, &VtkHost::dragged), dropped(&host, &VtkHost::dropped), letGo(&host, &VtkHost::letGo);
    QSignalSpy lassoed(&host, &VtkHost::lassoed), clicked(&host, &VtkHost::clicked), escaped(&host, &VtkHost::escaped);
    QTest::mousePress(&host, Qt::LeftButton, {}, {100, 100});
    QTest::mouseMove(&host, {140, 120});
    QTest::mouseRelease(&host, Qt::LeftButton, {}, {140, 120});
    QCOMPARE(dragged.size(), 1);
    QCOMPARE(dropped.size(), 1);
    QTest::mousePress(&host, Qt::LeftButton, {}, {100, 100});
    QTest::mouseMove(&host, {120, 120});
    QTest::keyClick(&host, Qt::Key_Escape);
    QTest::mouseRelease(&host, Qt::LeftButton, {}, {120, 120});
    QCOMPARE(letGo.size(), 1);
    QCOMPARE(dropped.size(), 1);
    QVERIFY(escaped.isEmpty() && lassoed.isEmpty() && clicked.isEmpty());
    // With Shift a lasso is drawn from there all the same, and elsewhere nothing is taken.
    QTest::mousePress(&host, Qt::LeftButton, Qt::ShiftModifier, {100, 100});
    for (const QPoint& point : {QPoint(120, 100), QPoint(120, 130), QPoint(100, 130)}) QTest::mouseMove(&host, point);
    QTest::mouseRelease(&host, Qt::LeftButton, Qt::ShiftModifier, {100, 130});
    QCOMPARE(lassoed.size(), 1);
    QTest::mouseClick(&host, Qt::LeftButton, {}, {200, 100});
    QCOMPARE(clicked.size(), 1);
    QCOMPARE(dropped.size(), 1);
  }

  void theMiddleButtonPansAndTheLeftTurnsACloud() {
    VtkHost host;
    host.resize(300, 220);
    auto scene = std::make_shared<ScatterScene>();
    scene->setPoints(test::threeClouds(3), 3);
    host.setScene(scene);
    host.setDrag(VtkHost::Drag::orbit);
    QVERIFY(shown(host));
    const SceneCamera before = scene->camera();
    QTest::mousePress(&host, Qt::LeftButton, {}, {100, 100});
    QTest::mouseMove(&host, {140, 110});
    QTest::mouseMove(&host, {180, 120});
    QTest::mouseRelease(&host, Qt::LeftButton, {}, {180, 120});
    const SceneCamera turned = scene->camera();
    QVERIFY(!(turned == before));
    QCOMPARE(turned.focus, before.focus);
    QTest::mousePress(&host, Qt::MiddleButton, {}, {100, 100});
    QTest::mouseMove(&host, {130, 90});
    QTest::mouseRelease(&host, Qt::MiddleButton, {}, {130, 90});
    QVERIFY(scene->camera().focus != turned.focus);
  }

  void itSurvivesDockingAndUndocking() {
    QMainWindow window;
    auto* dock = new QDockWidget(&window);
    auto* host = new VtkHost(dock);
    host->setScene(aScene());
    dock->setWidget(host);
    window.addDockWidget(Qt::LeftDockWidgetArea, dock);
    window.resize(500, 400);
    QVERIFY(shown(window));
    const int before = colourful(host->grabFramebuffer());
    QVERIFY(before > 300);
    dock->setFloating(true);
    QTest::qWait(60);
    QVERIFY(colourful(host->grabFramebuffer()) > 300);
    dock->setFloating(false);
    QTest::qWait(60);
    QVERIFY(colourful(host->grabFramebuffer()) > 300);
    QCOMPARE(host->lastGlError(), 0U);
    // Into another window altogether.
    QWidget other;
    other.resize(400, 300);
    host->setParent(&other);
    host->resize(300, 220);
    host->show();
    QVERIFY(shown(other));
    QVERIFY(colourful(host->grabFramebuffer()) > 300);
    QCOMPARE(host->lastGlError(), 0U);
  }

  void twoHostsShowTwoScenesAndScenesChangePlaces() {
    QWidget window;
    window.resize(640, 260);
    VtkHost left(&window), right(&window);
    left.setGeometry(0, 0, 310, 250);
    right.setGeometry(320, 0, 310, 250);
    const auto first = aScene(), second = aScene();
    second->setPoints(std::vector<float>{0, 0}, 2);
    left.setScene(first);
    right.setScene(second);
    QVERIFY(shown(window));
    const int many = colourful(left.grabFramebuffer()), few = colourful(right.grabFramebuffer());
    QVERIFY(many > 500 && few < 200);
    left.setScene(nullptr);
    right.setScene(first);
    left.setScene(second);
    QVERIFY(colourful(right.grabFramebuffer()) > 500);
    QVERIFY(colourful(left.grabFramebuffer()) < 200);
    QCOMPARE(left.lastGlError() + right.lastGlError(), 0U);
  }

  void itEndsCleanlyBeforeAndAfterItWasShown() {
    { VtkHost never; }
    {
      auto scene = aScene();
      auto* host = new VtkHost;
      host->setScene(scene);
      QVERIFY(shown(*host));
      delete host;
      // The scene outlives it and may be drawn elsewhere.
      QVERIFY(renderOffscreen(*scene, {80, 60}).ok());
    }
  }
};

namespace ssa::test {
std::unique_ptr<QObject> makeVtkHostTest() { return std::make_unique<VtkHostTest>(); }
}  // namespace ssa::test

#include "vtk_host_test.moc"

#include <QDragEnterEvent>
#include <QDropEvent>
#include <QKeyEvent>
#include <QMimeData>
#include <QPointingDevice>
#include <QSignalSpy>
#include <QTest>
#include <QUrl>
#include <QWheelEvent>

#include <memory>

#include "tests/viz/canvas_fixture.h"

namespace ssa::test {
namespace {

void wheel(Canvas& canvas, QPointF at, int angle, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
  QWheelEvent event(at, canvas.mapToGlobal(at), {}, {0, angle}, Qt::NoButton, modifiers, Qt::NoScrollPhase, false);
  QCoreApplication::sendEvent(&canvas, &event);
}

void drag(Canvas& canvas, QPoint from, QPoint to, Qt::MouseButton button = Qt::LeftButton) {
  QTest::mousePress(&canvas, button, {}, from);
  // QTest::mouseMove carries no buttons on every platform; the canvas keeps its own state.
  for (int i = 1; i <= 4; ++i) QTest::mouseMove(&canvas, from + (to - from) * i / 4);
  QTest::mouseRelease(&canvas, button, {}, to);
}

ViewContent plain(int id) {
  return view(makeImage({800, 600},
                        [](int, int) {
                          return Rgb{9, 9, 9};
                        }),
              makeLabels({800, 600}, [id](int, int) { return id; }));
}

}  // namespace

class CanvasInputTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init() {
    canvas_ = shownCanvas(400, 300, {plain(10), plain(90)});
    canvas_->activateWindow();
    canvas_->setFocus();
  }
  void cleanup() {
    QCOMPARE(glError(*canvas_), 0U);
    canvas_.reset();
  }

  void theWheelZoomsAtTheCursor_data() {
    QTest::addColumn<int>("modifiers");
    QTest::newRow("plain") << 0;
    QTest::newRow("with Ctrl") << static_cast<int>(Qt::ControlModifier);
  }
  void theWheelZoomsAtTheCursor() {
    QFETCH(int, modifiers);
    const QPointF at(200, 140);
    const double before = canvas_->zoom();
    const QPointF under = *canvas_->imageFromWidget(at);
    for (int i = 0; i < 12; ++i) wheel(*canvas_, at, 120, Qt::KeyboardModifiers(modifiers));
    QVERIFY(canvas_->zoom() > before * 10);
    const QPointF now = canvas_->widgetFromImage(under, 0);
    QVERIFY(std::abs(now.x() - at.x()) * canvas_->devicePixelRatioF() <= 0.5 + 0.5 * canvas_->zoom() / before);
    for (int i = 0; i < 200; ++i) wheel(*canvas_, at, 120);
    QCOMPARE(canvas_->zoom(), 64.0);
    for (int i = 0; i < 200; ++i) wheel(*canvas_, at, -120);
    QCOMPARE(canvas_->zoom(), before);
  }

  void manyWheelEventsArePaintedOnce() {
    (void)canvas_->grabShown();
    QTest::qWait(50);
    const auto frames = canvas_->frameTimes().size();
    for (int i = 0; i < 50; ++i) wheel(*canvas_, {200, 150}, 15);
    QTest::qWait(0);
    QVERIFY(canvas_->frameTimes().size() - frames <= 3);
  }

  void twoFingersOnATouchpadMoveThePicture() {
    const QPointingDevice pad(QStringLiteral("pad"), 7, QInputDevice::DeviceType::TouchPad, QPointingDevice::PointerType::Finger,
                              QInputDevice::Capability::Position | QInputDevice::Capability::Scroll, 2, 0);
    canvas_->setZoom(4);
    const QPointF before = canvas_->widgetFromImage({400, 300}, 0);
    const auto send = [&](Qt::KeyboardModifiers modifiers) {
      QWheelEvent event({200, 150}, canvas_->mapToGlobal(QPointF(200, 150)), {12, -8}, {24, -16}, Qt::NoButton, modifiers,
                        Qt::ScrollUpdate, false, Qt::MouseEventNotSynthesized, &pad);
      QCoreApplication::sendEvent(canvas_.get(), &event);
    };
    send({});
    const QPointF moved = canvas_->widgetFromImage({400, 300}, 0) - before;
    QVERIFY(std::abs(moved.x() - 12) <= 1 && std::abs(moved.y() + 8) <= 1);
    QCOMPARE(canvas_->zoom(), 4.0);
    send(Qt::ControlModifier);
    QVERIFY(canvas_->zoom() < 4);
  }

  void draggingMovesThePictureAndAClickDoesNot_data() {
    QTest::addColumn<int>("button");
    QTest::newRow("left") << static_cast<int>(Qt::LeftButton);
    QTest::newRow("middle") << static_cast<int>(Qt::MiddleButton);
  }
  void draggingMovesThePictureAndAClickDoesNot() {
    QFETCH(int, button);
    QSignalSpy clicked(canvas_.get(), &Canvas::clicked);
    canvas_->setZoom(4);
    const QPointF before = canvas_->widgetFromImage({400, 300}, 0);
    drag(*canvas_, {200, 150}, {240, 130}, static_cast<Qt::MouseButton>(button));
    const QPointF moved = canvas_->widgetFromImage({400, 300}, 0) - before;
    QVERIFY2(std::abs(moved.x() - 40) <= 1 && std::abs(moved.y() + 20) <= 1, qPrintable(QString::number(moved.x())));
    QCOMPARE(clicked.count(), 0);
    QTest::mouseClick(canvas_.get(), Qt::LeftButton, Qt::ShiftModifier, {200, 150});
    QCOMPARE(clicked.count(), 1);
    QCOMPARE(clicked[0][2].value<Qt::KeyboardModifiers>(), Qt::KeyboardModifiers(Qt::ShiftModifier));
  }

  void spaceMakesTheLeftButtonPanEvenOnTheSwipeLine() {
    canvas_->setMode(CompareMode::swipe);
    canvas_->setZoom(4);
    const QPointF before = canvas_->widgetFromImage({400, 300}, 0);
    QTest::keyPress(canvas_.get(), Qt::Key_Space);
    drag(*canvas_, {200, 150}, {230, 150});
    QTest::keyRelease(canvas_.get(), Qt::Key_Space);
    QCOMPARE(canvas_->swipePosition(), 0.5);
    QVERIFY(std::abs(canvas_->widgetFromImage({400, 300}, 0).x() - before.x() - 30) <= 1);
  }

  void theSwipeLineIsDraggedAnywhereAndResets() {
    canvas_->setMode(CompareMode::swipe);
    drag(*canvas_, {200, 20}, {100, 280});
    QCOMPARE(canvas_->swipePosition(), 0.25);
    drag(*canvas_, {100, 250}, {900, 250});
    QCOMPARE(canvas_->swipePosition(), 1.0);
    QTest::mouseDClick(canvas_.get(), Qt::LeftButton, {}, {60, 60});
    QCOMPARE(canvas_->swipePosition(), 0.5);
  }

  void holdingHShowsThePicture() {
    QTest::keyPress(canvas_.get(), Qt::Key_H);
    QCOMPARE(pixelOf(*canvas_, canvas_->grabShown(), {400, 300}), qRgb(9, 9, 9));
    QTest::keyRelease(canvas_.get(), Qt::Key_H);
    QCOMPARE(pixelOf(*canvas_, canvas_->grabShown(), {400, 300}), rgb(idPalette()[10]));
    QVERIFY(!canvas_->style().overlayHidden);
  }

  void holdingTildeShowsTheSecond_data() {
    QTest::addColumn<int>("key");
    QTest::newRow("`") << static_cast<int>(Qt::Key_QuoteLeft);
    QTest::newRow("~") << static_cast<int>(Qt::Key_AsciiTilde);
    QTest::newRow("dead ~") << static_cast<int>(Qt::Key_Dead_Tilde);
  }
  void holdingTildeShowsTheSecond() {
    QFETCH(int, key);
    canvas_->setMode(CompareMode::blink);
    // Qt Test cannot press dead keys.
    QKeyEvent down(QEvent::KeyPress, key, Qt::NoModifier);
    QCoreApplication::sendEvent(canvas_.get(), &down);
    QCOMPARE(pixelOf(*canvas_, canvas_->grabShown(), {400, 300}), rgb(idPalette()[90]));
    QKeyEvent up(QEvent::KeyRelease, key, Qt::NoModifier);
    QCoreApplication::sendEvent(canvas_.get(), &up);
    QCOMPARE(pixelOf(*canvas_, canvas_->grabShown(), {400, 300}), rgb(idPalette()[10]));
  }

  void losingTheFocusLetsEveryKeyGo() {
    QTest::keyPress(canvas_.get(), Qt::Key_H);
    QFocusEvent out(QEvent::FocusOut);
    QCoreApplication::sendEvent(canvas_.get(), &out);
    QCOMPARE(pixelOf(*canvas_, canvas_->grabShown(), {400, 300}), rgb(idPalette()[10]));
  }

  void arrowsMoveTheView() {
    canvas_->setZoom(4);
    const QPointF before = canvas_->centre();
    QTest::keyClick(canvas_.get(), Qt::Key_Right);
    QVERIFY(canvas_->centre().x() > before.x());
    QTest::keyClick(canvas_.get(), Qt::Key_Up);
    QVERIFY(canvas_->centre().y() < before.y());
  }

  void hoverNamesThePixelAndTheView() {
    canvas_->setMode(CompareMode::grid);
    QSignalSpy hovered(canvas_.get(), &Canvas::hovered);
    QSignalSpy left(canvas_.get(), &Canvas::hoverLeft);
    const QPoint at = canvas_->widgetFromImage({500, 200}, 1).toPoint();
    QTest::mouseMove(canvas_.get(), at);
    QCOMPARE(hovered.count(), 1);
    QCOMPARE(hovered[0][1].toInt(), 1);
    const QPointF pos_in_image = hovered[0][0].toPointF();
    QVERIFY(std::hypot(pos_in_image.x() - 500, pos_in_image.y() - 200) <= 2 / canvas_->zoom());
    QEvent leave(QEvent::Leave);
    QCoreApplication::sendEvent(canvas_.get(), &leave);
    QCOMPARE(left.count(), 1);
  }

  void pressingAViewMakesItActive() {
    canvas_->setMode(CompareMode::grid);
    QSignalSpy active(canvas_.get(), &Canvas::activeViewChanged);
    QTest::mouseClick(canvas_.get(), Qt::LeftButton, {}, canvas_->widgetFromImage({400, 300}, 1).toPoint());
    QCOMPARE(canvas_->activeView(), 1);
    QCOMPARE(active.count(), 1);
  }

  void droppedFilesAreHandedOn() {
    QSignalSpy dropped(canvas_.get(), &Canvas::pathsDropped);
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(QStringLiteral("/a/picture.png")), QUrl(QStringLiteral("https://example.org/x.png")),
                  QUrl::fromLocalFile(QStringLiteral("/b/ünï"))});
    QDragEnterEvent enter({20, 20}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(canvas_.get(), &enter);
    QVERIFY(enter.isAccepted());
    const QImage highlighted = canvas_->grabShown();
    QDropEvent drop(QPointF(20, 20), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(canvas_.get(), &drop);
    QVERIFY(highlighted != canvas_->grabShown());
    QCOMPARE(dropped.count(), 1);
    QCOMPARE(dropped[0][0].toStringList(), QStringList({QStringLiteral("/a/picture.png"), QStringLiteral("/b/ünï")}));
    QMimeData text;
    text.setText(QStringLiteral("no file"));
    QDragEnterEvent refused({20, 20}, Qt::CopyAction, &text, Qt::LeftButton, Qt::NoModifier);
    refused.ignore();
    QCoreApplication::sendEvent(canvas_.get(), &refused);
    QVERIFY(!refused.isAccepted());
  }

  void theCanvasHasANameForEveryone() {
    QCOMPARE(canvas_->objectName(), QStringLiteral("canvas"));
    QVERIFY(!canvas_->accessibleName().isEmpty());
  }

 private:
  std::unique_ptr<Canvas> canvas_;
};

std::unique_ptr<QObject> makeCanvasInputTest() { return std::make_unique<CanvasInputTest>(); }

}  // namespace ssa::test

#include "canvas_input_test.moc"

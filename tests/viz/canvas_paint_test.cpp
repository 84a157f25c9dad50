#include <QTest>
#include <QVBoxLayout>

#include <memory>

#include "engine/image/difference.h"
#include "tests/viz/canvas_fixture.h"
#include "widgets/canvas/heat_colours.h"
#include "widgets/canvas/view_colours.h"

namespace ssa::test {
namespace {

constexpr Rgb kSky{40, 120, 200};

std::shared_ptr<const Image8> sky(Size size) {
  return makeImage(size, [](int, int) { return kSky; });
}

int scattered(int x, int y) {
  return static_cast<int>((static_cast<unsigned>(x) * 2654435761U ^ static_cast<unsigned>(y) * 40503U) >> 7) % 251;
}

}  // namespace

/// Pixels read back from the screen. Runs at several scale factors.
class CanvasPaintTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void cleanup() {
    if (canvas_) QCOMPARE(glError(*canvas_), 0U);
    canvas_.reset();
  }

  void labelIdsAreExactAcrossTiles() {
    const auto labels = makeLabels({5000, 300}, scattered);
    canvas_ = shownCanvas(500, 320, {view(sky({5000, 300}), labels)});
    canvas_->setZoom(1);
    for (const double x : {250.0, 252.0, 504.0, 1523.5, 2520.0, 4536.0, 4900.0}) {
      canvas_->setCentre({x, 150});
      const QImage grab = canvas_->grabShown();
      int seen = 0;
      for (int column = std::max(0, static_cast<int>(x) - 220); column < std::min(5000, static_cast<int>(x) + 220); ++column)
        for (int row = 0; row < 300; row += 3) {
          const QRgb pixel = pixelOf(*canvas_, grab, {column + 0.5, row + 0.5});
          if (qAlpha(pixel) == 4) continue;  // outside the view
          ++seen;
          const Rgb expected = idPalette()[labels->row(row)[column]];
          QVERIFY2(pixel == rgb(expected), qPrintable(QStringLiteral("%1 %2: %3").arg(column).arg(row).arg(pixel, 0, 16)));
        }
      QVERIFY(seen > 5000);
    }
  }

  void labelIdsAreExactAtAnyZoom_data() {
    QTest::addColumn<double>("zoom");
    for (const double zoom : {2.0, 3.7, 9.0, 64.0}) QTest::addRow("%g", zoom) << zoom;
  }
  void labelIdsAreExactAtAnyZoom() {
    QFETCH(double, zoom);
    const auto labels = makeLabels({1200, 800}, scattered);
    canvas_ = shownCanvas(400, 300, {view(sky({1200, 800}), labels)});
    canvas_->setZoom(zoom);
    canvas_->setCentre({504, 504});
    const QImage grab = canvas_->grabShown();
    int seen = 0;
    for (int row = 500; row < 516; ++row)
      for (int column = 500; column < 516; ++column) {
        const QRgb pixel = pixelOf(*canvas_, grab, {column + 0.5, row + 0.5});
        if (qAlpha(pixel) == 4) continue;
        ++seen;
        QCOMPARE(pixel, rgb(idPalette()[labels->row(row)[column]]));
      }
    QVERIFY(seen > 4);
  }

  void hiddenAndIgnoredPixelsShowThePicture() {
    canvas_ = shownCanvas(300, 300,
                          {view(sky({30, 10}), makeLabels({30, 10}, [](int x, int) { return x < 10   ? 3
                                                                                            : x < 20 ? 4
                                                                                                     : 255; }))});
    std::vector<bool> visible(10, true);
    visible[4] = false;
    canvas_->setClassColours(idPalette(), visible);
    const QImage grab = canvas_->grabShown();
    QCOMPARE(pixelOf(*canvas_, grab, {5.5, 5.5}), rgb(idPalette()[3]));
    QCOMPARE(pixelOf(*canvas_, grab, {15.5, 5.5}), rgb(kSky));
    QCOMPARE(pixelOf(*canvas_, grab, {25.5, 5.5}), rgb(kSky));
  }

  void opacityMixesAndHidingTakesAway() {
    canvas_ = shownCanvas(200, 200, {view(sky({10, 10}), makeLabels({10, 10}, [](int, int) { return 200; }))});
    CanvasStyle style = canvas_->style();
    style.opacity = 0.5F;
    canvas_->setStyle(style);
    const Rgb c = idPalette()[200];
    const QRgb half = qRgb((c.r + kSky.r) / 2, (c.g + kSky.g) / 2, (c.b + kSky.b) / 2);
    QVERIFY(distance(pixelOf(*canvas_, canvas_->grabShown(), {5, 5}), half) <= 1);
    style.overlayHidden = true;
    canvas_->setStyle(style);
    QCOMPARE(pixelOf(*canvas_, canvas_->grabShown(), {5, 5}), rgb(kSky));
  }

  void contoursFollowTheBorderAtAnyZoom_data() {
    QTest::addColumn<double>("zoom");
    for (const double zoom : {0.26, 0.5, 1.0, 1.7, 4.0, 16.0}) QTest::addRow("%g", zoom) << zoom;
  }
  void contoursFollowTheBorderAtAnyZoom() {
    QFETCH(double, zoom);
    canvas_ = shownCanvas(400, 300,
                          {view(sky({1600, 1200}), makeLabels({1600, 1200}, [](int x, int) { return x < 800 ? 100 : 180; }))});
    CanvasStyle style = canvas_->style();
    style.contoursOnly = true;
    canvas_->setStyle(style);
    canvas_->setZoom(zoom);
    canvas_->setCentre({800, 600});
    const QImage grab = canvas_->grabShown();
    const QPoint border = (canvas_->widgetFromImage({800, 600}, 0) * canvas_->devicePixelRatioF()).toPoint();
    const auto width = [&](int id, int direction) {
      int count = 0;
      for (int i = direction < 0 ? -1 : 0; std::abs(i) < 30; i += direction)
        count += grab.pixel(border.x() + i, border.y()) == rgb(idPalette()[static_cast<std::size_t>(id)]) ? 1 : 0;
      return count;
    };
    for (const int side : {width(100, -1), width(180, 1)}) QVERIFY2(side >= 1 && side <= 3, qPrintable(QString::number(side)));
    QCOMPARE(grab.pixel(border.x() - 20, border.y()), rgb(kSky));
    QCOMPARE(grab.pixel(border.x() + 20, border.y()), rgb(kSky));
  }

  void contoursCrossTileBordersWithoutLines() {
    canvas_ = shownCanvas(400, 300, {view(sky({1600, 1200}), makeLabels({1600, 1200}, [](int, int) { return 7; }))});
    CanvasStyle style = canvas_->style();
    style.contoursOnly = true;
    canvas_->setStyle(style);
    for (const double zoom : {0.5, 1.0, 5.0}) {
      canvas_->setZoom(zoom);
      canvas_->setCentre({504, 504});
      const QImage grab = canvas_->grabShown();
      for (int x = 0; x < grab.width(); ++x) QVERIFY(grab.pixel(x, grab.height() / 2) != rgb(idPalette()[7]));
    }
  }

  void differenceCodesHaveTheirColours() {
    ViewContent content = view(sky({50, 10}), makeLabels({50, 10}, [](int x, int) { return x / 10; }));
    content.isDifference = true;
    canvas_ = shownCanvas(500, 200, {content});
    const QImage grab = canvas_->grabShown();
    for (const auto code : {DifferenceCode::changed, DifferenceCode::gained, DifferenceCode::lost, DifferenceCode::bothWrong})
      QCOMPARE(pixelOf(*canvas_, grab, {static_cast<int>(code) * 10 + 5.5, 5.5}), rgb(differenceColour(code)));
    const QRgb quiet = pixelOf(*canvas_, grab, {5.5, 5.5});
    QVERIFY(std::abs(qRed(quiet) - qBlue(quiet)) < (kSky.b - kSky.r) / 2);  // the picture steps back
  }

  void scoresAreHeatOnOneSideOfTheThreshold() {
    auto score = std::make_shared<ScoreMap>(Size{11, 4});
    for (std::size_t i = 0; i < score->values().size(); ++i) score->values()[i] = static_cast<float>(i % 11) / 10;
    ViewContent content = view(sky({11, 4}));
    content.score = score;
    content.scoreThreshold = 0.45F;
    canvas_ = shownCanvas(440, 200, {content});
    const auto isHeat = [&](const QImage& grab, int x) {
      const auto index = static_cast<std::size_t>(static_cast<float>(x) / 10 * 255 + 0.5F);
      return pixelOf(*canvas_, grab, {x + 0.5, 2.5}) == rgb(heatColours()[index]);
    };
    QImage grab = canvas_->grabShown();
    for (int x = 0; x < 11; ++x) QCOMPARE(isHeat(grab, x), x >= 5);
    content.scoreBelow = true;
    canvas_->setViews({content});
    grab = canvas_->grabShown();
    for (int x = 0; x < 11; ++x) QCOMPARE(isHeat(grab, x), x < 5);
  }

  void pictureIsNearestAbove200AndSmoothBelow() {
    const auto image = makeImage({64, 64}, [](int x, int y) { return (x + y) % 2 ? Rgb{255, 255, 255} : Rgb{0, 0, 0}; });
    canvas_ = shownCanvas(200, 200, {view(image)});
    canvas_->setZoom(5);
    canvas_->setCentre({32, 32});
    QImage grab = canvas_->grabShown();
    for (int y = grab.height() / 2 - 30; y < grab.height() / 2 + 30; ++y)
      for (int x = grab.width() / 2 - 30; x < grab.width() / 2 + 30; ++x) {
        const int value = qRed(grab.pixel(x, y));
        QVERIFY(value == 0 || value == 255);
      }
    canvas_->setZoom(1.5);
    grab = canvas_->grabShown();
    int between = 0;
    for (int x = grab.width() / 2 - 30; x < grab.width() / 2 + 30; ++x) {
      const int value = qRed(grab.pixel(x, grab.height() / 2));
      between += value > 10 && value < 245 ? 1 : 0;
    }
    QVERIFY(between > 10);
  }

  void aPictureZoomedOutIsItsMean() {
    const auto image = makeImage({2400, 2400}, [](int x, int y) { return (x + y) % 2 ? Rgb{255, 255, 255} : Rgb{0, 0, 0}; });
    canvas_ = shownCanvas(300, 300, {view(image)});
    for (const double zoom : {0.5, 0.37, 0.26}) {
      canvas_->setZoom(zoom);
      const QImage grab = canvas_->grabShown();
      for (int x = 20; x < grab.width() - 20; ++x) QVERIFY(std::abs(qRed(grab.pixel(x, grab.height() / 2)) - 128) <= 2);
    }
  }

  void thePixelGridBeginsAt800() {
    canvas_ = shownCanvas(300, 300, {view(sky({100, 100}))});
    CanvasStyle style = canvas_->style();
    style.pixelGrid = true;
    canvas_->setStyle(style);
    const auto lines = [&](double zoom) {
      canvas_->setZoom(zoom);
      const QImage grab = canvas_->grabShown();
      int count = 0;
      for (int x = grab.width() / 2 - 64; x < grab.width() / 2 + 64; ++x)
        count += grab.pixel(x, grab.height() / 2 + 3) != rgb(kSky) ? 1 : 0;
      return count;
    };
    QCOMPARE(lines(7.9), 0);
    const int width = std::max(1, static_cast<int>(std::lround(canvas_->devicePixelRatioF())));
    QCOMPARE(lines(16), 8 * width);
    style.pixelGrid = false;
    canvas_->setStyle(style);
    QCOMPARE(lines(16), 0);
  }

  void brightnessChangesTheScreenOnly() {
    const auto image = sky({20, 20});
    const Image8 before = *image;
    canvas_ = shownCanvas(200, 200, {view(image)});
    CanvasStyle style = canvas_->style();
    style.brightness = 0.2F;
    canvas_->setStyle(style);
    QVERIFY(distance(pixelOf(*canvas_, canvas_->grabShown(), {10, 10}), qRgb(kSky.r + 51, kSky.g + 51, kSky.b + 51)) <= 1);
    QVERIFY(*image == before);
  }

  void everyCellOfTheGridShowsItsView() {
    std::vector<ViewContent> views;
    for (int i = 0; i < 4; ++i) views.push_back(view(sky({40, 30}), makeLabels({40, 30}, [i](int, int) { return 40 * i; })));
    canvas_ = shownCanvas(400, 300, views);
    canvas_->setMode(CompareMode::grid);
    const QImage grab = canvas_->grabShown();
    for (int i = 0; i < 4; ++i)
      QCOMPARE(pixelOf(*canvas_, grab, {20.5, 15.5}, i), rgb(idPalette()[static_cast<std::size_t>(40 * i)]));
  }

  void swipeAndBlinkShowTheirSides() {
    canvas_ = shownCanvas(400, 300,
                          {view(sky({400, 300}), makeLabels({400, 300}, [](int, int) { return 10; })),
                           view(sky({400, 300}), makeLabels({400, 300}, [](int, int) { return 90; }))});
    canvas_->setMode(CompareMode::swipe);
    canvas_->setSwipePosition(0.25);
    QImage grab = canvas_->grabShown();
    QCOMPARE(pixelOf(*canvas_, grab, {80, 20}), rgb(idPalette()[10]));
    QCOMPARE(pixelOf(*canvas_, grab, {120, 20}), rgb(idPalette()[90]));
    canvas_->setMode(CompareMode::blink);
    QCOMPARE(pixelOf(*canvas_, canvas_->grabShown(), {200, 20}), rgb(idPalette()[10]));
    canvas_->setBlinkShowsSecond(true);
    QCOMPARE(pixelOf(*canvas_, canvas_->grabShown(), {200, 20}), rgb(idPalette()[90]));
  }

  void unlinkedViewsKeepTheirOwnPlace() {
    canvas_ = shownCanvas(400, 300, {view(sky({4000, 3000})), view(sky({4000, 3000}))});
    canvas_->setMode(CompareMode::grid);
    canvas_->setZoom(2);
    QCOMPARE(canvas_->widgetFromImage({2000, 1500}, 0).y(), canvas_->widgetFromImage({2000, 1500}, 1).y());
    canvas_->setLinked(false);
    const QPointF second = canvas_->widgetFromImage({100, 100}, 1);
    canvas_->setZoom(5);
    QCOMPARE(canvas_->zoom(), 5.0);
    QCOMPARE(canvas_->widgetFromImage({100, 100}, 1), second);
    canvas_->setLinked(true);
    const QPointF a = canvas_->widgetFromImage({2000, 1500}, 1) - canvas_->widgetFromImage({2001, 1500}, 1);
    QCOMPARE(a.x() * canvas_->devicePixelRatioF(), -5.0);
  }

  void zoomStaysForAPictureOfTheSameSize() {
    canvas_ = shownCanvas(400, 300, {view(sky({4000, 3000}))});
    canvas_->setZoom(3);
    canvas_->setViews({view(sky({4000, 3000}))});
    QCOMPARE(canvas_->zoom(), 3.0);
    canvas_->setViews({view(sky({400, 3000}))});
    QVERIFY(canvas_->zoom() < 1);
  }

  void aLostContextComesBackWithThePicture() {
    QWidget host;
    host.resize(300, 200);
    auto* layout = new QVBoxLayout(&host);
    canvas_ = shownCanvas(300, 200, {view(sky({3000, 2000}), makeLabels({3000, 2000}, scattered))});
    canvas_->setZoom(1);
    (void)canvas_->grabShown();
    layout->addWidget(canvas_.get());  // another window: a new context
    host.show();
    QVERIFY(QTest::qWaitForWindowExposed(&host));
    canvas_->setCentre({1500, 1000});
    const QImage grab = canvas_->grabShown();
    for (int i = -20; i < 20; ++i)
      QCOMPARE(pixelOf(*canvas_, grab, {1500.5 + i, 1000.5}),
               rgb(idPalette()[static_cast<std::size_t>(scattered(1500 + i, 1000))]));
    QCOMPARE(glError(*canvas_), 0U);
    canvas_->setParent(nullptr);
    canvas_->show();
    QVERIFY(QTest::qWaitForWindowExposed(canvas_.get()));
    QVERIFY(!canvas_->grabShown().isNull());
  }

  void captionsNotesAndTheEmptyPageAreDrawn() {
    ViewContent content = view(sky({400, 300}));
    content.title = QStringLiteral("Baseline");
    content.note = QStringLiteral("No model in this slot");
    canvas_ = shownCanvas(400, 300, {content});
    const QImage grab = canvas_->grabShown();
    const auto differs = [&](const QRectF& box) {
      int count = 0;
      const double ratio = canvas_->devicePixelRatioF();
      for (int y = static_cast<int>(box.top() * ratio); y < box.bottom() * ratio; ++y)
        for (int x = static_cast<int>(box.left() * ratio); x < box.right() * ratio; ++x)
          count += grab.pixel(x, y) != rgb(kSky) ? 1 : 0;
      return count;
    };
    QVERIFY(differs({10, 10, 60, 20}) > 600);
    QVERIFY(differs({150, 140, 100, 20}) > 1000);
    QCOMPARE(differs({20, 200, 300, 80}), 0);
    canvas_->setEmptyText(QStringLiteral("Open a picture"), QStringLiteral("or drop one here"));
    canvas_->setViews({});
    const QImage empty = canvas_->grabShown();
    QVERIFY(empty != grab);
    int colours = 0;
    for (int x = 0; x < empty.width(); ++x) colours += empty.pixel(x, empty.height() / 2) != empty.pixel(0, 0) ? 1 : 0;
    QVERIFY(colours > 50);
  }

  void theFrameHasNoHoles() {
    canvas_ = shownCanvas(300, 200, {view(sky({900, 600}), makeLabels({900, 600}, scattered))});
    const QImage grab = canvas_->grabFramebuffer();
    for (int y = 0; y < grab.height(); y += 5)
      for (int x = 0; x < grab.width(); x += 5) QCOMPARE(qAlpha(grab.pixel(x, y)), 255);
  }

 private:
  std::unique_ptr<Canvas> canvas_;
};

std::unique_ptr<QObject> makeCanvasPaintTest() { return std::make_unique<CanvasPaintTest>(); }

}  // namespace ssa::test

#include "canvas_paint_test.moc"

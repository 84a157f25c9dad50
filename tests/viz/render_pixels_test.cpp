#include "widgets/canvas/render_pixels.h"

#include <QTest>

#include <memory>

#include "tests/viz/canvas_fixture.h"

namespace ssa::test {
namespace {

int blob(int x, int y) { return ((x / 9) * 7 + (y / 13) * 5 + (x * y / 400)) % 40; }

std::shared_ptr<const Image8> photo(Size size) {
  return makeImage(size, [](int x, int y) {
    return Rgb{static_cast<std::uint8_t>(x), static_cast<std::uint8_t>(y * 2), static_cast<std::uint8_t>(x * y)};
  });
}

}  // namespace

/// The saved picture equals the screen.
class RenderPixelsTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void renderEqualsTheScreenAt100_data() {
    QTest::addColumn<int>("what");
    QTest::newRow("picture") << 0;
    QTest::newRow("mask") << 1;
    QTest::newRow("contours") << 2;
    QTest::newRow("difference") << 3;
    QTest::newRow("score") << 4;
    QTest::newRow("toned") << 5;
  }
  void renderEqualsTheScreenAt100() {
    QFETCH(int, what);
    const Size size{600, 530};  // more than one tile
    ViewContent content = view(photo(size));
    CanvasStyle style;
    style.opacity = 0.6F;
    if (what >= 1) content.labels = makeLabels(size, blob);
    style.contoursOnly = what == 2;
    if (what == 3) {
      content.isDifference = true;
      content.labels = makeLabels(size, [](int x, int y) { return blob(x, y) % 5; });
    }
    if (what == 4) {
      auto score = std::make_shared<ScoreMap>(size);
      for (std::size_t i = 0; i < score->values().size(); ++i) score->values()[i] = static_cast<float>(i % 997) / 996;
      content.score = score;
      content.scoreThreshold = 0.3F;
    }
    if (what == 5) {
      style.brightness = 0.1F;
      style.contrast = 0.3F;
      style.gamma = 1.8F;
    }
    const auto canvas = shownCanvas(640, 560, {content});
    canvas->setStyle(style);
    std::vector<bool> visible(40, true);
    visible[3] = false;
    canvas->setClassColours(idPalette(), visible);
    canvas->setZoom(1);
    canvas->setCentre({300, 265});
    const QImage grab = canvas->grabShown(), rendered = canvas->render(0);
    QCOMPARE(rendered.size(), QSize(600, 530));
    int worst = 0;
    for (int y = 0; y < 530; ++y)
      for (int x = 0; x < 600; ++x) {
        const QRgb screen = pixelOf(*canvas, grab, {x + 0.5, y + 0.5});
        QVERIFY(qAlpha(screen) != 4);
        worst = std::max(worst, distance(screen, rendered.pixel(x, y)));
      }
    QVERIFY2(worst <= 1, qPrintable(QString::number(worst)));
    QCOMPARE(glError(*canvas), 0U);
  }

  void captionsAndPanelAreNeverRendered() {
    ViewContent content = view(photo({300, 200}));
    content.title = QStringLiteral("A title that covers pixels");
    content.note = QStringLiteral("a note");
    const QImage rendered = renderPixels(content, {}, {});
    for (int y = 0; y < 200; ++y)
      for (int x = 0; x < 300; ++x) QCOMPARE(qRed(rendered.pixel(x, y)), static_cast<int>(content.image->row(y)[3 * x]));
  }

  void aStoppedRenderGivesNothing() {
    StopSource source;
    source.request_stop();
    QVERIFY(renderPixels(view(photo({30, 30})), {}, {}, source.get_token()).isNull());
  }

  void aViewThatDoesNotExistGivesNothing() {
    Canvas canvas;
    QVERIFY(canvas.render(0).isNull());
    QVERIFY(canvas.render(-1).isNull());
  }

  void sixteenThousandPixelsAWide() {
    const auto labels = makeLabels({16384, 40}, blob);
    const QImage rendered = renderPixels(view(nullptr, labels), {1, false, false, false, 0, 0, 1}, classColours(idPalette(), {}));
    QCOMPARE(rendered.size(), QSize(16384, 40));
    QCOMPARE(rendered.pixel(16383, 39), rgb(idPalette()[static_cast<std::size_t>(blob(16383, 39))]));
  }
};

std::unique_ptr<QObject> makeRenderPixelsTest() { return std::make_unique<RenderPixelsTest>(); }

}  // namespace ssa::test

#include "render_pixels_test.moc"

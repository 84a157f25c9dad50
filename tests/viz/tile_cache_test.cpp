#include "widgets/canvas/tile_cache.h"

#include <QOffscreenSurface>
#include <QOpenGLContext>
#include <QOpenGLVersionFunctionsFactory>
#include <QTest>

#include <limits>
#include <memory>

namespace ssa::test {

/// Without a widget: a context of its own, so that textures can be counted.
class TileCacheTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase() {
    surface_.create();
    QVERIFY(context_.create());
    QVERIFY(context_.makeCurrent(&surface_));
    gl_ = QOpenGLVersionFunctionsFactory::get<QOpenGLFunctions_3_3_Core>(&context_);
    QVERIFY(gl_ && gl_->initializeOpenGLFunctions());
  }
  void cleanup() { QCOMPARE(gl_->glGetError(), static_cast<GLenum>(GL_NO_ERROR)); }

  void texturesStayWithinTheBudget() {
    TileCache cache([] {});
    cache.start(gl_);
    constexpr std::int64_t kBudget = 24 << 20;
    cache.setBudget(kBudget);
    const auto source = cache.sourceOf(std::make_shared<const Image8>(Size{6000, 4000}));
    for (double x = 400; x < 5600; x += 120) {
      const Viewport view({0, 0, 800, 600}, 1, {6000, 4000}, {false, 1, {x, 2000}});
      cache.beginFrame();
      cache.beginPlan();
      (void)cache.pieces(source, view);
      cache.finishVisible(std::numeric_limits<double>::infinity());
      cache.beginPlan();
      (void)cache.pieces(source, view);
      cache.endFrame();
      QVERIFY2(cache.textureBytes() <= kBudget, qPrintable(QString::number(cache.textureBytes())));
    }
    cache.stop();
  }

  void piecesCoverTheViewWithoutOverlap() {
    TileCache cache([] {});
    cache.start(gl_);
    const auto source = cache.sourceOf(std::make_shared<const LabelMap>(Size{5000, 300}));
    for (const double zoom : {0.13, 0.5, 1.0, 3.3}) {
      const Viewport view({10, 20, 700, 500}, 1, {5000, 300}, {false, zoom, {2477.3, 150}});
      cache.beginFrame();
      cache.beginPlan();
      (void)cache.pieces(source, view);
      cache.finishVisible(std::numeric_limits<double>::infinity());
      cache.beginPlan();
      double area = 0;
      for (const TilePiece& piece : cache.pieces(source, view)) {
        QVERIFY(piece.texture != 0);
        area += piece.box_device.width() * piece.box_device.height();
        QVERIFY(piece.texels.left() >= kTileGutter - 1e-6 && piece.texels.right() <= kTileSide - kTileGutter + 1e-6);
      }
      const QRectF shown = view.imageOnDevice() & QRectF(view.rect());
      QVERIFY2(std::abs(area - shown.width() * shown.height()) < 1e-3 * area, qPrintable(QString::number(area)));
      QVERIFY(!cache.endFrame());
    }
    cache.stop();
  }

  void coarseTilesStandInForMissingOnes() {
    TileCache cache([] {});
    cache.start(gl_);
    const auto source = cache.sourceOf(std::make_shared<const Image8>(Size{4000, 4000}));
    const auto frame = [&](const Viewport& view) {
      cache.beginFrame();
      cache.beginPlan();
      return cache.pieces(source, view);
    };
    (void)frame(Viewport({0, 0, 500, 500}, 1, {4000, 4000}, {}));
    cache.finishVisible(std::numeric_limits<double>::infinity());
    const auto pieces = frame(Viewport({0, 0, 500, 500}, 1, {4000, 4000}, {false, 1, {2000, 2000}}));
    QVERIFY(!cache.hasHoles());
    for (const TilePiece& piece : pieces) QVERIFY(piece.level >= 3);  // what the fitted view had made
    QVERIFY(cache.endFrame());                                        // the fine ones are wished for
    cache.stop();
  }

  void theLoaderBringsWhatWasWishedFor() {
    QObject receiver;
    int ready = 0;
    TileCache cache([&] {
      QMetaObject::invokeMethod(
          &receiver, [&] { ++ready; }, Qt::QueuedConnection);
    });
    cache.start(gl_);
    const auto source = cache.sourceOf(std::make_shared<const Image8>(Size{4000, 4000}));
    const Viewport view({0, 0, 900, 900}, 1, {4000, 4000}, {false, 0.5, {2000, 2000}});
    const auto complete = [&] {
      cache.beginFrame();
      cache.beginPlan();
      (void)cache.pieces(source, view);
      return !cache.endFrame();
    };
    QVERIFY(!complete());
    QTest::qWait(50);
    QCOMPARE(ready, 0);  // nothing is made while the frame holds the processor
    cache.releaseLoader();
    const auto completeAndReleased = [&] {
      const bool done = complete();
      cache.releaseLoader();
      return done;
    };
    QTRY_VERIFY(completeAndReleased());
    QTRY_VERIFY(ready > 0);
    cache.stop();
  }

  void forgottenDataGiveTheirTexturesBack() {
    TileCache cache([] {});
    cache.start(gl_);
    const auto image = std::make_shared<const Image8>(Size{900, 900});
    cache.beginFrame();
    cache.beginPlan();
    (void)cache.pieces(cache.sourceOf(image), Viewport({0, 0, 900, 900}, 1, {900, 900}, {}));
    cache.finishVisible(std::numeric_limits<double>::infinity());
    QVERIFY(cache.textureBytes() > 0);
    cache.keepOnly({});
    cache.beginFrame();
    QCOMPARE(cache.textureBytes(), std::int64_t{0});
    cache.stop();
  }

 private:
  QOffscreenSurface surface_;
  QOpenGLContext context_;
  QOpenGLFunctions_3_3_Core* gl_ = nullptr;
};

std::unique_ptr<QObject> makeTileCacheTest() { return std::make_unique<TileCacheTest>(); }

}  // namespace ssa::test

#include "tile_cache_test.moc"

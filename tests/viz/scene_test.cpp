// Scenes: their pictures, and what is found in them.
#include <QElapsedTimer>
#include <QTest>

#include <cmath>
#include <random>

#include "tests/support/runner.h"
#include "tests/viz/scene_pictures.h"
#include "viz/scene/landscape_scene.h"
#include "viz/scene/point_picker.h"

using namespace ssa;

namespace {

constexpr Size kPicture{300, 220};
constexpr SceneStyle kDark{{24, 26, 30}, {229, 232, 237}, {163, 171, 183}};

std::vector<std::uint8_t> cloudOf() {
  std::vector<std::uint8_t> of(300);
  for (std::size_t i = 0; i < of.size(); ++i) of[i] = static_cast<std::uint8_t>(i / 100);
  return of;
}

std::vector<ScatterGlyph> prototypes() {
  std::vector<ScatterGlyph> glyphs;
  const GlyphShape shapes[] = {GlyphShape::square,       GlyphShape::diamond, GlyphShape::triangleUp,
                               GlyphShape::triangleDown, GlyphShape::star,    GlyphShape::hexagon};
  for (int i = 0; i < 6; ++i)
    glyphs.push_back(
        {{static_cast<float>(-3 + i * 1.2), -1.6F, 0}, shapes[i], test::threeColours()[static_cast<std::size_t>(i % 3)], i});
  return glyphs;
}

Legend classes() {
  Legend legend;
  legend.groups = {
      {"Classes", {{GlyphShape::disc, {230, 159, 0}, "road"}, {GlyphShape::disc, {86, 180, 233}, "sky"}}},
      {"Prototypes", {{GlyphShape::square, {120, 120, 120}, "fixed"}, {GlyphShape::star, {120, 120, 120}, "joint"}}}};
  return legend;
}

QImage pictureOf(Scene& scene, Size size = kPicture, double scale = 1) {
  const Result<ScenePixels> pixels = renderOffscreen(scene, size, scale);
  return pixels ? test::toImage(*pixels) : QImage();
}

}  // namespace

class SceneTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void aFlatMapWithPrototypesLooksAsItDid() {
    ScatterScene scene;
    scene.setPoints(test::threeClouds(2), 2);
    scene.setColours(cloudOf(), test::threeColours());
    scene.setGlyphs(prototypes(), {{0, 4}, {1, 5}});
    scene.setLegend(classes());
    const QImage picture = pictureOf(scene);
    const QString fault = test::againstGolden(picture, "map_flat");
    QVERIFY2(fault.isEmpty(), qPrintable(fault));
  }

  void aSelectionOnDarkGroundLooksAsItDid() {
    ScatterScene scene;
    scene.setStyle(kDark);
    scene.setPoints(test::threeClouds(2), 2);
    std::vector<float> values(300);
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<float>(i);
    const Palette ramp{{59, 28, 90}, {40, 110, 140}, {90, 180, 120}, {250, 235, 160}};
    scene.setScalars(values, 0, 299, ramp);
    Legend legend;
    legend.ramp = {"Confidence", ramp, "0", "1"};
    scene.setLegend(legend);
    std::vector<std::int32_t> second(100);
    for (std::size_t i = 0; i < second.size(); ++i) second[i] = static_cast<std::int32_t>(100 + i);
    scene.setSelection(second);
    const QString fault = test::againstGolden(pictureOf(scene), "map_selection");
    QVERIFY2(fault.isEmpty(), qPrintable(fault));
  }

  void aCloudInThreeDimensionsLooksAsItDid() {
    ScatterScene scene;
    scene.setPoints(test::threeClouds(3), 3);
    scene.setColours(cloudOf(), test::threeColours());
    scene.setAxesVisible(true);
    scene.look(CameraPreset::oblique);
    const QString fault = test::againstGolden(pictureOf(scene), "cloud");
    QVERIFY2(fault.isEmpty(), qPrintable(fault));
  }

  void aLandscapeLooksAsItDid() {
    LandscapeScene scene;
    const Size grid{24, 16};
    std::vector<float> heights;
    std::vector<Rgb> colours;
    for (int y = 0; y < grid.height; ++y)
      for (int x = 0; x < grid.width; ++x) {
        heights.push_back(static_cast<float>(std::exp(-((x - 8.0) * (x - 8.0) + (y - 6.0) * (y - 6.0)) / 18)));
        colours.push_back(x < 12 ? Rgb{230, 159, 0} : Rgb{86, 180, 233});
      }
    scene.setField(grid, heights, colours);
    const QString fault = test::againstGolden(pictureOf(scene), "landscape");
    QVERIFY2(fault.isEmpty(), qPrintable(fault));
  }

  void everyCornerOfAPictureIsFilledAtTwiceTheDensity() {
    ScatterScene scene;
    scene.setPoints(test::threeClouds(2), 2);
    scene.setLegend(classes());
    const QImage once = pictureOf(scene), twice = pictureOf(scene, {600, 440}, 2);
    QCOMPARE(twice.size(), QSize(600, 440));
    // The same picture, only finer: reduced it is much like the first.
    const QImage reduced = twice.scaled(once.size(), Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    double sum = 0;
    for (int y = 0; y < once.height(); ++y)
      for (int x = 0; x < once.width(); ++x) sum += std::abs(qGray(once.pixel(x, y)) - qGray(reduced.pixel(x, y)));
    QVERIFY2(sum / (once.width() * once.height()) < 6, qPrintable(QString::number(sum)));
  }

  void aPointIsFoundWhereItIsPainted() {
    ScatterScene scene;
    const std::vector<float> points = test::threeClouds(3);
    scene.setPoints(points, 3);
    scene.setView(kPicture, 1);
    scene.look(CameraPreset::oblique);
    const Projection projection = scene.projection();
    for (const std::size_t point : {std::size_t{0}, std::size_t{137}, std::size_t{299}}) {
      const auto at = projection.at(static_cast<double>(points[3 * point]), static_cast<double>(points[3 * point + 1]),
                                    static_cast<double>(points[3 * point + 2]));
      QVERIFY(at);
      const auto found = scene.pointAt(*at, 1);
      QVERIFY(found);
      // Another point may hide behind it; it is then no further away.
      const auto other = projection.at(static_cast<double>(points[3 * static_cast<std::size_t>(*found)]),
                                       static_cast<double>(points[3 * static_cast<std::size_t>(*found) + 1]),
                                       static_cast<double>(points[3 * static_cast<std::size_t>(*found) + 2]));
      QVERIFY(std::hypot(other->x - at->x, other->y - at->y) < 0.51);
    }
    QVERIFY(!scene.pointAt({-50, -50}));
  }

  void theProjectionIsTheOneVtkDraws() {
    ScatterScene scene;
    const std::vector<float> points{-1, -1, 1, 1, 0.25F, 0.5F};
    scene.setPoints(points, 2);
    scene.setPointLook(9, 1);
    const QImage picture = pictureOf(scene, {200, 160});
    const Projection projection = scene.projection();
    for (std::size_t i = 0; i < 3; ++i) {
      const auto at = projection.at(static_cast<double>(points[2 * i]), static_cast<double>(points[2 * i + 1]), 0);
      const QPoint pixel(static_cast<int>(at->x), static_cast<int>(at->y));
      if (!picture.rect().adjusted(2, 2, -2, -2).contains(pixel)) continue;
      QVERIFY2(qGray(picture.pixel(pixel)) < 200, qPrintable(QString::number(i)));
    }
  }

  void aLassoHoldsWhatLiesInside() {
    std::mt19937 random(7);
    std::uniform_real_distribution<float> uniform(0, 1);
    std::vector<float> xyz;
    for (int i = 0; i < 3000; ++i) xyz.insert(xyz.end(), {uniform(random) * 2 - 1, uniform(random) * 2 - 1, 0});
    Projection plain{{1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1}, {400, 300}};
    const PointPicker picker(xyz, plain);
    // A concave outline: a rectangle with a notch.
    const std::vector<ViewPoint> lasso{{40, 30}, {360, 30}, {360, 270}, {200, 120}, {40, 270}};
    const auto inside = [&lasso](double x, double y) {
      bool odd = false;
      for (std::size_t i = 0, j = lasso.size() - 1; i < lasso.size(); j = i++)
        if ((lasso[i].y > y) != (lasso[j].y > y) &&
            x < (lasso[j].x - lasso[i].x) * (y - lasso[i].y) / (lasso[j].y - lasso[i].y) + lasso[i].x)
          odd = !odd;
      return odd;
    };
    std::vector<std::int32_t> expected;
    for (std::size_t i = 0; i < 3000; ++i) {
      const auto at = plain.at(static_cast<double>(xyz[3 * i]), static_cast<double>(xyz[3 * i + 1]), 0);
      if (inside(at->x, at->y)) expected.push_back(static_cast<std::int32_t>(i));
    }
    QVERIFY(expected.size() > 500);
    QCOMPARE(picker.inside(lasso), expected);
    QVERIFY(picker.inside(std::vector<ViewPoint>{{0, 0}, {10, 10}}).empty());
  }

  void amongAMillionPointsTheSameOneIsFoundAsBySearchingAll() {
    std::mt19937 random(11);
    std::uniform_real_distribution<float> uniform(-1, 1);
    std::vector<float> coordinates(2'000'000);
    for (float& v : coordinates) v = uniform(random);
    ScatterScene scene;
    scene.setPoints(coordinates, 2);
    scene.setView({900, 700}, 1);
    QElapsedTimer clock;
    clock.start();
    const auto first = scene.pointAt({450, 350}, 6);
    const qint64 prepared_us = clock.nsecsElapsed() / 1000;
    clock.restart();
    const auto found = scene.pointAt({451, 352}, 6);
    const qint64 hover_us = clock.nsecsElapsed() / 1000;
    QVERIFY(first && found);
    const std::vector<ViewPoint> lasso{{100, 100}, {500, 90}, {600, 600}, {90, 500}};
    clock.restart();
    const auto inside = scene.pointsInside(lasso);
    qInfo("a million points: grid %lld us, hover %lld us, lasso of %zu points %lld us", static_cast<long long>(prepared_us),
          static_cast<long long>(hover_us), inside.size(), static_cast<long long>(clock.nsecsElapsed() / 1000));
    QVERIFY(inside.size() > 100'000);
    const Projection projection = scene.projection();
    double least = 1e9;
    for (std::size_t i = 0; i < 1'000'000; ++i) {
      const auto at = projection.at(static_cast<double>(coordinates[2 * i]), static_cast<double>(coordinates[2 * i + 1]), 0);
      least = std::min(least, std::hypot(at->x - 451, at->y - 352));
    }
    const auto at = projection.at(static_cast<double>(coordinates[2 * static_cast<std::size_t>(*found)]),
                                  static_cast<double>(coordinates[2 * static_cast<std::size_t>(*found) + 1]), 0);
    QVERIFY(std::abs(std::hypot(at->x - 451, at->y - 352) - least) < 0.01);
  }

  void aMillionPointsAreDrawn() {
    std::mt19937 random(3);
    std::normal_distribution<float> normal(0, 1);
    std::vector<float> coordinates(2'000'000);
    for (float& v : coordinates) v = normal(random);
    std::vector<std::uint8_t> of(1'000'000);
    for (std::size_t i = 0; i < of.size(); ++i) of[i] = static_cast<std::uint8_t>(coordinates[2 * i] > 0 ? 1 : 0);
    ScatterScene scene;
    scene.setPoints(coordinates, 2);
    scene.setColours(of, test::threeColours());
    scene.setPointLook(2, 0.6);
    QElapsedTimer clock;
    clock.start();
    const QImage picture = pictureOf(scene, {800, 600});
    qInfo("a million points drawn by software in %lld ms, the upload with it", static_cast<long long>(clock.elapsed()));
    const QColor left = picture.pixelColor(330, 300), right = picture.pixelColor(470, 300);
    QVERIFY(left.red() > left.blue() && right.blue() > right.red());
  }

  void zoomingKeepsTheAnchorAndPanningFollowsTheHand() {
    for (const int dimensions : {2, 3}) {
      ScatterScene scene;
      scene.setPoints(test::threeClouds(dimensions), dimensions);
      scene.setView(kPicture, 1);
      QVERIFY(scene.followsContent());
      const auto focusAt = [&scene] {
        const SceneCamera camera = scene.camera();
        return *scene.projection().at(camera.focus[0], camera.focus[1], camera.focus[2]);
      };
      const SceneCamera before = scene.camera();
      scene.pan(30, -12);
      const auto moved = *scene.projection().at(before.focus[0], before.focus[1], before.focus[2]);
      QVERIFY(std::abs(moved.x - kPicture.width / 2.0 - 30) < 0.5 && std::abs(moved.y - kPicture.height / 2.0 + 12) < 0.5);
      QVERIFY(!scene.followsContent());
      const ViewPoint centre = focusAt();
      scene.zoom(1.5, centre);
      QVERIFY(std::abs(focusAt().x - centre.x) < 0.5);
      scene.fit();
      QVERIFY(scene.followsContent());
    }
  }

  void theCameraNeverTurnsOverThePole() {
    ScatterScene scene;
    scene.setPoints(test::threeClouds(3), 3);
    scene.setView(kPicture, 1);
    for (int i = 0; i < 200; ++i) scene.orbit(3, 20);
    for (const double v : scene.camera().position) QVERIFY(std::isfinite(v));
    const Projection projection = scene.projection();
    QVERIFY(projection.at(0, 0, 0));
    for (int i = 0; i < 400; ++i) scene.orbit(-3, -20);
    for (const double v : scene.projection().matrix) QVERIFY(std::isfinite(v));
  }

  void anEmptySceneIsJustItsGround() {
    ScatterScene scene;
    scene.setPoints({}, 2);
    const QImage picture = pictureOf(scene, {60, 40});
    QCOMPARE(picture.pixel(30, 20), qRgb(255, 255, 255));
    QVERIFY(!scene.pointAt({30, 20}));
    QVERIFY(scene.pointsInside(std::vector<ViewPoint>{{0, 0}, {60, 0}, {60, 40}}).empty());
  }
};

namespace ssa::test {
std::unique_ptr<QObject> makeSceneTest() { return std::make_unique<SceneTest>(); }
}  // namespace ssa::test

#include "scene_test.moc"

// The page Explain on the screen: maps that are watched and stopped, and one selection for map, picture and matrix.
#include <QComboBox>
#include <QFileInfo>
#include <QPushButton>
#include <QSpinBox>
#include <QTest>

#include <algorithm>

#include "app/session/explain/patch_history.h"
#include "app/session/jobs/job_queue.h"
#include "tests/studio/studio_fixture.h"
#include "tests/studio/tests.h"
#include "viz/scene/scatter_scene.h"
#include "widgets/evaluation/confusion_view.h"
#include "widgets/evaluation/evaluation_page.h"
#include "widgets/explain/explain_page.h"
#include "widgets/explain/explain_viewport.h"
#include "widgets/explain/map_drag.h"
#include "widgets/explain/map_instrument.h"
#include "widgets/explain/map_panel.h"
#include "widgets/explain/relation_matrix_view.h"
#include "widgets/gl/vtk_host.h"
#include "widgets/window_pages.h"

using namespace ssa;
using test::Studio;

class ExplainStory : public QObject {
  Q_OBJECT

  std::unique_ptr<Studio> studio_;

  ExplainPage& page() { return studio_->window().pages().explain(); }
  MapInstrument& map() { return *qobject_cast<MapInstrument*>(page().current()); }
  /// Where a place of a flat map is on the screen.
  QPoint onScreen(Slot slot, std::size_t row) {
    const auto& positions = map().run().side(slot).map->positions;
    const auto at = map().panel(slot).scene()->projection().at(static_cast<double>(positions[2 * row]),
                                                               static_cast<double>(positions[2 * row + 1]), 0);
    return map().panel(slot).host()->toWidget(*at).toPoint();
  }
  void lasso(VtkHost& host, const QList<QPoint>& way) {
    QTest::mousePress(&host, Qt::LeftButton, {}, way.first());
    for (const QPoint& point : way) QTest::mouseMove(&host, point);
    QTest::mouseRelease(&host, Qt::LeftButton, {}, way.last());
  }

 private Q_SLOTS:
  void initTestCase() {
    const test::PictureFolder pictures = test::makePictures(10);
    const QString plain = test::plainModel(), adaptive = test::ssaModel();
    studio_ = std::make_unique<Studio>("explain");
    studio_->session().setTruthFolder(pictures.truthFolder);
    studio_->session().loadModel(Slot::baseline, plain);
    studio_->session().loadModel(Slot::ssa, adaptive);
    studio_->session().openPaths({pictures.folder});
    QVERIFY(studio_->settle());
    studio_->act("pageExplain");
    QVERIFY(page().choose(QStringLiteral("map")));
    QVERIFY(studio_->settle());
    QTRY_VERIFY(map().run().side(Slot::ssa).map && map().run().side(Slot::baseline).map);
  }
  void cleanupTestCase() { studio_.reset(); }

  void bothMapsShowTheirPoints() {
    for (const Slot slot : {Slot::baseline, Slot::ssa}) {
      ScatterScene* scene = map().panel(slot).scene();
      QVERIFY(scene);
      QCOMPARE(scene->size(), map().run().side(slot).points->cells.size());
      QCOMPARE(scene->glyphs().size(), map().run().side(slot).points->prototypes.size());
      QCOMPARE(map().panel(slot).host()->lastGlError(), 0U);
    }
    QVERIFY(!map().figure().isNull());
  }

  void aLassoOnTheMapLightsThePictureAndTheOtherMap() {
    VtkHost& host = *map().panel(Slot::ssa).host();
    const int w = host.width(), h = host.height();
    lasso(host, {{2, 2}, {w - 2, 2}, {w - 2, h - 2}, {2, h - 2}, {2, 4}});
    const LinkedSelection& selection = page().explain().selection();
    QCOMPARE(selection.cells().cells.size(), map().run().side(Slot::ssa).points->cells.size());
    QCOMPARE(page().viewport().selection(), selection.cells());
    // A smaller one around the first point holds it, and the matrix follows.
    const MapPoints& points = *map().run().side(Slot::ssa).points;
    const auto& positions = map().run().side(Slot::ssa).map->positions;
    const auto at =
        map().panel(Slot::ssa).scene()->projection().at(static_cast<double>(positions[0]), static_cast<double>(positions[1]), 0);
    const QPoint centre = host.toWidget(*at).toPoint();
    lasso(host, {centre + QPoint(-8, -8), centre + QPoint(8, -8), centre + QPoint(8, 8), centre + QPoint(-8, 8),
                 centre + QPoint(-8, -6)});
    const auto& cells = selection.cells().cells;
    QVERIFY(std::find(cells.begin(), cells.end(), points.cells[0]) != cells.end());
    QVERIFY(cells.size() < points.cells.size());
    QVERIFY(page().choose(QStringLiteral("relations")));
    QVERIFY(studio_->settle());
    QTRY_VERIFY(studio_->find<RelationMatrixView>("relationMatrix")->current());
    QVERIFY(page().choose(QStringLiteral("map")));
    // And the confusion matrix of the page Evaluate rings where the chosen pixels stand.
    studio_->act("pageEvaluate");
    const ConfusionView& confusion = studio_->window().pages().evaluation().confusion();
    for (const ViewKind view : {ViewKind::baseline, ViewKind::coarse, ViewKind::refined}) {
      QVERIFY(confusion.places().contains(view));
      QVERIFY(!confusion.places().at(view).empty());
    }
    page().explain().selection().clear(this);
    QVERIFY(confusion.places().empty());
    studio_->act("pageExplain");
  }

  void aRectangleInThePictureSelectsThePointsOfTheMap() {
    ExplainViewport& viewport = page().viewport();
    const QPoint from = viewport.widgetFromPlace({0.05, 0.05}).toPoint(), to = viewport.widgetFromPlace({0.5, 0.5}).toPoint();
    const QImage before = map().panel(Slot::ssa).grab();
    page().explain().selection().clear(nullptr);
    QTest::mousePress(&viewport, Qt::LeftButton, {}, from);
    QTest::mouseMove(&viewport, to);
    QTest::mouseRelease(&viewport, Qt::LeftButton, {}, to);
    QVERIFY(!page().explain().selection().cells().empty());
    // Points outside the rectangle have faded.
    QVERIFY(map().panel(Slot::ssa).grab() != before);
    QTest::keyClick(&viewport, Qt::Key_Escape);
    QVERIFY(page().explain().selection().cells().empty());
  }

  void aRunningMapIsWatchedStoppedAndGoesOn() {
    auto* iterations = studio_->find<QSpinBox>("mapIterations");
    auto* button = studio_->find<QPushButton>("mapRun");
    iterations->setValue(20'000);
    QTest::mouseClick(button, Qt::LeftButton);
    QTRY_VERIFY(map().run().iterationsDone() >= 40);
    QCOMPARE(button->text(), QStringLiteral("Stop"));
    QTest::mouseClick(button, Qt::LeftButton);
    QTRY_COMPARE(map().run().state(), MapRun::State::paused);
    const int stopped = map().run().iterationsDone();
    QVERIFY(stopped < 20'000);
    QCOMPARE(button->text(), QStringLiteral("Resume"));
    QTest::mouseClick(button, Qt::LeftButton);
    QTRY_VERIFY(map().run().iterationsDone() > stopped);
    QTest::mouseClick(button, Qt::LeftButton);
    QTRY_COMPARE(map().run().state(), MapRun::State::paused);
  }

  void threeDimensionsTurn() {
    auto* dimensions = studio_->find<QComboBox>("mapDimensions");
    dimensions->setCurrentIndex(1);
    QVERIFY(studio_->settle());
    QTRY_VERIFY(map().run().side(Slot::ssa).map && map().run().side(Slot::ssa).map->dimensions == 3);
    QCOMPARE(map().panel(Slot::ssa).scene()->dimensions(), 3);
    dimensions->setCurrentIndex(0);
    QVERIFY(studio_->settle());
  }

  void aStarIsDraggedAndTheMaskFollowsUntilItIsUndone() {
    VtkHost& host = *map().panel(Slot::ssa).host();
    const MapRun::Side& side = map().run().side(Slot::ssa);
    const std::size_t cells = side.points->cells.size();
    // On the map of F with S nothing moves, and the tool tip says why.
    const QString fixed = map().panel(Slot::ssa).describe(host.fromWidget(onScreen(Slot::ssa, cells)));
    QVERIFY2(fixed.contains(QStringLiteral("F + P_f")), qPrintable(fixed));
    studio_->find<QComboBox>("mapSpace")->setCurrentIndex(1);
    QVERIFY(studio_->settle());
    QTRY_VERIFY(side.points && side.map && side.points->question.space == FeatureSpace::joint);
    QVERIFY(studio_->settle());
    const PatchHistory& history = page().explain().patches();
    const std::size_t stars = side.points->cells.size();
    // A star that no hexagon of the teacher lies upon; dragged to the cell farthest from it.
    std::size_t star = stars;
    for (std::size_t i = 0; i < side.points->prototypes.size(); ++i)
      if (map().drag().grabbable(host.fromWidget(onScreen(Slot::ssa, stars + i))) == static_cast<int>(i)) star = stars + i;
    const QPoint from = onScreen(Slot::ssa, star);
    std::size_t farthest = 0;
    for (std::size_t row = 0; row < stars; ++row)
      if ((onScreen(Slot::ssa, row) - from).manhattanLength() > (onScreen(Slot::ssa, farthest) - from).manhattanLength())
        farthest = row;
    const QPoint to = onScreen(Slot::ssa, farthest);
    QTest::mouseMove(&host, from);
    QTRY_COMPARE(host.cursor().shape(), Qt::OpenHandCursor);
    QTest::mousePress(&host, Qt::LeftButton, {}, from);
    for (int i = 1; i <= 5; ++i) QTest::mouseMove(&host, from + (to - from) * i / 5);
    QTest::mouseRelease(&host, Qt::LeftButton, {}, to);
    QVERIFY(!history.patch().empty());
    QTRY_VERIFY(!map().overlay().isNull());
    QVERIFY(studio_->settle());
    const QImage dragged = map().overlay();
    QCOMPARE(onScreen(Slot::ssa, star), from);  // the descent's own place stays known
    QTest::mouseClick(studio_->find<QPushButton>("mapUndo"), Qt::LeftButton);
    QVERIFY(history.patch().empty());
    QTRY_VERIFY(map().overlay().isNull());
    QTest::mouseClick(studio_->find<QPushButton>("mapRedo"), Qt::LeftButton);
    QTRY_COMPARE(map().overlay(), dragged);
    // Esc in the middle of a drag leaves everything as it was.
    QTest::mouseClick(studio_->find<QPushButton>("mapUndo"), Qt::LeftButton);
    QTest::mousePress(&host, Qt::LeftButton, {}, from);
    QTest::mouseMove(&host, (from + to) / 2);
    QVERIFY(!history.patch().empty());
    QTest::keyClick(&host, Qt::Key_Escape);
    QVERIFY(history.patch().empty());
    QTest::mouseRelease(&host, Qt::LeftButton, {}, to);
    QVERIFY(history.patch().empty());
    // A click is no drag: it selects the cells of the class.
    QTest::mouseClick(&host, Qt::LeftButton, {}, from);
    QVERIFY(history.patch().empty());
  }

  void tracingSeveralPicturesIsStoppedAndGoesOnWhereItWas() {
    studio_->find<QSpinBox>("mapIterations")->setValue(60);
    studio_->find<QComboBox>("mapScope")->setCurrentIndex(1);
    auto* button = studio_->find<QPushButton>("mapRun");
    QTest::mouseClick(button, Qt::LeftButton);
    QTRY_VERIFY(map().run().tracing().done >= 1);
    QCOMPARE(button->text(), QStringLiteral("Stop"));
    QTest::mouseClick(button, Qt::LeftButton);
    QTRY_COMPARE(map().run().state(), MapRun::State::paused);
    const std::size_t stopped = map().run().tracing().done;
    QVERIFY2(stopped < 10, "all pictures were traced before the click");
    QVERIFY(!map().run().side(Slot::ssa).points);
    QCOMPARE(button->text(), QStringLiteral("Resume"));
    QTest::mouseClick(button, Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(map().run().state(), MapRun::State::finished, 60'000);
    QCOMPARE(map().run().tracing().all, std::size_t{10});
    QCOMPARE(map().run().side(Slot::ssa).points->pictures.size(), std::size_t{10});
    QVERIFY(map().run().side(Slot::baseline).map);
  }

  void colourByPictureAndAClickOnAPointOpensItsPicture() {
    studio_->find<QComboBox>("mapColour")->setCurrentIndex(static_cast<int>(MapColour::picture));
    QVERIFY(studio_->settle());
    const auto points = map().run().side(Slot::ssa).points;
    ScatterScene* scene = map().panel(Slot::ssa).scene();
    VtkHost& host = *map().panel(Slot::ssa).host();
    // A point of another picture that nothing lies upon.
    std::size_t row = 0;
    for (std::size_t i = points->pictures[1].first; i < points->cells.size() && row == 0; ++i) {
      const ViewPoint at = host.fromWidget(onScreen(Slot::ssa, i));
      const auto hit = scene->pointAt(at);
      if (!scene->glyphAt(at) && hit && points->placeOf(static_cast<std::size_t>(*hit)).picture > 0) row = i;
    }
    QVERIFY(row > 0);
    const QPoint at = onScreen(Slot::ssa, row);
    const auto hit = static_cast<std::size_t>(*scene->pointAt(host.fromWidget(at)));
    const MapPoints::Place place = points->placeOf(hit);
    const QString path = QString::fromStdString(points->pictures[static_cast<std::size_t>(place.picture)].path);
    QVERIFY(map().panel(Slot::ssa).describe(host.fromWidget(at)).contains(QFileInfo(path).completeBaseName()));
    QTest::mouseClick(&host, Qt::LeftButton, {}, at);
    QTRY_COMPARE(page().explain().subject().path, path);
    QVERIFY(studio_->settle());
    QCOMPARE(map().run().side(Slot::ssa).points, points);
    QVERIFY(map().panel(Slot::ssa).isVisible());
    QTRY_COMPARE(page().viewport().selection().cells, (std::vector<std::int32_t>{place.cell}));
    QCOMPARE(scene->size(), points->cells.size());
    studio_->find<QComboBox>("mapColour")->setCurrentIndex(0);
    studio_->find<QComboBox>("mapScope")->setCurrentIndex(0);
    QVERIFY(studio_->settle());
    QTRY_VERIFY(map().run().side(Slot::ssa).points && !map().run().isOfMany());
  }

  void closingThePictureWhileAMapRunsEndsIt() {
    studio_->find<QSpinBox>("mapIterations")->setValue(20'000);
    map().go();
    QTRY_VERIFY(map().run().iterationsDone() >= 20);
    studio_->act("closeAll");
    QTRY_VERIFY(page().explain().subject().isEmpty());
    QTRY_VERIFY(studio_->session().jobs().idle());
    QCOMPARE(map().run().state(), MapRun::State::none);
    studio_->act("pageView");
  }
};

std::unique_ptr<QObject> makeExplainStory() { return std::make_unique<ExplainStory>(); }

#include "explain_story_test.moc"

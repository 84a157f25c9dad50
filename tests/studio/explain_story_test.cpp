// The page Explain on the screen: maps that are watched and stopped, and one selection for map, picture and matrix.
#include <QComboBox>
#include <QPushButton>
#include <QSpinBox>
#include <QTest>

#include <algorithm>

#include "app/session/jobs/job_queue.h"
#include "tests/studio/studio_fixture.h"
#include "tests/studio/tests.h"
#include "viz/scene/scatter_scene.h"
#include "widgets/explain/explain_page.h"
#include "widgets/explain/explain_viewport.h"
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
  void lasso(VtkHost& host, const QList<QPoint>& way) {
    QTest::mousePress(&host, Qt::LeftButton, {}, way.first());
    for (const QPoint& point : way) QTest::mouseMove(&host, point);
    QTest::mouseRelease(&host, Qt::LeftButton, {}, way.last());
  }

 private Q_SLOTS:
  void initTestCase() {
    const test::PictureFolder pictures = test::makePictures(2);
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

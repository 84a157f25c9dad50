// Maps of several pictures, their colours and files, and prototypes dragged over the map of one; without a screen.
#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QListView>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QStandardItemModel>
#include <QTest>

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <numeric>

#include "app/session/explain/explain_set.h"
#include "app/session/explain/map_gather.h"
#include "app/session/explain/map_pull.h"
#include "app/session/explain/patch_history.h"
#include "app/session/image_list.h"
#include "tests/support/runner.h"
#include "tests/widgets/explain_fixture.h"
#include "tests/widgets/tests.h"
#include "widgets/dialogs/file_dialogs.h"
#include "widgets/explain/map_choice.h"
#include "widgets/explain/map_drag.h"
#include "widgets/explain/map_instrument.h"
#include "widgets/explain/map_patch_row.h"
#include "widgets/explain/map_setup.h"
#include "widgets/explain/picture_chooser.h"
#include "widgets/explain/whatif_instrument.h"

using namespace ssa;
using namespace ssa::test;
namespace fs = std::filesystem;

namespace {

/// `images` and `masks` with `count` pairs; one more picture is no picture at all.
fs::path makeSet(int count, const char* name) {
  const fs::path root = tempDir() / name;
  fs::create_directories(root / "images");
  fs::create_directories(root / "masks");
  for (int i = 0; i < count; ++i) {
    QImage photo(96 + 32 * i, 96, QImage::Format_RGB888), ids(photo.size(), QImage::Format_Grayscale8);
    for (int y = 0; y < photo.height(); ++y)
      for (int x = 0; x < photo.width(); ++x) {
        photo.setPixelColor(x, y, QColor((3 * x + 40 * i) % 256, (2 * y) % 256, x < 48 ? 30 : 220));
        ids.scanLine(y)[x] = static_cast<uchar>(x < 48 ? 1 : 3);
      }
    const std::string file = "p" + std::to_string(i) + ".png";
    photo.save(fromPath(root / "images" / file));
    ids.save(fromPath(root / "masks" / file));
  }
  QFile broken(fromPath(root / "images" / "broken.png"));
  if (!broken.open(QIODevice::WriteOnly)) qFatal("cannot write");
  broken.write("no picture");
  fs::copy_file(root / "masks" / "p0.png", root / "masks" / "broken.png", fs::copy_options::overwrite_existing);
  return root;
}

struct Maps : ExplainFixture {
  Maps(bool baseline, bool ssa, bool truth = false) : ExplainFixture(baseline, ssa, truth) {}
  MapInstrument& map() { return *qobject_cast<MapInstrument*>(page.current()); }
  void scope(MapSourceBar::Scope scope) {
    widget<QComboBox>("mapScope").setCurrentIndex(static_cast<int>(scope));
    QCoreApplication::processEvents();
  }
  void press(const char* button) {
    QTest::mouseClick(&widget<QPushButton>(button), Qt::LeftButton);
    QCoreApplication::processEvents();
  }
  /// The strip with the pictures of a set; the first is open.
  fs::path openSet(int count, const char* name) {
    const fs::path root = makeSet(count, name);
    window.session->openPaths({fromPath(root / "images")});
    QCoreApplication::processEvents();
    window.session->openRow(window.session->images().rowOf(fromPath(root / "images" / "p0.png")));
    QCoreApplication::processEvents();
    return root;
  }
  bool offered(MapColour colour) {
    return qobject_cast<QStandardItemModel*>(widget<QComboBox>("mapColour").model())->item(static_cast<int>(colour))->isEnabled();
  }
  /// Positions of a joint prototype on the map.
  std::array<float, 2> placeOf(std::size_t row) {
    const auto& positions = map().run().side(Slot::ssa).map->positions;
    return {positions[2 * row], positions[2 * row + 1]};
  }
};

}  // namespace

class MapPaneTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void cellsAreDrawnClassByClass() {
    std::vector<std::uint8_t> labels(1000, 2);
    for (std::size_t i = 0; i < 6; ++i) labels[i * 100] = 7;
    std::vector<std::int32_t> all(1000);
    std::iota(all.begin(), all.end(), 0);
    const auto drawn = sampleCells(all, labels, 100, 3);
    QCOMPARE(drawn.size(), std::size_t{100});
    QVERIFY(std::is_sorted(drawn.begin(), drawn.end()));
    QCOMPARE(std::adjacent_find(drawn.begin(), drawn.end()), drawn.end());
    // A class of six cells among a thousand is whole: a quarter of the room is dealt evenly.
    QCOMPARE(
        std::count_if(drawn.begin(), drawn.end(), [&](std::int32_t cell) { return labels[static_cast<std::size_t>(cell)] == 7; }),
        6);
    QCOMPARE(sampleCells(all, labels, 100, 3), drawn);
    QVERIFY(sampleCells(all, labels, 100, 4) != drawn);
    QCOMPARE(sampleCells(all, labels, 1000, 3), all);
  }

  void aMapOfChosenPicturesHasCellsOfEachAndNamesTheOneItCannotRead() {
    Maps maps(true, true);
    const fs::path root = maps.openSet(2, "map-chosen");
    maps.choose<MapInstrument>("map");
    QVERIFY(!maps.offered(MapColour::picture));
    maps.scope(MapSourceBar::Scope::chosen);
    QCOMPARE(maps.map().run().state(), MapRun::State::none);  // tracing many pictures is asked for by hand
    QVERIFY(maps.widget<QLabel>("mapSsaFigures").text().contains(QStringLiteral("3 pictures")));
    maps.widget<QSpinBox>("mapIterations").setValue(60);
    maps.press("mapRun");
    QCOMPARE(maps.map().run().state(), MapRun::State::finished);
    QCOMPARE(maps.map().run().tracing().skipped.size(), std::size_t{1});
    QVERIFY(maps.widget<QLabel>("mapNote").text().contains(QStringLiteral("broken.png")));
    QVERIFY(maps.widget<QLabel>("mapNote").toolTip().contains(QStringLiteral("broken.png")));
    for (const Slot slot : {Slot::baseline, Slot::ssa}) {
      const MapPoints& points = *maps.map().run().side(slot).points;
      QCOMPARE(points.pictures.size(), std::size_t{2});
      QCOMPARE(points.pictures[0].count + points.pictures[1].count, points.cells.size());
      QCOMPARE(points.pictures[1].first, points.pictures[0].count);
      for (const std::size_t row : {std::size_t{0}, points.pictures[1].first, points.cells.size() - 1}) {
        const MapPoints::Place place = points.placeOf(row);
        QCOMPARE(place.picture, row < points.pictures[1].first ? 0 : 1);
        QCOMPARE(points.rowOf(place), static_cast<int>(row));
      }
      // Masks lie beside the pictures, so there is truth: classes 1 and 3.
      QCOMPARE(points.truth.size(), points.cells.size());
      QVERIFY(std::all_of(points.truth.begin(), points.truth.end(), [](std::uint8_t id) { return id == 1 || id == 3; }));
    }
    // Fixed prototypes once, adapted ones of each picture.
    const MapPoints& points = *maps.map().run().side(Slot::ssa).points;
    const auto count = [&points](PrototypeKind kind, int picture) {
      return std::count_if(points.prototypes.begin(), points.prototypes.end(),
                           [=](const auto& one) { return one.kind == kind && one.picture == picture; });
    };
    QCOMPARE(count(PrototypeKind::fixed, -1), static_cast<std::ptrdiff_t>(kExplainClasses));
    QVERIFY(count(PrototypeKind::coarseCentre, 0) > 0 && count(PrototypeKind::coarseCentre, 1) > 0);
    QVERIFY(maps.offered(MapColour::picture) && maps.offered(MapColour::truth));
    // The same cells on both maps: the grids are the same.
    QCOMPARE(maps.map().run().side(Slot::baseline).points->cells, points.cells);

    const QString csv = fromPath(tempDir() / "chosen.csv");
    maps.map().saveCoordinates(Slot::ssa, csv);
    QFile text(csv);
    QVERIFY(text.open(QIODevice::ReadOnly));
    const QByteArray all = text.readAll();
    QVERIFY(all.contains("\nkind,class,image,column,row,x,y\n"));
    QVERIFY(all.contains("p0.png,0,0,") && all.contains("p1.png,0,0,"));
    QVERIFY(all.contains("# {") && all.contains("\"source\": \"3 pictures\""));
  }

  void colourByPictureRepeatsEightColoursThatStayApart() {
    Palette palette;
    for (std::size_t i = 0; i < 8; ++i) palette.push_back(colourOfPicture(i));
    QVERIFY2(smallestDistance(palette) > 8, qPrintable(QString::number(smallestDistance(palette))));
    QCOMPARE(colourOfPicture(8), colourOfPicture(0));
  }

  void aClickOnAPointOfAnotherPictureOpensItAndKeepsTheMap() {
    Maps maps(false, true);
    const fs::path root = maps.openSet(2, "map-open");
    maps.choose<MapInstrument>("map");
    maps.scope(MapSourceBar::Scope::chosen);
    maps.map().run().start(maps.map().question(), 0);
    QCoreApplication::processEvents();
    const auto points = maps.map().run().side(Slot::ssa).points;
    QVERIFY(points);
    QCOMPARE(points->pictures.size(), std::size_t{2});
    const ExplainSession& explain = maps.page.explain();
    QCOMPARE(explain.subject().title, QStringLiteral("p0.png"));
    const int row = static_cast<int>(points->pictures[1].first) + 3;
    maps.map().openPoint(Slot::ssa, row);
    QCoreApplication::processEvents();
    QCOMPARE(explain.subject().title, QStringLiteral("p1.png"));
    QCOMPARE(maps.map().run().side(Slot::ssa).points, points);
    QCOMPARE(maps.page.explain().selection().cells().cells,
             (std::vector<std::int32_t>{points->placeOf(static_cast<std::size_t>(row)).cell}));
    // A lasso over points of both lights the open one's share; the other's is lit once that is opened.
    const auto first = static_cast<std::int32_t>(points->pictures[1].first);
    maps.map().choice().choose(Slot::ssa, {0, 1, first}, {});
    QCOMPARE(maps.page.explain().selection().cells().cells,
             (std::vector<std::int32_t>{points->cells[static_cast<std::size_t>(first)]}));
    maps.window.session->openRow(maps.window.session->images().rowOf(fromPath(root / "images" / "p0.png")));
    QCoreApplication::processEvents();
    QCOMPARE(maps.page.explain().selection().cells().cells, (std::vector<std::int32_t>{points->cells[0], points->cells[1]}));
    // Closing the picture leaves the map as it is.
    maps.window.session->closeAll();
    QCoreApplication::processEvents();
    QVERIFY(maps.page.explain().subject().isEmpty());
    QCOMPARE(maps.map().run().side(Slot::ssa).points, points);
    QVERIFY(maps.widget<QLabel>("mapNote").isVisible());
    maps.map().openPoint(Slot::ssa, 0);  // not in the strip any more: the page asks for it
    QCoreApplication::processEvents();
    // Another model ends it.
    maps.window.session->unloadModel(Slot::ssa);
    QCoreApplication::processEvents();
    QCOMPARE(maps.map().run().state(), MapRun::State::none);
  }

  void aDataSetIsMappedWithItsTruth() {
    Maps maps(true, false);  // a plain model has its map too
    const fs::path root = makeSet(3, "map-set");
    maps.choose<MapInstrument>("map");
    maps.scope(MapSourceBar::Scope::set);
    QVERIFY(!maps.widget<QPushButton>("mapRun").isEnabled());
    QVERIFY(!maps.widget<QPushButton>("mapRun").toolTip().isEmpty());
    maps.page.explain().set().setFolder(fromPath(root));
    QCoreApplication::processEvents();
    QVERIFY(maps.page.explain().set().isReady());
    QVERIFY(maps.widget<QPushButton>("mapRun").isEnabled());
    maps.widget<QSpinBox>("mapPoints").setValue(120);
    maps.map().run().start(maps.map().question(), 0);
    QCoreApplication::processEvents();
    const auto& points = maps.map().run().side(Slot::baseline).points;
    QVERIFY2(points, qPrintable(maps.widget<QLabel>("mapNote").text()));
    // 120 points leave room for two pictures of at least fifty; which two is fixed.
    QCOMPARE(maps.map().run().tracing().offered, std::size_t{4});
    QCOMPARE(maps.map().run().tracing().all, std::size_t{2});
    QVERIFY(points->cells.size() <= 120);
    QVERIFY(!points->truth.empty());
    QVERIFY(maps.widget<QLabel>("mapNote").text().contains(QStringLiteral("2 of 4 pictures")));
    // None of them is in the strip: the page is asked for the picture with its mask.
    QSignalSpy asked(&maps.map(), &Instrument::pictureRequested);
    maps.map().openPoint(Slot::baseline, 0);
    QCOMPARE(asked.size(), 1);
    QCOMPARE(asked[0][0].toString(), QString::fromStdString(points->pictures[0].path));
    QVERIFY(asked[0][1].toString().contains(QStringLiteral("masks")));
  }

  void aSetWithoutAReadablePictureSaysWhy() {
    Maps maps(false, true);
    const fs::path folder = tempDir() / "map-unreadable";
    fs::create_directories(folder);
    for (const char* name : {"a.png", "b.png"}) {
      QFile file(fromPath(folder / name));
      QVERIFY(file.open(QIODevice::WriteOnly));
      file.write("nothing");
    }
    maps.choose<MapInstrument>("map");
    maps.window.session->openPaths({fromPath(folder)});
    QCoreApplication::processEvents();
    maps.scope(MapSourceBar::Scope::chosen);
    maps.press("mapRun");
    QCOMPARE(maps.map().run().state(), MapRun::State::failed);
    QVERIFY2(maps.widget<QLabel>("mapNote").text().contains(QStringLiteral("a.png")),
             qPrintable(maps.widget<QLabel>("mapNote").text()));
    // The way back is there.
    maps.scope(MapSourceBar::Scope::picture);
    QVERIFY(maps.widget<QComboBox>("mapScope").isVisible() || !maps.page.explain().trace(Slot::ssa));
  }

  void someOfTheOpenedPicturesAreChosenInABubble() {
    Maps maps(false, true);
    maps.openSet(3, "map-choice");
    maps.choose<MapInstrument>("map");
    maps.scope(MapSourceBar::Scope::chosen);
    QCOMPARE(maps.map().question().source->pictures.size(), std::size_t{4});
    QTest::mouseClick(&maps.widget<QPushButton>("mapPictures"), Qt::LeftButton);
    auto* list = maps.page.findChild<QListView*>(QStringLiteral("pictureChoice"));
    QVERIFY(list);
    QCOMPARE(list->selectionModel()->selectedRows().size(), 4);
    list->selectionModel()->select(list->model()->index(1, 0), QItemSelectionModel::ClearAndSelect);
    QCOMPARE(maps.map().question().source->pictures.size(), std::size_t{1});
    QVERIFY(maps.widget<QPushButton>("mapPictures").text().contains(QStringLiteral("1 of 4")));
    list->window()->close();
  }

  void threeDimensionsTakeABoundedNumberOfPoints() {
    Maps maps(false, true);
    maps.choose<MapInstrument>("map");
    maps.widget<QSpinBox>("mapPoints").setValue(60'000);
    QCOMPARE(maps.map().question().mostCells, 60'000);
    maps.widget<QComboBox>("mapDimensions").setCurrentIndex(1);
    QCoreApplication::processEvents();
    QCOMPARE(maps.map().question().mostCells, kMostCellsInSpace);
    QVERIFY(maps.widget<QLabel>("mapNote").text().contains(QStringLiteral("every pair")));
  }

  void aPullIsTheOneByHand() {
    // Three cells and a prototype in a square of side 10: home within 0.1; 0.5 moved, 9.5 to the nearest cell.
    MapPoints points;
    points.cells = {4, 7, 9};
    points.prototypes.push_back({PrototypeKind::joint, 2, 0});
    const EmbeddingMap map{2, {0, 0, 10, 0, 10, 10, 0, 10}, 0, {}};
    MapPull pull = pullTo(points, map, 0, {0.0F, 9.5F});
    QVERIFY(std::abs(pull.amount - 0.05) < 1e-12);
    QCOMPARE(pull.cells, (std::vector<int>{4, 9, 7}));  // 9.5, 10.01 and 13.8 away
    const double far = 90.25 + 100;                     // squared, of the farthest: h²
    QVERIFY(std::abs(pull.weights[0] - std::exp(-90.25 / (2 * far))) < 1e-6);
    QVERIFY(std::abs(pull.weights[2] - std::exp(-0.5)) < 1e-6);
    QCOMPARE(pullTo(points, map, 0, {0.05F, 10.0F}).amount, 0.0);
    QCOMPARE(pullTo(points, map, 0, {10.0F, 10.0F}).amount, 1.0);
    QCOMPARE(pullTo(points, map, 0, {10.0F, 10.0F}).cells[0], 9);
  }

  void aDraggedPrototypeMovesTheMaskAndUndoBringsItBackBitForBit() {
    Maps maps(false, true, true);
    maps.choose<MapInstrument>("map");
    QVERIFY(!maps.map().drag().whyNot().isEmpty());  // F with S: no prototype there decides
    maps.widget<QComboBox>("mapSpace").setCurrentIndex(1);
    QCoreApplication::processEvents();
    MapDrag& drag = maps.map().drag();
    QVERIFY2(drag.whyNot().isEmpty(), qPrintable(drag.whyNot()));
    const MapPoints& points = *maps.map().run().side(Slot::ssa).points;
    int held = -1;
    for (std::size_t i = 0; i < points.prototypes.size(); ++i) {
      const bool joint = points.prototypes[i].kind == PrototypeKind::joint;
      QCOMPARE(drag.whyNot(points.prototypes[i]).isEmpty(), joint);
      // One that is not the class of everything.
      if (joint && points.prototypes[i].classId != points.predicted[0] && held < 0) held = static_cast<int>(i);
    }
    const int id = points.prototypes[static_cast<std::size_t>(held)].classId;
    const PatchHistory& history = maps.page.explain().patches();
    QVERIFY(maps.map().overlay().isNull());
    const auto way = [&](std::array<float, 2> to) {
      drag.begin(held);
      const auto from = maps.placeOf(points.cells.size() + static_cast<std::size_t>(held));
      for (const float share : {0.3F, 0.7F})
        drag.moveTo({from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])});
      drag.moveTo(to);
      drag.drop();
    };
    way(maps.placeOf(0));
    const Patch once = history.patch();
    QCOMPARE(once.classes.size(), std::size_t{1});
    QCOMPARE(once.classes[0].id, id);
    const QImage first = maps.map().overlay();
    QVERIFY(!first.isNull());
    // What lies there is the class' now: at a = 1 its prototype has the direction of those cells.
    const auto trace = maps.page.explain().trace(Slot::ssa);
    const MapPull pull = pullTo(points, *maps.map().run().side(Slot::ssa).map, held, maps.placeOf(0));
    QCOMPARE(pull.cells.size(), std::size_t{15});
    QCOMPARE(pull.cells[0], static_cast<int>(points.cells[0]));
    QCOMPARE(*prototypeTowards(*trace, id, pull.cells, pull.weights, pull.amount), once.classes[0].prototype);
    LiveWhatIf live(trace);
    const auto expected = live.apply(once, {});
    QVERIFY(expected && expected->changed_px > 0);
    // A second drag is a step of its own.
    way(maps.placeOf(points.cells.size() / 2));
    QVERIFY(!(history.patch() == once));
    maps.press("mapUndo");
    QCOMPARE(history.patch(), once);
    QCOMPARE(maps.map().overlay(), first);
    maps.press("mapUndo");
    QVERIFY(history.patch().empty());
    QVERIFY(maps.map().overlay().isNull());
    maps.press("mapRedo");
    QCOMPARE(maps.map().overlay(), first);
    // The same patch, with the same steps, is that of What if, and so is its file.
    const QString file = fromPath(tempDir() / "dragged.json");
    file_dialogs::setAnswerer([&file](FileQuestion, const QString&) { return QStringList{file}; });
    maps.press("mapSavePatch");
    file_dialogs::setAnswerer(nullptr);
    const auto saved = loadPatch(toPath(file));
    SSA_VERIFY_OK(saved);
    QCOMPARE(saved->classes, once.classes);
    QCOMPARE(saved->name, std::string("dragged"));
    auto* whatIf = maps.choose<WhatIfInstrument>("whatif");
    QCOMPARE(whatIf->patch(), once);
    QCOMPARE(whatIf->overlay(), first);
    whatIf->undo();
    QVERIFY(history.patch().empty());
    auto* map = maps.choose<MapInstrument>("map");
    QVERIFY(map->overlay().isNull());
  }

  void aPrototypeLaidBackHomeIsItsOwnAgain() {
    Maps maps(false, true);
    maps.choose<MapInstrument>("map");
    maps.widget<QComboBox>("mapSpace").setCurrentIndex(1);
    QCoreApplication::processEvents();
    const MapPoints& points = *maps.map().run().side(Slot::ssa).points;
    MapDrag& drag = maps.map().drag();
    drag.begin(0);
    drag.moveTo(maps.placeOf(5));
    QVERIFY(!maps.page.explain().patches().patch().empty());
    drag.moveTo(maps.placeOf(points.cells.size()));
    QVERIFY(maps.page.explain().patches().patch().empty());
    drag.moveTo(maps.placeOf(5));
    drag.letGo();
    QVERIFY(maps.page.explain().patches().patch().empty());
  }

  void nothingIsDraggedWithoutAnAdaptedPrototype() {
    Maps maps(true, false);
    maps.choose<MapInstrument>("map");
    maps.widget<QComboBox>("mapSpace").setCurrentIndex(1);
    QCoreApplication::processEvents();
    QVERIFY(!maps.map().drag().whyNot().isEmpty());
    QVERIFY(!maps.map().drag().grabbable({10, 10}));
    maps.map().drag().begin(0);
    maps.map().drag().moveTo({0, 0});
    QVERIFY(maps.page.explain().patches().patch().empty());
  }
};

std::unique_ptr<QObject> makeMapPaneTest() { return std::make_unique<MapPaneTest>(); }

#include "map_pane_test.moc"

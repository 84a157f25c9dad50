// The page Explain without a screen: what is missing, one selection for all, relations, maps and their files.
#include "widgets/explain/explain_page.h"

#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QSpinBox>
#include <QTableWidget>
#include <QTest>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <thread>

#include "app/session/explain/map_points.h"
#include "app/session/qt_convert.h"
#include "tests/support/runner.h"
#include "tests/widgets/explain_fixture.h"
#include "tests/widgets/tests.h"
#include "widgets/charts/line_chart.h"
#include "widgets/explain/explain_viewport.h"
#include "widgets/explain/instruments.h"
#include "widgets/explain/map_instrument.h"
#include "widgets/explain/relation_matrix_view.h"
#include "widgets/explain/relations_instrument.h"

using namespace ssa;
using namespace ssa::test;
namespace fs = std::filesystem;

namespace {

struct Page : test::ExplainFixture {
  Session& session = *window.session;

  void open(bool baseline, bool ssa, bool truth) {
    load(baseline, ssa, truth);
    page.resize(1200, 700);
    page.show();
    QCoreApplication::processEvents();
  }
  template <class I>
  I* choose(const char* name) {
    page.choose(QLatin1String(name));
    QCoreApplication::processEvents();
    return qobject_cast<I*>(page.current());
  }
  QString said(const char* name) {
    QStringList words;
    for (QLabel* label : page.findChild<QWidget*>(QLatin1String(name))->findChildren<QLabel*>()) words += label->text();
    return words.join(QLatin1Char(' '));
  }
};

}  // namespace

class ExplainPageTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void cellsOnAnotherGridAreTheSamePlaces() {
    const CellSet fine = CellSet::inside({8, 4}, QRectF(0, 0, 0.5, 0.5));
    QCOMPARE(fine.cells, (std::vector<std::int32_t>{0, 1, 2, 3, 8, 9, 10, 11}));
    QCOMPARE(fine.on({4, 2}).cells, (std::vector<std::int32_t>{0, 1}));
    QCOMPARE(fine.on({4, 2}).on({8, 4}), fine);
    QCOMPARE(CellSet::inside({8, 4}, QRectF(0.51, 0.51, 0.01, 0.01)).cells.size(), std::size_t{1});
    QVERIFY(CellSet({8, 4}, {}).on({3, 3}).empty());
    QCOMPARE(CellSet::of({2, 2}, {3, 1, 1, 9, -1}).cells, (std::vector<std::int32_t>{1, 3}));
    QCOMPARE(fine.bounds(), QRectF(0, 0, 0.5, 0.5));
  }

  void anEmptyPageSaysWhatToDo() {
    Page page;
    page.page.show();
    QVERIFY(page.page.current());
    QVERIFY2(page.said("mapEmpty").contains(QStringLiteral("Open a picture")), qPrintable(page.said("mapEmpty")));
    page.open(false, false, false);
    QVERIFY2(page.said("mapEmpty").contains(QStringLiteral("Load a model")), qPrintable(page.said("mapEmpty")));
  }

  void everyInstrumentIsListedOnceAndExplainsItself() {
    Page page;
    page.page.show();
    QStringList names;
    for (const InstrumentEntry& entry : instrumentList()) {
      auto* instrument = page.choose<Instrument>(entry.name);
      QVERIFY2(instrument, entry.name);
      QCOMPARE(instrument->objectName(), QLatin1String(entry.name));
      QVERIFY(!instrument->about().title.isEmpty() && !instrument->about().help.isEmpty());
      QVERIFY2(instrument->about().purpose.count(QLatin1Char('.')) >= 2, entry.name);
      QVERIFY(!names.contains(instrument->objectName()));
      names += instrument->objectName();
    }
    QVERIFY(!page.page.choose(QStringLiteral("nothing")));
  }

  void relationsOfAPlainAndAnAdaptiveModelAreShown() {
    Page page;
    page.open(true, true, true);
    auto* relations = page.choose<RelationsInstrument>("relations");
    QVERIFY(relations && relations->answer());
    QCOMPARE(relations->answer()->matrix.classes, kExplainClasses);
    for (int row = 0; row < kExplainClasses; ++row) {
      double sum = 0;
      for (int column = 0; column < kExplainClasses; ++column) sum += relations->answer()->matrix.at(row, column);
      QVERIFY(std::abs(sum - 1) < 1e-9);
    }
    // The teacher's are there, because there is truth.
    auto* shown = page.page.findChild<QComboBox*>(QStringLiteral("relationShown"));
    QVERIFY(shown->findText(QStringLiteral("SSA · Teacher's Q")) >= 0);
    QVERIFY(shown->findText(QStringLiteral("Baseline · Fixed S")) >= 0);
    auto* minus = page.page.findChild<QComboBox*>(QStringLiteral("relationMinus"));
    minus->setCurrentIndex(minus->findText(QStringLiteral("SSA · Fixed S")));
    double sum = 0;
    for (int column = 0; column < kExplainClasses; ++column) sum += relations->answer()->matrix.at(1, column);
    QVERIFY(std::abs(sum) < 1e-9);
    for (const int order : {1, 2}) {
      page.page.findChild<QComboBox*>(QStringLiteral("relationOrder"))->setCurrentIndex(order);
      std::vector<int> ids = relations->answer()->order;
      std::sort(ids.begin(), ids.end());
      QCOMPARE(ids, (std::vector<int>{0, 1, 2, 3}));
    }
  }

  void aCellOpensThePixelsWhereItsClassesCompete() {
    Page page;
    page.open(false, true, true);
    auto* relations = page.choose<RelationsInstrument>("relations");
    auto* matrix = page.page.findChild<RelationMatrixView*>(QStringLiteral("relationMatrix"));
    // The two classes that are best somewhere.
    const auto trace = page.page.explain().trace(Slot::ssa);
    const FeatureRows logits = trace->logits(MaskKind::refined);
    int first = 0, second = 1;
    std::vector<std::pair<float, int>> scores;
    for (int id = 0; id < logits.rows; ++id) scores.emplace_back(-logits.row(id)[0], id);
    std::sort(scores.begin(), scores.end());
    first = scores[0].second, second = scores[1].second;
    QTest::mouseClick(matrix, Qt::LeftButton, {}, matrix->cellRect(first, second).center().toPoint());
    QVERIFY(relations->competitionShown());
    QVERIFY(relations->competitionShown()->competing > 0);
    const LinkedSelection& selection = page.page.explain().selection();
    QCOMPARE(selection.pair(), (ClassPair{first, second}));
    QVERIFY(std::binary_search(selection.cells().cells.begin(), selection.cells().cells.end(), 0));
    QCOMPARE(page.page.viewport().selection(), selection.cells());
    QCOMPARE(static_cast<std::int64_t>(selection.cells().cells.size()), relations->competitionShown()->competing);
    QVERIFY(!page.page.findChild<LineChart*>(QStringLiteral("relationHistogram"))->series().empty());
  }

  void aRectangleInThePictureSelectsForEveryone() {
    Page page;
    page.open(false, true, false);
    page.choose<RelationsInstrument>("relations");
    ExplainViewport& viewport = page.page.viewport();
    viewport.fit();
    const QPoint from = viewport.widgetFromPlace({0.1, 0.1}).toPoint(), to = viewport.widgetFromPlace({0.6, 0.6}).toPoint();
    QTest::mousePress(&viewport, Qt::LeftButton, {}, from);
    QTest::mouseMove(&viewport, (from + to) / 2);
    QTest::mouseMove(&viewport, to);
    QTest::mouseRelease(&viewport, Qt::LeftButton, {}, to);
    const CellSet chosen = page.page.explain().selection().cells();
    QVERIFY(!chosen.empty());
    QCOMPARE(chosen.grid, page.page.explain().trace(Slot::ssa)->info().cells);
    // The relation matrix points at the two best classes there.
    QVERIFY(page.page.findChild<RelationMatrixView*>(QStringLiteral("relationMatrix"))->current());
    QTest::keyClick(&viewport, Qt::Key_Escape);
    QVERIFY(page.page.explain().selection().cells().empty());
    QVERIFY(viewport.selection().empty());
  }

  void aMapHasAFirstPictureThenRunsToItsEnd() {
    Page page;
    page.open(true, true, true);
    auto* map = page.choose<MapInstrument>("map");
    QVERIFY(map);
    QCoreApplication::processEvents();
    QCOMPARE(map->run().state(), MapRun::State::paused);
    for (const Slot slot : {Slot::baseline, Slot::ssa}) {
      const MapRun::Side& side = map->run().side(slot);
      QVERIFY(side.points && side.map && side.clusters);
      QCOMPARE(side.map->iteration, 0);
      QCOMPARE(side.map->positions.size(), 2 * side.points->count());
    }
    // S, S_c, S_p and the teacher's centre of every class; the plain model has S alone.
    QCOMPARE(map->run().side(Slot::baseline).points->prototypes.size(), std::size_t{kExplainClasses});
    QCOMPARE(map->run().side(Slot::ssa).points->prototypes.size(), std::size_t{4 * kExplainClasses});
    page.page.findChild<QSpinBox*>(QStringLiteral("mapIterations"))->setValue(60);
    QTest::mouseClick(page.page.findChild<QPushButton*>(QStringLiteral("mapRun")), Qt::LeftButton);
    QCoreApplication::processEvents();
    QCOMPARE(map->run().iterationsDone(), 60);
    QVERIFY(map->run().embedding(Slot::ssa));
    auto* table = page.page.findChild<QTableWidget*>(QStringLiteral("mapQuality"));
    QVERIFY(!table->item(1, 1)->text().isEmpty());

    const fs::path csv = test::tempDir() / "map.csv", npy = test::tempDir() / "map.npy";
    map->saveCoordinates(Slot::ssa, fromPath(csv));
    map->saveCoordinates(Slot::ssa, fromPath(npy));
    QFile text(fromPath(csv)), numbers(fromPath(npy));
    QVERIFY(text.open(QIODevice::ReadOnly) && numbers.open(QIODevice::ReadOnly));
    const QList<QByteArray> lines = text.readAll().trimmed().split('\n');
    const auto rows = std::count_if(lines.begin(), lines.end(), [](const QByteArray& line) { return !line.startsWith('#'); });
    const MapPoints& points = *map->run().side(Slot::ssa).points;
    QCOMPARE(static_cast<std::size_t>(rows), points.count() + 1);
    QVERIFY(lines.first().startsWith("# {"));
    const QByteArray bytes = numbers.readAll();
    QVERIFY(bytes.startsWith("\x93NUMPY"));
    QVERIFY(bytes.contains("'<f4'"));
    const auto header = 10 + static_cast<unsigned char>(bytes[8]) + 256 * static_cast<unsigned char>(bytes[9]);
    QCOMPARE(header % 64, 0);
    QCOMPARE(static_cast<std::size_t>(bytes.size() - header), points.count() * 2 * sizeof(float));
    float first = 0;
    std::memcpy(&first, bytes.constData() + header, sizeof first);
    QCOMPARE(first, map->run().side(Slot::ssa).map->positions.front());
    QVERIFY(fs::exists(fs::path(npy).replace_extension(".json")));
  }

  void theSpaceDecidesWhichPrototypesStandOnTheMap() {
    Page page;
    page.open(false, true, false);
    auto* map = page.choose<MapInstrument>("map");
    page.page.findChild<QComboBox*>(QStringLiteral("mapSpace"))->setCurrentIndex(1);
    QCoreApplication::processEvents();
    const auto& points = map->run().side(Slot::ssa).points;
    QVERIFY(points);
    QCOMPARE(points->question.space, FeatureSpace::joint);
    QCOMPARE(points->prototypes.size(), std::size_t{kExplainClasses});
    QCOMPARE(points->prototypes.front().kind, PrototypeKind::joint);
    QVERIFY(page.page.findChild<QLabel*>(QStringLiteral("mapNote"))->text().contains(QStringLiteral("cosine")));
  }

  void anotherPictureDropsWhatBelongedToTheFirst() {
    Page page;
    page.open(false, true, true);
    auto* map = page.choose<MapInstrument>("map");
    QVERIFY(map->run().side(Slot::ssa).points);
    page.page.explain().selection().setCells({{4, 4}, {1}}, nullptr);
    const quint64 before = page.page.explain().subject().number;
    page.session.closeAll();
    QCoreApplication::processEvents();
    QVERIFY(page.page.explain().subject().number > before);
    QVERIFY(page.page.explain().subject().isEmpty());
    QVERIFY(page.page.explain().selection().cells().empty());
    QVERIFY(!map->run().side(Slot::ssa).points);
    QVERIFY(!page.page.explain().trace(Slot::ssa));
  }

  void aResultOfAnOlderSubjectNeverArrives() {
    JobQueue* jobs = nullptr;
    Session session({.settingsFile = test::settingsFile(), .modelsFolder = fromPath(test::tempDir())});
    jobs = &session.jobs();
    ExplainSession explain(session);
    explain.setActive(true);
    session.openPicture(test::smallPicture());
    QTRY_VERIFY(!explain.subject().isEmpty());
    int arrived = 0;
    std::atomic<bool> begun = false;
    explain.run<int>(
        QStringLiteral("test"), QStringLiteral("test"), Lane::io,
        [&begun](StopToken stop, ProgressSink&) -> Result<int> {
          begun = true;
          while (!stop.stop_requested()) std::this_thread::yield();
          return 1;
        },
        &explain, [&arrived](Result<int>) { ++arrived; });
    QTRY_VERIFY(begun.load());
    session.closeAll();
    QTRY_VERIFY(jobs->idle());
    QCoreApplication::processEvents();
    QCOMPARE(arrived, 0);
  }

  void twoClassesAndMoreClassesThanCellsAreShown_data() {
    QTest::addColumn<int>("classes");
    QTest::newRow("two") << 2;
    QTest::newRow("171") << 171;
  }
  void twoClassesAndMoreClassesThanCellsAreShown() {
    QFETCH(int, classes);
    Page page;
    page.session.loadModel(Slot::ssa, explainModel(ClassifierKind::ssa, classes));
    page.session.openPicture(test::smallPicture());  // 6 × 4 cells: fewer than the neighbours a perplexity of 30 takes
    page.page.resize(1200, 700);
    page.page.show();
    auto* map = page.choose<MapInstrument>("map");
    QCoreApplication::processEvents();
    QCOMPARE(map->run().state(), MapRun::State::paused);
    const MapRun::Side& side = map->run().side(Slot::ssa);
    QVERIFY(side.points && side.facts);
    QCOMPARE(side.points->prototypes.size(), static_cast<std::size_t>(3 * classes));
    auto* relations = page.choose<RelationsInstrument>("relations");
    QVERIFY(relations->answer());
    QCOMPARE(relations->answer()->matrix.classes, classes);
    relations->open({0, 1});
    QVERIFY(relations->competitionShown());
    relations->open({1, 1});
    QVERIFY(!relations->competitionShown());
  }

  void aPlainModelStillHasItsMapAndRelations() {
    Page page;
    page.open(true, false, false);
    auto* map = page.choose<MapInstrument>("map");
    QCoreApplication::processEvents();
    QVERIFY(map->run().side(Slot::baseline).points);
    auto* relations = page.choose<RelationsInstrument>("relations");
    QVERIFY(relations->answer());
    QCOMPARE(relations->answer()->question.shown.kind, PrototypeKind::fixed);
  }
};

std::unique_ptr<QObject> makeExplainPageTest() { return std::make_unique<ExplainPageTest>(); }

#include "explain_page_test.moc"

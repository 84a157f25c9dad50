// What the instruments say of a whole data set: borders and objects with intervals, relations with mean and spread, the
// pictures where two classes fight hardest.
#include <QComboBox>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableWidget>
#include <QTest>

#include <filesystem>

#include "app/session/explain/explain_set.h"
#include "app/session/qt_convert.h"
#include "tests/support/runner.h"
#include "tests/widgets/explain_fixture.h"
#include "tests/widgets/tests.h"
#include "widgets/charts/line_chart.h"
#include "widgets/dialogs/file_dialogs.h"
#include "widgets/explain/drift_instrument.h"
#include "widgets/explain/error_study_view.h"
#include "widgets/explain/errors_instrument.h"
#include "widgets/explain/relation_matrix_view.h"
#include "widgets/explain/relations_instrument.h"

using namespace ssa;
namespace fs = std::filesystem;

namespace {

/// `images/…/p0.png` with masks of the same name, in two splits: two pictures to train on and three to validate on.
QString smallSet() {
  const fs::path root = test::tempDir() / "small-set";
  const auto picture = fs::path(test::explainPicture().toStdString());
  int count = 0;
  for (const char* split : {"train", "train", "val", "val", "val"}) {
    for (const char* kind : {"images", "masks"}) {
      fs::create_directories(root / kind / split);
      const fs::path from = std::string(kind) == "images" ? picture : picture.parent_path() / "mask.png";
      fs::copy_file(from, root / kind / split / ("p" + std::to_string(count) + ".png"), fs::copy_options::overwrite_existing);
    }
    ++count;
  }
  return fromPath(root);
}

}  // namespace

class SetPanesTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void cleanup() { file_dialogs::setAnswerer(nullptr); }

  void aSetIsStudiedWithIntervalsAndOpensItsPictures() {
    test::ExplainFixture page(true, true, false);  // the picture itself needs no truth
    auto* pane = page.choose<ErrorsInstrument>("errors");
    QVERIFY(pane);
    QVERIFY(page.widget<QWidget>("errorsEmpty").isVisible());
    page.widget<QComboBox>("errorsScope").setCurrentIndex(1);
    QVERIFY(!page.widget<QWidget>("errorsEmpty").isVisible());
    auto& start = page.widget<QPushButton>("errorsStart");
    QVERIFY(!start.isEnabled());
    QVERIFY(page.widget<QWidget>("errorStudyEmpty").isVisible());
    file_dialogs::setAnswerer([](FileQuestion, const QString&) { return QStringList(smallSet()); });
    page.widget<QPushButton>("errorsFolder").click();
    QCOMPARE(page.widget<QComboBox>("errorsSplit").count(), 2);
    QCOMPARE(page.page.explain().set().place().choice.split, std::string("val"));
    QVERIFY(start.isEnabled());
    start.click();
    QVERIFY(pane->study().study());
    const ErrorStudy& study = *pane->study().study();
    QCOMPARE(study.images, std::int64_t{3});
    QCOMPARE(study.sides.size(), std::size_t{2});
    auto& borders = page.widget<QTableWidget>("studyBorders");
    QCOMPARE(borders.rowCount(), 7);
    QCOMPARE(borders.columnCount(), 4);
    for (int row = 0; row < 7; ++row)
      for (const int column : {1, 2, 3}) {
        const QString text = borders.item(row, column)->text();
        QVERIFY2(text == QStringLiteral("–") || text.contains(QLatin1Char('[')), qPrintable(text));
      }
    auto& bands = page.widget<LineChart>("studyBands");
    QCOMPARE(bands.series().size(), std::size_t{2});
    QCOMPARE(bands.series()[0].low.size(), bands.series()[0].y.size());
    for (std::size_t i = 0; i < bands.series()[0].y.size(); ++i)
      QVERIFY(bands.series()[0].low[i] <= bands.series()[0].y[i] && bands.series()[0].y[i] <= bands.series()[0].high[i]);
    QCOMPARE(page.widget<LineChart>("studyDistances").series()[1].y.size(), study.distances.size());
    auto& pictures = page.widget<QTableWidget>("studyPictures");
    QCOMPARE(pictures.rowCount(), 3);
    QSignalSpy opened(pane, &Instrument::pictureRequested);
    QTest::keyClick(&pictures, Qt::Key_Home);
    pictures.setCurrentCell(0, 0);
    QTest::keyClick(&pictures, Qt::Key_Return);
    QCOMPARE(opened.size(), 1);
    QVERIFY(opened[0][0].toString().endsWith(QStringLiteral("images/val/p2.png")));
    QVERIFY(opened[0][1].toString().endsWith(QStringLiteral("masks/val/p2.png")));
    // Another picture leaves the study as it is; other models do not.
    page.window.session->openPicture(test::smallPicture());
    QCoreApplication::processEvents();
    QVERIFY(pane->study().study());
    page.window.session->unloadModel(Slot::baseline);
    QCoreApplication::processEvents();
    QVERIFY(!pane->study().study());
    QCOMPARE(page.widget<QComboBox>("errorsPair").count(), 1);  // coarse against SSA
  }

  void onePlainModelIsStudiedAlone() {
    test::ExplainFixture page(true, false, false);
    auto* pane = page.choose<ErrorsInstrument>("errors");
    pane->setScope(ErrorsInstrument::Scope::set);
    page.page.explain().set().setFolder(smallSet());
    pane->study().start();
    QVERIFY(pane->study().study());
    QCOMPARE(page.widget<QTableWidget>("studyBorders").columnCount(), 2);
    QVERIFY(page.widget<QTableWidget>("studyObjects").rowCount() > 0);
  }

  void driftIsMeasuredOverTheSharedSet() {
    test::ExplainFixture page(false, true, false);
    page.page.explain().set().setFolder(smallSet());
    auto* pane = page.choose<DriftInstrument>("drift");
    pane->setOfSet(true);
    page.widget<QPushButton>("driftStart").click();
    QVERIFY(pane->atlas());
    QCOMPARE(static_cast<int>(pane->atlas()->rows.size()), page.page.explain().set().place().pairs);
    QCOMPARE(page.widget<QListWidget>("driftPictures").count(), static_cast<int>(pane->atlas()->rows.size()));
  }

  void aFolderWithoutPairsAndAnEmptyPageSayWhatIsMissing() {
    test::ExplainFixture page(false, false, false);
    auto* pane = page.choose<ErrorsInstrument>("errors");
    pane->setScope(ErrorsInstrument::Scope::set);
    QVERIFY(page.widget<QWidget>("errorStudyEmpty").isVisible());
    const fs::path bare = test::tempDir() / "bare";
    fs::create_directories(bare);
    QSignalSpy failed(&page.page, &ExplainPage::failed);
    page.page.explain().set().setFolder(fromPath(bare));
    QCOMPARE(failed.size(), 1);
    QVERIFY(!page.page.explain().set().isReady());
    pane->study().start();
    QVERIFY(!pane->study().study());
  }

  void aBrokenSetIsSaidAndTheOldStudyStays() {
    test::ExplainFixture page(true, true, false);
    auto* pane = page.choose<ErrorsInstrument>("errors");
    pane->setScope(ErrorsInstrument::Scope::set);
    const QString folder = smallSet();
    page.page.explain().set().setFolder(folder);
    pane->study().start();
    const auto before = pane->study().study();
    QVERIFY(before);
    for (const char* name : {"p2.png", "p3.png", "p4.png"}) fs::remove(fs::path(folder.toStdString()) / "masks/val" / name);
    pane->study().start();
    QCOMPARE(pane->study().study(), before);
    QVERIFY(!page.widget<QLabel>("errorsSetWords").text().isEmpty());
  }

  void aStudyIsStoppedAndTheModelsMayGo() {
    Session session({.settingsFile = test::settingsFile(), .modelsFolder = fromPath(test::tempDir())});
    ExplainPage page(session, nullptr);
    session.loadModel(Slot::ssa, test::explainModel(ClassifierKind::ssa));
    QTRY_VERIFY(session.loadedModel(Slot::ssa));
    page.choose(QStringLiteral("errors"));
    page.resize(1200, 800);
    page.show();
    auto* pane = qobject_cast<ErrorsInstrument*>(page.current());
    pane->setScope(ErrorsInstrument::Scope::set);
    page.explain().set().setFolder(smallSet());
    QTRY_VERIFY(page.explain().set().isReady());
    auto* start = page.findChild<QPushButton*>(QStringLiteral("errorsStart"));
    auto* stop = page.findChild<QPushButton*>(QStringLiteral("errorsStop"));
    start->click();
    QVERIFY(stop->isVisible() && !start->isVisible());
    stop->click();
    QVERIFY(start->isVisible() && !stop->isVisible());
    QCOMPARE(page.findChild<QLabel*>(QStringLiteral("errorsSetWords"))->text(), QStringLiteral("Stopped."));
    QTRY_VERIFY(session.jobs().idle());
    QVERIFY(!pane->study().study());
    // Without its model the study is of nothing; it is not gone on with.
    start->click();
    session.unloadModel(Slot::ssa);
    QVERIFY(!stop->isVisible());
    QTRY_VERIFY(session.jobs().idle());
    QCoreApplication::processEvents();
    QVERIFY(!pane->study().study());
    // Opening another picture does not end it.
    session.loadModel(Slot::ssa, test::explainModel(ClassifierKind::ssa));
    QTRY_VERIFY(start->isEnabled());
    start->click();
    session.openPicture(test::smallPicture());
    QTRY_VERIFY(pane->study().study());
  }

  void meanAndSpreadOverASetAndAcrossModels() {
    test::ExplainFixture page(true, true, false);
    auto* pane = page.choose<RelationsInstrument>("relations");
    QVERIFY(pane);
    pane->setFolder(smallSet());
    QVERIFY(pane->sets()[static_cast<std::size_t>(Slot::ssa)]);
    QVERIFY(!pane->sets()[static_cast<std::size_t>(Slot::baseline)]);
    QCOMPARE(pane->sets()[static_cast<std::size_t>(Slot::ssa)]->images, std::int64_t{3});
    double sum = 0;
    for (int column = 0; column < test::kExplainClasses; ++column) sum += pane->answer()->matrix.at(2, column);
    QVERIFY(std::abs(sum - 1) < 1e-9);
    // The other model joins when its matrix is subtracted.
    auto& minus = page.widget<QComboBox>("relationMinus");
    minus.setCurrentIndex(minus.findText(QStringLiteral("Baseline · Fixed S")));
    QVERIFY(pane->sets()[static_cast<std::size_t>(Slot::baseline)]);
    QVERIFY(pane->answer()->question.minus.has_value());
    sum = 0;
    for (int column = 0; column < test::kExplainClasses; ++column) sum += pane->answer()->matrix.at(2, column);
    QVERIFY(std::abs(sum) < 1e-9);
    // Equal pictures have no spread, and a spread has nothing to subtract.
    page.widget<QComboBox>("relationScope").setCurrentIndex(2);
    QVERIFY(!minus.isEnabled());
    for (const double value : pane->answer()->matrix.values) QVERIFY(std::abs(value) < 1e-6);
    page.widget<QComboBox>("relationOrder").setCurrentIndex(2);
    QCOMPARE(pane->answer()->order.size(), std::size_t{test::kExplainClasses});
    QVERIFY(page.widget<QLabel>("relationCell").text().contains(QStringLiteral("3 pictures")));
  }

  void theSetIsSearchedForThePair() {
    test::ExplainFixture page(false, true, true);
    auto* pane = page.choose<RelationsInstrument>("relations");
    auto& start = page.widget<QPushButton>("relationWorstStart");
    QVERIFY(!start.isEnabled());
    page.page.explain().set().setFolder(smallSet());
    const FeatureRows logits = page.page.explain().trace(Slot::ssa)->logits(MaskKind::refined);
    std::vector<std::pair<float, int>> scores;
    for (int id = 0; id < logits.rows; ++id) scores.emplace_back(-logits.row(id)[0], id);
    std::sort(scores.begin(), scores.end());
    pane->open({scores[0].second, scores[1].second});
    QVERIFY(start.isEnabled());
    start.click();
    auto& worst = page.widget<QListWidget>("relationWorst");
    QCOMPARE(worst.count(), 3);
    QSignalSpy opened(pane, &Instrument::pictureRequested);
    Q_EMIT worst.itemActivated(worst.item(0));
    QCOMPARE(opened.size(), 1);
  }

  void theWheelComesNearerUntilValuesAreRead() {
    RelationMatrixView view(nullptr);
    view.resize(420, 440);
    QStringList names;
    std::vector<double> values;
    for (int i = 0; i < 60; ++i) names += QStringLiteral("class %1").arg(i);
    for (int i = 0; i < 3600; ++i) values.push_back(i / 3600.0);
    view.setMatrix(names, values, false);
    QVERIFY(!view.isNumbered());
    const QPointF pos = view.cellRect(40, 20).center();
    QCOMPARE(view.cellAt(pos), (std::pair(40, 20)));
    for (int i = 0; i < 12; ++i) {
      QWheelEvent turn(pos, view.mapToGlobal(pos), {}, {0, 120}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
      QCoreApplication::sendEvent(&view, &turn);
      QCOMPARE(view.cellAt(pos), (std::pair(40, 20)));  // what is under the mouse stays there
    }
    QVERIFY(view.isNumbered());
    // Dragging moves and opens nothing; a click opens.
    QSignalSpy opened(&view, &RelationMatrixView::opened);
    QTest::mousePress(&view, Qt::LeftButton, {}, pos.toPoint());
    QTest::mouseMove(&view, pos.toPoint() + QPoint(30, 0));
    QTest::mouseMove(&view, pos.toPoint() + QPoint(60, 0));
    QTest::mouseRelease(&view, Qt::LeftButton, {}, pos.toPoint() + QPoint(60, 0));
    QCOMPARE(opened.size(), 0);
    QVERIFY(view.cellAt(pos)->second < 20);
    QTest::mouseClick(&view, Qt::LeftButton, {}, pos.toPoint());
    QCOMPARE(opened.size(), 1);
    // The arrow keys bring what they choose into sight; 0 shows the whole.
    view.setCurrent(std::pair(40, 58));
    QTest::keyClick(&view, Qt::Key_Right);
    QVERIFY(view.area().contains(view.cellRect(40, 59).center()));
    QTest::keyClick(&view, Qt::Key_0);
    QCOMPARE(view.zoom(), 1.0);
    QVERIFY(view.area().contains(view.cellRect(0, 0).center()));
  }
};

std::unique_ptr<QObject> makeSetPanesTest() { return std::make_unique<SetPanesTest>(); }

#include "set_panes_test.moc"

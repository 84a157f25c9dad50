// The instruments Guides, Flips, What if, Pulls and Drift through their widgets, on small seeded networks.
#include <QComboBox>
#include <QFile>
#include <QImage>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QTableWidget>
#include <QTest>

#include <cmath>
#include <filesystem>

#include "app/session/qt_convert.h"
#include "engine/core/safe_file.h"
#include "tests/support/runner.h"
#include "tests/widgets/explain_fixture.h"
#include "tests/widgets/tests.h"
#include "widgets/controls/legend_strip.h"
#include "widgets/controls/slider_field.h"
#include "widgets/explain/drift_instrument.h"
#include "widgets/explain/flips_instrument.h"
#include "widgets/explain/guides_instrument.h"
#include "widgets/explain/pulls_instrument.h"
#include "widgets/explain/sankey_view.h"
#include "widgets/explain/whatif_instrument.h"

using namespace ssa;

using CausePage = test::ExplainFixture;

class CausePanesTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void theLadderHasEveryRungAndShowsItsMask() {
    CausePage page(true, true, true);
    auto* pane = page.choose<GuidesInstrument>("guides");
    QVERIFY(pane);
    auto& rungs = page.widget<QTableWidget>("guideLadder");
    QCOMPARE(rungs.rowCount(), 6);
    QVERIFY(pane->overlay().isNull());
    rungs.setCurrentCell(5, 0);
    QCOMPARE(pane->overlay().size(), QSize(128, 96));
    // Without its teacher or without baseline there are fewer.
    CausePage alone(false, true, true);
    QVERIFY(alone.choose<GuidesInstrument>("guides"));
    QCOMPARE(alone.widget<QTableWidget>("guideLadder").rowCount(), 5);
    QVERIFY(alone.widget<QLabel>("guideLadderWords").text().contains(QStringLiteral("Baseline")));
  }

  void anotherGuideChangesTheMask() {
    CausePage page(true, true, true);
    auto* pane = page.choose<GuidesInstrument>("guides");
    auto& kinds = page.widget<QComboBox>("guideKind");
    QCOMPARE(kinds.count(), 3);
    kinds.setCurrentIndex(1);
    Q_EMIT kinds.activated(1);
    QVERIFY(!pane->overlay().isNull());
    QVERIFY(page.widget<QLabel>("guideWords").text().contains(QStringLiteral("mIoU")));
    pane->importGuide(test::truthOf(test::explainPicture()));
    QCOMPARE(kinds.count(), 4);
    QVERIFY(pane->overlayTitle().contains(QStringLiteral("file")));
    // A file that is no mask is said; the guide stays.
    pane->importGuide(fromPath(test::tempDir() / "nowhere.png"));
    QVERIFY(page.widget<QLabel>("guideWords").text().contains(QStringLiteral("nowhere")));
    QCOMPARE(kinds.count(), 4);
  }

  void flowsOpenTheirPixels() {
    CausePage page(false, true, true);
    auto* pane = page.choose<FlipsInstrument>("flips");
    QVERIFY(pane);
    auto& outcomes = page.widget<QTableWidget>("flipOutcomes");
    QCOMPARE(outcomes.rowCount(), 4);  // three steps and the whole way
    auto& flows = page.widget<SankeyView>("flipFlows");
    flows.resize(600, 300);
    QTest::keyClick(&flows, Qt::Key_Right);
    QVERIFY(flows.chosen());
    QVERIFY(flows.words(*flows.chosen()).contains(QStringLiteral("px")));
    QVERIFY(!page.page.explain().selection().cells().empty());
    QTest::keyClick(&flows, Qt::Key_Escape);
    QVERIFY(page.page.explain().selection().cells().empty());
  }

  void whatIfFollowsUndoesAndIsKept() {
    CausePage page(false, true, false);
    auto* pane = page.choose<WhatIfInstrument>("whatif");
    QVERIFY(pane);
    QVERIFY(pane->patch().empty());
    QVERIFY(!page.widget<QPushButton>("whatIfSave").isEnabled());
    Patch patch;
    patch.of(1).strength = 0;
    patch.pushes.push_back({0, 1, 0.5});
    pane->setPatch(patch);
    QVERIFY(!pane->overlay().isNull());
    QCOMPARE(page.widget<QListWidget>("whatIfChanges").count(), 2);
    const QString file = fromPath(test::tempDir() / "patch.json");
    pane->save(file);
    QVERIFY(QFile::exists(file));
    pane->undo();
    QVERIFY(pane->patch().empty());
    QVERIFY(pane->overlay().isNull());
    pane->redo();
    QVERIFY(!pane->patch().empty());
    page.widget<QPushButton>("whatIfReset").click();
    QVERIFY(pane->patch().empty());
    pane->load(file);
    QCOMPARE(pane->patch().pushes.size(), std::size_t{1});
    QCOMPARE(pane->patch().classes.size(), std::size_t{1});
    // A torn file changes nothing and is named.
    QFile torn(fromPath(test::tempDir() / "torn.json"));
    QVERIFY(writeFile(torn.fileName().toStdString(), "{").ok());
    pane->load(torn.fileName());
    QCOMPARE(pane->patch().pushes.size(), std::size_t{1});
    QVERIFY(page.widget<QLabel>("whatIfWords").text().contains(QStringLiteral("torn")));
  }

  void changesAreKeptByNameListedTakenAndDeleted() {
    CausePage page(false, true, false);
    auto* pane = page.choose<WhatIfInstrument>("whatif");
    auto& names = page.widget<QComboBox>("whatIfName");
    auto& keep = page.widget<QPushButton>("whatIfKeep");
    auto& remove = page.widget<QPushButton>("whatIfDelete");
    QVERIFY(!keep.isEnabled() && !remove.isEnabled());
    names.setEditText(QStringLiteral("night / rain: 1"));  // no name of a file
    QVERIFY(!keep.isEnabled());                            // nothing is changed yet
    Patch patch;
    patch.of(1).strength = 0;
    pane->setPatch(patch);
    QVERIFY(keep.isEnabled());
    keep.click();
    QCOMPARE(names.count(), 1);
    QVERIFY(remove.isEnabled());
    patch.of(2).frozen = true;
    pane->setPatch(patch);
    names.setEditText(QStringLiteral("other"));
    QVERIFY(!remove.isEnabled());
    keep.click();
    QCOMPARE(names.count(), 2);
    // One is taken from the list, as a step of its own.
    pane->undo();
    pane->undo();
    QVERIFY(pane->patch().empty());
    names.setCurrentIndex(names.findText(QStringLiteral("other")));
    Q_EMIT names.activated(names.currentIndex());
    QCOMPARE(pane->patch().classes.size(), std::size_t{2});
    pane->undo();
    QVERIFY(pane->patch().empty());
    // Deleted: gone from the list, still tried out, and brought back.
    remove.click();
    QCOMPARE(names.count(), 1);
    QCOMPARE(pane->patch().classes.size(), std::size_t{2});
    keep.click();
    QCOMPARE(names.count(), 2);
  }

  void aChangeMadeOnAnotherModelIsRefusedInOneSentence() {
    CausePage page(false, true, false);
    auto* pane = page.choose<WhatIfInstrument>("whatif");
    Patch foreign;
    foreign.of(1).strength = 0.5;
    foreign.modelSha256 = std::string(64, 'a');
    const auto file = test::tempDir() / "foreign.json";
    QVERIFY(savePatch(file, foreign).ok());
    pane->load(fromPath(file));
    QVERIFY(pane->patch().empty());
    const QString words = page.widget<QLabel>("whatIfWords").text();
    QVERIFY2(words.contains(QStringLiteral("foreign.json was made on another model")), qPrintable(words));
  }

  void aPixelIsVetoedByClickAndSpeaksAgain() {
    CausePage page(false, true, false);
    auto* pane = page.choose<PullsInstrument>("pulls");
    QVERIFY(pane);
    QVERIFY(!pane->overlay().isNull());
    pane->pictureClicked({0.5, 0.5}, {});
    QCOMPARE(pane->vetoed().size(), std::size_t{1});
    QVERIFY(page.widget<QLabel>("pullsWords").text().contains(QStringLiteral("1")));
    pane->pictureClicked({0.5, 0.5}, {});
    QVERIFY(pane->vetoed().empty());
    auto& legend = page.widget<LegendStrip>("pullsLegend");
    QVERIFY(legend.isVisible() && legend.text().contains(QLatin1Char('%')));
    page.widget<QComboBox>("pullsShown").setCurrentIndex(2);
    QVERIFY(!legend.isVisible());
    page.widget<QPushButton>("pullsUndo").click();
    QCOMPARE(pane->vetoed().size(), std::size_t{1});
    page.page.explain().selection().setCells(CellSet::inside({16, 12}, {0, 0, 0.5, 1}), nullptr);
    page.widget<QPushButton>("pullsVetoSelection").click();
    QVERIFY(pane->vetoed().size() > 90);
    page.widget<QPushButton>("pullsClear").click();
    QVERIFY(pane->vetoed().empty());
  }

  void driftIsMeasuredOverTheOpenedPictures() {
    CausePage page(false, true, false);
    auto* pane = page.choose<DriftInstrument>("drift");
    QVERIFY(pane);
    QVERIFY(!pane->atlas());
    QPushButton& start = page.widget<QPushButton>("driftStart");
    QVERIFY(start.isEnabled());
    pane->setOfSet(true);
    QVERIFY(!start.isEnabled());  // no folder is chosen
    pane->start();
    QVERIFY(!pane->atlas());
    pane->setOfSet(false);
    pane->start();
    QVERIFY(pane->atlas());
    QCOMPARE(page.widget<QListWidget>("driftPictures").count(), static_cast<int>(pane->atlas()->rows.size()));
    QVERIFY(page.widget<QTableWidget>("driftClasses").rowCount() >= 1);
    // The kept trace of the open picture says the same as a new one.
    Dataset dataset;
    for (const DriftRow& row : pane->atlas()->rows) dataset.samples.push_back({row.name, row.image, {}});
    NoProgress quiet;
    const auto anew = driftOverSet(page.window.session->loadedModel(Slot::ssa), dataset, {}, {}, quiet);
    QVERIFY(anew.ok());
    QCOMPARE(anew->rows.size(), pane->atlas()->rows.size());
    for (std::size_t i = 0; i < anew->rows.size(); ++i) {
      QCOMPARE(anew->rows[i].name, pane->atlas()->rows[i].name);
      QCOMPARE(anew->rows[i].image, pane->atlas()->rows[i].image);
      QVERIFY(std::abs(anew->rows[i].drift - pane->atlas()->rows[i].drift) < 1e-9);
    }
  }

  void withoutSsaEachSaysWhatIsMissing() {
    CausePage page(true, false, true);
    for (const char* name : {"guides", "flips", "whatif", "pulls", "drift"}) {
      auto* pane = page.choose<Instrument>(name);
      QVERIFY2(pane, name);
      QVERIFY2(page.page.findChild<QWidget*>(QString::fromLatin1(name) + QStringLiteral("Empty"))->isVisible(), name);
    }
  }
};

std::unique_ptr<QObject> makeCausePanesTest() { return std::make_unique<CausePanesTest>(); }

#include "cause_panes_test.moc"

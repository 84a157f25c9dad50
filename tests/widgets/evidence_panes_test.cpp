// The instruments Attribution and Borders and objects through their widgets, on small seeded networks.
#include <QComboBox>
#include <QImage>
#include <QLabel>
#include <QSpinBox>
#include <QTableWidget>
#include <QTest>
#include <QToolButton>

#include <algorithm>
#include <filesystem>

#include "app/session/qt_convert.h"
#include "tests/support/runner.h"
#include "tests/widgets/explain_fixture.h"
#include "tests/widgets/tests.h"
#include "widgets/charts/line_chart.h"
#include "widgets/explain/attribution_instrument.h"
#include "widgets/explain/errors_instrument.h"
#include "widgets/training/map_tile.h"

using namespace ssa;

namespace {

struct EvidencePage : test::ExplainFixture {
  using ExplainFixture::ExplainFixture;
  bool shows(const char* tile) { return !widget<MapTile>(tile).pane().image.isNull(); }
};

}  // namespace

class EvidencePanesTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void threeMapsStandSideBySide() {
    EvidencePage page(true, true, false);
    auto* pane = page.choose<AttributionInstrument>("attribution");
    QVERIFY(pane);
    QVERIFY(pane->answer());
    QCOMPARE(pane->answer()->sides.size(), std::size_t{3});
    QComboBox& stage = page.widget<QComboBox>("attributionStage");
    QCOMPARE(stage.count(), 9);
    QCOMPARE(stage.currentData().toString(), QStringLiteral("decode_head"));
    const char* const tiles[] = {"attributionBaseline", "attributionCoarse", "attributionRefined"};
    for (int i = 0; i < 3; ++i)
      QCOMPARE(page.shows(tiles[i]), pane->answer()->sides[static_cast<std::size_t>(i)].cam->empty == EmptyMap::no);
    // Another stage: its channels are listed and the chosen one drawn.
    stage.setCurrentIndex(stage.findData(QStringLiteral("backbone.smb2")));
    QCOMPARE(pane->answer()->question.stage, std::string("backbone.smb2"));
    QTableWidget& channels = page.widget<QTableWidget>("attributionChannels");
    QCOMPARE(channels.rowCount(), 32);
    QVERIFY(page.shows("attributionChannel"));
    const QImage first = page.widget<MapTile>("attributionChannel").pane().image;
    channels.setCurrentCell(5, 0);
    QVERIFY(page.widget<MapTile>("attributionChannel").pane().image != first);
  }

  void aClassThatIsNowhereIsSaid() {
    EvidencePage page(false, true, false);
    auto* pane = page.choose<AttributionInstrument>("attribution");
    QCOMPARE(pane->answer()->sides.size(), std::size_t{2});
    const auto histogram = page.page.explain().mask(ViewKind::refined)->histogram();
    int absent = -1;
    for (int id = 0; id < test::kExplainClasses; ++id)
      if (histogram[static_cast<std::size_t>(id)] == 0) absent = id;
    if (absent < 0) QSKIP("every class occurs");
    page.widget<QComboBox>("attributionClass").setCurrentIndex(absent);
    QVERIFY(page.widget<QLabel>("attributionWords").text().contains(QStringLiteral("no pixel belongs to the score")));
    QVERIFY(!page.shows("attributionRefined"));
  }

  void aClickChoosesThePixel() {
    EvidencePage page(false, true, false);
    auto* pane = page.choose<AttributionInstrument>("attribution");
    page.widget<QComboBox>("attributionOver").setCurrentIndex(2);
    pane->pictureClicked({0.25, 0.5}, {});
    QCOMPARE(pane->answer()->question.target.over, AttributionTarget::Over::pixel);
    QCOMPARE(pane->answer()->question.target.pixel_in_image, (Point{32, 48}));
    QCOMPARE(pane->answer()->sides.back().cam->pixels, std::int64_t{1});
  }

  void coveringShowsWhatChanges() {
    EvidencePage page(true, true, false);
    auto* pane = page.choose<AttributionInstrument>("attribution");
    page.widget<QSpinBox>("occlusionPatch").setValue(64);
    page.widget<QSpinBox>("occlusionStride").setValue(64);
    page.widget<QToolButton>("occlusionRun").click();
    QCoreApplication::processEvents();
    QCOMPARE(pane->occlusion().size(), std::size_t{3});
    QCOMPARE(pane->occlusion().back().map.drops.size(), std::size_t{4});
    QVERIFY(page.shows("attributionRefined"));
    QCOMPARE(page.widget<QToolButton>("occlusionRun").text(), QStringLiteral("Occlude"));  // not busy any more
    QVERIFY(!page.widget<QToolButton>("occlusionCover").isEnabled());
    page.page.explain().selection().setCells(CellSet::inside({16, 12}, QRectF(0, 0, 0.5, 0.5)), this);
    QVERIFY(page.widget<QToolButton>("occlusionCover").isEnabled());
    page.widget<QToolButton>("occlusionCover").click();
    QVERIFY(page.widget<QLabel>("attributionWords").text().contains(QStringLiteral("pixels changed")));
  }

  void errorsNeedATruth() {
    EvidencePage page(true, true, false);
    auto* pane = page.choose<ErrorsInstrument>("errors");
    QVERIFY(pane);
    QVERIFY(pane->errors().empty());
  }

  void errorsAreSortedAndOpened() {
    EvidencePage page(true, true, true);
    auto* pane = page.choose<ErrorsInstrument>("errors");
    QCOMPARE(pane->errors().size(), std::size_t{3});
    const MaskErrors& refined = pane->errors().back();
    QCOMPARE(refined.counts.known, std::int64_t{128 * 72});
    QTableWidget& kinds = page.widget<QTableWidget>("errorKinds");
    QCOMPARE(kinds.rowCount(), 7);
    QCOMPARE(kinds.columnCount(), 4);
    for (int row = 0; row < kinds.rowCount(); ++row) QVERIFY(kinds.item(row, 3) && !kinds.item(row, 3)->text().isEmpty());
    // Two objects of 64 x 72 pixels each.
    QTableWidget& objects = page.widget<QTableWidget>("errorObjects");
    QCOMPARE(objects.item(4, 1)->text(), QStringLiteral("2"));
    QCOMPARE(page.widget<LineChart>("errorBands").series().size(), std::size_t{3});
    QTableWidget& list = page.widget<QTableWidget>("errorRegions");
    QCOMPARE(list.rowCount(), static_cast<int>(std::min<std::size_t>(200, refined.forensics.regions.size())));
    QVERIFY(list.rowCount() > 0);
    list.setCurrentCell(0, 0);
    QVERIFY(!page.page.explain().selection().cells().empty());
    QVERIFY(!pane->overlay().isNull());
    // The other mask's errors are listed on demand.
    page.widget<QComboBox>("errorsShown").setCurrentIndex(0);
    QVERIFY(pane->overlayTitle().contains(QStringLiteral("Baseline")));
  }
};

std::unique_ptr<QObject> makeEvidencePanesTest() { return std::make_unique<EvidencePanesTest>(); }

#include "evidence_panes_test.moc"

#include <QAction>
#include <QColorDialog>
#include <QLabel>
#include <QSlider>
#include <QTableView>
#include <QTest>
#include <QToolButton>

#include <algorithm>
#include <memory>

#include "tests/studio/studio_fixture.h"
#include "tests/studio/tests.h"
#include "widgets/canvas/canvas.h"
#include "widgets/controls/legend_strip.h"
#include "widgets/difference_navigator.h"
#include "widgets/probe_controller.h"
#include "widgets/view_state.h"

using namespace ssa;
using test::Studio;

class CompareStory : public QObject {
  Q_OBJECT

  std::unique_ptr<Studio> studio_;

  QImage view(int index) {
    QImage image = studio_->window().canvas().render(index);
    studio_->watchdog().forgive();
    return image;
  }

 private Q_SLOTS:
  // One studio with both models and a picture with truth, as a user has it in front of him.
  void initTestCase() {
    const test::PictureFolder pictures = test::makePictures(2);
    const QString plain = test::plainModel(), adaptive = test::ssaModel();
    studio_ = std::make_unique<Studio>("compare");
    studio_->session().setTruthFolder(pictures.truthFolder);
    studio_->session().loadModel(Slot::baseline, plain);
    studio_->session().loadModel(Slot::ssa, adaptive);
    studio_->session().openPaths({pictures.folder});
    QVERIFY(studio_->settle());
    QVERIFY(studio_->session().document().truth());
    QVERIFY(studio_->session().document().difference(ViewKind::gains));
  }
  void cleanupTestCase() {
    const qint64 longest = studio_->watchdog().longest_ms();
    studio_.reset();
    QVERIFY2(longest < test::kLongestGap_ms, "the window stood still");
  }

  void everyModeShowsItsViews() {
    Canvas& canvas = studio_->window().canvas();
    for (const auto& [button, mode] :
         {std::pair{"modeSingleButton", CompareMode::single}, std::pair{"modeGridButton", CompareMode::grid},
          std::pair{"modeSwipeButton", CompareMode::swipe}, std::pair{"modeBlinkButton", CompareMode::blink}}) {
      QTest::mouseClick(studio_->find<QToolButton>(button), Qt::LeftButton);
      QTRY_VERIFY(canvas.mode() == mode);
      // Single keeps a second view behind the first, for ~.
      QTRY_COMPARE(static_cast<int>(canvas.views().size()), std::max(2, studio_->window().viewState().viewCount()));
    }
    QTest::keyClick(&canvas, Qt::Key_C);
    QTRY_VERIFY(canvas.mode() == CompareMode::single);
  }

  void swipeShowsBothSides() {
    ViewState& state = studio_->window().viewState();
    state.setMode(CompareMode::swipe);
    state.setView(0, ViewKind::image);
    state.setView(1, ViewKind::refined);
    QVERIFY(studio_->settle());
    Canvas& canvas = studio_->window().canvas();
    canvas.setSwipePosition(1);
    const QImage left = studio_->shown();
    canvas.setSwipePosition(0);
    const QImage right = studio_->shown();
    QVERIFY(left != right);
    canvas.setSwipePosition(0.25);
    QTest::keyClick(&canvas, Qt::Key_M);
    QCOMPARE(canvas.swipePosition(), 0.5);
  }

  void holdingTildeBlinksAndHoldingHHides() {
    ViewState& state = studio_->window().viewState();
    state.setMode(CompareMode::single);
    state.setView(0, ViewKind::refined);
    state.setView(1, ViewKind::image);
    state.setMode(CompareMode::grid);
    state.setGridCount(2);
    QVERIFY(studio_->settle());
    Canvas& canvas = studio_->window().canvas();
    canvas.setFocus();
    const QImage normal = studio_->shown();
    QTest::keyPress(&canvas, Qt::Key_H);
    const QImage bare = studio_->shown();
    QTest::keyRelease(&canvas, Qt::Key_H);
    QVERIFY(bare != normal);
    QCOMPARE(studio_->shown(), normal);
    // Held keys reach the canvas from everywhere but text fields.
    auto* table = studio_->find<QTableView>("classTable");
    QTest::keyPress(table, Qt::Key_H);
    QCOMPARE(studio_->shown(), bare);
    QTest::keyRelease(table, Qt::Key_H);
    state.setMode(CompareMode::single);
    QVERIFY(studio_->settle());
    const QImage first = studio_->shown();
    QTest::keyPress(&canvas, Qt::Key_QuoteLeft);
    QVERIFY(studio_->shown() != first);
    QTest::keyRelease(&canvas, Qt::Key_QuoteLeft);
    QCOMPARE(studio_->shown(), first);
    QTest::keyClick(&canvas, Qt::Key_V);
    QVERIFY(canvas.style().overlayHidden);
    QTest::keyClick(&canvas, Qt::Key_V);
    QVERIFY(!canvas.style().overlayHidden);
  }

  void blinkModeTurnsItsViews() {
    ViewState& state = studio_->window().viewState();
    state.setMode(CompareMode::blink);
    state.setView(0, ViewKind::refined);
    state.setView(1, ViewKind::image);
    state.setBlinking(false);
    QVERIFY(studio_->settle());
    const QImage first = studio_->shown();
    state.setBlinking(true);
    QTRY_VERIFY_WITH_TIMEOUT(studio_->shown() != first, 3000);
    QTRY_VERIFY_WITH_TIMEOUT(studio_->shown() == first, 3000);
  }

  void theProbeReadsThePixelUnderTheCursor() {
    ViewState& state = studio_->window().viewState();
    state.setMode(CompareMode::single);
    state.setView(0, ViewKind::refined);
    state.setProbe(true);
    QVERIFY(studio_->settle());
    const QImage without = studio_->shown();
    studio_->hover({80, 90}, 0);
    const auto panel = studio_->window().probe().panelAt({80.5, 90.5}, 0);
    QVERIFY(panel);
    QCOMPARE(panel->columns.size(), std::size_t{3});
    QCOMPARE(panel->columns[0].values.top.size(), std::size_t{5});
    QVERIFY(panel->header.contains(QStringLiteral("x 80  y 90")));
    QVERIFY(!panel->adaptedSimilarity.empty());
    QVERIFY(!panel->times.empty());
    QVERIFY(!studio_->window().probe().panelAt({-3, 5}, 0));
    // What the panel calls best is what the mask shows.
    const auto mask = studio_->session().document().mask(ViewKind::refined);
    QCOMPARE(panel->columns[2].values.top[0].id, static_cast<int>(mask->at({80, 90})));
    QVERIFY(studio_->find<QLabel>("statusPosition")->text().contains(QStringLiteral("80")));
    QVERIFY(!studio_->find<QLabel>("statusClasses")->text().isEmpty());
    if (studio_->window().canvas().probeAvailable()) QVERIFY(studio_->shown() != without);
  }

  void nGoesToTheLargestDifference() {
    ViewState& state = studio_->window().viewState();
    state.setMode(CompareMode::single);
    state.setView(0, ViewKind::gains);
    QVERIFY(studio_->settle());
    DifferenceNavigator& differences = studio_->window().differences();
    QVERIFY(differences.count() > 0);
    Canvas& canvas = studio_->window().canvas();
    canvas.fit();
    QTest::keyClick(&canvas, Qt::Key_N);
    QVERIFY(studio_->find<QLabel>("differenceCounter")->text().startsWith(QStringLiteral("1 / ")));
    const Rect bounds = studio_->session().document().difference(ViewKind::gains)->regions.front().bounds;
    const QPointF centre(bounds.x + bounds.width / 2.0, bounds.y + bounds.height / 2.0);
    const auto middle = canvas.imageFromWidget(QPointF(canvas.width() / 2.0, canvas.height() / 2.0));
    QVERIFY(middle);
    QVERIFY(std::abs(middle->x() - centre.x()) < 2 && std::abs(middle->y() - centre.y()) < 2);
    QTest::keyClick(&canvas, Qt::Key_N, Qt::ShiftModifier);
    QVERIFY(studio_->find<QLabel>("differenceCounter")->text().startsWith(QString::number(differences.count())));
    QVERIFY(studio_->find<LegendStrip>("differenceLegend")->text().contains(QStringLiteral("gained")));
  }

  void aScoreMapReplacesTheClasses() {
    ViewState& state = studio_->window().viewState();
    state.setMode(CompareMode::single);
    state.setView(0, ViewKind::refined);
    QVERIFY(studio_->settle());
    const QImage classes = view(0);
    QTest::keyClick(&studio_->window().canvas(), Qt::Key_S);
    QVERIFY(studio_->settle());
    QVERIFY(studio_->session().document().score(ViewKind::refined, ScoreKind::confidence));
    QVERIFY(view(0) != classes);
    state.setScore({});
    QVERIFY(studio_->settle());
    QCOMPARE(view(0), classes);
  }

  void aClassGetsAnotherColour() {
    ViewState& state = studio_->window().viewState();
    state.setMode(CompareMode::single);
    state.setView(0, ViewKind::truth);
    QVERIFY(studio_->settle());
    CanvasStyle style = state.style();
    style.opacity = 1;
    state.setStyle(style);
    auto* table = studio_->find<QTableView>("classTable");
    const QModelIndex road = table->model()->index(3, 1);
    QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, table->visualRect(road).center());
    QTest::mouseDClick(table->viewport(), Qt::LeftButton, {}, table->visualRect(road).center());
    auto* dialog = studio_->window().findChild<QColorDialog*>(QStringLiteral("colourDialog"));
    QVERIFY(dialog);
    dialog->setCurrentColor(QColor(1, 200, 3));
    dialog->accept();
    QVERIFY(studio_->settle());
    QCOMPARE(view(0).pixelColor(10, 110), QColor(1, 200, 3));
  }

  void hidingAClassShowsThePicture() {
    ViewState& state = studio_->window().viewState();
    state.setMode(CompareMode::single);
    state.setView(0, ViewKind::truth);
    QVERIFY(studio_->settle());
    studio_->watchdog().forgive();
    auto* table = studio_->find<QTableView>("classTable");
    QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, table->visualRect(table->model()->index(3, 0)).center());
    QVERIFY(!studio_->session().classVisible(3));
    QCOMPARE(view(0).pixelColor(10, 110), QColor(90, 90, 95));
    studio_->act("showAllClasses");
    QVERIFY(studio_->session().classVisible(3));
  }
};

std::unique_ptr<QObject> makeCompareStory() { return std::make_unique<CompareStory>(); }

#include "compare_story_test.moc"

#include "widgets/view_state.h"

#include <QSignalSpy>
#include <QTest>

#include "app/session/settings.h"
#include "tests/widgets/tests.h"
#include "tests/widgets/window_fixture.h"

using namespace ssa;

class ViewStateTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void survivesARestart() {
    const QString file = test::settingsFile();
    {
      Settings settings(file);
      ViewState state(settings);
      state.setMode(CompareMode::swipe);
      state.setView(1, ViewKind::gains);
      CanvasStyle style = state.style();
      style.opacity = 0.35F;
      style.gamma = 1.5F;
      style.contoursOnly = true;
      state.setStyle(style);
      state.setScore({ScoreKind::entropy, 0.25, true});
      state.setLinked(false);
      state.setProbe(false);
    }
    Settings settings(file);
    const ViewState state(settings);
    QVERIFY(state.mode() == CompareMode::swipe);
    QVERIFY(state.view(1) == ViewKind::gains);
    QCOMPARE(state.style().opacity, 0.35F);
    QCOMPARE(state.style().gamma, 1.5F);
    QVERIFY(state.style().contoursOnly);
    QVERIFY((state.score() == ViewState::Score{ScoreKind::entropy, 0.25, true}));
    QVERIFY(!state.linked());
    QVERIFY(!state.probe());
  }

  void modesShowTheirNumberOfViews() {
    Settings settings(test::settingsFile());
    ViewState state(settings);
    state.setGridCount(3);
    for (const auto& [mode, count] : {std::pair{CompareMode::single, 1}, std::pair{CompareMode::swipe, 2},
                                      std::pair{CompareMode::blink, 2}, std::pair{CompareMode::grid, 3}}) {
      state.setMode(mode);
      QCOMPARE(state.viewCount(), count);
      QCOMPARE(state.shownViews().size(), static_cast<std::size_t>(count));
    }
    state.setGridCount(9);
    QCOMPARE(state.viewCount(), kMaxViews);
    state.setGridCount(0);
    QCOMPARE(state.viewCount(), 2);
  }

  void cyclingComesBack() {
    Settings settings(test::settingsFile());
    ViewState state(settings);
    const CompareMode first = state.mode();
    for (int i = 0; i < 4; ++i) state.cycleMode();
    QVERIFY(state.mode() == first);
  }

  void activeViewStaysAmongThoseShown() {
    Settings settings(test::settingsFile());
    ViewState state(settings);
    state.setMode(CompareMode::grid);
    state.setActiveView(3);
    QCOMPARE(state.activeView(), 3);
    state.setMode(CompareMode::single);
    QCOMPARE(state.activeView(), 0);
  }

  void nothingIsSaidWhenNothingChanges() {
    Settings settings(test::settingsFile());
    ViewState state(settings);
    QSignalSpy views(&state, &ViewState::viewsChanged), style(&state, &ViewState::styleChanged);
    state.setMode(state.mode());
    state.setView(0, state.view(0));
    state.setStyle(state.style());
    QCOMPARE(views.count() + style.count(), 0);
  }

  void opacityStepsStayInRangeAndShowTheOverlay() {
    Settings settings(test::settingsFile());
    ViewState state(settings);
    CanvasStyle style = state.style();
    style.overlayHidden = true;
    state.setStyle(style);
    for (int i = 0; i < 20; ++i) state.addOpacity(0.1F);
    QCOMPARE(state.style().opacity, 1.0F);
    QVERIFY(!state.style().overlayHidden);
    for (int i = 0; i < 20; ++i) state.addOpacity(-0.1F);
    QCOMPARE(state.style().opacity, 0.0F);
  }
};

std::unique_ptr<QObject> makeViewStateTest() { return std::make_unique<ViewStateTest>(); }

#include "view_state_test.moc"

#include "widgets/main_window.h"

#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QCheckBox>
#include <QComboBox>
#include <QDockWidget>
#include <QDoubleSpinBox>
#include <QDragEnterEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMap>
#include <QMimeData>
#include <QScrollBar>
#include <QSlider>
#include <QTabBar>
#include <QTest>
#include <QToolButton>

#include "app/session/settings.h"
#include "tests/widgets/tests.h"
#include "tests/widgets/window_fixture.h"
#include "widgets/canvas/canvas.h"
#include "widgets/difference_navigator.h"
#include "widgets/feedback/notifier.h"
#include "widgets/view_composer.h"
#include "widgets/view_state.h"
#include "widgets/window_layout.h"

using namespace ssa;

namespace {

// Widgets a user can reach, without the pieces Qt builds its own widgets of.
QList<QWidget*> interactiveWidgets(const QWidget& window) {
  QList<QWidget*> found;
  for (QWidget* widget : window.findChildren<QWidget*>()) {
    const bool reachable = qobject_cast<QAbstractButton*>(widget) || qobject_cast<QComboBox*>(widget) ||
                           qobject_cast<QLineEdit*>(widget) || qobject_cast<QAbstractSpinBox*>(widget) ||
                           qobject_cast<QSlider*>(widget) || qobject_cast<QAbstractItemView*>(widget) ||
                           qobject_cast<Canvas*>(widget);
    bool internal =
        qobject_cast<QScrollBar*>(widget) || widget->inherits("QHeaderView") || widget->inherits("QTableCornerButton");
    for (const QWidget* up = widget; up && up != &window; up = up->parentWidget()) {
      internal = internal || up->objectName().startsWith(QLatin1String("qt_"));
      if (up != widget)
        internal = internal || qobject_cast<const QAbstractSpinBox*>(up) || qobject_cast<const QComboBox*>(up) ||
                   qobject_cast<const QLineEdit*>(up) || qobject_cast<const QTabBar*>(up);
    }
    if (reachable && !internal) found += widget;
  }
  return found;
}

}  // namespace

class WindowTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void everyInteractiveWidgetHasAnObjectNameAndASpokenName() {
    test::WindowFixture fixture;
    const QList<QWidget*> widgets = interactiveWidgets(*fixture.window);
    QVERIFY(widgets.size() > 40);
    QMap<QString, int> names;
    for (const QWidget* widget : widgets) {
      const QString what =
          QStringLiteral("%1 '%2' in %3")
              .arg(QLatin1String(widget->metaObject()->className()), widget->objectName(), widget->parentWidget()->objectName());
      QVERIFY2(!widget->objectName().isEmpty(), qPrintable(what));
      QVERIFY2(!widget->accessibleName().isEmpty(), qPrintable(what));
      QVERIFY2(++names[widget->objectName()] == 1, qPrintable(QStringLiteral("twice: ") + what));
    }
  }

  void interactiveWidgetsAreReachableByKeyboard() {
    test::WindowFixture fixture;
    for (const QWidget* widget : interactiveWidgets(*fixture.window))
      QVERIFY2(widget->focusPolicy() & Qt::TabFocus, qPrintable(widget->objectName()));
  }

  void emptyWindowSaysWhatToDoNext() {
    test::WindowFixture fixture;
    for (const char* hint : {"picturesEmpty", "classesEmpty", "modelEmpty", "pictureEmpty", "jobsEmpty"}) {
      auto* widget = fixture.window->findChild<QWidget*>(QLatin1String(hint));
      QVERIFY2(widget, hint);
      QStringList texts;
      for (const QLabel* label : widget->findChildren<QLabel*>()) texts += label->text();
      QVERIFY2(texts.join(QString()).size() > 20, hint);
    }
  }

  void openingAPictureFillsWindowTitleAndViews() {
    test::WindowFixture fixture;
    fixture.openPicture();
    QVERIFY(fixture.window->windowTitle().contains(QStringLiteral("SSA Studio")));
    const std::vector<ViewContent>& views = fixture.window->canvas().views();
    QCOMPARE(views.size(), static_cast<std::size_t>(fixture.window->viewState().viewCount()));
    for (const ViewContent& view : views) {
      QVERIFY(view.image);
      QVERIFY(!view.title.isEmpty());
      if (view.kind != ViewKind::image) QVERIFY2(!view.note.isEmpty(), qPrintable(view.title));
    }
  }

  void keysPickTheViewOfTheActiveViewport() {
    test::WindowFixture fixture;
    ViewState& state = fixture.window->viewState();
    state.setMode(CompareMode::grid);
    state.setActiveView(1);
    fixture.actions()[ActionId::viewTruth]->trigger();
    QVERIFY(state.view(1) == ViewKind::truth);
    auto* pick = fixture.window->findChild<QComboBox*>(QStringLiteral("view2"));
    QCOMPARE(pick->currentData().toInt(), static_cast<int>(ViewKind::truth));
  }

  void overlayControlsMirrorEachOther() {
    test::WindowFixture fixture;
    ViewState& state = fixture.window->viewState();
    auto* bar = fixture.window->findChild<QSlider*>(QStringLiteral("opacity"));
    auto* layer = fixture.window->findChild<QSlider*>(QStringLiteral("layerOpacity"));
    bar->setValue(30);
    QCOMPARE(layer->value(), 30);
    QCOMPARE(fixture.window->canvas().style().opacity, 0.3F);
    fixture.actions()[ActionId::opacityUp]->trigger();
    QCOMPARE(bar->value(), 40);
    fixture.actions()[ActionId::toggleOverlay]->trigger();
    QVERIFY(state.style().overlayHidden);
    QVERIFY(fixture.window->canvas().style().overlayHidden);
    fixture.actions()[ActionId::toggleContours]->trigger();
    QVERIFY(fixture.window->canvas().style().contoursOnly);
  }

  void toneStaysWhenThePictureChanges() {
    test::WindowFixture fixture;
    fixture.openPicture();
    fixture.window->findChild<QSlider*>(QStringLiteral("layerBrightness"))->setValue(75);
    const float brightness = fixture.window->canvas().style().brightness;
    QVERIFY(brightness > 0.4F);
    fixture.openPicture();
    QCOMPARE(fixture.window->canvas().style().brightness, brightness);
    fixture.actions()[ActionId::resetTone]->trigger();
    QCOMPARE(fixture.window->canvas().style().brightness, 0.0F);
  }

  void predictControlsReachTheOptions() {
    test::WindowFixture fixture;
    fixture.window->findChild<QDoubleSpinBox*>(QStringLiteral("inputScale"))->setValue(1.5);
    QCOMPARE(fixture.session->predictOptions().scales.front(), 1.5F);
    fixture.actions()[ActionId::toggleFlip]->trigger();
    QVERIFY(fixture.session->predictOptions().flip);
    auto* window = fixture.window->findChild<QComboBox*>(QStringLiteral("windowMode"));
    window->setCurrentIndex(1);
    QVERIFY(fixture.session->predictOptions().window == WindowMode::slide);
    QVERIFY(!fixture.window->findChild<QSpinBox*>(QStringLiteral("windowCrop"))->isHidden());
    fixture.actions()[ActionId::windowWhole]->trigger();
    QCOMPARE(window->currentIndex(), 0);
  }

  void layoutComesBackAndCanBeReset() {
    test::WindowFixture fixture;
    WindowLayout& layout = fixture.window->layoutOfPanes();
    layout.dock("folderPane")->hide();
    layout.save(fixture.session->settings());
    layout.reset();
    QVERIFY(!layout.dock("folderPane")->isHidden());
    layout.restore(fixture.session->settings());
    QVERIFY(layout.dock("folderPane")->isHidden());
  }

  void failureOfTheSessionBecomesOneMessage() {
    test::WindowFixture fixture;
    Q_EMIT fixture.session->failed(Error(ErrorCode::fileVanished, {{"path", "/x/y.png"}}), QStringLiteral("/x/y.png"));
    QCOMPARE(fixture.window->notifier().count(), 1);
    QVERIFY(fixture.window->notifier().current().text.contains(QStringLiteral("y.png")));
    fixture.actions()[ActionId::dismissMessage]->trigger();
    QCOMPARE(fixture.window->notifier().count(), 0);
    Q_EMIT fixture.session->failed(Error(ErrorCode::stopped), QStringLiteral("/x/y.png"));
    QCOMPARE(fixture.window->notifier().count(), 0);
  }

  void notesAboutReadingAFileDoNotInterrupt() {
    test::WindowFixture fixture;
    Q_EMIT fixture.session->warned({{WarningCode::alphaDropped, {}}}, QStringLiteral("a.png"));
    QCOMPARE(fixture.window->notifier().count(), 0);
    Q_EMIT fixture.session->warned({{WarningCode::nonFiniteWeights, {}}}, QStringLiteral("a.pth"));
    QCOMPARE(fixture.window->notifier().count(), 1);
  }

  void withoutDifferencesTheNavigatorRests() {
    test::WindowFixture fixture;
    QVERIFY(!fixture.actions()[ActionId::nextDifference]->isEnabled());
    QCOMPARE(fixture.window->differences().count(), 0);
    fixture.window->differences().next();
    QVERIFY(fixture.window->differences().legend().empty());
  }
};

std::unique_ptr<QObject> makeWindowTest() { return std::make_unique<WindowTest>(); }

#include "window_test.moc"

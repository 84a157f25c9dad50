#include "widgets/actions.h"

#include <QLabel>
#include <QMap>
#include <QMenu>
#include <QMenuBar>
#include <QSet>
#include <QTest>

#include "tests/widgets/tests.h"
#include "tests/widgets/window_fixture.h"
#include "widgets/dialogs/key_sheet.h"

using namespace ssa;

class ActionsTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void tableHoldsEveryIdOnceInAnyOrder() {
    QSet<int> ids;
    for (const ActionSpec& spec : actionTable()) {
      QVERIFY2(!ids.contains(static_cast<int>(spec.id)), spec.name);
      ids.insert(static_cast<int>(spec.id));
    }
    QCOMPARE(ids.size(), kActions);
  }

  void everyActionHasNameTextAndTip() {
    QSet<QByteArray> names;
    for (const ActionSpec& spec : actionTable()) {
      QVERIFY(*spec.name && *spec.text);
      QVERIFY2(QByteArray(spec.tip).size() > 10, spec.name);
      QVERIFY2(!names.contains(spec.name), spec.name);
      names.insert(spec.name);
    }
  }

  void noKeyStandsForTwoActions() {
    QMap<QString, QByteArray> taken;
    for (const ActionSpec& spec : actionTable()) {
      const QList<QKeySequence> keys = Actions::keys(spec);
      QCOMPARE(keys.size(), QByteArray(spec.keys).split(' ').size() - (*spec.keys ? 0 : 1));
      for (const QKeySequence& key : keys) {
        QVERIFY2(!key.isEmpty() && key.toString() != QString(), spec.name);
        const QString text = key.toString(QKeySequence::PortableText);
        QVERIFY2(!taken.contains(text), (taken.value(text) + " and " + spec.name).constData());
        taken.insert(text, spec.name);
      }
    }
    QVERIFY(!taken.contains(QStringLiteral("H")));  // held keys, see HoldKeys
    QVERIFY(!taken.contains(QStringLiteral("~")));
    QVERIFY(!taken.contains(QStringLiteral("Space")));
  }

  void everyMenuHasItsOwnMnemonics() {
    test::WindowFixture fixture;
    for (const QAction* top : fixture.window->menuBar()->actions()) {
      QMap<QChar, QString> taken;
      for (const QAction* action : top->menu()->actions()) {
        const qsizetype at = action->text().indexOf(QLatin1Char('&'));
        if (action->isSeparator() || at < 0) continue;
        const QChar key = action->text().at(at + 1).toLower();
        QVERIFY2(!taken.contains(key), qPrintable(taken.value(key) + QStringLiteral(" / ") + action->text()));
        taken.insert(key, action->text());
      }
    }
  }

  void everyActionDoesSomething() {
    test::WindowFixture fixture;
    for (const ActionSpec& spec : actionTable()) QVERIFY2(fixture.actions()[spec.id]->isConnected(), spec.name);
  }

  void everyActionStandsInAMenuAndOnTheKeySheet() {
    test::WindowFixture fixture;
    QSet<QAction*> inMenus;
    for (const QAction* top : fixture.window->menuBar()->actions())
      for (QAction* action : top->menu()->actions()) inMenus.insert(action);
    KeySheet sheet(fixture.window.get());
    QStringList texts;
    for (const QLabel* label : sheet.findChildren<QLabel*>()) texts += label->text();
    for (const ActionSpec& spec : actionTable()) {
      QVERIFY2(inMenus.contains(fixture.actions()[spec.id]), spec.name);
      QString text = Actions::text(spec);
      text.remove(QLatin1Char('&')).remove(QChar(0x2026));
      QVERIFY2(texts.contains(text), spec.name);
    }
    for (const GestureSpec& gesture : gestureTable()) QVERIFY(texts.contains(Actions::text(gesture)));
  }

  void keysOfTheSpecificationAreThere() {
    const std::pair<ActionId, const char*> wanted[] = {
        {ActionId::nextPicture, "D"},
        {ActionId::previousPicture, "A"},
        {ActionId::nextPicture, "PgDown"},
        {ActionId::previousPicture, "PgUp"},
        {ActionId::actualSize, "Ctrl+0"},
        {ActionId::fit, "F"},
        {ActionId::fit, "Ctrl+F"},
        {ActionId::toggleOverlay, "V"},
        {ActionId::opacityUp, "Ctrl+]"},
        {ActionId::opacityDown, "Ctrl+["},
        {ActionId::cycleMode, "C"},
        {ActionId::copyView, "Ctrl+Shift+C"},
        {ActionId::keySheet, "F1"},
        {ActionId::openPictures, "Ctrl+O"},
        {ActionId::openFolder, "Ctrl+Shift+O"},
        {ActionId::paste, "Ctrl+V"},
        {ActionId::saveMask, "Ctrl+S"},
        {ActionId::closeAll, "Ctrl+W"},
        {ActionId::nextDifference, "N"},
        {ActionId::previousDifference, "Shift+N"},
        {ActionId::toggleLink, "L"},
        {ActionId::viewGains, "7"},
        {ActionId::findClass, "/"},
        {ActionId::toggleProbe, "P"},
    };
    test::WindowFixture fixture;
    for (const auto& [id, key] : wanted)
      QVERIFY2(fixture.actions()[id]->shortcuts().contains(QKeySequence(QString::fromLatin1(key))), key);
  }
};

std::unique_ptr<QObject> makeActionsTest() { return std::make_unique<ActionsTest>(); }

#include "actions_test.moc"

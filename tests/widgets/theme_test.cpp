#include "widgets/theme/theme.h"

#include <QApplication>
#include <QDir>
#include <QImage>
#include <QSet>
#include <QTest>

#include "tests/widgets/tests.h"
#include "widgets/actions.h"
#include "widgets/theme/icons.h"
#include "widgets/theme/style_sheet.h"

using namespace ssa;

class ThemeTest : public QObject {
  Q_OBJECT

  static void checkPair(const char* what, const QColor& text, const QColor& ground, double wanted) {
    const double ratio = contrastRatio(text, ground);
    QVERIFY2(ratio >= wanted, qPrintable(QStringLiteral("%1: %2").arg(QLatin1String(what)).arg(ratio)));
  }

 private Q_SLOTS:
  void contrastIsThatOfWcag() {
    QVERIFY(std::abs(contrastRatio(Qt::black, Qt::white) - 21) < 1e-6);
    QVERIFY(std::abs(contrastRatio(QColor(0x76, 0x76, 0x76), Qt::white) - 4.54) < 0.01);
  }

  void textIsReadableInBothThemes() {
    for (const Theme* t : {&Theme::light(), &Theme::darkTheme()}) {
      for (const QColor& ground :
           {t->window, t->surface, t->field, t->stripe, t->hover, t->pressed, t->accentSoft, t->errorSoft, t->warningSoft})
        checkPair("text", t->text, ground, 4.5);
      for (const QColor& ground : {t->window, t->surface, t->field, t->stripe, t->hover})
        checkPair("muted", t->muted, ground, 4.5);
      checkPair("on accent", t->onAccent, t->accent, 4.5);
      checkPair("accent on soft", t->accent, t->accentSoft, 4.5);
      checkPair("error", t->error, t->surface, 4.5);
      checkPair("warning", t->warning, t->surface, 4.5);
      checkPair("warning badge", t->warning, t->warningSoft, 4.5);
      checkPair("accent outline", t->accent, t->field, 3);
    }
  }

  void styleSheetLeavesNoPlaceholder() {
    for (const Theme* theme : {&Theme::light(), &Theme::darkTheme()}) {
      const QString text = styleSheet(*theme);
      QVERIFY(text.size() > 1000);
      QVERIFY(!text.contains(QLatin1Char('@')));
    }
  }

  void choiceSurvivesItsName() {
    for (const ThemeChoice choice : {ThemeChoice::system, ThemeChoice::light, ThemeChoice::dark})
      QVERIFY(themeFromName(nameOf(choice)) == choice);
    QVERIFY(themeFromName(QStringLiteral("purple")) == ThemeChoice::system);
  }

  void applyingSwitchesThePalette() {
    applyTheme(ThemeChoice::dark);
    QVERIFY(Theme::current().dark);
    QCOMPARE(QApplication::palette().color(QPalette::Window), Theme::darkTheme().window);
    applyTheme(ThemeChoice::light);
    QCOMPARE(QApplication::palette().color(QPalette::Window), Theme::light().window);
  }

  void everyIconOfTheTableDrawsSomething() {
    QSet<QByteArray> names;
    for (const ActionSpec& spec : actionTable())
      if (*spec.icon) names.insert(spec.icon);
    for (const QString& file : QDir(QStringLiteral(":/icons")).entryList()) names.insert(file.chopped(4).toLatin1());
    QVERIFY(names.size() > 40);
    for (const QByteArray& name : names) {
      const QImage image = iconPixmap(QLatin1String(name), Qt::red, 20, 2).toImage();
      QCOMPARE(image.width(), 40);
      int drawn = 0;
      for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x) drawn += qAlpha(image.pixel(x, y)) > 128;
      QVERIFY2(drawn > 10, name.constData());
    }
  }

  void disabledIconsAreFainter() {
    const QIcon open = icon("folder");
    QVERIFY(open.pixmap(20, QIcon::Normal).toImage() != open.pixmap(20, QIcon::Disabled).toImage());
    QVERIFY(open.pixmap(20, QIcon::Normal, QIcon::Off).toImage() != open.pixmap(20, QIcon::Normal, QIcon::On).toImage());
  }
};

std::unique_ptr<QObject> makeThemeTest() { return std::make_unique<ThemeTest>(); }

#include "theme_test.moc"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QDockWidget>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QRegularExpression>
#include <QSpinBox>
#include <QTableView>
#include <QTest>
#include <QTranslator>

#include "tests/widgets/tests.h"
#include "tests/widgets/window_fixture.h"
#include "widgets/controls/elided_label.h"
#include "widgets/dialogs/about_dialog.h"
#include "widgets/dialogs/key_sheet.h"
#include "widgets/feedback/notifier.h"

using namespace ssa;

namespace {

// Puts brackets around every sentence that goes through tr().
class PseudoTranslator : public QTranslator {
 public:
  QString translate(const char*, const char* source, const char*, int) const override {
    return QChar(0x27e6) + QString::fromUtf8(source) + QChar(0x27e7);
  }
  bool isEmpty() const override { return false; }
};

// What may be read without having gone through tr(): names, never sentences.
const QStringList kData = {QStringLiteral("SSA Studio"), QStringLiteral("SSA"),   QStringLiteral(SSA_VERSION),
                           QStringLiteral("Ctrl"),       QStringLiteral("Shift"), QStringLiteral("Alt"),
                           QStringLiteral("PgDown"),     QStringLiteral("PgUp"),  QStringLiteral("Esc"),
                           QStringLiteral("px")};

class PseudoLocale {
 public:
  void look(const QString& where, QString text) {
    static const QRegularExpression inner(QStringLiteral("\u27e6[^\u27e6\u27e7]*\u27e7"));
    static const QRegularExpression tags(QStringLiteral("<[^>]*>|&[a-z]+;"));
    static const QRegularExpression keys(QStringLiteral("\\b(?:[A-Z]|F\\d+)\\b"));  // names of keys
    text.remove(tags);
    while (text.contains(inner)) text.remove(inner);
    text.remove(processor_);
    for (const QString& word : kData) text.remove(word);
    text.remove(keys);
    static const QRegularExpression letters(QStringLiteral("\\p{L}{2,}"));
    if (text.contains(letters)) found += where + QStringLiteral(": ") + text;
  }

  void look(const QWidget& widget) {
    const QString where = QString::fromLatin1(widget.metaObject()->className()) + QLatin1Char('/') + widget.objectName();
    // Technical details (codes, paths) are for reports and stay as they are.
    if (widget.objectName().startsWith(QLatin1String("qt_")) || widget.objectName() == QLatin1String("messageDetailsText"))
      return;
    look(where + QStringLiteral(" tip"), widget.toolTip());
    look(where + QStringLiteral(" name"), widget.accessibleName());
    look(where + QStringLiteral(" title"), widget.windowTitle());
    if (auto* label = qobject_cast<const QLabel*>(&widget)) look(where, label->text());
    if (auto* label = qobject_cast<const ElidedLabel*>(&widget)) look(where, label->text());
    if (auto* button = qobject_cast<const QAbstractButton*>(&widget)) look(where, button->text());
    if (auto* field = qobject_cast<const QLineEdit*>(&widget)) look(where, field->placeholderText());
    if (auto* box = qobject_cast<const QSpinBox*>(&widget)) look(where, box->suffix());
    if (auto* list = qobject_cast<const QComboBox*>(&widget))
      for (int i = 0; i < list->count(); ++i) look(where, list->itemText(i));
    if (auto* table = qobject_cast<const QTableView*>(&widget))
      for (int i = 0; i < table->model()->columnCount(); ++i)
        look(where, table->model()->headerData(i, Qt::Horizontal, Qt::DisplayRole).toString());
  }

  void lookBelow(const QWidget& top) {
    look(top);
    for (const QWidget* widget : top.findChildren<QWidget*>()) look(*widget);
    for (const QAction* action : top.findChildren<QAction*>()) {
      look(QStringLiteral("action ") + action->objectName(), action->text());
      look(QStringLiteral("action ") + action->objectName(), action->toolTip());
    }
  }

  explicit PseudoLocale(QString processor = {}) : processor_(std::move(processor)) {}

  QStringList found;

 private:
  QString processor_;  // its name is data
};

}  // namespace

class PseudoLocaleTest : public QObject {
  Q_OBJECT

  PseudoTranslator translator_;

 private Q_SLOTS:
  void initTestCase() { QApplication::installTranslator(&translator_); }
  void cleanupTestCase() { QApplication::removeTranslator(&translator_); }

  void everyTextOfTheWindowIsTranslated() {
    test::WindowFixture fixture;
    PseudoLocale locale(QString::fromStdString(fixture.session->device().title));
    locale.lookBelow(*fixture.window);
    fixture.openPicture();
    fixture.window->notifier().show(messageFor(Error(ErrorCode::folderEmpty), QStringLiteral("/")));
    locale.lookBelow(*fixture.window);
    QVERIFY2(locale.found.isEmpty(), qPrintable(locale.found.join(QLatin1Char('\n'))));
    QVERIFY(fixture.window->findChildren<QLabel*>().size() > 30);
  }

  void everyTextOfTheDialogsIsTranslated() {
    PseudoLocale locale;
    KeySheet sheet(nullptr);
    locale.lookBelow(sheet);
    QVERIFY2(locale.found.isEmpty(), qPrintable(locale.found.join(QLatin1Char('\n'))));
  }

  void everyMessageIsTranslated() {
    PseudoLocale locale;
    for (int code = 0; code <= static_cast<int>(ErrorCode::internal); ++code) {
      const Message message = messageFor(Error(static_cast<ErrorCode>(code)));
      locale.look(QString::number(code), message.text);
      locale.look(QString::number(code), message.remedy);
    }
    for (int kind = 0; kind <= static_cast<int>(JobKind::save); ++kind)
      locale.look(QStringLiteral("job"), jobTitle(static_cast<JobKind>(kind)));
    QVERIFY2(locale.found.isEmpty(), qPrintable(locale.found.join(QLatin1Char('\n'))));
  }

  void untranslatedTextIsFound() {
    QLabel label(QStringLiteral("Bare words"));
    PseudoLocale locale;
    locale.look(label);
    QCOMPARE(locale.found.size(), 1);
  }
};

std::unique_ptr<QObject> makePseudoLocaleTest() { return std::make_unique<PseudoLocaleTest>(); }

#include "pseudo_locale_test.moc"

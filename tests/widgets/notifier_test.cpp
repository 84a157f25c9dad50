#include "widgets/feedback/notifier.h"

#include <QLabel>
#include <QTest>
#include <QToolButton>

#include "tests/widgets/tests.h"

using namespace ssa;

class NotifierTest : public QObject {
  Q_OBJECT

  static Message message(const char* text, Severity severity = Severity::error) {
    return {severity, QString::fromLatin1(text), QStringLiteral("Do this."), QStringLiteral("details")};
  }

 private Q_SLOTS:
  void isHiddenWithoutMessages() {
    QWidget parent;
    Notifier notifier(&parent);
    QVERIFY(notifier.isHidden());
    notifier.show(message("A"));
    QVERIFY(!notifier.isHidden());
    notifier.dismiss();
    QVERIFY(notifier.isHidden());
  }

  void showsOneAtATimeErrorsFirst() {
    Notifier notifier;
    notifier.show(message("note", Severity::info));
    notifier.show(message("warning", Severity::warning));
    notifier.show(message("first"));
    notifier.show(message("second"));
    QCOMPARE(notifier.count(), 4);
    const auto* counter = notifier.findChild<QLabel*>(QStringLiteral("messageCount"));
    QCOMPARE(counter->text(), QStringLiteral("1 of 4"));
    for (const char* expected : {"first", "second", "warning", "note"}) {
      QCOMPARE(notifier.findChild<QLabel*>(QStringLiteral("messageText"))->text(), QString::fromLatin1(expected));
      notifier.findChild<QToolButton*>(QStringLiteral("messageClose"))->click();
    }
    QCOMPARE(notifier.count(), 0);
  }

  void theSameMessageIsShownOnce() {
    Notifier notifier;
    notifier.show(message("A"));
    notifier.show(message("A"));
    QCOMPARE(notifier.count(), 1);
  }

  void detailsComeOnRequest() {
    Notifier notifier;
    notifier.show(message("A"));
    auto* details = notifier.findChild<QLabel*>(QStringLiteral("messageDetailsText"));
    QVERIFY(details->isHidden());
    notifier.findChild<QToolButton*>(QStringLiteral("messageDetails"))->click();
    QVERIFY(!details->isHidden());
  }
};

std::unique_ptr<QObject> makeNotifierTest() { return std::make_unique<NotifierTest>(); }

#include "notifier_test.moc"

#include "widgets/panes/pane.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

#include "tests/support/runner.h"
#include "tests/widgets/tests.h"
#include "tests/widgets/window_fixture.h"
#include "widgets/class_shares.h"

using namespace ssa;

class PanesTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void everyPaneDrawsEmptyWithADocumentAndAfterClose_data() {
    QTest::addColumn<QString>("id");
    for (const PaneSpec& pane : paneList()) QTest::newRow(pane.id) << QString::fromLatin1(pane.id);
  }

  void everyPaneDrawsEmptyWithADocumentAndAfterClose() {
    QFETCH(QString, id);
    test::WindowFixture fixture;
    auto* pane = fixture.window->findChild<QWidget*>(id);
    QVERIFY(pane);
    pane->setFixedSize(320, 400);
    const QImage empty = pane->grab().toImage();
    QVERIFY(!empty.isNull());
    fixture.openPicture();
    QVERIFY(!fixture.session->document().isEmpty());
    const QImage open = pane->grab().toImage();
    QVERIFY(!open.isNull());
    if (id == QLatin1String("picturePane")) QVERIFY(open != empty);
    fixture.session->closeAll();
    QCoreApplication::sendPostedEvents();
    QVERIFY(fixture.session->document().isEmpty());
    if (id == QLatin1String("picturePane")) QCOMPARE(pane->grab().toImage(), empty);
  }

  void everyPaneFileIsInTheList() {
    QSet<QString> listed;
    for (const PaneSpec& pane : paneList()) listed.insert(QString::fromLatin1(pane.id).toLower());
    const QDir folder(QStringLiteral(SSA_SOURCE_DIR "/widgets/panes"));
    const QStringList files = folder.entryList({QStringLiteral("*_pane.h")});
    QVERIFY(files.size() >= 6);
    for (QString file : files) {
      file.chop(2);
      QVERIFY2(listed.contains(file.remove(QLatin1Char('_'))), qPrintable(file));
    }
  }
};

std::unique_ptr<QObject> makePanesTest() { return std::make_unique<PanesTest>(); }

#include "panes_test.moc"

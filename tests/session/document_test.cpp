#include "app/session/document.h"

#include <QSignalSpy>

#include <memory>

#include "app/session/qt_convert.h"
#include "app/session/session.h"
#include "tests/session/pictures.h"
#include "tests/session/tests.h"
#include "tests/support/runner.h"

using namespace ssa;

class DocumentTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void changesOfOneTurnAreOneNotice() {
    const auto folder = test::tempDir();
    const auto picture = test::writePicture(folder / "val/1.png", 1);
    test::writeMask(folder / "valannot/1.png", 2);
    Session session(
        {.settingsFile = fromPath(folder / "s.ini"), .modelsFolder = fromPath(folder / "m"), .synchronousJobs = true});
    QSignalSpy changed(&session.document(), &Document::changed);
    session.openPaths({fromPath(picture)});  // picture, truth, labels: several changes within this call
    QVERIFY(changed.isEmpty());              // never inside the call
    QVERIFY(session.document().truth() != nullptr);
    QTRY_COMPARE(changed.size(), 1);
    const auto changes = changed.at(0).at(0).value<Document::Changes>();
    QVERIFY(changes.testFlag(Document::Picture));
    QVERIFY(changes.testFlag(Document::Truth));
    QCoreApplication::processEvents();
    QCOMPARE(changed.size(), 1);
    session.closeAll();
    QTRY_COMPARE(changed.size(), 2);
    QVERIFY(session.document().isEmpty());
  }

  void anEmptyDocumentHasNothingToShow() {
    const Document document;
    for (const ViewKind view : {ViewKind::image, ViewKind::baseline, ViewKind::coarse, ViewKind::refined, ViewKind::truth,
                                ViewKind::flips, ViewKind::gains}) {
      QVERIFY(document.mask(view) == nullptr);
      QVERIFY(document.difference(view) == nullptr);
      QVERIFY(document.score(view, ScoreKind::entropy) == nullptr);
    }
    QVERIFY(document.isEmpty());
    QVERIFY(document.title().isEmpty());
  }
};

std::unique_ptr<QObject> makeDocumentTest() { return std::make_unique<DocumentTest>(); }

#include "document_test.moc"

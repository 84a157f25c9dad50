#include "app/session/session.h"

#include <QBuffer>
#include <QElapsedTimer>
#include <QFile>
#include <QImageReader>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPainter>
#include <QSignalSpy>

#include <filesystem>
#include <memory>

#include "app/session/image_list.h"
#include "app/session/jobs/job_queue.h"
#include "app/session/qt_convert.h"
#include "app/session/settings.h"
#include "tests/session/pictures.h"
#include "tests/session/tests.h"
#include "tests/support/runner.h"

using namespace ssa;
namespace fs = std::filesystem;

namespace {

/// A session with folders of its own and three pictures with masks, CamVid fashion.
struct Stage {
  fs::path root = test::tempDir();
  std::unique_ptr<Session> session;

  Stage() {
    for (int i = 1; i <= 3; ++i) {
      test::writePicture(file(i), i);
      test::writeMask(root / "valannot" / (std::to_string(i) + ".png"), static_cast<std::uint8_t>(i));
    }
    restart();
  }
  fs::path file(int i) const { return root / "val" / (std::to_string(i) + ".png"); }
  QString path(int i) const { return fromPath(file(i)); }
  QString folder() const { return fromPath(root / "val"); }
  void restart() {
    session.reset();
    session = std::make_unique<Session>(
        Session::Config{.settingsFile = fromPath(root / "s.ini"), .modelsFolder = fromPath(root / "models")});
  }
};

QJsonObject json(const fs::path& file) {
  QFile opened(fromPath(file));
  return opened.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(opened.readAll()).object() : QJsonObject();
}

}  // namespace

class SessionTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void aFolderOpensAtItsFirstPictureWithTruth() {
    Stage stage;
    Session& session = *stage.session;
    QSignalSpy failed(&session, &Session::failed);
    session.openPaths({stage.folder()});
    QTRY_COMPARE(session.document().path(), stage.path(1));
    QCOMPARE(session.images().rowCount(), 3);
    QCOMPARE(session.currentRow(), 0);
    QCOMPARE(session.document().image()->size(), (Size{96, 64}));
    QTRY_VERIFY(session.document().truth() != nullptr);
    QCOMPARE(int{session.document().truth()->at({5, 5})}, 1);
    QCOMPARE(session.labels().count(), 2);  // numbered up to the largest id while no model is there
    QCOMPARE(session.recentPaths(), QStringList{stage.folder()});
    QVERIFY(failed.isEmpty());
  }

  void nextAndPreviousArePrefetched() {
    Stage stage;
    Session& session = *stage.session;
    session.openPaths({stage.folder()});
    QTRY_COMPARE(session.currentRow(), 0);
    QTRY_VERIFY(session.jobs().idle());
    QElapsedTimer timer;
    timer.start();
    session.next();
    QCOMPARE(session.currentRow(), 1);  // at once: it was decoded ahead
    qInfo("next, prefetched: %.2f ms", static_cast<double>(timer.nsecsElapsed()) / 1e6);
    QTRY_VERIFY(session.jobs().idle());
    session.next();
    QCOMPARE(session.currentRow(), 2);
    session.next();  // the end
    QCOMPARE(session.currentRow(), 2);
    session.previous();
    QCOMPARE(session.currentRow(), 1);
  }

  void quickSteppingEndsWhereItWasAsked() {
    Stage stage;
    Session& session = *stage.session;
    session.openPaths({stage.folder()});
    QTRY_COMPARE(session.currentRow(), 0);
    session.next();
    session.next();
    QTRY_COMPARE(session.currentRow(), 2);
    QTRY_VERIFY(session.jobs().idle());
    QCOMPARE(session.currentRow(), 2);
  }

  void aPictureThatFailsLeavesThePreviousOne() {
    Stage stage;
    test::write(stage.file(2), Bytes(30, std::byte{1}));
    Session& session = *stage.session;
    QSignalSpy failed(&session, &Session::failed);
    session.openPaths({stage.folder()});
    QTRY_COMPARE(session.currentRow(), 0);
    session.next();
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(failed.at(0).at(1).toString(), stage.path(2));
    QTRY_VERIFY(session.jobs().idle());
    QCOMPARE(failed.size(), 1);
    QCOMPARE(session.document().path(), stage.path(1));
    QVERIFY(session.images().data(session.images().index(1), ImageList::ErrorRole).isValid());
    session.next();  // steps over it
    QTRY_COMPARE(session.document().path(), stage.path(3));
  }

  void aVanishedFileIsSaidAndMarked() {
    Stage stage;
    Session& session = *stage.session;
    session.openPaths({stage.folder()});
    QTRY_COMPARE(session.currentRow(), 0);
    QTRY_VERIFY(session.jobs().idle());
    QSignalSpy failed(&session, &Session::failed);
    fs::remove(stage.file(3));
    session.openRow(2);  // never read
    QTRY_COMPARE(failed.size(), 1);
    QVERIFY(failed.at(0).at(0).value<Error>().code == ErrorCode::fileVanished);
    QCOMPARE(session.currentRow(), 0);
    fs::remove(stage.file(2));
    session.openRow(1);  // read ahead: shown from memory, then found to be gone
    QCOMPARE(session.currentRow(), 1);
    QTRY_COMPARE(failed.size(), 2);
    QVERIFY(failed.at(1).at(0).value<Error>().code == ErrorCode::fileVanished);
    for (const int row : {1, 2}) QVERIFY(session.images().data(session.images().index(row), ImageList::ErrorRole).isValid());
    QCOMPARE(session.document().path(), stage.path(2));
  }

  void aFileChangedOnDiskIsReadAgain() {
    Stage stage;
    Session& session = *stage.session;
    session.openPaths({stage.folder()});
    QTRY_VERIFY(session.currentRow() == 0 && session.jobs().idle());
    test::writePicture(stage.file(2), 9, {50, 40});
    session.next();
    QTRY_COMPARE(session.document().image()->size(), (Size{50, 40}));
  }

  void truthOfAnotherSizeIsRefused() {
    Stage stage;
    test::writeMask(stage.root / "valannot/1.png", 1, {10, 10});
    Session& session = *stage.session;
    session.openPaths({stage.path(1)});
    QTRY_VERIFY(session.document().truthError().has_value());
    QVERIFY(session.document().truthError()->code == ErrorCode::sizeMismatch);
    QVERIFY(session.document().truth() == nullptr);
    const fs::path mine = test::writeMask(stage.root / "mine/other.png", 4);
    session.openTruth(fromPath(mine));
    QTRY_VERIFY(session.document().truth() != nullptr);
    QCOMPARE(session.document().truthPath(), fromPath(mine));
    QVERIFY(!session.document().truthError().has_value());
    QSignalSpy failed(&session, &Session::failed);
    session.openTruth(fromPath(stage.root / "valannot/1.png"));
    QTRY_COMPARE(failed.size(), 1);
  }

  void aTruthFolderCanBeChosen() {
    Stage stage;
    test::writeMask(stage.root / "mine/1.png", 7);
    Session& session = *stage.session;
    session.openPaths({stage.path(1)});
    QTRY_VERIFY(session.document().truth() != nullptr);
    session.setTruthFolder(fromPath(stage.root / "mine"));
    QTRY_COMPARE(session.document().truthPath(), fromPath(stage.root / "mine/1.png"));
    QCOMPARE(int{session.document().truth()->at({0, 0})}, 7);
  }

  void whatCannotBeOpenedIsOneMessageAndLosesNothing() {
    Stage stage;
    Session& session = *stage.session;
    session.openPaths({stage.folder()});
    QTRY_COMPARE(session.currentRow(), 0);
    QSignalSpy failed(&session, &Session::failed), warned(&session, &Session::warned);
    fs::create_directories(stage.root / "empty");
    session.openPaths({fromPath(stage.root / "empty")});
    QTRY_COMPARE(failed.size(), 1);
    QVERIFY(failed.at(0).at(0).value<Error>().code == ErrorCode::folderEmpty);
    QCOMPARE(session.images().rowCount(), 3);
    QCOMPARE(session.document().path(), stage.path(1));
    // One good picture among others: it opens, the rest is one warning.
    session.openPaths({fromPath(stage.root / "gone.png"), stage.path(3), fromPath(stage.root / "s.ini.x")});
    QTRY_COMPARE(session.document().path(), stage.path(3));
    QCOMPARE(failed.size(), 1);
    QTRY_COMPARE(warned.size(), 1);
    QCOMPARE(warned.at(0).at(0).value<Warnings>().size(), std::size_t{2});
  }

  void pastedPicturesNeedNoFile() {
    Stage stage;
    Session& session = *stage.session;
    session.openPaths({stage.folder()});
    QTRY_COMPARE(session.currentRow(), 0);
    QImage pasted(40, 30, QImage::Format_ARGB32);
    pasted.fill(Qt::transparent);
    pasted.setPixelColor(3, 4, QColor(10, 20, 30));
    session.openPicture(pasted);
    QTRY_COMPARE(session.document().image()->size(), (Size{40, 30}));
    QVERIFY(session.document().path().isEmpty());
    QCOMPARE(session.currentRow(), -1);
    const auto image = session.document().image();
    QCOMPARE(int{image->row(0)[0]}, 255);
    QCOMPARE(int{image->row(4)[3 * 3 + 2]}, 30);
    session.next();
    QTRY_COMPARE(session.currentRow(), 1);
  }

  void theLastSessionComesBack() {
    Stage stage;
    QVERIFY(!stage.session->restoreLast());
    stage.session->openPaths({stage.folder()});
    QTRY_COMPARE(stage.session->currentRow(), 0);
    stage.session->openRow(2);
    QTRY_COMPARE(stage.session->currentRow(), 2);
    stage.restart();
    QVERIFY(stage.session->restoreLast());
    QTRY_COMPARE(stage.session->currentRow(), 2);
    QCOMPARE(stage.session->images().rowCount(), 3);
  }

  void coloursAndVisibilityFollowTheLabelSet() {
    Stage stage;
    Session* session = stage.session.get();
    session->openPaths({stage.path(3)});
    QTRY_COMPARE(session->labels().count(), 4);
    QSignalSpy changed(session, &Session::labelsChanged);
    session->setClassColour(2, {1, 2, 3});
    QCOMPARE(changed.size(), 1);
    QVERIFY(session->labels().classes[2].colour == (Rgb{1, 2, 3}));
    session->setPaletteName(QStringLiteral("voc"));
    QVERIFY(session->labels().classes[1].colour == vocPalette(4)[1]);
    QVERIFY(session->labels().classes[2].colour == (Rgb{1, 2, 3}));
    session->soloClass(1);
    QVERIFY(session->classVisible(1) && !session->classVisible(0) && !session->classVisible(3));
    session->soloClass(-1);
    QVERIFY(session->classVisible(0));
    session->setClassVisible(0, false);
    QVERIFY(!session->classVisible(0));
    stage.restart();
    session = stage.session.get();
    session->openPaths({stage.path(3)});
    QTRY_COMPARE(session->labels().count(), 4);
    QVERIFY(session->labels().classes[2].colour == (Rgb{1, 2, 3}));
    session->resetClassColours();
    QVERIFY(session->labels().classes[2].colour == vocPalette(4)[2]);
  }

  void truthAndViewsAreSavedWithSidecars() {
    Stage stage;
    Session& session = *stage.session;
    session.openPaths({stage.path(2)});
    QTRY_VERIFY(session.document().truth() != nullptr);
    QSignalSpy saved(&session, &Session::saved), failed(&session, &Session::failed);
    const fs::path mask = stage.root / "out.png";
    session.saveMask(ViewKind::truth, fromPath(mask));
    QTRY_COMPARE(saved.size(), 1);
    const auto read = readIndexMask(mask);
    SSA_VERIFY_OK(read);
    QCOMPARE(int{read->value.at({0, 0})}, 2);
    QJsonObject sidecar = json(stage.root / "out.json");
    QCOMPARE(sidecar.value(QStringLiteral("kind")).toString(), QStringLiteral("truth"));
    QCOMPARE(sidecar.value(QStringLiteral("width")).toInt(), 96);
    QCOMPARE(sidecar.value(QStringLiteral("provenance")).toObject().value(QStringLiteral("image")).toString(), stage.path(2));

    const QString view = fromPath(stage.root / "view.png");
    session.saveImage(toQImage(*session.document().image()), view, session.provenance(ViewKind::image));
    QTRY_COMPARE(saved.size(), 2);
    QImageReader reader(view);
    QVERIFY(reader.text(QStringLiteral("provenance")).contains(QStringLiteral("SSA Studio")));
    QCOMPARE(reader.read().convertToFormat(QImage::Format_RGB888), toQImage(*session.document().image()));
    sidecar = json(stage.root / "view.json");
    QCOMPARE(sidecar.value(QStringLiteral("provenance")).toObject().value(QStringLiteral("image")).toString(), stage.path(2));

    session.saveMask(ViewKind::truth, fromPath(stage.root / "nowhere/out.png"));
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(saved.size(), 2);
    session.saveMask(ViewKind::refined, fromPath(stage.root / "nothing.png"));
    QTRY_VERIFY(session.jobs().idle());
    QVERIFY(!fs::exists(stage.root / "nothing.png"));
  }

  void closingEmptiesEverything() {
    Stage stage;
    Session& session = *stage.session;
    session.openPaths({stage.folder()});
    QTRY_COMPARE(session.currentRow(), 0);
    session.closeAll();
    QVERIFY(session.document().isEmpty());
    QCOMPARE(session.images().rowCount(), 0);
    QTRY_VERIFY(session.jobs().idle());
    QVERIFY(session.document().isEmpty());
    session.next();
    QCOMPARE(session.currentRow(), -1);
  }

  void damagedSettingsAreSaidOnceSomebodyListens() {
    const fs::path root = test::tempDir();
    QVERIFY(writeFile(root / "s.ini", std::string_view("\x01garbage")).ok());
    Session session({.settingsFile = fromPath(root / "s.ini"), .modelsFolder = fromPath(root / "models")});
    QSignalSpy failed(&session, &Session::failed);
    QTRY_COMPARE(failed.size(), 1);
    QVERIFY(fs::exists(root / "s.ini.broken"));
  }
};

std::unique_ptr<QObject> makeSessionTest() { return std::make_unique<SessionTest>(); }

#include "session_test.moc"

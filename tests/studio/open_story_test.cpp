#include <QClipboard>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QFile>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMimeData>
#include <QSet>
#include <QTest>
#include <QUrl>

#include "app/session/image_list.h"
#include "tests/studio/studio_fixture.h"
#include "tests/studio/tests.h"
#include "tests/support/runner.h"
#include "widgets/canvas/canvas.h"
#include "widgets/feedback/notifier.h"
#include "widgets/view_state.h"

using namespace ssa;
using test::Studio;

namespace {

int colourCount(const QImage& image) {
  QSet<QRgb> colours;
  for (int y = 0; y < image.height(); y += 7)
    for (int x = 0; x < image.width(); x += 7) colours.insert(image.pixel(x, y));
  return static_cast<int>(colours.size());
}

}  // namespace

class OpenStory : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void aFolderOpensWithThumbnailsAndTheFirstPicture() {
    const test::PictureFolder pictures = test::makePictures(3);
    Studio studio("open folder");
    studio.act("openFolder", {pictures.folder});
    QVERIFY(studio.settle());
    auto* list = studio.find<QListView>("pictureList");
    QCOMPARE(list->model()->rowCount(), 3);
    QCOMPARE(studio.session().document().path(), pictures.pictures[0]);
    QVERIFY(list->isVisible());
    QTRY_VERIFY(!list->model()->index(2, 0).data(Qt::DecorationRole).value<QImage>().isNull());
    QVERIFY(studio.find<QLabel>("pictureCount")->text().contains(QLatin1Char('3')));
    QVERIFY(colourCount(studio.shown()) > 3);
    QCOMPARE(studio.window().notifier().count(), 0);
    QVERIFY(studio.watchdog().longest_ms() < test::kLongestGap_ms);
  }

  void keysGoThroughThePicturesAndTheFilterNarrowsThem() {
    const test::PictureFolder pictures = test::makePictures(3);
    Studio studio("keys");
    studio.session().openPaths({pictures.folder});
    QVERIFY(studio.settle());
    studio.window().activateWindow();
    studio.window().canvas().setFocus();
    QTest::keyClick(&studio.window().canvas(), Qt::Key_D);
    QTRY_COMPARE(studio.session().document().path(), pictures.pictures[1]);
    QTest::keyClick(&studio.window().canvas(), Qt::Key_PageDown);
    QTRY_COMPARE(studio.session().document().path(), pictures.pictures[2]);
    QTest::keyClick(&studio.window().canvas(), Qt::Key_A);
    QTRY_COMPARE(studio.session().document().path(), pictures.pictures[1]);
    auto* filter = studio.find<QLineEdit>("pictureFilter");
    QTest::keyClicks(filter, QStringLiteral("_2"));
    auto* list = studio.find<QListView>("pictureList");
    QCOMPARE(list->model()->rowCount(), 1);
    list->setCurrentIndex(list->model()->index(0, 0));
    QTRY_COMPARE(studio.session().document().path(), pictures.pictures[2]);
    QVERIFY(studio.watchdog().longest_ms() < test::kLongestGap_ms);
  }

  void droppedAndPastedPicturesOpen() {
    const test::PictureFolder pictures = test::makePictures(2);
    Studio studio("drop and paste");
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(pictures.pictures[1])});
    QDragEnterEvent enter({600, 500}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&studio.window().canvas(), &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop(QPointF(600, 500), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&studio.window().canvas(), &drop);
    QTRY_COMPARE(studio.session().document().path(), pictures.pictures[1]);
    QGuiApplication::clipboard()->setImage(QImage(pictures.pictures[0]));
    studio.act("paste");
    QTRY_VERIFY(studio.session().document().path().isEmpty() && !studio.session().document().isEmpty());
    QCOMPARE(studio.session().document().image()->width(), 160);
  }

  void modelsLoadAndMasksAppear() {
    const test::PictureFolder pictures = test::makePictures(1);
    const QString plain = test::plainModel(), adaptive = test::ssaModel();
    Studio studio("models");
    studio.act("openFolder", {pictures.folder});
    studio.act("openBaseline", {plain});
    studio.act("openSsa", {adaptive});
    QVERIFY(studio.settle());
    QVERIFY(studio.session().slotState(Slot::baseline) == SlotState::ready);
    QVERIFY(studio.session().slotState(Slot::ssa) == SlotState::ready);
    const Document& document = studio.session().document();
    for (const ViewKind kind : {ViewKind::baseline, ViewKind::coarse, ViewKind::refined}) QVERIFY(document.mask(kind));
    QVERIFY(studio.session().baselineIsSecondModel());
    const std::vector<ViewContent>& views = studio.window().canvas().views();
    QVERIFY(views[1].title.contains(QStringLiteral("second model")));
    QVERIFY(views[2].title.contains(QStringLiteral("SSA model")));
    QVERIFY(views[3].toolTip.contains(QStringLiteral("sha256")));
    for (const ViewContent& view : views) QVERIFY2(view.note.isEmpty(), qPrintable(view.note));
    QVERIFY(colourCount(studio.shown()) > 6);
    QVERIFY2(studio.watchdog().longest_ms() < test::kLongestGap_ms, "the window stood still");
  }

  void theLastSessionComesBack() {
    const test::PictureFolder pictures = test::makePictures(2);
    const QString settings = QString::fromStdString((test::tempDir() / "studio.ini").string());
    {
      Studio studio("first session", settings);
      studio.session().openPaths({pictures.folder});
      QVERIFY(studio.settle());
      studio.session().next();
      QVERIFY(studio.settle());
      studio.window().viewState().setMode(CompareMode::swipe);
      studio.window().close();
    }
    Studio studio("second session", settings);
    QVERIFY(studio.session().restoreLast());
    QVERIFY(studio.settle());
    QCOMPARE(studio.session().document().path(), pictures.pictures[1]);
    QVERIFY(studio.window().canvas().mode() == CompareMode::swipe);
  }
};

std::unique_ptr<QObject> makeOpenStory() { return std::make_unique<OpenStory>(); }

#include "open_story_test.moc"

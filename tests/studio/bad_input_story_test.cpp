#include <QDir>
#include <QFile>
#include <QImage>
#include <QTest>

#include "tests/studio/studio_fixture.h"
#include "tests/studio/tests.h"
#include "tests/support/runner.h"
#include "widgets/canvas/canvas.h"
#include "widgets/feedback/notifier.h"
#include "widgets/view_state.h"

using namespace ssa;
using test::Studio;

namespace {

void writeBytes(const QString& path, const QByteArray& bytes) {
  QFile file(path);
  if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size()) qFatal("cannot write %s", qPrintable(path));
}

}  // namespace

/// Every bad input gives exactly one message with a remedy, and what was open stays open.
class BadInputStory : public QObject {
  Q_OBJECT

  std::unique_ptr<Studio> studio_;
  test::PictureFolder pictures_;
  QString folder_;

  void expectOneMessage(const QString& word) {
    QVERIFY(studio_->settle());
    Notifier& notifier = studio_->window().notifier();
    QVERIFY2(notifier.count() == 1,
             qPrintable(QStringLiteral("%1 messages; %2").arg(notifier.count()).arg(notifier.current().text)));
    QVERIFY2(notifier.current().text.contains(word), qPrintable(notifier.current().text));
    QVERIFY(!notifier.current().remedy.isEmpty());
    QVERIFY(notifier.isVisible());
    QCOMPARE(studio_->session().document().path(), pictures_.pictures[0]);
    QVERIFY(studio_->window().canvas().views().front().image);
  }

 private Q_SLOTS:
  void init() {
    pictures_ = test::makePictures(2);
    folder_ = QString::fromStdString(test::tempDir().string());
    const QString adaptive = test::ssaModel();
    studio_ = std::make_unique<Studio>("bad input");
    studio_->session().loadModel(Slot::ssa, adaptive);
    studio_->session().openPaths({pictures_.folder});
    QVERIFY(studio_->settle());
    // The model is untrained, which it says once.
    studio_->window().notifier().clear();
  }
  void cleanup() {
    QVERIFY(studio_->watchdog().longest_ms() < test::kLongestGap_ms);
    studio_.reset();
  }

  void aColourMaskIsNoTruth() {
    const QString file = folder_ + QStringLiteral("/colour.png");
    QImage colour(160, 120, QImage::Format_RGB888);
    colour.fill(QColor(10, 200, 30));
    colour.save(file);
    studio_->act("openTruth", {file});
    expectOneMessage(QStringLiteral("colour.png"));
    QVERIFY(!studio_->session().document().truth());
  }

  void aTruthOfAnotherSizeIsRefused() {
    const QString file = folder_ + QStringLiteral("/small.png");
    QImage mask(20, 10, QImage::Format_Grayscale8);
    mask.fill(1);
    mask.save(file);
    studio_->act("openTruth", {file});
    expectOneMessage(QStringLiteral("small.png"));
  }

  void aTruthWithOtherClassesIsNamed() {
    const QString file = folder_ + QStringLiteral("/classes.png");
    QImage mask(160, 120, QImage::Format_Grayscale8);
    mask.fill(77);
    mask.save(file);
    studio_->act("openTruth", {file});
    expectOneMessage(QStringLiteral("classes.png"));
  }

  void aBrokenPictureLeavesTheOldOne() {
    QFile whole(pictures_.pictures[0]);
    QVERIFY(whole.open(QIODevice::ReadOnly));
    const QString file = folder_ + QStringLiteral("/broken.png");
    writeBytes(file, whole.readAll().left(200));
    studio_->act("openPictures", {file});
    expectOneMessage(QStringLiteral("broken.png"));
  }

  void aVanishedPictureIsNamed() {
    QVERIFY(QFile::remove(pictures_.pictures[1]));
    // What was read ahead still shows; only a fresh read can miss the file.
    studio_->act("openPictures", {folder_ + QStringLiteral("/never_there.png")});
    expectOneMessage(QStringLiteral("never_there.png"));
  }

  void anEmptyFolderIsNamed() {
    QVERIFY(QDir(folder_).mkdir(QStringLiteral("nothing")));
    studio_->act("openFolder", {folder_ + QStringLiteral("/nothing")});
    expectOneMessage(QStringLiteral("nothing"));
  }

  void anUnknownCheckpointKeepsTheModel() {
    const QString file = folder_ + QStringLiteral("/strange.pth");
    writeBytes(file, QByteArray(4096, 'x'));
    studio_->act("openSsa", {file});
    expectOneMessage(QStringLiteral("strange.pth"));
  }
};

std::unique_ptr<QObject> makeBadInputStory() { return std::make_unique<BadInputStory>(); }

#include "bad_input_story_test.moc"

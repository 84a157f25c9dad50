#include <QClipboard>
#include <QFile>
#include <QGuiApplication>
#include <QImage>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include "engine/image/read.h"
#include "tests/studio/studio_fixture.h"
#include "tests/studio/tests.h"
#include "tests/support/runner.h"
#include "widgets/feedback/notifier.h"
#include "widgets/view_state.h"

using namespace ssa;
using test::Studio;

namespace {

QJsonObject jsonOf(const QString& path) {
  QFile file(path);
  return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
}

}  // namespace

class SaveStory : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void maskAndViewAreSavedWithTheirOrigin() {
    const test::PictureFolder pictures = test::makePictures(1);
    const QString adaptive = test::ssaModel();
    Studio studio("save");
    studio.session().loadModel(Slot::ssa, adaptive);
    studio.session().openPaths({pictures.folder});
    QVERIFY(studio.settle());
    studio.window().notifier().clear();  // the model says that it is untrained
    studio.window().viewState().setMode(CompareMode::single);
    studio.window().viewState().setView(0, ViewKind::refined);
    QVERIFY(studio.settle());

    const QString folder = QString::fromStdString(test::tempDir().string());
    const QString mask = folder + QStringLiteral("/mask.png"), view = folder + QStringLiteral("/view.png");
    studio.act("saveMask", {mask});
    studio.act("saveView", {view});
    studio.watchdog().forgive();
    QVERIFY(studio.settle());
    QCOMPARE(studio.window().notifier().count(), 0);

    auto saved = readIndexMask(mask.toStdString());
    SSA_VERIFY_OK(saved);
    const auto shown = studio.session().document().mask(ViewKind::refined);
    QVERIFY((saved->value.size == shown->size()));
    for (int y = 0; y < shown->height(); ++y)
      for (int x = 0; x < shown->width(); ++x) QCOMPARE(saved->value.at({x, y}), static_cast<std::uint16_t>(shown->at({x, y})));
    QVERIFY(!jsonOf(folder + QStringLiteral("/mask.json")).isEmpty());
    QCOMPARE(QImage(view).size(), QSize(160, 120));
    QVERIFY(!jsonOf(folder + QStringLiteral("/view.json")).isEmpty());

    studio.act("copyView");
    QTRY_COMPARE(QGuiApplication::clipboard()->image().size(), QSize(160, 120));
  }

  void aFolderThatMayNotBeWrittenGivesOneMessage() {
    const test::PictureFolder pictures = test::makePictures(1);
    const QString adaptive = test::ssaModel();
    Studio studio("save into nowhere");
    studio.session().loadModel(Slot::ssa, adaptive);
    studio.session().openPaths({pictures.folder});
    QVERIFY(studio.settle());
    studio.window().notifier().clear();
    studio.act("saveMask", {QStringLiteral("/proc/none/mask.png")});
    QVERIFY(studio.settle());
    QCOMPARE(studio.window().notifier().count(), 1);
    QVERIFY(!studio.session().document().isEmpty());
  }
};

std::unique_ptr<QObject> makeSaveStory() { return std::make_unique<SaveStory>(); }

#include "save_story_test.moc"

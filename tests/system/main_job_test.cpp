#include <QImage>
#include <QTest>

#include "engine/image/read.h"
#include "tests/support/runner.h"
#include "tests/system/program.h"
#include "tests/system/tests.h"

namespace ssa::test {
namespace {

namespace fs = std::filesystem;

/// The README's first command without a display, in the build tree it shares with packaging/test; in other build trees
/// the program that it starts, so that a developer's test does not build everything twice.
Ran runMainJob(const QStringList& arguments, const fs::path& out) {
  const fs::path shared_tree = fs::path(SSA_SOURCE_DIR) / "build/release";
  qputenv("QT_QPA_PLATFORM", "offscreen");
  if (fs::path(SSA_BINARY_DIR) != shared_tree)
    return runProgram(QStringLiteral(SSA_BINARY_DIR "/bin/ssa-studio"),
                      QStringList{QStringLiteral("--sheet"), text(out)} + arguments);
  return runProgram(QStringLiteral(SSA_SOURCE_DIR "/packaging/run"),
                    QStringList{QStringLiteral("--headless"), QStringLiteral("--out"), text(out)} + arguments);
}

}  // namespace

class MainJobTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:

  void makesMasksAndALabelledSheet() {
    const fs::path folder = tempDir(), out = folder / "results";
    fs::create_directories(folder / "pictures");
    makePicture(folder / "pictures/first.png", {96, 64}, 1);
    makePicture(folder / "pictures/second.png", {80, 80}, 2);
    const Ran ran = runMainJob({QStringLiteral("--baseline"), text(smallModel("plain")), QStringLiteral("--ssa"),
                                text(smallModel("ssa")), text(folder / "pictures")},
                               out);
    SSA_VERIFY_CODE(ran, 0);
    for (const char* stem : {"first", "second"}) {
      const Size size = std::string(stem) == "first" ? Size{96, 64} : Size{80, 80};
      for (const char* kind : {".baseline", ".coarse", ".refined"}) {
        const fs::path mask = out / (std::string(stem) + kind + ".png");
        const auto read = readIndexMask(mask);
        SSA_VERIFY_OK(read);
        QCOMPARE(read->value.size.width, size.width);
        QCOMPARE(read->value.size.height, size.height);
        for (const std::uint16_t id : read->value.ids) QVERIFY(id < 5);
        QVERIFY(ran.out.contains(mask.filename().c_str()));  // the user is told where it is
        QFile sidecar(text(fs::path(mask).replace_extension(".json")));
        QVERIFY(sidecar.open(QIODevice::ReadOnly));
        const QJsonObject json = QJsonDocument::fromJson(sidecar.readAll()).object();
        QCOMPARE(json[QStringLiteral("mask")].toString(), QString::fromStdString(mask.filename().string()));
        QVERIFY(!json[QStringLiteral("provenance")].toObject().isEmpty());
      }
    }
    const QImage sheet(text(out / "sheet.png"));
    QVERIFY(sheet.width() > 5 * 400 && sheet.height() > 600);  // five columns, two rows
    QVERIFY(ran.out.contains("sheet.png"));
  }

  void aBadPictureIsNamedAndTheOthersAreDone() {
    const fs::path folder = tempDir(), out = folder / "results";
    makePicture(folder / "good.png", {64, 64}, 1);
    QFile broken(text(folder / "broken.png"));
    QVERIFY(broken.open(QIODevice::WriteOnly) && broken.write("not a picture") > 0);
    broken.close();
    const Ran ran = runMainJob(
        {QStringLiteral("--ssa"), text(smallModel("ssa")), text(folder / "good.png"), text(folder / "broken.png")}, out);
    SSA_VERIFY_CODE(ran, 1);
    QVERIFY2(ran.err.contains("broken.png"), ran.err.constData());
    QVERIFY(fs::exists(out / "good.refined.png") && fs::exists(out / "sheet.png"));
  }

  void anUnreadableModelIsOneMessage() {
    const fs::path folder = tempDir();
    makePicture(folder / "good.png", {64, 64}, 1);
    const Ran ran =
        runMainJob({QStringLiteral("--ssa"), text(folder / "missing.pth"), text(folder / "good.png")}, folder / "results");
    SSA_VERIFY_CODE(ran, 1);
    QVERIFY2(ran.err.contains("missing.pth"), ran.err.constData());
  }
};

std::unique_ptr<QObject> makeMainJobTest() { return std::make_unique<MainJobTest>(); }

}  // namespace ssa::test

#include "main_job_test.moc"

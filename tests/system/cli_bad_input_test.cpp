#include <QJsonArray>
#include <fstream>

#include "tests/data/masks.h"
#include "tests/data/without_root.h"
#include "tests/support/runner.h"
#include "tests/system/program.h"
#include "tests/system/tests.h"

namespace ssa::test {
namespace {

namespace fs = std::filesystem;

void writeText(const fs::path& file, const char* content) {
  fs::create_directories(file.parent_path());
  std::ofstream(file) << content;
}

/// `segment --json` of everything in `in` with the small SSA model.
Ran segment(const fs::path& in, const fs::path& out, const std::function<void()>& inChild = {}) {
  return runSsaseg({QStringLiteral("segment"), text(in), QStringLiteral("--model"), text(smallModel()), QStringLiteral("--out"),
                    text(out), QStringLiteral("--json")},
                   inChild);
}

Ran evaluate(const fs::path& data, const QStringList& more = {}) {
  return runSsaseg(QStringList{QStringLiteral("evaluate"), QStringLiteral("--model"), text(smallModel()),
                               QStringLiteral("--data"), text(data), QStringLiteral("--json")} +
                   more);
}

QString errorCode(const Ran& ran) { return ran.json()[QStringLiteral("error")][QStringLiteral("code")].toString(); }

QStringList failedCodes(const Ran& ran) {
  QStringList codes;
  for (const QJsonValue& file : ran.json()[QStringLiteral("files")].toArray())
    if (file[QStringLiteral("state")].toString() == QLatin1String("failed"))
      codes << file[QStringLiteral("error")][QStringLiteral("code")].toString();
  return codes;
}

}  // namespace

/// Bad input gives one clear error and never takes the good along.
class CliBadInputTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void init() { folder_ = tempDir(); }

  void aBadPictureIsNamedAndTheOthersGoOn() {
    makePicture(folder_ / "in/1.png", {96, 64}, 1);
    writeText(folder_ / "in/2.png", "no picture at all");
    writeText(folder_ / "in/3.png", "");
    makePicture(folder_ / "in/4.png", {96, 64}, 4);
    const Ran ran = segment(folder_ / "in", folder_ / "out");
    SSA_VERIFY_CODE(ran, 1);
    QCOMPARE(failedCodes(ran), (QStringList{QStringLiteral("unknown_format"), QStringLiteral("file_empty")}));
    QVERIFY(ran.err.contains("2.png") && ran.err.contains("3.png"));
    QVERIFY(fs::exists(folder_ / "out/1.png") && fs::exists(folder_ / "out/4.png") && !fs::exists(folder_ / "out/2.png"));
  }

  void aPictureThatVanishesIsNamed() {
    constexpr int kPictures = 40;
    for (unsigned i = 0; i < kPictures; ++i) makePicture(folder_ / "in" / (std::to_string(i) + ".png"), {320, 240}, i);
    QProcess process;
    process.start(ssaseg(),
                  {QStringLiteral("segment"), text(folder_ / "in"), QStringLiteral("--model"), text(smallModel()),
                   QStringLiteral("--out"), text(folder_ / "out"), QStringLiteral("--verbose"), QStringLiteral("--json")});
    process.setReadChannel(QProcess::StandardError);
    QByteArray said;
    while (!said.contains("backbone") && process.waitForReadyRead(60'000)) said += process.readAllStandardError();
    fs::remove(folder_ / "in" / (std::to_string(kPictures - 1) + ".png"));
    QVERIFY(process.waitForFinished(60'000));
    Ran ran{process.exitCode(), process.readAllStandardOutput(), said + process.readAllStandardError()};
    SSA_VERIFY_CODE(ran, 1);
    QCOMPARE(failedCodes(ran).size(), 1);
    QVERIFY2(ran.err.contains("39.png"), ran.err.constData());
    QCOMPARE(ran.json()[QStringLiteral("written")].toInt(), kPictures - 1);
  }

  void foldersWithoutPictures() {
    fs::create_directories(folder_ / "empty");
    const Ran empty = segment(folder_ / "empty", folder_ / "out");
    SSA_VERIFY_CODE(empty, 1);
    QVERIFY2(empty.err.contains("holds no images"), empty.err.constData());
    QVERIFY(!fs::exists(folder_ / "out"));
    SSA_VERIFY_CODE(segment(folder_ / "nowhere", folder_ / "out"), 1);
  }

  void aFolderWithoutPermission() {
    makePicture(folder_ / "closed/1.png", {96, 64}, 1);
    makePicture(folder_ / "open/1.png", {96, 64}, 1);
    fs::create_directories(folder_ / "out");
    smallModel();
    fs::permissions(folder_ / "closed", fs::perms::none);
    fs::permissions(folder_ / "out", fs::perms::owner_read | fs::perms::owner_exec);
    const bool root = geteuid() == 0;
    const auto mortal = root ? std::function<void()>(&dropRootPowersForever) : std::function<void()>();
    const Ran reading = segment(folder_ / "closed", folder_ / "elsewhere", mortal);
    const Ran writing = segment(folder_ / "open", folder_ / "out", mortal);
    fs::permissions(folder_ / "closed", fs::perms::owner_all);
    fs::permissions(folder_ / "out", fs::perms::owner_all);
    if (root && reading.code == 0) QSKIP("root cannot give up its powers here");
    SSA_VERIFY_CODE(reading, 1);
    QVERIFY2(reading.err.contains("may not be opened"), reading.err.constData());
    SSA_VERIFY_CODE(writing, 1);
    QCOMPARE(failedCodes(writing), QStringList{QStringLiteral("permission_denied")});
  }

  void picturesAreNeverOverwritten() {
    makePicture(folder_ / "p.png", {96, 64}, 1);
    const auto before = fs::last_write_time(folder_ / "p.png");
    const Ran ran = segment(folder_, folder_);
    SSA_VERIFY_CODE(ran, 2);
    QCOMPARE(errorCode(ran), QStringLiteral("bad_option"));
    QVERIFY(fs::last_write_time(folder_ / "p.png") == before);
  }

  void aLinkInTheOutputFolderLeadsNowhere() {
    makePicture(folder_ / "in/sub/p.png", {96, 64}, 1);
    fs::create_directories(folder_ / "out");
    fs::create_directories(folder_ / "elsewhere");
    fs::create_directory_symlink(folder_ / "elsewhere", folder_ / "out/sub");
    SSA_VERIFY_CODE(segment(folder_ / "in", folder_ / "out"), 1);
    QVERIFY(fs::is_empty(folder_ / "elsewhere"));
  }

  void aWrongClassCountIsSaid() {
    makePicture(folder_ / "images/1.png", {96, 64}, 1);
    saveMask(folder_ / "masks/1.png", LabelMap({96, 64}, 7));
    const Ran outside = evaluate(folder_);
    SSA_VERIFY_CODE(outside, 1);
    QCOMPARE(errorCode(outside), QStringLiteral("mask_id_out_of_range"));
    QVERIFY2(outside.err.contains("the id 7") && outside.err.contains("5 classes"), outside.err.constData());
    const Ran table = evaluate(folder_, {QStringLiteral("--labels"), QStringLiteral("camvid11")});
    SSA_VERIFY_CODE(table, 1);
    QCOMPARE(errorCode(table), QStringLiteral("class_count_mismatch"));
  }

  void aColourMaskIsSaidAndLeftOut() {
    for (const char* name : {"1.png", "2.png"}) makePicture(folder_ / "images" / name, {96, 64}, 1);
    saveMask(folder_ / "masks/1.png", LabelMap({96, 64}, 1));
    makePicture(folder_ / "masks/2.png", {96, 64}, 2);
    const Ran ran = evaluate(folder_);
    SSA_VERIFY_CODE(ran, 1);
    QCOMPARE(ran.json()[QStringLiteral("images")].toInt(), 1);
    QCOMPARE(ran.json()[QStringLiteral("skipped")][0][QStringLiteral("code")].toString(), QStringLiteral("mask_is_colour"));
    QVERIFY2(ran.err.contains("class ids are expected"), ran.err.constData());
  }

  void noModelIsAModel_data() {
    QTest::addColumn<QString>("content");
    QTest::addColumn<QString>("code");
    QTest::newRow("text") << QStringLiteral("this is no checkpoint, only some words in a file")
                          << QStringLiteral("unknown_format");
    QTest::newRow("empty") << QString() << QStringLiteral("file_empty");
    QTest::newRow("missing") << QStringLiteral("-") << QStringLiteral("file_not_found");
  }
  void noModelIsAModel() {
    QFETCH(QString, content);
    QFETCH(QString, code);
    const fs::path file = folder_ / "model.pth";
    if (content != QLatin1String("-")) writeText(file, content.toLatin1().constData());
    for (const QString& verb : {QStringLiteral("import"), QStringLiteral("inspect")}) {
      const Ran ran = runSsaseg({verb, text(file), QStringLiteral("--json")});
      SSA_VERIFY_CODE(ran, 1);
      QCOMPARE(errorCode(ran), code);
    }
  }

  void anUnknownArchitectureIsSaid() {
    const fs::path file = dataDir() / "real/weights/espnet";
    if (dataDir().empty() || !fs::exists(file)) QSKIP("no foreign checkpoints here");
    for (const auto& entry : fs::directory_iterator(file)) {
      if (entry.path().extension() != ".pth") continue;
      const Ran ran =
          runSsaseg({QStringLiteral("inspect"), text(entry.path()), QStringLiteral("--keys"), QStringLiteral("--json")});
      SSA_VERIFY_CODE(ran, 1);
      QCOMPARE(errorCode(ran), QStringLiteral("architecture_unknown"));
      QVERIFY(ran.json()[QStringLiteral("keys")].toArray().size() > 10);  // listed all the same
    }
  }

 private:
  fs::path folder_;
};

std::unique_ptr<QObject> makeCliBadInputTest() { return std::make_unique<CliBadInputTest>(); }

}  // namespace ssa::test

#include "cli_bad_input_test.moc"

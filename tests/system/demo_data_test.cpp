#include <csignal>

#include "tests/support/runner.h"
#include "tests/system/program.h"
#include "tests/system/tests.h"

namespace ssa::test {
namespace {

namespace fs = std::filesystem;

QStringList demoData(const fs::path& out, const char* more) {
  return QStringList{QStringLiteral("demo-data"), text(out), QStringLiteral("--json")} +
         QString::fromLatin1(more).split(QLatin1Char(' '), Qt::SkipEmptyParts);
}

int filesIn(const fs::path& folder) { return static_cast<int>(std::distance(fs::directory_iterator(folder), {})); }

}  // namespace

/// `ssaseg demo-data`; the files themselves are tested with the generator.
class DemoDataTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void init() { folder_ = tempDir() / "scenes"; }

  void writesBothSplitsAndSaysHowFast() {
    const Ran ran = runSsaseg(demoData(folder_, "--train 4 --val 2 --size 96x64 --seed 5 --kind indoor"));
    SSA_VERIFY_CODE(ran, 0);
    QCOMPARE(ran.json()[QStringLiteral("train")].toInt(), 4);
    QCOMPARE(ran.json()[QStringLiteral("classes")].toInt(), 20);
    QVERIFY(ran.json()[QStringLiteral("scenes_per_second")].toDouble() > 0);
    QCOMPARE(filesIn(folder_ / "images/train"), 4);
    QCOMPARE(filesIn(folder_ / "masks/val"), 2);
    QVERIFY(fs::exists(folder_ / "images/val/indoor_00001.png"));

    const Ran again = runSsaseg(demoData(folder_, "--train 1 --val 1 --size 96x64"));
    SSA_VERIFY_CODE(again, 2);
    QVERIFY2(again.err.contains("--replace"), again.err.constData());
    SSA_VERIFY_CODE(runSsaseg(demoData(folder_, "--train 1 --val 1 --size 96x64 --replace")), 0);
    QCOMPARE(filesIn(folder_ / "images/train"), 1);
  }

  void wrongFlagsGiveExitCode2_data() {
    QTest::addColumn<QByteArray>("flags");
    for (const char* flags : {"--size large", "--size 8x8", "--train -1", "--train 0 --val 0", "--kind moon"})
      QTest::newRow(flags) << QByteArray(flags);
  }
  void wrongFlagsGiveExitCode2() {
    QFETCH(QByteArray, flags);
    SSA_VERIFY_CODE(runSsaseg(demoData(folder_, flags.constData())), 2);
    QVERIFY(!fs::exists(folder_));
  }

  void stopsOnSigtermInTheMiddle() {
    QProcess program;
    program.start(ssaseg(), demoData(folder_, "--train 20000 --size 320x240"));
    QTRY_VERIFY_WITH_TIMEOUT(fs::exists(folder_ / "images/train") && filesIn(folder_ / "images/train") > 0, 60000);
    ::kill(static_cast<pid_t>(program.processId()), SIGTERM);
    QVERIFY(program.waitForFinished(20000));
    QCOMPARE(program.exitCode(), 130);
  }

 private:
  fs::path folder_;
};

std::unique_ptr<QObject> makeDemoDataTest() { return std::make_unique<DemoDataTest>(); }

}  // namespace ssa::test

#include "demo_data_test.moc"

#include <QFile>
#include <QJsonArray>

#include "tests/support/runner.h"
#include "tests/system/program.h"
#include "tests/system/tests.h"

namespace ssa::test {
namespace {

namespace fs = std::filesystem;

QString sample(const char* what) { return text(fs::path(SSA_SOURCE_DIR) / "resources/sample" / what); }

Ran analyse(const QString& line) {
  QStringList arguments{QStringLiteral("analyse")};
  for (const QString& word : line.split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
    if (word == QLatin1String("SSA"))
      arguments << sample("ssa");
    else if (word == QLatin1String("PLAIN"))
      arguments << sample("baseline");
    else if (word == QLatin1String("PICTURE"))
      arguments << sample("pictures/1_street_00108.png");
    else if (word == QLatin1String("MASK"))
      arguments << sample("masks/1_street_00108.png");
    else
      arguments << word;
  }
  return runSsaseg(arguments);
}

}  // namespace

/// `ssaseg analyse` about prototypes, with the pair that ships.
class AnalyseSsaTest : public QObject {
  Q_OBJECT
 private:
  fs::path images_, masks_;

  QString folders() const { return QStringLiteral(" --images %1 --masks %2").arg(text(images_), text(masks_)); }

 private Q_SLOTS:
  void initTestCase() {
    images_ = tempDir() / "pictures";
    masks_ = tempDir() / "masks";
    fs::create_directories(images_);
    fs::create_directories(masks_);
    for (const char* name : {"1_street_00108.png", "3_indoor_00113.png"}) {
      fs::copy_file(fs::path(SSA_SOURCE_DIR) / "resources/sample/pictures" / name, images_ / name);
      fs::copy_file(fs::path(SSA_SOURCE_DIR) / "resources/sample/masks" / name, masks_ / name);
    }
  }

  void everyAnalysisHasHelpWithAnExample() {
    for (const char* what : {"relations", "ladder", "flips", "whatif", "pull", "drift"}) {
      const Ran help = analyse(QString::fromLatin1(what) + QStringLiteral(" --help"));
      SSA_VERIFY_CODE(help, 0);
      QVERIFY2(help.out.contains(QByteArray("ssaseg analyse ") + what), help.out.constData());
    }
  }

  void ladderOfASetAndOfAPicture() {
    const Ran ran = analyse(QStringLiteral("ladder --model SSA --baseline PLAIN --json") + folders());
    SSA_VERIFY_CODE(ran, 0);
    const QJsonArray rungs = ran.json()[QStringLiteral("rungs")].toArray();
    QCOMPARE(rungs.size(), 5);
    QCOMPARE(rungs[0][QStringLiteral("rung")].toString(), QStringLiteral("baseline"));
    QVERIFY(rungs[2][QStringLiteral("mIoU")].toDouble() > rungs[1][QStringLiteral("mIoU")].toDouble());
    QVERIFY(rungs[4][QStringLiteral("mIoU")].toDouble() > rungs[2][QStringLiteral("mIoU")].toDouble());
    QCOMPARE(ran.json()[QStringLiteral("images")].toArray().size(), 2);
    QVERIFY(ran.err.contains("teacher"));  // the sample ships without it

    const Ran one = analyse(QStringLiteral("ladder --model SSA --image PICTURE --truth MASK"));
    SSA_VERIFY_CODE(one, 0);
    QVERIFY2(one.out.contains("truth_at_stride"), one.out.constData());
    SSA_VERIFY_CODE(analyse(QStringLiteral("ladder --model SSA --image PICTURE")), 2);
  }

  void flipsOfASetAndWithoutTruth() {
    const Ran ran = analyse(QStringLiteral("flips --model SSA --json") + folders());
    SSA_VERIFY_CODE(ran, 0);
    QCOMPARE(ran.json()[QStringLiteral("stages")].toArray().size(), 4);
    const QJsonObject whole = ran.json()[QStringLiteral("transitions")].toArray()[3].toObject();
    QVERIFY(whole[QStringLiteral("outcomes")][QStringLiteral("fixed")].toDouble() > 0);
    const Ran one = analyse(QStringLiteral("flips --model SSA --image PICTURE"));
    SSA_VERIFY_CODE(one, 0);
    QVERIFY2(one.out.contains("changed"), one.out.constData());
  }

  void relationsAndAPair() {
    const Ran ran = analyse(QStringLiteral("relations --model SSA --kind semantic --order cluster --json") + folders());
    SSA_VERIFY_CODE(ran, 0);
    const QJsonArray rows =
        ran.json()[QStringLiteral("prototypes")][QStringLiteral("semantic")][QStringLiteral("mean")].toArray();
    QCOMPARE(rows.size(), 20);
    double sum = 0;
    for (const QJsonValue& value : rows[3].toArray()) sum += value.toDouble();
    QVERIFY(qAbs(sum - 1) < 1e-9);
    const Ran pair = analyse(QStringLiteral("relations --model SSA --pair 0,1") + folders());
    SSA_VERIFY_CODE(pair, 0);
    QVERIFY2(pair.out.contains("1_street_00108"), pair.out.constData());
    SSA_VERIFY_CODE(analyse(QStringLiteral("relations --model SSA --pair 0,moon --image PICTURE")), 2);
    SSA_VERIFY_CODE(analyse(QStringLiteral("relations --model PLAIN --kind joint --image PICTURE")), 2);
    SSA_VERIFY_CODE(analyse(QStringLiteral("relations --model PLAIN --image PICTURE")), 0);  // its fixed prototypes
  }

  void relationsOfTwoModelsAndTheirDifference() {
    const fs::path out = tempDir() / "matrices";
    const QString line = QStringLiteral("relations --model SSA --kind joint --baseline PLAIN --json --out ") + text(out);
    const Ran ran = analyse(line + folders());
    SSA_VERIFY_CODE(ran, 0);
    const auto cell = [&ran](const QJsonValue& matrix, int i, int j) { return matrix.toArray()[i].toArray()[j].toDouble(); };
    const QJsonValue ours = ran.json()[QStringLiteral("prototypes")][QStringLiteral("joint")][QStringLiteral("mean")],
                     theirs = ran.json()[QStringLiteral("baseline")][QStringLiteral("prototypes")][QStringLiteral("fixed")]
                                        [QStringLiteral("mean")],
                     apart = ran.json()[QStringLiteral("difference")][QStringLiteral("mean")];
    double change = 0;
    for (int i = 0; i < 20; ++i)
      for (int j = 0; j < 20; ++j) {
        QVERIFY(qAbs(cell(apart, i, j) - (cell(ours, i, j) - cell(theirs, i, j))) < 1e-12);
        change += qAbs(cell(apart, i, j));
      }
    QVERIFY(change > 0.01);
    for (const char* name : {"model.csv", "spread.csv", "baseline.csv", "difference.csv"}) QVERIFY2(fs::exists(out / name), name);
    QFile csv(text(out / "difference.csv"));
    QVERIFY(csv.open(QIODevice::ReadOnly));
    QCOMPARE(csv.readAll().count('\n'), 21);
    // A plain model has fixed prototypes alone, and another number of classes cannot be subtracted.
    SSA_VERIFY_CODE(analyse(QStringLiteral("relations --model SSA --baseline PLAIN --baseline-kind joint --image PICTURE")), 2);
    SSA_VERIFY_CODE(analyse(QStringLiteral("relations --model SSA --baseline-kind joint --image PICTURE")), 2);
    const Ran other = analyse(QStringLiteral("relations --model SSA --image PICTURE --baseline ") + text(smallModel("plain")));
    QVERIFY(other.code != 0);
    QVERIFY2(!other.err.isEmpty(), other.out.constData());
  }

  void patchesAreSavedAndRead() {
    const QString patch = text(tempDir() / "patch.json"), mask = text(tempDir() / "mask.png");
    const Ran first =
        analyse(QStringLiteral("whatif --model SSA --image PICTURE --strength 1=0 --push 0,2=0.4 --name night --json "
                               "--save-patch %1 --out %2")
                    .arg(patch, mask));
    SSA_VERIFY_CODE(first, 0);
    QCOMPARE(first.json()[QStringLiteral("changed_classes")].toArray().size(), 3);
    QVERIFY(fs::exists(mask.toStdString()));
    const Ran again = analyse(QStringLiteral("whatif --model SSA --image PICTURE --json --patch ") + patch);
    SSA_VERIFY_CODE(again, 0);
    QCOMPARE(again.json()[QStringLiteral("changed_pixels")], first.json()[QStringLiteral("changed_pixels")]);
    QCOMPARE(again.json()[QStringLiteral("patch")][QStringLiteral("name")].toString(), QStringLiteral("night"));
    SSA_VERIFY_CODE(analyse(QStringLiteral("whatif --model SSA --image PICTURE --strength 1=9")), 2);
    SSA_VERIFY_CODE(analyse(QStringLiteral("whatif --model SSA --image PICTURE --push 1=9")), 2);
    SSA_VERIFY_CODE(analyse(QStringLiteral("whatif --model PLAIN --image PICTURE")), 2);
  }

  void pullsAndVeto() {
    const QString heat = text(tempDir() / "heat.npy");
    const Ran ran = analyse(QStringLiteral("pull --model SSA --image PICTURE --class 0 --veto 1,2,3 --json --out ") + heat);
    SSA_VERIFY_CODE(ran, 0);
    QVERIFY(!ran.json()[QStringLiteral("strongest")].toArray().isEmpty());
    QVERIFY(ran.json()[QStringLiteral("veto")][QStringLiteral("changed_pixels")].isDouble());
    QVERIFY(fs::exists(heat.toStdString()));
    SSA_VERIFY_CODE(analyse(QStringLiteral("pull --model SSA --image PICTURE --class 0 --veto 99999")), 2);
    SSA_VERIFY_CODE(analyse(QStringLiteral("pull --model PLAIN --image PICTURE --class 0")), 2);
  }

  void driftNeedsNoMasks() {
    const Ran ran = analyse(QStringLiteral("drift --model SSA --json --images ") + text(images_));
    SSA_VERIFY_CODE(ran, 0);
    QCOMPARE(ran.json()[QStringLiteral("images")].toArray().size(), 2);
    QCOMPARE(ran.json()[QStringLiteral("classes")].toArray().size(), 20);
    SSA_VERIFY_CODE(analyse(QStringLiteral("drift --model SSA")), 2);
    SSA_VERIFY_CODE(analyse(QStringLiteral("drift --model PLAIN --image PICTURE")), 2);
  }
};

std::unique_ptr<QObject> makeAnalyseSsaTest() { return std::make_unique<AnalyseSsaTest>(); }

}  // namespace ssa::test

#include "analyse_ssa_test.moc"

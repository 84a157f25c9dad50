// `ssaseg analyse gradcam|occlusion|boundary|objects` from the outside.
#include <QHash>
#include <QJsonArray>
#include <QTest>

#include "tests/data/masks.h"
#include "tests/support/runner.h"
#include "tests/system/program.h"
#include "tests/system/tests.h"

namespace ssa::test {

namespace fs = std::filesystem;

class AnalyseEvidenceTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void initTestCase() {
    folder_ = tempDir();
    fs::create_directories(folder_ / "pictures");
    makePicture(folder_ / "pictures/a.png", {96, 64}, 1);
    makePicture(folder_ / "pictures/b.png", {96, 64}, 2);
    LabelMap mask({96, 64}, 0);
    for (int y = 0; y < 64; ++y)
      for (int x = 48; x < 96; ++x) mask.row(y)[x] = 1;
    saveMask(folder_ / "masks/a.png", mask);
    saveMask(folder_ / "masks/b.png", mask);
    places_ = {{QStringLiteral("PICTURE"), text(folder_ / "pictures/a.png")},
               {QStringLiteral("MASK"), text(folder_ / "masks/a.png")},
               {QStringLiteral("PICTURES"), text(folder_ / "pictures")},
               {QStringLiteral("MASKS"), text(folder_ / "masks")},
               {QStringLiteral("MODEL"), text(smallModel())},
               {QStringLiteral("PLAIN"), text(smallModel("plain"))},
               {QStringLiteral("OUT"), text(folder_ / "maps")}};
  }

  void gradcamStandsSideBySide() {
    const Ran ran = analyse(
        "gradcam --model MODEL --baseline PLAIN --image PICTURE --class 1 --pixel 40,30 --stage decode_head,backbone.smb2 "
        "--channels 3 --cells --out OUT --json");
    SSA_VERIFY_CODE(ran, 0);
    const QJsonArray maps = ran.json()[QLatin1String("maps")].toArray();
    QCOMPARE(maps.size(), 6);
    QStringList methods;
    for (const auto& map : maps) {
      const QJsonObject one = map.toObject();
      methods += one[QLatin1String("method")].toString();
      QCOMPARE(one[QLatin1String("pixels")].toInt(), 1);
      QCOMPARE(one[QLatin1String("channels")].toArray().size(), 3);
      const QJsonObject grid = one[QLatin1String("grid")].toObject();
      QCOMPARE(one[QLatin1String("cells")].toArray().size(),
               grid[QLatin1String("width")].toInt() * grid[QLatin1String("height")].toInt());
    }
    QCOMPARE(methods.join(QLatin1Char('|')),
             QStringLiteral("closed form|suffix backward|closed form|suffix backward|vector-Jacobian product|suffix backward"));
    QVERIFY(fs::exists(folder_ / "maps/refined.backbone.smb2.png"));
    // The same for people.
    const Ran words = analyse("gradcam --model MODEL --image PICTURE --class 1 --pixel 40,30");
    SSA_VERIFY_CODE(words, 0);
    QVERIFY(words.out.contains("vector-Jacobian product"));
  }

  void occlusionListsPlaces() {
    const Ran ran = analyse("occlusion --model MODEL --image PICTURE --class 2 --region 0,0,50,50 --patch 64 --stride 64 --json");
    SSA_VERIFY_CODE(ran, 0);
    const QJsonArray heads = ran.json()[QLatin1String("classifiers")].toArray();
    QCOMPARE(heads.size(), 2);
    QCOMPARE(heads[0].toObject()[QLatin1String("pixels")].toInt(), 2500);
    QCOMPARE(heads[0].toObject()[QLatin1String("drops")].toArray().size(), 2);
    const Ran one = analyse(
        "occlusion --model PLAIN --image PICTURE --class 2 --region 0,0,50,50 --rectangle 10,10,20,20 --fill blur --json");
    SSA_VERIFY_CODE(one, 0);
    QVERIFY(one.json()[QLatin1String("classifiers")].toArray()[0].toObject().contains(QLatin1String("score_after")));
  }

  void bordersAndObjectsOverAPictureAndASet() {
    const Ran picture = analyse("boundary --model MODEL --coarse --image PICTURE --truth MASK --resamples 20 --json");
    SSA_VERIFY_CODE(picture, 0);
    const QJsonArray sides = picture.json()[QLatin1String("sides")].toArray();
    QCOMPARE(sides.size(), 2);
    QCOMPARE(sides[0].toObject()[QLatin1String("border")].toObject()[QLatin1String("elements")].toInt(), 64);
    const Ran borders = analyse("boundary --model MODEL --baseline PLAIN --images PICTURES --masks MASKS --resamples 20 --json");
    SSA_VERIFY_CODE(borders, 0);
    QCOMPARE(borders.json()[QLatin1String("images")].toInt(), 2);
    QCOMPARE(borders.json()[QLatin1String("kinds_percent")].toArray().size(), 5);
    const Ran objects = analyse("objects --model MODEL --baseline PLAIN --images PICTURES --masks MASKS --resamples 20 --json");
    SSA_VERIFY_CODE(objects, 0);
    QCOMPARE(objects.json()[QLatin1String("objects")].toArray()[0].toObject()[QLatin1String("objects")].toInt(), 4);
    const Ran words = analyse("objects --model MODEL --coarse --images PICTURES --masks MASKS --resamples 20 --by-class");
    SSA_VERIFY_CODE(words, 0);
    QVERIFY(words.out.contains("every size"));
  }

  void wrongQuestionsAreRefused_data() {
    QTest::addColumn<QString>("line");
    for (const char* line :
         {"gradcam --model MODEL --image PICTURE --class nosuch",
          "gradcam --model MODEL --image PICTURE --class 1 --stage nowhere",
          "boundary --model PLAIN --coarse --image PICTURE --truth MASK", "objects --model PLAIN --image PICTURE",
          "occlusion --model PLAIN --image PICTURE --class 1 --region 0,0,9,9 --rectangle 500,500,9,9"})
      QTest::newRow(line) << QString::fromLatin1(line);
  }
  void wrongQuestionsAreRefused() {
    QFETCH(QString, line);
    const Ran ran = analyse(qPrintable(line));
    QVERIFY(ran.code > 0);
    QVERIFY(!ran.err.isEmpty());
  }

 private:
  Ran analyse(const char* line) const {
    QStringList arguments{QStringLiteral("analyse")};
    for (const QString& word : QString::fromLatin1(line).split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
      const auto found = places_.constFind(word);
      arguments << (found == places_.cend() ? word : *found);
    }
    return runSsaseg(arguments);
  }

  fs::path folder_;
  QHash<QString, QString> places_;
};

std::unique_ptr<QObject> makeAnalyseEvidenceTest() { return std::make_unique<AnalyseEvidenceTest>(); }

}  // namespace ssa::test

#include "analyse_evidence_test.moc"

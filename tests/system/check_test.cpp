#include <QJsonArray>

#include "app/cli/finding_messages.h"
#include "engine/datasets/id_map.h"
#include "tests/data/masks.h"
#include "tests/support/runner.h"
#include "tests/system/program.h"
#include "tests/system/tests.h"

namespace ssa::test {
namespace {

namespace fs = std::filesystem;

/// A set in the CamVid layout of two pairs a split.
fs::path soundSet() {
  const fs::path root = tempDir();
  unsigned seed = 0;
  for (const char* split : {"train", "val"})
    for (const char* name : {"a.png", "b.png"}) {
      makePicture(root / split / name, {8, 4}, ++seed);
      LabelMap mask({8, 4}, 3);
      mask.labels()[0] = 11;
      saveMask(root / (std::string(split) + "annot") / name, mask);
    }
  return root;
}

Ran check(const fs::path& data, const QStringList& more = {}) {
  return runSsaseg(QStringList{QStringLiteral("check"), text(data)} + more);
}

}  // namespace

/// `ssaseg check` as a user meets it.
class CheckTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:

  void everyFindingHasASentenceAndEveryRefusalARemedy() {
    for (int kind = 0; kind <= static_cast<int>(FindingKind::idsIgnored); ++kind) {
      Finding finding;
      finding.kind = static_cast<FindingKind>(kind);
      const cli::Message message = cli::describe(finding);
      QVERIFY2(!message.cause.empty(), name(finding.kind).data());
      if (finding.kind < FindingKind::duplicateImages) QVERIFY2(!message.remedy.empty(), name(finding.kind).data());
    }
  }

  void aSoundSetIsExplained() {
    const fs::path root = soundSet();
    const Ran ran = check(root);
    SSA_VERIFY_CODE(ran, 0);
    for (const char* words :
         {"Read as camvid", "train + trainannot", "2 pairs", "CamVid, 11 classes", "3 road", "ignored", "can be trained on"})
      QVERIFY2(ran.out.contains(words), (QByteArray(words) + "\n" + ran.out).constData());

    const Ran machine = check(root, {QStringLiteral("--json")});
    SSA_VERIFY_CODE(machine, 0);
    const QJsonObject json = machine.json();
    QCOMPARE(json[QStringLiteral("recognition")][QStringLiteral("decision")].toString(), QStringLiteral("camvid"));
    QVERIFY(json[QStringLiteral("health")][QStringLiteral("fit")].toBool());
    QCOMPARE(json[QStringLiteral("health")][QStringLiteral("splits")].toArray().size(), 2);
  }

  void idsBeyondTheTableEndWithCode1UntilTheyAreMapped() {
    const fs::path root = soundSet();
    LabelMap strange({8, 4}, 3);
    strange.labels()[9] = 77;
    saveMask(root / "trainannot/a.png", strange);
    const Ran refused = check(root);
    SSA_VERIFY_CODE(refused, 1);
    QVERIFY2(refused.out.contains("UNKNOWN, first in a.png at 1,1"), refused.out.constData());
    QVERIFY2(refused.out.contains("--id-map"), refused.out.constData());
    SSA_VERIFY_OK(writeFile(root / "map.json", IdMap{{{77, 255}}}.toJson()));
    SSA_VERIFY_CODE(check(root, {QStringLiteral("--id-map"), text(root / "map.json")}), 0);
  }

  void coloursInPlaceOfIdsAreListed() {
    const fs::path root = soundSet();
    makePicture(root / "trainannot/b.png", {8, 4}, 9);
    const Ran ran = check(root, {QStringLiteral("--split"), QStringLiteral("train")});
    SSA_VERIFY_CODE(ran, 1);
    QVERIFY2(ran.out.contains("colour pictures, not class ids"), ran.out.constData());
    QVERIFY2(ran.out.contains("class of this colour"), ran.out.constData());
  }

  void whatCannotBeToldIsAsked() {
    const fs::path root = tempDir();
    makePicture(root / "JPEGImages/a.png", {8, 4}, 1);
    saveMask(root / "SegmentationClassContext/a.png", LabelMap({8, 4}, 3));
    const Ran unnamed = check(root);
    SSA_VERIFY_CODE(unnamed, 2);
    QVERIFY2(unnamed.err.contains("pascal_context59, pascal_context60"), unnamed.err.constData());
    SSA_VERIFY_CODE(check(root, {QStringLiteral("--format"), QStringLiteral("pascal_context59")}), 0);

    const fs::path plain = tempDir();
    makePicture(plain / "images/a.png", {8, 4}, 1);
    saveMask(plain / "masks/a.png", LabelMap({8, 4}, 3));
    const Ran nameless = check(plain);
    SSA_VERIFY_CODE(nameless, 2);
    QVERIFY2(nameless.err.contains("--labels"), nameless.err.constData());
    SSA_VERIFY_CODE(check(plain, {QStringLiteral("--labels"), QStringLiteral("voc21")}), 0);
  }

  void evaluationReadsMasksByTheSetsRules() {
    // Raw 5 is class 4 where 0 is ignored; the model's own table of the same five classes would call it unknown.
    const fs::path root = tempDir();
    makePicture(root / "images/a.png", {64, 64}, 1);
    saveMask(root / "masks/a.png", LabelMap({64, 64}, 5));
    LabelSet table = LabelSet::numbered(5);
    table.zeroLabel = ZeroLabel::ignore;
    SSA_VERIFY_OK(writeFile(root / "labels.json", table.toJson()));
    const Ran ran = runSsaseg({QStringLiteral("evaluate"), QStringLiteral("--model"), text(smallModel()),
                               QStringLiteral("--data"), text(root), QStringLiteral("--json")});
    SSA_VERIFY_CODE(ran, 0);
  }

  void anEmptyFolderAndALeakingListAreRefused() {
    SSA_VERIFY_CODE(check(tempDir()), 1);
    SSA_VERIFY_CODE(check(tempDir() / "nowhere"), 1);
    const fs::path root = tempDir();
    makePicture(root / "JPEGImages/a.png", {8, 4}, 1);
    saveMask(root / "SegmentationClass/a.png", LabelMap({8, 4}, 3));
    fs::create_directories(root / "ImageSets/Segmentation");
    SSA_VERIFY_OK(writeFile(root / "ImageSets/Segmentation/train.txt", "../../etc/passwd\n"));
    const Ran ran = check(root);
    SSA_VERIFY_CODE(ran, 1);
    QVERIFY2(ran.err.contains("train.txt") && ran.err.contains("line 1"), ran.err.constData());
  }
};

std::unique_ptr<QObject> makeCheckTest() { return std::make_unique<CheckTest>(); }

}  // namespace ssa::test

#include "check_test.moc"

#include <fstream>
#include <random>

#include "engine/datasets/coco_stuff.h"
#include "engine/datasets/dataset_source.h"
#include "engine/datasets/raw_ids.h"
#include "engine/datasets/recognise.h"
#include "tests/data/masks.h"
#include "tests/data/tests.h"
#include "tests/data/without_root.h"
#include "tests/support/runner.h"

namespace ssa::test {
namespace {

namespace fs = std::filesystem;

fs::path folderWith(std::initializer_list<const char*> files) {
  const fs::path root = tempDir();
  for (const char* file : files) touch(root / file);
  return root;
}

void write(const fs::path& file, const std::string& text) {
  fs::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << text;
}

QString namesOf(const Result<Loaded<Dataset>>& dataset) {
  if (!dataset) return QString::fromStdString(dataset.error().toString());
  QStringList names;
  for (const DatasetSample& sample : dataset->value.samples) names << QString::fromStdString(sample.name);
  return names.join(QLatin1Char(' '));
}

fs::path vocSet() {
  const fs::path root = folderWith(
      {"JPEGImages/b.jpg", "JPEGImages/a.jpg", "JPEGImages/c.jpg", "SegmentationClass/a.png", "SegmentationClass/b.png"});
  write(root / "ImageSets/Segmentation/train.txt", "b\r\n\na\n");
  write(root / "ImageSets/Segmentation/val.txt", "c\na\na");
  return root;
}

fs::path contextSet() {
  const fs::path root = folderWith({"VOC2010/JPEGImages/a.jpg", "VOC2010/SegmentationClassContext/a.png"});
  write(root / "VOC2010/ImageSets/SegmentationContext/val.txt", "a\n");
  return root;
}

}  // namespace

class LayoutsTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:

  void ade20kIsRead() {
    const fs::path root = folderWith(
        {"ADEChallengeData2016/images/training/ADE_train_1.jpg", "ADEChallengeData2016/annotations/training/ADE_train_1.png",
         "ADEChallengeData2016/images/validation/ADE_val_1.jpg", "ADEChallengeData2016/annotations/validation/ADE_val_1.png"});
    const auto dataset = openDataset(root, "val");  // the set calls it validation
    QCOMPARE(namesOf(dataset), QStringLiteral("ADE_val_1"));
    QCOMPARE(dataset->value.format, std::string("ade20k"));
    QCOMPARE(dataset->value.split, std::string("validation"));
    const RawIdRule rule(*dataset->value.labels, dataset->value.ignoredIds);
    QCOMPARE(rule.of(0), int{kIgnore});
    QCOMPARE(rule.of(1), 0);
    QCOMPARE(rule.of(150), 149);
    QCOMPARE(rule.of(151), RawIdRule::kUnknown);
    QCOMPARE(openDataset(root / "ADEChallengeData2016", "train")->value.format, std::string("ade20k"));
  }

  void theSameFoldersWithOtherNamesAreAPlainSet() {
    const fs::path root = folderWith({"images/training/x.jpg", "annotations/training/x.png"});
    QCOMPARE(openDataset(root, "train")->value.format, std::string("folder"));
  }

  void cityscapesPrefersTrainIds() {
    const fs::path root =
        folderWith({"leftImg8bit/val/bonn/bonn_0_1_leftImg8bit.png", "gtFine/val/bonn/bonn_0_1_gtFine_labelIds.png",
                    "gtFine/val/bonn/bonn_0_1_gtFine_color.png", "gtFine/val/bonn/bonn_0_1_gtFine_instanceIds.png",
                    "leftImg8bit/train/jena/jena_0_1_leftImg8bit.png", "gtFine/train/jena/jena_0_1_gtFine_labelIds.png"});
    const auto raw = openDataset(root, "val");
    QCOMPARE(namesOf(raw), QStringLiteral("bonn/bonn_0_1"));
    QVERIFY(raw->warnings.empty());  // colour and instance pictures are another form, not masks without picture
    QCOMPARE(raw->value.labels->maskIds, MaskIds::raw);

    touch(root / "gtFine/val/bonn/bonn_0_1_gtFine_labelTrainIds.png");  // not yet for train
    QCOMPARE(openDataset(root, "val")->value.labels->maskIds, MaskIds::raw);
    touch(root / "gtFine/train/jena/jena_0_1_gtFine_labelTrainIds.png");
    const auto converted = openDataset(root, "val");
    QCOMPARE(converted->value.labels->maskIds, MaskIds::classes);
    QVERIFY(converted->value.samples[0].mask.string().ends_with("_gtFine_labelTrainIds.png"));
  }

  void cityscapesIdsAreFrozen() {
    const fs::path root = folderWith({"leftImg8bit/val/b/b_leftImg8bit.png", "gtFine/val/b/b_gtFine_labelIds.png"});
    const auto dataset = openDataset(root, "");
    SSA_VERIFY_OK(dataset);
    const RawIdRule rule(*dataset->value.labels, dataset->value.ignoredIds);
    const int ignore = kIgnore;
    const int expected[34] = {ignore, ignore, ignore, ignore, ignore, ignore, ignore, 0,  1,  ignore, ignore, 2,
                              3,      4,      ignore, ignore, ignore, 5,      ignore, 6,  7,  8,      9,      10,
                              11,     12,     13,     14,     15,     ignore, ignore, 16, 17, 18};
    for (int id = 0; id < 34; ++id) QVERIFY2(rule.of(id) == expected[id], qPrintable(QString::number(id)));
    QCOMPARE(rule.of(34), RawIdRule::kUnknown);
    QCOMPARE(rule.of(255), ignore);
    QCOMPARE(dataset->value.labels->classes[13].name, std::string("car"));
  }

  void cocoStuffIdsAreFrozen() {
    const auto large = cocoStuff164kIds();
    const auto small = cocoStuff10kIds();
    QCOMPARE(large.size(), std::size_t{171});
    QCOMPARE(small.size(), std::size_t{171});
    std::vector<int> without;
    for (int id = 0, next = 0; id < 182; ++id) {
      if (next < 171 && large[static_cast<std::size_t>(next)].first == id)
        ++next;
      else
        without.push_back(id);
    }
    QCOMPARE(without, (std::vector<int>{11, 25, 28, 29, 44, 65, 67, 68, 70, 82, 90}));
    QCOMPARE(large.back(), (std::pair{181, 170}));
    for (std::size_t k = 0; k < 171; ++k) {
      QCOMPARE(large[k].second, static_cast<int>(k));
      QCOMPARE(small[k], (std::pair{large[k].first + 1, static_cast<int>(k)}));
    }
    const LabelSet table = *LabelSet::preset("cocostuff171");
    QCOMPARE(table.classes[0].name, std::string("person"));      // raw 0
    QCOMPARE(table.classes[11].name, std::string("stop sign"));  // raw 12: the reserved 11 is left out
  }

  void bothCocoRoutesGiveTheSameMap() {
    // One picture in four forms: pixel map of the 164k set, its converted form, and both of the 10k set.
    constexpr int kSide = 64;
    LabelMap large({kSide, kSide}), large_converted = large, small = large, small_converted = large, classes = large;
    std::mt19937 draw(3);
    const auto ids = cocoStuff164kIds();
    for (std::size_t i = 0; i < classes.labels().size(); ++i) {
      const std::size_t k = draw() % 172;
      const bool unlabelled = k == 171;
      classes.labels()[i] = unlabelled ? kIgnore : static_cast<std::uint8_t>(k);
      large.labels()[i] = unlabelled ? kIgnore : static_cast<std::uint8_t>(ids[k].first);
      large_converted.labels()[i] = classes.labels()[i];
      small.labels()[i] = static_cast<std::uint8_t>(unlabelled ? 0 : ids[k].first + 1);
      small_converted.labels()[i] = static_cast<std::uint8_t>(unlabelled ? 0 : k + 1);
    }
    const Bytes picture = encodePng(Image8({kSide, kSide}));
    const auto read = [&](const fs::path& image, const fs::path& mask, const LabelMap& map, const char* split) {
      const fs::path root = tempDir();
      save(root / image, picture);
      saveMask(root / mask, map);
      const auto dataset = openDataset(root, split);
      if (!dataset) return Result<TrainSample>(dataset.error());
      return makeDatasetSource(dataset->value, *dataset->value.labels)->read(0);
    };
    for (const auto& pair :
         {read("images/val2017/1.jpg", "stuffthingmaps/val2017/1.png", large, "val"),
          read("images/val2017/1.jpg", "annotations/val2017/1_labelTrainIds.png", large_converted, "val"),
          read("images/test2014/1.jpg", "annotations/test2014/1.png", small, "test"),
          read("images/test2014/1.jpg", "annotations/test2014/1_labelTrainIds.png", small_converted, "test")}) {
      SSA_VERIFY_OK(pair);
      QCOMPARE(pair->labels, classes);
    }
  }

  void cocoStuff10kFollowsItsLists() {
    const fs::path root =
        folderWith({"images/COCO_train2014_1.jpg", "images/COCO_train2014_2.jpg",
                    "annotations/COCO_train2014_1_labelTrainIds.png", "annotations/COCO_train2014_2_labelTrainIds.png"});
    write(root / "imageLists/train.txt", "COCO_train2014_1\n");
    write(root / "imageLists/test.txt", "COCO_train2014_2\n");
    QCOMPARE(namesOf(openDataset(root, "train")), QStringLiteral("COCO_train2014_1"));
    QCOMPARE(namesOf(openDataset(root, "test")), QStringLiteral("COCO_train2014_2"));
    QCOMPARE(openDataset(root, "test")->value.format, std::string("coco_stuff10k"));
  }

  void pascalContextHasToBeNamed() {
    const fs::path root = contextSet();
    const auto unnamed = openDataset(root, "val");
    QVERIFY(!unnamed.ok());
    QCOMPARE(unnamed.error().code, ErrorCode::badOption);
    QCOMPARE(std::string(unnamed.error().arg("option")), std::string("format"));
    QCOMPARE(std::string(unnamed.error().arg("expected")), std::string("pascal_context59, pascal_context60"));
    const auto sixty = openDataset(root, DatasetChoice{"pascal_context60", "val"});
    const auto fiftyNine = openDataset(root, DatasetChoice{"pascal_context59", "val"});
    SSA_VERIFY_OK(sixty);
    SSA_VERIFY_OK(fiftyNine);
    QCOMPARE(sixty->value.samples[0].mask, fiftyNine->value.samples[0].mask);
    const RawIdRule with(*sixty->value.labels, {}), without(*fiftyNine->value.labels, {});
    QCOMPARE(with.of(0), 0);
    QCOMPARE(without.of(0), int{kIgnore});
    QCOMPARE(with.of(59), 59);
    QCOMPARE(without.of(59), 58);
    for (int id = 1; id < 60; ++id)
      QCOMPARE(sixty->value.labels->classes[static_cast<std::size_t>(with.of(id))].name,
               fiftyNine->value.labels->classes[static_cast<std::size_t>(without.of(id))].name);
  }

  void pascalVocFollowsItsLists() {
    const fs::path root = vocSet();
    const auto train = openDataset(root, "train");
    QCOMPARE(namesOf(train), QStringLiteral("b a"));  // the list's order is the set's order
    QCOMPARE(train->value.format, std::string("pascal_voc"));
    const auto val = openDataset(root, "val");
    QCOMPARE(namesOf(val), QStringLiteral("a"));
    QCOMPARE(val->warnings.size(), std::size_t{2});  // c has no mask, a stands there twice
    const RawIdRule rule(*val->value.labels, {});
    QCOMPARE(rule.of(0), 0);
    QCOMPARE(rule.of(20), 20);
    QCOMPARE(rule.of(21), RawIdRule::kUnknown);
    QCOMPARE(rule.of(255), int{kIgnore});
  }

  void vocColoursFollowTheirBits() {
    const LabelSet table = *LabelSet::preset("voc21");
    for (int i = 0; i < 21; ++i) {
      Rgb colour{};
      for (int bit = 0; bit < 3; ++bit) {
        colour.r = static_cast<std::uint8_t>(colour.r | ((i >> (3 * bit)) & 1) << (7 - bit));
        colour.g = static_cast<std::uint8_t>(colour.g | ((i >> (3 * bit + 1)) & 1) << (7 - bit));
        colour.b = static_cast<std::uint8_t>(colour.b | ((i >> (3 * bit + 2)) & 1) << (7 - bit));
      }
      QVERIFY2(table.classes[static_cast<std::size_t>(i)].colour == colour, qPrintable(QString::number(i)));
    }
  }

  void aListThatLeadsOutIsRefused_data() {
    QTest::addColumn<QByteArray>("line");
    QTest::newRow("parent") << QByteArray("../a");
    QTest::newRow("parent inside") << QByteArray("x/../../a");
    QTest::newRow("absolute") << QByteArray("/etc/passwd");
    QTest::newRow("scheme") << QByteArray("file:///a");
    QTest::newRow("backslashes") << QByteArray("..\\a");
    QTest::newRow("zero byte") << QByteArray("a\0b", 3);
    QTest::newRow("4,097 bytes") << QByteArray(4097, 'a');
  }
  void aListThatLeadsOutIsRefused() {
    QFETCH(QByteArray, line);
    const fs::path root = vocSet();
    write(root / "ImageSets/Segmentation/val.txt", "a\n" + line.toStdString() + "\n");
    const auto dataset = openDataset(root, "val");
    QVERIFY(!dataset.ok());
    QCOMPARE(dataset.error().code, ErrorCode::badConfig);
    QVERIFY(dataset.error().arg("reason").starts_with("line 2: "));
    QVERIFY(dataset.error().arg("path").ends_with("val.txt"));
  }

  void linksOutOfTheSetAreLeftOut() {
    const fs::path outside = folderWith({"secret.png"});
    const fs::path root = vocSet();
    fs::remove(root / "SegmentationClass/a.png");
    fs::create_symlink(outside / "secret.png", root / "SegmentationClass/a.png");
    const auto dataset = openDataset(root, "train");
    QCOMPARE(namesOf(dataset), QStringLiteral("b"));
    QVERIFY(dataset->warnings.size() >= 2);
  }

  void theDecisionIsExplained() {
    const fs::path root = vocSet();
    const auto voc = recogniseDataset(root);
    SSA_VERIFY_OK(voc);
    QCOMPARE(voc->decision, std::string("pascal_voc"));
    QCOMPARE(voc->reason, RecognitionReason::mostSpecific);  // it is a plain folder of images and masks as well
    QCOMPARE(voc->candidates.size(), std::size_t{2});
    const DatasetCandidate& first = voc->candidates[0];
    QCOMPARE(first.splits.size(), std::size_t{2});
    QCOMPARE(first.splits[0].place.split, std::string("train"));
    QCOMPARE(first.splits[0].place.list, root / "ImageSets/Segmentation/train.txt");
    QCOMPARE(first.splits[0].pairs, 2);
    QCOMPARE(first.splits[1].pairs, 1);
    QCOMPARE(first.splits[1].unpaired, 2);
    QCOMPARE(first.labels->name, std::string("voc21"));
    QVERIFY(!first.ownLabels);

    const auto context = recogniseDataset(contextSet());
    SSA_VERIFY_OK(context);
    QCOMPARE(context->reason, RecognitionReason::ambiguous);
    QVERIFY(context->decision.empty());
    QCOMPARE(context->candidates.size(), std::size_t{2});

    const auto nothing = recogniseDataset(folderWith({"notes.txt"}));
    SSA_VERIFY_OK(nothing);
    QCOMPARE(nothing->reason, RecognitionReason::nothingKnown);
    QVERIFY(nothing->candidates.empty());
    QCOMPARE(recogniseDataset(root / "nowhere").error().code, ErrorCode::fileNotFound);
  }

  void aSplitThatCannotBeOpenedIsPartOfTheExplanation() {
    const fs::path root = vocSet();
    write(root / "ImageSets/Segmentation/test.txt", "nothing\n");
    const auto found = recogniseDataset(root);
    SSA_VERIFY_OK(found);
    QCOMPARE(found->candidates[0].splits[0].place.split, std::string("test"));
    QCOMPARE(found->candidates[0].splits[0].error->code, ErrorCode::folderEmpty);
    QCOMPARE(found->candidates[0].splits[1].pairs, 2);
  }

  void aFolderWithoutPermissionIsNamed() {
    const fs::path root = vocSet();
    fs::permissions(root, fs::perms::none);
    const WithoutRoot limited;
    const auto found = recogniseDataset(root);
    fs::permissions(root, fs::perms::owner_all);
    if (!limited.works()) QSKIP("root keeps its powers here");
    QVERIFY(!found.ok());
    QCOMPARE(found.error().code, ErrorCode::permissionDenied);
  }
};

std::unique_ptr<QObject> makeLayoutsTest() { return std::make_unique<LayoutsTest>(); }

}  // namespace ssa::test

#include "layouts_test.moc"

#include "engine/datasets/dataset.h"
#include "tests/data/masks.h"
#include "tests/data/tests.h"
#include "tests/support/runner.h"

namespace ssa::test {
namespace {

namespace fs = std::filesystem;

QString sampleNames(const Dataset& dataset) {
  QStringList list;
  for (const DatasetSample& sample : dataset.samples) list << QString::fromStdString(sample.name);
  return list.join(QLatin1Char(' '));
}

LabelSet camvid() { return *LabelSet::preset("camvid11"); }

}  // namespace

class DatasetTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:

  void everyFormatIsListedOnce() {
    std::vector<std::string_view> ids;
    for (const DatasetFormat& format : datasetFormats()) ids.push_back(format.id);
    QCOMPARE(ids, (std::vector<std::string_view>{"ade20k", "cityscapes", "coco_stuff10k", "coco_stuff164k", "pascal_context59",
                                                 "pascal_context60", "pascal_voc", "camvid", "folder"}));
  }

  void camvidIsRecognisedWithItsSplits() {
    const fs::path root = tempDir();
    for (const char* file : {"train/1.png", "trainannot/1.png", "val/10.png", "valannot/10.png", "val/9.png", "valannot/9.png"})
      touch(root / file);
    const auto dataset = openDataset(root, "val");
    SSA_VERIFY_OK(dataset);
    QCOMPARE(dataset->value.format, std::string("camvid"));
    QCOMPARE(sampleNames(dataset->value), QStringLiteral("9 10"));
    QCOMPARE(dataset->value.samples[0].mask, root / "valannot/9.png");
    QVERIFY(dataset->warnings.empty());
    QCOMPARE(dataset->value.labels, std::optional(camvid()));
    for (const char* split : {"", "test"}) {
      const auto missing = openDataset(root, split);
      QVERIFY(!missing.ok());
      QCOMPARE(missing.error().code, ErrorCode::badOption);
      QCOMPARE(std::string(missing.error().arg("expected")), std::string("train, val"));
    }
  }

  void folderPairsAreFound_data() {
    QTest::addColumn<QStringList>("files");
    QTest::addColumn<QString>("split");
    QTest::addColumn<QString>("names");
    const auto row = [](const char* name, const char* files, const char* split, const char* expected) {
      QTest::newRow(name) << QString::fromLatin1(files).split(QLatin1Char(' ')) << QString::fromLatin1(split)
                          << QString::fromLatin1(expected);
    };
    row("images and masks, other suffix", "images/a.jpg masks/a.png", "", "a");
    row("images and labels", "images/a.jpg labels/a.png", "", "a");
    row("img and ann with sub-folders", "img/s/a.jpg ann/s/a.png img/b.jpg ann/b.png", "", "b s/a");
    row("mmseg's names", "img_dir/train/a.jpg ann_dir/train/a.png", "train", "a");
    row("names that say image and mask", "images/002_image.png masks/002_mask.png", "", "002");
    row("imgs and gts", "imgs/s/1_img.jpg gts/s/1_gt.png", "", "1");
    row("splits inside", "images/val/a.jpg annotations/val/a.png images/train/b.jpg annotations/train/b.png", "val", "a");
    row("splits outside", "val/images/a.jpg val/masks/a.png train/images/b.jpg train/masks/b.png", "train", "b");
    row("one split needs no name", "images/val/a.jpg masks/val/a.png", "", "a");
  }
  void folderPairsAreFound() {
    QFETCH(QStringList, files);
    QFETCH(QString, split);
    QFETCH(QString, names);
    const fs::path root = tempDir();
    for (const QString& file : files) touch(root / file.toStdString());
    const auto dataset = openDataset(root, split.toStdString());
    SSA_VERIFY_OK(dataset);
    QCOMPARE(sampleNames(dataset->value), names);
  }

  void labelsJsonInTheRootIsTheSetsTable() {
    const fs::path root = tempDir();
    touch(root / "images/a.jpg");
    touch(root / "masks/a.png");
    QVERIFY(!openDataset(root, "")->value.labels);
    const LabelSet own = LabelSet::numbered(3);
    SSA_VERIFY_OK(writeFile(root / "labels.json", own.toJson()));
    QCOMPARE(openDataset(root, "")->value.labels, std::optional(own));
    SSA_VERIFY_OK(writeFile(root / "labels.json", "{\"classes\": []}"));
    QCOMPARE(openDataset(root, "").error().code, ErrorCode::badConfig);
  }

  void whatHasNoPartnerIsNamed() {
    const fs::path root = tempDir();
    for (const char* file : {"i/a.jpg", "i/lonely.jpg", "m/a.png", "m/extra.png"}) touch(root / file);
    const auto dataset = pairFolders(root / "i", root / "m");
    SSA_VERIFY_OK(dataset);
    QCOMPARE(sampleNames(dataset->value), QStringLiteral("a"));
    QCOMPARE(dataset->warnings.size(), std::size_t{2});
    QVERIFY(dataset->warnings[0].toString().find("lonely.jpg") != std::string::npos);
    QVERIFY(dataset->warnings[1].toString().find("extra.png") != std::string::npos);
  }

  void trainingUsesTheSplitsOfUsualNames() {
    using Names = std::vector<std::string>;
    QCOMPARE(trainingSplits({"test", "training", "validation"}), (Names{"training", "validation"}));
    QCOMPARE(trainingSplits({"test2014", "train2014"}), (Names{"train2014", "test2014"}));
    QCOMPARE(trainingSplits({"train", "trainval", "val"}), (Names{"train", "val"}));
    QCOMPARE(trainingSplits({"a", "b"}), (Names{"a"}));
    QCOMPARE(trainingSplits({""}), (Names{""}));
  }

  void unusableFoldersGiveOneClearError() {
    const fs::path root = tempDir();
    QCOMPARE(openDataset(root, "").error().code, ErrorCode::folderEmpty);
    QCOMPARE(openDataset(root / "nowhere", "").error().code, ErrorCode::fileNotFound);
    touch(root / "file.png");
    QCOMPARE(openDataset(root / "file.png", "").error().code, ErrorCode::notAFolder);
    touch(root / "i/a.jpg");
    touch(root / "m/b.png");
    QCOMPARE(pairFolders(root / "i", root / "m").error().code, ErrorCode::folderEmpty);
  }

  void voidOfTheLayoutCountsForNothing() {
    const fs::path file = tempDir() / "mask.png";
    saveMask(file, labels(4, {0, 10, 11, 255}));
    LabelSet plain = LabelSet::numbered(11);
    const auto truth = readTruth(file, plain, {11});
    SSA_VERIFY_OK(truth);
    QCOMPARE(truth->value, labels(4, {0, 10, 255, 255}));
    SSA_VERIFY_OK(readTruth(file, camvid(), {}));  // the shipped table says so itself
    // Twelve classes give 11 a meaning; the layout does not take it away.
    QCOMPARE(readTruth(file, LabelSet::numbered(12), {11})->value, labels(4, {0, 10, 11, 255}));
  }

  void aTruthIdOutsideTheTableIsRefused() {
    const fs::path file = tempDir() / "mask.png";
    saveMask(file, labels(4, {0, 18, 18, 12}));
    const auto truth = readTruth(file, camvid(), {});
    QVERIFY(!truth.ok());
    QCOMPARE(truth.error().code, ErrorCode::maskIdOutOfRange);
    QCOMPARE(std::string(truth.error().arg("id")), std::string("12"));
    QCOMPARE(std::string(truth.error().arg("pixels")), std::string("3"));
  }

  void aPredictedIdOutsideTheTableIsCounted() {
    const fs::path file = tempDir() / "mask.png";
    saveMask(file, labels(4, {0, 11, 11, 1}));
    const auto predicted = readPredicted(file, 11);
    SSA_VERIFY_OK(predicted);
    QCOMPARE(predicted->value.labels, labels(4, {0, 255, 255, 1}));
    QCOMPARE(predicted->value.outside, (std::map<int, std::int64_t>{{11, 2}}));
  }

  void aColourPictureIsNoMask() {
    const fs::path file = tempDir() / "mask.png";
    Image8 picture({2, 1});
    picture.pixels()[0] = 200;
    save(file, encodePng(picture));
    QCOMPARE(readTruth(file, camvid(), {}).error().code, ErrorCode::maskIsColour);
    QCOMPARE(readPredicted(file, 11).error().code, ErrorCode::maskIsColour);
  }

  void realCamVidIsRead() {
    const fs::path root = dataDir() / "real/CamVid";
    if (dataDir().empty() || !fs::exists(root)) QSKIP("no CamVid frames here");
    const auto dataset = openDataset(root, "val");
    SSA_VERIFY_OK(dataset);
    QCOMPARE(dataset->value.samples.size(), std::size_t{34});
    const auto truth = readTruth(dataset->value.samples[0].mask, LabelSet::numbered(11), dataset->value.ignoredIds);
    SSA_VERIFY_OK(truth);
    QCOMPARE(truth->value.size(), (Size{480, 360}));
  }
};

std::unique_ptr<QObject> makeDatasetTest() { return std::make_unique<DatasetTest>(); }

}  // namespace ssa::test

#include "dataset_test.moc"

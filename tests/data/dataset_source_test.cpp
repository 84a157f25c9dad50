#include "engine/datasets/dataset_source.h"
#include "engine/datasets/raw_ids.h"
#include "tests/data/masks.h"
#include "tests/data/tests.h"
#include "tests/support/runner.h"

namespace ssa::test {
namespace {

namespace fs = std::filesystem;

Image8 picture(Size size) {
  Image8 made(size);
  for (std::size_t i = 0; i < made.pixels().size(); ++i) made.pixels()[i] = static_cast<std::uint8_t>(i * 7);
  return made;
}

/// One pair on disk.
Dataset pairOf(const Image8& image, const LabelMap& mask) {
  const fs::path root = tempDir();
  save(root / "images/a.png", encodePng(image));
  saveMask(root / "masks/a.png", mask);
  Dataset dataset;
  dataset.root = root;
  dataset.samples = {{"a", root / "images/a.png", root / "masks/a.png"}};
  return dataset;
}

}  // namespace

class DatasetSourceTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:

  void aPairIsReadAsClassIds() {
    const Image8 image = picture({4, 1});
    Dataset dataset = pairOf(image, labels(4, {0, 10, 11, 255}));
    dataset.ignoredIds = {11};
    const auto source = makeDatasetSource(dataset, LabelSet::numbered(11));
    QCOMPARE(source->size(), 1);
    QCOMPARE(source->name(0), std::string("a"));
    const auto pair = source->read(0);
    SSA_VERIFY_OK(pair);
    QCOMPARE(pair->image, image);
    QCOMPARE(pair->labels, labels(4, {0, 10, 255, 255}));
  }

  void anUnknownIdIsNamedWithItsPixels() {
    const auto source = makeDatasetSource(pairOf(picture({4, 1}), labels(4, {0, 7, 7, 9})), LabelSet::numbered(3));
    const auto pair = source->read(0);
    QVERIFY(!pair.ok());
    QCOMPARE(pair.error().code, ErrorCode::maskIdOutOfRange);
    QCOMPARE(std::string(pair.error().arg("id")), std::string("7"));
    QCOMPARE(std::string(pair.error().arg("pixels")), std::string("3"));
  }

  void changesComeBeforeTheTablesRule() {
    LabelSet reduced = LabelSet::numbered(3);
    reduced.zeroLabel = ZeroLabel::ignore;
    const IdMap map{{{7, 2}, {8, 255}, {255, 1}}};
    const auto source = makeDatasetSource(pairOf(picture({5, 1}), labels(5, {0, 3, 7, 8, 255})), reduced, map);
    const auto pair = source->read(0);
    SSA_VERIFY_OK(pair);
    QCOMPARE(pair->labels, labels(5, {255, 2, 1, 255, 0}));
  }

  void sizesThatDifferAreRefused() {
    const auto pair = makeDatasetSource(pairOf(picture({3, 1}), labels(4, {0, 0, 0, 0})), LabelSet::numbered(2))->read(0);
    QVERIFY(!pair.ok());
    QCOMPARE(pair.error().code, ErrorCode::sizeMismatch);
    QCOMPARE(std::string(pair.error().arg("found")), std::string("4x1"));
  }

  void aColourMaskIsRefused() {
    const Dataset dataset = pairOf(picture({4, 1}), labels(4, {0, 0, 0, 0}));
    save(dataset.samples[0].mask, encodePng(picture({4, 1})));
    QCOMPARE(makeDatasetSource(dataset, LabelSet::numbered(2))->read(0).error().code, ErrorCode::maskIsColour);
  }

  void theRuleTellsIgnoredFromUnknown() {
    LabelSet raw = LabelSet::numbered(2);
    raw.rawIds = {{7, 0}, {300, 1}};
    raw.maskIds = MaskIds::raw;
    const RawIdRule rule(raw, {0, 7});
    QCOMPARE(rule.of(7), 0);  // the table names it, so the layout does not take it away
    QCOMPARE(rule.of(300), 1);
    QCOMPARE(rule.of(0), int{kIgnore});
    QCOMPARE(rule.of(255), int{kIgnore});
    QCOMPARE(rule.of(1), RawIdRule::kUnknown);
  }

  void anIdMapSurvivesItsFile() {
    const IdMap map{{{3, 4}, {12, 255}}};
    const auto again = IdMap::fromJson(map.toJson(), "here");
    SSA_VERIFY_OK(again);
    QCOMPARE(*again, map);
  }

  void aBadIdMapIsRefused_data() {
    QTest::addColumn<QString>("json");
    const char* const texts[] = {"",
                                 "[]",
                                 "{}",
                                 R"({"changes": [1, 2]})",
                                 R"({"changes": {"a": 1}})",
                                 R"({"changes": {"1": -1}})",
                                 R"({"changes": {"1": 65536}})",
                                 R"({"changes": {"1": 1.5}})",
                                 R"({"changes": {"1": 2, "1": 3}})",
                                 R"({"changes": {"1": 2, "01": 3}})",
                                 R"({"changes": {"99999999999": 3}})"};
    for (const char* text : texts) QTest::newRow(text) << QString::fromLatin1(text);
  }
  void aBadIdMapIsRefused() {
    QFETCH(QString, json);
    const auto map = IdMap::fromJson(json.toStdString(), "ids.json");
    QVERIFY(!map.ok());
    QCOMPARE(map.error().code, ErrorCode::badConfig);
    QCOMPARE(std::string(map.error().arg("path")), std::string("ids.json"));
  }
};

std::unique_ptr<QObject> makeDatasetSourceTest() { return std::make_unique<DatasetSourceTest>(); }

}  // namespace ssa::test

#include "dataset_source_test.moc"

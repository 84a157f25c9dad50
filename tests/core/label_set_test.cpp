#include <algorithm>

#include "engine/core/label_set.h"
#include "engine/core/safe_file.h"
#include "tests/support/runner.h"

namespace ssa {
namespace {

const char kSmall[] =
    R"({"name": "n", "classes": [{"id": 0, "name": "a", "color": [1, 2, 3]}, {"name": "b", "color": [4, 5, 6]}])";

IndexMask maskOf(std::vector<std::uint16_t> ids) { return {{static_cast<int>(ids.size()), 1}, ids, 16, false}; }

std::vector<int> applied(const LabelSet& set, std::vector<std::uint16_t> ids, std::vector<std::int64_t>* unknown = nullptr) {
  const LabelMap map = applyLabelSet(maskOf(std::move(ids)), set, unknown);
  return {map.labels().begin(), map.labels().end()};
}

}  // namespace

class LabelSetTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void allTablesShip() {
    const std::vector<std::string> names = LabelSet::presetNames();
    QVERIFY(std::is_sorted(names.begin(), names.end()));
    for (const char* published :
         {"ade20k150", "camvid11", "cityscapes19", "cocostuff171", "pascalcontext59", "pascalcontext60", "voc21"})
      QVERIFY2(std::find(names.begin(), names.end(), published) != names.end(), published);
    for (const std::string& name : names) {
      const auto set = LabelSet::preset(name);
      SSA_VERIFY_OK(set);
      QCOMPARE(set->name, name);
      QVERIFY(name.ends_with(std::to_string(set->count())));
    }
    const auto missing = LabelSet::preset("nothing");
    QCOMPARE(missing.error().code, ErrorCode::badOption);
    QVERIFY(missing.error().arg("expected").find("voc21") != std::string_view::npos);
  }

  void shippedTablesEqualThePublishedFacts() {
    const auto folder = test::dataDir() / "labels";
    if (test::dataDir().empty() || !std::filesystem::is_directory(folder)) QSKIP("no reference data");
    int seen = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
      if (entry.path().extension() != ".json") continue;
      const auto given = LabelSet::read(entry.path());
      SSA_VERIFY_OK(given);
      QVERIFY2(*given == *LabelSet::preset(given->name), given->name.c_str());
      ++seen;
    }
    QCOMPARE(seen, 7);
  }

  void zeroRulesAreUnderstood() {
    QCOMPARE(LabelSet::preset("ade20k150")->zeroLabel, ZeroLabel::ignore);
    QCOMPARE(LabelSet::preset("pascalcontext59")->zeroLabel, ZeroLabel::ignore);
    for (const char* kept : {"camvid11", "cityscapes19", "cocostuff171", "pascalcontext60", "voc21"})
      QCOMPARE(LabelSet::preset(kept)->zeroLabel, ZeroLabel::keep);
  }

  void jsonRoundTrips() {
    for (const std::string& name : LabelSet::presetNames()) {
      const auto set = LabelSet::preset(name);
      const auto again = LabelSet::fromJson(set->toJson(), "again");
      SSA_VERIFY_OK(again);
      QVERIFY(*again == *set);
    }
  }

  void adeIdsMoveDownByOne() {
    std::vector<std::int64_t> unknown;
    QVERIFY((applied(*LabelSet::preset("ade20k150"), {0, 1, 150, 151, 255, 40'000}, &unknown) ==
             std::vector<int>{255, 0, 149, 255, 255, 255}));
    QCOMPARE(unknown[151], std::int64_t{1});
    QCOMPARE(unknown[40'000], std::int64_t{1});
    QCOMPARE(unknown[0] + unknown[255], std::int64_t{0});
  }

  void camvidVoidIsIgnoredAndNotUnknown() {
    std::vector<std::int64_t> unknown;
    QVERIFY((applied(*LabelSet::preset("camvid11"), {0, 10, 11, 12, 255}, &unknown) == std::vector<int>{0, 10, 255, 255, 255}));
    QCOMPARE(unknown[11], std::int64_t{0});
    QCOMPARE(unknown[12], std::int64_t{1});
  }

  void cityscapesHasTwoKindsOfMask() {
    auto set = *LabelSet::preset("cityscapes19");
    QVERIFY((applied(set, {0, 18, 7, 255}) == std::vector<int>{0, 18, 7, 255}));
    set.maskIds = MaskIds::raw;
    QVERIFY((applied(set, {7, 33, 0, 26}) == std::vector<int>{0, 18, 255, 13}));
  }

  void rawIdListsGiveTheClassByPosition() {
    auto set = *LabelSet::preset("pascalcontext60");
    set.maskIds = MaskIds::raw;
    QVERIFY((applied(set, {0, 2, 458, 1}) == std::vector<int>{0, 1, 59, 255}));
  }

  void numberedTablesHaveNamesAndColours() {
    const LabelSet set = LabelSet::numbered(12);
    QCOMPARE(set.count(), 12);
    QCOMPARE(set.classes[11].name, std::string("class 11"));
    QVERIFY(set.palette() == colourBlindSafePalette(12));
    QCOMPARE(LabelSet::numbered(0).count(), 0);
    QCOMPARE(LabelSet::numbered(1000).count(), kMaxClasses);
  }

  void nameListsAreRead() {
    const auto path = test::tempDir() / "names.txt";
    SSA_VERIFY_OK(writeFile(path,
                            "\xEF\xBB\xBF"
                            "sky\r\n\n  tree trunk \nroad"));
    const auto set = LabelSet::read(path);
    SSA_VERIFY_OK(set);
    QCOMPARE(set->count(), 3);
    QCOMPARE(set->classes[0].name, std::string("sky"));
    QCOMPARE(set->classes[1].name, std::string("tree trunk"));
    QVERIFY(set->palette() == colourBlindSafePalette(3));
  }

  void badTablesAreRefused_data() {
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("reason");
    const auto row = [](const char* name, QByteArray json, const char* reason) {
      QTest::newRow(name) << json << QByteArray(reason);
    };
    const QByteArray small(kSmall);
    row("not JSON", "{", "not JSON");
    row("a list", "[]", "not an object");
    row("no classes", R"({"name": "n"})", "classes is missing");
    row("empty", R"({"classes": []})", "classes is empty");
    row("name is a number", R"({"name": 3, "classes": []})", "name is not a text");
    row("class without name", R"({"classes": [{"color": [1,2,3]}]})", "class 0 has no name");
    row("two colour parts", R"({"classes": [{"name": "a", "color": [1,2]}]})", "class 0 color has not three parts");
    row("colour 256", R"({"classes": [{"name": "a", "color": [1,2,256]}]})", "class 0 color is outside 0..255");
    row("colour 1.5", R"({"classes": [{"name": "a", "color": [1,2,1.5]}]})", "class 0 color is not a whole number");
    row("huge number", R"({"classes": [{"name": "a", "color": [1,2,18446744073709551615]}]})", "class 0 color is outside");
    row("wrong id", R"({"classes": [{"id": 1, "name": "a", "color": [1,2,3]}]})", "class 0 has another id");
    row("key twice", small + R"(, "name": "m"})", "key twice: name");
    row("ignore 0", small + R"(, "ignore": 0})", "ignore is not 255");
    row("zero rule", small + R"(, "zero_label": "sometimes"})", "zero_label is neither");
    row("raw id of no class", small + R"(, "label_ids": {"7": 2}})", "label_ids 7 is outside 0..1");
    row("raw id no number", small + R"(, "label_ids": {"x": 1}})", "label_ids has the key x");
    row("raw list short", small + R"(, "raw_ids": [1]})", "raw_ids has not one id a class");
    row("raw id twice", small + R"(, "raw_ids": [1, 1]})", "raw id twice: 1");
    row("raw without table", small + R"(, "mask_ids": "raw"})", "mask_ids is raw without");
    row("deep", small + R"(, "x": [[[[[[[[[[]]]]]]]]]]})", "nested deeper than 8");
    QByteArray many = R"({"classes": [)";
    for (int i = 0; i < 256; ++i) many += (i ? "," : "") + QByteArray(R"({"name": "a", "color": [1,2,3]})");
    row("256 classes", many + "]}", "more than 255 classes");
    row("long name", R"({"classes": [{"name": ")" + QByteArray(300, 'a') + R"(", "color": [1,2,3]}]})", "name is longer");
  }
  void badTablesAreRefused() {
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, reason);
    const auto set = LabelSet::fromJson({json.data(), static_cast<std::size_t>(json.size())}, "table");
    QVERIFY(!set.ok());
    QCOMPARE(set.error().code, ErrorCode::badConfig);
    QVERIFY2(set.error().arg("reason").starts_with(reason.toStdString()), set.error().toString().c_str());
  }

  void smallestTableIsAccepted() {
    const auto set = LabelSet::fromJson(std::string(kSmall) + "}", "x");
    SSA_VERIFY_OK(set);
    QCOMPARE(set->count(), 2);
    QVERIFY((set->classes[1] == LabelClass{"b", {4, 5, 6}}));
  }

  void emptyAndMissingFilesAreNamed() {
    const auto folder = test::tempDir();
    QCOMPARE(LabelSet::read(folder / "none.json").error().code, ErrorCode::fileNotFound);
    SSA_VERIFY_OK(writeFile(folder / "empty.txt", ""));
    QCOMPARE(LabelSet::read(folder / "empty.txt").error().code, ErrorCode::fileEmpty);
    SSA_VERIFY_OK(writeFile(folder / "blank.txt", "\n \n"));
    QCOMPARE(LabelSet::read(folder / "blank.txt").error().code, ErrorCode::badConfig);
    SSA_VERIFY_OK(writeFile(folder / "large.txt", std::string(2 << 20, 'a')));
    QCOMPARE(LabelSet::read(folder / "large.txt").error().code, ErrorCode::fileTooLarge);
  }
};

}  // namespace ssa

std::unique_ptr<QObject> makeLabelSetTest() { return std::make_unique<ssa::LabelSetTest>(); }
#include "label_set_test.moc"

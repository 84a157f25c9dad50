#include "engine/datasets/split.h"

#include <set>

#include "engine/datasets/stratify.h"
#include "engine/datasets/training_data.h"
#include "tests/data/masks.h"
#include "tests/data/tests.h"
#include "tests/support/runner.h"

namespace ssa::test {
namespace {

namespace fs = std::filesystem;

ClassPresence classes(std::initializer_list<int> ids) {
  ClassPresence presence;
  for (const int id : ids) presence.set(static_cast<std::size_t>(id));
  return presence;
}

std::vector<std::string> namesOf(const Dataset& dataset) {
  std::vector<std::string> names;
  for (const DatasetSample& sample : dataset.samples) names.push_back(sample.name);
  return names;
}

/// `images/` and `masks/` with pairs a00, a01…; class 1 in every fourth of them.
Dataset folderSet(int count) {
  const fs::path root = tempDir();
  for (int i = 0; i < count; ++i) {
    const std::string name = (i < 10 ? "a0" : "a") + std::to_string(i) + ".png";
    touch(root / "images" / name);
    saveMask(root / "masks" / name, labels(2, {0, i % 4 == 0 ? 1 : 0}));
  }
  return openDataset(root, "")->value;
}

/// CamVid layout: train s1_0 s1_1 s2_0 s2_1, val s2_2 s3_0.
fs::path camvidSet() {
  const fs::path root = tempDir();
  const auto pair = [&](const std::string& split, const char* name) {
    touch(root / split / name);
    saveMask(root / (split + "annot") / name, labels(2, {0, 1}));
  };
  for (const char* name : {"s1_0.png", "s1_1.png", "s2_0.png", "s2_1.png"}) pair("train", name);
  for (const char* name : {"s2_2.png", "s3_0.png"}) pair("val", name);
  return root;
}

Result<Loaded<OpenedData>> openIt(const TrainingDataOptions& options) {
  NoProgress quiet;
  return openTrainingData(options, {}, quiet);
}

Result<Split> splitIt(const Dataset& pool, const SplitOptions& options) {
  NoProgress quiet;
  return makeSplit(pool, LabelSet::numbered(2), {}, options, {}, quiet);
}

using Names = std::vector<std::string>;

}  // namespace

class SplitTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:

  void sharesAreKeptAndEveryClassIsSpread() {
    std::vector<ClassPresence> presence;
    for (int i = 0; i < 100; ++i)
      presence.push_back(i % 10 == 0 ? classes({0, 1}) : i % 25 == 1 ? classes({0, 2}) : classes({0}));
    for (const std::uint64_t seed : {0U, 1U, 2U, 3U}) {
      const std::vector<int> side = stratify(presence, {0.7, 0.2, 0.1}, seed);
      int sizes[3]{}, ones[3]{}, twos[3]{};
      for (std::size_t i = 0; i < side.size(); ++i) {
        ++sizes[side[i]];
        ones[side[i]] += presence[i][1];
        twos[side[i]] += presence[i][2];
      }
      QCOMPARE(sizes[0], 70);
      QCOMPARE(sizes[1], 20);
      QCOMPARE(ones[0], 7);
      QCOMPARE(ones[1], 2);
      QCOMPARE(ones[2], 1);
      QVERIFY(twos[0] >= 2 && twos[1] >= 1);  // of four
    }
  }

  void aSetWithTestAndNoValIsValidatedOnTest() {
    const fs::path root = camvidSet();
    for (const char* folder : {"val", "valannot"}) {
      std::string other = folder;
      fs::rename(root / folder, root / other.replace(0, 3, "test"));
    }
    const auto data = openIt({.path = root});
    SSA_VERIFY_OK(data);
    QCOMPARE(namesOf(data->value.val), (Names{"s2_2", "s3_0"}));
    QVERIFY(!openIt({.path = root, .val_split = "valid"}));  // only the default stands for another
  }

  void theOnlyPictureOfAClassIsLearntFrom() {
    std::vector<ClassPresence> presence(20, classes({0}));
    presence[13] = classes({0, 5});
    for (const std::uint64_t seed : {0U, 1U, 2U, 3U, 4U, 5U}) QCOMPARE(stratify(presence, {0.8, 0.2}, seed)[13], 0);
  }

  void drawsAreFrozen() {
    // A recorded answer: seeds must mean the same for ever and on every machine.
    std::vector<ClassPresence> presence;
    for (int i = 0; i < 10; ++i) presence.push_back(i % 3 == 0 ? classes({0, 1}) : classes({0}));
    QCOMPARE(stratify(presence, {0.7, 0.3}, 42), (std::vector<int>{0, 0, 0, 1, 1, 1, 0, 0, 0, 0}));
  }

  void aSeedGivesTheSameSplitWhateverTheOrder() {
    Dataset pool = folderSet(20);
    const auto first = splitIt(pool, {0.25, 0, 7, {}});
    SSA_VERIFY_OK(first);
    QCOMPARE(first->val.samples.size(), std::size_t{5});
    QCOMPARE(first->train.samples.size(), std::size_t{15});
    std::reverse(pool.samples.begin(), pool.samples.end());
    QCOMPARE(namesOf(splitIt(pool, {0.25, 0, 7, {}})->val), namesOf(first->val));
    QVERIFY(namesOf(splitIt(pool, {0.25, 0, 8, {}})->val) != namesOf(first->val));
    // A quarter of the five pictures with class 1 is one.
    const auto rare = [](const DatasetSample& sample) { return std::stoi(sample.name.substr(1)) % 4 == 0; };
    QCOMPARE(std::count_if(first->val.samples.begin(), first->val.samples.end(), rare), 1);
  }

  void aTestShareIsDrawnToo() {
    const auto split = splitIt(folderSet(20), {0.2, 0.1, 0, {}});
    SSA_VERIFY_OK(split);
    QCOMPARE(split->train.samples.size(), std::size_t{14});
    QCOMPARE(split->val.samples.size(), std::size_t{4});
    QCOMPARE(split->test.samples.size(), std::size_t{2});
    QCOMPARE(split->record.test.size(), std::size_t{2});
  }

  void namesAreHeldOutByTheirBeginning() {
    const auto split = splitIt(folderSet(12), {0, 0, 0, {"a1"}});
    SSA_VERIFY_OK(split);
    QCOMPARE(namesOf(split->val), (Names{"a10", "a11"}));
    QCOMPARE(split->record.kind, SplitKind::holdOut);
    DatasetSample nested{"aachen/aachen_0", {}, {}};
    QVERIFY(isHeldOut(nested, {"aachen_"}));
    QVERIFY(isHeldOut(nested, {"aachen/"}));
    QVERIFY(!isHeldOut(nested, {"chen"}));
    QVERIFY(!isHeldOut(nested, {""}));
  }

  void aSplitThatLeavesNothingIsRefused() {
    const Dataset pool = folderSet(4);
    for (const SplitOptions& options : {SplitOptions{0, 0, 0, {"b"}}, SplitOptions{0, 0, 0, {"a"}}, SplitOptions{1, 0, 0, {}},
                                        SplitOptions{0.5, 0.5, 0, {}}, SplitOptions{-0.1, 0, 0, {}}}) {
      const auto split = splitIt(pool, options);
      QVERIFY(!split.ok());
      QCOMPARE(split.error().code, ErrorCode::badOption);
    }
    QCOMPARE(splitIt(folderSet(1), {0.5, 0, 0, {}}).error().code, ErrorCode::badOption);
  }

  void aSplitIsStoppedBetweenMasks() {
    NoProgress quiet;
    StopSource stop;
    stop.request_stop();
    const auto split = makeSplit(folderSet(4), LabelSet::numbered(2), {}, {0.5, 0, 0, {}}, stop.get_token(), quiet);
    QVERIFY(!split.ok());
    QCOMPARE(split.error().code, ErrorCode::stopped);
  }

  void anUnreadableMaskDoesNotPreventASplit() {
    const Dataset pool = folderSet(8);
    touch(pool.samples[3].mask);
    SSA_VERIFY_OK(splitIt(pool, {0.25, 0, 0, {}}));
  }

  void aRecordBringsTheSamePairsBack() {
    const Dataset pool = folderSet(12);
    const auto split = splitIt(pool, {0.25, 0, 3, {"a11"}});
    SSA_VERIFY_OK(split);
    const fs::path file = pool.root / "split.json";
    SSA_VERIFY_OK(split->record.write(file));
    const auto record = SplitRecord::read(file);
    SSA_VERIFY_OK(record);
    QCOMPARE(*record, split->record);
    const auto again = recallSplit(*record, {pool});
    SSA_VERIFY_OK(again);
    QCOMPARE(namesOf(again->train), namesOf(split->train));
    QCOMPARE(namesOf(again->val), namesOf(split->val));

    Dataset smaller = pool;
    smaller.samples.erase(smaller.samples.begin());
    const auto gone = recallSplit(*record, {smaller});
    QVERIFY(!gone.ok());
    QCOMPARE(gone.error().code, ErrorCode::datasetUnfit);
    QVERIFY(gone.error().arg("reason").find("a00.png") != std::string_view::npos);
  }

  void aBadRecordIsRefused() {
    QCOMPARE(SplitRecord::fromJson("", "x").error().code, ErrorCode::badConfig);
    QCOMPARE(SplitRecord::fromJson("[]", "x").error().code, ErrorCode::badConfig);
    QCOMPARE(SplitRecord::fromJson(R"({"version": 1})", "x").error().code, ErrorCode::badConfig);
    QCOMPARE(SplitRecord::fromJson(R"({"version": 2})", "x").error().code, ErrorCode::newerVersion);
    SplitRecord record;
    QCOMPARE(SplitRecord::fromJson(record.toJson(), "x").error().code, ErrorCode::badConfig);  // nothing to learn from
    record.train = {"a.png"};
    SSA_VERIFY_OK(SplitRecord::fromJson(record.toJson(), "x"));
  }

  void theDataHashFollowsTheData() {
    const Dataset pool = folderSet(3);
    const std::string before = dataHash({&pool});
    QCOMPARE(dataHash({&pool}), before);
    save(pool.samples[0].image, Bytes(5));
    QVERIFY(dataHash({&pool}) != before);
  }

  void theSetsOwnSplitsAreUsed() {
    const auto data = openIt({.path = camvidSet()});
    SSA_VERIFY_OK(data);
    QCOMPARE(data->value.train.samples.size(), std::size_t{4});
    QCOMPARE(namesOf(data->value.val), (Names{"s2_2", "s3_0"}));
    QCOMPARE(data->value.labels.name, std::string("camvid11"));
    QCOMPARE(data->value.split.kind, SplitKind::own);
    QCOMPARE(data->value.split.val, (Names{"val/s2_2.png", "val/s3_0.png"}));
  }

  void wholeSequencesAreHeldOutOfBothSplits() {
    const auto data = openIt({.path = camvidSet(), .hold_out = "s2_, s9"});
    SSA_VERIFY_OK(data);
    QCOMPARE(namesOf(data->value.train), (Names{"s1_0", "s1_1"}));
    QCOMPARE(namesOf(data->value.val), (Names{"s2_0", "s2_1", "s2_2"}));
    QCOMPARE(data->value.split.val, (Names{"train/s2_0.png", "train/s2_1.png", "val/s2_2.png"}));
  }

  void aRatioReplacesTheValidationSplit() {
    const auto data = openIt({.path = camvidSet(), .val_ratio = 0.25});
    SSA_VERIFY_OK(data);
    QCOMPARE(data->value.train.samples.size(), std::size_t{3});
    QCOMPARE(data->value.val.samples.size(), std::size_t{1});
    for (const std::string& entry : data->value.split.val) QVERIFY(entry.starts_with("train/"));
  }

  void aResumedRunHasTheRecordedPairs() {
    const fs::path root = camvidSet();
    const auto first = openIt({.path = root, .val_ratio = 0.5, .seed = 5, .hold_out = "s2_"});
    SSA_VERIFY_OK(first);
    SSA_VERIFY_OK(first->value.split.write(root / "split.json"));
    touch(root / "train/s1_7.png");
    saveMask(root / "trainannot/s1_7.png", labels(2, {0, 1}));
    const auto again =
        openIt({.path = root, .val_ratio = 0.5, .seed = 5, .hold_out = "s2_", .recorded_split = root / "split.json"});
    SSA_VERIFY_OK(again);
    QCOMPARE(again->value.split, first->value.split);
    QCOMPARE(namesOf(again->value.train), namesOf(first->value.train));
    QCOMPARE(namesOf(again->value.val), namesOf(first->value.val));
  }

  void aSetWithoutSplitsNeedsAShareAndATable() {
    const fs::path root = folderSet(8).root;
    const LabelSet two = LabelSet::numbered(2);
    const auto undivided = openIt({.path = root, .fallback = two});
    QVERIFY(!undivided.ok());
    QCOMPARE(std::string(undivided.error().arg("option")), std::string("val_ratio"));
    const auto nameless = openIt({.path = root, .val_ratio = 0.25});
    QVERIFY(!nameless.ok());
    QCOMPARE(std::string(nameless.error().arg("option")), std::string("labels"));
    const auto data = openIt({.path = root, .val_ratio = 0.25, .fallback = two});
    SSA_VERIFY_OK(data);
    QCOMPARE(data->value.labels, two);
    QCOMPARE(data->value.val.samples.size(), std::size_t{2});
    QCOMPARE(openIt({.path = root, .val_ratio = 0.25, .labels = "voc21"})->value.labels.count(), 21);
    QCOMPARE(openIt({.path = root, .val_ratio = 0.25, .labels = "nowhere"}).error().code, ErrorCode::badOption);
  }

  void theTableKeepsTheSetsRules() {
    // Same names, other colours and no rule for raw 11: the set's rule stays, the colours are the wanted ones.
    LabelSet wanted = *LabelSet::preset("camvid11");
    wanted.name = "mine";
    wanted.ignoredIds.clear();
    wanted.classes[0].colour = {1, 2, 3};
    Dataset dataset;
    dataset.labels = LabelSet::preset("camvid11").value();
    const LabelSet table = tableFor(dataset, wanted);
    QCOMPARE(table.ignoredIds, std::vector<int>{11});
    QCOMPARE(table.classes, wanted.classes);
    QCOMPARE(table.name, std::string("mine"));
    QCOMPARE(tableFor(dataset, LabelSet::numbered(11)), LabelSet::numbered(11));
  }

  void changesOfIdsComeFromTheirFile() {
    const fs::path root = camvidSet();
    const IdMap map{{{1, 255}}};
    SSA_VERIFY_OK(writeFile(root / "ids.json", map.toJson()));
    QCOMPARE(openIt({.path = root, .id_map = (root / "ids.json").string()})->value.map, map);
    QCOMPARE(openIt({.path = root, .id_map = (root / "none.json").string()}).error().code, ErrorCode::fileNotFound);
  }

  void realCamVidHoldsOutADrive() {
    const fs::path root = dataDir() / "real/CamVid";
    if (dataDir().empty() || !fs::exists(root)) QSKIP("no CamVid frames here");
    const auto data = openIt({.path = root, .hold_out = "0006R0"});
    SSA_VERIFY_OK(data);
    QVERIFY(!data->value.val.samples.empty());
    for (const DatasetSample& sample : data->value.train.samples) QVERIFY(!sample.name.starts_with("0006R0"));
  }
};

std::unique_ptr<QObject> makeSplitTest() { return std::make_unique<SplitTest>(); }

}  // namespace ssa::test

#include "split_test.moc"

#include "engine/datasets/demo/demo_set.h"

#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

#include "engine/core/safe_file.h"
#include "engine/datasets/dataset.h"
#include "engine/image/read.h"
#include "tests/loader/tests.h"
#include "tests/support/runner.h"

namespace ssa::test {
namespace {

namespace fs = std::filesystem;

DemoSetOptions tiny() {
  DemoSetOptions options;
  options.train = 5;
  options.val = 3;
  options.size = {64, 48};
  options.seed = 3;
  options.threads = 3;
  return options;
}

std::string textOf(const fs::path& file) {
  const Bytes bytes = *readFile(file, 1 << 24);
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

Result<void> write(const fs::path& folder, const DemoSetOptions& options, StopToken stop = {}) {
  NoProgress quiet;
  return writeDemoSet(folder, options, std::move(stop), quiet);
}

/// Stops at the first report.
class Impatient final : public ProgressSink {
 public:
  explicit Impatient(StopSource& stop) : stop_(stop) {}
  void report(double, std::string_view) override { stop_.request_stop(); }

 private:
  StopSource& stop_;
};

}  // namespace

class DemoSetTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void init() { folder_ = tempDir() / "scenes"; }

  void aWrittenSetOpensAsADataSetWithItsClasses() {
    SSA_VERIFY_OK(write(folder_, tiny()));
    for (const auto& [split, count] : {std::pair{"train", 5}, std::pair{"val", 3}}) {
      const auto opened = openDataset(folder_, split);
      SSA_VERIFY_OK(opened);
      QVERIFY(opened->warnings.empty());
      QCOMPARE(static_cast<int>(opened->value.samples.size()), count);
      QVERIFY(opened->value.labels && opened->value.labels->classes == demoLabels().classes);
      for (const DatasetSample& sample : opened->value.samples) {
        const auto truth = readTruth(sample.mask, demoLabels(), {});
        SSA_VERIFY_OK(truth);
        const auto image = readImage(sample.image);
        SSA_VERIFY_OK(image);
        QVERIFY(truth->value.size() == (Size{64, 48}) && image->value.image.size() == truth->value.size());
      }
    }
    const auto manifest = nlohmann::json::parse(textOf(folder_ / "demo.json"));
    QVERIFY(manifest["complete"].get<bool>() && manifest["licence"] == "CC0-1.0");
    const auto& first = manifest["train"][1];
    QCOMPARE(first["name"].get<std::string>(), std::string("indoor_00001"));
    const DemoScene again = makeDemoScene(first["seed"].get<std::uint64_t>(), DemoKind::indoor, {64, 48});
    QVERIFY(readImage(folder_ / "images/train/indoor_00001.png")->value.image == again.image);
    QCOMPARE(first["light"].get<std::string>(), again.light);
    QVERIFY(textOf(folder_ / "README.txt").find("CC0") != std::string::npos);
  }

  void noSceneIsInBothSplitsNorInTwoSets() {
    std::set<std::uint64_t> seeds;
    std::size_t total = 0;
    for (const std::uint32_t seed : {0U, 1U, 2U, 4'000'000'000U})
      for (const bool val : {false, true}) {
        DemoSetOptions options = tiny();
        options.train = options.val = 3000;
        options.seed = seed;
        for (const DemoSetEntry& entry : demoSetEntries(options, val)) seeds.insert(entry.seed);
        total += 3000;
      }
    QCOMPARE(seeds.size(), total);
  }

  void theSameOptionsGiveTheSameFiles() {
    DemoSetOptions options = tiny();
    SSA_VERIFY_OK(write(folder_, options));
    options.threads = 1;
    const fs::path other = tempDir() / "again";
    SSA_VERIFY_OK(write(other, options));
    for (const char* file : {"demo.json", "labels.json", "images/val/street_00002.png", "masks/train/indoor_00003.png"})
      QCOMPARE(textOf(folder_ / file), textOf(other / file));
  }

  void aFolderWithOtherFilesIsNeverWrittenOver() {
    fs::create_directories(folder_);
    std::ofstream(folder_ / "notes.txt") << "mine";
    for (const bool replace : {false, true}) {
      DemoSetOptions options = tiny();
      options.replace = replace;
      const auto written = write(folder_, options);
      QVERIFY(!written && written.error().code == ErrorCode::badOption && written.error().arg("option") == "folder");
    }
    QCOMPARE(std::distance(fs::directory_iterator(folder_), {}), 1);
  }

  void replacingTakesTheOldScenesAway() {
    SSA_VERIFY_OK(write(folder_, tiny()));
    std::ofstream(folder_ / "images/train/mine.png") << "mine";
    QVERIFY(!write(folder_, tiny()));
    DemoSetOptions fewer = tiny();
    fewer.train = 2;
    fewer.replace = true;
    fewer.scenes = DemoScenes::street;
    SSA_VERIFY_OK(write(folder_, fewer));
    std::set<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder_ / "images/train")) names.insert(entry.path().filename().string());
    QVERIFY(names == (std::set<std::string>{"mine.png", "street_00000.png", "street_00001.png"}));
  }

  void stoppingLeavesASetThatSaysItIsIncomplete() {
    DemoSetOptions options = tiny();
    options.train = 500;
    StopSource stop;
    Impatient impatient(stop);
    const auto stopped = writeDemoSet(folder_, options, stop.get_token(), impatient);
    QVERIFY(!stopped && stopped.error().code == ErrorCode::stopped);
    QVERIFY(!nlohmann::json::parse(textOf(folder_ / "demo.json"))["complete"].get<bool>());
    options.replace = true;
    options.train = 2;
    SSA_VERIFY_OK(write(folder_, options));
  }

  void sizesAndCountsOutOfRangeAreRefused() {
    for (const auto& [train, size] : {std::pair{5, Size{32, 48}}, {5, Size{64, 5000}}, {-1, Size{64, 48}}}) {
      DemoSetOptions options = tiny();
      options.train = train;
      options.size = size;
      const auto written = write(folder_, options);
      QVERIFY(!written && written.error().code == ErrorCode::badOption);
    }
    QVERIFY(!fs::exists(folder_));
  }

 private:
  fs::path folder_;
};

std::unique_ptr<QObject> makeDemoSetTest() { return std::make_unique<DemoSetTest>(); }

}  // namespace ssa::test

#include "demo_set_test.moc"

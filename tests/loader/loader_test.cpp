#include "engine/datasets/loader.h"

#include <algorithm>
#include <chrono>
#include <fstream>
#include <set>
#include <thread>

#include "engine/datasets/augment_preview.h"
#include "engine/datasets/loader_cache.h"
#include "tests/loader/made_source.h"
#include "tests/loader/tests.h"
#include "tests/support/runner.h"

namespace ssa::test {
namespace {

AugmentOptions small() {
  AugmentOptions options;
  options.scale_long_px = 128;
  options.scale_short_px = 64;
  options.crop_width_px = options.crop_height_px = 48;
  return options;
}

LoaderOptions batches(int batch, int workers, std::uint64_t seed = 5) {
  LoaderOptions options;
  options.batch = batch;
  options.workers = workers;
  options.seed = seed;
  return options;
}

bool same(const TrainBatch& a, const TrainBatch& b) {
  return a.count == b.count && a.width == b.width && a.height == b.height && a.images == b.images && a.labels == b.labels &&
         a.content == b.content && a.indices == b.indices;
}

/// Resident memory of this process.
std::int64_t residentBytes() {
  std::int64_t all = 0, resident = 0;
  std::ifstream("/proc/self/statm") >> all >> resident;
  return resident * 4096;
}

/// Reading takes until somebody lets go.
class SlowSource final : public SampleSource {
 public:
  int size() const override { return 1; }
  std::string name(int) const override { return "slow"; }
  Result<TrainSample> read(int) const override {
    while (!let_go) std::this_thread::sleep_for(std::chrono::milliseconds(2));
    return madeSample(0, {64, 64});
  }
  mutable std::atomic<bool> let_go = false;
};

class ThrowingSource final : public SampleSource {
 public:
  int size() const override { return 3; }
  std::string name(int) const override { return "throwing"; }
  Result<TrainSample> read(int) const override { throw std::bad_alloc(); }
};

}  // namespace

class LoaderTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void batchesAreTheSameWhateverTheNumberOfWorkers() {
    const auto source = std::make_shared<MadeSource>(7, Size{96, 64}, std::set<int>{2});
    TrainLoader alone(source, small(), batches(4, 0)), many(source, small(), batches(4, 5));
    for (int i = 0; i < 9; ++i) {
      const auto a = alone.batch(i, {}), b = many.batch(i, {});
      SSA_VERIFY_OK(a);
      SSA_VERIFY_OK(b);
      QVERIFY2(same(*a, *b), std::to_string(i).c_str());
    }
  }

  void anIterationIsAPositionWhateverWasAskedBefore() {
    const auto source = std::make_shared<MadeSource>(5, Size{96, 64});
    TrainLoader straight(source, small(), batches(3, 2)), jumping(source, small(), batches(3, 2));
    std::vector<TrainBatch> expected;
    for (int i = 0; i < 6; ++i) expected.push_back(*straight.batch(i, {}));
    for (const int i : {4, 1, 5, 5, 0, 2, 3}) QVERIFY(same(*jumping.batch(i, {}), expected[static_cast<std::size_t>(i)]));
  }

  void anotherSeedGivesOtherBatches() {
    const auto source = std::make_shared<MadeSource>(5, Size{96, 64});
    TrainLoader a(source, small(), batches(3, 0, 1)), b(source, small(), batches(3, 0, 2));
    QVERIFY(!same(*a.batch(0, {}), *b.batch(0, {})));
  }

  void everyEpochVisitsEveryPairOnceInAnotherOrder() {
    const auto source = std::make_shared<MadeSource>(12, Size{64, 64});
    TrainLoader loader(source, small(), batches(4, 2));
    std::set<std::vector<int>> orders;
    for (int epoch = 0; epoch < 4; ++epoch) {
      std::vector<int> order;
      for (int i = 0; i < 3; ++i) {
        const auto batch = loader.batch(epoch * 3 + i, {});
        order.insert(order.end(), batch->indices.begin(), batch->indices.end());
      }
      QCOMPARE(std::set<int>(order.begin(), order.end()).size(), std::size_t{12});
      orders.insert(order);
    }
    QCOMPARE(orders.size(), std::size_t{4});
  }

  void smallPicturesArePaddedWithIgnoredPixels() {
    AugmentOptions options = small();
    options.scale_long_px = options.scale_short_px = 0;
    options.ratio_low = options.ratio_high = 1;
    TrainLoader loader(std::make_shared<MadeSource>(1, Size{30, 20}), options, batches(1, 0));
    const auto batch = loader.batch(0, {});
    SSA_VERIFY_OK(batch);
    QVERIFY(batch->content[0] == (Size{30, 20}));
    for (int y = 0; y < batch->height; ++y)
      for (int x = 0; x < batch->width; ++x) {
        const std::size_t at = static_cast<std::size_t>(y * batch->width + x);
        const bool inside = x < 30 && y < 20;
        QCOMPARE(batch->labels[at] == kIgnore, !inside);
        if (!inside) QVERIFY(batch->images[at * 3] == 0 && batch->images[at * 3 + 1] == 0 && batch->images[at * 3 + 2] == 0);
      }
  }

  void aPreviewShowsViewsOfOnePair() {
    const MadeSource source(4, {96, 64}, {3});
    const auto views = previewBatch(source, small(), 1, 6, 9), again = previewBatch(source, small(), 1, 3, 9);
    SSA_VERIFY_OK(views);
    QCOMPARE(views->size(), std::size_t{6});
    QVERIFY(again->at(2).image == views->at(2).image && !(views->at(0).image == views->at(1).image));
    for (const TrainSample& view : *views)
      QVERIFY(!view.image.empty() && view.image.size() == view.labels.size() && view.image.width() <= 48);
    QVERIFY(!previewBatch(source, small(), 3, 1, 9));
  }

  void unreadablePairsAreSkippedNamedAndNotTriedAgain() {
    const auto source = std::make_shared<MadeSource>(6, Size{64, 64}, std::set<int>{1, 4});
    LoaderOptions options = batches(6, 3);
    options.cache_bytes = 1LL << 30;
    TrainLoader loader(source, small(), options);
    for (int i = 0; i < 5; ++i) {
      const auto batch = loader.batch(i, {});
      SSA_VERIFY_OK(batch);
      QCOMPARE(batch->indices.size(), std::size_t{6});
      for (const int index : batch->indices) QVERIFY(index != 1 && index != 4);
    }
    const std::vector<SkippedPair> skipped = loader.skipped();
    QCOMPARE(skipped.size(), std::size_t{2});
    for (const SkippedPair& pair : skipped) {
      QVERIFY(pair.error.code == ErrorCode::imageDamaged);
      QCOMPARE(std::string(pair.error.arg("path")), "made/" + std::to_string(pair.index));
    }
    QVERIFY(source->reads() < 30);  // workers may meet a pair at the same moment, but not in every epoch
  }

  void nothingReadableIsNothingToLearn() {
    for (const int workers : {0, 2}) {
      TrainLoader loader(std::make_shared<MadeSource>(3, Size{64, 64}, std::set<int>{0, 1, 2}), small(), batches(2, workers));
      const auto batch = loader.batch(0, {});
      QVERIFY(!batch && batch.error().code == ErrorCode::nothingToLearn);
      QCOMPARE(loader.skipped().size(), std::size_t{3});
    }
    TrainLoader empty(std::make_shared<MadeSource>(0, Size{64, 64}), small(), batches(2, 1));
    QVERIFY(empty.batch(0, {}).error().code == ErrorCode::nothingToLearn);
  }

  void lackOfMemoryIsAnErrorNotABrokenPair() {
    TrainLoader loader(std::make_shared<ThrowingSource>(), small(), batches(2, 2));
    const auto batch = loader.batch(0, {});
    QVERIFY(!batch && batch.error().code == ErrorCode::outOfMemory);
    QVERIFY(loader.skipped().empty());
  }

  void stoppingEndsTheWaitAndNothingIsLost() {
    const auto source = std::make_shared<SlowSource>();
    TrainLoader loader(source, small(), batches(2, 1));
    StopSource stop;
    std::jthread later([&stop] {
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
      stop.request_stop();
    });
    const auto start = std::chrono::steady_clock::now();
    const auto stopped = loader.batch(0, stop.get_token());
    QVERIFY(!stopped && stopped.error().code == ErrorCode::stopped);
    QVERIFY(std::chrono::steady_clock::now() - start < std::chrono::seconds(5));
    QVERIFY(loader.waited() > 0.02);
    source->let_go = true;
    const auto after = loader.batch(0, {});
    SSA_VERIFY_OK(after);
    TrainLoader fresh(source, small(), batches(2, 0));
    QVERIFY(same(*after, *fresh.batch(0, {})));
  }

  void theCacheNeverExceedsItsBudgetAndIsUsed() {
    constexpr std::int64_t kPair = 64 * 64 * 4;
    DecodedCache cache(3 * kPair + 100);
    for (int i = 0; i < 10; ++i) {
      cache.offer(i, std::make_shared<const TrainSample>(madeSample(i, {64, 64})));
      QVERIFY(cache.bytes() <= 3 * kPair + 100);
    }
    QCOMPARE(cache.bytes(), 3 * kPair);
    QVERIFY(cache.find(2) && !cache.find(3));
    cache.offer(2, std::make_shared<const TrainSample>(madeSample(2, {64, 64})));
    QCOMPARE(cache.bytes(), 3 * kPair);

    const auto source = std::make_shared<MadeSource>(8, Size{64, 64});
    LoaderOptions options = batches(8, 0);
    options.cache_bytes = 4 * kPair;
    TrainLoader loader(source, small(), options);
    for (int i = 0; i < 10; ++i) SSA_VERIFY_OK(loader.batch(i, {}));
    QCOMPARE(source->reads(), 8 + 9 * 4);  // half of the pairs fit
  }

  void memoryStaysFlatOverManyBatches() {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    QSKIP("sanitizers keep freed memory");
#endif
    LoaderOptions options = batches(4, 2);
    options.cache_bytes = 1 << 20;  // of 40 pairs of 120 kB, eight fit
    TrainLoader loader(std::make_shared<MadeSource>(40, Size{200, 150}), small(), options);
    std::int64_t before = 0;
    for (int i = 0; i < 700; ++i) {
      SSA_VERIFY_OK(loader.batch(i, {}));
      if (i == 100) before = residentBytes();
    }
    const std::int64_t grown = residentBytes() - before;
    QVERIFY2(before > 0 && grown < (2 << 20), qPrintable(QString::number(grown)));
  }
};

std::unique_ptr<QObject> makeLoaderTest() { return std::make_unique<LoaderTest>(); }

}  // namespace ssa::test

#include "loader_test.moc"

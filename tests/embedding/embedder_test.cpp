#include <QTest>

#include <cmath>
#include <limits>

#include "engine/api/embedding.h"
#include "tests/embedding/features.h"
#include "tests/embedding/tests.h"
#include "tests/support/runner.h"

using namespace ssa;

namespace {

EmbeddingOptions quickOptions(int iterations, int threads = 2) {
  EmbeddingOptions options;
  options.iterations = iterations;
  options.perplexity = 15;
  options.threads = threads;
  return options;
}

bool finite(const std::vector<float>& values) {
  return std::all_of(values.begin(), values.end(), [](float value) { return std::isfinite(value); });
}

}  // namespace

class EmbedderTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:

  void clustersComeApart() {
    const test::Features made = test::clusteredFeatures(900, 32, 6, 1);
    const auto embedding = embed(made.rows(), quickOptions(500), {}, nullptr, {}, none_);
    SSA_VERIFY_OK(embedding);
    QVERIFY(finite(embedding->map.positions));
    const auto clusters = measureClusters({embedding->map.positions, 900, 2}, made.labels, {}, EmbeddingMetric::euclidean, {}, 2);
    SSA_VERIFY_OK(clusters);
    QVERIFY2(clusters->silhouette > 0.6, qPrintable(QString::number(clusters->silhouette)));
    QVERIFY2(embedding->quality.preservation > 0.4, qPrintable(QString::number(embedding->quality.preservation)));
    QVERIFY(std::abs(*embedding->map.divergence - embedding->quality.divergence) < 1e-4);
    QCOMPARE(embedding->facts.iterations, 500);
    QCOMPARE(embedding->facts.neighbours, 45);
    QVERIFY(std::abs(embedding->facts.learningRate - 50) < 1e-9);
  }

  void threeDimensionsAndCosineWork() {
    const test::Features made = test::clusteredFeatures(400, 16, 4, 2);
    EmbeddingOptions options = quickOptions(300);
    options.dimensions = 3;
    options.metric = EmbeddingMetric::cosine;
    options.start = EmbeddingStart::random;
    const auto embedding = embed(made.rows(), options, {}, nullptr, {}, none_);
    SSA_VERIFY_OK(embedding);
    QCOMPARE(embedding->map.positions.size(), std::size_t{1200});
    QCOMPARE(QByteArray(embedding->facts.repulsion.c_str()), QByteArray("exact"));
    QVERIFY(embedding->quality.divergence < 1.0 && embedding->quality.divergence > 0);
  }

  void theSameSeedGivesTheSameMapWhateverTheThreads_data() {
    QTest::addColumn<bool>("mesh");
    QTest::newRow("all pairs") << false;
    QTest::newRow("mesh") << true;
  }
  void theSameSeedGivesTheSameMapWhateverTheThreads() {
    QFETCH(bool, mesh);
    const test::Features made = test::clusteredFeatures(1300, 20, 5, 3);
    std::vector<float> first;
    for (const int threads : {1, 2, 5}) {
      EmbeddingOptions options = quickOptions(120, threads);
      options.repulsion = mesh ? EmbeddingRepulsion::mesh : EmbeddingRepulsion::exact;
      const auto embedding = embed(made.rows(), options, {}, nullptr, {}, none_);
      SSA_VERIFY_OK(embedding);
      QCOMPARE(QByteArray(embedding->facts.repulsion.c_str()), QByteArray(mesh ? "mesh" : "exact"));
      if (first.empty()) first = embedding->map.positions;
      QVERIFY(embedding->map.positions == first);
    }
  }

  void aPausedRunGoesOnAsIfItHadNot() {
    const test::Features made = test::clusteredFeatures(500, 20, 5, 4);
    EmbeddingOptions options = quickOptions(300);
    options.repulsion = EmbeddingRepulsion::mesh;
    const auto whole = embed(made.rows(), options, {}, nullptr, {}, none_);
    SSA_VERIFY_OK(whole);
    auto paused = Embedder::make(made.rows(), options, {}, nullptr, {}, none_);
    SSA_VERIFY_OK(paused);
    StopSource stop;
    int maps = 0;
    const auto stopAtFive = [&](const EmbeddingMap&) {
      if (++maps == 5) stop.request_stop();
    };
    const auto stopped = (*paused)->run(300, stopAtFive, stop.get_token(), none_);
    QVERIFY(!stopped.ok() && stopped.error().code == ErrorCode::stopped);
    const int done = (*paused)->facts().iterations;
    QVERIFY2(done > 0 && done < 300, qPrintable(QString::number(done)));
    SSA_VERIFY_OK((*paused)->run(100, nullptr, {}, none_));
    SSA_VERIFY_OK((*paused)->run(200 - done, nullptr, {}, none_));
    const auto map = (*paused)->map();
    SSA_VERIFY_OK(map);
    QCOMPARE(map->iteration, 300);
    QVERIFY(map->positions == whole->map.positions);
  }

  void mapsComeWhileItRunsAndTheFirstBeforeTheNeighbours() {
    const test::Features made = test::clusteredFeatures(300, 10, 3, 5);
    std::vector<int> iterations;
    std::vector<bool> known;
    EmbeddingOptions options = quickOptions(100);
    options.reportEvery = 25;
    const auto embedding = embed(
        made.rows(), options, {},
        [&](const EmbeddingMap& map) {
          iterations.push_back(map.iteration);
          known.push_back(map.divergence.has_value());
        },
        {}, none_);
    SSA_VERIFY_OK(embedding);
    QCOMPARE(iterations, (std::vector<int>{0, 0, 25, 50, 75, 100}));
    QCOMPARE(known, (std::vector<bool>{false, true, true, true, true, true}));
  }

  void aWarmStartIsTakenAsItIs() {
    const test::Features made = test::clusteredFeatures(200, 10, 3, 6);
    const std::vector<float> start = test::blobMap(200, 2, 10, 1);
    const auto still = embed(made.rows(), quickOptions(0), start, nullptr, {}, none_);
    SSA_VERIFY_OK(still);
    QVERIFY(still->map.positions == start);
    QCOMPARE(still->facts.exaggerationIterations, 0);
    QCOMPARE(QByteArray(still->facts.start.c_str()), QByteArray("warm"));
    const std::vector<float> wrong(399, 0.0F);
    QVERIFY(embed(made.rows(), quickOptions(0), wrong, nullptr, {}, none_).error().code == ErrorCode::badOption);
  }

  void fewPointsReduceThePerplexityAndSayIt_data() {
    QTest::addColumn<int>("count");
    QTest::addColumn<double>("perplexity");
    QTest::newRow("one") << 1 << 1.0;
    QTest::newRow("two") << 2 << 1.0;
    QTest::newRow("three") << 3 << 1.0;
    QTest::newRow("ten") << 10 << 3.0;
  }
  void fewPointsReduceThePerplexityAndSayIt() {
    QFETCH(int, count);
    QFETCH(double, perplexity);
    const test::Features made = test::clusteredFeatures(count, 5, 2, 7);
    for (const int dimensions : {2, 3}) {
      EmbeddingOptions options = quickOptions(60);
      options.dimensions = dimensions;
      const auto embedding = embed(made.rows(), options, {}, nullptr, {}, none_);
      SSA_VERIFY_OK(embedding);
      QVERIFY(finite(embedding->map.positions) && std::isfinite(embedding->quality.divergence));
      QCOMPARE(static_cast<int>(embedding->map.positions.size()), count * dimensions);
      QVERIFY(std::abs(embedding->facts.perplexity - perplexity) < 1e-9);
      QVERIFY(embedding->facts.perplexityAsked == 15);
    }
  }

  void equalPointsAndOneFeatureGiveAMap() {
    const std::vector<float> same(200 * 4, 7.5F);
    for (const EmbeddingMetric metric : {EmbeddingMetric::euclidean, EmbeddingMetric::cosine}) {
      EmbeddingOptions options = quickOptions(100);
      options.metric = metric;
      const auto equal = embed({same, 200, 4}, options, {}, nullptr, {}, none_);
      SSA_VERIFY_OK(equal);
      QVERIFY(finite(equal->map.positions));
      const auto zero = embed({std::vector<float>(90, 0.0F), 90, 1}, options, {}, nullptr, {}, none_);
      SSA_VERIFY_OK(zero);
      QVERIFY(finite(zero->map.positions));
    }
    const test::Features line = test::clusteredFeatures(150, 1, 3, 8);
    const auto one = embed(line.rows(), quickOptions(100), {}, nullptr, {}, none_);
    SSA_VERIFY_OK(one);
    QVERIFY(finite(one->map.positions));
  }

  void numbersThatAreNoneAreNamed() {
    test::Features made = test::clusteredFeatures(50, 4, 2, 9);
    for (const float bad : {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity(), 1e30F}) {
      made.values[4 * 31 + 2] = bad;
      const auto refused = embed(made.rows(), quickOptions(10), {}, nullptr, {}, none_);
      QVERIFY(!refused.ok() && refused.error().code == ErrorCode::badOption);
      QVERIFY2(refused.error().arg("value").find("row 31, column 2") != std::string_view::npos,
               refused.error().toString().c_str());
    }
    QVERIFY(embed({{}, 0, 4}, quickOptions(10), {}, nullptr, {}, none_).error().code == ErrorCode::badOption);
  }

  void aStopBeforeTheEndIsAStop() {
    const test::Features made = test::clusteredFeatures(400, 8, 2, 10);
    StopSource stop;
    stop.request_stop();
    QVERIFY(embed(made.rows(), quickOptions(50), {}, nullptr, stop.get_token(), none_).error().code == ErrorCode::stopped);
  }

  void aHugeLearningRateIsAnError() {
    const test::Features made = test::clusteredFeatures(300, 8, 2, 11);
    EmbeddingOptions options = quickOptions(200);
    options.learningRate = 1e9;
    for (const auto repulsion : {EmbeddingRepulsion::exact, EmbeddingRepulsion::mesh}) {
      options.repulsion = repulsion;
      const auto torn = embed(made.rows(), options, {}, nullptr, {}, none_);
      QVERIFY(!torn.ok() && torn.error().code == ErrorCode::badOption && torn.error().arg("option") == "learning-rate");
    }
  }

  void theForceErrorGoesWithTheMap() {
    const test::Features made = test::clusteredFeatures(600, 20, 5, 4);
    EmbeddingOptions options = quickOptions(120);
    const auto exact = embed(made.rows(), options, {}, nullptr, {}, none_);
    SSA_VERIFY_OK(exact);
    QCOMPARE(exact->facts.forceErrorSample, 0);
    QVERIFY(toJson(exact->facts, exact->quality).find("\"force_error\":null") != std::string::npos);
    options.repulsion = EmbeddingRepulsion::mesh;
    const auto mesh = embed(made.rows(), options, {}, nullptr, {}, none_);
    SSA_VERIFY_OK(mesh);
    QCOMPARE(mesh->facts.forceErrorSample, 512);
    QVERIFY2(mesh->facts.forceError > 0 && mesh->facts.forceError < 0.02, qPrintable(QString::number(mesh->facts.forceError)));
    QVERIFY(mesh->facts.forceErrorWorst >= mesh->facts.forceError);
    QVERIFY(toJson(mesh->facts, mesh->quality).find("\"force_error\":null") == std::string::npos);
    QVERIFY(toCsv(*mesh).find("# force_error: ") != std::string::npos);
  }

  void csvCarriesEveryParameter() {
    const test::Features made = test::clusteredFeatures(20, 4, 2, 12);
    const auto embedding = embed(made.rows(), quickOptions(10), {}, nullptr, {}, none_);
    SSA_VERIFY_OK(embedding);
    const std::string text = toCsv(*embedding, made.labels);
    for (const char* part :
         {"# perplexity: 6.33", "# seed: 0", "# kl: ", "# learning_rate: 50", "# metric: euclidean", "\nx,y,label\n"})
      QVERIFY2(text.find(part) != std::string::npos, part);
    QCOMPARE(std::count(text.begin() + static_cast<std::ptrdiff_t>(text.find("x,y,label")), text.end(), '\n'), 21);
  }

 private:
  NoProgress none_;
};

std::unique_ptr<QObject> makeEmbedderTest() { return std::make_unique<EmbedderTest>(); }

#include "embedder_test.moc"

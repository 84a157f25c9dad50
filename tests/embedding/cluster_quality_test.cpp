#include <QTest>

#include <cmath>

#include "engine/api/embedding.h"
#include "tests/embedding/features.h"
#include "tests/embedding/tests.h"
#include "tests/support/runner.h"

using namespace ssa;

class ClusterQualityTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:

  // Class 0 at x = 0 and 2, class 1 at x = 10 and 14, one ignored point. Silhouettes: (12 - 2) / 12, (10 - 2) / 10,
  // (9 - 4) / 9, (13 - 4) / 13. Spreads 1 and 2, means 11 apart: Davies-Bouldin 3 / 11. Between: 4 x 5.5² = 121, within
  // 1 + 1 + 4 + 4 = 10. Prototypes at 1 and 11: own distances 1, 1, 1, 3, others 11, 9, 9, 13.
  void fourPointsHaveTheNumbersByHand() {
    const std::vector<float> x = {0, 2, 10, 500, 14}, prototypes = {1, 11};
    const std::vector<std::uint8_t> labels = {0, 0, 1, 255, 1};
    const auto quality = measureClusters({x, 5, 1}, labels, {prototypes, 2, 1}, EmbeddingMetric::euclidean, {}, 2);
    SSA_VERIFY_OK(quality);
    QCOMPARE(quality->points, 4);
    QCOMPARE(quality->classes, 2);
    const double silhouette = (10.0 / 12 + 8.0 / 10 + 5.0 / 9 + 9.0 / 13) / 4;
    QVERIFY2(std::abs(quality->silhouette - silhouette) < 1e-6, qPrintable(QString::number(quality->silhouette)));
    QVERIFY(std::abs(quality->daviesBouldin - 3.0 / 11) < 1e-6);
    QVERIFY(std::abs(quality->betweenToWithin - 12.1) < 1e-5);
    QVERIFY(std::abs(quality->ownPrototype - 1.5) < 1e-6 && std::abs(quality->otherPrototype - 10.5) < 1e-6);
    QVERIFY(std::abs(quality->nearestIsOwn - 1) < 1e-9);
  }

  void cosineLooksAtDirectionsAlone() {
    const std::vector<float> x = {1, 0, 5, 0, 0, 2, 0, 9}, prototypes = {3, 0, 0, 1};
    const std::vector<std::uint8_t> labels = {0, 0, 1, 1};
    const auto quality = measureClusters({x, 4, 2}, labels, {prototypes, 2, 2}, EmbeddingMetric::cosine, {}, 1);
    SSA_VERIFY_OK(quality);
    QVERIFY(std::abs(quality->silhouette - 1) < 1e-6);
    QVERIFY(std::abs(quality->ownPrototype) < 1e-6 && std::abs(quality->otherPrototype - 1) < 1e-6);
  }

  void whatIsNotDefinedIsNotANumber() {
    const std::vector<float> x = {1, 2, 3};
    const auto one = measureClusters({x, 3, 1}, std::vector<std::uint8_t>{4, 4, 4}, {}, EmbeddingMetric::euclidean, {}, 1);
    SSA_VERIFY_OK(one);
    QVERIFY(std::isnan(one->silhouette) && std::isnan(one->daviesBouldin) && std::isnan(one->ownPrototype));
    const auto none = measureClusters({x, 3, 1}, std::vector<std::uint8_t>{255, 255, 255}, {}, EmbeddingMetric::euclidean, {}, 1);
    SSA_VERIFY_OK(none);
    QCOMPARE(none->points, 0);
    QVERIFY(toJson(*none).find("\"silhouette\":null") != std::string::npos);
  }

  void labelsThatDoNotFitAreRefused() {
    const std::vector<float> x = {1, 2, 3}, prototypes = {1, 2};
    QVERIFY(measureClusters({x, 3, 1}, std::vector<std::uint8_t>{0, 1}, {}, EmbeddingMetric::euclidean, {}).error().code ==
            ErrorCode::badOption);
    QVERIFY(measureClusters({x, 3, 1}, std::vector<std::uint8_t>{0, 1, 2}, {prototypes, 2, 1}, EmbeddingMetric::euclidean, {})
                .error()
                .code == ErrorCode::badOption);
  }
};

std::unique_ptr<QObject> makeClusterQualityTest() { return std::make_unique<ClusterQualityTest>(); }

#include "cluster_quality_test.moc"

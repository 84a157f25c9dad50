#include <QTest>

#include <algorithm>
#include <cmath>
#include <map>

#include "engine/embedding/affinities.h"
#include "tests/embedding/features.h"
#include "tests/embedding/tests.h"
#include "tests/support/runner.h"

using namespace ssa;

namespace {

/// Nearest neighbours by the definition, in double.
std::vector<std::pair<double, int>> nearestByHand(const PointRows& points, std::int64_t i, int each, bool cosine) {
  std::vector<std::pair<double, int>> all;
  for (std::int64_t j = 0; j < points.count; ++j) {
    if (j == i) continue;
    double squared = 0, ab = 0, aa = 0, bb = 0;
    for (int d = 0; d < points.features; ++d) {
      const double a = static_cast<double>(points.row(i)[d]), b = static_cast<double>(points.row(j)[d]);
      squared += (a - b) * (a - b);
      ab += a * b;
      aa += a * a;
      bb += b * b;
    }
    const double angle = 1 - ab / std::sqrt(aa * bb);
    all.emplace_back(cosine ? angle * angle : squared, static_cast<int>(j));
  }
  std::sort(all.begin(), all.end());
  all.resize(static_cast<std::size_t>(each));
  return all;
}

std::map<std::pair<int, int>, double> dense(const Affinities& a) {
  std::map<std::pair<int, int>, double> p;
  for (int i = 0; i < a.count; ++i)
    for (std::int64_t e = a.start[static_cast<std::size_t>(i)]; e < a.start[static_cast<std::size_t>(i) + 1]; ++e)
      if (a.weight[static_cast<std::size_t>(e)] > 0)
        p[{i, a.to[static_cast<std::size_t>(e)]}] = static_cast<double>(a.weight[static_cast<std::size_t>(e)]);
  return p;
}

}  // namespace

class AffinitiesTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:

  void exactNeighboursAreThoseOfTheDefinition_data() {
    QTest::addColumn<int>("count");
    QTest::addColumn<int>("features");
    QTest::addColumn<bool>("cosine");
    QTest::newRow("euclidean") << 1500 << 37 << false;
    QTest::newRow("cosine") << 1300 << 160 << true;
    QTest::newRow("few") << 5 << 1 << false;
  }
  void exactNeighboursAreThoseOfTheDefinition() {
    QFETCH(int, count);
    QFETCH(int, features);
    QFETCH(bool, cosine);
    const test::Features made = test::clusteredFeatures(count, features, 6, 3);
    const int each = std::min(count - 1, 20);
    Team team(2);
    const auto found =
        exactNeighbours(made.rows(), each, cosine ? EmbeddingMetric::cosine : EmbeddingMetric::euclidean, team, {}, none_);
    SSA_VERIFY_OK(found);
    for (std::int64_t i = 0; i < count; i += 7) {
      const auto truth = nearestByHand(made.rows(), i, each, cosine);
      for (int k = 0; k < each; ++k) {
        const auto at = static_cast<std::size_t>(i * each + k);
        const double distance = static_cast<double>(found->squaredDistances[at]),
                     expected = truth[static_cast<std::size_t>(k)].first;
        QVERIFY2(std::abs(distance - expected) <= 2e-5 * expected + 1e-7,
                 qPrintable(QStringLiteral("%1 against %2").arg(distance).arg(expected)));
      }
    }
  }

  void theSearchGraphFindsNearlyAll() {
    const test::Features made = test::clusteredFeatures(3000, 24, 10, 5);
    Team team(2);
    const auto found = graphNeighbours(made.rows(), 30, EmbeddingMetric::euclidean, 0, team, {}, none_);
    SSA_VERIFY_OK(found);
    QVERIFY(!found->exact && found->recallSample == 200);
    QVERIFY2(found->recall > 0.95, qPrintable(QString::number(found->recall)));
  }

  // Neighbours at squared distances 1 and 4 and perplexity 1.5: shares s and 1 - s with -s ln s - (1 - s) ln(1 - s) = ln 1.5,
  // which s = 0.8598 solves. The middle point sees both others at distance 1: one half each.
  void threePointsHaveTheSharesSolvedByHand() {
    const std::vector<float> line = {0, 1, 2};
    Team team(1);
    const auto near = exactNeighbours({line, 3, 1}, 2, EmbeddingMetric::euclidean, team, {}, none_);
    SSA_VERIFY_OK(near);
    const auto a = affinitiesOf(*near, 3, 1.5, team, {});
    SSA_VERIFY_OK(a);
    auto p = dense(*a);
    const double s = 0.8598;
    QVERIFY(std::abs(p[{0, 1}] - (s + 0.5) / 6) < 1e-4 && std::abs(p[{1, 0}] - p[{0, 1}]) < 1e-9);
    QVERIFY(std::abs(p[{0, 2}] - 2 * (1 - s) / 6) < 1e-4);
  }

  void affinitiesAreSymmetricSumToOneAndHaveThePerplexity() {
    const test::Features made = test::clusteredFeatures(400, 12, 5, 9);
    Team team(2);
    const double perplexity = 12;
    const auto near = exactNeighbours(made.rows(), neighboursFor(perplexity, 400), EmbeddingMetric::euclidean, team, {}, none_);
    SSA_VERIFY_OK(near);
    QCOMPARE(near->each, 36);
    const auto a = affinitiesOf(*near, 400, perplexity, team, {});
    SSA_VERIFY_OK(a);
    const auto p = dense(*a);
    double sum = 0, entropy = 0;
    for (const auto& [pair, value] : p) {
      sum += value;
      entropy += value * std::log(value);
      QVERIFY(std::abs(p.at({pair.second, pair.first}) - value) < 1e-9);
    }
    QVERIFY(std::abs(sum - 1) < 1e-5);
    QVERIFY(std::abs(entropy - a->negativeEntropy) < 1e-5);
    // The definition for one point, in double: bisection on beta over its 36 neighbours.
    const auto truth = nearestByHand(made.rows(), 17, 36, false);
    double low = 0, high = 1e3;
    for (int step = 0; step < 200; ++step) {
      const double beta = (low + high) / 2;
      double total = 0, weighted = 0;
      for (const auto& [squared, id] : truth) {
        total += std::exp(-beta * squared);
        weighted += squared * std::exp(-beta * squared);
      }
      (std::log(total) + beta * weighted / total > std::log(perplexity) ? low : high) = beta;
    }
    double total = 0;
    for (const auto& [squared, id] : truth) total += std::exp(-low * squared);
    for (const auto& [squared, id] : truth) {
      const double own = std::exp(-low * squared) / total, pair = 800 * p.at({17, id});
      QVERIFY2(pair >= own - 2e-4, qPrintable(QStringLiteral("%1 of %2").arg(own).arg(pair)));
    }
  }

 private:
  NoProgress none_;
};

std::unique_ptr<QObject> makeAffinitiesTest() { return std::make_unique<AffinitiesTest>(); }

#include "affinities_test.moc"

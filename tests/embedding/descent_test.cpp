#include <QTest>

#include <cmath>
#include <numeric>

#include "engine/cuda/tsne_kernels.h"
#include "engine/cuda/tsne_mesh_kernels.h"
#include "engine/embedding/mesh_repulsion.h"
#include "engine/embedding/tsne_descent.h"
#include "tests/embedding/features.h"
#include "tests/embedding/tests.h"
#include "tests/support/runner.h"

using namespace ssa;

namespace {

Affinities affinitiesOfFeatures(const test::Features& made, double perplexity, Team& team) {
  NoProgress none;
  const auto near =
      exactNeighbours(made.rows(), neighboursFor(perplexity, made.count), EmbeddingMetric::euclidean, team, {}, none);
  return affinitiesOf(*near, made.count, perplexity, team, {}).value();
}

/// KL(P || Q) by its definition, in double, over all pairs.
double divergenceByHand(const Affinities& a, const std::vector<double>& map, int dimensions) {
  const auto weight = [&](std::int64_t i, std::int64_t j) {
    double squared = 0;
    for (int d = 0; d < dimensions; ++d)
      squared +=
          std::pow(map[static_cast<std::size_t>(i * dimensions + d)] - map[static_cast<std::size_t>(j * dimensions + d)], 2);
    return 1 / (1 + squared);
  };
  double total = 0, sum = 0;
  for (std::int64_t i = 0; i < a.count; ++i)
    for (std::int64_t j = 0; j < a.count; ++j)
      if (i != j) total += weight(i, j);
  for (std::int64_t i = 0; i < a.count; ++i) {
    for (std::int64_t e = a.start[static_cast<std::size_t>(i)]; e < a.start[static_cast<std::size_t>(i) + 1]; ++e) {
      const double p = static_cast<double>(a.weight[static_cast<std::size_t>(e)]);
      if (p > 0) sum += p * std::log(p * total / weight(i, a.to[static_cast<std::size_t>(e)]));
    }
  }
  return sum;
}

std::vector<double> wide(const std::vector<float>& values) { return {values.begin(), values.end()}; }

/// Largest relative difference (to the largest absolute value) of two lists.
double difference(const std::vector<float>& a, const std::vector<float>& b) {
  double worst = 0, largest = 1e-30;
  for (std::size_t i = 0; i < a.size(); ++i) {
    worst = std::max(worst, std::abs(static_cast<double>(a[i]) - static_cast<double>(b[i])));
    largest = std::max(largest, std::abs(static_cast<double>(b[i])));
  }
  return worst / largest;
}

}  // namespace

class DescentTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:

  // p = 1/6 for each ordered pair of three equally distant points; on the map d² = 1, 4, 5, so w = 1/2, 1/5, 1/6 and
  // KL = ln(13/45) - (ln 1/2 + ln 1/5 + ln 1/6) / 3 = 0.12307.
  void divergenceOfATriangleIsTheOneByHand() {
    const std::vector<float> corners = {1, 0, 0, 0, 1, 0, 0, 0, 1};
    Team team(1);
    NoProgress none;
    const auto near = exactNeighbours({corners, 3, 3}, 2, EmbeddingMetric::euclidean, team, {}, none);
    SSA_VERIFY_OK(near);
    TsneDescent descent(affinitiesOf(*near, 3, 1, team, {}).value(), {0, 0, 1, 0, 0, 2}, {}, team);
    const double expected = std::log(13.0 / 45) + std::log(60.0) / 3;
    QVERIFY2(std::abs(descent.exactDivergence() - expected) < 1e-6,
             qPrintable(QString::number(descent.exactDivergence(), 'g', 9)));
    QVERIFY(std::abs(descent.divergence() - expected) < 1e-6);
  }

  void gradientIsTheOneOfFiniteDifferences_data() {
    QTest::addColumn<int>("dimensions");
    QTest::newRow("two") << 2;
    QTest::newRow("three") << 3;
  }
  void gradientIsTheOneOfFiniteDifferences() {
    QFETCH(int, dimensions);
    const test::Features made = test::clusteredFeatures(70, 6, 3, 2);
    Team team(2);
    const Affinities affinities = affinitiesOfFeatures(made, 8, team);
    const std::vector<float> map = test::blobMap(70, dimensions, 3, 4);
    DescentSettings settings;
    settings.dimensions = dimensions;
    TsneDescent descent(affinities, map, settings, team);
    QVERIFY(std::abs(descent.exactDivergence() - divergenceByHand(affinities, wide(map), dimensions)) < 1e-5);
    const std::vector<float> gradient = descent.gradient();
    std::vector<float> expected;
    for (std::size_t k = 0; k < map.size(); ++k) {
      std::vector<double> moved = wide(map);
      constexpr double kStep = 1e-5;
      moved[k] += kStep;
      const double above = divergenceByHand(affinities, moved, dimensions);
      moved[k] -= 2 * kStep;
      expected.push_back(static_cast<float>((above - divergenceByHand(affinities, moved, dimensions)) / (2 * kStep)));
    }
    QVERIFY2(difference(gradient, expected) < 2e-5, qPrintable(QString::number(difference(gradient, expected))));
  }

  void meshForcesAreCloseToThoseOfAllPairs_data() {
    QTest::addColumn<double>("spacing");
    QTest::addColumn<double>("bound");
    QTest::newRow("0.25") << 0.25 << 3e-4;
    QTest::newRow("0.35") << 0.35 << 3e-3;
    QTest::newRow("0.5") << 0.5 << 2e-2;
  }
  void meshForcesAreCloseToThoseOfAllPairs() {
    QFETCH(double, spacing);
    QFETCH(double, bound);
    constexpr int kCount = 6000, kSampled = 500;
    const std::vector<float> map = test::blobMap(kCount, 2, 60, 8);
    Team team(2);
    MeshRepulsion mesh(spacing, team);
    std::vector<float> force(2 * kCount), mass(kCount), exact(2 * kCount), exactMass(kCount);
    mesh.compute(map.data(), kCount, force.data(), mass.data());
    cuda::tsneKernels().repel2(map.data(), kCount, 0, kCount, exact.data(), exactMass.data());
    double error = 0, size = 0;
    for (int i = 0; i < 2 * kSampled; ++i) {
      error += std::pow(
          static_cast<double>(force[static_cast<std::size_t>(i)]) - static_cast<double>(exact[static_cast<std::size_t>(i)]), 2);
      size += std::pow(static_cast<double>(exact[static_cast<std::size_t>(i)]), 2);
    }
    qInfo("spacing %.2f: relative error of the force %.4f %%, mesh %d x %d", spacing, 100 * std::sqrt(error / size),
          mesh.mesh().width, mesh.mesh().height);
    QVERIFY(std::sqrt(error / size) < bound);
    const double total = std::accumulate(mass.begin(), mass.end(), 0.0),
                 truth = std::accumulate(exactMass.begin(), exactMass.end(), 0.0);
    QVERIFY2(std::abs(total - truth) < 1e-3 * truth, qPrintable(QStringLiteral("%1 against %2").arg(total).arg(truth)));
  }

  void theMeshIsHeldAgainstAllPairsEvery100Iterations() {
    const test::Features made = test::clusteredFeatures(1500, 8, 5, 2);
    Team team(2);
    const Affinities affinities = affinitiesOfFeatures(made, 15, team);
    DescentSettings settings;
    settings.mesh = true;
    TsneDescent descent(affinities, test::blobMap(1500, 2, 40, 4), settings, team);
    QCOMPARE(descent.forceCheck().sample, 0);
    SSA_VERIFY_OK(descent.step());
    const ForceCheck first = descent.forceCheck();
    QCOMPARE(first.sample, 512);
    QVERIFY2(first.error > 1e-6 && first.error < 3e-3, qPrintable(QString::number(first.error)));
    for (int i = 0; i < 99; ++i) SSA_VERIFY_OK(descent.step());
    QCOMPARE(descent.forceCheck().error, first.error);
    SSA_VERIFY_OK(descent.step());
    QVERIFY(descent.forceCheck().error != first.error);
    QCOMPARE(descent.worstForceError(), std::max(first.error, descent.forceCheck().error));
    // Watching changes nothing, and a force that is wrong by a tenth is found to be.
    settings.mesh = false;
    TsneDescent exact(affinities, test::blobMap(1500, 2, 40, 4), settings, team);
    SSA_VERIFY_OK(exact.step());
    QCOMPARE(exact.forceCheck().sample, 0);
    const std::vector<float> map = test::blobMap(700, 2, 40, 4);
    std::vector<float> force(1400), mass(700);
    cuda::tsneKernels().repel2(map.data(), 700, 0, 700, force.data(), mass.data());
    for (const int turn : {0, 1, 7}) QVERIFY(checkForces(map.data(), 700, force.data(), turn, team).error < 1e-5);
    for (float& one : force) one *= 1.1F;
    QVERIFY(std::abs(checkForces(map.data(), 700, force.data(), 0, team).error - 0.1) < 1e-4);
  }

  void aTinyAndAnElongatedMapHaveTheirForcesToo() {
    Team team(2);
    for (const double stretch : {1e-4, 400.0}) {
      std::vector<float> map = test::blobMap(900, 2, 1, 3);
      for (std::size_t i = 0; i < map.size(); i += 2) map[i] *= static_cast<float>(stretch);
      MeshRepulsion mesh(0.3, team);
      std::vector<float> force(1800), mass(900), exact(1800), exactMass(900);
      mesh.compute(map.data(), 900, force.data(), mass.data());
      cuda::tsneKernels().repel2(map.data(), 900, 0, 900, exact.data(), exactMass.data());
      QVERIFY2(difference(force, exact) < 5e-3, qPrintable(QStringLiteral("%1: %2").arg(stretch).arg(difference(force, exact))));
      QVERIFY(difference(mass, exactMass) < 2e-3);
    }
  }

  void everyInstructionSetGivesTheSameForces() {
#if defined(__x86_64__)
    const test::Features made = test::clusteredFeatures(700, 10, 5, 6);
    Team team(1);
    const Affinities affinities = affinitiesOfFeatures(made, 15, team);
    std::vector<const cuda::TsneKernels*> sets = {&cuda::baselineTsneKernels()};
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) sets.push_back(&cuda::avx2TsneKernels());
    if (&cuda::tsneKernels() == &cuda::avx512TsneKernels()) sets.push_back(&cuda::avx512TsneKernels());
    for (const int dimensions : {2, 3}) {
      const std::vector<float> map = test::blobMap(700, dimensions, 10, 1);
      std::vector<std::vector<float>> attraction, repulsion, mass;
      std::vector<double> logs;
      for (const cuda::TsneKernels* one : sets) {
        std::vector<float>& pull = attraction.emplace_back(map.size());
        std::vector<float>& push = repulsion.emplace_back(map.size());
        std::vector<float>& sum = mass.emplace_back(700);
        (dimensions == 2 ? one->attract2 : one->attract3)(map.data(), affinities.edges(), 0, 700, pull.data());
        (dimensions == 2 ? one->repel2 : one->repel3)(map.data(), 700, 0, 700, push.data(), sum.data());
        logs.push_back((dimensions == 2 ? one->logDistances2 : one->logDistances3)(map.data(), affinities.edges(), 0, 700));
      }
      for (std::size_t k = 1; k < sets.size(); ++k) {
        QVERIFY(difference(attraction[k], attraction[0]) < 2e-6);
        QVERIFY(difference(repulsion[k], repulsion[0]) < 5e-6);
        QVERIFY(difference(mass[k], mass[0]) < 2e-6);
        QVERIFY(std::abs(logs[k] - logs[0]) < 1e-5);
      }
    }
    std::vector<std::vector<float>> nodes;
    cuda::TsneMesh mesh{64, 48, -9, -7, 0.4F};
    const std::vector<float> map = test::blobMap(700, 2, 4, 1);
    std::vector<std::int32_t> ids(700);
    std::iota(ids.begin(), ids.end(), 0);
    std::vector<const cuda::TsneMeshKernels*> meshes = {&cuda::baselineTsneMeshKernels(), &cuda::tsneMeshKernels()};
    if (sets.size() > 1) meshes.push_back(&cuda::avx2TsneMeshKernels());
    const cuda::FourierPlan alongX = cuda::fourierPlan(64), alongY = cuda::fourierPlan(96);
    for (const cuda::TsneMeshKernels* one : meshes) {
      std::vector<float> charges(64 * 48 + 8), re(64 * 48), im(64 * 48), force(1400), sums(700);
      std::vector<float> room(static_cast<std::size_t>(one->scratchFloats(96)) + 16);
      float* const scratch = room.data() + (64 - reinterpret_cast<std::uintptr_t>(room.data()) % 64) % 64 / sizeof(float);
      one->spread(map.data(), ids.data(), 700, mesh, charges.data());
      for (int b = 0; b < 48 / one->lanes; ++b) one->intoX(mesh, alongX, b, charges.data(), re.data(), im.data(), scratch);
      const std::vector<float> response = meshResponse(mesh, one->lanes);
      for (int b = 0; b < 64 / one->lanes; ++b) one->throughY(mesh, alongY, b, response.data(), re.data(), im.data(), scratch);
      for (int b = 0; b < 48 / one->lanes; ++b) one->outOfX(mesh, alongX, b, re.data(), im.data(), charges.data(), scratch);
      one->gather(map.data(), ids.data(), 700, mesh, charges.data(), force.data(), sums.data());
      nodes.push_back(force);
    }
    for (std::size_t k = 1; k < nodes.size(); ++k) QVERIFY(difference(nodes[k], nodes[0]) < 2e-5);
#else
    QSKIP("one instruction set only");
#endif
  }

  void aTeamRunsEveryPartOnceAndPassesOnFailures() {
    Team team(4);
    for (int round = 0; round < 300; ++round) {
      std::vector<std::atomic<int>> runs(37);
      team.run(37, [&](int part, int worker) { runs[static_cast<std::size_t>(part)] += worker >= 0 && worker < 4 ? 1 : 100; });
      for (const auto& one : runs) QCOMPARE(one.load(), 1);
    }
    QVERIFY_EXCEPTION_THROWN(team.run(9,
                                      [](int part, int) {
                                        if (part == 5) throw std::runtime_error("five");
                                      }),
                             std::runtime_error);
    std::atomic<int> after = 0;
    team.run(3, [&](int, int) { ++after; });
    QCOMPARE(after.load(), 3);
  }
};

std::unique_ptr<QObject> makeDescentTest() { return std::make_unique<DescentTest>(); }

#include "descent_test.moc"

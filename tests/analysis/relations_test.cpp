// Relation matrices, their orders and where two classes compete: cases worked out by hand.
#include "engine/api/relations.h"

#include <torch/torch.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "engine/analysis/cluster_order.h"
#include "engine/api/drift.h"
#include "engine/api/image_trace_impl.h"
#include "tests/analysis/tests.h"
#include "tests/analysis/tiny_network.h"
#include "tests/support/runner.h"

using namespace ssa;
using namespace ssa::test;

namespace {

bool near(double a, double b, double tolerance = 1e-12) { return std::fabs(a - b) <= tolerance; }

/// A plain model whose logits are its features: class k's weight is the k-th unit vector.
std::shared_ptr<const ImageTrace> logitsTrace(const Tensor& logits, Size picture) {
  TinySpec spec;
  spec.kind = ClassifierKind::plain;
  spec.feature = logits;
  spec.classes = static_cast<int>(logits.size(1));
  const auto model = tinyModel(spec);
  const at::NoGradGuard frozen;
  headState(*model).at("conv_seg.weight").copy_(at::eye(spec.classes).view({spec.classes, spec.classes, 1, 1}));
  headState(*model).at("conv_seg.bias").zero_();
  return traceOf(model, picture);
}

class RelationsTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void twoClassesByHand() {
    // p_0 = (2, 0), p_1 = (0, 3): cosines 1 and 0, products 4, 9 and 0.
    const FeatureRows rows{2, 2, {2, 0, 0, 3}};
    const RelationMatrix reference = relationMatrix(rows, RelationVariant::reference);
    const double other = std::exp(-15.0) / (1 + std::exp(-15.0));
    QVERIFY(near(reference.at(0, 1), other, 1e-16) && near(reference.at(1, 0), other, 1e-16));
    QVERIFY(near(reference.at(0, 0), 1 - other));
    const RelationMatrix paper = relationMatrix(rows, RelationVariant::paper);
    QVERIFY(near(paper.at(0, 1), 1 / (1 + std::exp(4.0))) && near(paper.at(1, 0), 1 / (1 + std::exp(9.0))));
    const auto difference = ssa::difference(reference, paper);
    SSA_VERIFY_OK(difference);
    QVERIFY(near(difference->at(0, 1), other - 1 / (1 + std::exp(4.0))));
    QVERIFY(near(difference->at(1, 0) + difference->at(1, 1), 0));
    QCOMPARE(ssa::difference(reference, RelationMatrix{3, std::vector<double>(9)}).error().code, ErrorCode::classCountMismatch);
    // A prototype of length zero resembles all alike.
    QVERIFY(near(relationMatrix({2, 2, {0, 0, 1, 0}}, RelationVariant::reference).at(0, 1), 0.5));
  }

  void manyClassesStayReadable() {
    const Tensor random = randomFeature(171, 1, 64, 3);
    const FeatureRows rows = toRows(random.view({171, 64}) * 1000);  // products around 1e8
    for (const RelationVariant variant : {RelationVariant::reference, RelationVariant::paper}) {
      const RelationMatrix matrix = relationMatrix(rows, variant);
      for (int i = 0; i < 171; ++i) {
        double sum = 0;
        for (int j = 0; j < 171; ++j) sum += matrix.at(i, j);
        QVERIFY(near(sum, 1));
      }
      std::vector<int> order = orderByCluster(matrix);
      std::sort(order.begin(), order.end());
      QCOMPARE(order, orderByIndex(171));
    }
  }

  void clustersStandTogether() {
    // 0 and 3 are near, 1 and 2 are near, 4 is closer to 1 and 2.
    const double far = 1, d03 = 0.1, d12 = 0.2, d4 = 0.5;
    const std::vector<double> d{0,   far, far, d03, far,  //
                                far, 0,   d12, far, d4,   //
                                far, d12, 0,   far, d4,   //
                                d03, far, far, 0,   far,  //
                                far, d4,  d4,  far, 0};
    QCOMPARE(clusterOrder(d, 5), (std::vector<int>{0, 3, 1, 2, 4}));
    // Average link: 3 is 0.2 from 0 but (0.2 + 0.8)/2 from the pair {0, 2}, so 1 (0.45) is nearer to it.
    const std::vector<double> average{0, 1, 0.1, 0.2, 1, 0, 1, 0.45, 0.1, 1, 0, 0.8, 0.2, 0.45, 0.8, 0};
    QCOMPARE(clusterOrder(average, 4), (std::vector<int>{0, 2, 1, 3}));
    // All alike: the lowest ids first.
    QCOMPARE(clusterOrder(std::vector<double>(16, 0.5), 4), (std::vector<int>{0, 1, 2, 3}));
    QCOMPARE(clusterOrder({}, 0), std::vector<int>{});
    QCOMPARE(clusterOrder(std::vector<double>{0}, 1), std::vector<int>{0});

    ConfusionMatrix confusion(4);
    for (int k = 0; k < 4; ++k) confusion.addCell(k, k, 100);
    confusion.addCell(0, 2, 50);
    confusion.addCell(3, 1, 20);
    QCOMPARE(orderByConfusion(confusion), (std::vector<int>{0, 2, 1, 3}));
    QCOMPARE(orderByConfusion(ConfusionMatrix(3)), orderByIndex(3));  // nothing counted
  }

  void meanAndSpreadByHand() {
    RelationAccumulator sums(2);
    sums.add({2, {0.5, 0.5, 0.25, 0.75}});
    QCOMPARE(sums.spread().at(0, 0), 0.0);
    sums.add({2, {0.7, 0.3, 0.25, 0.75}});
    QVERIFY(near(sums.mean().at(0, 0), 0.6) && near(sums.mean().at(1, 1), 0.75));
    QVERIFY(near(sums.spread().at(0, 0), std::sqrt(0.02)));  // ((0.1)^2 + (0.1)^2) / 1
    QVERIFY(near(sums.spread().at(1, 0), 0));
    QCOMPARE(sums.count(), 2);
  }

  void competingCellsByHand() {
    // Four cells in a row, K = 3. Two best: 0 and 1, 0 and 2, 1 and 0, 2 and 1.
    const Tensor logits = at::tensor({3.0F, 3.0F, 1.0F, -1.0F,   // class 0
                                      2.0F, -5.0F, 4.0F, 0.0F,   // class 1
                                      0.0F, 2.5F, -2.0F, 1.0F})  // class 2
                              .view({1, 3, 1, 4});
    const auto trace = logitsTrace(logits, {64, 32});
    LabelMap truth({64, 32}, 1);
    const auto result = competition(*trace, 0, 1, MaskKind::refined, &truth, 4);
    SSA_VERIFY_OK(result);
    QCOMPARE(result->competing, 2);
    const std::vector<std::uint8_t> cells(result->cells.labels().begin(), result->cells.labels().end());
    QCOMPARE(cells, (std::vector<std::uint8_t>{1, 0, 1, 0}));
    QCOMPARE(result->margin.values()[1], 8.0F);
    QVERIFY(near(result->meanAbsoluteMargin, 2));  // |1|, |-3|
    // Limits -3..3 in four bins of 1.5: -3 in the first, 1 in the third.
    QCOMPARE(result->histogram.size(), std::size_t{4});
    QCOMPARE(result->histogram[0].cells, 1);
    QCOMPARE(result->histogram[2].cells, 1);
    QCOMPARE(result->histogram[2].truthSecond, 1);
    QVERIFY(near(result->histogram[0].low, -3) && near(result->histogram[3].high, 3));
    // Pixels right at the cells' centres are the cells'.
    const auto rank = [&](Point p) { return int{result->pixels.at(p)}; };
    QCOMPARE(rank({8, 16}), 0);
    QCOMPARE(rank({24, 16}), int{kIgnore});
    QCOMPARE(rank({40, 16}), 1);
    QCOMPARE(rank({60, 16}), int{kIgnore});
    std::int64_t competing = 0, predictedZero = 0;
    const LabelMap mask = trace->mask(MaskKind::refined);
    for (std::size_t i = 0; i < mask.labels().size(); ++i) {
      competing += result->pixels.labels()[i] != kIgnore;
      predictedZero += mask.labels()[i] == 0;
      if (result->pixels.labels()[i] != kIgnore) QCOMPARE(result->pixels.labels()[i], mask.labels()[i]);
    }
    QCOMPARE(result->competingPixels, competing);
    QCOMPARE(result->firstForSecond, predictedZero);
    QCOMPARE(result->secondForFirst, 0);
  }

  void competingPixelsAreTheTwoBest() {
    const Tensor logits = randomFeature(6, 5, 7, 9) * 3;
    const auto trace = logitsTrace(logits, {70, 50});
    const auto result = competition(*trace, 2, 4);
    SSA_VERIFY_OK(result);
    const at::NoGradGuard frozen;
    const Tensor up = at::upsample_bilinear2d(logits, {50, 70}, false);
    const Tensor top = std::get<1>(up.topk(2, 1))[0];  // (2,H,W)
    for (int y = 0; y < 50; ++y) {
      for (int x = 0; x < 70; ++x) {
        const auto a = top[0][y][x].item<std::int64_t>(), b = top[1][y][x].item<std::int64_t>();
        const bool both = (a == 2 && b == 4) || (a == 4 && b == 2);
        QCOMPARE(result->pixels.at({x, y}) != kIgnore, both);
      }
    }
    // With two classes every pixel is fought over.
    const auto two = competition(*logitsTrace(randomFeature(2, 3, 3, 1), {33, 33}), 1, 0);
    SSA_VERIFY_OK(two);
    QCOMPARE(two->competingPixels, 33 * 33);
    QCOMPARE(two->competing, 9);
  }

  void competitionRefusesWhatIsNotThere() {
    const auto trace = logitsTrace(randomFeature(3, 2, 2, 1), {32, 32});
    QCOMPARE(competition(*trace, 0, 0).error().code, ErrorCode::badOption);
    QCOMPARE(competition(*trace, 0, 3).error().code, ErrorCode::badOption);
    QCOMPARE(competition(*trace, -1, 2).error().code, ErrorCode::badOption);
    QCOMPARE(competition(*trace, 0, 1, MaskKind::coarse).error().code, ErrorCode::badOption);
    QCOMPARE(competition(*trace, 0, 1, MaskKind::refined, nullptr, 0).error().code, ErrorCode::badOption);
    const LabelMap small({3, 3}, 0);
    QCOMPARE(competition(*trace, 0, 1, MaskKind::refined, &small).error().code, ErrorCode::sizeMismatch);
  }

  void driftByHand() {
    TinySpec spec;
    spec.feature = randomFeature(2, 2, 2, 5);
    spec.classes = 2;
    const auto model = tinyModel(spec);
    {
      const at::NoGradGuard frozen;
      auto state = headState(*model);
      state.at("conv_seg.weight").copy_(at::tensor({1.0F, 0.0F, 0.0F, 2.0F}).view({2, 2, 1, 1}));
      state.at("center_content_proj.2.weight").zero_();  // S_p is the bias, whatever the picture
      state.at("center_content_proj.2.bias").copy_(at::tensor({3.0F, 4.0F}));
    }
    const auto trace = traceOf(model, {32, 32});
    const auto row = driftOf(*trace);
    SSA_VERIFY_OK(row);
    QVERIFY(near(row->cosine[0], 0.6, 1e-9) && near(row->cosine[1], 0.8, 1e-9));
    QVERIFY(near(row->presence[0] + row->presence[1], 1));
    QVERIFY(near(row->drift, row->presence[0] * 0.4 + row->presence[1] * 0.2, 1e-9));
    const auto plain = logitsTrace(randomFeature(3, 2, 2, 1), {32, 32});
    QCOMPARE(driftOf(*plain).error().code, ErrorCode::badOption);
  }

  void atlasByHand() {
    const auto row = [](const char* name, double cosine, double presence, double drift) {
      return DriftRow{name, name, {cosine, 0.5}, {presence, 0}, drift};
    };
    const DriftAtlas atlas =
        driftAtlas({row("a", 0.9, 0.5, 0.1), row("b", 0.1, 0.25, 0.9), row("c", 0.5, 0.25, 0.5), row("d", -1, 0, 0.2)}, 2);
    QCOMPARE(atlas.rows[0].name, std::string("b"));
    QCOMPARE(atlas.rows[3].name, std::string("a"));
    const DriftOfClass& first = atlas.classes[0];
    QCOMPARE(first.images, 3);  // d does not show the class
    QVERIFY(near(*first.median, 0.5) && near(*first.q25, 0.3) && near(*first.q95, 0.86));
    QVERIFY(near(*first.mean, 0.5 * 0.9 + 0.25 * 0.1 + 0.25 * 0.5));
    QVERIFY(!atlas.classes[1].median && atlas.classes[1].images == 0);
  }
};

}  // namespace

std::unique_ptr<QObject> makeRelationsTest() { return std::make_unique<RelationsTest>(); }

#include "relations_test.moc"

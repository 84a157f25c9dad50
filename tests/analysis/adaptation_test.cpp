// Guides, the ladder, flips, pulls and vetoes against the method written out in double precision.
#include <torch/torch.h>

#include <cmath>

#include "engine/api/flips.h"
#include "engine/api/guides.h"
#include "engine/api/image_trace_impl.h"
#include "engine/api/pulls.h"
#include "tests/analysis/tests.h"
#include "tests/analysis/tiny_network.h"
#include "tests/model/ssa_oracle.h"
#include "tests/support/runner.h"

using namespace ssa;
using namespace ssa::test;

namespace {

bool close(const Tensor& a, const Tensor& b, double tolerance = 2e-4) {
  return at::allclose(a.to(at::kDouble), b.to(at::kDouble), tolerance, tolerance);
}

/// 15 cos of G (1,C,h,w) with Q = W sum, in double.
Tensor logitsOf(const Tensor& pixels, const Tensor& sum, const Tensor& project) {
  const Tensor q = at::matmul(sum.to(at::kDouble), project.to(at::kDouble).t());  // (1,K,C)
  const Tensor g = pixels.to(at::kDouble).flatten(2);                             // (1,C,N)
  const Tensor raw = at::bmm(q / q.norm(2, {2}, true), g / g.norm(2, {1}, true)) * 15;
  return raw.view({1, q.size(1), pixels.size(2), pixels.size(3)});
}

/// The label map of a nearest-resized guide, cell by cell, as logits over the model's own.
Tensor guidedLogits(const Tensor& own, const LabelMap& cells) {
  Tensor m = own.clone();
  for (int y = 0; y < cells.height(); ++y)
    for (int x = 0; x < cells.width(); ++x)
      for (std::int64_t k = 0; k < own.size(1); ++k)
        if (cells.at({x, y}) != kIgnore) m[0][k][y][x] = cells.at({x, y}) == k ? 30.0 : -30.0;
  return m;
}

class AdaptationTest : public QObject {
  Q_OBJECT

 private:
  static TinySpec spec(int classes, int channels, int h, int w) {
    TinySpec s;
    s.classes = classes;
    s.feature = randomFeature(channels, h, w, 4);
    return s;
  }
  static LabelMap stripes(Size size, int classes) {
    LabelMap map(size);
    for (int y = 0; y < size.height; ++y)
      for (int x = 0; x < size.width; ++x)
        map.row(y)[x] = y < size.height / 4 ? kIgnore : static_cast<std::uint8_t>(x * classes / size.width);
    return map;
  }

 private Q_SLOTS:
  void guidesFollowTheMethod_data() {
    QTest::addColumn<int>("classes");
    QTest::addColumn<int>("channels");
    QTest::addColumn<int>("h");
    QTest::addColumn<int>("w");
    QTest::newRow("two classes") << 2 << 4 << 3 << 5;
    QTest::newRow("five classes") << 5 << 8 << 4 << 4;
    QTest::newRow("171 classes") << 171 << 6 << 2 << 3;
    QTest::newRow("one cell") << 3 << 4 << 1 << 1;
  }
  void guidesFollowTheMethod() {
    QFETCH(int, classes);
    QFETCH(int, channels);
    QFETCH(int, h);
    QFETCH(int, w);
    const auto model = tinyModel(spec(classes, channels, h, w));
    const auto trace = traceOf(model, {60, 44});
    const LabelMap guide = stripes({60, 44}, classes);
    const auto result = runGuide(trace, guide);
    SSA_VERIFY_OK(result);
    const SsaTrace& own = trace->impl().trace;
    const Tensor logits = guidedLogits(own.coarse, result->guide);
    const SsaTrace expected = ssaOracle(own.feature, headState(*model), {}, logits);
    const SsaTrace& got = result->trace->impl().trace;
    QVERIFY(close(got.semanticCentre, expected.semanticCentre));
    QVERIFY(close(got.spatialCentre, expected.spatialCentre));
    QVERIFY(close(got.prototype, expected.prototype));
    QVERIFY(close(got.logits, expected.logits, 2e-3));
    QVERIFY(result->trace->info().guided && !trace->info().guided);
    QCOMPARE(result->changed_px > 0, result->refined != trace->mask(MaskKind::refined));
  }

  void anEmptyGuideChangesNothing() {
    const auto trace = traceOf(tinyModel(spec(4, 6, 3, 4)), {48, 40});
    const auto again = readapt(trace, LabelMap({48, 40}, kIgnore));
    SSA_VERIFY_OK(again);
    QVERIFY(at::equal((*again)->impl().trace.logits, trace->impl().trace.logits));
    // Guided twice: the second guide starts from the model's own logits, not from the first guide.
    const auto first = readapt(trace, LabelMap({48, 40}, 1));
    SSA_VERIFY_OK(first);
    const auto second = readapt(*first, LabelMap({48, 40}, kIgnore));
    SSA_VERIFY_OK(second);
    QVERIFY(at::equal((*second)->impl().trace.logits, trace->impl().trace.logits));
  }

  void guidesThatDoNotFitAreRefused() {
    const auto trace = traceOf(tinyModel(spec(4, 6, 3, 4)), {48, 40});
    QCOMPARE(readapt(trace, LabelMap({48, 41}, 0)).error().code, ErrorCode::sizeMismatch);
    QCOMPARE(readapt(trace, LabelMap({48, 40}, 4)).error().code, ErrorCode::maskIdOutOfRange);
    const auto plain = traceOf(seededModel(ClassifierKind::plain, 4));
    QCOMPARE(readapt(plain, LabelMap(plain->info().picture, 0)).error().code, ErrorCode::badOption);
  }

  void ladderOfAPictureOfOneClass() {
    const auto trace = traceOf(tinyModel(spec(3, 4, 3, 4)), {48, 40});
    const LabelMap truth({48, 40}, 2), other({48, 40}, 2);
    const auto steps = ladder(*trace, truth, &other);
    SSA_VERIFY_OK(steps);
    QCOMPARE(steps->steps.size(), std::size(kRungs));
    QVERIFY(steps->missing.empty());
    for (std::size_t i = 0; i < std::size(kRungs); ++i) QCOMPARE(steps->steps[i].rung, kRungs[i].value);
    QCOMPARE(steps->find(Rung::baseline)->scores.mIoU, std::optional<double>(100));
    QCOMPARE(steps->find(Rung::truthAtStride)->scores.mIoU, std::optional<double>(100));
    QVERIFY(steps->find(Rung::refined)->mask == trace->mask(MaskKind::refined));
    QVERIFY(steps->find(Rung::coarse)->mask == trace->mask(MaskKind::coarse));
    QCOMPARE(steps->find(Rung::trueGuide)->confusion.pixels(), 48 * 40);
  }

  void ladderNamesItsMissingRungs() {
    TinySpec s = spec(3, 4, 3, 4);
    s.teacher = false;
    const LabelMap truth = stripes({48, 40}, 3);
    const auto noTeacher = ladder(*traceOf(tinyModel(s), {48, 40}), truth);
    SSA_VERIFY_OK(noTeacher);
    QCOMPARE(noTeacher->missing.size(), std::size_t{2});
    QVERIFY(!noTeacher->find(Rung::baseline) && !noTeacher->find(Rung::teacher));
    const auto plain = traceOf(seededModel(ClassifierKind::plain, 3), {48, 40});
    const auto short_ladder = ladder(*plain, truth);
    SSA_VERIFY_OK(short_ladder);
    QCOMPARE(short_ladder->steps.size(), std::size_t{2});
    for (const MissingRung& rung : short_ladder->missing) QVERIFY(!rung.reason.arg("expected").empty());
    QCOMPARE(ladder(*plain, LabelMap({2, 2}, 0)).error().code, ErrorCode::sizeMismatch);
  }

  /// Truth at stride: one-hot of the nearest-resized truth, bilinear up, the largest wins.
  void truthAtStrideByHand() {
    TinySpec s = spec(2, 4, 1, 2);
    const auto trace = traceOf(tinyModel(s), {64, 32});
    LabelMap truth({64, 32}, 0);
    for (int y = 0; y < 32; ++y)
      for (int x = 40; x < 64; ++x) truth.row(y)[x] = 1;  // the grid sees columns 0 and 32: both class 0
    const auto all_zero = ladder(*trace, truth);
    SSA_VERIFY_OK(all_zero);
    QVERIFY(all_zero->find(Rung::truthAtStride)->mask == LabelMap({64, 32}, 0));
    for (int y = 0; y < 32; ++y)
      for (int x = 32; x < 40; ++x) truth.row(y)[x] = 1;
    const auto split = ladder(*trace, truth);
    SSA_VERIFY_OK(split);
    QCOMPARE(split->find(Rung::truthAtStride)->scores.mIoU, std::optional<double>(100));  // the middle between both cells
  }

  void flipsAreTheBranchesTakenOut() {
    const auto model = tinyModel(spec(5, 8, 4, 6));
    const auto trace = traceOf(model, {48, 32});
    const LabelMap truth = stripes({48, 32}, 5);
    const auto ledger = flipLedger(*trace, &truth);
    SSA_VERIFY_OK(ledger);
    QCOMPARE(ledger->stages.size(), std::size_t{4});
    const SsaTrace& t = trace->impl().trace;
    const auto state = headState(*model);
    const Tensor fixed = state.at("conv_seg.weight").flatten(1).unsqueeze(0), project = state.at("center_proj.weight");
    const at::NoGradGuard frozen;
    const Tensor semantic = logitsOf(t.feature, t.semanticPrototype, project);
    const Tensor spatial = logitsOf(t.feature + t.positionFeature, fixed + t.spatialPrototype, project);
    QVERIFY(ledger->find(FlipStage::semanticOnly)->mask == trace->impl().maskOf(semantic));
    QVERIFY(ledger->find(FlipStage::spatialOnly)->mask == trace->impl().maskOf(spatial));
    QVERIFY(ledger->find(FlipStage::coarse)->mask == trace->mask(MaskKind::coarse));
    QVERIFY(ledger->find(FlipStage::both)->mask == trace->mask(MaskKind::refined));

    QCOMPARE(ledger->transitions.size(), std::size_t{4});
    for (const FlipTransition& transition : ledger->transitions) {
      const LabelMap &from = ledger->find(transition.from)->mask, &to = ledger->find(transition.to)->mask;
      std::int64_t counts[kFlipOutcomeCount] = {};
      for (std::size_t i = 0; i < truth.labels().size(); ++i) {
        const int a = from.labels()[i], b = to.labels()[i], y = truth.labels()[i];
        const FlipOutcome outcome = y == kIgnore ? FlipOutcome::ignored
                                    : a == y     ? (b == y ? FlipOutcome::stillRight : FlipOutcome::broke)
                                    : b == y     ? FlipOutcome::fixed
                                    : a == b     ? FlipOutcome::stillWrong
                                                 : FlipOutcome::otherWrong;
        ++counts[static_cast<int>(outcome)];
      }
      std::int64_t linked[kFlipOutcomeCount] = {}, pixels = 0;
      for (const FlipLink& link : transition.links) {
        QVERIFY(link.pixels > 0);
        pixels += link.pixels;
        for (int o = 0; o < kFlipOutcomeCount; ++o) linked[o] += link.byOutcome[o];
      }
      for (int o = 0; o < kFlipOutcomeCount; ++o) {
        QCOMPARE(transition.byOutcome[o], counts[o]);
        if (o != static_cast<int>(FlipOutcome::ignored)) QCOMPARE(linked[o], counts[o]);
      }
      QCOMPARE(pixels + transition.outcome(FlipOutcome::ignored), std::int64_t{48 * 32});
      const auto map = flipMap(*ledger, transition.from, transition.to, &truth);
      SSA_VERIFY_OK(map);
      QCOMPARE(map->histogram()[static_cast<std::size_t>(FlipOutcome::fixed)], transition.outcome(FlipOutcome::fixed));
    }
    // What goes in comes out: a class's pixels at a stage are what flows into it.
    const FlipTransition& last = *ledger->find(FlipStage::spatialOnly, FlipStage::both);
    std::vector<std::int64_t> into(5);
    for (const FlipLink& link : last.links) into[static_cast<std::size_t>(link.toClass)] += link.pixels;
    QCOMPARE(into, ledger->find(FlipStage::both)->pixels);
  }

  void flipsWithoutTruthOrBranch() {
    const auto ledger = flipLedger(*traceOf(tinyModel(spec(2, 4, 2, 2)), {32, 32}));
    SSA_VERIFY_OK(ledger);
    for (const FlipTransition& transition : ledger->transitions)
      QCOMPARE(transition.outcome(FlipOutcome::same) + transition.outcome(FlipOutcome::changed), std::int64_t{32 * 32});
    TinySpec one = spec(3, 4, 2, 2);
    one.options.spatial = false;
    const auto single = flipLedger(*traceOf(tinyModel(one), {32, 32}));
    SSA_VERIFY_OK(single);
    QCOMPARE(single->stages.size(), std::size_t{2});
    QCOMPARE(single->transitions.size(), std::size_t{1});
    QCOMPARE(flipMap(*single, FlipStage::semanticOnly, FlipStage::both).error().code, ErrorCode::badOption);
    QCOMPARE(flipLedger(*traceOf(seededModel(ClassifierKind::plain, 3))).error().code, ErrorCode::badOption);
    const LabelMap small({4, 4}, 0);
    QCOMPARE(flipLedger(*traceOf(tinyModel(one), {32, 32}), &small).error().code, ErrorCode::sizeMismatch);
  }

  /// A cell's pull is the derivative of S_p by the logarithm of its weight.
  void pullsAreDerivatives() {
    const auto model = tinyModel(spec(3, 8, 3, 4));
    const auto trace = traceOf(model, {48, 40});
    const auto state = headState(*model);
    const SsaTrace& t = trace->impl().trace;
    const at::NoGradGuard frozen;
    const int id = 1;
    const auto map = pullMap(*trace, id);
    SSA_VERIFY_OK(map);

    const Tensor f = t.feature.flatten(2)[0].to(at::kDouble);                     // (C,N)
    const Tensor w = t.coarse[0].flatten(1).to(at::kDouble).softmax(0)[id];       // (N)
    const Tensor s = state.at("conv_seg.weight").flatten(1)[id].to(at::kDouble);  // (C)
    const Tensor w1 = state.at("center_content_proj.0.weight").to(at::kDouble);
    const Tensor w2 = state.at("center_content_proj.2.weight").to(at::kDouble);
    const Tensor b2 = state.at("center_content_proj.2.bias").to(at::kDouble);
    const auto adapted = [&](const Tensor& weights) {
      const Tensor centre = at::mv(f, weights) / weights.sum();
      return at::mv(w2, at::mv(w1, at::cat({centre, s})).relu()) + b2;
    };
    const Tensor u = (adapted(w) - s) / (adapted(w) - s).norm();
    const double step = 1e-6;
    double sum = 0;
    for (std::int64_t i = 0; i < f.size(1); ++i) {
      Tensor up = w.clone(), down = w.clone();
      up[i] *= 1 + step;
      down[i] *= 1 - step;
      const Tensor derivative = (adapted(up) - adapted(down)) / (2 * step);
      const auto cell = static_cast<std::size_t>(i);
      const double along = at::dot(derivative, u).item<double>(), strength = derivative.norm().item<double>();
      QVERIFY2(std::fabs(map->along.values()[cell] - along) < 1e-5 * (1 + strength), qPrintable(QString::number(along)));
      QVERIFY(std::fabs(map->strength.values()[cell] - strength) < 1e-5 * (1 + strength));
      QVERIFY(std::fabs(map->weight.values()[cell] - (w[i] / w.sum()).item<double>()) < 1e-6);
      sum += map->along.values()[cell];
    }
    QVERIFY2(std::fabs(sum) < 1e-5, qPrintable(QString::number(sum)));
    QVERIFY(std::fabs(map->displacement - (adapted(w) - s).norm().item<double>()) < 1e-5);
    QVERIFY(std::fabs(map->cosine - (at::dot(adapted(w), s) / (adapted(w).norm() * s.norm())).item<double>()) < 1e-5);
    QVERIFY(std::fabs(map->mass - w.sum().item<double>()) < 1e-5);
    QCOMPARE(map->strongest.size(), std::size_t{12});
    QCOMPARE(pullMap(*trace, 3).error().code, ErrorCode::badOption);
    TinySpec one = spec(3, 4, 2, 2);
    one.options.semantic = false;
    QCOMPARE(pullMap(*traceOf(tinyModel(one), {32, 32}), 0).error().code, ErrorCode::badOption);
  }

  void aPictureOfOneCellPullsNowhere() {
    const auto map = pullMap(*traceOf(tinyModel(spec(2, 4, 1, 1)), {32, 32}), 0);
    SSA_VERIFY_OK(map);
    QVERIFY(std::fabs(map->along.values()[0]) < 1e-6F);  // S_c is that cell
    QCOMPARE(map->weight.values()[0], 1.0F);
  }

  void vetoedCellsWeighNothing() {
    const auto model = tinyModel(spec(4, 6, 3, 5));
    const auto trace = traceOf(model, {60, 40});
    const std::vector<int> vetoed{0, 7, 8, 14, 7};
    const auto result = veto(trace, vetoed);
    SSA_VERIFY_OK(result);
    Tensor keep = at::ones({1, 3, 5}, at::kDouble);
    for (const int cell : vetoed) keep[0][cell / 5][cell % 5] = 0;
    const SsaTrace& own = trace->impl().trace;
    const SsaTrace expected = ssaOracle(own.feature, headState(*model), {}, {}, keep);
    const SsaTrace& got = result->trace->impl().trace;
    QVERIFY(close(got.semanticCentre, expected.semanticCentre));
    QVERIFY(close(got.spatialCentre, expected.spatialCentre));
    QVERIFY(close(got.prototype, expected.prototype));
    QVERIFY(close(got.logits, expected.logits, 2e-3));
    QVERIFY(!close(got.semanticCentre, own.semanticCentre, 1e-6));

    // A cold run with these weights zero gives the same bits.
    const AnalysisScope scope;
    SsaTrace cold;
    const auto fresh = traceOf(model, {60, 40});
    cold.feature = fresh->impl().trace.feature;
    cold.coarse = fresh->impl().trace.coarse;
    fresh->impl().classifier->classifier().adapt(cold, keep.flatten(1).to(at::kBool));
    QVERIFY(at::equal(cold.logits, got.logits));

    const auto none = withoutCells(trace, {});
    SSA_VERIFY_OK(none);
    QVERIFY(at::equal((*none)->impl().trace.logits, own.logits));
    QCOMPARE(withoutCells(trace, {15}).error().code, ErrorCode::badOption);
    QCOMPARE(withoutCells(trace, {-1}).error().code, ErrorCode::badOption);
    std::vector<int> all(15);
    for (int i = 0; i < 15; ++i) all[static_cast<std::size_t>(i)] = i;
    QCOMPARE(withoutCells(trace, all).error().code, ErrorCode::badOption);
    QCOMPARE(withoutCells(traceOf(seededModel(ClassifierKind::plain, 3)), {0}).error().code, ErrorCode::badOption);
  }
};

}  // namespace

std::unique_ptr<QObject> makeAdaptationTest() { return std::make_unique<AdaptationTest>(); }

#include "adaptation_test.moc"

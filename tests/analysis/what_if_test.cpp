// Patched prototypes: exact where nothing changes, equal to a whole forward, fast, and a value that can be kept.
#include "engine/api/what_if.h"

#include <torch/torch.h>

#include <algorithm>
#include <chrono>
#include <cmath>

#include "engine/analysis/row_logits.h"
#include "engine/api/image_trace_impl.h"
#include "engine/image/read.h"
#include "engine/image/resample.h"
#include "tests/analysis/tests.h"
#include "tests/analysis/tiny_network.h"
#include "tests/support/runner.h"

using namespace ssa;
using namespace ssa::test;
using Clock = std::chrono::steady_clock;

namespace {

double norm(const float* row, int n) {
  double square = 0;
  for (int i = 0; i < n; ++i) square += static_cast<double>(row[i]) * row[i];
  return std::sqrt(square);
}

Patch strengthPatch(int id, double strength) {
  Patch patch;
  patch.of(id).strength = strength;
  return patch;
}

class WhatIfTest : public QObject {
  Q_OBJECT

 private:
  NoProgress quiet_;

  static std::vector<Patch> manyPatches(const ImageTrace& trace) {
    const int k = trace.info().classes;
    std::vector<Patch> patches{strengthPatch(1, 0), strengthPatch(0, 1.5), strengthPatch(k - 1, 0.25)};
    Patch frozen = strengthPatch(0, 0.7);
    frozen.of(k - 1).frozen = true;
    Patch pushed;
    pushed.pushes = {{0, 1, 0.4}};
    if (k > 2) pushed.pushes.push_back({1, k - 1, -0.3});
    Patch drawn;
    std::vector<int> cells{0, 1, 2};
    drawn.of(1).prototype = prototypeTowards(trace, 1, cells, {}, 0.5).value();
    Patch all;
    for (int id = 0; id < k; ++id) all.of(id).strength = 0.1 * (id % 10);
    for (Patch* patch : {&frozen, &pushed, &drawn, &all}) patches.push_back(*patch);
    return patches;
  }

 private Q_SLOTS:
  void strengthOneIsTheModel() {
    const auto model = seededModel(ClassifierKind::ssa, 6);
    const auto trace = traceOf(model, {96, 64});
    auto whatIf = WhatIf::on(trace);
    SSA_VERIFY_OK(whatIf);
    Patch idle;
    for (int id = 0; id < 6; ++id) idle.of(id).strength = 1;
    idle.pushes = {{0, 1, 0}};
    QVERIFY(idle.empty());
    const auto result = (*whatIf)->apply(idle);
    SSA_VERIFY_OK(result);
    QVERIFY(result->changedClasses.empty() && result->changed_px == 0);
    QVERIFY(result->prototypes.values == trace->prototypes(PrototypeKind::joint)->values);
    const auto prediction = predict(*model, testPicture({96, 64}), "", {}, {}, quiet_);
    SSA_VERIFY_OK(prediction);
    QVERIFY(result->mask == prediction->refined);
  }

  void prototypesMoveAsDefined() {
    const auto model = seededModel(ClassifierKind::ssa, 4);
    const auto trace = traceOf(model, {64, 64});
    auto whatIf = WhatIf::on(trace);
    SSA_VERIFY_OK(whatIf);
    const FeatureRows q = trace->prototypes(PrototypeKind::joint).value(), s = trace->prototypes(PrototypeKind::fixed).value();
    const Tensor project = headState(*model).at("center_proj.weight").to(at::kDouble);  // (C,C)
    const int c = q.columns;
    std::vector<double> fixed(static_cast<std::size_t>(c));  // Q0_2 = center_proj(S_2)
    for (int i = 0; i < c; ++i)
      for (int j = 0; j < c; ++j) fixed[static_cast<std::size_t>(i)] += project[i][j].item<double>() * s.row(2)[j];
    for (const double strength : {0.0, 0.5, 1.5}) {
      const auto result = (*whatIf)->apply(strengthPatch(2, strength));
      SSA_VERIFY_OK(result);
      QCOMPARE(result->changedClasses, std::vector<int>{2});
      for (int i = 0; i < c; ++i) {
        const double base = fixed[static_cast<std::size_t>(i)];
        QVERIFY(std::fabs(result->prototypes.row(2)[i] - (base + strength * (q.row(2)[i] - base))) < 1e-5);
        QCOMPARE(result->prototypes.row(1)[i], q.row(1)[i]);
      }
    }
    Patch frozen = strengthPatch(2, 1.3);
    frozen.of(2).frozen = true;
    QVERIFY((*whatIf)->apply(frozen)->prototypes.values == (*whatIf)->apply(strengthPatch(2, 0))->prototypes.values);

    Patch pushed;
    pushed.pushes = {{0, 3, 0.25}};
    const FeatureRows moved = (*whatIf)->apply(pushed)->prototypes;
    const double na = norm(q.row(0), c), nb = norm(q.row(3), c);
    double length = 0;
    for (int i = 0; i < c; ++i) length += std::pow(q.row(0)[i] / na - q.row(3)[i] / nb, 2);
    length = std::sqrt(length);
    for (int i = 0; i < c; ++i) {
      const double d = (q.row(0)[i] / na - q.row(3)[i] / nb) / length;
      QVERIFY(std::fabs(moved.row(0)[i] - (q.row(0)[i] + 0.25 * na * d)) < 1e-6);
      QVERIFY(std::fabs(moved.row(3)[i] - (q.row(3)[i] - 0.25 * nb * d)) < 1e-6);
    }
    // Dragged all the way to one pixel: its direction, its own length.
    const std::vector<int> cell{5};
    const auto towards = prototypeTowards(*trace, 1, cell, {}, 1);
    SSA_VERIFY_OK(towards);
    const FeatureRows g = trace->features(FeatureSpace::joint);
    const double scale = norm(q.row(1), c) / norm(g.row(5), c);
    for (int i = 0; i < c; ++i) QVERIFY(std::fabs((*towards)[static_cast<std::size_t>(i)] - scale * g.row(5)[i]) < 1e-5);
  }

  void equalsAColdRunBitForBit_data() {
    QTest::addColumn<int>("classes");
    QTest::newRow("K = 2") << 2;
    QTest::newRow("K = 11") << 11;
    QTest::newRow("K = 171") << 171;
  }
  void equalsAColdRunBitForBit() {
    QFETCH(int, classes);
    const auto model = seededModel(ClassifierKind::ssa, classes);
    const Size size{136, 104};
    const auto trace = traceOf(model, size);
    auto whatIf = WhatIf::on(trace);
    SSA_VERIFY_OK(whatIf);
    const AnalysisScope scope;
    RowLogits rows(trace->impl().classifier, trace->impl().trace);
    int taken = 0;
    for (const Patch& patch : manyPatches(*trace)) {
      const auto live = (*whatIf)->apply(patch);
      SSA_VERIFY_OK(live);
      const auto cold = predictPatched(model, testPicture(size), {}, patch, {}, quiet_);
      SSA_VERIFY_OK(cold);
      QVERIFY(live->mask == *cold);
      // Not the labels alone: every logit.
      const FeatureRows& moved = live->prototypes;
      const Tensor q = at::from_blob(const_cast<float*>(moved.values.data()), {moved.rows, moved.columns}).clone();
      const std::vector<std::int64_t> changed(live->changedClasses.begin(), live->changedClasses.end());
      const Tensor whole = rows.all(q);
      QVERIFY(at::equal(rows.patched(q, changed), whole));
      taken += rows.wasShort();
    }
    qInfo("K = %d: %d of %zu patches by the short way", classes, taken, manyPatches(*trace).size());
    // And back again.
    const auto back = (*whatIf)->apply({});
    SSA_VERIFY_OK(back);
    QVERIFY(back->mask == trace->mask(MaskKind::refined));
  }

  void patchesAreValues() {
    const auto model = seededModel(ClassifierKind::ssa, 4);
    const auto trace = traceOf(model, {64, 64});
    Patch patch = manyPatches(*trace)[5];
    patch.name = "night, \"frozen\"";
    patch.modelSha256 = trace->info().modelSha256;
    patch.of(0).strength = 0.1;
    patch.of(2).frozen = true;
    patch.pushes = {{0, 1, 0.3}};
    const auto read = Patch::fromJson(patch.toJson(), "test");
    SSA_VERIFY_OK(read);
    QVERIFY(*read == patch);
    const auto file = tempDir() / "patch.json";
    SSA_VERIFY_OK(savePatch(file, patch));
    const auto loaded = loadPatch(file);
    SSA_VERIFY_OK(loaded);
    QVERIFY(*loaded == patch);

    for (const char* text : {"", "[]", "{}", "{\"ssa_patch\": 1, \"classes\": [{}]}", "{\"ssa_patch\": 1, \"classes\": 3}",
                             "{\"ssa_patch\": \"x\"}"})
      QCOMPARE(Patch::fromJson(text, "test").error().code, ErrorCode::badConfig);
    QCOMPARE(Patch::fromJson("{\"ssa_patch\": 2}", "test").error().code, ErrorCode::newerVersion);
    QCOMPARE(loadPatch(tempDir() / "none.json").error().code, ErrorCode::fileNotFound);
  }

  void patchesThatDoNotFitAreRefused() {
    const auto trace = traceOf(seededModel(ClassifierKind::ssa, 4), {64, 64});
    auto whatIf = WhatIf::on(trace);
    SSA_VERIFY_OK(whatIf);
    Patch push, shorter, infinite, foreign;
    push.pushes = {{1, 1, 0.5}};
    shorter.of(0).prototype = {1, 2};
    infinite.of(0).prototype.assign(static_cast<std::size_t>(trace->info().channels), std::nanf(""));
    foreign.modelSha256 = "another";
    const std::pair<Patch, std::string> bad[] = {{strengthPatch(4, 0.5), "class"},
                                                 {strengthPatch(-1, 0.5), "class"},
                                                 {strengthPatch(0, 1.6), "strength"},
                                                 {strengthPatch(0, std::nan("")), "strength"},
                                                 {push, "push"},
                                                 {shorter, "prototype"},
                                                 {infinite, "prototype"},
                                                 {foreign, "model"}};
    for (const auto& [patch, option] : bad) {
      const auto result = (*whatIf)->apply(patch);
      QVERIFY(!result);
      QCOMPARE(result.error().code, ErrorCode::badOption);
      QCOMPARE(std::string(result.error().arg("option")), option);
    }
    QCOMPARE(WhatIf::on(traceOf(seededModel(ClassifierKind::plain, 4))).error().code, ErrorCode::badOption);
    QCOMPARE(prototypeTowards(*trace, 0, std::vector<int>{-1}, {}, 0.5).error().code, ErrorCode::badOption);
    QCOMPARE(prototypeTowards(*trace, 0, std::vector<int>{}, {}, 0.5).error().code, ErrorCode::badOption);
    QCOMPARE(prototypeTowards(*trace, 0, std::vector<int>{0}, {}, 2).error().code, ErrorCode::badOption);
  }

  /// Both in one process, taking turns, so that other work on the machine weighs on both.
  void atLeastThirtyTimesAsFastAsTheForward() {
    const auto model = camvidModel("ssa");
    if (!model) QSKIP("no trained model in this checkout");
    const auto read = readImage(dataDir() / "real/CamVid/val/0016E5_07959.png");
    if (!read) QSKIP("no CamVid in this checkout");
    const double ratio = measure(model, resizeBilinear(read->value.image, {512, 512}));
    QVERIFY2(ratio >= 30, qPrintable(QString::number(ratio)));
  }

  /// Weights of noise make masks of noise, whose labels cost more than any trained model's: told, not promised.
  void manyClassesOfNoise() {
    QVERIFY(measure(seededModel(ClassifierKind::ssa, 171, "seaformer_b"), testPicture({512, 512})) > 1);
  }

 private:
  double measure(const std::shared_ptr<const Model>& model, const Image8& picture) {
    const auto trace = traceImage(model, picture, "", {}, {}, quiet_);
    auto whatIf = WhatIf::on(trace.value());
    double forward = 1e9, live = 1e9;
    for (int round = 0; round < 5; ++round) {
      const auto start = Clock::now();
      (void)predict(*model, picture, "", {}, {}, quiet_).value();
      forward = std::min(forward, std::chrono::duration<double>(Clock::now() - start).count());
      for (int i = 0; i < 10; ++i) {
        const auto from = Clock::now();
        (void)(*whatIf)->apply(strengthPatch(i % 2 ? 4 : 7, 0.05 * (i + 1 + round))).value();
        live = std::min(live, std::chrono::duration<double>(Clock::now() - from).count());
      }
    }
    qInfo("SeaFormer-B 512x512, K = %d: forward %.2f ms, what-if %.3f ms, ratio %.1f", (*trace)->info().classes, forward * 1e3,
          live * 1e3, forward / live);
    return forward / live;
  }
};

}  // namespace

std::unique_ptr<QObject> makeWhatIfTest() { return std::make_unique<WhatIfTest>(); }

#include "what_if_test.moc"

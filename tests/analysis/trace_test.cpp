// The cached trace against predictions and against a forward of its own.
#include <torch/torch.h>

#include "engine/api/image_trace_impl.h"
#include "engine/api/model_impl.h"
#include "engine/api/predictor.h"
#include "engine/inference/network_input.h"
#include "tests/analysis/tests.h"
#include "tests/analysis/tiny_network.h"
#include "tests/support/runner.h"

using namespace ssa;
using namespace ssa::test;

namespace {

class TraceTest : public QObject {
  Q_OBJECT

 private:
  NoProgress quiet_;

 private Q_SLOTS:
  void masksAreThoseOfAPrediction_data() {
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("height");
    QTest::addColumn<float>("scale");
    QTest::addColumn<bool>("direct");
    QTest::newRow("whole cells") << 96 << 64 << 1.0F << false;
    QTest::newRow("odd sides") << 101 << 67 << 1.0F << false;
    QTest::newRow("half scale") << 160 << 128 << 0.5F << false;
    QTest::newRow("half scale, direct") << 160 << 128 << 0.5F << true;
    QTest::newRow("padded") << 20 << 50 << 1.0F << false;
  }
  void masksAreThoseOfAPrediction() {
    QFETCH(int, width);
    QFETCH(int, height);
    QFETCH(float, scale);
    QFETCH(bool, direct);
    PredictOptions options;
    options.scales = {scale};
    options.resize = direct ? ResizeMode::direct : ResizeMode::mmseg;
    for (const ClassifierKind kind : {ClassifierKind::ssa, ClassifierKind::plain}) {
      const auto model = seededModel(kind, 7);
      const Size size{width, height};
      const auto trace = traceOf(model, size, options);
      const auto prediction = predict(*model, testPicture(size), "", options, {}, quiet_);
      SSA_VERIFY_OK(prediction);
      QVERIFY(trace->mask(MaskKind::refined) == prediction->refined);
      if (kind == ClassifierKind::ssa) QVERIFY(trace->mask(MaskKind::coarse) == prediction->coarse);
      QCOMPARE(trace->info().hasSsa, kind == ClassifierKind::ssa);
      QCOMPARE(trace->info().picture, size);
    }
  }

  /// The cache equals a cold run, bit for bit.
  void everyNumberIsTheForwards() {
    const auto model = seededModel(ClassifierKind::ssa, 5);
    const Image8 picture = testPicture({96, 64});
    const auto trace = traceOf(model, picture.size());
    const ModelConfig& config = model->info().config;
    const AnalysisScope scope;
    const SsaTrace cold =
        model->impl().segmentor->forward(windowInput(picture, {0, 0, 96, 64}, false, {config.mean, config.std}));
    const SsaTrace& held = trace->impl().trace;
    const std::pair<const Tensor*, const Tensor*> pairs[] = {{&held.feature, &cold.feature},
                                                             {&held.coarse, &cold.coarse},
                                                             {&held.positionFeature, &cold.positionFeature},
                                                             {&held.semanticCentre, &cold.semanticCentre},
                                                             {&held.semanticPrototype, &cold.semanticPrototype},
                                                             {&held.spatialCentre, &cold.spatialCentre},
                                                             {&held.spatialPrototype, &cold.spatialPrototype},
                                                             {&held.prototype, &cold.prototype},
                                                             {&held.logits, &cold.logits}};
    for (const auto& [a, b] : pairs) QVERIFY(at::equal(*a, *b));
    QVERIFY(at::equal(trace->impl().classifier->classifier().cosineLogits(held, held.prototype, SsaClassifier::Pixels::joint),
                      cold.logits));

    const FeatureRows f = trace->features(FeatureSpace::decoder), g = trace->features(FeatureSpace::joint);
    const FeatureRows s = trace->prototypes(PrototypeKind::fixed).value(), q = trace->prototypes(PrototypeKind::joint).value();
    QCOMPARE(f.rows, trace->info().cells.width * trace->info().cells.height);
    QCOMPARE(f.columns, trace->info().channels);
    const int cell = 2 * trace->info().cells.width + 3;  // row 2, column 3
    for (int c = 0; c < f.columns; ++c) {
      QCOMPARE(f.row(cell)[c], cold.feature[0][c][2][3].item<float>());
      QCOMPARE(g.row(cell)[c], (cold.feature[0][c][2][3] + cold.positionFeature[0][c][2][3]).item<float>());
      QCOMPARE(q.row(4)[c], cold.prototype[0][4][c].item<float>());
      QCOMPARE(s.row(4)[c], headState(*model).at("conv_seg.weight")[4][c][0][0].item<float>());
    }
    QVERIFY(trace->bytes() > held.feature.numel() * 4);
  }

  void teacherCentresAreMeansOverTruth() {
    TinySpec spec;
    spec.feature = at::tensor({1.0F, 2.0F, 3.0F, 6.0F, 0.0F, 0.0F, 4.0F, 8.0F}).view({1, 2, 2, 2});
    spec.classes = 3;
    const auto model = tinyModel(spec);
    const auto trace = traceOf(model, {32, 32});
    LabelMap truth({2, 2});
    truth.labels()[0] = 0, truth.labels()[1] = kIgnore, truth.labels()[2] = 2, truth.labels()[3] = 2;
    const auto rows = trace->prototypes(PrototypeKind::teacherCentre, truth);
    SSA_VERIFY_OK(rows);
    QCOMPARE(rows->row(0)[0], 1.0F);
    QCOMPARE(rows->row(0)[1], 0.0F);
    QCOMPARE(rows->row(2)[0], 4.5F);  // (3 + 6) / 2
    QCOMPARE(rows->row(2)[1], 6.0F);  // (4 + 8) / 2
    const FeatureRows fixed = trace->prototypes(PrototypeKind::fixed).value();
    QCOMPARE(rows->row(1)[0], fixed.row(1)[0]);  // absent: the fixed prototype
    for (const PrototypeKind kind : {PrototypeKind::teacherSemantic, PrototypeKind::teacherSpatial, PrototypeKind::teacherJoint})
      SSA_VERIFY_OK(trace->prototypes(kind, truth));
    QCOMPARE(trace->prototypes(PrototypeKind::teacherJoint).error().code, ErrorCode::badOption);
    spec.teacher = false;
    QCOMPARE(traceOf(tinyModel(spec), {32, 32})->prototypes(PrototypeKind::teacherJoint, truth).error().code,
             ErrorCode::badOption);
  }

  void cellsTileThePicture_data() {
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("height");
    QTest::newRow("even") << 64 << 48;
    QTest::newRow("odd") << 61 << 47;
    QTest::newRow("padded") << 20 << 9;
  }
  void cellsTileThePicture() {
    QFETCH(int, width);
    QFETCH(int, height);
    const auto trace = traceOf(seededModel(ClassifierKind::plain, 3), {width, height});
    std::int64_t pixels = 0;
    for (int cell = 0; cell < trace->info().cells.area(); ++cell) {
      const Rect r = trace->pixelsOf(cell);
      pixels += std::int64_t{r.width} * r.height;
      for (int y = r.y; y < r.bottom(); ++y)
        for (int x = r.x; x < r.right(); ++x) QCOMPARE(trace->cellOf({x, y}), cell);
    }
    QCOMPARE(pixels, std::int64_t{width} * height);
  }

  void plainModelsSayWhatIsMissing() {
    const auto trace = traceOf(seededModel(ClassifierKind::plain, 4));
    for (const Choice<PrototypeKind>& choice : kPrototypeKinds) {
      const bool there = choice.value == PrototypeKind::fixed || choice.value == PrototypeKind::coarseCentre;
      const auto rows = trace->prototypes(choice.value, LabelMap(trace->info().picture, 0));
      QCOMPARE(rows.ok(), there);
      if (!there) QVERIFY(!rows.error().arg("expected").empty());
    }
    QVERIFY(trace->features(FeatureSpace::joint).values == trace->features(FeatureSpace::decoder).values);
  }

  void optionsWithoutOneForwardAreRefused() {
    const auto model = seededModel(ClassifierKind::ssa, 3);
    const Image8 picture = testPicture({64, 64});
    PredictOptions twice, mirrored, windows;
    twice.scales = {1.0F, 0.5F};
    mirrored.flip = true;
    windows.window = WindowMode::slide;
    for (const PredictOptions& options : {twice, mirrored, windows})
      QCOMPARE(traceImage(model, picture, "", options, {}, quiet_).error().code, ErrorCode::badOption);
    StopSource stop;
    stop.request_stop();
    QCOMPARE(traceImage(model, picture, "", {}, stop.get_token(), quiet_).error().code, ErrorCode::stopped);
    QCOMPARE(traceImage(model, Image8(), "", {}, {}, quiet_).error().code, ErrorCode::contract);
    const auto trace = traceOf(model);
    QCOMPARE(trace->labelsAtStride(LabelMap({5, 5}, 0)).error().code, ErrorCode::sizeMismatch);
    QCOMPARE(trace->labelsAtStride(LabelMap(trace->info().picture, 3)).error().code, ErrorCode::maskIdOutOfRange);
  }
};

}  // namespace

std::unique_ptr<QObject> makeTraceTest() { return std::make_unique<TraceTest>(); }

#include "trace_test.moc"

// SSA added to a plain model: the classifier alone learns, from cached features.
#include <torch/torch.h>

#include <QTest>

#include "engine/api/model.h"
#include "engine/api/predictor.h"
#include "engine/api/training_run.h"
#include "engine/losses/labels.h"
#include "engine/training/feature_cache.h"
#include "tests/loader/made_source.h"
#include "tests/support/runner.h"
#include "tests/training/tests.h"
#include "tests/training/tiny_set.h"

namespace {

using namespace ssa;
using namespace ssa::test;
namespace fs = std::filesystem;

Result<TrainOutcome> trainIn(const fs::path& run, const TrainConfig& config) {
  NoProgress quiet;
  return train(config, run, false, {}, quiet, {});
}

std::unique_ptr<BatchSource> cropsOf(const std::shared_ptr<const SampleSource>& source, int side, int batch) {
  AugmentOptions augment;
  augment.scale_long_px = 0;
  augment.crop_width_px = augment.crop_height_px = side;
  LoaderOptions options;
  options.batch = batch;
  options.workers = 1;
  const ModelConfig normal;
  return makeLoaderSource(std::make_unique<TrainLoader>(source, augment, options), normal.mean, normal.std, true);
}

}  // namespace

class AddSsaTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void coarseMaskStaysTheBaselines() {
    const fs::path data = writeTinySet(tempDir() / "set");
    TrainConfig config = tinyConfig(data);
    config.classifier = ClassifierKind::plain;
    const auto plain = trainIn(tempDir() / "plain", config);
    SSA_VERIFY_OK(plain);
    config.classifier = ClassifierKind::ssa;
    config.scope = TrainScope::classifier;
    config.weights = plain->checkpoint.string();
    config.views = 2;
    config.optimizer.lr = 2e-3;
    config.optimizer.head_lr_mult = 1;
    const auto added = trainIn(tempDir() / "added", config);
    SSA_VERIFY_OK(added);

    const auto baseline = openModel(plain->checkpoint), model = openModel(added->checkpoint);
    SSA_VERIFY_OK(baseline);
    SSA_VERIFY_OK(model);
    QVERIFY(model->warnings.empty());
    QCOMPARE(model->value->info().config.classifier, ClassifierKind::ssa);
    QCOMPARE(model->value->info().sharedSha256, baseline->value->info().sharedSha256);
    NoProgress quiet;
    bool refinedDiffers = false;
    for (int i = 0; i < 4; ++i) {
      const Image8 image = madeSample(i, {97, 75}).image;
      const auto a = predict(*baseline->value, image, "made", {}, {}, quiet),
                 b = predict(*model->value, image, "made", {}, {}, quiet);
      SSA_VERIFY_OK(a);
      SSA_VERIFY_OK(b);
      QVERIFY(a->refined == b->coarse);
      refinedDiffers = refinedDiffers || !(b->refined == b->coarse);
    }
    QVERIFY(refinedDiffers);
  }

  void cachedFeaturesAreThoseOfTheNetwork() {
    ModelConfig model;
    model.architecture = "seaformer_t";
    model.classifier = ClassifierKind::ssa;
    model.num_classes = 6;
    auto network = *makeSegmentor(model, 1);
    const auto source = std::make_shared<MadeSource>(3, Size{96, 96});
    FeatureCacheOptions options;
    options.entries = 6;
    options.batch = 2;
    options.budget_bytes = 64 << 20;
    NoProgress quiet;
    auto cached = makeFeatureSource(*network, cropsOf(source, 64, 2), options, {}, quiet);
    SSA_VERIFY_OK(cached);
    // Every entry once an epoch: the batches hold what the loader gave, in another order.
    const auto crops = cropsOf(source, 64, 2);
    const at::NoGradGuard noGrad;
    std::vector<Tensor> found, expected;
    for (int i = 0; i < 3; ++i) {
      const auto fromCache = (*cached)->batch(i, {});
      const auto fromLoader = crops->batch(i, {});
      SSA_VERIFY_OK(fromCache);
      SSA_VERIFY_OK(fromLoader);
      QVERIFY(fromCache->isFeature);
      const Tensor& kept = fromCache->input;
      const auto sums =
          network->sumFrozen(network->classify(kept), labelsAtStride(fromCache->labels, kept.size(2), kept.size(3)));
      QVERIFY(sums && fromCache->sums);
      QVERIFY(at::allclose(fromCache->sums.spatialTaps, sums->spatialTaps, 1e-4, 1e-5));
      QVERIFY(at::allclose(fromCache->sums.teacherTaps, sums->teacherTaps, 1e-4, 1e-5));
      QVERIFY(at::allclose(fromCache->sums.semanticCentre, sums->semanticCentre, 1e-4, 1e-5));
      QVERIFY(fromCache->sums.counts.equal(sums->counts));
      const Tensor feature = network->forward(fromLoader->input).feature;
      for (int b = 0; b < 2; ++b) {
        found.push_back(fromCache->input[b]);
        expected.push_back(feature[b]);
      }
    }
    for (const Tensor& one : expected)
      QVERIFY(std::any_of(found.begin(), found.end(), [&](const Tensor& f) { return f.equal(one); }));
  }

  void cacheThatDoesNotFitIsRefusedWithWhatItNeeds() {
    ModelConfig model;
    model.architecture = "seaformer_t";
    model.classifier = ClassifierKind::ssa;
    model.num_classes = 6;
    auto network = *makeSegmentor(model, 1);
    FeatureCacheOptions options;
    options.entries = 1000;
    options.batch = 2;
    options.budget_bytes = 1 << 20;
    NoProgress quiet;
    auto refused = makeFeatureSource(*network, cropsOf(std::make_shared<MadeSource>(3, Size{96, 96}), 64, 2), options, {}, quiet);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::badOption);
    QVERIFY(refused.error().arg("option") == "data.cache_mb");
  }
};

std::unique_ptr<QObject> makeAddSsaTest() { return std::make_unique<AddSsaTest>(); }

#include "add_ssa_test.moc"

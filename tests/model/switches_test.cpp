// Every structural switch of the SSA classifier: which names exist, and what it computes.
#include <ATen/CPUGeneratorImpl.h>
#include <torch/torch.h>

#include <QTest>

#include "engine/core/result.h"
#include "engine/heads/ssa_classifier.h"
#include "tests/model/golden.h"
#include "tests/model/ssa_oracle.h"
#include "tests/model/tests.h"

namespace {

using namespace ssa;
using namespace ssa::test;

constexpr int kClasses = 4, kChannels = 6;

struct Sample {
  torch::nn::Module root;
  SsaClassifier classifier;
  TensorMap state;
  Tensor feature;

  explicit Sample(const SsaOptions& options, ClassifierKind kind = ClassifierKind::ssa)
      : classifier({kind, options, kClasses, kChannels, 0.1F}) {
    classifier.registerCoarse(root);
    classifier.registerAdaptation(root);
    at::Generator generator = at::detail::createCPUGenerator(5);
    classifier.initialise(generator);
    root.eval();
    root.to(at::kDouble);
    const at::NoGradGuard noGrad;
    for (const auto& item : root.named_parameters()) {
      item.value().normal_(0, 0.6, generator);  // the coarse logits must differ from a constant
      state[item.key()] = item.value();
    }
    for (const auto& item : root.named_buffers()) state[item.key()] = item.value();
    feature = at::empty({2, kChannels, 5, 7}, at::kDouble).normal_(0, 1, generator);
  }

  SsaTrace trace() {
    const at::NoGradGuard noGrad;
    SsaTrace t;
    classifier.classify(feature, t);
    return t;
  }
  bool has(const std::string& name) const { return state.contains(name); }
};

struct Variant {
  const char* name;
  SsaOptions options;
};

std::vector<Variant> variants() {
  SsaOptions semanticOnly, spatialOnly, byClass, sinusoidal, learnable, basisOnly, spatialByClass;
  semanticOnly.spatial = false;
  spatialOnly.semantic = false;
  byClass.centreSoftmax = CentreSoftmax::classes;
  sinusoidal.positionEncoding = PositionEncoding::sinusoidal;
  learnable.positionEncoding = PositionEncoding::learnable;
  basisOnly.positionBasisOnly = true;
  spatialByClass.semantic = false;
  spatialByClass.centreSoftmax = CentreSoftmax::classes;
  return {{"default", {}},
          {"semantic only", semanticOnly},
          {"spatial only", spatialOnly},
          {"centre over classes", byClass},
          {"sinusoidal", sinusoidal},
          {"learnable", learnable},
          {"basis only", basisOnly},
          {"spatial only, centre over classes", spatialByClass}};
}

}  // namespace

class SwitchesTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void everyVariantEqualsItsDefinition_data() {
    QTest::addColumn<int>("index");
    const auto all = variants();
    for (std::size_t i = 0; i < all.size(); ++i) QTest::newRow(all[i].name) << static_cast<int>(i);
  }

  void everyVariantEqualsItsDefinition() {
    QFETCH(int, index);
    const SsaOptions options = variants()[static_cast<std::size_t>(index)].options;
    Sample sample(options);
    const SsaTrace ours = sample.trace(), truth = ssaOracle(sample.feature, sample.state, options);
    const std::vector<std::tuple<const char*, Tensor, Tensor>> fields{{"M", ours.coarse, truth.coarse},
                                                                      {"P_f", ours.positionFeature, truth.positionFeature},
                                                                      {"S_c", ours.semanticCentre, truth.semanticCentre},
                                                                      {"S_p", ours.semanticPrototype, truth.semanticPrototype},
                                                                      {"P_c", ours.spatialCentre, truth.spatialCentre},
                                                                      {"P_p", ours.spatialPrototype, truth.spatialPrototype},
                                                                      {"Q", ours.prototype, truth.prototype},
                                                                      {"logits", ours.logits, truth.logits}};
    for (const auto& [name, a, b] : fields) {
      QVERIFY2(a.defined() == b.defined(), name);
      if (a.defined()) QVERIFY2(arrayError(a, b) < 1e-12, name);
    }
  }

  void switchedOffPartsHaveNoNames() {
    const auto all = variants();
    const Sample full(all[0].options), semantic(all[1].options), spatial(all[2].options), sinus(all[4].options),
        learned(all[5].options), plain({}, ClassifierKind::plain);
    for (const char* name : {"get_feat_pos.weight", "get_feat_pos.bias", "center_pos.weight", "center_content_proj.0.weight",
                             "gt_center_content_proj.2.bias", "center_pos_proj.2.weight", "gt_center_pos_proj.0.weight",
                             "center_proj.weight", "gt_center_proj.weight", "ssa_loss.criterion.empty_weight"})
      QVERIFY2(full.has(name), name);
    QVERIFY(!full.has("pos_embed"));
    QVERIFY(!semantic.has("get_feat_pos.weight") && !semantic.has("center_pos.weight") &&
            !semantic.has("center_pos_proj.0.weight") && !semantic.has("gt_center_pos_proj.0.weight"));
    QVERIFY(semantic.has("center_content_proj.0.weight") && semantic.has("gt_center_proj.weight"));
    QVERIFY(!spatial.has("center_content_proj.0.weight") && !spatial.has("gt_center_content_proj.0.weight"));
    QVERIFY(spatial.has("center_pos.weight") && spatial.has("get_feat_pos.weight"));
    QVERIFY(!sinus.has("get_feat_pos.weight") && !sinus.has("pos_embed") && sinus.has("center_pos.weight"));
    QVERIFY(learned.has("pos_embed") && !learned.has("get_feat_pos.weight"));
    QCOMPARE(learned.state.at("pos_embed").sizes().vec(), (std::vector<std::int64_t>{1, kChannels, 16, 16}));
    QCOMPARE(plain.state.size(), std::size_t{2});
  }

  void unconditionalEncodingsAreTheSameForEveryImage() {
    for (const std::size_t index : {4U, 5U}) {
      Sample sample(variants()[index].options);
      const SsaTrace t = sample.trace();
      QVERIFY(at::equal(t.positionFeature[0], t.positionFeature[1]));
    }
  }

  void plainClassifierIsTheConvolution() {
    Sample sample({}, ClassifierKind::plain);
    const SsaTrace t = sample.trace();
    QVERIFY(t.logits.is_same(t.coarse));
    QVERIFY(!t.prototype.defined() && !t.positionFeature.defined());
    const Tensor truth = at::einsum("kc,bchw->bkhw", {sample.state.at("conv_seg.weight").flatten(1), sample.feature}) +
                         sample.state.at("conv_seg.bias").view({1, -1, 1, 1});
    QVERIFY(arrayError(t.coarse, truth) < 1e-12);
  }

  void extraParametersAreTheFormula() {
    const Sample full({});
    const std::int64_t c = kChannels, k = kClasses;
    const std::int64_t extra = 9 * c + c + k * c + 4 * (c * c + c * c / 2 + c) + 2 * c * c;
    QCOMPARE(full.classifier.parameterCount(), extra + k * c + k);
    std::int64_t counted = 0;
    for (const Tensor& parameter : full.root.parameters()) counted += parameter.numel();
    QCOMPARE(counted, full.classifier.parameterCount());
  }

  void dropoutActsOnTheCoarseLogitsInTrainingOnly() {
    Sample sample({});
    const Tensor still = sample.trace().coarse;
    QVERIFY(at::equal(still, sample.trace().coarse));
    sample.root.train();
    torch::manual_seed(3);
    const SsaTrace trained = sample.trace();
    bool moved = false;
    for (int i = 0; i < 20 && !moved; ++i) moved = !at::equal(sample.trace().coarse, still);
    QVERIFY(moved);
    QVERIFY(trained.feature.is_same(sample.feature));
  }

  void wrongFeaturesAreAContractViolation() {
    Sample sample({});
    sample.feature = at::zeros({1, kChannels + 1, 4, 4}, at::kDouble);
    QVERIFY_EXCEPTION_THROWN(sample.trace(), ContractViolation);
    sample.feature = at::zeros({1, kChannels, 0, 4}, at::kDouble);
    QVERIFY_EXCEPTION_THROWN(sample.trace(), ContractViolation);
  }
};

std::unique_ptr<QObject> makeSwitchesTest() { return std::make_unique<SwitchesTest>(); }

#include "switches_test.moc"

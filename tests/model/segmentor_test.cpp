// Building, initialising and running whole networks.
#include <torch/torch.h>

#include <QTest>

#include "engine/models/segmentor.h"
#include "tests/model/golden.h"
#include "tests/model/tests.h"
#include "tests/support/runner.h"

namespace {

using namespace ssa;
using namespace ssa::test;

ModelConfig configOf(const std::string& architecture, ClassifierKind kind = ClassifierKind::ssa) {
  ModelConfig config;
  config.architecture = architecture;
  config.classifier = kind;
  config.num_classes = 7;
  return config;
}

std::unique_ptr<Segmentor> made(const ModelConfig& config, std::uint64_t seed = 0) {
  auto model = makeSegmentor(config, seed);
  if (!model) qFatal("%s", model.error().toString().c_str());
  return std::move(*model);
}

Tensor noise(std::vector<std::int64_t> shape, at::ScalarType type = at::kFloat) {
  torch::manual_seed(9);
  return at::randn(shape, at::kDouble).to(type);
}

std::int64_t parameters(Segmentor& model) {
  std::int64_t count = 0;
  for (const Tensor& p : model.module().parameters()) count += p.numel();
  return count;
}

}  // namespace

class SegmentorTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void everyArchitectureRuns_data() {
    QTest::addColumn<QString>("architecture");
    QTest::addColumn<int>("cell");  // pixels per feature cell
    QTest::addColumn<int>("channels");
    for (const auto& [name, cell, channels] : {std::tuple{"seaformer_t", 8, 96},
                                               {"seaformer_s", 8, 128},
                                               {"seaformer_b", 8, 160},
                                               {"seaformer_l", 8, 192},
                                               {"mit_b0", 4, 256},
                                               {"mit_b1", 4, 256},
                                               {"mit_b2", 4, 256},
                                               {"mit_b3", 4, 256},
                                               {"mit_b4", 4, 256}})
      QTest::newRow(name) << QString::fromLatin1(name) << cell << channels;
  }

  void everyArchitectureRuns() {
    QFETCH(QString, architecture);
    QFETCH(int, cell);
    QFETCH(int, channels);
    const auto model = made(configOf(architecture.toStdString()));
    const at::NoGradGuard noGrad;
    const SsaTrace t = model->forward(noise({1, 3, 96, 128}));
    QCOMPARE(t.feature.sizes().vec(), (std::vector<std::int64_t>{1, channels, 96 / cell, 128 / cell}));
    QCOMPARE(t.logits.sizes().vec(), (std::vector<std::int64_t>{1, 7, 96 / cell, 128 / cell}));
    QVERIFY(t.logits.isfinite().all().item<bool>());
    QVERIFY(t.logits.abs().max().item<float>() <= 15.001F);
  }

  void parameterCountsAreThePublishedOnes() {
    const auto count = [](const char* architecture, ClassifierKind kind) {
      ModelConfig config = configOf(architecture, kind);
      config.num_classes = 150;
      return static_cast<double>(parameters(*made(config))) / 1e6;
    };
    const auto near = [](double a, double b) { return std::abs(a - b) < 0.0006; };
    QVERIFY(near(count("seaformer_b", ClassifierKind::ssa), 8.837));
    QVERIFY(near(count("seaformer_b", ClassifierKind::plain), 8.606));
    QVERIFY(near(count("seaformer_l", ClassifierKind::ssa), 14.278));
    QVERIFY(near(count("seaformer_l", ClassifierKind::plain), 13.952));
    QVERIFY(std::abs(count("mit_b5", ClassifierKind::ssa) - 82.57) < 0.006);
  }

  void seedsDecideTheInitialWeights() {
    const auto a = saveState(*made(configOf("seaformer_t"), 4)), b = saveState(*made(configOf("seaformer_t"), 4)),
               c = saveState(*made(configOf("seaformer_t"), 5));
    bool differs = false;
    for (std::size_t i = 0; i < a.tensors.size(); ++i) {
      QVERIFY2(std::equal(a.tensors[i].data.get(), a.tensors[i].data.get() + a.tensors[i].bytes, b.tensors[i].data.get()),
               a.tensors[i].name.c_str());
      differs =
          differs || !std::equal(a.tensors[i].data.get(), a.tensors[i].data.get() + a.tensors[i].bytes, c.tensors[i].data.get());
    }
    QVERIFY(differs);
  }

  void initialWeightsFollowThePublishedRules() {
    const auto model = made(configOf("mit_b0"), 1);
    const auto p = model->module().named_parameters();
    const auto deviation = [&](const char* name) { return p[name].std().item<double>(); };
    QVERIFY(std::abs(deviation("decode_head.conv_seg.weight") - 0.01) < 0.001);
    QCOMPARE(p["decode_head.conv_seg.bias"].abs().max().item<float>(), 0.0F);
    QVERIFY(std::abs(deviation("backbone.layers.3.1.0.attn.attn.out_proj.weight") - 0.02) < 0.001);
    QVERIFY(std::abs(deviation("backbone.layers.0.0.projection.weight") - std::sqrt(2.0 / (32 * 49))) < 0.002);
    // Depth-wise: one group per channel, fan out 9.
    QVERIFY(std::abs(deviation("backbone.layers.3.1.0.ffn.layers.1.weight") - std::sqrt(2.0 / 9)) < 0.02);
    QVERIFY(std::abs(deviation("decode_head.fusion_conv.conv.weight") - std::sqrt(2.0 / 256)) < 0.002);
    QVERIFY(std::abs(deviation("decode_head.center_pos.weight") - 1) < 0.05);
    QCOMPARE(p["backbone.layers.2.2.weight"].min().item<float>(), 1.0F);
  }

  void oddSizesRunInBothPrecisions() {
    for (const char* architecture : {"seaformer_t", "mit_b0"}) {
      const auto model = made(configOf(architecture));
      const at::NoGradGuard noGrad;
      const Tensor x = noise({2, 3, 75, 101});
      const Tensor single = model->forward(x).logits;
      model->module().to(at::kDouble);
      const Tensor twice = model->forward(x.to(at::kDouble)).logits;
      QVERIFY(arrayError(single, twice) < 1e-3);
      // Images of a batch do not see each other.
      QVERIFY(arrayError(model->forward(x.slice(0, 1, 2).to(at::kDouble)).logits, twice.slice(0, 1, 2)) < 1e-12);
    }
  }

  void plainFusionHasItsOwnNamesAndOrder() {
    ModelConfig config = configOf("mit_b1", ClassifierKind::plain);
    config.plainFusion = true;
    config.head_channels = 768;
    const auto model = made(config);
    const auto p = model->module().named_parameters();
    QVERIFY(p.contains("decode_head.convs.3.conv.bias") && !p.contains("decode_head.convs.3.bn.weight"));
    QCOMPARE(p["decode_head.fusion_conv.conv.weight"].sizes().vec(), (std::vector<std::int64_t>{768, 4 * 768, 1, 1}));
    QVERIFY(p.contains("decode_head.fusion_conv.bn.weight") && !p.contains("decode_head.fusion_conv.conv.bias"));

    // The coarsest level comes first: with only the first quarter of the fusion's inputs alive, F must
    // depend on convs.3 and on nothing else.
    const at::NoGradGuard noGrad;
    p["decode_head.fusion_conv.conv.weight"].slice(1, 768).zero_();
    const Tensor x = noise({1, 3, 64, 64}), before = model->forward(x).feature;
    p["decode_head.convs.0.conv.weight"].mul_(3);
    QVERIFY(at::equal(model->forward(x).feature, before));
    p["decode_head.convs.3.conv.weight"].mul_(3);
    QVERIFY(!at::equal(model->forward(x).feature, before));
  }

  void headChannelsWidenEveryHead() {
    for (const char* architecture : {"seaformer_t", "mit_b0"}) {
      ModelConfig config = configOf(architecture);
      config.head_channels = 112;
      const auto model = made(config);
      const at::NoGradGuard noGrad;
      QCOMPARE(model->forward(noise({1, 3, 64, 64})).feature.size(1), std::int64_t{112});
    }
  }

  void dropPathActsInTrainingOnly() {
    ModelConfig config = configOf("mit_b0", ClassifierKind::plain);
    config.dropout = 0;
    config.drop_path = 0.9F;
    const auto model = made(config);
    const at::NoGradGuard noGrad;
    const Tensor x = noise({1, 3, 64, 64});
    QVERIFY(at::equal(model->forward(x).stages[3], model->forward(x).stages[3]));
    model->module().train();
    bool moved = false;
    const Tensor first = model->forward(x).stages[3];
    for (int i = 0; i < 5 && !moved; ++i) moved = !at::equal(model->forward(x).stages[3], first);
    QVERIFY(moved);
  }

  void gradientsAtBatchOneAreTrue_data() {
    QTest::addColumn<QString>("architecture");
    for (const char* name : {"seaformer_t", "seaformer_l", "mit_b0"}) QTest::newRow(name) << QString::fromLatin1(name);
  }

  /// LibTorch's batch norm on the CPU can return wrong gradients at batch 1, never at batch 2: a batch of
  /// the same image twice must give twice the gradient.
  void gradientsAtBatchOneAreTrue() {
    QFETCH(QString, architecture);
    const auto model = made(configOf(architecture.toStdString()));
    model->module().to(at::kDouble);
    const Tensor x = noise({1, 3, 64, 96}, at::kDouble), weight = noise({1, 7, 16, 24}, at::kDouble);
    const auto gradients = [&](const Tensor& input) {
      for (Tensor& p : model->module().parameters()) p.mutable_grad().reset();
      const SsaTrace t = model->forward(input);
      const Tensor w = weight.slice(2, 0, t.logits.size(2)).slice(3, 0, t.logits.size(3));
      ((t.logits + t.coarse) * w).sum().backward();
      TensorMap found;
      for (const auto& p : model->module().named_parameters())
        if (p.value().grad().defined()) found[p.key()] = p.value().grad().clone();
      return found;
    };
    const TensorMap one = gradients(x), two = gradients(at::cat({x, x}));
    QVERIFY(one.size() > 100);
    for (const auto& [name, gradient] : one) {
      const Tensor twice = two.at(name);
      const double scale = std::max(1e-6, twice.abs().max().item<double>());
      const double error = (2 * gradient - twice).abs().max().item<double>() / scale;
      QVERIFY2(error < 1e-7, (name + " " + std::to_string(error)).c_str());
    }
  }

  void hooksHearEveryStageInOrder() {
    const auto model = made(configOf("seaformer_b"));
    const at::NoGradGuard noGrad;
    std::vector<std::string> stages, parts;
    model->forward(noise({1, 3, 64, 64}), [&](std::string_view stage) { stages.emplace_back(stage); });
    QCOMPARE(stages, (std::vector<std::string>{"backbone", "decoder", "classifier"}));
    model->forwardParts(noise({1, 3, 64, 64}), [&](std::string_view part, const Tensor&) { parts.emplace_back(part); });
    QCOMPARE(parts,
             (std::vector<std::string>{"backbone.smb1", "backbone.smb2", "backbone.smb3", "backbone.smb4", "backbone.trans1",
                                       "backbone.smb5", "backbone.trans2", "decode_head", "classifier"}));
  }

  void unusableConfigurationsAreErrors() {
    const auto codeOf = [](ModelConfig config) { return makeSegmentor(config).error().code; };
    ModelConfig one = configOf("seaformer_b"), unknown = configOf("resnet_9"), nothing = configOf("mit_b0"),
                many = configOf("mit_b0"), rate = configOf("mit_b0");
    one.num_classes = 1;
    many.num_classes = 256;
    rate.drop_path = 1;
    nothing.ssa.semantic = nothing.ssa.spatial = false;
    for (const ModelConfig& config : {one, unknown, nothing, many, rate}) QCOMPARE(codeOf(config), ErrorCode::badConfig);
  }

  void wrongInputsAreContractViolations() {
    const auto model = made(configOf("seaformer_t"));
    QVERIFY_EXCEPTION_THROWN(model->forward(at::zeros({1, 4, 64, 64})), ContractViolation);
    QVERIFY_EXCEPTION_THROWN(model->forward(at::zeros({3, 64, 64})), ContractViolation);
  }
};

std::unique_ptr<QObject> makeSegmentorTest() { return std::make_unique<SegmentorTest>(); }

#include "segmentor_test.moc"

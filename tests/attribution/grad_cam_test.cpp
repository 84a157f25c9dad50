// Gradients behind Grad-CAM against full autograd and finite differences, in double.
#include <torch/torch.h>

#include <QTest>

#include <functional>
#include <map>

#include "engine/analysis/grad_cam.h"
#include "engine/analysis/grad_cam_ssa.h"
#include "engine/models/segmentor.h"
#include "engine/nn/norm.h"
#include "tests/attribution/tests.h"
#include "tests/support/runner.h"

namespace {

using namespace ssa;

constexpr int kClasses = 5;

/// A network in double whose coarse logits are far from uniform, so that the softmaxes matter.
std::unique_ptr<Segmentor> lively(const std::string& architecture, ClassifierKind kind, const SsaOptions& options = {}) {
  ModelConfig config;
  config.architecture = architecture;
  config.classifier = kind;
  config.ssa = options;
  config.num_classes = kClasses;
  auto made = makeSegmentor(config, 3);
  if (!made) qFatal("%s", made.error().toString().c_str());
  (*made)->module().to(at::kDouble);
  const at::NoGradGuard noGrad;
  (*made)->module().named_parameters()["decode_head.conv_seg.weight"].mul_(20);
  (*made)->module().named_parameters()["decode_head.conv_seg.bias"].copy_(at::linspace(-0.5, 0.5, kClasses, at::kDouble));
  return std::move(*made);
}

Tensor noise(std::vector<std::int64_t> shape, std::uint64_t seed = 9) {
  torch::manual_seed(seed);
  return at::randn(shape, at::kDouble);
}

/// Weights as a region gives them: zero, whole and broken ones.
Tensor someCells(std::int64_t h, std::int64_t w) { return (noise({h, w}, 4) + 0.3).clamp(0, 1); }

double relativeError(const Tensor& ours, const Tensor& truth) {
  if (ours.sizes() != truth.sizes()) return INFINITY;
  return (ours - truth).abs().max().item<double>() / std::max(1e-12, truth.abs().max().item<double>());
}

/// Largest error against central differences of `value` at `count` places of x, relative to the largest gradient.
/// Networks have kinks (ReLU6): the smaller the step, the fewer are crossed.
double differenceError(const Tensor& x, const Tensor& gradient, const std::function<double(const Tensor&)>& value, int count,
                       double step = 1e-5) {
  const at::NoGradGuard noGrad;
  const double scale = gradient.abs().max().item<double>();
  const Tensor flat = gradient.contiguous().flatten();
  double worst = 0;
  for (int i = 0; i < count; ++i) {
    const std::int64_t at = (std::int64_t{7919} * (i + 1)) % x.numel();
    const auto moved = [&](double by) {
      const Tensor copy = x.contiguous().clone();
      copy.view({-1})[at] += by;
      return value(copy);
    };
    const double truth = (moved(step) - moved(-step)) / (2 * step);
    worst = std::max(worst, std::abs(flat[at].item<double>() - truth) / scale);
  }
  return worst;
}

double outputScore(const SsaTrace& trace, const CamScore& score) {
  const Tensor& logits = score.logits == ScoreLogits::coarse ? trace.coarse : trace.logits;
  return (logits[0][score.classId] * score.cellWeights).sum().item<double>();
}

struct Variant {
  const char* name;
  SsaOptions options;
};
std::vector<Variant> variants() {
  std::vector<Variant> all{{"both", {}}};
  all.push_back({"semantic", {}});
  all.back().options.spatial = false;
  all.push_back({"spatial", {}});
  all.back().options.semantic = false;
  all.push_back({"softmax over classes", {}});
  all.back().options.centreSoftmax = CentreSoftmax::classes;
  all.push_back({"sinusoidal", {}});
  all.back().options.positionEncoding = PositionEncoding::sinusoidal;
  all.push_back({"learnable", {}});
  all.back().options.positionEncoding = PositionEncoding::learnable;
  all.push_back({"basis only", {}});
  all.back().options.positionBasisOnly = true;
  return all;
}

/// A batch norm whose gradient arrives in token order, as MSCAN's does: the pattern that PyTorch's CPU path misreads.
class TokenNetwork final : public Segmentor {
 public:
  explicit TokenNetwork(bool own) : own_(own) {
    torch::manual_seed(2);
    config_.num_classes = 3;
    norm_ = makeBatchNorm(6);
    plain_ = torch::nn::BatchNorm2d(6);
    root_->register_module("norm", norm_->module());
    root_->register_module("plain", plain_.ptr());
    last_ = root_->register_module("last", torch::nn::Linear(6, 3));
    root_->to(at::kDouble);
    root_->eval();
  }
  const ModelConfig& config() const override { return config_; }
  torch::nn::Module& module() override { return *root_; }
  std::int64_t classifierParameters() const override { return 0; }
  SsaTrace forward(const Tensor&, const StageHook&) override { return {}; }
  SsaTrace forwardParts(const Tensor&, const PartHook&) override { return {}; }
  SsaTrace resume(const Parts& known) override {
    const Tensor x = known.at("before");
    const Tensor normed = own_ ? norm_->forward(x) : plain_->forward(x);
    const Tensor tokens = at::tanh(last_->forward(normed.flatten(2).transpose(1, 2)));  // (1,N,3)
    SsaTrace trace;
    trace.logits = trace.coarse = tokens.transpose(1, 2).reshape({1, 3, x.size(2), x.size(3)});
    return trace;
  }

 private:
  bool own_;
  ModelConfig config_;
  std::shared_ptr<torch::nn::Module> root_ = std::make_shared<torch::nn::Module>();
  LayerPtr norm_;
  torch::nn::BatchNorm2d plain_{nullptr};
  torch::nn::Linear last_{nullptr};
};

}  // namespace

class GradCamTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void theSsaGradientIsAutogradsAndFiniteDifferences_data() {
    QTest::addColumn<int>("variant");
    const auto all = variants();
    for (std::size_t i = 0; i < all.size(); ++i) QTest::newRow(all[i].name) << static_cast<int>(i);
  }
  void theSsaGradientIsAutogradsAndFiniteDifferences() {
    QFETCH(int, variant);
    const SsaOptions options = variants()[static_cast<std::size_t>(variant)].options;
    const auto network = lively("seaformer_t", ClassifierKind::ssa, options);
    const Tensor feature = noise({1, 96, 9, 12}).requires_grad_(true);
    const Tensor u = someCells(9, 12);
    const SsaWeights weights = ssaWeights(*network);
    for (const std::int64_t k : {0, 3}) {
      const SsaTrace trace = network->classify(feature);
      const CamScore score{ScoreLogits::output, k, u};
      const Tensor truth = torch::autograd::grad({(trace.logits[0][k] * u).sum()}, {feature}).front();
      const at::NoGradGuard noGrad;
      const Tensor ours = ssaFeatureGradient(weights, options, network->classify(feature.detach()), k, u);
      const double error = relativeError(ours, truth);
      QVERIFY2(error < 1e-11, qPrintable(QString::number(error)));
      const double difference = differenceError(
          feature.detach(), ours, [&](const Tensor& f) { return outputScore(network->classify(f), score); }, 25);
      QVERIFY2(difference < 1e-6, qPrintable(QString::number(difference)));
    }
  }

  void aPixelWithoutAFeatureHasAGradientWithoutNan() {
    SsaOptions options;
    options.spatial = false;
    const auto network = lively("seaformer_t", ClassifierKind::ssa, options);
    const at::NoGradGuard noGrad;
    Tensor feature = noise({1, 96, 4, 4});
    feature.select(3, 0).zero_();
    const Tensor gradient =
        ssaFeatureGradient(ssaWeights(*network), options, network->classify(feature), 1, at::ones({4, 4}, at::kDouble));
    QVERIFY(gradient.isfinite().all().item<bool>());
  }

  void theCosinesInputHasItsClosedForm() {
    const auto network = lively("seaformer_t", ClassifierKind::ssa);
    SsaTrace trace;
    {
      const at::NoGradGuard noGrad;
      trace = network->classify(noise({1, 96, 9, 12}));
    }
    const Tensor u = someCells(9, 12);
    const Tensor pixels = classifierInput(trace).requires_grad_(true);
    const Tensor q = trace.prototype[0][2];
    const Tensor logit = 15 * at::einsum("chw,c->hw", {pixels[0], q}) / (at::linalg_vector_norm(pixels[0], 2, {0}) * q.norm());
    QVERIFY(relativeError(logit.detach(), trace.logits[0][2]) < 1e-10);
    const Tensor gradient = torch::autograd::grad({(logit * u).sum()}, {pixels}).front();
    const RawCam truth = camFromGradient(pixels.detach(), gradient), ours = cosineCam(trace, {ScoreLogits::output, 2, u});
    QVERIFY(relativeError(ours.weights, truth.weights) < 1e-9);
    QVERIFY(relativeError(ours.map, truth.map) < 1e-9);
  }

  void thePlainClassifiersMapIsItsLogitWithoutBias() {
    const auto network = lively("seaformer_t", ClassifierKind::plain);
    const Tensor feature = noise({1, 96, 9, 12}).requires_grad_(true);
    const SsaTrace trace = network->classify(feature);
    const Tensor u = someCells(9, 12);
    const Tensor gradient = torch::autograd::grad({(trace.logits[0][4] * u).sum()}, {feature}).front();
    const at::NoGradGuard noGrad;
    const SsaWeights w = ssaWeights(*network);
    const RawCam truth = camFromGradient(feature.detach(), gradient),
                 ours = linearCam(trace.coarse.detach(), w.fixed, w.bias, {ScoreLogits::output, 4, u});
    QVERIFY(relativeError(ours.weights, truth.weights) < 1e-11);
    QVERIFY(relativeError(ours.map, truth.map) < 1e-11);
  }

  void innerStagesEqualFullAutograd_data() {
    QTest::addColumn<QString>("architecture");
    QTest::addColumn<bool>("ssa");
    QTest::addColumn<bool>("coarse");
    for (const char* name : {"seaformer_t", "seaformer_l", "mit_b0"})
      for (const auto& [ssa, coarse] : {std::pair{false, false}, {true, false}, {true, true}})
        QTest::newRow(qPrintable(QStringLiteral("%1 ssa %2 coarse %3").arg(QLatin1String(name)).arg(ssa).arg(coarse)))
            << QString::fromLatin1(name) << ssa << coarse;
  }
  void innerStagesEqualFullAutograd() {
    QFETCH(QString, architecture);
    QFETCH(bool, ssa);
    QFETCH(bool, coarse);
    const auto network = lively(architecture.toStdString(), ssa ? ClassifierKind::ssa : ClassifierKind::plain);
    const Tensor x = noise({1, 3, 64, 96});
    // The peer: the whole graph with gradients of everything, each part's gradient kept.
    std::map<std::string, Tensor> peers;
    std::vector<std::string> order;
    const SsaTrace whole = network->forwardParts(x, [&](std::string_view part, const Tensor& output) {
      if (part == "classifier") return;
      output.retain_grad();
      peers[std::string(part)] = output;
      order.emplace_back(part);
    });
    const CamScore score{coarse ? ScoreLogits::coarse : ScoreLogits::output, 2,
                         someCells(whole.logits.size(2), whole.logits.size(3))};
    const Tensor& logits = coarse ? whole.coarse : whole.logits;
    (logits[0][2] * score.cellWeights).sum().backward();

    const at::NoGradGuard noGrad;
    Segmentor::Parts known;
    network->forwardParts(x, [&](std::string_view part, const Tensor& output) {
      if (part != "classifier") known[std::string(part)] = output;
    });
    Segmentor::Parts kept, reached;
    for (const auto& [name, output] : known) kept[name] = output.clone();
    QVERIFY(order.size() >= 5);
    for (const std::string& part : order) {
      reached[part] = known[part];
      const Tensor ours = suffixGradient(*network, reached, part, score);
      const double error = relativeError(ours, peers[part].grad());
      QVERIFY2(error < 1e-9, (part + " " + std::to_string(error)).c_str());
      if (architecture == QLatin1String("seaformer_l")) continue;  // large; autograd is enough
      const double difference = differenceError(
          known[part], ours,
          [&](const Tensor& moved) {
            Segmentor::Parts parts = reached;
            parts[part] = moved;
            return outputScore(network->resume(parts), score);
          },
          3, 1e-7);
      QVERIFY2(difference < 1e-4, (part + " differences " + std::to_string(difference)).c_str());
    }
    for (const auto& [name, output] : known) QVERIFY2(at::equal(output, kept[name]), name.c_str());
    for (const Tensor& weight : network->module().parameters()) QVERIFY(weight.requires_grad());
  }

  /// LibTorch's own batch norm gives a wrong gradient at batch 1 where it arrives in token order; ours does not.
  void batchOneIsRightWhereLibTorchIsWrong() {
    const Tensor x = noise({1, 6, 7, 9});
    const CamScore score{ScoreLogits::output, 1, someCells(7, 9)};
    const auto error = [&](bool own) {
      TokenNetwork network(own);
      const at::NoGradGuard noGrad;
      const Segmentor::Parts known{{"before", x}};
      const Tensor gradient = suffixGradient(network, known, "before", score);
      return differenceError(
          x, gradient,
          [&](const Tensor& moved) {
            return outputScore(network.resume({{"before", moved}}), score);
          },
          60);
    };
    const double ours = error(true), theirs = error(false);
    QVERIFY2(ours < 1e-7, qPrintable(QString::number(ours)));
    QVERIFY2(theirs > 1e-2, "LibTorch's batch norm is right here now: this test no longer shows the defect");
  }

  void resumingGivesTheSameOutput() {
    for (const char* architecture : {"seaformer_b", "mit_b1"}) {
      const auto network = lively(architecture, ClassifierKind::ssa);
      const at::NoGradGuard noGrad;
      Segmentor::Parts known;
      const SsaTrace whole = network->forwardParts(noise({1, 3, 64, 96}), [&](std::string_view part, const Tensor& output) {
        if (part == "classifier") return;
        known[std::string(part)] = output;
      });
      QVERIFY(at::equal(network->resume(known).logits, whole.logits));
      known.erase("decode_head");
      QVERIFY(at::equal(network->resume(known).logits, whole.logits));
    }
    const auto network = lively("seaformer_t", ClassifierKind::plain);
    QVERIFY_EXCEPTION_THROWN(network->resume({}), ContractViolation);
  }

  void aStageThatTheScoreDoesNotSeeHasNoGradient() {
    const auto network = lively("seaformer_t", ClassifierKind::plain);
    const at::NoGradGuard noGrad;
    Segmentor::Parts known;
    network->forwardParts(noise({1, 3, 64, 64}), [&](std::string_view part, const Tensor& output) {
      if (part != "classifier") known[std::string(part)] = output;
    });
    // With F given, nothing before it matters.
    QCOMPARE(
        suffixGradient(*network, known, "backbone.smb1", {ScoreLogits::output, 0, someCells(8, 8)}).abs().max().item<double>(),
        0.0);
  }

  void cellWeightsAreTheAdjointOfUpsampling() {
    const Tensor map = noise({1, 1, 5, 7});
    const Tensor region = (noise({40, 56}, 2) > 0.5).to(at::kDouble);
    const double sum = (at::upsample_bilinear2d(map, {40, 56}, false)[0][0] * region).sum().item<double>();
    const double ours = (map[0][0] * cellWeights(region, 5, 7)).sum().item<double>();
    QVERIFY(std::abs(sum - ours) < 1e-10);
    // A pixel of an eightfold map at x = 4 lies at 4.5/8 - 0.5 = 0.0625: a sixteenth of the way to the next cell.
    Tensor pixel = at::zeros({8, 16}, at::kDouble);
    pixel[3][4] = 1;
    const Tensor weights = cellWeights(pixel, 1, 2);
    QVERIFY(std::abs(weights[0][0].item<double>() - 0.9375) < 1e-12);
    QVERIFY(std::abs(weights[0][1].item<double>() - 0.0625) < 1e-12);
  }
};

std::unique_ptr<QObject> makeGradCamTest() { return std::make_unique<GradCamTest>(); }

#include "grad_cam_test.moc"

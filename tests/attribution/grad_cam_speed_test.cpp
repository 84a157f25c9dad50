// Ratios of time within one run against the usual way: the whole model forward with hooks, the whole graph backward with
// gradients of all weights.
#include <torch/torch.h>

#include <QTest>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <functional>
#include <map>

#include "engine/analysis/grad_cam.h"
#include "engine/analysis/grad_cam_ssa.h"
#include "engine/models/segmentor.h"
#include "tests/attribution/tests.h"
#include "tests/support/runner.h"

namespace {

using namespace ssa;

constexpr int kRounds = 3;
constexpr int kClasses = 150;
constexpr std::int64_t kSide = 512;

double seconds(const std::function<void()>& work) {
  const auto begin = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

}  // namespace

class GradCamSpeedTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void closedFormsAndSuffixesBeatHooks_data() {
    QTest::addColumn<bool>("ssa");
    QTest::newRow("plain") << false;
    QTest::newRow("ssa") << true;
  }
  void closedFormsAndSuffixesBeatHooks() {
    QFETCH(bool, ssa);
    ModelConfig config;
    config.architecture = "seaformer_b";
    config.classifier = ssa ? ClassifierKind::ssa : ClassifierKind::plain;
    config.num_classes = kClasses;
    auto made = makeSegmentor(config, 1);
    SSA_VERIFY_OK(made);
    Segmentor& network = **made;
    torch::manual_seed(1);
    const Tensor x = at::randn({1, 3, kSide, kSide});
    std::vector<std::string> order;
    Segmentor::Parts known;
    SsaTrace trace;
    {
      const at::NoGradGuard noGrad;
      trace = network.forwardParts(x, [&](std::string_view part, const Tensor& output) {
        if (part == "classifier") return;
        order.emplace_back(part);
        known[order.back()] = output;
      });
    }
    const Tensor u = at::rand({kSide / 8, kSide / 8});
    const CamScore score{ScoreLogits::output, 3, u};
    const SsaWeights weights = ssaWeights(network);

    // One class, from the picture: what a hook-based tool does for a map, here for the maps of all stages at once.
    const auto hooks = [&] {
      std::map<std::string, Tensor> kept;
      const SsaTrace whole = network.forwardParts(x, [&](std::string_view part, const Tensor& output) {
        if (part == "classifier") return;
        output.retain_grad();
        kept[std::string(part)] = output;
      });
      for (Tensor& weight : network.module().parameters()) weight.mutable_grad().reset();
      (whole.logits[0][3] * u).sum().backward();
      const at::NoGradGuard noGrad;
      return camFromGradient(kept["decode_head"].detach(), kept["decode_head"].grad());
    };
    const auto ours = [&](const std::string& stage) {
      const at::NoGradGuard noGrad;
      if (stage == "decode_head" && !ssa) return linearCam(trace.coarse, weights.fixed, weights.bias, score);
      if (stage == "decode_head") return camFromGradient(trace.feature, ssaFeatureGradient(weights, config.ssa, trace, 3, u));
      Segmentor::Parts reached;
      for (const std::string& part : order) {
        reached[part] = known[part];
        if (part == stage) break;
      }
      return camFromGradient(known[stage], suffixGradient(network, reached, stage, score));
    };
    std::map<std::string, std::vector<double>> ratios, fresh;
    std::vector<double> forward;
    for (int round = 0; round < kRounds; ++round) {
      const at::NoGradGuard noGrad;
      forward.push_back(seconds([&] { network.forward(x); }));
      double theirs = 0;
      {
        const at::AutoGradMode grad(true);
        theirs = seconds([&] { hooks(); });
      }
      for (const std::string& stage : order) {
        const double mine = seconds([&] { ours(stage); });
        ratios[stage].push_back(theirs / mine);
        fresh[stage].push_back(theirs / (mine + forward.back()));
      }
    }
    for (const std::string& stage : order)
      std::printf("  %-5s %-16s kept activations %8.1fx   with a fresh forward %5.2fx\n", ssa ? "ssa" : "plain", stage.c_str(),
                  median(ratios[stage]), median(fresh[stage]));
    std::fflush(stdout);
    for (const std::string& stage : order) QVERIFY2(median(ratios[stage]) > 1, stage.c_str());
    if (!ssa) QVERIFY2(median(ratios["decode_head"]) > 100, "last layer of the plain classifier");
  }
};

std::unique_ptr<QObject> makeGradCamSpeedTest() { return std::make_unique<GradCamSpeedTest>(); }

#include "grad_cam_speed_test.moc"

// What happens around a network: windows, mirrors, scales, stops, memory, odd sizes; against plain
// LibTorch renderings of mmseg's inference.
#include <torch/torch.h>

#include <QTest>
#include <random>

#include "engine/inference/inference.h"
#include "engine/inference/memory_guard.h"
#include "engine/inference/network_input.h"
#include "engine/inference/window_plan.h"
#include "tests/inference/tests.h"
#include "tests/inference/toy_network.h"
#include "tests/support/runner.h"

namespace {

using namespace ssa;
using ssa::test::ToyNetwork;

std::shared_ptr<const Image8> picture(int width, int height) {
  auto image = std::make_shared<Image8>(Size{width, height});
  std::mt19937 random(7);
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width * 3; ++x)
      image->row(y)[x] = static_cast<std::uint8_t>((x / 30 * 40 + y / 9 * 23 + static_cast<int>(random() % 60)) % 256);
  return image;
}

Tensor resize(const Tensor& x, int height, int width) { return torch::upsample_bilinear2d(x, {height, width}, false); }

Tensor inputOf(const Image8& image, const ToyNetwork& network) {
  return windowInput(image, {0, 0, image.width(), image.height()}, false, {network.config().mean, network.config().std});
}

/// mmseg's whole_inference on an input of the picture's own size.
Tensor wholeReference(ToyNetwork& network, const Tensor& x, Size picture, bool coarse = false) {
  const SsaTrace trace = network.forward(x, {});
  const Tensor full = resize(coarse ? trace.coarse : trace.logits, static_cast<int>(x.size(2)), static_cast<int>(x.size(3)));
  return resize(full, picture.height, picture.width);  // (1,K,H,W)
}

/// mmseg's slide_inference, word for word: windows resized to their size, padded in, counted, divided.
Tensor slideReference(ToyNetwork& network, const Tensor& x, Size picture, Size crop, Size stride) {
  const auto height = static_cast<int>(x.size(2)), width = static_cast<int>(x.size(3));
  const int hGrids = std::max(height - crop.height + stride.height - 1, 0) / stride.height + 1;
  const int wGrids = std::max(width - crop.width + stride.width - 1, 0) / stride.width + 1;
  Tensor sum = torch::zeros({1, network.config().num_classes, height, width}), count = torch::zeros({1, 1, height, width});
  for (int i = 0; i < hGrids; ++i)
    for (int j = 0; j < wGrids; ++j) {
      const int y2 = std::min(i * stride.height + crop.height, height), x2 = std::min(j * stride.width + crop.width, width);
      const int y1 = std::max(y2 - crop.height, 0), x1 = std::max(x2 - crop.width, 0);
      const Tensor part = x.slice(2, y1, y2).slice(3, x1, x2);
      const Tensor logits = resize(network.forward(part, {}).logits, y2 - y1, x2 - x1);
      sum.slice(2, y1, y2).slice(3, x1, x2) += logits;
      count.slice(2, y1, y2).slice(3, x1, x2) += 1;
    }
  return resize(sum / count, picture.height, picture.width);
}

/// Pixels whose label is not (nearly) the best of `scores`.
int wrongLabels(const LabelMap& labels, const Tensor& scores) {
  const Tensor ours =
      torch::from_blob(const_cast<std::uint8_t*>(labels.labels().data()), {1, 1, labels.height(), labels.width()}, torch::kByte);
  return (scores.amax(1, true) - scores.gather(1, ours.to(torch::kLong)) > 1e-5).sum().item<int>();
}

double difference(const ScoreMap& map, const Tensor& expected) {
  const Tensor ours = torch::from_blob(const_cast<float*>(map.values().data()), {map.size().height, map.size().width});
  return (ours - expected.squeeze()).abs().max().item<double>();
}

InferenceOptions optionsFor(Size size) {
  InferenceOptions options;
  options.picture = size;
  options.forwardBudget_bytes = std::int64_t{1} << 40;
  return options;
}

Result<InferenceResult> inferOn(ToyNetwork& network, const std::shared_ptr<const Image8>& image, InferenceOptions options) {
  NoProgress progress;
  return infer(network, {{image, false}}, options, {}, progress);
}

}  // namespace

class InferenceTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  // These networks are tiny; LibTorch's threads would only wait for each other.
  void initTestCase() { torch::set_num_threads(1); }
  void cleanup() { setAllocationFault({}); }

  void wholeModeResizesTwice_data() {
    QTest::addColumn<bool>("direct");
    QTest::newRow("mmseg") << false;
    QTest::newRow("direct") << true;
  }
  void wholeModeResizesTwice() {
    QFETCH(bool, direct);
    const torch::NoGradGuard noGradients;
    ToyNetwork network(19, true);
    const auto image = picture(160, 96);
    InferenceOptions options = optionsFor({251, 150});
    options.direct = direct;
    options.scores = true;
    const auto result = inferOn(network, image, options);
    SSA_VERIFY_OK(result);
    QCOMPARE(network.forwards, 1);  // refined and coarse come from one pass
    const Tensor x = inputOf(*image, network);
    const SsaTrace trace = network.forward(x, {});
    const Tensor refined = direct ? resize(trace.logits, 150, 251) : wholeReference(network, x, {251, 150});
    const Tensor coarse = direct ? resize(trace.coarse, 150, 251) : wholeReference(network, x, {251, 150}, true);
    QCOMPARE(wrongLabels(result->refined, refined), 0);
    QCOMPARE(wrongLabels(result->coarse, coarse), 0);
    QVERIFY(difference(result->confidence, torch::softmax(refined, 1).amax(1)) < 1e-5);
  }

  void slidingWindowEqualsTheReference_data() {
    QTest::addColumn<QSize>("input");
    QTest::addColumn<QSize>("picture");
    QTest::addColumn<QSize>("crop");
    QTest::addColumn<QSize>("stride");
    QTest::newRow("own size") << QSize(180, 150) << QSize(180, 150) << QSize(96, 96) << QSize(64, 64);
    QTest::newRow("rescaled, not square") << QSize(200, 130) << QSize(266, 173) << QSize(128, 96) << QSize(85, 61);
    QTest::newRow("crop wider than the input") << QSize(90, 200) << QSize(90, 200) << QSize(128, 64) << QSize(64, 40);
    QTest::newRow("many rows of windows") << QSize(70, 500) << QSize(35, 333) << QSize(64, 64) << QSize(20, 30);
  }
  void slidingWindowEqualsTheReference() {
    QFETCH(QSize, input);
    QFETCH(QSize, picture);
    QFETCH(QSize, crop);
    QFETCH(QSize, stride);
    const torch::NoGradGuard noGradients;
    ToyNetwork network(19, true);
    const auto image = ::picture(input.width(), input.height());
    InferenceOptions options = optionsFor({picture.width(), picture.height()});
    options.slide = true;
    options.crop = {crop.width(), crop.height()};
    options.stride = {stride.width(), stride.height()};
    options.scores = true;
    const auto result = inferOn(network, image, options);
    SSA_VERIFY_OK(result);
    const Tensor expected = slideReference(network, inputOf(*image, network), options.picture, options.crop, options.stride);
    QCOMPARE(wrongLabels(result->refined, expected), 0);
    QVERIFY(difference(result->confidence, torch::softmax(expected, 1).amax(1)) < 1e-5);
  }

  void mirrorsAndScalesAreAveragedAsProbabilities() {
    const torch::NoGradGuard noGradients;
    ToyNetwork network(12, true);
    const Size size{123, 85};
    const auto small = picture(90, 62), large = picture(160, 110);
    InferenceOptions options = optionsFor(size);
    options.scores = true;
    NoProgress progress;
    const auto result = infer(network, {{small, false}, {small, true}, {large, false}, {large, true}}, options, {}, progress);
    SSA_VERIFY_OK(result);
    Tensor mean = torch::zeros({1, 12, size.height, size.width}), coarse = mean.clone();
    for (const auto& image : {small, large}) {
      const Tensor x = inputOf(*image, network);
      for (const bool wantCoarse : {false, true}) {
        Tensor& sum = wantCoarse ? coarse : mean;
        sum += torch::softmax(wholeReference(network, x, size, wantCoarse), 1) / 4;
        sum += torch::softmax(wholeReference(network, x.flip({3}), size, wantCoarse), 1).flip({3}) / 4;
      }
    }
    QCOMPARE(wrongLabels(result->refined, mean), 0);
    QCOMPARE(wrongLabels(result->coarse, coarse), 0);
    QVERIFY(difference(result->confidence, mean.amax(1)) < 1e-5);
    QVERIFY(difference(result->entropy, -(mean * mean.log()).sum(1) / std::log(12.0)) < 2e-5);
  }

  void anySizeWorks_data() {
    QTest::addColumn<QSize>("size");
    for (const QSize size : {QSize(1, 1), QSize(1, 200), QSize(200, 1), QSize(7, 3), QSize(31, 33)})
      QTest::addRow("%dx%d", size.width(), size.height()) << size;
  }
  void anySizeWorks() {
    QFETCH(QSize, size);
    for (const char* architecture : {"", "seaformer_t", "mit_b0"}) {
      std::unique_ptr<Segmentor> network = std::make_unique<ToyNetwork>(5, true);
      if (*architecture) {
        ModelConfig config;
        config.architecture = architecture;
        config.classifier = ClassifierKind::ssa;
        config.num_classes = 5;
        auto made = makeSegmentor(config);
        SSA_VERIFY_OK(made);
        network = std::move(*made);
      }
      for (const bool slide : {false, true}) {
        InferenceOptions options = optionsFor({size.width(), size.height()});
        options.slide = slide;
        options.crop = {64, 64};
        options.stride = {40, 40};
        NoProgress progress;
        const auto image = picture(size.width(), size.height());
        const auto result = infer(*network, {{image, false}, {image, true}}, options, {}, progress);
        SSA_VERIFY_OK(result);
        QCOMPARE(result->refined.size(), image->size());
        for (const std::uint8_t label : result->refined.labels()) QVERIFY2(label < 5, architecture);
      }
    }
  }

  void stopEndsBetweenWindows() {
    ToyNetwork network(5, true);
    StopSource source;
    struct StopAfterThree final : ProgressSink {
      explicit StopAfterThree(StopSource& s) : stop(s) {}
      void report(double fraction, std::string_view) override {
        highest = std::max(highest, fraction);
        if (++calls == 3) stop.request_stop();
      }
      StopSource& stop;
      int calls = 0;
      double highest = 0;
    } progress(source);
    InferenceOptions options = optionsFor({400, 400});
    options.slide = true;
    options.crop = {64, 64};
    options.stride = {64, 64};
    const auto result = infer(network, {{picture(400, 400), false}}, options, source.get_token(), progress);
    QVERIFY(!result);
    QCOMPARE(result.error().code, ErrorCode::stopped);
    QVERIFY(network.forwards < 4);
    QVERIFY(progress.highest < 0.2);
  }

  void progressRisesToOne() {
    ToyNetwork network(5, true);
    struct Rising final : ProgressSink {
      void report(double fraction, std::string_view) override {
        rising = rising && fraction >= last;
        last = fraction;
      }
      bool rising = true;
      double last = 0;
    } progress;
    InferenceOptions options = optionsFor({200, 150});
    SSA_VERIFY_OK(infer(network, {{picture(200, 150), false}, {picture(200, 150), true}}, options, {}, progress));
    QVERIFY(progress.rising);
    QVERIFY(std::abs(progress.last - 1.0) < 1e-9);
  }

  void everyAllocationFailureEndsInSmallerWindows() {
    const torch::NoGradGuard noGradients;
    const auto image = picture(600, 400);
    ToyNetwork network(7, true);
    InferenceOptions sliding = optionsFor({600, 400});
    sliding.slide = true;
    sliding.crop = {512, 512};
    sliding.stride = {341, 341};
    const auto expected = inferOn(network, image, sliding);
    SSA_VERIFY_OK(expected);
    int failures = 0;
    for (int call = 1; call < 40; ++call) {
      setAllocationFault({call, false});
      const auto result = inferOn(network, image, optionsFor({600, 400}));
      SSA_VERIFY_OK(result);
      setAllocationFault({});
      if (result->warnings.empty()) break;  // the n-th point is past the end
      ++failures;
      QCOMPARE(result->warnings.size(), std::size_t{1});
      QCOMPARE(result->warnings[0].code, WarningCode::smallerTiles);
      QCOMPARE(result->warnings[0].toString(),
               Warning(WarningCode::smallerTiles, {{"from", "whole 600x400"}, {"to", "windows 512x512"}}).toString());
      QVERIFY(result->refined == expected->refined);
    }
    QVERIFY(failures >= 4);
  }

  void lastingLackOfMemoryIsOneError() {
    ToyNetwork network(7, true);
    setAllocationFault({2, true});
    const auto result = inferOn(network, picture(600, 400), optionsFor({600, 400}));
    QVERIFY(!result);
    QCOMPARE(result.error().code, ErrorCode::outOfMemory);
  }

  void hugePicturesAreCutBeforeMemoryRunsOut() {
    ToyNetwork network(7, true);
    InferenceOptions options = optionsFor({3000, 2000});
    options.forwardBudget_bytes = 64 << 20;
    const auto result = inferOn(network, picture(3000, 2000), options);
    SSA_VERIFY_OK(result);
    QCOMPARE(result->warnings.size(), std::size_t{1});
    QCOMPARE(result->warnings[0].code, WarningCode::smallerTiles);
    QVERIFY(network.largestInput <= 1024 * 1024);
  }

  void keptLogitsTellWhatTheMaskShows() {
    const torch::NoGradGuard noGradients;
    ToyNetwork network(9, true);
    const auto image = picture(170, 130);
    InferenceOptions options = optionsFor({170, 130});
    options.scores = true;
    const auto result = inferOn(network, image, options);
    SSA_VERIFY_OK(result);
    QVERIFY(result->kept != nullptr);
    int otherLabels = 0;
    double worst = 0;
    for (int y = 0; y < 130; y += 3)
      for (int x = 0; x < 170; x += 3) {
        const auto p = result->kept->probabilities({x, y}, LogitKind::refined);
        const auto best = std::ranges::max_element(p) - p.begin();
        otherLabels += best != result->refined.at({x, y});
        worst = std::max(worst, std::abs(static_cast<double>(p[static_cast<std::size_t>(best)]) -
                                         static_cast<double>(result->confidence.at({x, y}))));
        const auto c = result->kept->probabilities({x, y}, LogitKind::coarse);
        otherLabels += std::ranges::max_element(c) - c.begin() != result->coarse.at({x, y});
      }
    QVERIFY(otherLabels <= 6);  // of 5016; half precision may turn near-ties
    QVERIFY(worst < 5e-3);
  }

  void similaritiesAreCosines() {
    const torch::NoGradGuard noGradients;
    ToyNetwork network(9, true);
    const auto image = picture(96, 64);
    const auto result = inferOn(network, image, optionsFor({96, 64}));
    SSA_VERIFY_OK(result);
    const SsaTrace trace = network.forward(inputOf(*image, network), {});
    const auto named = network.module().named_parameters();
    // The pixel in the middle of cell (3,5) at stride 8.
    const Tensor f = trace.feature[0].select(1, 3).select(1, 5);                                                        // (C)
    const Tensor fixed = torch::cosine_similarity(f.unsqueeze(0), named["decode_head.conv_seg.weight"].flatten(1), 1);  // (K)
    const auto ours = result->kept->fixedSimilarity({5 * 8 + 4, 3 * 8 + 4});
    const auto adapted = result->kept->adaptedSimilarity({5 * 8 + 4, 3 * 8 + 4});
    for (int k = 0; k < 9; ++k) {
      QVERIFY(std::abs(ours[static_cast<std::size_t>(k)] - fixed[k].item<float>()) < 5e-3F);
      QVERIFY(std::abs(adapted[static_cast<std::size_t>(k)] - trace.logits[0][k][3][5].item<float>() / 15) < 1e-3F);
    }
  }

  void scoresFromKeptLogitsAreThoseOfThePrediction() {
    ToyNetwork network(9, true);
    InferenceOptions options = optionsFor({170, 130});
    options.scores = true;
    options.slide = true;
    options.crop = {96, 96};
    options.stride = {64, 64};
    const auto result = inferOn(network, picture(170, 130), options);
    SSA_VERIFY_OK(result);
    std::vector<float> confidence(170 * 130);
    for (int begin = 0; begin < 130; begin += 40) {
      cuda::PixelOutputs outputs;
      outputs.confidence = confidence.data() + begin * 170;
      result->kept->reduceRows(begin, std::min(begin + 40, 130), LogitKind::refined, outputs, 1);
    }
    for (std::size_t i = 0; i < confidence.size(); ++i) QVERIFY(std::abs(confidence[i] - result->confidence.values()[i]) < 5e-3F);
  }

  void arraysAreThoseOfTheNetwork() {
    const torch::NoGradGuard noGradients;
    ToyNetwork network(9, true);
    const auto image = picture(96, 64);
    InferenceOptions options = optionsFor({96, 64});
    options.keepArrays = true;
    const auto result = inferOn(network, image, options);
    SSA_VERIFY_OK(result);
    const SsaTrace trace = network.forward(inputOf(*image, network), {});
    QCOMPARE(result->arrays.size(), std::size_t{3});
    QCOMPARE(result->arrays[0].name, std::string("logits"));
    QCOMPARE(result->arrays[0].shape, (std::vector<std::int64_t>{9, 8, 12}));
    const Tensor logits = torch::tensor(result->arrays[0].values).reshape({9, 8, 12});
    QVERIFY(torch::equal(logits, trace.logits[0]));
  }

  void plainClassifierHasNoCoarseMask() {
    ToyNetwork network(9, false);
    const auto result = inferOn(network, picture(96, 64), optionsFor({96, 64}));
    SSA_VERIFY_OK(result);
    QVERIFY(result->coarse.empty());
    QVERIFY(!result->kept->hasCoarse());
    QVERIFY(result->kept->adaptedSimilarity({1, 1}).empty());
    QCOMPARE(result->kept->fixedSimilarity({1, 1}).size(), std::size_t{9});
  }
};

std::unique_ptr<QObject> makeInferenceTest() { return std::make_unique<InferenceTest>(); }

#include "inference_test.moc"

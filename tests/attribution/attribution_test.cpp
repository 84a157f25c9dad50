// Grad-CAM, channels and occlusion through the facade, on small seeded networks.
#include <QTest>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include <torch/torch.h>

#include "engine/api/attribution.h"
#include "engine/api/attribution_impl.h"
#include "engine/api/channels.h"
#include "engine/api/model_impl.h"
#include "engine/api/occlusion.h"
#include "engine/core/random.h"
#include "tests/attribution/tests.h"
#include "tests/support/runner.h"

namespace {

using namespace ssa;

constexpr int kClasses = 4;
constexpr Size kPicture{96, 64};

Image8 colourful() {
  Image8 image(kPicture);
  Random random(5);
  for (int y = 0; y < kPicture.height; ++y)
    for (int x = 0; x < kPicture.width * 3; ++x)
      image.row(y)[x] = static_cast<std::uint8_t>((x / 3 < 40 ? 160 : 60) + (y / 16) * 20 + random.below(30));
  return image;
}

std::shared_ptr<const Model> smallModel(ClassifierKind kind) {
  ModelConfig config;
  config.architecture = "seaformer_t";
  config.classifier = kind;
  config.num_classes = kClasses;
  config.labels = LabelSet::numbered(kClasses);
  const auto folder = test::tempDir() / "model";
  if (auto made = createModel(config, 11, folder); !made) qFatal("%s", made.error().toString().c_str());
  OpenModelOptions options;
  options.device = "cpu";
  auto opened = openModel(folder, options);
  if (!opened) qFatal("%s", opened.error().toString().c_str());
  const at::NoGradGuard noGrad;
  opened->value->impl().segmentor->module().named_parameters()["decode_head.conv_seg.weight"].mul_(20);
  return opened->value;
}

std::shared_ptr<const Activations> traced(std::shared_ptr<const Model> model) {
  NoProgress quiet;
  auto found = traceActivations(std::move(model), colourful(), {}, quiet);
  if (!found) qFatal("%s", found.error().toString().c_str());
  return *found;
}

int mostCommon(const LabelMap& mask) {
  const auto histogram = mask.histogram();
  return static_cast<int>(std::max_element(histogram.begin(), histogram.end()) - histogram.begin());
}

GradCam camOf(const Activations& a, const std::string& stage, const AttributionTarget& target) {
  NoProgress quiet;
  auto cam = gradCam(a, stage, target, {}, quiet);
  if (!cam) qFatal("%s", cam.error().toString().c_str());
  return *cam;
}

std::string optionOf(const Error& error) {
  return error.code == ErrorCode::badOption ? std::string(error.arg("option")) : error.toString();
}

double largestDifference(const std::vector<float>& a, const std::vector<float>& b) {
  double worst = a.size() == b.size() ? 0 : INFINITY;
  for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i)
    worst = std::max(worst, std::abs(static_cast<double>(a[i]) - static_cast<double>(b[i])));
  return worst;
}

}  // namespace

class AttributionTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase() {
    plain_ = traced(smallModel(ClassifierKind::plain));
    ssa_ = traced(smallModel(ClassifierKind::ssa));
  }

  void everyStageOfEveryHeadGivesAMap_data() {
    QTest::addColumn<bool>("ssa");
    QTest::addColumn<bool>("coarse");
    QTest::newRow("plain") << false << false;
    QTest::newRow("coarse") << true << true;
    QTest::newRow("refined") << true << false;
  }
  void everyStageOfEveryHeadGivesAMap() {
    QFETCH(bool, ssa);
    QFETCH(bool, coarse);
    const Activations& a = ssa ? *ssa_ : *plain_;
    AttributionTarget target;
    target.head = coarse ? MaskKind::coarse : MaskKind::refined;
    target.classId = mostCommon(a.mask(target.head));
    const std::map<std::string, std::string> methods{{"classifier_input", "closed form"},
                                                     {"decode_head", ssa && !coarse ? "vector-Jacobian product" : "closed form"}};
    QCOMPARE(a.stages().size(), std::size_t{9});
    for (const ActivationStage& stage : a.stages()) {
      const GradCam cam = camOf(a, stage.id, target);
      QCOMPARE(cam.method, methods.contains(stage.id) ? methods.at(stage.id) : "suffix backward");
      QCOMPARE(cam.grid, stage.grid);
      QCOMPARE(static_cast<int>(cam.weights.size()), stage.channels);
      QCOMPARE(cam.pixels, a.mask(target.head).histogram()[static_cast<std::size_t>(target.classId)]);
      QCOMPARE(cam.map.size(), kPicture);
      if (cam.empty != EmptyMap::no) continue;
      QCOMPARE(*std::max_element(cam.cells.begin(), cam.cells.end()), 1.0F);
      QVERIFY(*std::min_element(cam.cells.begin(), cam.cells.end()) >= 0);
      QVERIFY(cam.largest > 0);
    }
  }

  /// The same gradient two ways: by hand at F, and by the suffix behind F.
  void theFeatureStageEqualsItsSuffix() {
    for (const auto& [activations, head] :
         {std::pair{plain_, MaskKind::refined}, {ssa_, MaskKind::coarse}, {ssa_, MaskKind::refined}}) {
      AttributionTarget target;
      target.head = head;
      target.classId = mostCommon(activations->mask(head));
      const GradCam ours = camOf(*activations, "decode_head", target);
      const at::NoGradGuard noGrad;
      const auto score = targetScore(*activations, target);
      SSA_VERIFY_OK(score);
      const auto& impl = activations->impl();
      const RawCam peer = camFromGradient(
          impl.trace.feature,
          suffixGradient(*impl.model->impl().segmentor, {{"decode_head", impl.trace.feature}}, "decode_head", score->score));
      const std::vector<float> weights = floats(peer.weights);
      const float scale =
          std::abs(*std::max_element(weights.begin(), weights.end(), [](float x, float y) { return std::abs(x) < std::abs(y); }));
      for (std::size_t c = 0; c < weights.size(); ++c)
        QVERIFY(std::abs(ours.weights[c] - static_cast<double>(weights[c])) < 1e-4 * static_cast<double>(scale));
    }
  }

  void allClassesComeAtOnce() {
    for (const auto& activations : {plain_, ssa_}) {
      const MaskKind head = activations->hasCoarse() ? MaskKind::coarse : MaskKind::refined;
      const auto all = classCams(*activations);
      SSA_VERIFY_OK(all);
      QCOMPARE(static_cast<int>(all->cells.size()), kClasses);
      for (int k = 0; k < kClasses; ++k) {
        AttributionTarget target;
        target.classId = k;
        target.head = head;
        target.over = AttributionTarget::Over::pixel;
        target.pixel_in_image = {30, 20};
        const GradCam one = camOf(*activations, "decode_head", target);
        QVERIFY(largestDifference(one.cells, all->cells[static_cast<std::size_t>(k)]) < 1e-5);
      }
    }
  }

  void theScoreIsTheSumOfUpsampledLogits() {
    AttributionTarget target;
    target.classId = 1;
    target.over = AttributionTarget::Over::region;
    target.region = LabelMap(kPicture, 0);
    for (int y = 3; y < 40; ++y)
      for (int x = 17; x < 60; ++x) target.region.row(y)[x] = 7;
    const GradCam cam = camOf(*ssa_, "classifier_input", target);
    QCOMPARE(cam.pixels, std::int64_t{37 * 43});
    const Tensor large =
        at::upsample_bilinear2d(ssa_->impl().trace.logits.to(at::kDouble), {kPicture.height, kPicture.width}, false);
    const double sum = large[0][1].slice(0, 3, 40).slice(1, 17, 60).sum().item<double>();
    QVERIFY(std::abs(cam.score - sum) < 1e-4 * std::abs(sum));
    target.over = AttributionTarget::Over::pixel;
    target.pixel_in_image = {50, 11};
    QVERIFY(std::abs(camOf(*ssa_, "classifier_input", target).score - large[0][1][11][50].item<double>()) < 1e-5);
  }

  void anEmptyMapIsSaid() {
    AttributionTarget target;
    target.over = AttributionTarget::Over::region;
    target.region = LabelMap(kPicture, 0);
    const GradCam cam = camOf(*plain_, "backbone.smb3", target);
    QCOMPARE(cam.empty, EmptyMap::noPixels);
    QCOMPARE(cam.largest, 0.0);
    QVERIFY(std::all_of(cam.cells.begin(), cam.cells.end(), [](float v) { return v == 0; }));
    // Where no logit of the class lies above its bias there is nothing to show.
    const auto all = classCams(*plain_);
    const Tensor& logits = plain_->impl().trace.logits;
    for (int k = 0; k < kClasses; ++k) {
      const bool any = (logits[0][k] > plain_->impl().weights.bias[k]).any().item<bool>();
      AttributionTarget one;
      one.classId = k;
      one.over = AttributionTarget::Over::pixel;
      QCOMPARE(camOf(*plain_, "decode_head", one).empty, any ? EmptyMap::no : EmptyMap::nothingAgrees);
      QCOMPARE(all->largest[static_cast<std::size_t>(k)] > 0, any);
    }
  }

  void badTargetsAreErrors() {
    NoProgress quiet;
    const auto fault = [&](const Activations& a, const std::string& stage, const AttributionTarget& target) {
      return optionOf(gradCam(a, stage, target, {}, quiet).error());
    };
    AttributionTarget target;
    QCOMPARE(fault(*plain_, "backbone.nothing", target), "stage");
    target.classId = kClasses;
    QCOMPARE(fault(*plain_, "decode_head", target), "class");
    target.classId = 0;
    target.head = MaskKind::coarse;
    QCOMPARE(fault(*plain_, "decode_head", target), "head");
    target.head = MaskKind::refined;
    target.over = AttributionTarget::Over::pixel;
    target.pixel_in_image = {96, 0};
    QCOMPARE(fault(*plain_, "decode_head", target), "pixel");
    target.over = AttributionTarget::Over::region;
    QCOMPARE(fault(*plain_, "decode_head", target), "region");
    StopSource stopped;
    stopped.request_stop();
    target.over = AttributionTarget::Over::predicted;
    QCOMPARE(gradCam(*plain_, "decode_head", target, stopped.get_token(), quiet).error().code, ErrorCode::stopped);
    QCOMPARE(traceActivations(smallModel(ClassifierKind::plain), colourful(), stopped.get_token(), quiet).error().code,
             ErrorCode::stopped);
  }

  void aPictureThatDoesNotFitIsRefusedAtOnce() {
    NoProgress quiet;
    const auto traced = traceActivations(smallModel(ClassifierKind::plain), Image8({12000, 9000}), {}, quiet);
    QVERIFY(!traced.ok());
    QCOMPARE(traced.error().code, ErrorCode::outOfMemory);
  }

  void channelsAreMeasuredAndSorted() {
    NoProgress quiet;
    AttributionTarget target;
    target.classId = mostCommon(ssa_->mask(MaskKind::refined));
    const auto table = channelTable(*ssa_, "backbone.smb2", ChannelOrder::std, target, {}, quiet);
    SSA_VERIFY_OK(table);
    QCOMPARE(table->channels.size(), std::size_t{32});
    for (std::size_t i = 1; i < table->channels.size(); ++i) QVERIFY(table->channels[i - 1].std >= table->channels[i].std);
    const ChannelStatistics& first = table->channels.front();
    const auto map = channelMap(*ssa_, "backbone.smb2", first.channel);
    SSA_VERIFY_OK(map);
    double sum = 0, squares = 0;
    for (const float v : map->cells) sum += static_cast<double>(v), squares += static_cast<double>(v) * static_cast<double>(v);
    const double n = static_cast<double>(map->cells.size()), mean = sum / n;
    QVERIFY(std::abs(first.mean - mean) < 1e-5);
    QVERIFY(std::abs(first.std - std::sqrt(squares / n - mean * mean)) < 1e-4);
    QCOMPARE(first.min, map->low);
    QCOMPARE(first.max, map->high);
    for (const float v : map->map.values()) QVERIFY(v >= -1e-6F && v <= 1 + 1e-6F);
    const GradCam cam = camOf(*ssa_, "backbone.smb2", target);
    for (const ChannelStatistics& one : table->channels)
      QCOMPARE(*one.weight, cam.weights[static_cast<std::size_t>(one.channel)]);
    QCOMPARE(optionOf(channelTable(*ssa_, "backbone.smb2", ChannelOrder::weight, {}, {}, quiet).error()), "order");
    QCOMPARE(optionOf(channelMap(*ssa_, "backbone.smb2", 32).error()), "channel");
    QCOMPARE(optionOf(channelMap(*ssa_, "x", 0).error()), "stage");
  }

  void aCoveredRectangleIsAForwardOfTheCoveredPicture() {
    NoProgress quiet;
    AttributionTarget target;
    target.classId = mostCommon(ssa_->mask(MaskKind::refined));
    const Image8 image = colourful();
    const Rect rectangle{20, 10, 24, 30};
    const auto done = occludeRectangle(*ssa_, image, rectangle, OcclusionFill::mean, target, {}, quiet);
    SSA_VERIFY_OK(done);
    QCOMPARE(done->image, covered(image, rectangle, OcclusionFill::mean));
    const auto again = traceActivations(ssa_->impl().model, done->image, {}, quiet);
    SSA_VERIFY_OK(again);
    QCOMPARE(done->mask, (*again)->mask(MaskKind::refined));
    // The region stays the untouched picture's.
    AttributionTarget same = target;
    same.over = AttributionTarget::Over::region;
    same.region = LabelMap(kPicture, 0);
    const auto labels = ssa_->mask(MaskKind::refined).labels();
    for (std::size_t i = 0; i < labels.size(); ++i) same.region.labels()[i] = labels[i] == target.classId ? 1 : 0;
    QVERIFY(std::abs(camOf(**again, "classifier_input", same).score - done->scoreAfter) <
            1e-3 + 1e-6 * std::abs(done->scoreAfter));
    QVERIFY(done->changedOutside <= done->changed);
    QCOMPARE(optionOf(occludeRectangle(*ssa_, image, {200, 0, 5, 5}, OcclusionFill::mean, target, {}, quiet).error()),
             "rectangle");
  }

  void theSlidingMapHoldsOneForwardPerPlace() {
    NoProgress quiet;
    AttributionTarget target;
    target.classId = mostCommon(ssa_->mask(MaskKind::refined));
    const Image8 image = colourful();
    OcclusionOptions options;
    options.patch_px = 32;
    options.stride_px = 32;
    options.fill = OcclusionFill::blur;
    const auto map = occlude(*ssa_, image, target, options, {}, quiet);
    SSA_VERIFY_OK(map);
    QCOMPARE(map->columns, 3);
    QCOMPARE(map->rows, 2);
    QCOMPARE(map->drops.size(), std::size_t{6});
    const auto one = occludeRectangle(*ssa_, image, {32, 32, 32, 32}, OcclusionFill::blur, target, {}, quiet);
    SSA_VERIFY_OK(one);
    const double drop = one->scoreBefore - one->scoreAfter;
    QVERIFY(std::abs(static_cast<double>(map->drops[4]) - drop) < 1e-3 + 1e-5 * std::abs(one->scoreBefore));
    QCOMPARE(map->drop.at({40, 40}), map->drops[4]);  // patches do not overlap
    QCOMPARE(map->lowest, static_cast<double>(*std::min_element(map->drops.begin(), map->drops.end())));
    for (const float share : map->changed) QVERIFY(share >= 0 && share <= 1.0001F);

    StopSource stopped;
    stopped.request_stop();
    QCOMPARE(occlude(*ssa_, image, target, options, stopped.get_token(), quiet).error().code, ErrorCode::stopped);
    options.stride_px = 33;
    QCOMPARE(optionOf(occlude(*ssa_, image, target, options, {}, quiet).error()), "stride");
    options.stride_px = 32;
    QCOMPARE(occlude(*ssa_, Image8({10, 10}), target, options, {}, quiet).error().code, ErrorCode::contract);
    target.over = AttributionTarget::Over::region;
    target.region = LabelMap(kPicture, 0);
    const auto nothing = occlude(*ssa_, image, target, options, {}, quiet);
    SSA_VERIFY_OK(nothing);
    QVERIFY(nothing->pixels == 0 && nothing->drops.empty());
  }

 private:
  std::shared_ptr<const Activations> plain_, ssa_;
};

std::unique_ptr<QObject> makeAttributionTest() { return std::make_unique<AttributionTest>(); }

#include "attribution_test.moc"

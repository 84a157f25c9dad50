// Whole, sliding and mirrored inference with recipe weights against the reference (data: golden/inference).
#include <torch/torch.h>

#include <QTest>
#include <cmath>

#include "engine/inference/inference.h"
#include "engine/inference/window_plan.h"
#include "engine/models/segmentor.h"
#include "engine/models/stored_tensor.h"
#include "tests/inference/tests.h"
#include "tests/model/golden.h"
#include "tests/model/recipe.h"
#include "tests/support/runner.h"

namespace {

using namespace ssa;
using namespace ssa::test;
using nlohmann::json;

Size sizeOf(const json& hw) { return {hw[1].get<int>(), hw[0].get<int>()}; }

/// Architecture id of a reference configuration, empty for a family that does not exist yet.
std::string architectureOf(const std::string& configuration) {
  for (const auto& [word, id] : {std::pair{"seaformer_tiny", "seaformer_t"},
                                 {"seaformer_small", "seaformer_s"},
                                 {"seaformer_base", "seaformer_b"},
                                 {"seaformer_large", "seaformer_l"}})
    if (configuration.find(word) != std::string::npos) return id;
  return {};
}

std::unique_ptr<Segmentor> recipeNetwork(const json& about) {
  const auto configuration = about["reference_config"].get<std::string>();
  ModelConfig config;
  config.architecture = architectureOf(configuration);
  config.num_classes = about["num_classes"].get<int>();
  config.classifier = configuration.find("_ssa") != std::string::npos ? ClassifierKind::ssa : ClassifierKind::plain;
  auto made = makeSegmentor(config);
  if (!made) qFatal("%s", made.error().toString().c_str());
  Checkpoint recipe = saveState(**made);
  for (StoredTensor& tensor : recipe.tensors) {
    const Tensor value = recipeValue(tensor.name, tensor.shape, about["seed"].get<std::uint64_t>(), about["gain"].get<double>());
    if (value.defined()) tensor = toStored(tensor.name, value);
  }
  if (const auto loaded = loadState(**made, recipe); !loaded) qFatal("%s", loaded.error().toString().c_str());
  return std::move(*made);
}

std::shared_ptr<const Image8> imageOf(const Tensor& pixels) {  // (H,W,3) bytes
  auto image = std::make_shared<Image8>(Size{static_cast<int>(pixels.size(1)), static_cast<int>(pixels.size(0))});
  const Tensor dense = pixels.contiguous();
  std::copy_n(dense.const_data_ptr<std::uint8_t>(), image->pixels().size(), image->pixels().begin());
  return image;
}

/// All probabilities (K,H,W), from the logits the network gave, through our taps and kernel.
Tensor probabilitiesOf(Segmentor& network, const std::vector<InferencePass>& passes, InferenceOptions options) {
  options.keepArrays = true;
  std::vector<std::vector<float>> logits;
  std::vector<cuda::AxisTaps> rows, cols;
  std::vector<Size> sizes;
  NoProgress progress;
  for (const InferencePass& pass : passes) {
    const auto result = infer(network, {pass}, options, {}, progress);
    if (!result) qFatal("%s", result.error().toString().c_str());
    const KeptArray& array = result->arrays.front();
    const WindowPlan plan =
        options.slide ? planSlide(pass.input->size(), options.crop, options.stride) : planWhole(pass.input->size());
    const auto h = array.shape[array.shape.size() - 2], w = array.shape.back();
    const auto down = static_cast<std::int64_t>(plan.rowStarts.size()), across = static_cast<std::int64_t>(plan.colStarts.size());
    const Tensor mosaic = torch::tensor(array.values).reshape({down, across, -1, h, w}).permute({2, 0, 3, 1, 4}).contiguous();
    logits.emplace_back(mosaic.const_data_ptr<float>(), mosaic.const_data_ptr<float>() + mosaic.numel());
    rows.push_back(pictureTaps(static_cast<int>(h), plan.window.height, plan.rowStarts, plan.padded.height, plan.network.height,
                               options.picture.height, false));
    cols.push_back(pictureTaps(static_cast<int>(w), plan.window.width, plan.colStarts, plan.padded.width, plan.network.width,
                               options.picture.width, false));
    if (pass.mirrored) cols.back() = cuda::mirrored(cols.back());
    sizes.push_back({static_cast<int>(across * w), static_cast<int>(down * h)});
  }
  std::vector<cuda::LogitView> views;
  for (std::size_t n = 0; n < logits.size(); ++n)
    views.push_back({logits[n].data(), sizes[n].height, sizes[n].width, &rows[n], &cols[n]});
  const int classes = network.config().num_classes;
  Tensor all = torch::empty({classes, options.picture.height, options.picture.width});
  cuda::PixelOutputs outputs;
  outputs.probabilities = all.mutable_data_ptr<float>();
  cuda::upsampleArgmaxMean(views, classes, outputs);
  return all;
}

}  // namespace

class InferenceGoldenTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void masksEqualTheReference_data() {
    QTest::addColumn<QString>("name");
    const auto folder = goldenDir() / "inference";
    manifest_ = readJson(folder / "manifest.json");
    for (const auto& entry : std::filesystem::directory_iterator(folder))
      if (entry.path().extension() == ".safetensors") tensors_.merge(readTensors(entry.path()));
    for (const json& about : manifest_["cases"]) {
      const auto name = about["case"].get<std::string>();
      if (architectureOf(about["reference_config"].get<std::string>()).empty())
        report_.skip(name, "no such family yet: " + about["reference_config"].get<std::string>());
      else
        QTest::newRow(name.c_str()) << QString::fromStdString(name);
    }
  }

  void masksEqualTheReference() {
    QFETCH(QString, name);
    const std::string wanted = name.toStdString();
    const json about =
        *std::find_if(manifest_["cases"].begin(), manifest_["cases"].end(), [&](const json& c) { return c["case"] == wanted; });
    const auto network = recipeNetwork(about);
    const auto image = imageOf(tensors_.at(wanted + ".image_u8"));
    QCOMPARE(image->size(), sizeOf(about["input_hw"]));
    std::vector<InferencePass> passes{{image, false}};
    if (about["mean_of_flip"].get<bool>()) passes.push_back({image, true});
    InferenceOptions options;
    options.picture = sizeOf(about["original_hw"]);
    options.slide = about["mode"] == "slide";
    if (options.slide) {
      options.crop = sizeOf(about["crop_hw"]);
      options.stride = sizeOf(about["stride_hw"]);
    }
    options.scores = true;
    const Tensor expected = tensors_.at(wanted + ".argmax");
    for (const at::ScalarType precision : {at::kFloat, at::kDouble}) {
      network->module().to(precision);
      NoProgress progress;
      const auto result = infer(*network, passes, options, {}, progress);
      SSA_VERIFY_OK(result);
      const auto size = result->refined.size();
      const Tensor labels =
          torch::from_blob(const_cast<std::uint8_t*>(result->refined.labels().data()), {size.height, size.width}, torch::kByte);
      const Tensor margin =
          torch::tensor(std::vector<float>(result->margin.values().begin(), result->margin.values().end())).reshape_as(labels);
      const auto wrong = ((labels != expected) & (margin >= Tolerance::kArgmaxGap)).sum().item<std::int64_t>();
      QVERIFY2(wrong == 0, (wanted + ": " + std::to_string(wrong) + " labels differ").c_str());
      const Tensor confidence =
          torch::tensor(std::vector<float>(result->confidence.values().begin(), result->confidence.values().end()));
      // Our kernels are float32 in either case, with PyTorch's float32 positions: confidence is compared as a float32 run.
      const double allowed = precision == at::kDouble ? Tolerance::kDoubleStoredAsFloat : Tolerance::kFloatUnrecorded;
      report_.within(arrayError(confidence.reshape_as(labels), tensors_.at(wanted + ".confidence")), Tolerance::kFloatUnrecorded,
                     precision, wanted + " confidence");
      report_.within(digestError(digest(probabilitiesOf(*network, passes, options), wanted), about["probabilities_digest"]),
                     allowed, precision, wanted + " digest of probabilities");
    }
    report_.addCase();
    const QString failures = report_.takeFailures();
    QVERIFY2(failures.isEmpty(), qPrintable(failures));
  }

 private:
  json manifest_;
  TensorMap tensors_;
  GoldenReport report_{"inference"};
};

std::unique_ptr<QObject> makeInferenceGoldenTest() { return std::make_unique<InferenceGoldenTest>(); }

#include "inference_golden_test.moc"

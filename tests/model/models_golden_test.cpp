// Whole networks with recipe weights against the reference's numbers (data: golden/models).
//
// The double run is compared with every stored array and every digest. A digest adds up to 10^6 rounding
// errors, so the float run is compared element by element, all images, with the double run that the
// digests have just proved, and with the stored arrays.
#include <torch/torch.h>

#include <QTest>

#include "engine/backbones/mit.h"
#include "engine/backbones/seaformer.h"
#include "engine/models/segmentor.h"
#include "engine/models/stored_tensor.h"
#include "engine/tensor/from_image.h"
#include "engine/tensor/resize.h"
#include "tests/model/golden.h"
#include "tests/model/recipe.h"
#include "tests/model/tests.h"
#include "tests/support/runner.h"

namespace {

using namespace ssa;
using namespace ssa::test;
using nlohmann::json;
using OrderedJson = nlohmann::ordered_json;

std::int64_t firstExtent(const OrderedJson& state, const std::string& key) {
  return state.contains(key) ? state[key]["shape"][0].get<std::int64_t>() : 0;
}

/// The architecture id a state list belongs to, empty for a family that does not exist yet.
std::string architectureOf(const OrderedJson& state) {
  for (const char size : {'t', 's', 'b', 'l'})
    if (firstExtent(state, "backbone.smb5.layer1.conv.4.bn.weight") == seaFormerConfig(size).groups.back().back().out)
      return std::string("seaformer_") + size;
  if (!state.contains("backbone.layers.0.1.0.attn.attn.in_proj_weight") || !state.contains("decode_head.fusion_conv.conv.weight"))
    return {};
  for (int level = 0; level <= 5; ++level) {
    const MitConfig config = mitConfig(level);
    bool same = firstExtent(state, "backbone.layers.0.0.norm.weight") == config.width;
    for (std::size_t s = 0; s < 4; ++s) {
      const std::string blocks = "backbone.layers." + std::to_string(s) + ".1.";
      same = same && state.contains(blocks + std::to_string(config.depths[s] - 1) + ".norm1.weight") &&
             !state.contains(blocks + std::to_string(config.depths[s]) + ".norm1.weight");
    }
    if (same) return "mit_b" + std::to_string(level);
  }
  return {};
}

Tensor networkInput(const Tensor& images, const ModelConfig& config, at::ScalarType precision) {  // (B,H,W,3) bytes
  std::vector<Tensor> batch;
  for (std::int64_t b = 0; b < images.size(0); ++b) {
    Image8 image({static_cast<int>(images.size(2)), static_cast<int>(images.size(1))});
    const Tensor pixels = images[b].contiguous();
    std::copy_n(pixels.const_data_ptr<std::uint8_t>(), image.pixels().size(), image.pixels().begin());
    batch.push_back(fromImage(image, config.mean, config.std, precision));
  }
  return at::cat(batch);
}

}  // namespace

class ModelsGoldenTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void forwardEqualsTheReference_data() {
    QTest::addColumn<QString>("path");
    std::vector<std::filesystem::path> manifests;
    for (const auto& entry : std::filesystem::directory_iterator(goldenDir() / "models"))
      if (entry.path().extension() == ".json") manifests.push_back(entry.path());
    std::sort(manifests.begin(), manifests.end());
    for (const auto& path : manifests) {
      const OrderedJson about = readOrdered(path);
      const std::string name = about["case"].get<std::string>();
      if (architectureOf(about["state"]).empty()) {
        report_.skip(name, "no such family yet: " + about["reference_config"].get<std::string>());
        continue;
      }
      QTest::newRow(name.c_str()) << QString::fromStdString(path.string());
    }
  }

  void forwardEqualsTheReference() {
    QFETCH(QString, path);
    const std::filesystem::path manifest = path.toStdString();
    const OrderedJson about = readOrdered(manifest);
    const OrderedJson& state = about["state"];
    ModelConfig config;
    config.architecture = architectureOf(state);
    config.classifier = state.contains("decode_head.center_proj.weight") ? ClassifierKind::ssa : ClassifierKind::plain;
    config.num_classes = about["num_classes"].get<int>();
    auto made = makeSegmentor(config);
    SSA_VERIFY_OK(made);
    Segmentor& model = **made;
    loadRecipe(model, about);
    if (QTest::currentTestFailed()) return;

    const TensorMap file = readTensors(manifest.parent_path() / about["file"].get<std::string>());
    model.module().to(at::kDouble);
    const TensorMap proved = run(model, file, at::kDouble);
    compareDigests(about, proved);
    compareArrays(about, file, proved, at::kDouble);
    model.module().to(at::kFloat);
    const TensorMap single = run(model, file, at::kFloat);
    compareArrays(about, file, single, at::kFloat);
    for (const auto& [field, value] : single)
      report_.within(arrayError(value, proved.at(field)), floatTolerance(about, field), at::kFloat,
                     about["case"].get<std::string>() + " all of " + field);
    compareLabels(file, proved);
    compareLabels(file, single);
    report_.addCase();
    const QString failures = report_.takeFailures();
    QVERIFY2(failures.isEmpty(), qPrintable(failures));
  }

 private:
  static OrderedJson readOrdered(const std::filesystem::path& path) { return OrderedJson::parse(readText(path)); }
  static std::string readText(const std::filesystem::path& path) {
    QFile file(QString::fromStdString(path.string()));
    if (!file.open(QIODevice::ReadOnly)) qFatal("cannot open %s", path.c_str());
    return file.readAll().toStdString();
  }

  /// Names, order and shapes must equal the manifest's list; the values become the recipe's.
  void loadRecipe(Segmentor& model, const OrderedJson& about) {
    const Checkpoint ours = saveState(model);
    std::vector<std::string> found, expected;
    for (const StoredTensor& tensor : ours.tensors) found.push_back(tensor.name + json(tensor.shape).dump());
    Checkpoint recipe;
    for (const auto& [name, entry] : about["state"].items()) {
      const auto shape = entry["shape"].get<std::vector<std::int64_t>>();
      expected.push_back(name + json(shape).dump());
      const Tensor value = recipeValue(name, shape, about["seed"].get<std::uint64_t>(), about["gain"].get<double>());
      if (!entry["digest"].is_null()) {
        const double error = digestError(digest(value, name), json(entry["digest"]));
        QVERIFY2(error < Tolerance::kDouble, (name + ": recipe differs").c_str());
      }
      recipe.tensors.push_back(toStored(name, value));
    }
    for (std::size_t i = 0; i < std::min(found.size(), expected.size()); ++i)
      QCOMPARE(QString::fromStdString(found[i]), QString::fromStdString(expected[i]));
    QCOMPARE(found.size(), expected.size());
    SSA_VERIFY_OK(loadState(model, recipe));
  }

  static TensorMap run(Segmentor& model, const TensorMap& file, at::ScalarType precision) {
    const at::NoGradGuard noGrad;
    const Tensor x = networkInput(file.at("in.image_u8"), model.config(), precision);
    const SsaTrace trace = model.forward(x);
    const Size size{static_cast<int>(x.size(3)), static_cast<int>(x.size(2))};
    TensorMap ours{{"F", trace.feature},
                   {"coarse", trace.coarse},
                   {"logits", trace.logits},
                   {"logits_full", resizeBilinear(trace.logits, size)}};
    for (std::size_t i = 0; i < trace.stages.size(); ++i) ours["stage" + std::to_string(i)] = trace.stages[i];
    return ours;
  }

  static double floatTolerance(const OrderedJson& about, const std::string& field) {
    const auto& recorded = about["float32_vs_float64"];
    const std::string entry = field.starts_with("logits") ? "logits_max_abs" : field + "_max_rel";
    return recorded.contains(entry) ? Tolerance::kFloatFactor * recorded[entry].get<double>() : Tolerance::kFloatUnrecorded;
  }

  void compareDigests(const OrderedJson& about, const TensorMap& ours) {
    for (const auto& [key, golden] : about["eval"].items()) {
      if (!golden.is_object() || !golden.contains("digest")) continue;
      QVERIFY2(ours.contains(key), key.c_str());
      QCOMPARE(ours.at(key).sizes().vec(), golden["shape"].get<std::vector<std::int64_t>>());
      report_.within(digestError(digest(ours.at(key), key), json(golden["digest"])), Tolerance::kDouble, at::kDouble,
                     about["case"].get<std::string>() + " digest of " + key);
    }
  }

  void compareArrays(const OrderedJson& about, const TensorMap& file, const TensorMap& ours, at::ScalarType precision) {
    for (const auto& [key, golden] : file) {
      const std::string field = key.starts_with("out.") ? key.substr(4) : "";
      if (!ours.contains(field)) continue;
      const double exact = golden.scalar_type() == at::kDouble ? Tolerance::kDouble : Tolerance::kDoubleStoredAsFloat;
      report_.within(arrayError(ours.at(field).slice(0, 0, golden.size(0)), golden),
                     precision == at::kDouble ? exact : floatTolerance(about, field), precision,
                     about["case"].get<std::string>() + " " + field);
    }
  }

  static void compareLabels(const TensorMap& file, const TensorMap& ours) {
    const auto [best, order] = ours.at("logits_full").topk(2, 1);
    const Tensor gap = best.select(1, 0) - best.select(1, 1);
    const Tensor wrong = order.select(1, 0) != file.at("out.argmax").to(at::kLong);
    QCOMPARE((wrong & (gap >= Tolerance::kArgmaxGap)).sum().item<std::int64_t>(), std::int64_t{0});
  }

  GoldenReport report_{"models"};
};

std::unique_ptr<QObject> makeModelsGoldenTest() { return std::make_unique<ModelsGoldenTest>(); }

#include "models_golden_test.moc"

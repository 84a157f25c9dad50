// Whole networks with recipe weights against the reference's numbers (data: golden/models).
//
// The double run is compared with every stored array and every digest. A digest adds up to 10^6 rounding
// errors, so the float run is compared element by element, all images, with the double run that the
// digests have just proved, and with the stored arrays.
#include <torch/torch.h>

#include <QTest>

#include "engine/models/segmentor.h"
#include "engine/models/stored_tensor.h"
#include "engine/tensor/resize.h"
#include "tests/model/golden.h"
#include "tests/model/golden_model.h"
#include "tests/model/recipe.h"
#include "tests/model/tests.h"
#include "tests/support/runner.h"

namespace {

using namespace ssa;
using namespace ssa::test;
using nlohmann::json;
}  // namespace

class ModelsGoldenTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void forwardEqualsTheReference_data() {
    QTest::addColumn<QString>("path");
    for (const auto& path : modelManifests()) {
      const OrderedJson about = readManifest(path);
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
    const OrderedJson about = readManifest(manifest);
    auto made = makeSegmentor(configOf(about));
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
  /// Names, order and shapes must equal the manifest's list; the values become the recipe's.
  void loadRecipe(Segmentor& model, const OrderedJson& about) {
    const Checkpoint ours = saveState(model);
    std::vector<std::string> found, expected;
    for (const StoredTensor& tensor : ours.tensors) found.push_back(tensor.name + json(tensor.shape).dump());
    const Checkpoint recipe = recipeOf(about);
    for (const StoredTensor& tensor : recipe.tensors) {
      expected.push_back(tensor.name + json(tensor.shape).dump());
      const OrderedJson& golden = about["state"][tensor.name]["digest"];
      if (golden.is_null()) continue;
      const double error = digestError(digest(toTensor(tensor), tensor.name), json(golden));
      QVERIFY2(error < Tolerance::kDouble, (tensor.name + ": recipe differs").c_str());
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

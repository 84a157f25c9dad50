// Twenty steps on real frames against the published code (data: models/camvid11/train_parity).
#include <torch/torch.h>

#include <QTest>
#include <cmath>
#include <cstring>

#include "engine/checkpoints/read.h"
#include "engine/image/read.h"
#include "engine/models/stored_tensor.h"
#include "engine/training/freezing.h"
#include "engine/training/train_step.h"
#include "tests/model/golden.h"
#include "tests/model/golden_model.h"
#include "tests/model/recipe.h"
#include "tests/support/runner.h"
#include "tests/training/tests.h"

namespace {

using namespace ssa;
using namespace ssa::test;
using nlohmann::json;

constexpr int kSteps = 20, kCrops = 4, kClasses = 11;

double relative(double ours, double golden) { return std::abs(ours - golden) / std::max(1.0, std::abs(golden)); }

}  // namespace

class TrainParityTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase() {
    folder_ = dataDir() / "models/camvid11";
    if (dataDir().empty() || !std::filesystem::exists(folder_ / "train_parity"))
      SSA_SKIP_CLASS("no camvid11/train_parity in the reference data");
    for (int step = 0; step < kSteps; ++step) batches_.push_back(readBatch(step));
  }

  void twentyStepsEqualTheReference_data() {
    QTest::addColumn<QString>("start");
    QTest::addColumn<bool>("exact");
    for (const char* start : {"recipe_seed1101", "from_trained"}) {
      QTest::addRow("%s float64", start) << QString::fromLatin1(start) << true;
      QTest::addRow("%s float32", start) << QString::fromLatin1(start) << false;
    }
  }

  void twentyStepsEqualTheReference() {
    QFETCH(QString, start);
    QFETCH(bool, exact);
    const json about = readJson(folder_ / "train_parity" / (start.toStdString() + ".json"));
    ModelConfig model;
    model.architecture = "seaformer_b";
    model.classifier = ClassifierKind::ssa;
    model.num_classes = kClasses;
    model.dropout = model.drop_path = 0;
    auto made = makeSegmentor(model);
    SSA_VERIFY_OK(made);
    Segmentor& network = **made;
    SSA_VERIFY_OK(loadState(network, startOf(network, start)));
    if (QTest::currentTestFailed()) return;
    network.module().to(exact ? at::kDouble : at::kFloat);
    auto learning = selectLearning(network, TrainScope::everything, {});
    SSA_VERIFY_OK(learning);
    setTrainingMode(network);
    TrainStep step(network, *learning, recipe(about, exact));
    report_.addCase();

    for (int i = 0; i < kSteps; ++i) {
      auto report = step.run(batches_[static_cast<std::size_t>(i)], i, {});
      SSA_VERIFY_OK(report);
      QCOMPARE(report->outcome, StepOutcome::updated);
      compare(about, static_cast<std::size_t>(i), *report, exact);
    }
    if (exact) compareWeights(about, network);
    const QString failures = report_.takeFailures();
    QVERIFY2(failures.isEmpty(), qPrintable(failures));
  }

 private:
  StepBatch readBatch(int step) const {
    std::vector<Tensor> images, labels;
    const ModelConfig config;
    for (int crop = 0; crop < kCrops; ++crop) {
      char name[32];
      std::snprintf(name, sizeof name, "b%02d_%d", step, crop);
      const auto image = readImage(folder_ / "train_parity/batches" / (std::string(name) + ".png"));
      const auto mask = readIndexMask(folder_ / "train_parity/batches" / (std::string(name) + "_label.png"));
      if (!image || !mask) qFatal("cannot read %s", name);
      const Image8& picture = image->value.image;
      const Tensor pixels = at::empty({1, picture.height(), picture.width(), 3}, at::kByte);
      std::memcpy(pixels.mutable_data_ptr<std::uint8_t>(), picture.pixels().data(), picture.pixels().size());
      images.push_back(networkInput(pixels, config, at::kDouble));
      const IndexMask& ids = mask->value;
      Tensor label = at::empty({1, ids.size.height, ids.size.width}, at::kByte);
      std::copy(ids.ids.begin(), ids.ids.end(), label.mutable_data_ptr<std::uint8_t>());
      labels.push_back(label);
    }
    StepBatch batch;
    batch.input = at::cat(images);
    batch.labels = at::cat(labels);
    return batch;
  }

  Checkpoint startOf(Segmentor& network, const QString& start) const {
    if (start == QLatin1String("from_trained")) {
      auto file = readCheckpoint(folder_ / "camvid11-seaformer_b-ssa.pth");
      if (!file) qFatal("no trained model");
      return std::move(file->value);
    }
    Checkpoint made = saveState(network);
    for (StoredTensor& tensor : made.tensors) tensor = toStored(tensor.name, recipeValue(tensor.name, tensor.shape, 1101, 1.0));
    return made;
  }

  static TrainConfig recipe(const json& about, bool exact) {
    TrainConfig config;
    config.precision = exact ? Precision::float64 : Precision::float32;
    config.iterations = about["total"].get<std::int64_t>();
    config.optimizer.lr = about["base_lr"].get<double>();
    config.optimizer.head_lr_mult = about["head_lr_mult"].get<double>();
    config.optimizer.weight_decay = about["weight_decay"].get<double>();
    config.optimizer.warmup = about["warmup"].get<std::int64_t>();
    config.optimizer.warmup_ratio = about["warmup_ratio"].get<double>();
    config.optimizer.poly_power = about["power"].get<double>();
    return config;
  }

  /// In double within the rule. In single precision the total may stray 20 times as far as the reference's own
  /// float32 run strays from its float64 run in this or an earlier step.
  void compare(const json& about, std::size_t i, const StepReport& ours, bool exact) {
    const json& golden = about["float64"]["steps"][i];
    const auto type = exact ? at::kDouble : at::kFloat;
    drift_ = i == 0 ? 0 : drift_;
    drift_ = std::max(
        {drift_, 1e-7, relative(about["float32"]["steps"][i]["loss_ce"].get<double>(), golden["loss_ce"].get<double>())});
    for (const auto& [term, value] : ours.losses) {
      const std::string key = term == "loss" ? "loss_ce" : term;
      if (!exact && term != "loss") continue;
      report_.within(relative(value, golden[key].get<double>()), exact ? Tolerance::kDouble : Tolerance::kFloatFactor * drift_,
                     type, about["start"].get<std::string>() + " step " + std::to_string(i) + " " + key);
    }
  }

  void compareWeights(const json& about, Segmentor& network) {
    for (const auto& item : network.module().named_parameters()) {
      const json& golden = about["float64"]["final"][item.key()];
      const bool noise = about.contains("params_with_mathematically_zero_gradient") &&
                         std::find(about["params_with_mathematically_zero_gradient"].begin(),
                                   about["params_with_mathematically_zero_gradient"].end(),
                                   item.key()) != about["params_with_mathematically_zero_gradient"].end();
      // Adam turns the rounding noise of a zero gradient into steps.
      if (noise) continue;
      report_.within(digestError(digest(item.value(), item.key()), golden["digest"]), 1e-6, at::kDouble,
                     about["start"].get<std::string>() + " final " + item.key());
    }
  }

  std::filesystem::path folder_;
  std::vector<StepBatch> batches_;
  double drift_ = 0;
  GoldenReport report_{"train_parity"};
};

std::unique_ptr<QObject> makeTrainParityTest() { return std::make_unique<TrainParityTest>(); }

#include "train_parity_test.moc"

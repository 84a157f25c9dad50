// Model folders: made, opened, imported, exported, and everything that can be wrong with one.
#include <cstring>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

#include <torch/torch.h>

#include "engine/api/model.h"
#include "engine/api/model_impl.h"
#include "engine/checkpoints/read.h"
#include "engine/checkpoints/write.h"
#include "engine/core/safe_file.h"
#include "tests/api/tests.h"
#include "tests/support/runner.h"

using namespace ssa;
namespace fs = std::filesystem;

namespace {

ModelConfig smallConfig(ClassifierKind classifier = ClassifierKind::ssa, int classes = 3) {
  ModelConfig config;
  config.architecture = "seaformer_t";
  config.classifier = classifier;
  config.num_classes = classes;
  config.labels = LabelSet::numbered(classes);
  return config;
}

std::string contents(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

bool warned(const Warnings& warnings, WarningCode code) {
  return std::any_of(warnings.begin(), warnings.end(), [code](const Warning& warning) { return warning.code == code; });
}

std::set<std::string> filesIn(const fs::path& folder) {
  std::set<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder)) names.insert(entry.path().filename().string());
  return names;
}

/// Empty when both hold the same tensors, else the first name that differs.
std::string difference(const Checkpoint& a, const Checkpoint& b) {
  for (const StoredTensor& tensor : a.tensors) {
    const StoredTensor* other = b.find(tensor.name);
    if (!other || other->type != tensor.type || other->shape != tensor.shape ||
        std::memcmp(other->data.get(), tensor.data.get(), tensor.bytes) != 0)
      return tensor.name;
  }
  return a.tensors.size() == b.tensors.size() ? "" : "number of tensors";
}

Checkpoint stateOf(const Model& model) { return saveState(*model.impl().segmentor); }

const OpenModelOptions kOnCpu{.device = "cpu", .labels = {}, .strict = true};

class ModelTest : public QObject {
  Q_OBJECT

 private:
  fs::path temp_, made_;

  fs::path fresh(const char* name) const { return temp_ / name; }
  /// A copy of the folder of `made_` to spoil.
  fs::path copyOfMade(const char* name) const {
    fs::copy(made_, temp_ / name);
    return temp_ / name;
  }

 private Q_SLOTS:
  void init() {
    temp_ = test::tempDir();
    made_ = temp_ / "made";
    SSA_VERIFY_OK(createModel(smallConfig(), 7, made_));
  }

  void aNewModelOpensAndIsMarkedUntrained() {
    QCOMPARE(filesIn(made_), (std::set<std::string>{"model.json", "weights.safetensors"}));
    const auto model = openModel(made_, kOnCpu);
    SSA_VERIFY_OK(model);
    const ModelInfo& info = model->value->info();
    QCOMPARE(info.name, std::string("made"));
    QCOMPARE(info.title(), std::string("SeaFormer-T + SSA"));
    QVERIFY(!info.config.trained);
    QVERIFY(warned(model->warnings, WarningCode::untrained));
    QCOMPARE(model->value->impl().device.used, std::string("cpu"));
    QVERIFY(info.parameters > 1'000'000 && info.teacherParameters > 10'000);
    QCOMPARE(info.sharedSha256.size(), std::size_t{64});

    std::int64_t counted = 0;
    for (const auto& parameter : model->value->impl().segmentor->module().parameters()) counted += parameter.numel();
    QCOMPARE(info.parameters + info.teacherParameters, counted);

    const auto inspected = inspectModel(made_);
    SSA_VERIFY_OK(inspected);
    QCOMPARE(inspected->value.sha256, info.sha256);
    QVERIFY(inspected->value.config == info.config);
    QCOMPARE(inspected->value.sharedSha256, info.sharedSha256);
  }

  void theSeedDecidesTheWeights() {
    const auto again = createModel(smallConfig(), 7, fresh("again")), other = createModel(smallConfig(), 8, fresh("other"));
    SSA_VERIFY_OK(again);
    SSA_VERIFY_OK(other);
    const auto first = inspectModel(made_);
    QCOMPARE(again->sharedSha256, first->value.sharedSha256);
    QVERIFY(other->sharedSha256 != first->value.sharedSha256);
  }

  void exportsComeBackTheSame_data() {
    QTest::addColumn<QString>("file");
    QTest::newRow("pth") << QStringLiteral("out.pth");
    QTest::newRow("safetensors") << QStringLiteral("out.safetensors");
  }

  void exportsComeBackTheSame() {
    QFETCH(QString, file);
    const auto model = openModel(made_, kOnCpu);
    SSA_VERIFY_OK(model);
    const fs::path exported = temp_ / file.toStdString();
    SSA_VERIFY_OK(exportModel(*model->value, exported));
    const auto raw = openModel(exported, kOnCpu);
    SSA_VERIFY_OK(raw);
    QCOMPARE(difference(stateOf(*raw->value), stateOf(*model->value)), std::string());
    QVERIFY(raw->value->info().config.labels == model->value->info().config.labels);
    QVERIFY(!raw->value->info().config.trained);
    QCOMPARE(raw->value->info().sharedSha256, model->value->info().sharedSha256);
    QCOMPARE(raw->value->info().sha256, raw->value->info().sourceSha256);
    const auto inspected = inspectModel(exported);
    SSA_VERIFY_OK(inspected);
    QCOMPARE(inspected->value.sharedSha256, model->value->info().sharedSha256);
    QCOMPARE(inspected->value.parameters, model->value->info().parameters);

    const auto imported = importCheckpoint(exported, fresh("imported"));
    SSA_VERIFY_OK(imported);
    QCOMPARE(imported->value.source, file.toStdString());
    QCOMPARE(imported->value.sourceSha256, raw->value->info().sha256);
    const auto opened = openModel(fresh("imported"), kOnCpu);
    SSA_VERIFY_OK(opened);
    QCOMPARE(difference(stateOf(*opened->value), stateOf(*model->value)), std::string());
  }

  void aSmallFolderPredictsAlike() {
    const auto model = openModel(made_, kOnCpu);
    SSA_VERIFY_OK(model);
    const fs::path whole = fresh("whole"), small = fresh("small");
    SSA_VERIFY_OK(exportModel(*model->value, whole));
    SSA_VERIFY_OK(exportModel(*model->value, small, {.half = true, .teacher = false}));
    QVERIFY(10 * fs::file_size(small / "weights.safetensors") < 6 * fs::file_size(whole / "weights.safetensors"));
    QCOMPARE(exportModel(*model->value, small).error().code, ErrorCode::badOption);
    SSA_VERIFY_OK(exportModel(*model->value, small, {.half = true, .teacher = false, .replace = true}));
    const auto opened = openModel(small, kOnCpu);
    SSA_VERIFY_OK(opened);
    QCOMPARE(opened->value->info().teacherParameters, 0);
    QCOMPARE(opened->value->info().parameters, model->value->info().parameters);
    QVERIFY(opened->value->info().config == model->value->info().config);
    const Checkpoint exact = stateOf(*model->value), rounded = stateOf(*opened->value);
    for (const StoredTensor& tensor : rounded.tensors) {
      if (tensor.type != DType::f32 || tensor.name.find(".gt_center_") != std::string::npos) continue;
      const auto* a = reinterpret_cast<const float*>(tensor.data.get());
      const auto* b = reinterpret_cast<const float*>(exact.find(tensor.name)->data.get());
      for (std::int64_t i = 0; i < tensor.count(); ++i)
        QVERIFY2(std::abs(a[i] - b[i]) <= 1e-3F * std::abs(b[i]) + 1e-7F, tensor.name.c_str());
    }
  }

  void exportsOfUnknownSuffixAreRefused() {
    const auto model = openModel(made_, kOnCpu);
    SSA_VERIFY_OK(model);
    QCOMPARE(exportModel(*model->value, temp_ / "x.onnx").error().code, ErrorCode::badOption);
    QVERIFY(!fs::exists(temp_ / "x.onnx"));
  }

  void damagedFoldersAreNamed() {
    const auto code = [](const fs::path& folder) { return openModel(folder, kOnCpu).error().code; };
    const fs::path swapped = copyOfMade("swapped");
    SSA_VERIFY_OK(createModel(smallConfig(), 8, fresh("other")));
    fs::copy_file(fresh("other") / "weights.safetensors", swapped / "weights.safetensors", fs::copy_options::overwrite_existing);
    QCOMPARE(code(swapped), ErrorCode::modelFolderInvalid);

    const fs::path empty = copyOfMade("weightless");
    fs::remove(empty / "weights.safetensors");
    QCOMPARE(code(empty), ErrorCode::modelFolderInvalid);

    const fs::path torn = copyOfMade("torn");
    fs::resize_file(torn / "weights.safetensors", 100'000);
    QCOMPARE(code(torn), ErrorCode::checkpointDamaged);

    const fs::path text = copyOfMade("text");
    for (const char* content : {"", "{", "[]", "{}", R"({"format":1})", R"({"format":1,"config":{}})"}) {
      SSA_VERIFY_OK(writeFile(text / "model.json", std::string_view(content)));
      QCOMPARE(code(text), ErrorCode::modelFolderInvalid);
    }
    SSA_VERIFY_OK(writeFile(text / "model.json", std::string_view(R"({"format":2})")));
    QCOMPARE(code(text), ErrorCode::newerVersion);
    fs::remove(text / "model.json");
    QCOMPARE(code(text), ErrorCode::noWeights);
    QCOMPARE(code(temp_ / "absent"), ErrorCode::fileNotFound);
  }

  void aFolderIsNeverOverwrittenUnasked() {
    const std::string before = contents(made_ / "model.json");
    QCOMPARE(createModel(smallConfig(), 9, made_).error().code, ErrorCode::badOption);
    QCOMPARE(contents(made_ / "model.json"), before);
    SSA_VERIFY_OK(createModel(smallConfig(), 9, made_, true));
    QVERIFY(contents(made_ / "model.json") != before);

    const fs::path pictures = fresh("pictures");
    fs::create_directory(pictures);
    SSA_VERIFY_OK(writeFile(pictures / "a.png", std::string_view("x")));
    for (const bool replace : {false, true})
      QCOMPARE(createModel(smallConfig(), 9, pictures, replace).error().code, ErrorCode::badOption);
    QCOMPARE(filesIn(pictures), (std::set<std::string>{"a.png"}));
    QCOMPARE(createModel(smallConfig(), 9, pictures / "a.png").error().code, ErrorCode::notAFolder);

    const fs::path interrupted = fresh("interrupted");
    fs::create_directory(interrupted);
    SSA_VERIFY_OK(writeFile(interrupted / "weights.safetensors", std::string_view("half")));
    SSA_VERIFY_OK(createModel(smallConfig(), 9, interrupted));
    SSA_VERIFY_OK(openModel(interrupted, kOnCpu));
  }

  void aFailedWriteLeavesNoModel() {
    for (int call = 1; call < 60; ++call) {
      setWriteFault({call, ENOSPC, true});
      const auto made = createModel(smallConfig(), 1, fresh("failing"));
      setWriteFault({});
      if (made) {
        QVERIFY(call > 10);
        return;
      }
      QCOMPARE(made.error().code, ErrorCode::diskFull);
      QVERIFY(!fs::exists(fresh("failing")));
    }
    QFAIL("no call count was enough");
  }

  void labelsReplaceThoseOfTheFile() {
    LabelSet labels = LabelSet::numbered(3);
    labels.classes[0].name = "sky";
    const auto model = openModel(made_, {.device = "cpu", .labels = labels, .strict = true});
    SSA_VERIFY_OK(model);
    QCOMPARE(model->value->info().config.labels.classes[0].name, std::string("sky"));
    const auto refused = openModel(made_, {.device = "cpu", .labels = LabelSet::numbered(4), .strict = true});
    QCOMPARE(refused.error().code, ErrorCode::classCountMismatch);
    QCOMPARE(refused.error().arg("found"), std::string_view("4"));
  }

  void strictLoadingNamesWhatIsMissing() {
    const auto model = openModel(made_, kOnCpu);
    SSA_VERIFY_OK(model);
    Checkpoint state = stateOf(*model->value);
    std::erase_if(state.tensors,
                  [](const StoredTensor& tensor) { return tensor.name == "backbone.smb2.layer1.conv.0.c.weight"; });
    SSA_VERIFY_OK(writeFile(temp_ / "torn.pth", encodePth(state)));
    const auto strict = openModel(temp_ / "torn.pth", kOnCpu);
    QCOMPARE(strict.error().code, ErrorCode::keysMismatch);
    QCOMPARE(strict.error().arg("path"), std::string_view((temp_ / "torn.pth").native()));
    QCOMPARE(strict.error().arg("missing"), std::string_view("backbone.smb2.layer1.conv.0.c.weight"));
    const auto loose = openModel(temp_ / "torn.pth", {.device = "cpu", .labels = {}, .strict = false});
    SSA_VERIFY_OK(loose);
    QVERIFY(warned(loose->warnings, WarningCode::missingTensorsFilled));
  }

  void nonFiniteWeightsAreNamed() {
    const auto model = openModel(made_, kOnCpu);
    SSA_VERIFY_OK(model);
    Checkpoint state = stateOf(*model->value);
    for (StoredTensor& tensor : state.tensors) {
      if (tensor.name != "decode_head.conv_seg.bias") continue;
      const auto copy = allocateTensorBytes(tensor.bytes);
      std::memset(copy.get(), 0xFF, tensor.bytes);  // NaN
      tensor.data = copy;
    }
    SSA_VERIFY_OK(writeFile(temp_ / "nan.pth", encodePth(state)));
    const auto opened = openModel(temp_ / "nan.pth", kOnCpu);
    SSA_VERIFY_OK(opened);
    QVERIFY(warned(opened->warnings, WarningCode::nonFiniteWeights));
  }

  void badConfigurationsAreRefused() {
    for (const int classes : {0, 1, 256}) {
      ModelConfig config = smallConfig();
      config.num_classes = classes;
      config.labels = {};
      QCOMPARE(createModel(config, 1, fresh("bad")).error().code, ErrorCode::badConfig);
    }
    ModelConfig config = smallConfig();
    config.architecture = "resnet";
    QCOMPARE(createModel(config, 1, fresh("bad")).error().code, ErrorCode::badConfig);
    config = smallConfig();
    config.labels = LabelSet::numbered(5);
    QCOMPARE(createModel(config, 1, fresh("bad")).error().code, ErrorCode::classCountMismatch);
    QVERIFY(!fs::exists(fresh("bad")));
  }

  void aStopEndsOpeningAndImporting() {
    StopSource stop;
    stop.request_stop();
    QCOMPARE(openModel(made_, kOnCpu, stop.get_token()).error().code, ErrorCode::stopped);
    QCOMPARE(importCheckpoint(made_, fresh("copy"), {}, stop.get_token()).error().code, ErrorCode::stopped);
    QVERIFY(!fs::exists(fresh("copy")));
  }
};

/// The two real models.
class CamvidModelTest : public QObject {
  Q_OBJECT

 private:
  fs::path models_;

 private Q_SLOTS:
  void initTestCase() {
    models_ = test::dataDir() / "models/camvid11";
    if (test::dataDir().empty() || !fs::is_directory(models_)) SSA_SKIP_CLASS("no CamVid models in this checkout");
  }

  void importedModelsHoldTheSourcesWeights_data() {
    QTest::addColumn<QString>("file");
    QTest::newRow("baseline") << QStringLiteral("camvid11-seaformer_b-baseline.pth");
    QTest::newRow("ssa") << QStringLiteral("camvid11-seaformer_b-ssa.pth");
  }

  void importedModelsHoldTheSourcesWeights() {
    QFETCH(QString, file);
    const fs::path source = models_ / file.toStdString();
    const auto original = readCheckpoint(source);
    SSA_VERIFY_OK(original);
    const fs::path folder = test::tempDir() / "model";
    const auto imported = importCheckpoint(source, folder);
    SSA_VERIFY_OK(imported);
    QVERIFY2(imported->warnings.empty(), imported->warnings.empty() ? "" : imported->warnings[0].toString().c_str());
    const ModelInfo& info = imported->value;
    QCOMPARE(info.config.architecture, std::string("seaformer_b"));
    QCOMPARE(info.config.num_classes, 11);
    QCOMPARE(info.config.labels.classes[0].name, std::string("Sky"));
    QVERIFY((info.config.labels.classes[4].colour == Rgb{60, 40, 222}));
    QCOMPARE(info.sourceSha256, original->value.sha256);
    QCOMPARE(info.layout, std::string("mmseg"));
    const bool ssa = file.contains(QStringLiteral("ssa"));
    QCOMPARE(info.title(), std::string(ssa ? "SeaFormer-B + SSA" : "SeaFormer-B"));
    QCOMPARE(info.teacherParameters > 0, ssa);

    const auto weights = readCheckpoint(folder / "weights.safetensors");
    SSA_VERIFY_OK(weights);
    QCOMPARE(difference(original->value, weights->value), std::string());
    const auto opened = openModel(folder, kOnCpu);
    SSA_VERIFY_OK(opened);
    QVERIFY(opened->warnings.empty());
    QCOMPARE(difference(original->value, stateOf(*opened->value)), std::string());
    const auto raw = openModel(source, kOnCpu);
    SSA_VERIFY_OK(raw);
    QCOMPARE(difference(original->value, stateOf(*raw->value)), std::string());
    QCOMPARE(raw->value->info().sharedSha256, opened->value->info().sharedSha256);
  }
};

}  // namespace

std::unique_ptr<QObject> makeModelTest() { return std::make_unique<ModelTest>(); }
std::unique_ptr<QObject> makeCamvidModelTest() { return std::make_unique<CamvidModelTest>(); }

#include "model_test.moc"

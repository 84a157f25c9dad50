#include <nlohmann/json.hpp>

#include "engine/models/model_config.h"
#include "tests/checkpoints/tests.h"
#include "tests/support/runner.h"

using namespace ssa;

namespace {

ModelConfig sampleConfig() {
  ModelConfig config;
  config.architecture = "mit_b3";
  config.classifier = ClassifierKind::ssa;
  config.ssa = {.semantic = false,
                .centreSoftmax = CentreSoftmax::classes,
                .positionEncoding = PositionEncoding::learnable,
                .positionBasisOnly = true};
  config.num_classes = 7;
  config.head_channels = 96;
  config.plainFusion = true;
  config.dropout = 0.2F;
  config.drop_path = 0.3F;
  config.mean = {127.5F, 0.1F, 3.0F};
  config.std = {1.0F, 2.5F, 57.375F};
  config.labels = LabelSet::numbered(7);
  config.trained = false;
  return config;
}

class ModelConfigs : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void everyFieldComesBack() {
    const ModelConfig config = sampleConfig();
    const auto read = ModelConfig::fromJson(config.toJson(), "x");
    SSA_VERIFY_OK(read);
    QVERIFY(*read == config);
    QVERIFY2(config.toJson().find("\"dropout\": 0.2,") != std::string::npos, config.toJson().c_str());
  }

  void everyArchitectureComesBack() {
    QCOMPARE(architectures().size(), std::size_t{10});
    for (const ArchitectureInfo& info : architectures()) {
      ModelConfig config;
      config.architecture = info.id;
      config.num_classes = 2;
      config.labels = LabelSet::numbered(2);
      const auto read = ModelConfig::fromJson(config.toJson(), "x");
      SSA_VERIFY_OK(read);
      QVERIFY(*read == config);
    }
    QCOMPARE(architectures()[2].title, std::string("SeaFormer-B"));
    QCOMPARE(architectures()[4].title, std::string("SegFormer-B0"));
  }

  void aLaterFormatIsNamedAsSuch() {
    auto parsed = nlohmann::json::parse(sampleConfig().toJson());
    parsed["format"] = 2;
    const auto read = ModelConfig::fromJson(parsed.dump(), "file.json");
    QCOMPARE(read.error().code, ErrorCode::newerVersion);
    QCOMPARE(read.error().arg("found"), std::string_view("2"));
    QCOMPARE(read.error().arg("path"), std::string_view("file.json"));
  }

  void whatIsWrongIsNamed_data() {
    QTest::addColumn<QString>("patch");
    QTest::addColumn<QString>("named");
    const auto row = [](const char* patch, const char* named) {
      QTest::newRow(patch) << QString::fromLatin1(patch) << QString::fromLatin1(named);
    };
    row(R"({"format":null})", "format");
    row(R"({"format":0})", "format");
    row(R"({"format":"1"})", "format");
    row(R"({"architecture":null})", "architecture");
    row(R"({"architecture":5})", "architecture");
    row(R"({"architecture":"resnet50"})", "resnet50");
    row(R"({"classifier":null})", "classifier");
    row(R"({"classifier":"gmm"})", "classifier");
    row(R"({"num_classes":null})", "num_classes");
    row(R"({"num_classes":1})", "num_classes");
    row(R"({"num_classes":256})", "num_classes");
    row(R"({"num_classes":7.5})", "num_classes");
    row(R"({"num_classes":"7"})", "num_classes");
    row(R"({"num_classes":18446744073709551615})", "num_classes");
    row(R"({"num_classes":8})", "labels");
    row(R"({"head_channels":-1})", "head_channels");
    row(R"({"plain_fusion":1})", "plain_fusion");
    row(R"({"dropout":1.5})", "dropout");
    row(R"({"dropout":"0.1"})", "dropout");
    row(R"({"std":[0,1,1]})", "std");
    row(R"({"mean":[1,2]})", "mean");
    row(R"({"mean":7})", "mean");
    row(R"({"ssa":[]})", "ssa");
    row(R"({"ssa":{"semantic":false,"spatial":false}})", "ssa");
    row(R"({"ssa":{"position_encoding":"none"}})", "position_encoding");
    row(R"({"labels":{}})", "labels");
    row(R"({"labels":7})", "labels");
    row(R"({"trained":"no"})", "trained");
  }

  void whatIsWrongIsNamed() {
    QFETCH(QString, patch);
    QFETCH(QString, named);
    auto parsed = nlohmann::json::parse(sampleConfig().toJson());
    const auto changes = nlohmann::json::parse(patch.toStdString());
    for (const auto& [key, value] : changes.items()) {
      if (value.is_null())
        parsed.erase(key);
      else
        parsed[key] = value;
    }
    const auto read = ModelConfig::fromJson(parsed.dump(), "file.json");
    QVERIFY(!read.ok());
    QCOMPARE(read.error().code, ErrorCode::badConfig);
    QVERIFY2(read.error().arg("reason").find(named.toStdString()) != std::string_view::npos, read.error().toString().c_str());
  }

  void textThatIsNoObjectIsRefused() {
    for (const char* text : {"", "[]", "7", "null", "{", "{\"format\":1,\"format\":1}"})
      QCOMPARE(ModelConfig::fromJson(text, "x").error().code, ErrorCode::badConfig);
  }
};

}  // namespace

std::unique_ptr<QObject> makeModelConfigTest() { return std::make_unique<ModelConfigs>(); }

#include "model_config_test.moc"

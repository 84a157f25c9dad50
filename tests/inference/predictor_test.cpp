// The façade: options, provenance, device choice, readings and score maps of a prediction.
#include <QTest>
#include <cmath>
#include <nlohmann/json.hpp>

#include "engine/api/bench.h"
#include "engine/api/device.h"
#include "engine/api/predictor.h"
#include "tests/inference/tests.h"
#include "tests/support/runner.h"

namespace {

using namespace ssa;

Image8 gradient(Size size) {
  Image8 image(size);
  for (int y = 0; y < size.height; ++y)
    for (int x = 0; x < size.width * 3; ++x) image.row(y)[x] = static_cast<std::uint8_t>((x * 5 + y * 3 + x * y / 40) % 256);
  return image;
}

}  // namespace

class PredictorTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase() {
    ModelConfig config;
    config.architecture = "seaformer_t";
    config.classifier = ClassifierKind::ssa;
    config.num_classes = 7;
    config.labels = LabelSet::numbered(7);
    const auto folder = ssa::test::tempDir() / "untrained";
    SSA_VERIFY_OK(createModel(config, 3, folder));
    auto opened = openModel(folder, {.device = "cpu", .labels = {}, .strict = true});
    SSA_VERIFY_OK(opened);
    model_ = opened->value;
  }

  void predictionIsWhole() {
    const Image8 image = gradient({150, 110});
    const auto prediction = run(image, {});
    SSA_VERIFY_OK(prediction);
    QCOMPARE(prediction->refined.size(), image.size());
    QCOMPARE(prediction->coarse.size(), image.size());
    QVERIFY(prediction->scores.confidence.empty());
    QCOMPARE(prediction->times.size(), std::size_t{5});
    QCOMPARE(prediction->times[3].stage, std::string("classifier"));
    for (const StageTime& time : prediction->times) QVERIFY2(time.seconds > 0, time.stage.c_str());
  }

  void readingEqualsMaskAndScores() {
    PredictOptions options;
    options.scales = {0.75F, 1.0F};
    options.flip = true;
    options.scores = true;
    const auto prediction = run(gradient({150, 110}), options);
    SSA_VERIFY_OK(prediction);
    NoProgress progress;
    const auto maps = scoreMaps(*prediction, MaskKind::refined, 0, {}, progress);
    SSA_VERIFY_OK(maps);
    for (const Point p : {Point{0, 0}, Point{149, 109}, Point{70, 33}, Point{12, 101}}) {
      const ProbeReading reading = prediction->probe->at(p);
      QCOMPARE(reading.refined.top.size(), std::size_t{5});
      QVERIFY(reading.coarse.has_value());
      const float shown = prediction->scores.confidence.at(p);
      QVERIFY(std::abs(reading.refined.top[0].probability - shown) < 5e-3F);
      QVERIFY(std::abs(maps->confidence.at(p) - shown) < 5e-3F);
      QVERIFY(std::abs(maps->entropy.at(p) - reading.refined.entropy) < 5e-3F);
      QVERIFY(std::abs(maps->margin.at(p) - reading.refined.margin) < 5e-3F);
      QCOMPARE(reading.fixedSimilarity.size(), std::size_t{7});
      QCOMPARE(reading.adaptedSimilarity.size(), std::size_t{7});
    }
    QVERIFY(prediction->probe->at({150, 0}).refined.top.empty());
    QVERIFY(prediction->probe->bytes() > 0);
  }

  void badOptionsAreNamed_data() {
    QTest::addColumn<QString>("option");
    for (const char* option : {"scales", "crop", "stride", "threads"}) QTest::newRow(option) << QString::fromLatin1(option);
  }
  void badOptionsAreNamed() {
    QFETCH(QString, option);
    PredictOptions options;
    if (option == QLatin1String("scales")) options.scales = {9.0F};
    if (option == QLatin1String("crop")) options.crop_px = 3;
    if (option == QLatin1String("stride")) options.stride_px = 1000;
    if (option == QLatin1String("threads")) options.threads = -1;
    const auto prediction = run(gradient({40, 40}), options);
    QVERIFY(!prediction);
    QCOMPARE(prediction.error().code, ErrorCode::badOption);
    QCOMPARE(QString::fromUtf8(prediction.error().arg("option").data()), option);
  }

  void emptyPictureIsAContractError() {
    const auto prediction = run(Image8{}, {});
    QVERIFY(!prediction);
    QCOMPARE(prediction.error().code, ErrorCode::contract);
  }

  void stopIsAnError() {
    StopSource source;
    source.request_stop();
    NoProgress progress;
    const auto prediction = predict(*model_, gradient({40, 40}), "x.png", {}, source.get_token(), progress);
    QVERIFY(!prediction);
    QCOMPARE(prediction.error().code, ErrorCode::stopped);
  }

  void provenanceHasAFixedOrder() {
    const auto prediction = run(gradient({40, 40}), {});
    SSA_VERIFY_OK(prediction);
    const auto json = nlohmann::ordered_json::parse(prediction->provenance.toJson());
    QStringList keys;
    for (const auto& [key, value] : json.items()) keys << QString::fromStdString(key);
    QCOMPARE(keys.join(QLatin1Char(' ')),
             QStringLiteral("program model model_title model_sha256 trained device options image created"));
    QVERIFY(!json["trained"].get<bool>());
    QCOMPARE(json["device"].get<std::string>(), std::string("cpu"));
    QCOMPARE(json["options"]["resize"].get<std::string>(), std::string("mmseg"));
    QCOMPARE(json["created"].get<std::string>().size(), std::size_t{20});
  }

  void deviceChoiceSaysWhy() {
    const auto cpu = selectDevice("cpu");
    SSA_VERIFY_OK(cpu);
    QCOMPARE(cpu->used, std::string("cpu"));
    QVERIFY(!cpu->title.empty());
    const auto automatic = selectDevice("auto");
    SSA_VERIFY_OK(automatic);
    QCOMPARE(automatic->used == "cpu", !automatic->reason.empty());
    const auto absent = selectDevice("cuda:99");
    QVERIFY(!absent);
    QCOMPARE(absent.error().code, ErrorCode::deviceUnavailable);
    QVERIFY(!absent.error().arg("reason").empty());
    for (const char* wrong : {"", "gpu", "cuda:", "cuda:x", "cuda:-1"}) {
      const auto refused = selectDevice(wrong);
      QVERIFY2(!refused && refused.error().code == ErrorCode::badOption, wrong);
    }
  }

  void imageBenchNamesEveryStage() {
    NoProgress progress;
    BenchOptions options;
    options.rounds = 2;
    const auto bench = benchImage(*model_, gradient({160, 120}), {}, options, {}, progress);
    SSA_VERIFY_OK(bench);
    const auto json = nlohmann::json::parse(bench->toJson());
    QCOMPARE(json["stages"].size(), std::size_t{5});
    for (const auto& stage : json["stages"]) {
      QVERIFY(stage["wall_ms"]["med"].get<double>() > 0);
      QVERIFY(stage["peak_bytes"].get<std::int64_t>() > 0);
    }
  }

 private:
  Result<Prediction> run(const Image8& image, const PredictOptions& options) const {
    NoProgress progress;
    return predict(*model_, image, "made-up.png", options, {}, progress);
  }

  std::shared_ptr<const Model> model_;
};

std::unique_ptr<QObject> makePredictorTest() { return std::make_unique<PredictorTest>(); }

#include "predictor_test.moc"

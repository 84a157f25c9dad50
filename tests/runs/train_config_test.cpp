#include "engine/runs/train_config.h"

#include <nlohmann/json.hpp>

#include "engine/core/describe_json.h"
#include "tests/support/runner.h"

namespace ssa {
namespace {

/// Visitor of `describe` that gives every field another value than its default, inside its range, and collects
/// its path with the text that says so.
class Changer {
 public:
  Changer(std::string group, std::vector<std::pair<std::string, std::string>>& texts) : group_(std::move(group)), texts_(texts) {}

  template <class T, class R>
  void field(std::string_view name, T& value, const Range<R>& range, std::string_view, std::string_view) {
    const T other = value == static_cast<T>(range.high) ? static_cast<T>(range.low) : static_cast<T>(range.high);
    note(name, nlohmann::json(detail::plainNumber(other)).dump());
    value = other;
  }
  void field(std::string_view name, std::string& value, std::string_view) {
    value += "other, \"quoted\" ä";
    note(name, value);
  }
  void flag(std::string_view name, bool& value, std::string_view) {
    value = !value;
    note(name, value ? "true" : "false");
  }
  template <class E, std::size_t N>
  void choice(std::string_view name, E& value, const Choice<E> (&table)[N], std::string_view) {
    const Choice<E>& other = table[0].value == value ? table[N - 1] : table[0];
    value = other.value;
    note(name, std::string(other.name));
  }

 private:
  void note(std::string_view name, std::string text) { texts_.emplace_back(group_ + std::string(name), std::move(text)); }

  std::string group_;
  std::vector<std::pair<std::string, std::string>>& texts_;
};

/// A configuration that differs from the default in everything, and how to say each difference.
TrainConfig everythingChanged(std::vector<std::pair<std::string, std::string>>& texts) {
  TrainConfig config;
  const auto change = [&](const std::string& group, auto& options) {
    Changer changer(group, texts);
    describe(changer, options);
  };
  change("", config);
  change("data.", config.data);
  change("optimizer.", config.optimizer);
  change("augment.", config.augment);
  change("loss.", config.loss);
  change("ssa.", config.ssa);
  config.seed = 18446744073709551615ULL;
  texts.emplace_back("seed", "18446744073709551615");
  config.freeze = {"backbone.smb1", "backbone.smb2"};
  texts.emplace_back("freeze", "backbone.smb1,backbone.smb2");
  return config;
}

}  // namespace

class TrainConfigTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void everyFieldSurvivesJson() {
    std::vector<std::pair<std::string, std::string>> texts;
    const TrainConfig config = everythingChanged(texts);
    QVERIFY(texts.size() > 60);
    const auto read = TrainConfig::fromJson(config.toJson(), "config.json");
    SSA_VERIFY_OK(read);
    QVERIFY(*read == config);
    QCOMPARE(read->toJson(), config.toJson());
  }

  void everyFieldCanBeSetByItsPath() {
    std::vector<std::pair<std::string, std::string>> texts;
    const TrainConfig wanted = everythingChanged(texts);
    TrainConfig config;
    for (const auto& [path, text] : texts) {
      const TrainConfig before = config;
      SSA_VERIFY_OK(config.set(path, text));
      QVERIFY2(!(config == before), path.c_str());
    }
    QVERIFY(config == wanted);
  }

  void anEmptyObjectIsTheDefault() {
    const auto read = TrainConfig::fromJson("{}", "config.json");
    SSA_VERIFY_OK(read);
    QVERIFY(*read == TrainConfig{});
  }

  void numbersAreWrittenAsPeopleWriteThem() {
    TrainConfig config;
    SSA_VERIFY_OK(config.set("optimizer.lr", "1e-3"));
    QCOMPARE(config.optimizer.lr, 1e-3);
    SSA_VERIFY_OK(config.set("iterations", "2e4"));
    QCOMPARE(config.iterations, std::int64_t{20000});
    SSA_VERIFY_OK(config.set("augment.photometric", "False"));
    QVERIFY(!config.augment.photometric);
    SSA_VERIFY_OK(config.set("freeze", ""));
    QVERIFY(config.freeze.empty());
  }

  void badValuesAreRefusedByPath_data() {
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("text");
    const char* rows[][2] = {{"optimizer.lr", "fast"},
                             {"optimizer.lr", "-1"},
                             {"optimizer.lr", "nan"},
                             {"optimizer.lr", "1e-3x"},
                             {"optimizer.speed", "1"},
                             {"optimiser.lr", "1"},
                             {"batch", "1.5"},
                             {"batch", "0"},
                             {"batch", "99999999999999999999"},
                             {"batch", ""},
                             {"scope", "some"},
                             {"classifier", "SSA"},
                             {"channels_last", "maybe"},
                             {"seed", "-1"},
                             {"seed", "1.5"},
                             {"seed", "99999999999999999999"},
                             {"freeze", "a,,b"},
                             {"loss", "1"},
                             {"nothing", "1"},
                             {"", "1"},
                             {".", "1"},
                             {"optimizer.", "1"},
                             {".lr", "1"},
                             {"optimizer.lr.x", "1"},
                             {"format", "1"}};
    for (const auto& row : rows)
      QTest::addRow("%s=%s", row[0], row[1]) << QString::fromLatin1(row[0]) << QString::fromLatin1(row[1]);
  }
  void badValuesAreRefusedByPath() {
    QFETCH(QString, path);
    QFETCH(QString, text);
    TrainConfig config;
    const auto done = config.set(path.toStdString(), text.toStdString());
    QVERIFY(!done);
    QCOMPARE(done.error().code, ErrorCode::badOption);
    QCOMPARE(std::string(done.error().arg("option")), path.toStdString());
    QVERIFY(config == TrainConfig{});
  }

  void hostileJsonIsRefused_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("option");
    const auto row = [](const char* text, const char* code, const char* option = "") {
      QTest::addRow("%s", text) << QString::fromLatin1(text) << QString::fromLatin1(code) << QString::fromLatin1(option);
    };
    row("", "bad_config");
    row("[]", "bad_config");
    row("null", "bad_config");
    row("{\"batch\":4", "bad_config");
    row("{\"batch\":4,\"batch\":5}", "bad_config");
    row("{\"format\":\"one\"}", "bad_config");
    row("{\"format\":0}", "bad_config");
    row("{\"format\":2}", "newer_version");
    row("{\"data\":[]}", "bad_option", "data");
    row("{\"data\":{\"path\":1}}", "bad_option", "data.path");
    row("{\"data\":{\"pth\":\"x\"}}", "bad_option", "data.pth");
    row("{\"optimizer\":{\"lr\":\"1e-3\"}}", "bad_option", "optimizer.lr");
    row("{\"optimizer\":{\"lr\":1e999}}", "bad_config");
    row("{\"ssa\":{\"position_encoding\":\"none\"}}", "bad_option", "ssa.position_encoding");
    row("{\"loss\":{\"teacher\":1}}", "bad_option", "loss.teacher");
    row("{\"seed\":-1}", "bad_option", "seed");
    row("{\"freeze\":\"backbone\"}", "bad_option", "freeze");
    row("{\"freeze\":[\"\"]}", "bad_option", "freeze");
    row("{\"iterations\":1e300}", "bad_option", "iterations");
    row("{\"augmentation\":{}}", "bad_option", "augmentation");
    QTest::newRow("deep") << QString(QStringLiteral("{\"data\":") + QString(1000, QLatin1Char('[')) +
                                     QString(1000, QLatin1Char(']')) + QLatin1Char('}'))
                          << QStringLiteral("bad_config") << QString();
  }
  void hostileJsonIsRefused() {
    QFETCH(QString, text);
    QFETCH(QString, code);
    QFETCH(QString, option);
    const auto read = TrainConfig::fromJson(text.toStdString(), "config.json");
    QVERIFY(!read);
    QCOMPARE(QString::fromStdString(std::string(name(read.error().code))), code);
    QCOMPARE(QString::fromStdString(std::string(read.error().arg("option"))), option);
  }
};

}  // namespace ssa

std::unique_ptr<QObject> makeTrainConfigTest() { return std::make_unique<ssa::TrainConfigTest>(); }
#include "train_config_test.moc"

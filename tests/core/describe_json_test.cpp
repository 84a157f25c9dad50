#include "engine/core/describe_json.h"
#include "tests/support/runner.h"

namespace ssa {
namespace {

enum class Mode { whole, slide };
constexpr Choice<Mode> kModes[] = {{Mode::whole, "whole"}, {Mode::slide, "slide"}};

/// One option of every kind.
struct SampleOptions {
  std::vector<float> scales{1.0F};
  bool flip = false;
  Mode window = Mode::whole;
  int crop_px = 512;
  float share = 0.1F;
  double rate = 0.5;
  std::string note = "n";
  friend bool operator==(const SampleOptions&, const SampleOptions&) = default;
};
template <class V>
void describe(V& v, SampleOptions& o) {
  v.list("scales", o.scales, Range{0.25F, 4.0F}, "×", "Scales");
  v.flag("flip", o.flip, "Mirror");
  v.choice("window", o.window, kModes, "Window");
  v.field("crop", o.crop_px, Range{32, 8192}, "px", "Side");
  v.field("share", o.share, Range{0.1F, 1.0F}, "", "Share");
  v.field("rate", o.rate, Range{0.0, 1.0}, "", "Rate");
  v.field("note", o.note, "Note");
}

}  // namespace

class DescribeJsonTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void optionsAreWrittenInOrderAndShort() {
    QCOMPARE(optionsToJson(SampleOptions{.scales = {0.5F, 0.7F}}),
             std::string(R"({"scales":[0.5,0.7],"flip":false,"window":"whole","crop":512,"share":0.1,"rate":0.5,"note":"n"})"));
  }

  void whatIsWrittenIsReadBack() {
    const SampleOptions options{{0.3F, 4.0F}, true, Mode::slide, 32, 0.35F, 0.123456789, "ü \"x\""};
    SampleOptions read;
    SSA_VERIFY_OK(optionsFromJson(nlohmann::json::parse(optionsToJson(options)), read));
    QVERIFY(read == options);
  }

  void absentNamesKeepTheirValue() {
    SampleOptions options{.crop_px = 64};
    SSA_VERIFY_OK(optionsFromJson(nlohmann::json::parse(R"({"flip": true})"), options));
    QVERIFY((options == SampleOptions{.flip = true, .crop_px = 64}));
  }

  void limitsAreInclusive() {
    SampleOptions options;
    SSA_VERIFY_OK(optionsFromJson(nlohmann::json::parse(R"({"crop": 8192, "share": 0.1, "rate": 1})"), options));
    QCOMPARE(options.crop_px, 8192);
    QCOMPARE(options.share, 0.1F);
  }

  void badOptionsAreNamedAndChangeNothing_data() {
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("error");
    const auto row = [](const char* json, const char* error) { QTest::newRow(json) << QByteArray(json) << QByteArray(error); };
    row(R"({"flip": true, "crop": 31})", "bad_option: option=crop, value=31, expected=32..8192");
    row(R"({"crop": 8193})", "bad_option: option=crop, value=8193, expected=32..8192");
    row(R"({"crop": 64.5})", "bad_option: option=crop, value=64.5, expected=32..8192");
    row(R"({"crop": 1e300})", "bad_option: option=crop, value=1e+300, expected=32..8192");
    row(R"({"crop": "64"})", "bad_option: option=crop, value=\"64\", expected=32..8192");
    row(R"({"crop": null})", "bad_option: option=crop, value=null, expected=32..8192");
    row(R"({"share": 0.05})", "bad_option: option=share, value=0.05, expected=0.1..1.0");
    row(R"({"flip": 1})", "bad_option: option=flip, value=1, expected=true|false");
    row(R"({"window": "both"})", "bad_option: option=window, value=\"both\", expected=whole|slide");
    row(R"({"scales": []})", "bad_option: option=scales, value=[], expected=list of 0.25..4.0");
    row(R"({"scales": [1, 9]})", "bad_option: option=scales, value=9, expected=0.25..4.0");
    row(R"({"scales": 1})", "bad_option: option=scales, value=1, expected=list of 0.25..4.0");
    row(R"({"note": 1})", "bad_option: option=note, value=1, expected=text");
    row(R"({"flop": 1})", "bad_option: option=flop, value=1, expected=no such option");
    row(R"([])", "bad_option: option=, value=array, expected=object");
  }
  void badOptionsAreNamedAndChangeNothing() {
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, error);
    SampleOptions options;
    const auto done = optionsFromJson(nlohmann::json::parse(json.toStdString()), options);
    QVERIFY(!done.ok());
    QCOMPARE(done.error().toString(), error.toStdString());
    QVERIFY(options == SampleOptions{});
  }
};

}  // namespace ssa

std::unique_ptr<QObject> makeDescribeJsonTest() { return std::make_unique<ssa::DescribeJsonTest>(); }
#include "describe_json_test.moc"

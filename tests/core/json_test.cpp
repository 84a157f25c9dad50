#include "engine/core/json.h"
#include "tests/support/runner.h"

namespace ssa {

class JsonTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void ordinaryTextsAreRead() {
    const auto parsed = parseJson(R"({"a": [1, {"b": 2}], "c": {"a": 3}})", "x");
    SSA_VERIFY_OK(parsed);
    QCOMPARE((*parsed)["a"][1]["b"].get<int>(), 2);
  }

  void badTextsAreRefused_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("reason");
    QTest::newRow("empty") << QByteArray() << QByteArray("not JSON at line 1, column 1");
    QTest::newRow("broken") << QByteArray("{\"a\": }") << QByteArray("not JSON at line 1, column 7");
    QTest::newRow("trailing") << QByteArray("{} {}") << QByteArray("not JSON");
    QTest::newRow("twice") << QByteArray(R"({"a": 1, "b": {"a": 2}, "a": 3})") << QByteArray("key twice: a");
    QTest::newRow("deep") << QByteArray(40, '[') + QByteArray(40, ']') << QByteArray("nested deeper than 32");
    QTest::newRow("very deep and open") << QByteArray(900'000, '[') << QByteArray("nested deeper than 32");
    QTest::newRow("large") << QByteArray(1'100'000, ' ') << QByteArray("larger than 1048576 bytes");
    QTest::newRow("bad UTF-8") << QByteArray("{\"a\": \"\xff\"}") << QByteArray("not JSON");
  }
  void badTextsAreRefused() {
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, reason);
    const auto parsed = parseJson({text.data(), static_cast<std::size_t>(text.size())}, "file.json");
    QVERIFY(!parsed.ok());
    QCOMPARE(parsed.error().code, ErrorCode::badConfig);
    QCOMPARE(parsed.error().arg("path"), std::string_view("file.json"));
    QVERIFY2(parsed.error().arg("reason").starts_with(reason.toStdString()), parsed.error().toString().c_str());
  }
};

}  // namespace ssa

std::unique_ptr<QObject> makeJsonTest() { return std::make_unique<ssa::JsonTest>(); }
#include "json_test.moc"

// The verdicts of the Rust reference on malformed safetensors files, and our own ceilings.
#include <cstring>

#include "engine/checkpoints/read.h"
#include "engine/core/safe_file.h"
#include "tests/checkpoints/builders.h"
#include "tests/checkpoints/tests.h"
#include "tests/support/runner.h"

using namespace ssa;
using namespace ssa::test;

namespace {

std::string entry(const std::string& name, const std::string& dtype, const std::string& shape, const std::string& offsets) {
  return "\"" + name + "\":{\"dtype\":\"" + dtype + "\",\"shape\":" + shape + ",\"data_offsets\":" + offsets + "}";
}

class Safetensors : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void soundFilesLoad_data() {
    QTest::addColumn<QString>("header");
    QTest::addColumn<int>("bytes");
    QTest::addColumn<int>("tensors");
    const auto row = [](const char* name, const std::string& header, int bytes, int tensors) {
      QTest::newRow(name) << QString::fromStdString(header) << bytes << tensors;
    };
    row("one", "{" + entry("a", "F32", "[2,2]", "[0,16]") + "}", 16, 1);
    row("padded with spaces", "{" + entry("a", "F32", "[2,2]", "[0,16]") + "}     ", 16, 1);
    const std::string one = "{" + entry("a", "F32", "[2,2]", "[0,16]") + "}";
    row("length that begins like a pickle", one + std::string(0x280 - one.size(), ' '), 16, 1);
    row("metadata", "{\"__metadata__\":{\"format\":\"pt\"}," + entry("a", "U8", "[3]", "[0,3]") + "}", 3, 1);
    row("scalar", "{" + entry("a", "I64", "[]", "[0,8]") + "}", 8, 1);
    row("empty tensor beside a real one",
        "{" + entry("a", "F32", "[0,4]", "[0,0]") + "," + entry("b", "F32", "[1]", "[0,4]") + "}", 4, 2);
    row("any order in the header", "{" + entry("b", "F32", "[1]", "[4,8]") + "," + entry("a", "F32", "[1]", "[0,4]") + "}", 8, 2);
    row("fields of a later version",
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1],\"new\":{\"x\":[1,{\"y\":null}]},\"z\":1.5}}", 1, 1);
  }

  void soundFilesLoad() {
    QFETCH(QString, header);
    QFETCH(int, bytes);
    QFETCH(int, tensors);
    const auto loaded =
        readBytes(safetensors(header.toStdString(), std::string(static_cast<std::size_t>(bytes), '\1')), "x.safetensors");
    SSA_VERIFY_OK(loaded);
    QCOMPARE(loaded->value.tensors.size(), static_cast<std::size_t>(tensors));
  }

  void malformedFilesAreRefused_data() {
    QTest::addColumn<QByteArray>("file");
    const auto raw = [](const char* name, const std::string& bytes) {
      QTest::newRow(name) << QByteArray(bytes.data(), static_cast<qsizetype>(bytes.size()));
    };
    const auto row = [&](const char* name, const std::string& entries, std::size_t bytes) {
      raw(name, safetensors("{" + entries + "}", std::string(bytes, '\0')));
    };
    raw("shorter than its length field", "\x01\x02\x03");
    for (const std::uint64_t length : {std::uint64_t{0}, std::uint64_t{1}, std::uint64_t{7}, std::uint64_t{100'000'000},
                                       std::uint64_t{100'000'001}, std::uint64_t{1} << 62, ~std::uint64_t{0}})
      raw(qPrintable(QStringLiteral("header length %1").arg(length)), le(length) + "{}");
    raw("no JSON", safetensors("{\"a\":", ""));
    raw("trailing JSON", safetensors("{" + entry("a", "U8", "[1]", "[0,1]") + "}{}", "x"));
    raw("bad UTF-8", safetensors("{" + entry("\xff\xfe", "U8", "[1]", "[0,1]") + "}", "x"));
    raw("2 M open lists", safetensors("{\"a\":" + std::string(2'000'000, '['), ""));
    raw("2 M open lists in an unknown field", safetensors("{\"a\":{\"x\":" + std::string(2'000'000, '['), ""));
    row("no tensors", "", 0);
    row("bytes behind the last tensor", entry("a", "F32", "[1]", "[0,4]"), 5);
    row("the file ends inside", entry("a", "F32", "[2]", "[0,8]"), 4);
    row("hole at the start", entry("a", "F32", "[1]", "[4,8]"), 8);
    row("hole between", entry("a", "U8", "[1]", "[0,1]") + "," + entry("b", "U8", "[1]", "[2,3]"), 3);
    row("overlap", entry("a", "U8", "[2]", "[0,2]") + "," + entry("b", "U8", "[2]", "[1,3]"), 3);
    row("same place twice", entry("a", "U8", "[2]", "[0,2]") + "," + entry("b", "U8", "[2]", "[0,2]"), 2);
    row("end before start", entry("a", "U8", "[1]", "[1,0]"), 1);
    row("shape smaller than its place", entry("a", "F32", "[1]", "[0,8]"), 8);
    row("shape larger than its place", entry("a", "F32", "[3]", "[0,8]"), 8);
    row("shape 2^32 x 2^32", entry("a", "F32", "[4294967296,4294967296]", "[0,0]"), 0);
    row("shape 2^32 x 2^32, end 2^40", entry("a", "F32", "[4294967296,4294967296]", "[0,1099511627776]"), 4);
    row("shape 2^63", entry("a", "U8", "[9223372036854775808]", "[0,0]"), 0);
    row("shape 2^70", entry("a", "U8", "[1180591620717411303424]", "[0,0]"), 0);
    row("shape 2^31", entry("a", "U8", "[2147483648,0]", "[0,0]"), 0);
    row("shape 4.5", entry("a", "U8", "[4.5]", "[0,4]"), 4);
    row("negative shape", entry("a", "U8", "[-1]", "[0,1]"), 1);
    row("negative offset", entry("a", "U8", "[1]", "[-1,0]"), 1);
    row("text in the shape", entry("a", "U8", "[\"1\"]", "[0,1]"), 1);
    row("null in the shape", entry("a", "U8", "[null]", "[0,1]"), 1);
    row("list in the shape", entry("a", "U8", "[[1]]", "[0,1]"), 1);
    row("rank 9", entry("a", "U8", "[1,1,1,1,1,1,1,1,1]", "[0,1]"), 1);
    row("three offsets", entry("a", "U8", "[1]", "[0,1,1]"), 1);
    row("one offset", entry("a", "U8", "[1]", "[0]"), 1);
    row("offset 2^64 - 1", entry("a", "U8", "[1]", "[0,18446744073709551615]"), 1);
    row("unknown type", entry("a", "C64", "[1]", "[0,8]"), 8);
    row("type that is no text", "\"a\":{\"dtype\":3,\"shape\":[1],\"data_offsets\":[0,1]}", 1);
    row("without type", "\"a\":{\"shape\":[1],\"data_offsets\":[0,1]}", 1);
    row("without shape", "\"a\":{\"dtype\":\"U8\",\"data_offsets\":[0,1]}", 1);
    row("without offsets", "\"a\":{\"dtype\":\"U8\",\"shape\":[1]}", 1);
    row("shape that is no list", "\"a\":{\"dtype\":\"U8\",\"shape\":1,\"data_offsets\":[0,1]}", 1);
    row("tensor that is no object", "\"a\":[0,1]", 1);
    row("tensor that is a number", "\"a\":7", 1);
    row("name twice", entry("a", "U8", "[1]", "[0,1]") + "," + entry("a", "U8", "[1]", "[1,2]"), 2);
    row("field twice", "\"a\":{\"dtype\":\"U8\",\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]}", 1);
    row("number in the metadata", "\"__metadata__\":{\"a\":1}," + entry("a", "U8", "[1]", "[0,1]"), 1);
    row("list in the metadata", "\"__metadata__\":{\"a\":[]}," + entry("a", "U8", "[1]", "[0,1]"), 1);
    row("metadata twice", "\"__metadata__\":{},\"__metadata__\":{}," + entry("a", "U8", "[1]", "[0,1]"), 1);
    row("name of 1025 bytes", entry(std::string(1025, 'a'), "U8", "[1]", "[0,1]"), 1);
    row("empty name", entry("", "U8", "[1]", "[0,1]"), 1);
    std::string many;
    for (int i = 0; i < 65'538; ++i) many += (i ? "," : "") + entry("t" + std::to_string(i), "U8", "[0]", "[0,0]");
    row("65,538 tensors", many, 0);
  }

  void malformedFilesAreRefused() {
    QFETCH(QByteArray, file);
    const auto loaded = readBytes(file.toStdString(), "x.safetensors");
    QVERIFY(!loaded.ok());
    const ErrorCode code = loaded.error().code;
    QVERIFY2(code == ErrorCode::checkpointDamaged || code == ErrorCode::checkpointRefused || code == ErrorCode::noWeights ||
                 code == ErrorCode::unknownFormat,
             loaded.error().toString().c_str());
    QVERIFY(!loaded.error().arg("path").empty());
  }

  void tensorsAndMetadataComeInStoredOrder() {
    const std::string header = "{\"__metadata__\":{\"z\":\"1\",\"a\":\"2\"}," + entry("second", "F32", "[2]", "[16,24]") + "," +
                               entry("first", "F32", "[2,2]", "[0,16]") + "}";
    const auto loaded = readBytes(safetensors(header, fourFloats() + fourFloats().substr(0, 8)), "x.safetensors");
    SSA_VERIFY_OK(loaded);
    QCOMPARE(loaded->value.tensors[0].name, std::string("first"));
    QCOMPARE(loaded->value.tensors[1].name, std::string("second"));
    QVERIFY(std::memcmp(loaded->value.tensors[0].data.get(), fourFloats().data(), 16) == 0);
    QCOMPARE(loaded->value.meta.text.size(), std::size_t{2});
    QCOMPARE(loaded->value.meta.text[0].first, std::string("z"));
  }
};

class HuggingFace : public QObject {
  Q_OBJECT

 private:
  static std::string weights(const std::string& name) {
    return safetensors("{" + entry(name, "F32", "[2,2]", "[0,16]") + "}", fourFloats());
  }
  static void write(const std::filesystem::path& file, const std::string& text) { QVERIFY(writeFile(file, text).ok()); }

 private Q_SLOTS:
  void aFolderLoadsWithItsClassNames() {
    const auto folder = tempDir();
    write(folder / "model.safetensors", weights("a"));
    write(folder / "config.json", R"({"transformers_version":"4.30","id2label":{"1":"road","0":"sky","10":"no"}})");
    auto loaded = readCheckpoint(folder);
    SSA_VERIFY_OK(loaded);
    QVERIFY(loaded->value.meta.classes.empty());  // 0, 1, 10 is no list
    write(folder / "config.json", R"({"transformers_version":"4.30","id2label":{"1":"road","0":"sky"}})");
    for (const auto& path : {folder, folder / "model.safetensors"}) {
      loaded = readCheckpoint(path);
      SSA_VERIFY_OK(loaded);
      QCOMPARE(loaded->value.meta.classes, (std::vector<std::string>{"sky", "road"}));
      QCOMPARE(loaded->value.meta.producer, std::string("transformers 4.30"));
    }
  }

  void aBrokenConfigChangesNothing() {
    const auto folder = tempDir();
    write(folder / "model.safetensors", weights("a"));
    for (const char* text : {"", "[", "[]", R"({"id2label":[]})", R"({"id2label":{"x":"a"}})", R"({"id2label":{"0":1}})"}) {
      write(folder / "config.json", text);
      const auto loaded = readCheckpoint(folder);
      SSA_VERIFY_OK(loaded);
      QVERIFY(loaded->value.meta.classes.empty());
    }
  }

  void splitWeightsAreJoined() {
    const auto folder = tempDir();
    write(folder / "p1.safetensors", weights("a"));
    write(folder / "p2.safetensors", weights("b"));
    write(folder / "model.safetensors.index.json", R"({"weight_map":{"a":"p1.safetensors","b":"p2.safetensors"}})");
    const auto loaded = readCheckpoint(folder);
    SSA_VERIFY_OK(loaded);
    QVERIFY(loaded->value.find("a") && loaded->value.find("b"));
    write(folder / "p2.safetensors", weights("a"));
    QCOMPARE(readCheckpoint(folder).error().code, ErrorCode::checkpointRefused);
  }

  void anIndexMayNotPointOutside() {
    const auto outside = tempDir();
    write(outside / "secret.safetensors", weights("a"));
    const auto folder = outside / "model";
    std::filesystem::create_directory(folder);
    for (const char* part :
         {"../secret.safetensors", "/etc/passwd", "..", ".", "", "a/../../secret.safetensors", "..\\\\secret"}) {
      write(folder / "model.safetensors.index.json", std::string(R"({"weight_map":{"a":")") + part + "\"}}");
      const auto loaded = readCheckpoint(folder);
      QVERIFY2(!loaded.ok(), part);
      QCOMPARE(loaded.error().code, ErrorCode::checkpointRefused);
    }
    for (const char* index : {"", "{}", R"({"weight_map":[]})", R"({"weight_map":{"a":1}})", R"({"weight_map":{}})"}) {
      write(folder / "model.safetensors.index.json", index);
      QCOMPARE(readCheckpoint(folder).error().code, ErrorCode::checkpointDamaged);
    }
  }

  void picklesInAFolderLoadToo() {
    const auto folder = tempDir();
    write(folder / "pytorch_model.bin", soundZip());
    SSA_VERIFY_OK(readCheckpoint(folder));
  }
};

}  // namespace

std::unique_ptr<QObject> makeSafetensorsTest() { return std::make_unique<Safetensors>(); }
std::unique_ptr<QObject> makeHuggingFaceTest() { return std::make_unique<HuggingFace>(); }

#include "safetensors_test.moc"

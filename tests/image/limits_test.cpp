#include <QElapsedTimer>

#include <fstream>

#include "engine/image/read.h"
#include "tests/image/made.h"
#include "tests/support/runner.h"

namespace ssa {
namespace {

/// Most memory this process ever had, in bytes.
std::int64_t peakBytes() {
  std::ifstream status("/proc/self/status");
  std::string word;
  while (status >> word)
    if (word == "VmHWM:") {
      std::int64_t kilobytes = 0;
      status >> kilobytes;
      return kilobytes * 1024;
    }
  return 0;
}

std::string little(std::uint64_t v, int bytes) {
  std::string out;
  for (int i = 0; i < bytes; ++i) out += static_cast<char>(v >> 8 * i & 255);
  return out;
}
std::string big16(unsigned v) { return {static_cast<char>(v >> 8), static_cast<char>(v & 255)}; }

/// A classic or big TIFF of one folder with width, height and, for tiled ones, tile sides.
std::string tiffHeader(std::uint64_t width, std::uint64_t height, bool big, bool tiled) {
  std::vector<std::pair<unsigned, std::uint64_t>> tags{{256, width}, {257, height}, {258, 8}, {259, 1}, {262, 1}, {277, 1}};
  if (tiled) tags.insert(tags.end(), {{322, 256}, {323, 256}});
  std::string out = big ? "II+" + little(0, 1) + little(8, 2) + little(0, 2) + little(16, 8) + little(tags.size(), 8)
                        : "II*" + little(0, 1) + little(8, 4) + little(tags.size(), 2);
  for (const auto& [tag, value] : tags)
    out += little(tag, 2) + little(4, 2) + little(1, big ? 8 : 4) + little(value, big ? 8 : 4);
  return out + little(0, big ? 8 : 4);
}

std::string jpegHeader(unsigned width, unsigned height) {
  return "\xFF\xD8\xFF\xC0" + big16(17) + "\x08" + big16(height) + big16(width) +
         std::string("\x03\x01\x22\0\x02\x11\x01\x03\x11\x01", 10) + std::string(40, '\0');
}

std::string webpHeader(std::uint64_t width, std::uint64_t height) {
  const std::string body =
      "WEBPVP8X" + little(10, 4) + little(0, 4) + little(width - 1, 3) + little(height - 1, 3) + "VP8 " + little(0, 4);
  return "RIFF" + little(body.size(), 4) + body;
}

QByteArray row(const std::string& text) { return QByteArray::fromStdString(text); }

}  // namespace

class LimitsTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  /// T2: refused from the header, at once, without memory.
  void hugeDimensionsAreRefusedBeforeDecoding_data() {
    QTest::addColumn<QByteArray>("file");
    QTest::newRow("PNG 30000x30000, 1 bit") << row(test::png(
        {.width = 30'000, .height = 30'000, .bits = 1, .rows = std::vector<std::string>(1'000, std::string(3'750, '\0'))}));
    QTest::newRow("PNG 65535x65535") << row(test::png({.width = 65'535, .height = 65'535, .rows = {"x"}}));
    QTest::newRow("PNG 1000000x1") << row(test::png({.width = 1'000'000, .height = 1, .rows = {"x"}}));
    QTest::newRow("PNG 2^31-1") << row(test::png({.width = 0x7FFFFFFF, .height = 0x7FFFFFFF, .rows = {"x"}}));
    QTest::newRow("JPEG 65535x65535") << row(jpegHeader(65'535, 65'535));
    QTest::newRow("TIFF of 2^31 rows") << row(tiffHeader(100, std::uint64_t{1} << 31, false, false));
    QTest::newRow("TIFF 2^32-1") << row(tiffHeader(0xFFFFFFFF, 0xFFFFFFFF, false, false));
    QTest::newRow("tiled TIFF of 4 Gpx") << row(tiffHeader(64'000, 64'000, false, true));
    QTest::newRow("BigTIFF of 2^40 rows") << row(tiffHeader(100, 0xFFFFFFFFFFULL, true, false));
    QTest::newRow("BMP 2^31-1") << row(test::bmp(0x7FFFFFFF, 0x7FFFFFFF, 24, 0, {}, "x"));
    QTest::newRow("BMP top-down 2^31-1") << row(test::bmp(40'000, -40'000, 1, 1, {}, "x").replace(30, 1, "\0", 1));
    QTest::newRow("WebP 2^24") << row(webpHeader(1 << 24, 1 << 24));
  }
  void hugeDimensionsAreRefusedBeforeDecoding() {
    QFETCH(QByteArray, file);
    const auto path = test::tempDir() / "huge";
    test::put(path, file.toStdString());
    const std::int64_t before = peakBytes();
    QElapsedTimer timer;
    timer.start();
    const auto probed = probeImage(path);
    const auto read = readImage(path);
    const auto mask = readIndexMask(path);
    const auto thumbnail = readThumbnail(path, 64);
    QVERIFY2(timer.elapsed() < 1000, "slow refusal");
    QVERIFY2(peakBytes() - before < (8 << 20), "memory was taken");
    for (const Error* error : {&probed.error(), &read.error(), &mask.error(), &thumbnail.error()}) {
      QVERIFY2(error->code == ErrorCode::imageTooLarge, error->toString().c_str());
      QCOMPARE(error->arg("path"), std::string_view(path.native()));
      QVERIFY(!error->arg("width").empty() && !error->arg("height").empty() && !error->arg("limit").empty());
    }
  }

  void sizesTheDataCannotFillAreDamage_data() {
    QTest::addColumn<QByteArray>("file");
    QTest::newRow("PNG") << row(test::png({.width = 20'000, .height = 20'000, .rows = {"x"}}));
    QTest::newRow("JPEG") << row(jpegHeader(20'000, 20'000));
    QTest::newRow("TIFF") << row(tiffHeader(20'000, 20'000, false, false));
    QTest::newRow("tiled BigTIFF") << row(tiffHeader(20'000, 20'000, true, true));
    QTest::newRow("BMP") << row(test::bmp(20'000, 20'000, 24, 0, {}, "x"));
    QTest::newRow("BMP runs") << row(test::bmp(20'000, 20'000, 8, 1, std::string(1024, 'c'), "xx"));
  }
  void sizesTheDataCannotFillAreDamage() {
    QFETCH(QByteArray, file);
    const std::int64_t before = peakBytes();
    const auto read = decodeImage(test::bytesOf(file.toStdString()), "lie");
    QVERIFY(!read.ok());
    QVERIFY2(read.error().code == ErrorCode::imageDamaged, read.error().toString().c_str());
    QVERIFY2(peakBytes() - before < (8 << 20), "memory was taken");
  }

  void limitsAreInclusive() {
    const Bytes png = test::bytesOf(test::png({.width = 8, .height = 4, .rows = std::vector<std::string>(4, "12345678")}));
    SSA_VERIFY_OK(decodeImage(png, "x", {.pixels = 32, .side = 8}));
    QCOMPARE(decodeImage(png, "x", {.pixels = 31}).error().code, ErrorCode::imageTooLarge);
    QCOMPARE(decodeImage(png, "x", {.side = 7}).error().code, ErrorCode::imageTooLarge);
    QCOMPARE(decodeImage(png, "x", {.file_bytes = 20}).error().code, ErrorCode::fileTooLarge);
  }

  void filesThatAreNoneAreNamed() {
    const auto folder = test::tempDir();
    test::put(folder / "empty.png", "");
    test::put(folder / "text.png", "just a text");
    QCOMPARE(readImage(folder / "absent.png").error().code, ErrorCode::fileNotFound);
    QCOMPARE(readImage(folder).error().code, ErrorCode::notAFile);
    QCOMPARE(readImage("/dev/zero").error().code, ErrorCode::notAFile);
    QCOMPARE(readImage(folder / "empty.png").error().code, ErrorCode::fileEmpty);
    QCOMPARE(readImage(folder / "text.png").error().code, ErrorCode::unknownFormat);
    QCOMPARE(readIndexMask(folder / "text.png").error().code, ErrorCode::unknownFormat);
    QCOMPARE(readThumbnail(folder / "empty.png", 10).error().code, ErrorCode::fileEmpty);
    QCOMPARE(probeImage(folder / "absent.png").error().code, ErrorCode::fileNotFound);
  }
};

}  // namespace ssa

std::unique_ptr<QObject> makeLimitsTest() { return std::make_unique<ssa::LimitsTest>(); }
#include "limits_test.moc"

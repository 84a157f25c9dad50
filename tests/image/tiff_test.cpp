#include <algorithm>
#include <cstring>

#include "engine/image/read.h"
#include "tests/image/made.h"
#include "tests/support/runner.h"

namespace ssa {
namespace {

using test::TiffRecipe;

Result<Loaded<ReadImage>> imageOf(const TiffRecipe& recipe) { return decodeImage(test::bytesOf(test::tiff(recipe)), "made.tif"); }

Result<Loaded<IndexMask>> maskOf(const TiffRecipe& recipe) {
  const auto path = test::tempDir() / "mask.tif";
  test::put(path, test::tiff(recipe));
  return readIndexMask(path);
}

template <class T>
std::string raw(const std::vector<T>& values) {
  return {reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T)};
}

std::string rawOf(const Image8& image) { return {reinterpret_cast<const char*>(image.row(0)), image.pixels().size()}; }

std::string planesOf(const Image8& image) {
  std::string out;
  for (std::size_t c = 0; c < 3; ++c)
    for (std::size_t i = c; i < image.pixels().size(); i += 3) out += static_cast<char>(image.pixels()[i]);
  return out;
}

}  // namespace

class TiffTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void everyArrangementGivesTheSamePicture_data() {
    QTest::addColumn<int>("compression");
    QTest::addColumn<bool>("planar");
    QTest::addColumn<int>("tile");
    QTest::addColumn<bool>("big");
    QTest::addColumn<bool>("msb");
    for (const int compression : {1, 5, 8, 32773})
      for (const bool planar : {false, true})
        for (const int tile : {0, 16})
          QTest::addRow("compression %d, planar %d, tile %d", compression, planar, tile)
              << compression << planar << tile << (compression == 5) << (compression == 8);
  }
  void everyArrangementGivesTheSamePicture() {
    QFETCH(int, compression);
    QFETCH(bool, planar);
    QFETCH(int, tile);
    QFETCH(bool, big);
    QFETCH(bool, msb);
    const Image8 picture = test::scenery(37, 23);
    const auto read = imageOf({.width = 37,
                               .height = 23,
                               .samples = 3,
                               .photometric = 2,
                               .compression = compression,
                               .planar = planar ? 2 : 1,
                               .tile = tile,
                               .big = big,
                               .msb = msb,
                               .data = planar ? planesOf(picture) : rawOf(picture)});
    SSA_VERIFY_OK(read);
    QVERIFY(read->value.image == picture);
    QVERIFY(read->warnings.empty());
  }

  void masksKeepTheirValues_data() {
    QTest::addColumn<int>("bits");
    QTest::addColumn<QByteArray>("data");
    QTest::addColumn<QList<int>>("ids");
    QTest::newRow("1") << 1 << QByteArray("\x50") << QList<int>{0, 1, 0, 1};
    QTest::newRow("2") << 2 << QByteArray("\x1B") << QList<int>{0, 1, 2, 3};
    QTest::newRow("4") << 4 << QByteArray("\x0F\x5A") << QList<int>{0, 15, 5, 10};
    QTest::newRow("8") << 8 << QByteArray("\x00\x01\xFE\xFF", 4) << QList<int>{0, 1, 254, 255};
    QTest::newRow("16") << 16 << QByteArray("\x00\x00\x01\x00\x2C\x01\xFF\xFF", 8) << QList<int>{0, 1, 300, 65535};
  }
  void masksKeepTheirValues() {
    QFETCH(int, bits);
    QFETCH(QByteArray, data);
    QFETCH(QList<int>, ids);
    for (const int compression : {1, 5}) {
      const auto mask = maskOf({.width = 4, .bits = bits, .compression = compression, .data = data.toStdString()});
      SSA_VERIFY_OK(mask);
      QCOMPARE(mask->value.bits, bits);
      QVERIFY(!mask->value.hasPalette);
      for (int x = 0; x < 4; ++x) QCOMPARE(int{mask->value.at({x, 0})}, ids[x]);
    }
  }

  void paletteMasksGiveIndicesAndPalettePicturesColours() {
    std::vector<std::uint16_t> map(768);
    map[3] = 255 * 257;        // red of 3
    map[256 + 7] = 128 * 257;  // green of 7
    const TiffRecipe recipe{.width = 2, .photometric = 3, .data = "\x03\x07", .colour_map = map};
    const auto mask = maskOf(recipe);
    SSA_VERIFY_OK(mask);
    QVERIFY(mask->value.hasPalette);
    QCOMPARE(int{mask->value.at({1, 0})}, 7);
    const auto image = imageOf(recipe);
    SSA_VERIFY_OK(image);
    const auto pixels = image->value.image.pixels();
    QVERIFY((std::vector<int>(pixels.begin(), pixels.end()) == std::vector<int>{255, 0, 0, 0, 128, 0}));
  }

  void colourMasksAreRefused() {
    const Image8 picture = test::scenery(8, 8);
    const auto mask = maskOf({.width = 8, .height = 8, .samples = 3, .photometric = 2, .data = rawOf(picture)});
    QCOMPARE(mask.error().code, ErrorCode::maskIsColour);
    const auto grey = maskOf({.width = 1, .samples = 3, .photometric = 2, .data = "\x09\x09\x09"});
    SSA_VERIFY_OK(grey);
    QCOMPARE(int{grey->value.at({0, 0})}, 9);
  }

  void floatsSkipNotANumber() {
    std::vector<float> values(1000);
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<float>(i) - 500.0F;
    values[10] = std::numeric_limits<float>::quiet_NaN();
    values[11] = std::numeric_limits<float>::infinity();
    const auto read = imageOf({.width = 1000, .bits = 32, .format = 3, .data = raw(values)});
    SSA_VERIFY_OK(read);
    QCOMPARE(read->warnings.size(), std::size_t{1});
    QCOMPARE(read->warnings[0].code, WarningCode::depthReduced);
    const auto pixels = read->value.image.pixels();
    QCOMPARE(int{pixels[0]}, 0);
    QCOMPARE(int{pixels[30]}, 0);
    QCOMPARE(int{pixels[33]}, 255);
    QCOMPARE(int{pixels[2997]}, 255);
    QVERIFY(std::abs(int{pixels[1500]} - 128) <= 1);
  }

  void signedAndWideIntegersAreMapped() {
    const auto negative = imageOf({.width = 3, .bits = 16, .format = 2, .data = raw<std::int16_t>({-300, 0, 300})});
    SSA_VERIFY_OK(negative);
    QCOMPARE(int{negative->value.image.pixels()[0]}, 0);
    const auto wide = imageOf({.width = 3, .bits = 32, .data = raw<std::uint32_t>({0, 70'000, 140'000})});
    SSA_VERIFY_OK(wide);
    QCOMPARE(maskOf({.width = 1, .bits = 32, .data = raw<std::uint32_t>({7})}).error().code, ErrorCode::imageUnsupported);
  }

  void whiteIsZeroIsTurnedForPicturesOnly() {
    const TiffRecipe recipe{.width = 2, .photometric = 0, .data = std::string("\x00\xFF", 2)};
    QCOMPARE(int{imageOf(recipe)->value.image.pixels()[0]}, 255);
    QCOMPARE(int{maskOf(recipe)->value.at({0, 0})}, 0);
  }

  void bothKindsOfAlphaGoOnWhite() {
    const auto straight =
        imageOf({.width = 1, .samples = 4, .photometric = 2, .extra = 2, .data = std::string("\x64\x00\x00\x80", 4)});
    const auto weighted =
        imageOf({.width = 1, .samples = 4, .photometric = 2, .extra = 1, .data = std::string("\x32\x00\x00\x80", 4)});
    const auto unnamed =
        imageOf({.width = 1, .samples = 4, .photometric = 2, .extra = 0, .data = std::string("\x64\x00\x00\x80", 4)});
    SSA_VERIFY_OK(straight);
    SSA_VERIFY_OK(weighted);
    SSA_VERIFY_OK(unnamed);
    QCOMPARE(int{straight->value.image.pixels()[0]}, 177);
    QCOMPARE(int{weighted->value.image.pixels()[0]}, 177);
    QCOMPARE(int{unnamed->value.image.pixels()[0]}, 100);
    QCOMPARE(straight->warnings[0].code, WarningCode::alphaDropped);
    QVERIFY(unnamed->warnings.empty());
  }

  void cmykIsConverted() {
    const auto read =
        imageOf({.width = 2, .samples = 4, .photometric = 5, .data = std::string("\x00\xFF\xFF\x00\x00\x00\x00\xFF", 8)});
    SSA_VERIFY_OK(read);
    const auto pixels = read->value.image.pixels();
    QVERIFY((std::vector<int>(pixels.begin(), pixels.end()) == std::vector<int>{255, 0, 0, 0, 0, 0}));
    QCOMPARE(Error(ErrorCode::internal, read->warnings[0].args).arg("from"), std::string_view("cmyk"));
  }

  void laterPagesAreCounted() {
    const auto read = imageOf({.width = 1, .pages = 4, .data = "x"});
    SSA_VERIFY_OK(read);
    QCOMPARE(read->value.info.pages, 4);
    QCOMPARE(read->warnings[0].code, WarningCode::firstPageOnly);
  }

  void everyTruncationIsDamage() {
    const Image8 picture = test::scenery(40, 30);
    for (const int compression : {1, 5, 8}) {
      const std::string whole = test::tiff(
          {.width = 40, .height = 30, .samples = 3, .photometric = 2, .compression = compression, .data = rawOf(picture)});
      for (std::size_t cut = 0; cut < whole.size(); cut += 1 + whole.size() / 60)
        QVERIFY(!decodeImage(test::bytesOf(whole.substr(0, cut)), "cut").ok());
    }
  }
};

}  // namespace ssa

std::unique_ptr<QObject> makeTiffTest() { return std::make_unique<ssa::TiffTest>(); }
#include "tiff_test.moc"

#include <algorithm>

#include "engine/image/read.h"
#include "tests/image/made.h"
#include "tests/support/runner.h"

namespace ssa {
namespace {

using test::PngRecipe;

Result<Loaded<IndexMask>> maskOf(const std::string& png) {
  const auto path = test::tempDir() / "mask.png";
  test::put(path, png);
  return readIndexMask(path);
}

Result<Loaded<ReadImage>> imageOf(const std::string& png) { return decodeImage(test::bytesOf(png), "made.png"); }

bool warns(const Warnings& warnings, WarningCode code) {
  return std::any_of(warnings.begin(), warnings.end(), [&](const Warning& w) { return w.code == code; });
}

std::string pixel(const Image8& image, int x, int y) {
  const std::uint8_t* p = image.row(y) + 3 * x;
  return std::to_string(p[0]) + "," + std::to_string(p[1]) + "," + std::to_string(p[2]);
}

}  // namespace

class PngTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void masksKeepTheirValues_data() {
    QTest::addColumn<int>("bits");
    QTest::addColumn<int>("type");
    for (const int bits : {1, 2, 4, 8, 16}) QTest::addRow("grey %d", bits) << bits << 0;
    for (const int bits : {1, 2, 4, 8}) QTest::addRow("palette %d", bits) << bits << 3;
  }
  void masksKeepTheirValues() {
    QFETCH(int, bits);
    QFETCH(int, type);
    const int top = (1 << std::min(bits, 16)) - 1;
    const std::vector<int> ids{0, 1, top, top / 2, top - top / 3};
    std::string row((ids.size() * static_cast<std::size_t>(bits) + 7) / 8, '\0');
    for (std::size_t i = 0; i < ids.size(); ++i)
      for (int b = 0; b < bits; ++b) {
        const std::size_t at = i * static_cast<std::size_t>(bits) + static_cast<std::size_t>(b);
        if (ids[i] >> (bits - 1 - b) & 1) row[at / 8] = static_cast<char>(row[at / 8] | 128 >> at % 8);
      }
    PngRecipe recipe{.width = 5, .height = 2, .bits = bits, .type = type, .rows = {row, row}};
    if (type == 3) recipe.palette = std::string(static_cast<std::size_t>(top + 1) * 3, '\x55');
    const auto mask = maskOf(test::png(recipe));
    SSA_VERIFY_OK(mask);
    QCOMPARE(mask->value.bits, bits);
    QCOMPARE(mask->value.hasPalette, type == 3);
    for (int y = 0; y < 2; ++y)
      for (int x = 0; x < 5; ++x) QCOMPARE(int{mask->value.at({x, y})}, ids[static_cast<std::size_t>(x)]);
  }

  void colourMasksAreAcceptedOnlyWhenGrey() {
    const auto grey = maskOf(test::png({.width = 2, .type = 2, .rows = {std::string("\x07\x07\x07\x0B\x0B\x0B")}}));
    SSA_VERIFY_OK(grey);
    QCOMPARE(int{grey->value.at({1, 0})}, 11);
    const auto greyAlpha = maskOf(test::png({.width = 2, .type = 4, .rows = {std::string("\x07\x01\x0B\xFF")}}));
    SSA_VERIFY_OK(greyAlpha);
    QCOMPARE(int{greyAlpha->value.at({0, 0})}, 7);
    const auto rgba = maskOf(test::png({.width = 1, .type = 6, .rows = {std::string("\x05\x05\x05\x01")}}));
    SSA_VERIFY_OK(rgba);
    QCOMPARE(int{rgba->value.at({0, 0})}, 5);
    const auto colour = maskOf(test::png({.width = 2, .type = 2, .rows = {std::string("\x07\x07\x07\x0B\x0B\x0C")}}));
    QVERIFY(!colour.ok());
    QCOMPARE(colour.error().code, ErrorCode::maskIsColour);
    QVERIFY(!colour.error().arg("path").empty());
  }

  void picturesAreExpandedToRgb() {
    const auto bilevel = imageOf(test::png({.width = 2, .bits = 1, .rows = {"\x40"}}));
    SSA_VERIFY_OK(bilevel);
    QCOMPARE(pixel(bilevel->value.image, 0, 0), std::string("0,0,0"));
    QCOMPARE(pixel(bilevel->value.image, 1, 0), std::string("255,255,255"));
    const auto palette = imageOf(test::png({.width = 2, .bits = 4, .type = 3, .rows = {"\x10"}, .palette = "abcdef"}));
    SSA_VERIFY_OK(palette);
    QVERIFY(palette->value.info.palette);
    QCOMPARE(pixel(palette->value.image, 0, 0), std::string("100,101,102"));
    QCOMPARE(pixel(palette->value.image, 1, 0), std::string("97,98,99"));
    QVERIFY(palette->warnings.empty());
  }

  void transparencyGoesOnWhiteAndIsReported() {
    const auto half = imageOf(test::png({.width = 2, .type = 6, .rows = {std::string("\x64\x00\x00\x80\x10\x20\x30\xFF", 8)}}));
    SSA_VERIFY_OK(half);
    QCOMPARE(pixel(half->value.image, 0, 0), std::string("177,127,127"));
    QCOMPARE(pixel(half->value.image, 1, 0), std::string("16,32,48"));
    QVERIFY(warns(half->warnings, WarningCode::alphaDropped));
    const auto opaque = imageOf(test::png({.width = 1, .type = 6, .rows = {"\x10\x20\x30\xFF"}}));
    SSA_VERIFY_OK(opaque);
    QVERIFY(opaque->value.info.alpha);
    QVERIFY(opaque->warnings.empty());
    const auto key = imageOf(test::png({.width = 2, .rows = {"\x09\x0A"}, .transparency = std::string("\0\x09", 2)}));
    SSA_VERIFY_OK(key);
    QCOMPARE(pixel(key->value.image, 0, 0), std::string("255,255,255"));
    QCOMPARE(pixel(key->value.image, 1, 0), std::string("10,10,10"));
    QVERIFY(warns(key->warnings, WarningCode::alphaDropped));
  }

  void sixteenBitsAreMappedByPercentiles() {
    PngRecipe recipe{.width = 2000, .height = 1, .bits = 16};
    std::string row;
    for (int x = 0; x < 2000; ++x) {
      const int value = x == 0 ? 0 : x == 1999 ? 65'535 : 1000 + x;  // two outliers
      row += static_cast<char>(value >> 8);
      row += static_cast<char>(value & 255);
    }
    recipe.rows = {row};
    const auto read = imageOf(test::png(recipe));
    SSA_VERIFY_OK(read);
    QVERIFY(warns(read->warnings, WarningCode::depthReduced));
    QCOMPARE(Error(ErrorCode::internal, read->warnings[0].args).arg("low"), std::string_view("1001"));
    QCOMPARE(Error(ErrorCode::internal, read->warnings[0].args).arg("high"), std::string_view("2997"));
    QCOMPARE(pixel(read->value.image, 0, 0), std::string("0,0,0"));
    QCOMPARE(pixel(read->value.image, 1000, 0), std::string("128,128,128"));
    QCOMPARE(pixel(read->value.image, 1999, 0), std::string("255,255,255"));
  }

  void aConstantDeepPictureKeepsItsLevel() {
    const auto read = imageOf(test::png({.width = 2, .bits = 16, .rows = {std::string("\x80\x00\x80\x00", 4)}}));
    SSA_VERIFY_OK(read);
    QCOMPARE(pixel(read->value.image, 0, 0), std::string("128,128,128"));
  }

  void damagedFilesAreNeverShown() {
    PngRecipe recipe{.width = 64, .height = 64, .rows = std::vector<std::string>(64, std::string(64, 'x'))};
    const std::string whole = test::png(recipe);
    SSA_VERIFY_OK(imageOf(whole));
    for (std::size_t cut = 1; cut < whole.size(); ++cut) QVERIFY(!imageOf(whole.substr(0, cut)).ok());
    std::string wrongSum = whole;
    wrongSum[45] = static_cast<char>(wrongSum[45] ^ 1);  // inside the data
    QCOMPARE(imageOf(wrongSum).error().code, ErrorCode::imageDamaged);
    recipe.rows.resize(40);
    QCOMPARE(imageOf(test::png(recipe)).error().code, ErrorCode::imageDamaged);
    SSA_VERIFY_OK(imageOf(whole + "trailing bytes"));
  }

  void brokenMetadataDoesNoHarm() {
    PngRecipe recipe{.width = 1, .rows = {"x"}};
    recipe.chunks = {{"eXIf", "nonsense"}, {"tEXt", "no zero byte"}, {"zTXt", std::string("Raw profile type exif\0\0junk", 27)}};
    const auto read = imageOf(test::png(recipe));
    SSA_VERIFY_OK(read);
    QVERIFY(warns(read->warnings, WarningCode::exifInvalid));
    QCOMPARE(read->value.info.orientation, 1);
  }

  void suffixesAreForTheFileDialogOnly() {
    QVERIFY(hasImageSuffix("a/b.JPG"));
    QVERIFY(hasImageSuffix("x.tiff"));
    QVERIFY(!hasImageSuffix("x.gif"));
    QVERIFY(!hasImageSuffix("png"));
    const auto path = test::tempDir() / "really.jpg";
    test::put(path, test::png({.width = 1, .rows = {"x"}}));
    const auto probed = probeImage(path);
    SSA_VERIFY_OK(probed);
    QCOMPARE(probed->format, std::string("png"));
  }
};

}  // namespace ssa

std::unique_ptr<QObject> makePngTest() { return std::make_unique<ssa::PngTest>(); }
#include "png_test.moc"

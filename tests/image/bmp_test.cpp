#include "engine/image/read.h"
#include "tests/image/made.h"
#include "tests/support/runner.h"

namespace ssa {
namespace {

Result<Loaded<ReadImage>> imageOf(const std::string& bmp) { return decodeImage(test::bytesOf(bmp), "made.bmp"); }

std::vector<int> idsOf(const std::string& bmp) {
  const auto path = test::tempDir() / "mask.bmp";
  test::put(path, bmp);
  const auto mask = readIndexMask(path);
  if (!mask) return {-1 - static_cast<int>(mask.error().code)};
  return {mask->value.ids.begin(), mask->value.ids.end()};
}

const std::string kGreyRamp = [] {
  std::string ramp;
  for (int i = 0; i < 256; ++i) ramp += std::string(3, static_cast<char>(i)) + '\0';
  return ramp;
}();

}  // namespace

class BmpTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void picturesFromAnotherWriterAreEqual() {
    for (const int width : {1, 2, 3, 5, 32}) {
      const Image8 picture = test::scenery(width, 7);
      const auto read = imageOf(test::encoded(picture, ".bmp"));
      SSA_VERIFY_OK(read);
      QVERIFY(read->value.image == picture);
    }
  }

  void masksKeepTheirIndices() {
    QVERIFY((idsOf(test::bmp(3, 2, 8, 0, kGreyRamp, std::string("\x05\x06\x07\0\x00\x01\xFF\0", 8))) ==
             std::vector<int>{0, 1, 255, 5, 6, 7}));
    QVERIFY((idsOf(test::bmp(3, -2, 8, 0, kGreyRamp, std::string("\x05\x06\x07\0\x00\x01\xFF\0", 8))) ==
             std::vector<int>{5, 6, 7, 0, 1, 255}));
    QVERIFY((idsOf(test::bmp(3, 1, 4, 0, std::string(64, 'c'), std::string("\x5F\x10\0\0", 4))) == std::vector<int>{5, 15, 1}));
    QVERIFY((idsOf(test::bmp(4, 1, 1, 0, std::string(8, 'c'), std::string("\x50\0\0\0", 4))) == std::vector<int>{0, 1, 0, 1}));
  }

  void runLengthsAreUnpacked() {
    // Bottom row: 3 × 7. Top row: literal 1 2 3.
    const std::string runs("\x03\x07\x00\x00\x00\x03\x01\x02\x03\x00\x00\x01", 12);
    QVERIFY((idsOf(test::bmp(3, 2, 8, 1, kGreyRamp, runs)) == std::vector<int>{1, 2, 3, 7, 7, 7}));
    const std::string nibbles("\x03\x71\x00\x00\x00\x03\x12\x30\x00\x01", 10);
    QVERIFY((idsOf(test::bmp(3, 2, 4, 2, std::string(64, 'c'), nibbles)) == std::vector<int>{1, 2, 3, 7, 1, 7}));
    QCOMPARE(imageOf(test::bmp(3, 2, 8, 1, kGreyRamp, runs.substr(0, 8))).error().code, ErrorCode::imageDamaged);
  }

  void unknownFlavoursAndShortFilesAreNamed() {
    QCOMPARE(imageOf(test::bmp(3, 2, 8, 4, kGreyRamp, "xx")).error().code, ErrorCode::imageUnsupported);
    QCOMPARE(imageOf(test::bmp(3, 2, 7, 0, kGreyRamp, "xx")).error().code, ErrorCode::imageUnsupported);
    QCOMPARE(imageOf(test::bmp(3, 2, 24, 0, {}, std::string(20, 'x'))).error().code, ErrorCode::imageDamaged);
    SSA_VERIFY_OK(imageOf(test::bmp(3, 2, 24, 0, {}, std::string(21, 'x'))));
    QCOMPARE(imageOf(test::bmp(1, 1, 8, 0, std::string(8, 'c'), "\x09\x09\x09\x09")).error().code, ErrorCode::imageDamaged);
  }

  void colourMasksAreRefused() {
    QVERIFY(
        (idsOf(test::encoded(test::scenery(4, 4), ".bmp")) == std::vector<int>{-1 - static_cast<int>(ErrorCode::maskIsColour)}));
    QVERIFY((idsOf(test::bmp(1, 1, 24, 0, {}, std::string("\x04\x04\x04\0", 4))) == std::vector<int>{4}));
  }
};

}  // namespace ssa

std::unique_ptr<QObject> makeBmpTest() { return std::make_unique<ssa::BmpTest>(); }
#include "bmp_test.moc"

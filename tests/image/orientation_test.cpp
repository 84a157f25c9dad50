#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>

#include "engine/image/exif.h"
#include "engine/image/orientation.h"
#include "engine/image/read.h"
#include "tests/image/made.h"
#include "tests/support/runner.h"

namespace ssa {
namespace {

/// The letters of "abc/def" as a reader must see them after each orientation of the stored rows.
const char* const kUpright[] = {"", "abc/def", "cba/fed", "fed/cba", "def/abc", "ad/be/cf", "da/eb/fc", "fc/eb/da", "cf/be/ad"};

std::string shown(std::span<const std::uint16_t> ids, Size size) {
  std::string text;
  for (int y = 0; y < size.height; ++y) {
    if (y > 0) text += '/';
    for (int x = 0; x < size.width; ++x) text += static_cast<char>(ids[static_cast<std::size_t>(y * size.width + x)]);
  }
  return text;
}

}  // namespace

class OrientationTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void everyOrientationIsAppliedOnce_data() {
    QTest::addColumn<int>("orientation");
    for (int o = 1; o <= 8; ++o) QTest::addRow("%d", o) << o;
  }
  void everyOrientationIsAppliedOnce() {
    QFETCH(int, orientation);
    const auto folder = test::tempDir();
    test::put(folder / "little.png",
              test::png({.width = 3, .height = 2, .rows = {"abc", "def"}, .chunks = {{"eXIf", test::exif(orientation)}}}));
    test::put(folder / "big.png",
              test::png({.width = 3, .height = 2, .rows = {"abc", "def"}, .chunks = {{"eXIf", test::exif(orientation, true)}}}));
    test::put(folder / "tagged.tif", test::tiff({.width = 3, .height = 2, .orientation = orientation, .data = "abcdef"}));
    for (const char* name : {"little.png", "big.png", "tagged.tif"}) {
      const auto info = probeImage(folder / name);
      SSA_VERIFY_OK(info);
      QCOMPARE(info->orientation, orientation);
      QCOMPARE(info->upright, uprightSize({3, 2}, orientation));
      const auto mask = readIndexMask(folder / name);
      SSA_VERIFY_OK(mask);
      QCOMPARE(shown(mask->value.ids, mask->value.size), std::string(kUpright[orientation]));
      const auto image = readImage(folder / name);
      SSA_VERIFY_OK(image);
      std::vector<std::uint16_t> red;
      for (std::size_t i = 0; i < image->value.image.pixels().size(); i += 3) red.push_back(image->value.image.pixels()[i]);
      QCOMPARE(shown(red, image->value.image.size()), std::string(kUpright[orientation]));
    }
  }

  void jpegAndWebpTurnAlike_data() { everyOrientationIsAppliedOnce_data(); }
  void jpegAndWebpTurnAlike() {
    QFETCH(int, orientation);
    const Image8 stored = test::scenery(60, 41);
    Image8 upright(uprightSize(stored.size(), orientation));
    applyOrientation<3>(stored.pixels(), stored.size(), orientation, upright.pixels());
    const auto jpeg = decodeImage(test::bytesOf(test::withExif(test::encoded(stored, ".jpg"), test::exif(orientation))), "x");
    SSA_VERIFY_OK(jpeg);
    QCOMPARE(jpeg->value.info.orientation, orientation);
    QVERIFY(test::difference(jpeg->value.image, upright) < 8);
    const std::string lossless = test::encoded(stored, ".webp", {cv::IMWRITE_WEBP_QUALITY, 101});
    const auto webp = decodeImage(test::bytesOf(test::webpWithExif(lossless, test::exif(orientation), stored.size())), "x");
    SSA_VERIFY_OK(webp);
    QCOMPARE(webp->value.info.orientation, orientation);
    QVERIFY(webp->value.image == upright);
  }

  void thumbnailsAreTurnedToo() {
    const auto path = test::tempDir() / "turned.jpg";
    test::put(path, test::withExif(test::encoded(test::scenery(200, 100), ".jpg"), test::exif(6)));
    const auto thumbnail = readThumbnail(path, 50);
    SSA_VERIFY_OK(thumbnail);
    QCOMPARE(thumbnail->size(), (Size{25, 50}));
  }

  void nonsenseIsInvalidAndMeansUpright_data() {
    QTest::addColumn<QByteArray>("block");
    const auto good = QByteArray::fromStdString(test::exif(6));
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("no TIFF header") << QByteArray("hello, this is not EXIF");
    QTest::newRow("cut header") << good.left(7);
    QTest::newRow("cut folder") << good.left(15);
    QTest::newRow("orientation 0") << QByteArray::fromStdString(test::exif(0));
    QTest::newRow("orientation 9") << QByteArray::fromStdString(test::exif(9));
    QByteArray far = good, magic = good, type = good;
    far[7] = '\x7F';
    magic[2] = 43;
    type[12] = 2;
    QTest::newRow("folder far away") << far;
    QTest::newRow("wrong magic") << magic;
    QTest::newRow("orientation as text") << type;
  }
  void nonsenseIsInvalidAndMeansUpright() {
    QFETCH(QByteArray, block);
    const auto seen =
        exifOrientation({reinterpret_cast<const std::uint8_t*>(block.constData()), static_cast<std::size_t>(block.size())});
    QVERIFY(seen.invalid);
    QCOMPARE(seen.value, 1);
  }

  void aFolderWithoutOrientationIsFine() {
    std::string block = test::exif(6);
    block[10] = 0x13;
    const auto seen = exifOrientation({reinterpret_cast<const std::uint8_t*>(block.data()), block.size()});
    QVERIFY(!seen.invalid);
    QCOMPARE(seen.value, 1);
  }
};

}  // namespace ssa

std::unique_ptr<QObject> makeOrientationTest() { return std::make_unique<ssa::OrientationTest>(); }
#include "orientation_test.moc"

#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "engine/image/read.h"
#include "tests/image/made.h"
#include "tests/support/runner.h"

namespace ssa {
namespace {

Result<Loaded<ReadImage>> imageOf(const std::string& bytes) { return decodeImage(test::bytesOf(bytes), "made"); }

/// What OpenCV makes of the bytes: the reference configurations read with it.
Image8 byOpenCv(const std::string& bytes) {
  const cv::Mat raw =
      cv::imdecode(std::vector<uchar>(bytes.begin(), bytes.end()), cv::IMREAD_COLOR | cv::IMREAD_IGNORE_ORIENTATION);
  Image8 image({raw.cols, raw.rows});
  cv::Mat out(raw.rows, raw.cols, CV_8UC3, image.row(0));
  cv::cvtColor(raw, out, cv::COLOR_BGR2RGB);
  return image;
}

}  // namespace

class JpegWebpTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void jpegBytesEqualOpenCv_data() {
    QTest::addColumn<int>("quality");
    QTest::addColumn<bool>("progressive");
    for (const int quality : {40, 75, 95})
      for (const bool progressive : {false, true})
        QTest::addRow("quality %d, progressive %d", quality, progressive) << quality << progressive;
  }
  void jpegBytesEqualOpenCv() {
    QFETCH(int, quality);
    QFETCH(bool, progressive);
    const std::string jpeg = test::encoded(test::scenery(101, 67), ".jpg",
                                           {cv::IMWRITE_JPEG_QUALITY, quality, cv::IMWRITE_JPEG_PROGRESSIVE, progressive});
    const auto read = imageOf(jpeg);
    SSA_VERIFY_OK(read);
    QVERIFY(read->value.image == byOpenCv(jpeg));
    QCOMPARE(read->value.info.format, std::string("jpeg"));
  }

  void everyCutJpegIsDamage() {
    for (const int progressive : {0, 1}) {
      const std::string jpeg = test::encoded(test::scenery(64, 64), ".jpg", {cv::IMWRITE_JPEG_PROGRESSIVE, progressive});
      for (std::size_t cut = 3; cut < jpeg.size(); cut += 7) {
        const auto read = imageOf(jpeg.substr(0, cut));
        QVERIFY(!read.ok());
        QCOMPARE(read.error().code, ErrorCode::imageDamaged);
      }
      SSA_VERIFY_OK(imageOf(jpeg + "camera maker's bytes"));
    }
  }

  void greyJpegIsAMaskAndColourJpegIsNot() {
    const auto folder = test::tempDir();
    cv::Mat grey(16, 16, CV_8U, cv::Scalar(9));
    std::vector<uchar> bytes;
    cv::imencode(".jpg", grey, bytes);
    test::put(folder / "grey.jpg", std::string(bytes.begin(), bytes.end()));
    test::put(folder / "colour.jpg", test::encoded(test::scenery(32, 32), ".jpg"));
    const auto mask = readIndexMask(folder / "grey.jpg");
    SSA_VERIFY_OK(mask);
    QCOMPARE(int{mask->value.at({8, 8})}, 9);
    QCOMPARE(readIndexMask(folder / "colour.jpg").error().code, ErrorCode::maskIsColour);
  }

  void thumbnailsAreDecodedAtReducedScale() {
    const auto path = test::tempDir() / "large.jpg";
    test::put(path, test::encoded(test::scenery(2001, 1003), ".jpg"));
    const auto thumbnail = readThumbnail(path, 160);
    SSA_VERIFY_OK(thumbnail);
    QCOMPARE(thumbnail->size(), (Size{160, 80}));
    const auto tiny = readThumbnail(path, 1);
    SSA_VERIFY_OK(tiny);
    QCOMPARE(tiny->size(), (Size{1, 1}));
    const auto larger = readThumbnail(path, 5000);
    SSA_VERIFY_OK(larger);
    QCOMPARE(larger->size(), (Size{2001, 1003}));
  }

  void webpIsReadExactlyWhenLossless() {
    const Image8 picture = test::scenery(50, 31);
    const auto lossless = imageOf(test::encoded(picture, ".webp", {cv::IMWRITE_WEBP_QUALITY, 101}));
    SSA_VERIFY_OK(lossless);
    QVERIFY(lossless->value.image == picture);
    QCOMPARE(lossless->value.info.format, std::string("webp"));
    const auto lossy = imageOf(test::encoded(picture, ".webp", {cv::IMWRITE_WEBP_QUALITY, 90}));
    SSA_VERIFY_OK(lossy);
    QVERIFY(test::difference(lossy->value.image, picture) < 20);
  }

  void webpAlphaGoesOnWhite() {
    const cv::Mat rgba(4, 4, CV_8UC4, cv::Scalar(10, 20, 30, 0));
    std::vector<uchar> bytes;
    cv::imencode(".webp", rgba, bytes, {cv::IMWRITE_WEBP_QUALITY, 101});
    const auto read = imageOf(std::string(bytes.begin(), bytes.end()));
    SSA_VERIFY_OK(read);
    QCOMPARE(int{read->value.image.pixels()[0]}, 255);
    QCOMPARE(read->warnings[0].code, WarningCode::alphaDropped);
  }

  void everyCutWebpIsDamage() {
    for (const int quality : {60, 101}) {
      const std::string webp = test::encoded(test::scenery(64, 64), ".webp", {cv::IMWRITE_WEBP_QUALITY, quality});
      for (std::size_t cut = 12; cut < webp.size(); cut += 5) {
        const auto read = imageOf(webp.substr(0, cut));
        QVERIFY(!read.ok());
        QVERIFY(read.error().code == ErrorCode::imageDamaged);
      }
    }
  }

  void animationIsRefusedByName() {
    std::string webp = test::webpWithExif(test::encoded(test::scenery(8, 8), ".webp"), test::exif(1), {8, 8});
    webp[20] = 0x02;
    QCOMPARE(imageOf(webp).error().code, ErrorCode::imageUnsupported);
    QCOMPARE(imageOf(webp).error().arg("reason"), std::string_view("animation"));
  }
};

}  // namespace ssa

std::unique_ptr<QObject> makeJpegWebpTest() { return std::make_unique<ssa::JpegWebpTest>(); }
#include "jpeg_webp_test.moc"

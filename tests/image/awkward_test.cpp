#include <algorithm>
#include <set>

#include "engine/image/read.h"
#include "engine/image/resample.h"
#include "tests/image/made.h"
#include "tests/support/runner.h"

namespace ssa {
namespace {

namespace fs = std::filesystem;

/// The files that nobody can open; every other one opens.
const std::set<std::string> kBroken{"Bad_shortfile.bmp", "broken.png", "broken_data_stream.png", "seek_too_large.tif"};

Image8 small(const fs::path& path) {
  const auto read = readImage(path);
  return read ? shrink(read->value.image, {24, 24}) : Image8();
}

}  // namespace

class AwkwardTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void initTestCase() {
    folder_ = test::dataDir().empty() ? fs::path() : test::dataDir() / "real" / "awkward";
    if (folder_.empty() || !fs::is_directory(folder_)) SSA_SKIP_CLASS("no real data beside this checkout");
  }

  void everyFileOpensOrGivesOneClearError() {
    std::vector<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder_))
      if (entry.is_regular_file() && hasImageSuffix(entry.path())) files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    std::size_t broken = 0;
    for (const fs::path& file : files) {
      const auto read = readImage(file);
      const auto probed = probeImage(file);
      const auto thumbnail = readThumbnail(file, 64);
      std::string verdict = file.filename().string() + ": ";
      if (read) {
        const ImageInfo& info = read->value.info;
        verdict += info.format + " " + std::to_string(info.upright.width) + "x" + std::to_string(info.upright.height) + ", " +
                   std::to_string(info.bits) + " bits, orientation " + std::to_string(info.orientation);
        for (const Warning& w : read->warnings) verdict += ", " + std::string(name(w.code));
      } else {
        verdict += read.error().toString();
      }
      qInfo("%s", verdict.c_str());
      if (kBroken.contains(file.filename().string())) {
        ++broken;
        QVERIFY2(!read.ok(), verdict.c_str());
        QCOMPARE(read.error().code, ErrorCode::imageDamaged);
        QCOMPARE(read.error().arg("path"), std::string_view(file.native()));
        QVERIFY(!read.error().arg("reason").empty());
        QVERIFY(!thumbnail.ok());
        QCOMPARE(thumbnail.error().code, ErrorCode::imageDamaged);
        continue;
      }
      QVERIFY2(read.ok(), verdict.c_str());
      QCOMPARE(read->value.image.size(), read->value.info.upright);
      SSA_VERIFY_OK(probed);
      QCOMPARE(probed->upright, read->value.info.upright);
      SSA_VERIFY_OK(thumbnail);
      QVERIFY(std::max(thumbnail->width(), thumbnail->height()) <= 64);
    }
    QCOMPARE(broken, kBroken.size());
    QVERIFY(files.size() >= 38);
  }

  void exifPicturesAllLookTheSameUpright() {
    const Image8 upright = small(folder_ / "exif" / "Landscape_1.jpg");
    QVERIFY(!upright.empty());
    for (const char* other : {"Landscape_3.jpg", "Landscape_6.jpg", "Landscape_8.jpg"}) {
      const double apart = test::difference(upright, small(folder_ / "exif" / other));
      QVERIFY2(apart < 2.0, qPrintable(QStringLiteral("%1: %2").arg(QLatin1String(other)).arg(apart)));
    }
    QVERIFY(test::difference(small(folder_ / "pillow" / "hopper_orientation_6.jpg"),
                             small(folder_ / "pillow" / "hopper_lzw.tif")) < 12);
  }

  void thumbnailsShowTheSamePicture() {
    for (const char* name : {"Landscape_1.jpg", "Landscape_6.jpg", "Portrait_5.jpg"}) {
      const auto thumbnail = readThumbnail(folder_ / "exif" / name, 96);
      const auto whole = readImage(folder_ / "exif" / name);
      SSA_VERIFY_OK(thumbnail);
      SSA_VERIFY_OK(whole);
      QCOMPARE(std::max(thumbnail->width(), thumbnail->height()), 96);
      QVERIFY(test::difference(*thumbnail, shrink(whole->value.image, thumbnail->size())) < 4.0);
    }
  }

  void colourSpacesAgree() {
    const fs::path pillow = folder_ / "pillow";
    QVERIFY(test::difference(small(pillow / "pil_sample_cmyk.jpg"), small(pillow / "pil_sample_rgb.jpg")) < 12);
    const Image8 hopper = small(pillow / "hopper_lzw.tif");
    QCOMPARE(test::difference(small(pillow / "hopper_bigtiff.tif"), hopper), 0.0);
    QVERIFY(test::difference(small(pillow / "hopper_jpg.tif"), hopper) < 3);
    QVERIFY(test::difference(small(pillow / "hopper.Lab.tif"), hopper) < 25);
    QCOMPARE(test::difference(small(pillow / "16bit.MM.deflate.tif"), small(pillow / "16bit.cropped.tif")), 0.0);
  }

  void warningsSayWhatWasDone() {
    const auto warned = [&](const char* file, WarningCode code) {
      const auto read = readImage(folder_ / file);
      return read && std::any_of(read->warnings.begin(), read->warnings.end(), [&](const Warning& w) { return w.code == code; });
    };
    QVERIFY(warned("pillow/invalid-exif.jpg", WarningCode::exifInvalid));
    QVERIFY(warned("pillow/multipage.tiff", WarningCode::firstPageOnly));
    QVERIFY(warned("pillow/pil_sample_cmyk.jpg", WarningCode::colourConverted));
    QVERIFY(warned("pillow/hopper.Lab.tif", WarningCode::colourConverted));
    QVERIFY(warned("pillow/16bit.cropped.tif", WarningCode::depthReduced));
    QVERIFY(warned("image-rs/images/png/transparency/tbbn3p08.png", WarningCode::alphaDropped));
    QVERIFY(!warned("pillow/p_16.png", WarningCode::alphaDropped));
    QVERIFY(!warned("exif/Landscape_1.jpg", WarningCode::exifInvalid));
  }

  void cmykAgreesWithWhatLibtiffAndOthersShow() {
    const auto read = readImage(folder_ / "pillow" / "pil_sample_cmyk.jpg");
    SSA_VERIFY_OK(read);
    const std::uint8_t* red = read->value.image.row(2) + 3 * 5;  // the red bar in the corner
    QVERIFY(red[0] > 200 && red[1] < 60 && red[2] < 60);
    const std::uint8_t* black = read->value.image.row(90) + 3 * 50;
    QVERIFY(black[0] < 20 && black[1] < 20 && black[2] < 20);
  }

 private:
  fs::path folder_;
};

}  // namespace ssa

std::unique_ptr<QObject> makeAwkwardTest() { return std::make_unique<ssa::AwkwardTest>(); }
#include "awkward_test.moc"

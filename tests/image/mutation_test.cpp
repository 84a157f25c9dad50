#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>

#include <fstream>
#include <random>

#include "engine/image/read.h"
#include "tests/image/made.h"
#include "tests/support/runner.h"

namespace ssa {
namespace {

constexpr int kMutations = 600;  ///< of every seed file
constexpr std::int64_t kMemoryLimit = 256 << 20;

std::int64_t residentPeak() {
  std::ifstream status("/proc/self/status");
  std::string word;
  std::int64_t kilobytes = 0;
  while (status >> word)
    if (word == "VmHWM:" && status >> kilobytes) return kilobytes * 1024;
  return 0;
}

std::string mutated(std::string bytes, std::mt19937& random) {
  const auto pick = [&](std::size_t below) { return std::uniform_int_distribution<std::size_t>(0, below - 1)(random); };
  for (std::size_t change = 1 + pick(4); change > 0 && !bytes.empty(); --change) {
    const std::size_t at = pick(2) ? pick(bytes.size()) : pick(std::min<std::size_t>(bytes.size(), 200));
    switch (pick(6)) {
      case 0:
        bytes[at] = static_cast<char>(bytes[at] ^ 1 << pick(8));
        break;
      case 1:
        bytes[at] = static_cast<char>(pick(256));
        break;
      case 2:
        bytes[at] = static_cast<char>(pick(2) ? 0xFF : 0);
        break;
      case 3:
        bytes.resize(at);
        break;
      case 4:
        bytes.insert(at, bytes.substr(pick(bytes.size()), pick(32)));
        break;
      default:
        bytes.erase(at, pick(32));
        break;
    }
  }
  return bytes;
}

}  // namespace

/// T9: seeded mutations of every format and flavour; nothing may crash, hang or take memory.
class MutationTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void mutatedFilesNeverCrash_data() {
    QTest::addColumn<QByteArray>("seed");
    const Image8 picture = test::scenery(40, 28);
    const std::string pixels(reinterpret_cast<const char*>(picture.row(0)), picture.pixels().size());
    const auto row = [](const char* name, const std::string& bytes) { QTest::newRow(name) << QByteArray::fromStdString(bytes); };
    row("png rgb", test::encoded(picture, ".png"));
    row("png palette, tRNS, eXIf", test::png({.width = 8,
                                              .height = 8,
                                              .bits = 4,
                                              .type = 3,
                                              .rows = std::vector<std::string>(8, "\x12\x30\x21\x03"),
                                              .palette = std::string(12, 'p'),
                                              .transparency = "\x10\x80",
                                              .chunks = {{"eXIf", test::exif(6)}}}));
    row("png 16 bit",
        test::png({.width = 8, .height = 8, .bits = 16, .rows = std::vector<std::string>(8, std::string(16, '\x21'))}));
    row("jpeg with EXIF", test::withExif(test::encoded(picture, ".jpg"), test::exif(5)));
    row("jpeg progressive", test::encoded(picture, ".jpg", {cv::IMWRITE_JPEG_PROGRESSIVE, 1}));
    for (const int compression : {1, 5, 8, 7, 32773})
      row(("tiff " + std::to_string(compression)).c_str(), test::tiff({.width = 40,
                                                                       .height = 28,
                                                                       .samples = 3,
                                                                       .photometric = 2,
                                                                       .compression = compression,
                                                                       .tile = compression == 8 ? 16 : 0,
                                                                       .big = compression == 5,
                                                                       .pages = 2,
                                                                       .data = pixels}));
    row("tiff G4",
        test::tiff({.width = 64, .height = 16, .bits = 1, .photometric = 0, .compression = 4, .data = std::string(128, '\x5A')}));
    row("tiff float planar", test::tiff({.width = 8,
                                         .height = 8,
                                         .bits = 32,
                                         .samples = 3,
                                         .format = 3,
                                         .photometric = 2,
                                         .planar = 2,
                                         .data = std::string(768, '\x3F')}));
    row("bmp", test::encoded(picture, ".bmp"));
    row("bmp runs",
        test::bmp(3, 2, 8, 1, std::string(1024, 'c'), std::string("\x03\x07\x00\x00\x00\x03\x01\x02\x03\x00\x00\x01", 12)));
    row("webp", test::webpWithExif(test::encoded(picture, ".webp"), test::exif(3), picture.size()));
    row("webp lossless", test::encoded(picture, ".webp", {cv::IMWRITE_WEBP_QUALITY, 101}));
  }
  void mutatedFilesNeverCrash() {
    QFETCH(QByteArray, seed);
    const ImageLimits limits{.pixels = 1 << 22, .side = 8192};
    const auto path = test::tempDir() / "mutated";
    std::mt19937 random(20'240'917);
    const std::int64_t before = residentPeak();
    SSA_VERIFY_OK(decodeImage(test::bytesOf(seed.toStdString()), "seed", limits));
    int opened = 0;
    for (int i = 0; i < kMutations; ++i) {
      const std::string bytes = mutated(seed.toStdString(), random);
      const auto read = decodeImage(test::bytesOf(bytes), "mutated", limits);
      opened += read ? 1 : 0;
      if (read) QVERIFY(read->value.image.size() == read->value.info.upright && read->value.image.size().area() <= limits.pixels);
      if (!read)
        QVERIFY2(read.error().code != ErrorCode::internal && read.error().code != ErrorCode::outOfMemory,
                 read.error().toString().c_str());
      if (i % 10 == 0) {  // through the file, and as a mask
        std::ofstream(path, std::ios::binary) << bytes;
        (void)readIndexMask(path, limits);
        (void)readThumbnail(path, 16, limits);
      }
    }
    qInfo("%d of %d mutations still open", opened, kMutations);
    QVERIFY2(residentPeak() - before < kMemoryLimit, "memory was taken");
  }
};

}  // namespace ssa

std::unique_ptr<QObject> makeMutationTest() { return std::make_unique<ssa::MutationTest>(); }
#include "mutation_test.moc"

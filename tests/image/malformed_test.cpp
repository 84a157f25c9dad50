#include "engine/image/read.h"
#include "tests/image/made.h"
#include "tests/support/runner.h"

namespace ssa {

/// T1: generated files that are no pictures.
class MalformedTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void stumpsAreRefused_data() {
    QTest::addColumn<QByteArray>("whole");
    QTest::addColumn<int>("magic");
    const Image8 picture = test::scenery(33, 21);
    const auto row = [&](const char* name, const std::string& bytes, int magic) {
      QTest::newRow(name) << QByteArray::fromStdString(bytes) << magic;
    };
    row("png", test::encoded(picture, ".png"), 8);
    row("jpeg", test::encoded(picture, ".jpg"), 3);
    row("tiff", test::encoded(picture, ".tif"), 4);
    row("bmp", test::encoded(picture, ".bmp"), 2);
    row("webp", test::encoded(picture, ".webp"), 16);
  }
  void stumpsAreRefused() {
    QFETCH(QByteArray, whole);
    QFETCH(int, magic);
    const std::string bytes = whole.toStdString();
    const auto codeOf = [](const std::string& part) {
      const auto read = decodeImage(test::bytesOf(part), "stump");
      return read ? ErrorCode::internal : read.error().code;
    };
    SSA_VERIFY_OK(decodeImage(test::bytesOf(bytes), "whole"));
    QCOMPARE(codeOf({}), ErrorCode::fileEmpty);
    QCOMPARE(codeOf(bytes.substr(0, 1)), ErrorCode::unknownFormat);
    QCOMPARE(codeOf(bytes.substr(0, static_cast<std::size_t>(magic))), ErrorCode::imageDamaged);
    for (std::size_t part = 1; part < 16; ++part)
      QCOMPARE(codeOf(bytes.substr(0, std::max<std::size_t>(16, bytes.size() * part / 16))), ErrorCode::imageDamaged);
    SSA_VERIFY_OK(decodeImage(test::bytesOf(bytes + std::string(100, 'g')), "with garbage behind"));
  }

  void everyHeaderByteMayBeExtreme_data() { stumpsAreRefused_data(); }
  void everyHeaderByteMayBeExtreme() {
    QFETCH(QByteArray, whole);
    const ImageLimits limits{.pixels = 1 << 20, .side = 4096};
    int refused = 0;
    for (qsizetype at = 0; at < std::min<qsizetype>(64, whole.size()); ++at)
      for (const int value : {0, 1, 127, 128, 255}) {
        QByteArray changed = whole;
        changed[at] = static_cast<char>(value);
        const auto read = decodeImage(test::bytesOf(changed.toStdString()), "changed", limits);
        refused += read ? 0 : 1;
        if (read) QVERIFY(read->value.image.size().area() <= limits.pixels);
      }
    QVERIFY(refused > 0);
  }
};

}  // namespace ssa

std::unique_ptr<QObject> makeMalformedTest() { return std::make_unique<ssa::MalformedTest>(); }
#include "malformed_test.moc"

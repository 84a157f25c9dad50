#include <cstring>
#include <limits>

#include "engine/image/read.h"
#include "engine/image/write.h"
#include "tests/image/made.h"
#include "tests/support/runner.h"

namespace ssa {
namespace {

LabelMap sampleLabels() {
  LabelMap map({16, 16});
  for (std::size_t i = 0; i < 256; ++i) map.labels()[i] = static_cast<std::uint8_t>(i);
  return map;
}

Result<Loaded<IndexMask>> maskOf(const Bytes& bytes) {
  const auto path = test::tempDir() / "mask.png";
  if (auto done = writeFile(path, bytes); !done) return done.error();
  return readIndexMask(path);
}

bool contains(const Bytes& bytes, std::string_view text) {
  return std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size()).find(text) != std::string_view::npos;
}

}  // namespace

class WriteTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void indexPngsKeepEveryId() {
    const LabelMap labels = sampleLabels();
    for (const bool palette : {false, true}) {
      const auto mask = maskOf(palette ? encodePalettePng(labels, vocPalette(21)) : encodeIndexPng(labels));
      SSA_VERIFY_OK(mask);
      QCOMPARE(mask->value.hasPalette, palette);
      for (std::size_t i = 0; i < 256; ++i) QCOMPARE(std::size_t{mask->value.ids[i]}, i);
    }
  }

  void palettePngsShowTheColours() {
    LabelMap labels({3, 1}, 1);
    labels.labels()[1] = kIgnore;
    labels.labels()[2] = 200;
    const auto image = decodeImage(encodePalettePng(labels, {{1, 2, 3}, {4, 5, 6}}), "x");
    SSA_VERIFY_OK(image);
    const auto p = image->value.image.pixels();
    QVERIFY((std::vector<int>(p.begin(), p.end()) == std::vector<int>{4, 5, 6, 255, 255, 255, 0, 0, 0}));
  }

  void sixteenBitMasksRoundTrip() {
    const IndexMask mask{{3, 2}, {0, 1, 255, 256, 40'000, 65'535}, 16, false};
    const auto read = maskOf(encodeIndexPng16(mask));
    SSA_VERIFY_OK(read);
    QVERIFY(read->value.ids == mask.ids);
    QCOMPARE(read->value.bits, 16);
  }

  void picturesRoundTrip() {
    for (const int width : {1, 7, 300}) {
      const Image8 picture = test::scenery(width, 11);
      const auto read = decodeImage(encodePng(picture), "x");
      SSA_VERIFY_OK(read);
      QVERIFY(read->value.image == picture);
    }
  }

  void scoresBecomeGreyLevels() {
    ScoreMap scores({5, 1});
    const float values[] = {0.0F, 0.5F, 1.0F, 7.0F, std::numeric_limits<float>::quiet_NaN()};
    std::copy(std::begin(values), std::end(values), scores.values().begin());
    const auto mask = maskOf(encodeScorePng(scores));
    SSA_VERIFY_OK(mask);
    QVERIFY((mask->value.ids == std::vector<std::uint16_t>{0, 128, 255, 255, 0}));
  }

  void textIsStoredForOtherReaders() {
    const Bytes png = encodeIndexPng(sampleLabels(), {{"Software", "SSA Studio"}, {"Title", "Straße"}});
    QVERIFY(contains(png, "tEXtSoftware"));
    QVERIFY(contains(png, "iTXtTitle"));
    QVERIFY(contains(png, "Straße"));
    SSA_VERIFY_OK(maskOf(png));
  }

  void emptyPicturesAreABug() {
    QVERIFY_EXCEPTION_THROWN((void)encodePng(Image8()), ContractViolation);
    QVERIFY_EXCEPTION_THROWN((void)encodeIndexPng(LabelMap()), ContractViolation);
  }

  void overlaysBlendOnlyKnownClasses() {
    Image8 image({3, 1});
    std::fill(image.pixels().begin(), image.pixels().end(), std::uint8_t{100});
    LabelMap labels({3, 1}, 0);
    labels.labels()[1] = kIgnore;
    labels.labels()[2] = 9;
    const auto blended = [&](float opacity) {
      const Image8 out = blendOverlay(image, labels, {{200, 0, 100}}, opacity);
      return std::vector<int>(out.pixels().begin(), out.pixels().end());
    };
    QVERIFY((blended(0.5F) == std::vector<int>{150, 50, 100, 100, 100, 100, 100, 100, 100}));
    QVERIFY((blended(0.0F) == std::vector<int>(9, 100)));
    QVERIFY((blended(1.0F) == std::vector<int>{200, 0, 100, 100, 100, 100, 100, 100, 100}));
    QVERIFY_EXCEPTION_THROWN((void)blendOverlay(image, LabelMap({2, 1}), {}, 1), ContractViolation);
    const Image8 flat = colourise(labels, {{200, 0, 100}});
    QVERIFY((std::vector<int>(flat.pixels().begin(), flat.pixels().end()) == std::vector<int>{200, 0, 100, 0, 0, 0, 0, 0, 0}));
  }

  void npyHeadersAreThoseOfNumPy_data() {
    QTest::addColumn<QList<qlonglong>>("shape");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("scalar") << QList<qlonglong>{} << QByteArray("()");
    QTest::newRow("1-d") << QList<qlonglong>{6} << QByteArray("(6,)");
    QTest::newRow("3-d") << QList<qlonglong>{1, 2, 3} << QByteArray("(1, 2, 3)");
  }
  void npyHeadersAreThoseOfNumPy() {
    QFETCH(QList<qlonglong>, shape);
    QFETCH(QByteArray, text);
    std::vector<std::int64_t> dims(shape.begin(), shape.end());
    const std::vector<float> values(shape.isEmpty() ? 1 : 6, 1.5F);
    const Bytes npy = encodeNpy(values, dims);
    const std::string bytes(reinterpret_cast<const char*>(npy.data()), npy.size());
    QCOMPARE(bytes.substr(0, 8), std::string("\x93NUMPY\x01\0", 8));
    const std::size_t length = static_cast<unsigned char>(bytes[8]) + 256U * static_cast<unsigned char>(bytes[9]);
    QCOMPARE((10 + length) % 64, std::size_t{0});
    QCOMPARE(bytes[9 + length], '\n');
    QVERIFY(bytes.find("{'descr': '<f4', 'fortran_order': False, 'shape': " + text.toStdString() + ", }") == 10);
    QCOMPARE(bytes.size(), 10 + length + 4 * values.size());
    float first = 0;
    std::memcpy(&first, bytes.data() + 10 + length, 4);
    QCOMPARE(first, 1.5F);
    dims.push_back(2);
    QVERIFY_EXCEPTION_THROWN((void)encodeNpy(values, dims), ContractViolation);
  }
};

}  // namespace ssa

std::unique_ptr<QObject> makeWriteTest() { return std::make_unique<ssa::WriteTest>(); }
#include "write_test.moc"

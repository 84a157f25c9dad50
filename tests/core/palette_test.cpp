#include <set>

#include "engine/core/palette.h"
#include "tests/support/runner.h"

namespace ssa {

class PaletteTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void distancesAreThoseOfCielab() {
    QVERIFY(std::abs(colourDistance({0, 0, 0}, {255, 255, 255}) - 100) < 0.01);
    QCOMPARE(colourDistance({12, 34, 56}, {12, 34, 56}), 0.0);
    // sRGB red has L* 53.24, a* 80.09, b* 67.20 (CIE, D65).
    QVERIFY(std::abs(colourDistance({255, 0, 0}, {0, 0, 0}) - std::sqrt(53.24 * 53.24 + 80.09 * 80.09 + 67.20 * 67.20)) < 0.05);
  }

  void simulationKeepsGreyAndMixesRedWithGreen() {
    for (const auto vision : {ColourVision::protanopia, ColourVision::deuteranopia, ColourVision::tritanopia}) {
      QVERIFY(colourDistance(simulate({128, 128, 128}, vision), {128, 128, 128}) < 1);
      QVERIFY(colourDistance(simulate({255, 255, 255}, vision), {255, 255, 255}) < 1);
    }
    const Rgb red{200, 60, 30}, green{110, 120, 20};
    QVERIFY(colourDistance(simulate(red, ColourVision::deuteranopia), simulate(green, ColourVision::deuteranopia)) <
            colourDistance(red, green) / 2);
  }

  void coloursStayApartUnderEveryVision_data() {
    QTest::addColumn<int>("count");
    QTest::addColumn<double>("bound");
    QTest::newRow("2") << 2 << 80.0;
    QTest::newRow("8 (Okabe and Ito)") << 8 << 16.0;
    QTest::newRow("11 (CamVid)") << 11 << 16.0;
    QTest::newRow("19 (Cityscapes)") << 19 << 16.0;
    QTest::newRow("21 (VOC)") << 21 << 16.0;
    QTest::newRow("150 (ADE20K)") << 150 << 5.5;
  }
  void coloursStayApartUnderEveryVision() {
    QFETCH(int, count);
    QFETCH(double, bound);
    const double smallest = smallestDistance(colourBlindSafePalette(count));
    qInfo("%d colours: smallest distance %.2f", count, smallest);
    QVERIFY(smallest >= bound);
  }

  void theGeneratedOnesAreBetterThanThePublishedOnes() {
    QVERIFY(smallestDistance(colourBlindSafePalette(21)) > smallestDistance(vocPalette(21)));
  }

  void sequencesAreDeterministicAndExtendEachOther() {
    const Palette all = colourBlindSafePalette(255);
    QCOMPARE(all.size(), std::size_t{255});
    QVERIFY(all == colourBlindSafePalette(255));
    const Palette few = colourBlindSafePalette(30);
    QVERIFY(std::equal(few.begin(), few.end(), all.begin()));
    std::set<std::string> distinct;
    for (const Rgb c : all) distinct.insert(toHex(c));
    QCOMPARE(distinct.size(), std::size_t{255});
    QVERIFY(colourBlindSafePalette(0).empty());
    QVERIFY(colourBlindSafePalette(-1).empty());
  }

  void vocColoursAreThePublishedOnes() {
    const Palette voc = vocPalette(22);
    QVERIFY((voc[0] == Rgb{0, 0, 0}));
    QVERIFY((voc[1] == Rgb{128, 0, 0}));
    QVERIFY((voc[7] == Rgb{128, 128, 128}));
    QVERIFY((voc[8] == Rgb{64, 0, 0}));
    QVERIFY((voc[20] == Rgb{0, 64, 128}));
    QVERIFY((vocPalette(256)[255] == Rgb{224, 224, 192}));
  }

  void hexRoundTrips() {
    QCOMPARE(toHex({1, 171, 255}), std::string("#01abff"));
    Rgb colour{9, 9, 9};
    QVERIFY(fromHex("#01ABff", colour));
    QVERIFY((colour == Rgb{1, 171, 255}));
    for (const char* bad : {"", "#", "01abff0", "#01abf", "#01abfg", "#01abff0"}) QVERIFY(!fromHex(bad, colour));
    QVERIFY((colour == Rgb{1, 171, 255}));
  }
};

}  // namespace ssa

std::unique_ptr<QObject> makePaletteTest() { return std::make_unique<ssa::PaletteTest>(); }
#include "palette_test.moc"

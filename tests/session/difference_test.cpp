#include "engine/image/difference.h"

#include <ctime>
#include <initializer_list>
#include <memory>
#include <random>
#include <string_view>

#include "tests/session/tests.h"
#include "tests/support/runner.h"

using namespace ssa;

namespace {

/// A map drawn as text: digits are ids, `.` is kIgnore.
LabelMap drawn(std::initializer_list<std::string_view> rows) {
  LabelMap map({static_cast<int>(rows.begin()->size()), static_cast<int>(rows.size())});
  int y = 0;
  for (const std::string_view row : rows) {
    for (std::size_t x = 0; x < row.size(); ++x)
      map.row(y)[x] = row[x] == '.' ? kIgnore : static_cast<std::uint8_t>(row[x] - '0');
    ++y;
  }
  return map;
}

}  // namespace

class DifferenceTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void flipsAreRegionsWithTheirMajorities() {
    const auto result = compareMasks(drawn({"000000", "000000", "112000", "000000"}),  //
                                     drawn({"000000", "033000", "033300", "000040"}));
    SSA_VERIFY_OK(result);
    QCOMPARE(result->codes, drawn({"000000", "011000", "111100", "000010"}));  // the last touches by a corner only
    QCOMPARE(result->regions.size(), std::size_t{1});
    const DifferenceRegion& region = result->regions[0];
    QVERIFY(region.code == DifferenceCode::changed);
    QCOMPARE(region.bounds, (Rect{0, 1, 5, 3}));
    QCOMPARE(region.pixels, 7);
    QCOMPARE(int{region.from}, 0);
    QCOMPARE(int{region.to}, 3);
    QCOMPARE(result->pixels[0], 17);
    QCOMPARE(result->pixels[1], 7);
  }

  void gainsNeedTheTruth() {
    const auto result = compareMasks(drawn({"0123012"}), drawn({"1133002"}), drawn({"1103100"}));
    SSA_VERIFY_OK(result);
    QCOMPARE(result->codes, drawn({"2040424"}));
    QCOMPARE(result->pixels[static_cast<int>(DifferenceCode::gained)], 2);
    QCOMPARE(result->pixels[static_cast<int>(DifferenceCode::bothWrong)], 3);
  }

  void lostIsWhatOnlyTheFirstHad() {
    const auto result = compareMasks(drawn({"11", "11"}), drawn({"00", "00"}), drawn({"11", "11"}));
    SSA_VERIFY_OK(result);
    QCOMPARE(result->regions.size(), std::size_t{1});
    QVERIFY(result->regions[0].code == DifferenceCode::lost);
    QCOMPARE(int{result->regions[0].from}, 1);
    QCOMPARE(int{result->regions[0].to}, 0);
  }

  void ignoredTruthCountsForNothing() {
    const auto result = compareMasks(drawn({"0000"}), drawn({"1111"}), drawn({"...."}));
    SSA_VERIFY_OK(result);
    QCOMPARE(result->pixels[0], 4);
    QVERIFY(result->regions.empty());
  }

  void codesDoNotMixAndSmallRegionsAreLeftOut() {
    // Left half gained, right half lost, side by side; three lone pixels below.
    const auto result = compareMasks(drawn({"00111", "00111", "11111", "01111"}), drawn({"11000", "11000", "11111", "11010"}),
                                     drawn({"11111", "11111", "11111", "11111"}));
    SSA_VERIFY_OK(result);
    QCOMPARE(result->regions.size(), std::size_t{2});
    QVERIFY(result->regions[0].code == DifferenceCode::lost);
    QCOMPARE(result->regions[0].pixels, 6);
    QVERIFY(result->regions[1].code == DifferenceCode::gained);
    QCOMPARE(result->regions[1].bounds, (Rect{0, 0, 2, 2}));
    QCOMPARE(result->pixels[static_cast<int>(DifferenceCode::gained)], 5);
  }

  void armsThatMeetLateAreOneRegion() {
    const LabelMap none = drawn({"00000", "00000", "00000", "00000"});
    const auto cup = compareMasks(none, drawn({"10101", "10101", "10101", "01010"}));
    SSA_VERIFY_OK(cup);
    QCOMPARE(cup->regions.size(), std::size_t{1});
    QCOMPARE(cup->regions[0].pixels, 11);
    QCOMPARE(cup->regions[0].bounds, (Rect{0, 0, 5, 4}));
  }

  void sizesMustAgree() {
    const auto result = compareMasks(drawn({"00"}), drawn({"00"}), drawn({"0"}));
    QVERIFY(!result.ok());
    QVERIFY(result.error().code == ErrorCode::sizeMismatch);
    QVERIFY(!compareMasks(drawn({"00"}), drawn({"0"})).ok());
  }

  void largeMapsTakeLittleTime_data() {
    QTest::addColumn<int>("side");
    QTest::addColumn<int>("grain");
    QTest::newRow("smooth") << 4096 << 64;
    QTest::newRow("noise") << 1024 << 1;
  }

  void largeMapsTakeLittleTime() {
    QFETCH(int, side);
    QFETCH(int, grain);
    LabelMap first({side, side}), second({side, side}), truth({side, side});
    std::mt19937 random(1);
    const int cells = side / grain;
    std::vector<std::uint8_t> ids(static_cast<std::size_t>(cells) * static_cast<std::size_t>(cells) * 3);
    for (auto& id : ids) id = static_cast<std::uint8_t>(random() % 3);
    for (int y = 0; y < side; ++y)
      for (int x = 0; x < side; ++x) {
        const std::size_t cell =
            3 * (static_cast<std::size_t>(y / grain) * static_cast<std::size_t>(cells) + static_cast<std::size_t>(x / grain));
        first.row(y)[x] = ids[cell];
        second.row(y)[x] = ids[cell + 1];
        truth.row(y)[x] = ids[cell + 2];
      }
    const std::clock_t start = std::clock();
    const auto result = compareMasks(first, second, truth);
    qInfo("%d×%d, grain %d px: %.0f ms of one core, %zu regions", side, side, grain,
          1e3 * double(std::clock() - start) / CLOCKS_PER_SEC, result->regions.size());
    std::int64_t total = 0;
    for (const std::int64_t count : result->pixels) total += count;
    QCOMPARE(total, std::int64_t{side} * side);
    for (std::size_t i = 1; i < result->regions.size(); ++i) QVERIFY(result->regions[i].pixels <= result->regions[i - 1].pixels);
  }
};

std::unique_ptr<QObject> makeDifferenceTest() { return std::make_unique<DifferenceTest>(); }

#include "difference_test.moc"

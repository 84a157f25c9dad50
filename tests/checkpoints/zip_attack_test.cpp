// Archives that lie about themselves: refused, whatever is inside.
#include "engine/checkpoints/read.h"
#include "engine/core/safe_file.h"
#include "tests/checkpoints/builders.h"
#include "tests/checkpoints/tests.h"
#include "tests/support/runner.h"

using namespace ssa;
using namespace ssa::test;

namespace {

const std::string kPickle = pkl::whole(pkl::dict({{"w", pkl::tensor(pkl::storage("FloatStorage", "0", 4), 0, {2, 2}, {2, 1})}}));

std::vector<ZipPart> parts() {
  return {
      {.name = "a/data.pkl", .data = kPickle}, {.name = "a/data/0", .data = fourFloats()}, {.name = "a/version", .data = "3\n"}};
}

class ZipAttacks : public QObject {
  Q_OBJECT

 private:
  template <class Change>
  static bool refusedWith(Change change) {
    auto list = parts();
    change(list);
    return !readBytes(zip(list)).ok();
  }

 private Q_SLOTS:
  void theUnchangedArchiveLoads() { SSA_VERIFY_OK(readBytes(zip(parts()))); }

  void checksumsCountUnlessTheyAreZero() {
    auto none = parts();
    for (ZipPart& part : none) part.crc = 0;
    SSA_VERIFY_OK(readBytes(zip(none)));
    QVERIFY(refusedWith([](auto& list) { list[1].crc = 12345; }));
    QVERIFY(refusedWith([](auto& list) { list[0].crc = 12345; }));
  }

  void compressedAndEncryptedEntriesAreRefused() {
    QVERIFY(refusedWith([](auto& list) { list[1].method = 8; }));
    for (const int bit : {0, 5, 6, 13})
      QVERIFY(refusedWith([bit](auto& list) { list[1].flags = static_cast<std::uint16_t>(1U << bit); }));
  }

  void sizesMustAgree() {
    QVERIFY(refusedWith([](auto& list) { list[1].saidBytes = 8; }));
    QVERIFY(refusedWith([](auto& list) { list[1].localBytes = 8; }));
    QVERIFY(refusedWith([](auto& list) { list[1].saidBytes = list[1].localBytes = 1 << 30; }));
    QVERIFY(refusedWith([](auto& list) { list[2].saidBytes = 0xFFFFFFFF; }));
  }

  void namesMustAgreeBeUniqueAndStayInside() {
    QVERIFY(refusedWith([](auto& list) { list[1].localName = "a/data/9"; }));
    QVERIFY(refusedWith([](auto& list) { list.push_back(list[1]); }));
    for (const char* name : {"../a", "a/../../b", "/etc/passwd", "a\\b", "..", ""})
      QVERIFY2(refusedWith([name](auto& list) { list.push_back({.name = name, .data = "x"}); }), name);
    QVERIFY(refusedWith([](auto& list) { list.push_back({.name = std::string("a\0b", 3), .data = "x"}); }));
    QVERIFY(refusedWith([](auto& list) { list.push_back({.name = "b/data.pkl", .data = kPickle}); }));
  }

  void entriesMustLieWhereTheyAreSaidToBe() {
    QVERIFY(refusedWith([](auto& list) { list[1].offset = 0; }));
    QVERIFY(refusedWith([](auto& list) { list[1].offset = 5; }));
    QVERIFY(refusedWith([](auto& list) { list[1].offset = 0x7FFFFFFF; }));
    QVERIFY(refusedWith([](auto& list) { list[1].offset = 0xFFFFFFFF; }));
    // The second directory entry shows the first entry's header again: an overlap under the same name.
    QVERIFY(refusedWith([](auto& list) { list[1].offset = 0, list[1].name = list[0].name; }));
  }

  void lyingZip64RecordsAreRefused() {
    const auto record = [](std::uint64_t bytes, std::uint64_t packed, std::uint64_t offset) {
      return le(std::uint16_t{1}) + le(std::uint16_t{24}) + le(bytes) + le(packed) + le(offset);
    };
    for (const std::uint64_t lie : {std::uint64_t{1} << 40, std::uint64_t{1} << 63, ~std::uint64_t{0}, std::uint64_t{17}})
      QVERIFY(refusedWith([&](auto& list) {
        list[1].saidBytes = 0xFFFFFFFF;
        list[1].centralExtra = record(lie, lie, 0);
      }));
    QVERIFY(refusedWith([&](auto& list) {
      list[1].saidBytes = 0xFFFFFFFF;
      list[1].centralExtra = le(std::uint16_t{1}) + le(std::uint16_t{4}) + le(std::uint32_t{16});
    }));
    auto honest = parts();
    honest[1].saidBytes = 0xFFFFFFFF;
    honest[1].centralExtra = record(16, 16, 0);
    SSA_VERIFY_OK(readBytes(zip(honest)));
  }

  void foreignBytesAroundTheArchiveAreRefused() {
    QVERIFY(!readBytes(zip(parts(), "PK\x03\x04")).ok());
    QVERIFY(!readBytes(zip(parts(), "#!/bin/sh\n")).ok());
    QVERIFY(!readBytes(zip(parts(), {}, "junk")).ok());
    QVERIFY(!readBytes(zip(parts()) + zip(parts())).ok());
    QVERIFY(!readBytes(zip(parts(), zip(parts()))).ok());
    std::string commented = zip(parts());
    commented[commented.size() - 2] = 3;
    QVERIFY(!readBytes(commented + "abc").ok());
  }

  void everyTruncationIsRefused() {
    const std::string whole = zip(parts());
    for (std::size_t bytes = 1; bytes < whole.size(); bytes += 7) QVERIFY(!readBytes(whole.substr(0, bytes)).ok());
  }

  void tooManyEntriesAreRefusedFromTheCount() {
    auto list = parts();
    for (int i = 0; i < 4000; ++i) list.push_back({.name = "a/" + std::to_string(i), .data = ""});
    SSA_VERIFY_OK(readBytes(zip(list)));
    // A zip64 end that promises a million entries, before any of them is looked at.
    const std::string few = zip(parts());
    const std::string end = few.substr(few.size() - 22);
    const std::string directory = end.substr(12, 8);
    const auto widened = [&](std::size_t at) { return directory.substr(at, 4) + std::string(4, '\0'); };
    const std::string wide = le(0x06064b50U) + le(std::uint64_t{44}) + std::string(12, '\0') + le(std::uint64_t{1'000'000}) +
                             le(std::uint64_t{1'000'000}) + widened(0) + widened(4);
    const std::string locator =
        le(0x07064b50U) + le(std::uint32_t{0}) + le(std::uint64_t{few.size() - 22}) + le(std::uint32_t{1});
    const std::string all(2, '\xff');
    const std::string many = few.substr(0, few.size() - 22) + wide + locator + end.substr(0, 8) + all + all + end.substr(12);
    const auto loaded = readBytes(many);
    QVERIFY(!loaded.ok());
    QVERIFY2(loaded.error().arg("reason").find("1000000 entries") != std::string::npos, loaded.error().toString().c_str());
  }

  void otherArchivesAreNoCheckpoints() {
    const auto other = readBytes(zip({{.name = "arr_0.npy", .data = "x"}}));
    QVERIFY(!other.ok());
    QCOMPARE(other.error().code, ErrorCode::unknownFormat);
    auto script = parts();
    script.push_back({.name = "a/constants.pkl", .data = kPickle});
    const auto refusal = readBytes(zip(script));
    QVERIFY(!refusal.ok());
    QCOMPARE(refusal.error().code, ErrorCode::checkpointRefused);
  }

  void foreignByteOrderIsRefused() {
    QVERIFY(refusedWith([](auto& list) { list.push_back({.name = "a/byteorder", .data = "big"}); }));
    auto little = parts();
    little.push_back({.name = "a/byteorder", .data = "little"});
    SSA_VERIFY_OK(readBytes(zip(little)));
  }

  void whatIsNoFileHasItsOwnError() {
    const auto folder = tempDir();
    QCOMPARE(readCheckpoint(folder / "absent.pth").error().code, ErrorCode::fileNotFound);
    QCOMPARE(readBytes("").error().code, ErrorCode::fileEmpty);
    QCOMPARE(readCheckpoint(folder).error().code, ErrorCode::noWeights);
    QCOMPARE(readCheckpoint("/dev/zero").error().code, ErrorCode::notAFile);
    QCOMPARE(readBytes("version https://git-lfs.github.com/spec/v1\n").error().code, ErrorCode::unknownFormat);
    QCOMPARE(readBytes(std::string("\x80\x02N.", 4)).error().code, ErrorCode::unknownFormat);
  }

  void limitsAndStopsAreObeyed() {
    const auto path = tempDir() / "x.pth";
    QVERIFY(writeFile(path, soundZip()).ok());
    CheckpointLimits limits;
    limits.file_bytes = 10;
    QCOMPARE(readCheckpoint(path, limits).error().code, ErrorCode::fileTooLarge);
    limits = {};
    limits.zip_entries = 2;
    QCOMPARE(readCheckpoint(path, limits).error().code, ErrorCode::checkpointRefused);
    limits = {};
    limits.pickle_bytes = 10;
    QCOMPARE(readCheckpoint(path, limits).error().code, ErrorCode::checkpointRefused);
    limits = {};
    limits.tensors = 0;
    QCOMPARE(readCheckpoint(path, limits).error().code, ErrorCode::checkpointRefused);
    StopSource stop;
    stop.request_stop();
    QCOMPARE(readCheckpoint(path, {}, stop.get_token()).error().code, ErrorCode::stopped);
  }
};

}  // namespace

std::unique_ptr<QObject> makeZipAttackTest() { return std::make_unique<ZipAttacks>(); }

#include "zip_attack_test.moc"

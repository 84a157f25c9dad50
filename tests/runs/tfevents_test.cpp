#include "engine/runs/tfevents.h"

#include <bit>
#include <cstring>
#include <random>

#include "tests/support/runner.h"

namespace ssa {
namespace {

std::span<const std::byte> bytesOf(std::string_view text) { return std::as_bytes(std::span(text.data(), text.size())); }

std::string hex(const Bytes& bytes) {
  std::string text;
  for (const std::byte byte : bytes) {
    char two[3];
    std::snprintf(two, sizeof two, "%02x", static_cast<unsigned>(byte));
    text += two;
  }
  return text;
}

void append(Bytes& file, const Bytes& record) { file.insert(file.end(), record.begin(), record.end()); }

}  // namespace

class TfeventsTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  /// Check values of RFC 3720 (iSCSI), appendix B.4, and of the CRC catalogue.
  void crcMatchesThePublishedValues() {
    QCOMPARE(crc32c(bytesOf("123456789")), 0xE3069283U);
    QCOMPARE(crc32c(Bytes(32, std::byte{0})), 0x8A9136AAU);
    QCOMPARE(crc32c(Bytes(32, std::byte{0xFF})), 0x62A8AB43U);
    Bytes ascending(32);
    for (std::size_t i = 0; i < 32; ++i) ascending[i] = static_cast<std::byte>(i);
    QCOMPARE(crc32c(ascending), 0x46DD794EU);
  }

  /// Every event file TensorFlow writes begins with these twelve bytes: length 24 and its masked CRC.
  void theFirstRecordIsTensorFlowsOwn() {
    const Bytes record = tfFileVersion(1.0);
    QCOMPARE(record.size(), std::size_t{12 + 24 + 4});
    QCOMPARE(hex({record.begin(), record.begin() + 12}), std::string("1800000000000000a37f4b22"));
    // wall_time = 1.0 (field 1), file_version (field 3) = "brain.Event:2".
    QCOMPARE(hex({record.begin() + 12, record.end() - 4}), std::string("09000000000000f03f1a0d627261696e2e4576656e743a32"));
  }

  /// Worked out by hand from event.proto and summary.proto.
  void aScalarIsEncodedAsProtobufSays() {
    const std::pair<std::string, double> value{"train/loss", 0.5};
    const Bytes record = tfScalars(2.0, 300, std::span(&value, 1));
    QCOMPARE(hex({record.begin() + 12, record.end() - 4}),
             std::string("090000000000000040"        // wall_time 2.0
                         "10ac02"                    // step 300
                         "2a13"                      // summary, 19 bytes
                         "0a11"                      // value, 17 bytes
                         "0a0a747261696e2f6c6f7373"  // tag "train/loss"
                         "150000003f"));             // simple_value 0.5F
  }

  void scalarsComeBackAsWritten() {
    Bytes file = tfFileVersion(10);
    append(file, tfSessionStart(10, 7));
    const std::vector<std::pair<std::string, double>> step{{"train/loss", 1.5}, {"train/lr", 1e-4}};
    append(file, tfScalars(11, 200, step));
    append(file, tfScalars(12, 0, std::span(step).first(1)));
    const auto read = readTfScalars(file, "events");
    SSA_VERIFY_OK(read);
    const std::vector<TfScalar> wanted{{11, 200, "train/loss", 1.5F}, {11, 200, "train/lr", 1e-4F}, {12, 0, "train/loss", 1.5F}};
    QVERIFY(*read == wanted);
  }

  void aTornRecordAtTheEndIsLeftOut() {
    const std::pair<std::string, double> value{"a", 1};
    const Bytes whole = tfScalars(1, 1, std::span(&value, 1));
    for (std::size_t cut = 1; cut < whole.size(); ++cut) {
      Bytes file = tfFileVersion(1);
      append(file, whole);
      append(file, {whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(cut)});
      const auto read = readTfScalars(file, "events");
      SSA_VERIFY_OK(read);
      QCOMPARE(read->size(), std::size_t{1});
    }
  }

  /// T8 (tfevents): records whose CRCs fit although their protobuf is damaged, as a hostile writer makes them.
  void damagedMessagesWithRightChecksumsAreSurvived() {
    std::mt19937 random(5);
    const std::vector<std::pair<std::string, double>> values{{"train/loss", 1.5}, {"val/mIoU", 50}};
    const Bytes whole = tfScalars(11, 200, values);
    const auto masked = [](std::span<const std::byte> bytes) { return std::rotr(crc32c(bytes), 15) + 0xA282EAD8U; };
    for (int i = 0; i < 20'000; ++i) {
      Bytes event(whole.begin() + 12, whole.end() - 4);
      for (std::uint32_t edit = 0; edit <= random() % 4; ++edit)
        event[random() % event.size()] = static_cast<std::byte>(random());
      event.resize(1 + random() % event.size());
      const std::uint64_t length = event.size();
      Bytes file(12 + event.size() + 4);
      std::memcpy(file.data(), &length, 8);
      std::uint32_t crc = masked(std::span(file).first(8));
      std::memcpy(file.data() + 8, &crc, 4);
      std::copy(event.begin(), event.end(), file.begin() + 12);
      crc = masked(event);
      std::memcpy(file.data() + 12 + event.size(), &crc, 4);
      const auto read = readTfScalars(file, "events");
      SSA_VERIFY_OK(read);
      QVERIFY(read->size() <= 50);
    }
  }

  void everyDamagedByteIsNoticed() {
    const std::pair<std::string, double> value{"a", 1};
    const Bytes whole = tfScalars(1, 1, std::span(&value, 1));
    for (std::size_t at = 0; at < whole.size(); ++at) {
      Bytes file = whole;
      file[at] ^= std::byte{0x10};
      QVERIFY2(!readTfScalars(file, "events"), std::to_string(at).c_str());
    }
  }
};

}  // namespace ssa

std::unique_ptr<QObject> makeTfeventsTest() { return std::make_unique<ssa::TfeventsTest>(); }
#include "tfevents_test.moc"

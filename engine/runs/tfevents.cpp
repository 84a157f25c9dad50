#include "engine/runs/tfevents.h"

#include <array>
#include <bit>
#include <cstring>
#include <optional>
#include <string_view>

namespace ssa {
namespace {

constexpr std::uint32_t kMaskDelta = 0xA282EAD8U;
constexpr std::uint64_t kLargestRecord = 64 << 20;

constexpr auto kCrcTable = [] {
  std::array<std::uint32_t, 256> table{};
  for (std::uint32_t i = 0; i < 256; ++i) {
    std::uint32_t value = i;
    for (int bit = 0; bit < 8; ++bit) value = (value >> 1) ^ ((value & 1) != 0 ? 0x82F63B78U : 0U);
    table[i] = value;
  }
  return table;
}();

std::uint32_t masked(std::uint32_t crc) { return std::rotr(crc, 15) + kMaskDelta; }

// Field numbers of event.proto and summary.proto, and protobuf's wire types.
enum Wire { varint = 0, fixed64 = 1, sized = 2, fixed32 = 5 };
constexpr int kEventTime = 1, kEventStep = 2, kEventFileVersion = 3, kEventSummary = 5, kEventSessionLog = 7;
constexpr int kSummaryValue = 1, kValueTag = 1, kValueSimple = 2, kSessionStatus = 1;
constexpr std::uint64_t kSessionStarts = 1;

/// Little-endian bytes and protobuf fields, appended.
class Encoder {
 public:
  template <class T>
  void raw(T value) {
    static_assert(std::endian::native == std::endian::little);
    bytes_.append(reinterpret_cast<const char*>(&value), sizeof value);
  }
  void number(std::uint64_t value) {
    for (; value >= 0x80; value >>= 7) bytes_ += static_cast<char>(0x80 | (value & 0x7F));
    bytes_ += static_cast<char>(value);
  }
  void key(int field, Wire wire) { number(static_cast<std::uint64_t>(field << 3 | wire)); }
  void text(int field, std::string_view value) {
    key(field, sized);
    number(value.size());
    bytes_ += value;
  }
  const std::string& bytes() const { return bytes_; }

 private:
  std::string bytes_;
};

Encoder eventHead(double time, std::int64_t step) {
  Encoder event;
  event.key(kEventTime, fixed64);
  event.raw(time);
  if (step != 0) {
    event.key(kEventStep, varint);
    event.number(static_cast<std::uint64_t>(step));
  }
  return event;
}

std::span<const std::byte> bytesOf(std::string_view text) { return std::as_bytes(std::span(text.data(), text.size())); }

Bytes record(std::string_view event) {
  Encoder out;
  out.raw(std::uint64_t{event.size()});
  out.raw(masked(crc32c(bytesOf(out.bytes()))));
  std::string text = out.bytes();
  text += event;
  Encoder tail;
  tail.raw(masked(crc32c(bytesOf(event))));
  text += tail.bytes();
  const auto bytes = bytesOf(text);
  return {bytes.begin(), bytes.end()};
}

/// Walks the fields of one protobuf message; a fault ends the walk.
class Decoder {
 public:
  explicit Decoder(std::string_view bytes) : rest_(bytes) {}

  bool next() {
    if (rest_.empty()) return false;
    const auto key = number();
    if (!key) return false;
    field = static_cast<int>(*key >> 3);
    wire = static_cast<int>(*key & 7);
    switch (wire) {
      case varint: {
        const auto read = number();
        whole = read.value_or(0);
        return read.has_value();
      }
      case fixed64:
        return take(8);
      case fixed32:
        return take(4);
      case sized: {
        const auto size = number();
        return size && take(*size);
      }
      default:
        return false;
    }
  }
  template <class T>
  T as() const {
    T value{};
    if (content.size() == sizeof value) std::memcpy(&value, content.data(), sizeof value);
    return value;
  }

  int field = 0;
  int wire = 0;
  std::uint64_t whole = 0;   ///< of a varint
  std::string_view content;  ///< of the others

 private:
  std::optional<std::uint64_t> number() {
    std::uint64_t value = 0;
    for (int shift = 0; shift < 64 && !rest_.empty(); shift += 7) {
      const auto byte = static_cast<unsigned char>(rest_.front());
      rest_.remove_prefix(1);
      value |= std::uint64_t{byte & 0x7FU} << shift;
      if (byte < 0x80) return value;
    }
    return std::nullopt;
  }
  bool take(std::uint64_t size) {
    if (size > rest_.size()) return false;
    content = rest_.substr(0, static_cast<std::size_t>(size));
    rest_.remove_prefix(static_cast<std::size_t>(size));
    return true;
  }

  std::string_view rest_;
};

void readSummary(std::string_view summary, std::vector<TfScalar>& into) {
  for (Decoder values(summary); values.next();) {
    if (values.field != kSummaryValue || values.wire != sized) continue;
    TfScalar scalar;
    bool simple = false;
    for (Decoder value(values.content); value.next();) {
      if (value.field == kValueTag && value.wire == sized) scalar.tag = std::string(value.content);
      if (value.field == kValueSimple && value.wire == fixed32) {
        scalar.value = value.as<float>();
        simple = true;
      }
    }
    if (simple) into.push_back(std::move(scalar));
  }
}

void readEvent(std::string_view event, std::vector<TfScalar>& into) {
  const std::size_t first = into.size();
  double time = 0;
  std::int64_t step = 0;
  for (Decoder fields(event); fields.next();) {
    if (fields.field == kEventTime && fields.wire == fixed64) time = fields.as<double>();
    if (fields.field == kEventStep && fields.wire == varint) step = static_cast<std::int64_t>(fields.whole);
    if (fields.field == kEventSummary && fields.wire == sized) readSummary(fields.content, into);
  }
  for (std::size_t i = first; i < into.size(); ++i) {
    into[i].time = time;
    into[i].step = step;
  }
}

}  // namespace

std::uint32_t crc32c(std::span<const std::byte> bytes) {
  std::uint32_t crc = ~0U;
  for (const std::byte byte : bytes) crc = (crc >> 8) ^ kCrcTable[(crc ^ static_cast<std::uint32_t>(byte)) & 0xFF];
  return ~crc;
}

Bytes tfFileVersion(double time) {
  Encoder event = eventHead(time, 0);
  event.text(kEventFileVersion, "brain.Event:2");
  return record(event.bytes());
}

Bytes tfSessionStart(double time, std::int64_t step) {
  Encoder log;
  log.key(kSessionStatus, varint);
  log.number(kSessionStarts);
  Encoder event = eventHead(time, step);
  event.text(kEventSessionLog, log.bytes());
  return record(event.bytes());
}

Bytes tfScalars(double time, std::int64_t step, std::span<const std::pair<std::string, double>> values) {
  Encoder summary;
  for (const auto& [tag, number] : values) {
    Encoder value;
    value.text(kValueTag, tag);
    value.key(kValueSimple, fixed32);
    value.raw(static_cast<float>(number));
    summary.text(kSummaryValue, value.bytes());
  }
  Encoder event = eventHead(time, step);
  event.text(kEventSummary, summary.bytes());
  return record(event.bytes());
}

std::string tfFileName(std::int64_t time, const std::string& host, std::int64_t pid, int n) {
  return "events.out.tfevents." + std::to_string(time) + "." + host + "." + std::to_string(pid) + "." + std::to_string(n);
}

Result<std::vector<TfScalar>> readTfScalars(std::span<const std::byte> file, const std::string& origin) {
  const auto bad = [&](const char* reason) { return Error(ErrorCode::badConfig, {{"path", origin}, {"reason", reason}}); };
  const auto crcAt = [&](std::size_t at) {
    std::uint32_t crc = 0;
    std::memcpy(&crc, file.data() + at, sizeof crc);
    return crc;
  };
  std::vector<TfScalar> scalars;
  std::size_t at = 0;
  while (file.size() - at >= 12) {
    std::uint64_t length = 0;
    std::memcpy(&length, file.data() + at, sizeof length);
    if (masked(crc32c(file.subspan(at, 8))) != crcAt(at + 8)) return bad("length does not match its CRC");
    if (length > kLargestRecord) return bad("record too large");
    if (file.size() - at - 12 < length + 4) break;
    const auto event = file.subspan(at + 12, static_cast<std::size_t>(length));
    if (masked(crc32c(event)) != crcAt(at + 12 + event.size())) return bad("record does not match its CRC");
    readEvent({reinterpret_cast<const char*>(event.data()), event.size()}, scalars);
    at += event.size() + 16;
  }
  return scalars;
}

}  // namespace ssa

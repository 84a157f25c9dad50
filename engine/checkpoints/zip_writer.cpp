#include "engine/checkpoints/zip_writer.h"

#include <limits>

#include "engine/checkpoints/crc32.h"
#include "engine/core/result.h"

namespace ssa {
namespace {

constexpr std::size_t kDataAlignment = 64;
constexpr std::size_t kLocalHeaderBytes = 30;
constexpr std::uint16_t kUtf8Names = 1U << 11;
constexpr std::uint16_t kEarliestDate = 1U << 5 | 1U;  // 1 January 1980: the same input gives the same bytes
constexpr std::uint16_t kPaddingExtra = 'F' | 'B' << 8;

template <class... T>
void append(Bytes& bytes, T... numbers) {
  const auto one = [&bytes](auto number) {
    for (std::size_t i = 0; i < sizeof number; ++i)
      bytes.push_back(static_cast<std::byte>(static_cast<std::uint64_t>(number) >> (8 * i) & 0xFFU));
  };
  (one(numbers), ...);
}

void appendText(Bytes& bytes, std::string_view text) {
  const auto raw = std::as_bytes(std::span(text));
  bytes.insert(bytes.end(), raw.begin(), raw.end());
}

using U16 = std::uint16_t;
using U32 = std::uint32_t;

}  // namespace

void ZipWriter::add(std::string_view name, std::span<const std::byte> data) {
  constexpr std::size_t kLimit = std::numeric_limits<U32>::max();
  if (entries_.size() >= 65'535 || data.size() > kLimit || bytes_.size() + data.size() + 1024 > kLimit)
    throw ContractViolation("zip archive over 4 GiB or 65,535 entries");
  const Entry entry{std::string(name), crc32(data), static_cast<U32>(data.size()), static_cast<U32>(bytes_.size())};
  const std::size_t unpadded = bytes_.size() + kLocalHeaderBytes + name.size() + 4;
  const std::size_t padding = (kDataAlignment - unpadded % kDataAlignment) % kDataAlignment;

  append(bytes_, U32{0x04034b50}, U16{20}, kUtf8Names, U16{0}, U16{0}, kEarliestDate, entry.crc, entry.bytes, entry.bytes,
         static_cast<U16>(name.size()), static_cast<U16>(padding + 4));
  appendText(bytes_, name);
  append(bytes_, kPaddingExtra, static_cast<U16>(padding));
  bytes_.insert(bytes_.end(), padding, std::byte{'Z'});
  bytes_.insert(bytes_.end(), data.begin(), data.end());
  entries_.push_back(entry);
}

Bytes ZipWriter::finish() && {
  const std::size_t directory = bytes_.size();
  for (const Entry& entry : entries_) {
    append(bytes_, U32{0x02014b50}, U16{20}, U16{20}, kUtf8Names, U16{0}, U16{0}, kEarliestDate, entry.crc, entry.bytes,
           entry.bytes, static_cast<U16>(entry.name.size()), U16{0}, U16{0}, U16{0}, U16{0}, U32{0}, entry.offset);
    appendText(bytes_, entry.name);
  }
  const auto count = static_cast<U16>(entries_.size());
  append(bytes_, U32{0x06054b50}, U16{0}, U16{0}, count, count, static_cast<U32>(bytes_.size() - directory),
         static_cast<U32>(directory), U16{0});
  return std::move(bytes_);
}

}  // namespace ssa

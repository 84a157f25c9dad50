#include "engine/checkpoints/zip_index.h"

#include <algorithm>
#include <cstring>
#include <numeric>
#include <optional>
#include <string>

#include "engine/checkpoints/byte_cursor.h"
#include "engine/checkpoints/crc32.h"
#include "engine/checkpoints/utf8.h"

namespace ssa {
namespace {

constexpr std::uint32_t kLocalSignature = 0x04034b50;
constexpr std::uint32_t kCentralSignature = 0x02014b50;
constexpr std::uint32_t kEndSignature = 0x06054b50;
constexpr std::uint32_t kEnd64Signature = 0x06064b50;
constexpr std::uint32_t kLocator64Signature = 0x07064b50;
constexpr std::size_t kEndBytes = 22, kLocator64Bytes = 20, kEnd64Bytes = 56;
constexpr std::uint16_t kZip64Extra = 1;
constexpr std::uint32_t kIn64 = 0xFFFFFFFF;
constexpr std::uint16_t kSizesBehindData = 1U << 3;
constexpr std::uint16_t kHarmlessFlags = kSizesBehindData | 1U << 1 | 1U << 2 | 1U << 11;

/// Where the directory lies and how many entries it has.
struct Directory {
  std::uint64_t entries = 0, size = 0, offset = 0;
};

/// What a header says of its entry.
struct Header {
  std::uint16_t flags = 0, method = 0;
  std::uint32_t crc = 0;
  std::uint64_t packed_bytes = 0, bytes = 0, offset = 0;
  std::string_view name;
};

Directory findDirectory(std::span<const std::byte> archive) {
  if (archive.size() < kEndBytes) damaged("zip archive without an end");
  const std::size_t end = archive.size() - kEndBytes;
  ByteCursor cursor(archive.subspan(end), "zip end");
  if (cursor.number<std::uint32_t>() != kEndSignature) damaged("zip archive without an end, or with bytes behind it");
  const auto disk = cursor.number<std::uint16_t>(), first = cursor.number<std::uint16_t>();
  const auto here = cursor.number<std::uint16_t>(), all = cursor.number<std::uint16_t>();
  const auto size = cursor.number<std::uint32_t>(), offset = cursor.number<std::uint32_t>();
  if (cursor.number<std::uint16_t>() != 0) refused("zip archive with a comment");
  Directory directory{all, size, offset};

  std::size_t expectedEnd = end;
  const bool has64 = end >= kLocator64Bytes + kEnd64Bytes &&
                     ByteCursor(archive.subspan(end - kLocator64Bytes), "zip end").number<std::uint32_t>() == kLocator64Signature;
  if (has64) {
    const std::size_t at = end - kLocator64Bytes - kEnd64Bytes;
    ByteCursor locator(archive.subspan(end - kLocator64Bytes + 8), "zip end");
    if (locator.number<std::uint64_t>() != at) refused("zip64 end is not where it is said to be");
    ByteCursor wide(archive.subspan(at), "zip end");
    if (wide.number<std::uint32_t>() != kEnd64Signature || wide.number<std::uint64_t>() != kEnd64Bytes - 12)
      damaged("zip64 end is malformed");
    wide.skip(12);  // versions and disks
    const auto here64 = wide.number<std::uint64_t>();
    const Directory directory64{wide.number<std::uint64_t>(), wide.number<std::uint64_t>(), wide.number<std::uint64_t>()};
    const auto agrees = [](std::uint64_t narrow, std::uint64_t limit, std::uint64_t full) {
      return narrow == limit || narrow == full;
    };
    if (here64 != directory64.entries || !agrees(all, 0xFFFF, directory64.entries) || !agrees(size, kIn64, directory64.size) ||
        !agrees(offset, kIn64, directory64.offset))
      refused("zip64 end contradicts the zip end");
    directory = directory64;
    expectedEnd = at;
  } else if (disk != 0 || first != 0 || here != all) {
    refused("zip archive in several parts");
  }
  if (directory.offset > expectedEnd || directory.size != expectedEnd - directory.offset)
    refused("zip directory is not where it is said to be");
  return directory;
}

/// Replaces the fields that say "see the zip64 record" by those of the record.
void widen(Header& header, std::string_view extra) {
  const bool needed = header.bytes == kIn64 || header.packed_bytes == kIn64 || header.offset == kIn64;
  ByteCursor cursor(std::as_bytes(std::span(extra)), "zip header");
  while (needed && cursor.remaining() >= 4) {
    const auto id = cursor.number<std::uint16_t>();
    const auto size = cursor.number<std::uint16_t>();
    const auto record = cursor.take(size);
    if (id != kZip64Extra) continue;
    ByteCursor wide(record, "zip64 record");
    if (header.bytes == kIn64) header.bytes = wide.number<std::uint64_t>();
    if (header.packed_bytes == kIn64) header.packed_bytes = wide.number<std::uint64_t>();
    if (header.offset == kIn64) header.offset = wide.number<std::uint64_t>();
    return;
  }
}

Header readCentral(ByteCursor& cursor) {
  if (cursor.number<std::uint32_t>() != kCentralSignature) damaged("zip directory is malformed");
  Header header;
  cursor.skip(4);  // versions
  header.flags = cursor.number<std::uint16_t>();
  header.method = cursor.number<std::uint16_t>();
  cursor.skip(4);  // time
  header.crc = cursor.number<std::uint32_t>();
  header.packed_bytes = cursor.number<std::uint32_t>();
  header.bytes = cursor.number<std::uint32_t>();
  const auto nameBytes = cursor.number<std::uint16_t>(), extraBytes = cursor.number<std::uint16_t>();
  const auto commentBytes = cursor.number<std::uint16_t>();
  cursor.skip(8);  // disk, attributes
  header.offset = cursor.number<std::uint32_t>();
  header.name = cursor.text(nameBytes);
  const std::string_view extra = cursor.text(extraBytes);
  cursor.skip(commentBytes);
  widen(header, extra);
  return header;
}

void checkName(std::string_view name) {
  if (!isPrintableUtf8(name) || name.empty()) refused("zip entry name is not readable text");
  const bool climbs =
      name == ".." || name.starts_with("../") || name.ends_with("/..") || name.find("/../") != std::string_view::npos;
  if (climbs || name.starts_with('/') || name.find('\\') != std::string_view::npos) refused("zip entry name leaves the archive");
}

/// The bytes of an entry, after its local header agreed with the directory.
std::span<const std::byte> locate(std::span<const std::byte> archive, std::uint64_t directoryOffset, const Header& central) {
  const std::string name(central.name.substr(0, 100));
  if ((central.flags & ~kHarmlessFlags) != 0) refused("zip entry is encrypted or of an unknown kind: " + name);
  if (central.method != 0 || central.packed_bytes != central.bytes) refused("zip entry is compressed: " + name);
  if (central.offset > directoryOffset) refused("zip entry outside the archive: " + name);
  const auto place = static_cast<std::size_t>(central.offset);
  ByteCursor cursor(archive.subspan(place, static_cast<std::size_t>(directoryOffset) - place), "zip entry");
  if (cursor.number<std::uint32_t>() != kLocalSignature) refused("zip entry is not where it is said to be: " + name);
  cursor.skip(2);
  Header local;
  local.flags = cursor.number<std::uint16_t>();
  local.method = cursor.number<std::uint16_t>();
  cursor.skip(4);
  local.crc = cursor.number<std::uint32_t>();
  local.packed_bytes = cursor.number<std::uint32_t>();
  local.bytes = cursor.number<std::uint32_t>();
  const auto nameBytes = cursor.number<std::uint16_t>(), extraBytes = cursor.number<std::uint16_t>();
  local.name = cursor.text(nameBytes);
  widen(local, cursor.text(extraBytes));
  const bool later = (local.flags & kSizesBehindData) != 0;
  const auto agrees = [&](std::uint64_t said, std::uint64_t known) { return said == known || (later && said == 0); };
  if (local.flags != central.flags || local.method != central.method || local.name != central.name ||
      !agrees(local.crc, central.crc) || !agrees(local.bytes, central.bytes) || !agrees(local.packed_bytes, central.packed_bytes))
    refused("zip entry contradicts the directory: " + name);
  return cursor.take(central.bytes);
}

}  // namespace

ZipIndex::ZipIndex(std::span<const std::byte> archive, std::size_t max_entries) {
  const Directory directory = findDirectory(archive);
  if (directory.entries > max_entries) refused("zip archive of " + std::to_string(directory.entries) + " entries");
  ByteCursor cursor(archive.subspan(static_cast<std::size_t>(directory.offset), static_cast<std::size_t>(directory.size)),
                    "zip directory");
  struct Extent {
    std::uint64_t begin, end;
  };
  std::vector<Extent> extents;
  for (std::uint64_t i = 0; i < directory.entries; ++i) {
    const Header header = readCentral(cursor);
    checkName(header.name);
    const auto data = locate(archive, directory.offset, header);
    extents.push_back({header.offset, static_cast<std::uint64_t>(data.data() - archive.data()) + data.size()});
    entries_.push_back({header.name, data, header.crc});
  }
  if (cursor.remaining() > 0) damaged("zip directory is longer than its entries");

  std::sort(extents.begin(), extents.end(), [](const Extent& a, const Extent& b) { return a.begin < b.begin; });
  if (!extents.empty() && extents.front().begin != 0) refused("bytes before the first zip entry");
  for (std::size_t i = 1; i < extents.size(); ++i)
    if (extents[i].begin < extents[i - 1].end) refused("zip entries overlap");

  byName_.resize(entries_.size());
  std::iota(byName_.begin(), byName_.end(), std::size_t{0});
  std::sort(byName_.begin(), byName_.end(), [this](std::size_t a, std::size_t b) { return entries_[a].name < entries_[b].name; });
  for (std::size_t i = 1; i < byName_.size(); ++i)
    if (entries_[byName_[i]].name == entries_[byName_[i - 1]].name)
      refused("zip entry twice: " + std::string(entries_[byName_[i]].name.substr(0, 100)));
}

const ZipEntry* ZipIndex::find(std::string_view name) const {
  const auto at = std::lower_bound(byName_.begin(), byName_.end(), name,
                                   [this](std::size_t i, std::string_view wanted) { return entries_[i].name < wanted; });
  return at != byName_.end() && entries_[*at].name == name ? &entries_[*at] : nullptr;
}

void verifyChecksum(const ZipEntry& entry) {
  if (entry.crc != 0 && crc32(entry.data) != entry.crc) damaged("checksum of " + std::string(entry.name.substr(0, 100)));
}

}  // namespace ssa

#include "engine/image/tiff_header.h"

#include <algorithm>
#include <array>
#include <limits>
#include <set>

#include "engine/image/codec.h"

namespace ssa::codec {
namespace {

constexpr int kMaxPages = 10'000;
constexpr std::uint64_t kMaxEntries = 4096;

enum Tag : unsigned {
  kNewSubfileType = 254,
  kWidth = 256,
  kHeight = 257,
  kBits = 258,
  kPhotometric = 262,
  kOrientation = 274,
  kSamples = 277,
  kExtraSamples = 338,
};

/// Walks folders of both flavours and both byte orders.
class Walker {
 public:
  explicit Walker(const ByteSource& source) : source_(source) {
    std::array<std::byte, 16> start{};
    if (!source.read(0, std::span(start).first(8))) damaged("ends in the header");
    little_ = start[0] == std::byte{'I'};
    big_ = number(2, 2) == 43;
    if (big_ && (number(4, 2) != 8 || number(6, 2) != 0)) damaged("BigTIFF header");
  }

  std::uint64_t first() const { return big_ ? number(8, 8) : number(4, 4); }

  /// Little or big-endian number of 1..8 bytes.
  std::uint64_t number(std::uint64_t at, std::size_t count) const {
    std::array<std::byte, 8> raw{};
    if (!source_.read(at, std::span(raw).first(count))) damaged("folder beyond the end");
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < count; ++i) value |= std::to_integer<std::uint64_t>(raw[i]) << 8 * (little_ ? i : count - 1 - i);
    return value;
  }

  /// Calls `entry(tag, first value)` for each entry; returns the position of the next folder.
  template <class Entry>
  std::uint64_t folder(std::uint64_t at, Entry entry) const {
    const std::uint64_t count = number(at, big_ ? 8 : 2);
    if (count == 0 || count > kMaxEntries) damaged("folder of " + std::to_string(count) + " entries");
    std::uint64_t position = at + (big_ ? 8 : 2);
    for (std::uint64_t i = 0; i < count; ++i, position += big_ ? 20 : 12) {
      const auto tag = static_cast<unsigned>(number(position, 2));
      const std::uint64_t type = number(position + 2, 2);
      const std::uint64_t values = number(position + 4, big_ ? 8 : 4);
      const std::size_t width = type == 1 || type == 2 ? 1 : type == 3 ? 2 : type == 4 ? 4 : type == 16 ? 8 : 0;
      if (width == 0 || values == 0) continue;
      const std::uint64_t inside = position + (big_ ? 12 : 8);
      const bool fits = values <= (big_ ? 8U : 4U) / width;
      if (fits) {
        entry(tag, number(inside, width));
      } else if (tag == kBits) {
        entry(tag, number(number(inside, big_ ? 8 : 4), width));
      } else if (tag == kExtraSamples) {
        entry(tag, number(number(inside, big_ ? 8 : 4), width));
      }
    }
    return number(position, big_ ? 8 : 4);
  }

 private:
  const ByteSource& source_;
  bool little_ = true, big_ = false;
};

int toInt(std::uint64_t value) { return static_cast<int>(std::min<std::uint64_t>(value, std::numeric_limits<int>::max())); }

}  // namespace

ImageInfo readTiffHeader(const ByteSource& source) {
  const Walker walker(source);
  ImageInfo info;
  info.bits = 1;  // TIFF's default
  info.channels = 1;
  std::uint64_t next = walker.folder(walker.first(), [&](unsigned tag, std::uint64_t value) {
    switch (tag) {
      case kWidth:
        info.stored.width = toInt(value);
        break;
      case kHeight:
        info.stored.height = toInt(value);
        break;
      case kBits:
        info.bits = toInt(value);
        break;
      case kSamples:
        info.channels = toInt(value);
        break;
      case kPhotometric:
        info.palette = value == 3;
        break;
      case kExtraSamples:
        info.alpha = value == 1 || value == 2;
        break;
      case kOrientation:
        info.exifInvalid = value < 1 || value > 8;
        info.orientation = info.exifInvalid ? 1 : toInt(value);
        break;
      default:
        break;
    }
  });
  try {
    std::set<std::uint64_t> seen{walker.first()};
    while (next != 0 && seen.insert(next).second && seen.size() < kMaxPages) {
      std::uint64_t kind = 0;
      next = walker.folder(next, [&](unsigned tag, std::uint64_t value) {
        if (tag == kNewSubfileType) kind = value;
      });
      if ((kind & 5) == 0) ++info.pages;  // bit 0: reduced copy, bit 2: transparency mask
    }
  } catch (const CodecFault&) {
    // Only the first page is read; a later one may be broken.
  }
  return info;
}

}  // namespace ssa::codec

#include <algorithm>
#include <array>
#include <bit>
#include <cstdlib>
#include <vector>

#include "engine/image/codec.h"
#include "engine/image/samples.h"

namespace ssa::codec {
namespace {

enum Compression : std::uint32_t { kPlain = 0, kRle8 = 1, kRle4 = 2, kMasks = 3, kMasksWithAlpha = 6 };

/// The headers of a BMP; every later read is checked against the file's length.
struct Layout {
  Size size;
  bool topDown = false;
  int bits = 24;
  std::uint32_t compression = kPlain;
  std::uint64_t data_at = 0;
  std::uint64_t palette_at = 0;
  std::size_t palette_entry = 4;  ///< bytes: blue, green, red and, but for the oldest files, padding
  std::uint32_t colours = 0;
  std::array<std::uint32_t, 4> masks{};  ///< red, green, blue, alpha
};

std::uint32_t little(const std::uint8_t* p, int bytes) {
  std::uint32_t value = 0;
  for (int i = 0; i < bytes; ++i) value |= std::uint32_t{p[i]} << 8 * i;
  return value;
}

bool recognises(std::span<const std::uint8_t, 16> s) { return s[0] == 'B' && s[1] == 'M'; }

Layout layoutOf(const ByteSource& source) {
  bool ok = true;
  const auto start = source.bytes<18>(0, ok);
  if (!ok) damaged("ends in the header");
  const std::uint32_t header_bytes = little(&start[14], 4);
  Layout l;
  l.data_at = little(&start[10], 4);
  std::int64_t height = 0;
  if (header_bytes == 12) {
    const auto core = source.bytes<8>(18, ok);
    if (!ok) damaged("ends in the header");
    l.size.width = int(little(&core[0], 2));
    height = little(&core[2], 2);
    l.bits = int(little(&core[6], 2));
    l.palette_entry = 3;
  } else if (header_bytes >= 40 && header_bytes <= 256) {
    const auto info = source.bytes<36>(18, ok);
    if (!ok) damaged("ends in the header");
    const auto width = static_cast<std::int32_t>(little(&info[0], 4));
    height = static_cast<std::int32_t>(little(&info[4], 4));
    if (width < 0 || height == INT32_MIN) damaged("size out of range");
    l.size.width = width;
    l.bits = int(little(&info[10], 2));
    l.compression = little(&info[12], 4);
    l.colours = little(&info[28], 4);
    l.palette_at = 14 + std::uint64_t{header_bytes};
    const bool masked = l.compression == kMasks || l.compression == kMasksWithAlpha;
    if (masked) {
      const bool alpha = l.compression == kMasksWithAlpha || header_bytes >= 56;
      const auto masks = source.bytes<16>(54, ok);
      if (!ok) damaged("ends in the header");
      for (std::size_t i = 0; i < (alpha ? 4U : 3U); ++i) l.masks[i] = little(&masks[4 * i], 4);
    }
  } else {
    damaged("header of " + std::to_string(header_bytes) + " bytes");
  }
  l.topDown = height < 0;
  l.size.height = static_cast<int>(std::llabs(height));
  if (header_bytes == 12) l.palette_at = 26;
  if (l.bits <= 8 && (l.colours == 0 || l.colours > 1U << l.bits)) l.colours = 1U << l.bits;
  if (l.compression == kPlain && l.bits == 16) l.masks = {0x7C00, 0x03E0, 0x001F, 0};
  if (l.compression == kPlain && l.bits == 32) l.masks = {0xFF0000, 0xFF00, 0xFF, 0};

  const bool known =
      (l.compression == kPlain && (l.bits == 1 || l.bits == 4 || l.bits == 8 || l.bits == 16 || l.bits == 24 || l.bits == 32)) ||
      (l.compression == kRle8 && l.bits == 8) || (l.compression == kRle4 && l.bits == 4) ||
      ((l.compression == kMasks || l.compression == kMasksWithAlpha) && (l.bits == 16 || l.bits == 32));
  if (!known) unsupported(std::to_string(l.bits) + " bits, compression " + std::to_string(l.compression));
  return l;
}

ImageInfo header(const ByteSource& source) {
  const Layout l = layoutOf(source);
  ImageInfo info;
  info.stored = l.size;
  info.palette = l.bits <= 8;
  info.alpha = l.masks[3] != 0;
  info.channels = info.palette ? 1 : info.alpha ? 4 : 3;
  info.bits = info.palette ? l.bits : 8;
  return info;
}

/// First byte of stored row `y` (counted from the top) and a check that all rows are there.
class Rows {
 public:
  Rows(std::span<const std::byte> bytes, const Layout& l) : l_(l) {
    const std::uint64_t used = (std::uint64_t(l.size.width) * unsigned(l.bits) + 7) / 8;
    stride_ = (used + 3) / 4 * 4;
    // The last row's padding may be missing.
    if (l.data_at > bytes.size() || stride_ * unsigned(l.size.height - 1) + used > bytes.size() - l.data_at)
      damaged("ends early");
    data_ = reinterpret_cast<const std::uint8_t*>(bytes.data()) + l.data_at;
  }
  const std::uint8_t* operator[](int y) const { return data_ + stride_ * unsigned(l_.topDown ? y : l_.size.height - 1 - y); }

 private:
  const Layout& l_;
  std::uint64_t stride_ = 0;
  const std::uint8_t* data_ = nullptr;
};

/// Run-length data, always bottom-up. Pixels that a delta skips are index 0.
std::vector<std::uint8_t> decodeRuns(std::span<const std::byte> bytes, const Layout& l) {
  if (l.data_at > bytes.size()) damaged("ends early");
  const auto* p = reinterpret_cast<const std::uint8_t*>(bytes.data()) + l.data_at;
  const auto* end = reinterpret_cast<const std::uint8_t*>(bytes.data()) + bytes.size();
  // Two bytes make 255 pixels or skip 255 rows; anything emptier is a lie about the size.
  std::vector<std::uint8_t> out(std::size_t(l.size.area()));
  int x = 0, y = 0;
  const auto put = [&](unsigned value) {
    if (x < l.size.width && y < l.size.height)
      out[std::size_t(l.size.height - 1 - y) * std::size_t(l.size.width) + std::size_t(x)] = static_cast<std::uint8_t>(value);
    ++x;
  };
  const auto nibble = [&](unsigned byte, unsigned i) { return i % 2 == 0 ? byte >> 4 : byte & 15U; };
  while (true) {
    if (end - p < 2) damaged("ends early");
    const unsigned count = p[0], value = p[1];
    p += 2;
    if (count > 0) {
      for (unsigned i = 0; i < count; ++i) put(l.bits == 8 ? value : nibble(value, i));
    } else if (value == 0) {
      x = 0;
      ++y;
    } else if (value == 1) {
      return out;
    } else if (value == 2) {
      if (end - p < 2) damaged("ends early");
      x += p[0];
      y += p[1];
      p += 2;
    } else {
      const std::ptrdiff_t length = l.bits == 8 ? value : (value + 1) / 2;
      if (end - p < length + length % 2) damaged("ends early");
      for (unsigned i = 0; i < value; ++i) put(l.bits == 8 ? p[i] : nibble(p[i / 2], i));
      p += length + length % 2;
    }
    if (x > l.size.width + 255 || y > l.size.height) damaged("runs leave the picture");
  }
}

/// One palette index a pixel, from the top.
std::vector<std::uint8_t> readIndices(std::span<const std::byte> bytes, const Layout& l) {
  if (l.compression != kPlain) {
    if (std::uint64_t(l.size.area()) > bytes.size() * 65'536) damaged("less data than the size needs");
    return decodeRuns(bytes, l);
  }
  const Rows rows(bytes, l);
  std::vector<std::uint8_t> out;
  out.reserve(std::size_t(l.size.area()));
  const unsigned perByte = 8U / unsigned(l.bits), mask = (1U << l.bits) - 1;
  for (int y = 0; y < l.size.height; ++y)
    for (unsigned x = 0; x < unsigned(l.size.width); ++x)
      out.push_back(static_cast<std::uint8_t>(rows[y][x / perByte] >> (8 - unsigned(l.bits) * (x % perByte + 1)) & mask));
  return out;
}

Decoded decodePalette(std::span<const std::byte> bytes, const Layout& l) {
  const MemorySource source(bytes);
  std::vector<std::uint8_t> palette(std::size_t{l.colours} * l.palette_entry);
  if (!source.read(l.palette_at, std::as_writable_bytes(std::span(palette)))) damaged("ends in the palette");
  const std::vector<std::uint8_t> ids = readIndices(bytes, l);
  Decoded decoded;
  decoded.image = Image8(l.size);
  std::uint8_t* out = decoded.image.pixels().data();
  for (const std::uint8_t id : ids) {
    if (id >= l.colours) damaged("index outside the palette");
    const std::uint8_t* entry = &palette[id * l.palette_entry];
    *out++ = entry[2];
    *out++ = entry[1];
    *out++ = entry[0];
  }
  return decoded;
}

Decoded decode(std::span<const std::byte> bytes, const ImageInfo&) {
  const Layout l = layoutOf(MemorySource(bytes));
  if (l.bits <= 8) return decodePalette(bytes, l);
  const Rows rows(bytes, l);
  const bool alpha = l.masks[3] != 0;
  const std::size_t channels = alpha ? 4 : 3;
  std::vector<std::uint8_t> samples(std::size_t(l.size.area()) * channels);
  const int step = l.bits / 8;
  std::uint8_t* out = samples.data();
  for (int y = 0; y < l.size.height; ++y) {
    const std::uint8_t* in = rows[y];
    for (int x = 0; x < l.size.width; ++x, in += step, out += channels) {
      if (l.bits == 24) {
        out[0] = in[2];
        out[1] = in[1];
        out[2] = in[0];
        continue;
      }
      const std::uint32_t pixel = little(in, step);
      for (std::size_t c = 0; c < channels; ++c) {
        const std::uint32_t mask = l.masks[c];
        const std::uint64_t full = mask == 0 ? 1 : mask >> std::countr_zero(mask);
        out[c] = mask == 0 ? std::uint8_t{0}
                           : static_cast<std::uint8_t>(std::uint64_t{(pixel & mask) >> std::countr_zero(mask)} * 255 / full);
      }
    }
  }
  return fromBytes(samples, {l.size, 3, alpha ? Alpha::straight : Alpha::none});
}

IndexMask indices(std::span<const std::byte> bytes, const ImageInfo& info) {
  const Layout l = layoutOf(MemorySource(bytes));
  if (l.bits > 8) return indicesOfGrey(decode(bytes, info).image);
  const auto ids = readIndices(bytes, l);
  return {l.size, std::vector<std::uint16_t>(ids.begin(), ids.end()), l.bits, true};
}

}  // namespace

const Format kBmp{"bmp", recognises, header, decode, indices};

}  // namespace ssa::codec

#include <algorithm>
#include <array>
#include <cstring>
#include <vector>

#include "engine/image/codec.h"
#include "engine/image/samples.h"
#include "engine/image/tiff_file.h"
#include "engine/image/tiff_header.h"

namespace ssa::codec {
namespace {

constexpr std::uint64_t kDecodedLimit = std::uint64_t{4} << 30;
constexpr int kMaxChannels = 64;

bool recognises(std::span<const std::uint8_t, 16> s) {
  return (s[0] == 'I' && s[1] == 'I' && (s[2] == 42 || s[2] == 43) && s[3] == 0) ||
         (s[0] == 'M' && s[1] == 'M' && s[2] == 0 && (s[3] == 42 || s[3] == 43));
}

/// How the samples of the first page lie in the file.
struct Layout {
  Size size;
  int bits = 1;
  int channels = 1;
  int format = SAMPLEFORMAT_UINT;
  int photometric = PHOTOMETRIC_MINISBLACK;
  int compression = COMPRESSION_NONE;
  bool planar = false;
  bool tiled = false;
  Size chunk;                 ///< of a tile or strip
  Alpha alpha = Alpha::none;  ///< of the first extra sample
};

/// The most bytes one stored byte can become; 0 = no useful bound.
std::uint64_t expansion(int compression) {
  switch (compression) {
    case COMPRESSION_NONE:
      return 1;
    case COMPRESSION_PACKBITS:
      return 64;
    case COMPRESSION_ADOBE_DEFLATE:
    case COMPRESSION_DEFLATE:
      return 1040;
    case COMPRESSION_LZW:
      return 2800;
    default:
      return 0;
  }
}

Layout layoutOf(const TiffFile& file, const ImageInfo& info, std::size_t file_bytes) {
  Layout l;
  l.size = {int(file.tag32(TIFFTAG_IMAGEWIDTH, 0)), int(file.tag32(TIFFTAG_IMAGELENGTH, 0))};
  if (l.size != info.stored) damaged("two sizes");
  l.bits = file.tag16(TIFFTAG_BITSPERSAMPLE, 1);
  l.channels = file.tag16(TIFFTAG_SAMPLESPERPIXEL, 1);
  l.format = file.tag16(TIFFTAG_SAMPLEFORMAT, SAMPLEFORMAT_UINT);
  if (l.format == SAMPLEFORMAT_VOID) l.format = SAMPLEFORMAT_UINT;
  l.photometric = file.tag16(TIFFTAG_PHOTOMETRIC, l.channels >= 3 ? PHOTOMETRIC_RGB : PHOTOMETRIC_MINISBLACK);
  l.compression = file.tag16(TIFFTAG_COMPRESSION, COMPRESSION_NONE);
  l.planar = l.channels > 1 && file.tag16(TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG) == PLANARCONFIG_SEPARATE;
  l.tiled = TIFFIsTiled(file.get()) != 0;
  if (!TIFFIsCODECConfigured(static_cast<std::uint16_t>(l.compression)))
    unsupported("compression " + std::to_string(l.compression));
  if (l.channels > kMaxChannels) unsupported(std::to_string(l.channels) + " channels");
  if (l.bits > 64) unsupported(std::to_string(l.bits) + " bits");

  const std::uint32_t wide = l.tiled ? file.tag32(TIFFTAG_TILEWIDTH, 0) : std::uint32_t(l.size.width);
  const std::uint32_t high =
      l.tiled ? file.tag32(TIFFTAG_TILELENGTH, 0)
              : std::min(file.tag32(TIFFTAG_ROWSPERSTRIP, std::uint32_t(l.size.height)), std::uint32_t(l.size.height));
  // Tiles may overlap the border, but not by more than one tile of sensible size.
  if (wide == 0 || high == 0 || wide > 65'536 || high > 65'536) damaged("tile or strip size");
  l.chunk = {int(wide), int(high)};

  const auto row_bits = static_cast<std::uint64_t>(l.size.width) * unsigned(l.channels * l.bits);
  const std::uint64_t total = (row_bits + 7) / 8 * unsigned(l.size.height);
  if (total > kDecodedLimit) unsupported("more than 4 GB decoded");
  if (const std::uint64_t most = expansion(l.compression);
      most > 0 && l.photometric != PHOTOMETRIC_YCBCR && total / most > file_bytes)
    damaged("less data than the size needs");

  std::uint16_t count = 0;
  std::uint16_t* kinds = nullptr;
  if (TIFFGetField(file.get(), TIFFTAG_EXTRASAMPLES, &count, &kinds) && count > 0) {
    if (kinds[0] == EXTRASAMPLE_ASSOCALPHA) l.alpha = Alpha::premultiplied;
    if (kinds[0] == EXTRASAMPLE_UNASSALPHA) l.alpha = Alpha::straight;
  }
  return l;
}

/// A stored sample as T. 8, 16, 32 and 64 bits arrive in native order; odd widths are packed from the high bit.
template <class T>
T sampleAt(const std::uint8_t* row, std::size_t index, int bits, int format) {
  const auto load = [&]<class S>(S value) {
    std::memcpy(&value, row + index * sizeof(S), sizeof(S));
    return static_cast<T>(value);
  };
  if (format == SAMPLEFORMAT_IEEEFP) return bits == 32 ? load(float{}) : load(double{});
  if (format == SAMPLEFORMAT_INT) {
    if (bits == 8) return load(std::int8_t{});
    if (bits == 16) return load(std::int16_t{});
    if (bits == 32) return load(std::int32_t{});
    return load(std::int64_t{});
  }
  if (bits == 8) return static_cast<T>(row[index]);
  if (bits == 16) return load(std::uint16_t{});
  if (bits == 32) return load(std::uint32_t{});
  if (bits == 64) return load(std::uint64_t{});
  unsigned value = 0;
  for (std::size_t bit = index * unsigned(bits), end = bit + unsigned(bits); bit < end; ++bit)
    value = value << 1 | (row[bit / 8] >> (7 - bit % 8) & 1U);
  return static_cast<T>(value);
}

bool widthSupported(const Layout& l) {
  switch (l.format) {
    case SAMPLEFORMAT_UINT:
      return l.bits <= 16 || l.bits == 32 || l.bits == 64;
    case SAMPLEFORMAT_INT:
      return l.bits == 8 || l.bits == 16 || l.bits == 32 || l.bits == 64;
    case SAMPLEFORMAT_IEEEFP:
      return l.bits == 32 || l.bits == 64;
    default:
      return false;
  }
}

/// The first `wanted` channels of every pixel, interleaved.
template <class T>
std::vector<T> readSamples(const TiffFile& file, const Layout& l, int wanted) {
  std::vector<T> out(std::size_t(l.size.area()) * std::size_t(wanted));
  const int inChunk = l.planar ? 1 : l.channels;
  const std::size_t row_bytes = (std::size_t(l.chunk.width) * std::size_t(inChunk) * std::size_t(l.bits) + 7) / 8;
  std::vector<std::uint8_t> buffer(row_bytes * std::size_t(l.chunk.height));
  const tmsize_t expected = l.tiled ? TIFFTileSize(file.get()) : TIFFStripSize(file.get());
  if (expected != tmsize_t(buffer.size())) unsupported("sample arrangement");
  std::uint32_t index = 0;
  for (int plane = 0; plane < (l.planar ? wanted : 1); ++plane)
    for (int top = 0; top < l.size.height; top += l.chunk.height)
      for (int left = 0; left < l.size.width; left += l.chunk.width, ++index) {
        const int rows = std::min(l.chunk.height, l.size.height - top);
        const int columns = std::min(l.chunk.width, l.size.width - left);
        const auto bytes = tmsize_t(row_bytes) * (l.tiled ? l.chunk.height : rows);
        const tmsize_t got = l.tiled ? TIFFReadEncodedTile(file.get(), index, buffer.data(), bytes)
                                     : TIFFReadEncodedStrip(file.get(), index, buffer.data(), bytes);
        if (got != bytes || !file.complaint().empty()) damaged(file.complaint().empty() ? "ends early" : file.complaint());
        for (int y = 0; y < rows; ++y) {
          const std::uint8_t* row = buffer.data() + row_bytes * std::size_t(y);
          T* target = out.data() + (std::size_t(top + y) * std::size_t(l.size.width) + std::size_t(left)) * std::size_t(wanted);
          for (int x = 0; x < columns; ++x)
            for (int c = l.planar ? plane : 0; c < (l.planar ? plane + 1 : wanted); ++c)
              target[std::size_t(x * wanted + c)] = sampleAt<T>(
                  row, l.planar ? std::size_t(x) : std::size_t(x) * std::size_t(inChunk) + std::size_t(c), l.bits, l.format);
        }
      }
  return out;
}

/// Colour table as bytes; old writers stored 8-bit values in the 16-bit fields.
std::array<std::vector<std::uint8_t>, 3> colourMap(const TiffFile& file, int bits) {
  std::array<std::uint16_t*, 3> stored{};
  if (!TIFFGetField(file.get(), TIFFTAG_COLORMAP, &stored[0], &stored[1], &stored[2])) damaged("no colour map");
  const std::size_t count = std::size_t{1} << bits;
  bool wide = false;
  for (const auto* part : stored) wide = wide || std::any_of(part, part + count, [](std::uint16_t v) { return v > 255; });
  std::array<std::vector<std::uint8_t>, 3> map;
  for (std::size_t c = 0; c < 3; ++c)
    for (std::size_t i = 0; i < count; ++i) map[c].push_back(static_cast<std::uint8_t>(wide ? stored[c][i] >> 8 : stored[c][i]));
  return map;
}

Decoded decodePalette(const TiffFile& file, const Layout& l) {
  if (l.bits > 8) unsupported("palette of " + std::to_string(l.bits) + " bits");
  const auto map = colourMap(file, l.bits);
  const auto ids = readSamples<std::uint8_t>(file, l, 1);
  Decoded decoded;
  decoded.image = Image8(l.size);
  std::uint8_t* out = decoded.image.pixels().data();
  for (const std::uint8_t id : ids)
    for (std::size_t c = 0; c < 3; ++c) *out++ = map[c][id];
  return decoded;
}

/// Everything libtiff has to convert: YCbCr, CMYK, Lab, old JPEG.
Decoded decodeByLibrary(const TiffFile& file, const Layout& l) {
  std::array<char, 1024> reason{};
  if (!TIFFRGBAImageOK(file.get(), reason.data())) unsupported(reason.data());
  // Orientation is ours to apply, once.
  TIFFSetField(file.get(), TIFFTAG_ORIENTATION, ORIENTATION_TOPLEFT);
  std::vector<std::uint32_t> raster(std::size_t(l.size.area()));
  const int ok = TIFFReadRGBAImageOriented(file.get(), std::uint32_t(l.size.width), std::uint32_t(l.size.height), raster.data(),
                                           ORIENTATION_TOPLEFT, 1);
  if (!ok || !file.complaint().empty()) damaged(file.complaint().empty() ? "ends early" : file.complaint());
  std::vector<std::uint8_t> rgba;
  rgba.reserve(raster.size() * 4);
  for (const std::uint32_t pixel : raster)
    for (const std::uint32_t part : {TIFFGetR(pixel), TIFFGetG(pixel), TIFFGetB(pixel), TIFFGetA(pixel)})
      rgba.push_back(static_cast<std::uint8_t>(part));
  Decoded decoded = fromBytes(rgba, {l.size, 3, Alpha::premultiplied});
  if (l.photometric == PHOTOMETRIC_SEPARATED) decoded.convertedFrom = "cmyk";
  if (l.photometric == PHOTOMETRIC_CIELAB || l.photometric == PHOTOMETRIC_ICCLAB) decoded.convertedFrom = "lab";
  return decoded;
}

Decoded decode(std::span<const std::byte> bytes, const ImageInfo& info) {
  const TiffFile file(bytes);
  const Layout l = layoutOf(file, info, bytes.size());
  if (l.photometric == PHOTOMETRIC_PALETTE) return decodePalette(file, l);
  const bool grey = l.photometric == PHOTOMETRIC_MINISBLACK || l.photometric == PHOTOMETRIC_MINISWHITE;
  if (!grey && l.photometric != PHOTOMETRIC_RGB) return decodeByLibrary(file, l);
  if (!widthSupported(l)) unsupported(std::to_string(l.bits) + " bits of format " + std::to_string(l.format));
  if (l.photometric == PHOTOMETRIC_RGB && l.channels < 3) damaged("RGB of " + std::to_string(l.channels) + " channels");

  // Many-banded pictures that call themselves grey are satellite frames: the first three bands are shown.
  const int colours = l.photometric == PHOTOMETRIC_RGB || l.channels - (l.alpha == Alpha::none ? 0 : 1) >= 3 ? 3 : 1;
  const SampleLayout layout{l.size, colours, l.channels > colours ? l.alpha : Alpha::none};
  const double full_scale = l.format == SAMPLEFORMAT_IEEEFP ? 1.0 : double((std::uint64_t{1} << std::min(l.bits, 32)) - 1);
  Decoded decoded;
  if (l.format == SAMPLEFORMAT_UINT && l.bits <= 8) {
    auto samples = readSamples<std::uint8_t>(file, l, layout.channels());
    if (l.bits < 8)
      for (auto& v : samples) v = static_cast<std::uint8_t>(v * 255 / int(full_scale));
    decoded = fromBytes(samples, layout);
  } else if (l.format == SAMPLEFORMAT_UINT && l.bits <= 16) {
    decoded = fromDeep(readSamples<std::uint16_t>(file, l, layout.channels()), layout, full_scale);
  } else {
    decoded = fromDeep(readSamples<float>(file, l, layout.channels()), layout, full_scale);
  }
  if (l.photometric == PHOTOMETRIC_MINISWHITE)
    for (auto& v : decoded.image.pixels()) v = static_cast<std::uint8_t>(255 - v);
  return decoded;
}

IndexMask indices(std::span<const std::byte> bytes, const ImageInfo& info) {
  const TiffFile file(bytes);
  const Layout l = layoutOf(file, info, bytes.size());
  const bool palette = l.photometric == PHOTOMETRIC_PALETTE;
  const bool grey = l.photometric == PHOTOMETRIC_MINISBLACK || l.photometric == PHOTOMETRIC_MINISWHITE;
  if (!palette && !grey && l.photometric != PHOTOMETRIC_RGB) return indicesOfGrey(decodeByLibrary(file, l).image);
  if (l.format != SAMPLEFORMAT_UINT || l.bits > 16)
    unsupported(std::to_string(l.bits) + " bits of format " + std::to_string(l.format));
  IndexMask mask{l.size, {}, l.bits > 8 ? 16 : l.bits, palette};
  if (!palette && l.channels >= 3) {
    const auto samples = readSamples<std::uint16_t>(file, l, 3);
    for (std::size_t i = 0; i < samples.size(); i += 3) {
      if (samples[i] != samples[i + 1] || samples[i] != samples[i + 2]) throw CodecFault{ErrorCode::maskIsColour, {}};
      mask.ids.push_back(samples[i]);
    }
  } else {
    mask.ids = readSamples<std::uint16_t>(file, l, 1);
  }
  return mask;
}

}  // namespace

const Format kTiff{"tiff", recognises, readTiffHeader, decode, indices};

}  // namespace ssa::codec

#include <png.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <bit>
#include <csetjmp>
#include <cstring>
#include <string_view>
#include <vector>

#include "engine/image/codec.h"
#include "engine/image/exif.h"
#include "engine/image/samples.h"

namespace ssa::codec {
namespace {

constexpr std::size_t kMetadataLimit = 1 << 20;  ///< bytes of one EXIF chunk we look at
constexpr int kChunkLimit = 100'000;

std::uint32_t bigEndian(const std::uint8_t* p) {
  return std::uint32_t{p[0]} << 24 | std::uint32_t{p[1]} << 16 | std::uint32_t{p[2]} << 8 | p[3];
}

bool recognises(std::span<const std::uint8_t, 16> start) { return std::memcmp(start.data(), "\x89PNG\r\n\x1a\n", 8) == 0; }

/// ImageMagick's way of storing EXIF: a text chunk of hex digits behind "\nexif\n      <length>\n".
std::vector<std::uint8_t> fromHexProfile(std::string_view text) {
  for (int line = 0; line < 3; ++line) {
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos) return {};
    text.remove_prefix(end + 1);
  }
  std::vector<std::uint8_t> bytes;
  int high = -1;
  for (const char c : text) {
    const int digit = c >= '0' && c <= '9'   ? c - '0'
                      : c >= 'a' && c <= 'f' ? c - 'a' + 10
                      : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                             : -1;
    if (digit < 0) continue;
    if (high < 0) {
      high = digit;
    } else {
      bytes.push_back(static_cast<std::uint8_t>(high * 16 + digit));
      high = -1;
    }
  }
  return bytes;
}

/// The EXIF block inside a tEXt or zTXt chunk, empty if it holds something else.
std::vector<std::uint8_t> exifOfText(std::span<const std::uint8_t> chunk, bool compressed) {
  const auto zero = std::find(chunk.begin(), chunk.end(), 0);
  const std::string_view key(reinterpret_cast<const char*>(chunk.data()), static_cast<std::size_t>(zero - chunk.begin()));
  if ((key != "Raw profile type exif" && key != "Raw profile type APP1") || zero == chunk.end()) return {};
  const auto value = chunk.subspan(key.size() + 1);
  if (!compressed) return fromHexProfile({reinterpret_cast<const char*>(value.data()), value.size()});
  if (value.size() < 2) return {};
  std::string text(kMetadataLimit, '\0');
  uLongf length = text.size();
  if (uncompress(reinterpret_cast<Bytef*>(text.data()), &length, value.data() + 1, value.size() - 1) != Z_OK) return {};
  return fromHexProfile(std::string_view(text).substr(0, length));
}

/// Looks through the chunks for EXIF and transparency.
void readChunks(const ByteSource& source, ImageInfo& info) {
  std::uint64_t at = 8;
  bool ok = true;
  for (int chunk = 0; chunk < kChunkLimit; ++chunk) {
    const auto head = source.bytes<8>(at, ok);
    const std::uint32_t length = bigEndian(head.data());
    if (!ok || length > 0x7FFFFFFF) return;  // the decoder says what is wrong
    const std::string_view type(reinterpret_cast<const char*>(head.data()) + 4, 4);
    if (type == "IEND") return;
    if (type == "tRNS") info.alpha = true;
    if ((type == "eXIf" || type == "tEXt" || type == "zTXt") && length <= kMetadataLimit) {
      std::vector<std::uint8_t> data(length);
      if (!source.read(at + 8, std::as_writable_bytes(std::span(data)))) return;
      if (type != "eXIf") data = exifOfText(data, type == "zTXt");
      if (type == "eXIf" || !data.empty()) {
        const ExifOrientation exif = exifOrientation(data);
        info.orientation = exif.value;
        info.exifInvalid = exif.invalid;
      }
    }
    at += 12 + std::uint64_t{length};
  }
}

ImageInfo header(const ByteSource& source) {
  bool ok = true;
  const auto head = source.bytes<26>(8, ok);
  if (!ok) damaged("ends in the header");
  if (bigEndian(head.data()) != 13 || std::memcmp(head.data() + 4, "IHDR", 4) != 0) damaged("no IHDR");
  const std::uint32_t width = bigEndian(head.data() + 8), height = bigEndian(head.data() + 12);
  if (width > 0x7FFFFFFF || height > 0x7FFFFFFF) damaged("size out of range");
  ImageInfo info;
  info.stored = {int(width), int(height)};
  info.bits = head[16];
  const int type = head[17];
  const bool bitsFit = type == 0   ? info.bits == 1 || info.bits == 2 || info.bits == 4 || info.bits == 8 || info.bits == 16
                       : type == 3 ? info.bits == 1 || info.bits == 2 || info.bits == 4 || info.bits == 8
                                   : info.bits == 8 || info.bits == 16;
  if ((type != 0 && type != 2 && type != 3 && type != 4 && type != 6) || !bitsFit) damaged("colour type and depth disagree");
  info.channels = type == 0 || type == 3 ? 1 : type == 4 ? 2 : type == 2 ? 3 : 4;
  info.palette = type == 3;
  info.alpha = type == 4 || type == 6;
  readChunks(source, info);
  return info;
}

/// libpng reading from memory; its errors become a message and a jump back.
struct Reader {
  std::span<const std::byte> rest;
  png_structp png = nullptr;
  png_infop info = nullptr;
  std::jmp_buf back;
  std::array<char, 200> message{};

  explicit Reader(std::span<const std::byte> bytes) : rest(bytes) {
    png = png_create_read_struct(PNG_LIBPNG_VER_STRING, this, fail, [](png_structp, png_const_charp) {});
    if (png) info = png_create_info_struct(png);
    if (!info) {
      png_destroy_read_struct(&png, nullptr, nullptr);
      throw std::bad_alloc();
    }
    png_set_read_fn(png, this, read);
  }
  ~Reader() { png_destroy_read_struct(&png, &info, nullptr); }
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;

  [[noreturn]] static void fail(png_structp png, png_const_charp text) {
    auto& self = *static_cast<Reader*>(png_get_error_ptr(png));
    std::strncpy(self.message.data(), text, self.message.size() - 1);
    std::longjmp(self.back, 1);
  }
  static void read(png_structp png, png_bytep out, png_size_t count) {
    auto& self = *static_cast<Reader*>(png_get_io_ptr(png));
    if (count > self.rest.size()) png_error(png, "ends early");
    std::memcpy(out, self.rest.data(), count);
    self.rest = self.rest.subspan(count);
  }

  /// Runs a step of libpng; the step must own nothing that needs a destructor.
  template <class Step>
  [[gnu::noinline]] void run(Step step) {
    if (setjmp(back) == 0)
      step();
    else
      damaged(message.data());
  }

  /// Header with our limits; the transforms asked for must follow.
  void begin(const ImageInfo& wanted) {
    // Deflate cannot do better than 1032 to 1, so this much less data cannot fill the picture.
    const auto row_bits = static_cast<std::uint64_t>(wanted.stored.width) * unsigned(wanted.channels * wanted.bits);
    if ((row_bits / 8 + 1) * unsigned(wanted.stored.height) / 1040 > rest.size()) damaged("less data than the size needs");
    run([&] {
      png_set_user_limits(png, unsigned(wanted.stored.width), unsigned(wanted.stored.height));
      png_set_chunk_malloc_max(png, 8 << 20);
      png_set_chunk_cache_max(png, 1000);
      png_read_info(png, info);
    });
    if (int(png_get_image_width(png, info)) != wanted.stored.width ||
        int(png_get_image_height(png, info)) != wanted.stored.height)
      damaged("two headers");
  }

  /// All rows and the end of the file. `row_bytes` is what the transforms must give.
  void rows(std::uint8_t* pixels, std::size_t row_bytes, int height) {
    std::vector<png_bytep> starts;
    for (int y = 0; y < height; ++y) starts.push_back(pixels + std::size_t(y) * row_bytes);
    run([&] {
      png_set_interlace_handling(png);
      png_read_update_info(png, info);
      if (png_get_rowbytes(png, info) != row_bytes) png_error(png, "row length");
      png_read_image(png, starts.data());
      png_read_end(png, nullptr);
    });
  }
};

Decoded decode(std::span<const std::byte> bytes, const ImageInfo& info) {
  Reader reader(bytes);
  reader.begin(info);
  png_structp png = reader.png;
  const bool transparency = png_get_valid(png, reader.info, PNG_INFO_tRNS) != 0;
  const bool deep = info.bits == 16;
  const bool alpha = info.channels == 2 || info.channels == 4 || transparency;
  SampleLayout layout{info.stored, deep && info.channels <= 2 ? 1 : 3, alpha ? Alpha::straight : Alpha::none};
  reader.run([&] {
    if (info.palette) png_set_palette_to_rgb(png);
    if (transparency) png_set_tRNS_to_alpha(png);
    if (info.bits < 8 && !info.palette) png_set_expand_gray_1_2_4_to_8(png);
    if (layout.colours == 3 && info.channels <= 2) png_set_gray_to_rgb(png);
    if (deep && std::endian::native == std::endian::little) png_set_swap(png);
  });
  const auto row_samples = std::size_t(info.stored.width) * std::size_t(layout.channels());
  if (deep) {
    std::vector<std::uint16_t> samples(row_samples * std::size_t(info.stored.height));
    reader.rows(reinterpret_cast<std::uint8_t*>(samples.data()), row_samples * 2, info.stored.height);
    return fromDeep(samples, layout, 65'535);
  }
  if (alpha) {
    std::vector<std::uint8_t> samples(row_samples * std::size_t(info.stored.height));
    reader.rows(samples.data(), row_samples, info.stored.height);
    return fromBytes(samples, layout);
  }
  Decoded decoded;
  decoded.image = Image8(info.stored);
  reader.rows(decoded.image.row(0), row_samples, info.stored.height);
  return decoded;
}

/// Ids of the first channel; the colour channels must agree, alpha does not matter.
template <class T>
void firstChannel(std::span<const T> samples, std::size_t channels, std::vector<std::uint16_t>& ids) {
  for (std::size_t i = 0; i < ids.size(); ++i) {
    const T* pixel = samples.data() + i * channels;
    if (channels >= 3 && (pixel[0] != pixel[1] || pixel[0] != pixel[2])) throw CodecFault{ErrorCode::maskIsColour, {}};
    ids[i] = pixel[0];
  }
}

IndexMask indices(std::span<const std::byte> bytes, const ImageInfo& info) {
  Reader reader(bytes);
  reader.begin(info);
  const bool deep = info.bits == 16;
  reader.run([&] {
    if (info.bits < 8) png_set_packing(reader.png);
    if (deep && std::endian::native == std::endian::little) png_set_swap(reader.png);
  });
  const auto channels = std::size_t(info.channels);
  const std::size_t row_samples = std::size_t(info.stored.width) * channels;
  const std::size_t total = row_samples * std::size_t(info.stored.height);
  IndexMask mask{info.stored, std::vector<std::uint16_t>(std::size_t(info.stored.area())), info.bits, info.palette};
  if (deep) {
    std::vector<std::uint16_t> samples(total);
    reader.rows(reinterpret_cast<std::uint8_t*>(samples.data()), row_samples * 2, info.stored.height);
    firstChannel(std::span<const std::uint16_t>(samples), channels, mask.ids);
  } else {
    std::vector<std::uint8_t> samples(total);
    reader.rows(samples.data(), row_samples, info.stored.height);
    firstChannel(std::span<const std::uint8_t>(samples), channels, mask.ids);
  }
  return mask;
}

}  // namespace

const Format kPng{"png", recognises, header, decode, indices};

}  // namespace ssa::codec

#include "engine/image/write.h"

#include <png.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <csetjmp>
#include <cstring>
#include <new>

namespace ssa {
namespace {

static_assert(std::endian::native == std::endian::little, "encodeNpy and 16-bit PNG assume it");

/// Enough for pictures; the last levels cost seconds for a few per cent.
constexpr int kCompression = 4;

/// libpng writing to memory. Its only possible faults are memory and our own misuse.
struct Writer {
  Bytes out;
  png_structp png = nullptr;
  png_infop info = nullptr;
  std::jmp_buf back;
  std::array<char, 200> message{};

  Writer() {
    png = png_create_write_struct(PNG_LIBPNG_VER_STRING, this, fail, [](png_structp, png_const_charp) {});
    if (png) info = png_create_info_struct(png);
    if (!info) {
      png_destroy_write_struct(&png, nullptr);
      throw std::bad_alloc();
    }
    png_set_write_fn(png, this, write, [](png_structp) {});
    png_set_compression_level(png, kCompression);
  }
  ~Writer() { png_destroy_write_struct(&png, &info); }
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  [[noreturn]] static void fail(png_structp png, png_const_charp text) {
    auto& self = *static_cast<Writer*>(png_get_error_ptr(png));
    std::strncpy(self.message.data(), text, self.message.size() - 1);
    std::longjmp(self.back, 1);
  }
  static void write(png_structp png, png_bytep data, png_size_t count) {
    auto& self = *static_cast<Writer*>(png_get_io_ptr(png));
    bool ok = true;
    try {
      const auto* bytes = reinterpret_cast<const std::byte*>(data);
      self.out.insert(self.out.end(), bytes, bytes + count);
    } catch (const std::bad_alloc&) {
      ok = false;
    }
    if (!ok) png_error(png, "memory");  // jumps, so outside the handler
  }
  template <class Step>
  [[gnu::noinline]] void run(Step step) {
    if (setjmp(back) == 0)
      step();
    else if (std::strstr(message.data(), "emory"))
      throw std::bad_alloc();
    else
      throw ContractViolation(std::string("PNG: ") + message.data());
  }
};

bool isAscii(const std::string& text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return (c >= ' ' && c <= '~') || c == '\n'; });
}

struct PngLayout {
  Size size;
  int type = PNG_COLOR_TYPE_GRAY;
  int bits = 8;
  std::size_t row_bytes = 0;
};

Bytes encode(const PngLayout& layout, const void* pixels, const PngText& text, const std::vector<png_color>& palette = {}) {
  if (layout.size.empty()) throw ContractViolation("PNG without pixels");
  std::vector<png_text> entries;
  for (const auto& [key, value] : text) {
    png_text entry{};
    entry.compression = isAscii(value) ? PNG_TEXT_COMPRESSION_NONE : PNG_ITXT_COMPRESSION_NONE;
    entry.key = const_cast<char*>(key.c_str());
    entry.text = const_cast<char*>(value.c_str());
    entry.text_length = value.size();
    entries.push_back(entry);
  }
  std::vector<png_bytep> rows;
  for (int y = 0; y < layout.size.height; ++y)
    rows.push_back(static_cast<png_bytep>(const_cast<void*>(pixels)) + layout.row_bytes * static_cast<std::size_t>(y));
  Writer writer;
  writer.run([&] {
    png_set_IHDR(writer.png, writer.info, static_cast<png_uint_32>(layout.size.width),
                 static_cast<png_uint_32>(layout.size.height), layout.bits, layout.type, PNG_INTERLACE_NONE,
                 PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    // Filters help photographs and hurt label maps.
    png_set_filter(writer.png, PNG_FILTER_TYPE_BASE,
                   layout.type == PNG_COLOR_TYPE_RGB ? PNG_FILTER_SUB | PNG_FILTER_UP : PNG_FILTER_NONE);
    if (!palette.empty()) png_set_PLTE(writer.png, writer.info, palette.data(), static_cast<int>(palette.size()));
    if (!entries.empty()) png_set_text(writer.png, writer.info, entries.data(), static_cast<int>(entries.size()));
    png_write_info(writer.png, writer.info);
    if (layout.bits == 16) png_set_swap(writer.png);
    png_write_image(writer.png, rows.data());
    png_write_end(writer.png, writer.info);
  });
  return std::move(writer.out);
}

PngLayout greyLayout(Size size) { return {size, PNG_COLOR_TYPE_GRAY, 8, static_cast<std::size_t>(size.width)}; }

}  // namespace

Bytes encodeIndexPng(const LabelMap& labels, const PngText& text) {
  return encode(greyLayout(labels.size()), labels.labels().data(), text);
}

Bytes encodePalettePng(const LabelMap& labels, const Palette& palette, const PngText& text) {
  std::vector<png_color> colours(256, png_color{0, 0, 0});
  for (std::size_t i = 0; i < std::min<std::size_t>(palette.size(), kIgnore); ++i)
    colours[i] = {palette[i].r, palette[i].g, palette[i].b};
  colours[kIgnore] = {255, 255, 255};
  PngLayout layout = greyLayout(labels.size());
  layout.type = PNG_COLOR_TYPE_PALETTE;
  return encode(layout, labels.labels().data(), text, colours);
}

Bytes encodePng(const Image8& image, const PngText& text) {
  return encode({image.size(), PNG_COLOR_TYPE_RGB, 8, image.rowBytes()}, image.pixels().data(), text);
}

Bytes encodeScorePng(const ScoreMap& scores, const PngText& text) {
  std::vector<std::uint8_t> bytes;
  bytes.reserve(scores.values().size());
  for (const float v : scores.values())
    bytes.push_back(std::isnan(v) ? std::uint8_t{0} : static_cast<std::uint8_t>(std::lround(255 * std::clamp(v, 0.0F, 1.0F))));
  return encode(greyLayout(scores.size()), bytes.data(), text);
}

Bytes encodeIndexPng16(const IndexMask& mask) {
  return encode({mask.size, PNG_COLOR_TYPE_GRAY, 16, static_cast<std::size_t>(mask.size.width) * 2}, mask.ids.data(), {});
}

Image8 blendOverlay(const Image8& image, const LabelMap& labels, const Palette& palette, float opacity) {
  if (image.size() != labels.size()) throw ContractViolation("overlay of another size than the picture");
  const int weight = static_cast<int>(std::lround(256 * std::clamp(opacity, 0.0F, 1.0F)));
  Image8 out = image;
  const auto pixels = out.pixels();
  const auto ids = labels.labels();
  for (std::size_t i = 0; i < ids.size(); ++i) {
    if (ids[i] == kIgnore || ids[i] >= palette.size()) continue;
    const Rgb colour = palette[ids[i]];
    const auto blend = [&](std::uint8_t under, std::uint8_t over) {
      return static_cast<std::uint8_t>((under * (256 - weight) + over * weight + 128) >> 8);
    };
    pixels[3 * i] = blend(pixels[3 * i], colour.r);
    pixels[3 * i + 1] = blend(pixels[3 * i + 1], colour.g);
    pixels[3 * i + 2] = blend(pixels[3 * i + 2], colour.b);
  }
  return out;
}

Image8 colourise(const LabelMap& labels, const Palette& palette) {
  std::array<Rgb, 256> table{};
  std::copy_n(palette.begin(), std::min<std::size_t>(palette.size(), kIgnore), table.begin());
  Image8 out(labels.size());
  std::uint8_t* to = out.pixels().data();
  for (const std::uint8_t id : labels.labels()) {
    *to++ = table[id].r;
    *to++ = table[id].g;
    *to++ = table[id].b;
  }
  return out;
}

Bytes encodeNpy(std::span<const float> values, std::span<const std::int64_t> shape) {
  std::int64_t count = 1;
  std::string dims;
  for (const std::int64_t n : shape) {
    count *= n;
    dims += std::to_string(n) + (shape.size() == 1 ? "," : ", ");
  }
  if (shape.size() > 1) dims.resize(dims.size() - 2);
  if (count != static_cast<std::int64_t>(values.size())) throw ContractViolation("NPY shape and values disagree");
  std::string header = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + dims + "), }";
  // Magic, version and length take 10 bytes; data start at a multiple of 64.
  header.append(63 - (10 + header.size()) % 64, ' ');
  header += '\n';
  std::string start("\x93NUMPY\x01\x00", 8);
  start += static_cast<char>(header.size() & 255);
  start += static_cast<char>(header.size() >> 8);
  start += header;
  Bytes out(start.size() + values.size_bytes());
  std::memcpy(out.data(), start.data(), start.size());
  if (!values.empty()) std::memcpy(out.data() + start.size(), values.data(), values.size_bytes());
  return out;
}

}  // namespace ssa

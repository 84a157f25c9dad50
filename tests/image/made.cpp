#include "tests/image/made.h"

#include <tiffio.h>
#include <zlib.h>

#include <algorithm>
#include <cstring>
#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

namespace ssa::test {
namespace {

std::string big32(std::uint32_t v) {
  return {static_cast<char>(v >> 24), static_cast<char>(v >> 16 & 255), static_cast<char>(v >> 8 & 255),
          static_cast<char>(v & 255)};
}
std::string little(std::uint64_t v, int bytes) {
  std::string out;
  for (int i = 0; i < bytes; ++i) out += static_cast<char>(v >> 8 * i & 255);
  return out;
}

std::string chunk(const std::string& type, const std::string& data) {
  const std::string body = type + data;
  const auto crc = crc32(0, reinterpret_cast<const Bytef*>(body.data()), static_cast<uInt>(body.size()));
  return big32(static_cast<std::uint32_t>(data.size())) + body + big32(static_cast<std::uint32_t>(crc));
}

struct Memory {
  std::string bytes;
  std::size_t at = 0;
};

}  // namespace

std::string png(const PngRecipe& r) {
  std::string raw;
  for (const std::string& row : r.rows) raw += '\0' + row;
  std::string packed(compressBound(raw.size()), '\0');
  uLongf length = packed.size();
  compress(reinterpret_cast<Bytef*>(packed.data()), &length, reinterpret_cast<const Bytef*>(raw.data()), raw.size());
  packed.resize(length);
  std::string out = "\x89PNG\r\n\x1a\n";
  out += chunk("IHDR",
               big32(r.width) + big32(r.height) + static_cast<char>(r.bits) + static_cast<char>(r.type) + std::string(3, '\0'));
  if (!r.palette.empty()) out += chunk("PLTE", r.palette);
  if (!r.transparency.empty()) out += chunk("tRNS", r.transparency);
  out += chunk("IDAT", packed);
  for (const auto& [type, data] : r.chunks) out += chunk(type, data);
  return out + chunk("IEND", {});
}

std::string exif(int orientation, bool big) {
  if (big)
    return std::string("MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0", 19) + static_cast<char>(orientation) +
           std::string(6, '\0');
  return std::string("II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0", 18) + static_cast<char>(orientation) + std::string(7, '\0');
}

std::string withExif(const std::string& jpeg, const std::string& block) {
  const std::string body = std::string("Exif\0\0", 6) + block;
  const auto length = static_cast<std::uint16_t>(body.size() + 2);
  return jpeg.substr(0, 2) + "\xFF\xE1" + static_cast<char>(length >> 8) + static_cast<char>(length & 255) + body +
         jpeg.substr(2);
}

std::string webpWithExif(const std::string& webp, const std::string& block, Size size) {
  const auto one = [](const std::string& type, const std::string& data) {
    return type + little(data.size(), 4) + data + std::string(data.size() % 2, '\0');
  };
  const std::string body = "WEBP" +
                           one("VP8X", little(0x08, 4) + little(static_cast<std::uint64_t>(size.width - 1), 3) +
                                           little(static_cast<std::uint64_t>(size.height - 1), 3)) +
                           webp.substr(12) + one("EXIF", block);
  return "RIFF" + little(body.size(), 4) + body;
}

std::string encoded(const Image8& image, const char* suffix, const std::vector<int>& options) {
  const cv::Mat rgb(image.height(), image.width(), CV_8UC3, const_cast<std::uint8_t*>(image.row(0)));
  cv::Mat bgr;
  cv::cvtColor(rgb, bgr, cv::COLOR_RGB2BGR);
  std::vector<uchar> out;
  cv::imencode(suffix, bgr, out, options);
  return {out.begin(), out.end()};
}

std::string tiff(const TiffRecipe& r) {
  Memory memory;
  TIFF* file = TIFFClientOpen(
      "", r.big ? (r.msb ? "wb8" : "wl8") : (r.msb ? "wb" : "wl"), &memory,
      [](thandle_t h, void* out, tmsize_t n) {
        auto& m = *static_cast<Memory*>(h);
        const auto length = std::min<std::size_t>(static_cast<std::size_t>(n), m.bytes.size() - std::min(m.at, m.bytes.size()));
        std::memcpy(out, m.bytes.data() + m.at, length);
        m.at += length;
        return static_cast<tmsize_t>(length);
      },
      [](thandle_t h, void* data, tmsize_t n) {
        auto& m = *static_cast<Memory*>(h);
        if (m.bytes.size() < m.at + static_cast<std::size_t>(n)) m.bytes.resize(m.at + static_cast<std::size_t>(n));
        std::memcpy(m.bytes.data() + m.at, data, static_cast<std::size_t>(n));
        m.at += static_cast<std::size_t>(n);
        return n;
      },
      [](thandle_t h, toff_t offset, int whence) {
        auto& m = *static_cast<Memory*>(h);
        m.at = static_cast<std::size_t>(offset) + (whence == SEEK_CUR ? m.at : whence == SEEK_END ? m.bytes.size() : 0);
        return static_cast<toff_t>(m.at);
      },
      [](thandle_t) { return 0; }, [](thandle_t h) { return static_cast<toff_t>(static_cast<Memory*>(h)->bytes.size()); },
      nullptr, nullptr);
  for (int page = 0; page < r.pages; ++page) {
    TIFFSetField(file, TIFFTAG_IMAGEWIDTH, r.width);
    TIFFSetField(file, TIFFTAG_IMAGELENGTH, r.height);
    TIFFSetField(file, TIFFTAG_BITSPERSAMPLE, r.bits);
    TIFFSetField(file, TIFFTAG_SAMPLESPERPIXEL, r.samples);
    TIFFSetField(file, TIFFTAG_SAMPLEFORMAT, r.format);
    TIFFSetField(file, TIFFTAG_PHOTOMETRIC, r.photometric);
    TIFFSetField(file, TIFFTAG_COMPRESSION, r.compression);
    TIFFSetField(file, TIFFTAG_PLANARCONFIG, r.planar);
    TIFFSetField(file, TIFFTAG_ORIENTATION, r.orientation);
    if (r.extra >= 0) {
      const auto kind = static_cast<std::uint16_t>(r.extra);
      TIFFSetField(file, TIFFTAG_EXTRASAMPLES, 1, &kind);
    }
    if (!r.colour_map.empty()) {
      const std::size_t part = r.colour_map.size() / 3;
      TIFFSetField(file, TIFFTAG_COLORMAP, r.colour_map.data(), r.colour_map.data() + part, r.colour_map.data() + 2 * part);
    }
    const int planes = r.planar == PLANARCONFIG_SEPARATE ? r.samples : 1;
    const std::size_t row = (static_cast<std::size_t>(r.width) * static_cast<std::size_t>(r.samples / planes * r.bits) + 7) / 8;
    std::string data = r.data;
    if (r.tile > 0) {
      TIFFSetField(file, TIFFTAG_TILEWIDTH, r.tile);
      TIFFSetField(file, TIFFTAG_TILELENGTH, r.tile);
      const std::size_t pixel = static_cast<std::size_t>(r.samples / planes * r.bits / 8),
                        tile_row = pixel * static_cast<std::size_t>(r.tile);
      std::uint32_t index = 0;
      for (int plane = 0; plane < planes; ++plane)
        for (int top = 0; top < r.height; top += r.tile)
          for (int left = 0; left < r.width; left += r.tile) {
            std::string tile(tile_row * static_cast<std::size_t>(r.tile), '\0');
            for (int y = top; y < std::min(top + r.tile, r.height); ++y)
              for (int x = left; x < std::min(left + r.tile, r.width); ++x)
                std::memcpy(
                    tile.data() + static_cast<std::size_t>(y - top) * tile_row + static_cast<std::size_t>(x - left) * pixel,
                    data.data() + row * static_cast<std::size_t>(plane * r.height + y) + static_cast<std::size_t>(x) * pixel,
                    pixel);
            TIFFWriteEncodedTile(file, index++, tile.data(), static_cast<tmsize_t>(tile.size()));
          }
    } else {
      TIFFSetField(file, TIFFTAG_ROWSPERSTRIP, 16);
      for (int plane = 0; plane < planes; ++plane)
        for (int y = 0; y < r.height; ++y)
          TIFFWriteScanline(file, data.data() + row * static_cast<std::size_t>(plane * r.height + y),
                            static_cast<std::uint32_t>(y), static_cast<std::uint16_t>(plane));
    }
    TIFFWriteDirectory(file);
  }
  TIFFClose(file);
  return memory.bytes;
}

std::string bmp(int width, int height, int bits, std::uint32_t compression, const std::string& palette, const std::string& data) {
  const std::size_t start = 54 + palette.size();
  return "BM" + little(start + data.size(), 4) + little(0, 4) + little(start, 4) + little(40, 4) +
         little(static_cast<std::uint32_t>(width), 4) + little(static_cast<std::uint32_t>(height), 4) + little(1, 2) +
         little(static_cast<std::uint64_t>(bits), 2) + little(compression, 4) + little(data.size(), 4) + little(0, 8) +
         little(palette.size() / 4, 4) + little(0, 4) + palette + data;
}

Image8 scenery(int width, int height) {
  Image8 image({width, height});
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x) {
      std::uint8_t* p = image.row(y) + 3 * x;
      p[0] = static_cast<std::uint8_t>(40 + 200 * x / width);
      p[1] = static_cast<std::uint8_t>(30 + 210 * y / height);
      p[2] = static_cast<std::uint8_t>((x / 8 + y / 8) % 2 ? 60 : 160);
    }
  return image;
}

Bytes bytesOf(std::string_view text) {
  const auto* first = reinterpret_cast<const std::byte*>(text.data());
  return {first, first + text.size()};
}

void put(const std::filesystem::path& path, std::string_view content) {
  if (!writeFile(path, content)) throw std::runtime_error("cannot write " + path.string());
}

double difference(const Image8& a, const Image8& b) {
  if (a.size() != b.size() || a.empty()) return 1000;
  double sum = 0;
  for (std::size_t i = 0; i < a.pixels().size(); ++i) sum += std::abs(int{a.pixels()[i]} - int{b.pixels()[i]});
  return sum / static_cast<double>(a.pixels().size());
}

}  // namespace ssa::test

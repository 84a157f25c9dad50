#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/image8.h"
#include "engine/core/safe_file.h"

/// Picture files made by the tests themselves, byte by byte where the format allows.
namespace ssa::test {

/// A PNG as its header says; rows are raw bytes without filter byte.
struct PngRecipe {
  std::uint32_t width = 1, height = 1;
  int bits = 8;
  int type = 0;  ///< 0 grey, 2 RGB, 3 palette, 4 grey + alpha, 6 RGBA
  std::vector<std::string> rows{};
  std::string palette{};                                      ///< PLTE
  std::string transparency{};                                 ///< tRNS
  std::vector<std::pair<std::string, std::string>> chunks{};  ///< others, after the data
};
std::string png(const PngRecipe& recipe);

/// An EXIF block with nothing but an orientation; `big` chooses the byte order.
std::string exif(int orientation, bool big = false);
/// A JPEG with an EXIF block put behind its start marker.
std::string withExif(const std::string& jpeg, const std::string& exif_block);
/// A lossless or lossy WebP rewrapped as VP8X with an EXIF chunk.
std::string webpWithExif(const std::string& webp, const std::string& exif_block, Size size);

/// OpenCV's encoder for `.jpg`, `.webp`, `.bmp`, `.png`, `.tif`.
std::string encoded(const Image8& image, const char* suffix, const std::vector<int>& options = {});

/// What a TIFF written by libtiff shall look like; `data` holds the rows (or planes of rows).
struct TiffRecipe {
  int width = 1, height = 1;
  int bits = 8, samples = 1, format = 1, photometric = 1, compression = 1, planar = 1, orientation = 1;
  int tile = 0;      ///< side of square tiles, 0 = strips
  int extra = -1;    ///< EXTRASAMPLES value of the last sample, -1 = none
  bool big = false;  ///< BigTIFF
  bool msb = false;  ///< big-endian
  int pages = 1;
  std::string data{};
  std::vector<std::uint16_t> colour_map{};  ///< red, green, blue parts one after the other
};
std::string tiff(const TiffRecipe& recipe);

/// A BMP of 1, 4, 8, 24 or 32 bits, bottom-up rows padded to 4 bytes are the caller's.
std::string bmp(int width, int height, int bits, std::uint32_t compression, const std::string& palette, const std::string& data);

/// A smooth colourful picture in which every corner differs.
Image8 scenery(int width, int height);

Bytes bytesOf(std::string_view text);
void put(const std::filesystem::path& path, std::string_view content);
/// Mean absolute difference of two pictures of one size; 1000 where the sizes differ.
double difference(const Image8& a, const Image8& b);

}  // namespace ssa::test

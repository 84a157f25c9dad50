#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>

#include "engine/core/image8.h"
#include "engine/core/label_map.h"
#include "engine/core/result.h"

namespace ssa {

/// Ceilings checked from a file's header before anything is decoded.
struct ImageLimits {
  std::int64_t pixels = 400'000'000;
  int side = 65'535;
  std::uint64_t file_bytes = std::uint64_t{4} << 30;
};

/// What a picture's header says. Nothing is decoded.
struct ImageInfo {
  std::string format;   ///< `png`, `jpeg`, `tiff`, `bmp`, `webp`
  Size stored;          ///< as in the file
  Size upright;         ///< after applying `orientation`
  int orientation = 1;  ///< EXIF / TIFF tag 1..8; 1 when absent or invalid
  int channels = 3;
  int bits = 8;  ///< per channel
  bool palette = false;
  bool alpha = false;        ///< an alpha channel or a transparent colour; the picture may still be opaque
  int pages = 1;             ///< TIFF: full pages; reduced copies and masks do not count
  bool exifInvalid = false;  ///< EXIF data were there but made no sense
  std::uint64_t file_bytes = 0;
};

/// The format is recognised by content, never by suffix. Reads a few hundred bytes.
/// Errors: fileNotFound, permissionDenied, notAFile, fileEmpty, fileTooLarge, unknownFormat, imageDamaged,
/// imageTooLarge, imageUnsupported.
Result<ImageInfo> probeImage(const std::filesystem::path& path, const ImageLimits& limits = {});

/// A decoded picture and what its file said.
struct ReadImage {
  Image8 image;
  ImageInfo info;
};

/// Decodes any supported picture to upright 8-bit sRGB: grey and palette expanded, alpha dropped
/// (composited on white), CMYK and Lab converted, 16-bit and float mapped by percentiles 0.1..99.9
/// (warned; all channels share one range). Only the first page of a TIFF, no animation.
///
/// A picture is given whole or not at all: a file that ends early, whose checksums disagree or whose JPEG
/// data libjpeg had to patch is imageDamaged, even where most of it could be shown. Bytes after the end
/// marker and broken metadata do no harm.
/// Errors: those of probeImage, outOfMemory.
Result<Loaded<ReadImage>> readImage(const std::filesystem::path& path, const ImageLimits& limits = {});
Result<Loaded<ReadImage>> decodeImage(std::span<const std::byte> bytes, const std::string& origin,
                                      const ImageLimits& limits = {});

/// Reads a mask whose pixels are class ids, values untouched: PNG (grey or palette, 1/2/4/8/16 bit)
/// by libpng without expansion, single-channel TIFF and BMP likewise. An RGB picture whose channels
/// are all equal is accepted; any other gives maskIsColour. Alpha is ignored. EXIF is applied as for pictures.
Result<Loaded<IndexMask>> readIndexMask(const std::filesystem::path& path, const ImageLimits& limits = {});

/// A small upright picture of at most `side` pixels, decoded at reduced scale where the format can.
Result<Image8> readThumbnail(const std::filesystem::path& path, int side, const ImageLimits& limits = {});

/// True for the file suffixes we open (case-insensitive).
bool hasImageSuffix(const std::filesystem::path& path);

}  // namespace ssa

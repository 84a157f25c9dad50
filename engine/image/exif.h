#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace ssa {

/// What EXIF data say about a picture's orientation.
struct ExifOrientation {
  int value = 1;         ///< 1..8 as in TIFF tag 274
  bool invalid = false;  ///< the data could not be followed or name no orientation of 1..8
};

/// Reads the orientation out of an EXIF block: a TIFF header, with or without `Exif\0\0` before it.
ExifOrientation exifOrientation(std::span<const std::uint8_t> exif);

}  // namespace ssa

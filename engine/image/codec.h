#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <utility>

#include "engine/core/image8.h"
#include "engine/core/label_map.h"
#include "engine/image/byte_source.h"
#include "engine/image/read.h"

/// What read.cpp needs from each picture format. Inside this folder a format's reader throws CodecFault;
/// read.cpp turns it into an Error that names the file.
namespace ssa::codec {

/// Why a picture cannot be read; `code` is imageDamaged, imageUnsupported or maskIsColour.
struct CodecFault {
  ErrorCode code;
  std::string reason;
};
[[noreturn]] inline void damaged(std::string reason) { throw CodecFault{ErrorCode::imageDamaged, std::move(reason)}; }
[[noreturn]] inline void unsupported(std::string reason) { throw CodecFault{ErrorCode::imageUnsupported, std::move(reason)}; }

/// A picture as its file lays it out: orientation not applied.
struct Decoded {
  Image8 image;
  bool transparent = false;                           ///< some pixel was not opaque; now on white
  std::optional<std::pair<double, double>> mapped{};  ///< stored values that became 0 and 255
  std::string convertedFrom{};                        ///< `cmyk` or `lab`
};

/// One format. `header` fills everything but `file_bytes` and `upright`; `decode` and `indices` get the
/// whole file and the header that was read from it and checked against the limits.
struct Format {
  const char* name;
  bool (*recognises)(std::span<const std::uint8_t, 16> start);
  ImageInfo (*header)(const ByteSource& source);
  Decoded (*decode)(std::span<const std::byte> bytes, const ImageInfo& info);
  IndexMask (*indices)(std::span<const std::byte> bytes, const ImageInfo& info);
};

extern const Format kPng;
extern const Format kJpeg;
extern const Format kTiff;
extern const Format kBmp;
extern const Format kWebp;

/// JPEG at a reduced scale n/8 whose longer side is still at least `side`.
Decoded decodeJpegReduced(std::span<const std::byte> bytes, const ImageInfo& info, int side);

/// The ids of a picture whose three channels are equal everywhere; throws maskIsColour otherwise.
IndexMask indicesOfGrey(const Image8& image);

}  // namespace ssa::codec

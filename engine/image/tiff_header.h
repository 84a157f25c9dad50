#pragma once

#include <cstdint>

#include "engine/image/byte_source.h"
#include "engine/image/read.h"

namespace ssa::codec {

/// Reads the first folder of a TIFF or BigTIFF of either byte order and counts its pages; throws CodecFault.
ImageInfo readTiffHeader(const ByteSource& source);

}  // namespace ssa::codec

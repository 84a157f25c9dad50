#pragma once

#include <span>
#include <string>
#include <vector>

#include "engine/core/image8.h"
#include "engine/core/label_map.h"
#include "engine/core/palette.h"
#include "engine/core/safe_file.h"

namespace ssa {

/// tEXt entries written into a PNG (provenance), key -> value, Latin-1 keys, UTF-8 values as iTXt.
using PngText = std::vector<std::pair<std::string, std::string>>;

/// 8-bit grey PNG whose values are the class ids.
Bytes encodeIndexPng(const LabelMap& labels, const PngText& text = {});
/// 8-bit palette PNG (VOC style): pixel = class id, colours from `palette`, 255 white.
Bytes encodePalettePng(const LabelMap& labels, const Palette& palette, const PngText& text = {});
Bytes encodePng(const Image8& image, const PngText& text = {});
/// 8-bit grey PNG of a score map, 0..1 -> 0..255.
Bytes encodeScorePng(const ScoreMap& scores, const PngText& text = {});
/// 16-bit grey PNG, used by tests and raw-id exports.
Bytes encodeIndexPng16(const IndexMask& mask);

/// Colours of the classes blended over the picture; ids without colour and kIgnore stay the picture.
Image8 blendOverlay(const Image8& image, const LabelMap& labels, const Palette& palette, float opacity);
/// The label map in its colours; kIgnore black.
Image8 colourise(const LabelMap& labels, const Palette& palette);

/// NumPy .npy version 1.0, little-endian float32 in C order.
Bytes encodeNpy(std::span<const float> values, std::span<const std::int64_t> shape);

}  // namespace ssa

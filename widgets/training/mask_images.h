#pragma once

#include <QImage>

#include <filesystem>
#include <string>

#include "engine/core/label_map.h"
#include "engine/core/palette.h"
#include "engine/core/result.h"
#include "engine/datasets/raw_ids.h"

namespace ssa {

/// A picture and its mask as the raw ids lie there, and as the run would learn it.
struct MaskPreview {
  QImage picture;
  QImage raw;      ///< every raw id in a colour of its own
  QImage becomes;  ///< class colours; ignored pixels dark, unknown ids magenta
  std::string name;
};

/// A mask in the colours of its classes; ignored pixels are dark, ids beyond the palette magenta.
QImage maskImage(const LabelMap& mask, const Palette& palette);
/// Where two masks differ: grey where equal, the accent's opposite where they do not, dark where the truth is ignored.
QImage differenceImage(const LabelMap& truth, const LabelMap& mask);
/// A picture at most `side` pixels long, for panes.
QImage fitted(const QImage& image, int side);

/// Reads a picture and its mask for the preview of id changes. Errors: those of readIndexMask and readThumbnail.
Result<MaskPreview> previewOf(const std::filesystem::path& picture, const std::filesystem::path& mask, const RawIdRule& rule,
                              const Palette& palette);

}  // namespace ssa

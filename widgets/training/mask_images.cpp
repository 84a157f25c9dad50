#include "widgets/training/mask_images.h"

#include <algorithm>
#include <array>

#include "app/session/qt_convert.h"
#include "engine/image/read.h"

namespace ssa {
namespace {

constexpr int kPreviewSide_px = 640;
constexpr QRgb kIgnored = 0xff303236, kUnknownId = 0xffff00ff;
constexpr QRgb kRightTint = 0xff5b616b, kWrongTint = 0xfff2a33a;

std::array<QRgb, 256> tableOf(const Palette& palette) {
  std::array<QRgb, 256> colours;
  colours.fill(kUnknownId);
  for (std::size_t id = 0; id < palette.size() && id < 255; ++id) colours[id] = qRgb(palette[id].r, palette[id].g, palette[id].b);
  colours[kIgnore] = kIgnored;
  return colours;
}

}  // namespace

QImage maskImage(const LabelMap& mask, const Palette& palette) {
  const std::array<QRgb, 256> colours = tableOf(palette);
  QImage image(mask.width(), mask.height(), QImage::Format_RGB32);
  for (int y = 0; y < mask.height(); ++y) {
    auto* line = reinterpret_cast<QRgb*>(image.scanLine(y));
    const std::uint8_t* ids = mask.row(y);
    for (int x = 0; x < mask.width(); ++x) line[x] = colours[ids[x]];
  }
  return image;
}

QImage differenceImage(const LabelMap& truth, const LabelMap& mask) {
  if (truth.size() != mask.size()) return {};
  QImage image(mask.width(), mask.height(), QImage::Format_RGB32);
  for (int y = 0; y < mask.height(); ++y) {
    auto* line = reinterpret_cast<QRgb*>(image.scanLine(y));
    for (int x = 0; x < mask.width(); ++x) {
      const std::uint8_t wanted = truth.row(y)[x];
      line[x] = wanted == kIgnore ? kIgnored : wanted == mask.row(y)[x] ? kRightTint : kWrongTint;
    }
  }
  return image;
}

QImage fitted(const QImage& image, int side) {
  if (image.isNull() || std::max(image.width(), image.height()) <= side) return image;
  return image.scaled(side, side, Qt::KeepAspectRatio, Qt::FastTransformation);
}

Result<MaskPreview> previewOf(const std::filesystem::path& picture, const std::filesystem::path& mask, const RawIdRule& rule,
                              const Palette& palette) {
  const auto ids = readIndexMask(mask);
  if (!ids) return ids.error();
  const IndexMask& raw = ids->value;
  MaskPreview preview;
  preview.name = mask.filename().string();
  if (const auto small = readThumbnail(picture, kPreviewSide_px)) preview.picture = toQImage(*small);
  const Palette distinct = colourBlindSafePalette(64);
  const std::array<QRgb, 256> colours = tableOf(palette);
  QImage before(raw.size.width, raw.size.height, QImage::Format_RGB32), after = before.copy();
  for (int y = 0; y < raw.size.height; ++y) {
    auto* first = reinterpret_cast<QRgb*>(before.scanLine(y));
    auto* second = reinterpret_cast<QRgb*>(after.scanLine(y));
    for (int x = 0; x < raw.size.width; ++x) {
      const int id = raw.at({x, y}), becomes = rule.of(id);
      const Rgb& own = distinct[static_cast<std::size_t>(id) % distinct.size()];
      first[x] = qRgb(own.r, own.g, own.b);
      second[x] = becomes == RawIdRule::kUnknown ? kUnknownId : colours[static_cast<std::size_t>(becomes)];
    }
  }
  preview.raw = fitted(before, kPreviewSide_px);
  preview.becomes = fitted(after, kPreviewSide_px);
  return preview;
}

}  // namespace ssa

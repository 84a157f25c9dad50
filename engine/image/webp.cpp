#include <cstring>
#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>
#include <string_view>
#include <vector>

#include "engine/image/codec.h"
#include "engine/image/exif.h"
#include "engine/image/samples.h"

namespace ssa::codec {
namespace {

constexpr std::uint32_t kExifLimit = 1 << 20;
constexpr int kChunkLimit = 10'000;

bool recognises(std::span<const std::uint8_t, 16> s) {
  return std::memcmp(s.data(), "RIFF", 4) == 0 && std::memcmp(s.data() + 8, "WEBP", 4) == 0;
}

std::uint32_t little(const std::uint8_t* p, int bytes) {
  std::uint32_t value = 0;
  for (int i = 0; i < bytes; ++i) value |= std::uint32_t{p[i]} << 8 * i;
  return value;
}

void readExif(const ByteSource& source, ImageInfo& info) {
  std::uint64_t at = 12;
  for (int chunk = 0; chunk < kChunkLimit; ++chunk) {
    bool ok = true;
    const auto head = source.bytes<8>(at, ok);
    const std::uint32_t length = little(&head[4], 4);
    if (!ok) return;
    if (std::memcmp(head.data(), "EXIF", 4) == 0 && length <= kExifLimit) {
      std::vector<std::uint8_t> data(length);
      if (!source.read(at + 8, std::as_writable_bytes(std::span(data)))) return;
      const ExifOrientation exif = exifOrientation(data);
      info.orientation = exif.value;
      info.exifInvalid = exif.invalid;
      return;
    }
    at += 8 + std::uint64_t{length} + length % 2;
  }
}

ImageInfo header(const ByteSource& source) {
  bool ok = true;
  const auto head = source.bytes<30>(0, ok);
  if (!ok) damaged("ends in the header");
  if (std::uint64_t{little(&head[4], 4)} + 8 > source.size()) damaged("ends early");
  ImageInfo info;
  const std::string_view kind(reinterpret_cast<const char*>(&head[12]), 4);
  if (kind == "VP8 ") {
    if (head[23] != 0x9D || head[24] != 0x01 || head[25] != 0x2A) damaged("no frame header");
    info.stored = {int(little(&head[26], 2) & 0x3FFF), int(little(&head[28], 2) & 0x3FFF)};
  } else if (kind == "VP8L") {
    if (head[20] != 0x2F) damaged("no frame header");
    const std::uint32_t packed = little(&head[21], 4);
    info.stored = {int(packed & 0x3FFF) + 1, int(packed >> 14 & 0x3FFF) + 1};
    info.alpha = (packed >> 28 & 1) != 0;
  } else if (kind == "VP8X") {
    constexpr unsigned kAnimation = 0x02, kExif = 0x08, kAlpha = 0x10;
    const unsigned flags = head[20];
    if (flags & kAnimation) unsupported("animation");
    info.stored = {int(little(&head[24], 3)) + 1, int(little(&head[27], 3)) + 1};
    info.alpha = (flags & kAlpha) != 0;
    if (flags & kExif) readExif(source, info);
  } else {
    damaged("no frame");
  }
  info.channels = info.alpha ? 4 : 3;
  return info;
}

/// RGB or RGBA bytes.
cv::Mat decodeRaw(std::span<const std::byte> bytes, const ImageInfo& info) {
  const cv::Mat data(1, static_cast<int>(bytes.size()), CV_8U, const_cast<std::byte*>(bytes.data()));
  const cv::Mat raw = cv::imdecode(data, cv::IMREAD_UNCHANGED);
  if (raw.empty()) damaged("frame");
  if (raw.cols != info.stored.width || raw.rows != info.stored.height) damaged("two sizes");
  cv::Mat out;
  cv::cvtColor(raw, out, raw.channels() == 4 ? cv::COLOR_BGRA2RGBA : cv::COLOR_BGR2RGB);
  return out;
}

Decoded decode(std::span<const std::byte> bytes, const ImageInfo& info) {
  const cv::Mat raw = decodeRaw(bytes, info);
  return fromBytes({raw.data, raw.total() * raw.elemSize()},
                   {info.stored, 3, raw.channels() == 4 ? Alpha::straight : Alpha::none});
}

IndexMask indices(std::span<const std::byte> bytes, const ImageInfo& info) {
  cv::Mat raw = decodeRaw(bytes, info);
  if (raw.channels() == 4) cv::cvtColor(raw, raw, cv::COLOR_RGBA2RGB);
  return indicesOfGrey(fromBytes({raw.data, raw.total() * 3}, {info.stored, 3, Alpha::none}).image);
}

}  // namespace

const Format kWebp{"webp", recognises, header, decode, indices};

}  // namespace ssa::codec

#include "engine/image/tiff_file.h"

#include <algorithm>
#include <array>
#include <cstdarg>
#include <cstdio>
#include <cstring>

#include "engine/image/codec.h"

namespace ssa::codec {
namespace {

constexpr tmsize_t kLargestAllocation = tmsize_t{4} << 30;

}  // namespace

TiffFile::TiffFile(std::span<const std::byte> bytes) : bytes_(bytes) {
  TIFFOpenOptions* options = TIFFOpenOptionsAlloc();
  TIFFOpenOptionsSetMaxSingleMemAlloc(options, kLargestAllocation);
  TIFFOpenOptionsSetErrorHandlerExtR(options, complain, this);
  TIFFOpenOptionsSetWarningHandlerExtR(
      options, [](TIFF*, void*, const char*, const char*, va_list) { return 1; }, nullptr);
  // "m": no memory mapping, all reading goes through our bounds check.
  tiff_ = TIFFClientOpenExt(
      "", "rm", this, read, [](thandle_t, void*, tmsize_t) { return tmsize_t{0}; }, seek, [](thandle_t) { return 0; },
      [](thandle_t self) { return static_cast<toff_t>(static_cast<TiffFile*>(self)->bytes_.size()); }, nullptr, nullptr, options);
  TIFFOpenOptionsFree(options);
  if (!tiff_) damaged(complaint_.empty() ? "first folder" : complaint_);
}

TiffFile::~TiffFile() { TIFFClose(tiff_); }

tmsize_t TiffFile::read(thandle_t handle, void* out, tmsize_t count) {
  auto& self = *static_cast<TiffFile*>(handle);
  if (count <= 0 || self.position_ >= self.bytes_.size()) return 0;
  const auto length = std::min<std::uint64_t>(static_cast<std::uint64_t>(count), self.bytes_.size() - self.position_);
  std::memcpy(out, self.bytes_.data() + self.position_, length);
  self.position_ += length;
  return static_cast<tmsize_t>(length);
}

toff_t TiffFile::seek(thandle_t handle, toff_t offset, int whence) {
  auto& self = *static_cast<TiffFile*>(handle);
  self.position_ = offset + (whence == SEEK_CUR ? self.position_ : whence == SEEK_END ? self.bytes_.size() : 0);
  return self.position_;
}

int TiffFile::complain(TIFF*, void* handle, const char*, const char* format, va_list arguments) {
  auto& self = *static_cast<TiffFile*>(handle);
  if (!self.complaint_.empty()) return 1;
  std::array<char, 200> text{};
  std::vsnprintf(text.data(), text.size(), format, arguments);
  self.complaint_ = text.data();
  return 1;
}

std::uint32_t TiffFile::tag32(std::uint32_t tag, std::uint32_t fallback) const {
  std::uint32_t value = 0;
  return TIFFGetFieldDefaulted(tiff_, tag, &value) ? value : fallback;
}

std::uint16_t TiffFile::tag16(std::uint32_t tag, std::uint16_t fallback) const {
  std::uint16_t value = 0;
  return TIFFGetFieldDefaulted(tiff_, tag, &value) ? value : fallback;
}

}  // namespace ssa::codec

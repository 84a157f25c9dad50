#pragma once

#include <tiffio.h>

#include <cstdint>
#include <span>
#include <string>

namespace ssa::codec {

/// A TIFF in memory opened by libtiff, silent, with its complaints kept.
class TiffFile {
 public:
  /// Throws CodecFault when libtiff cannot read the first folder.
  explicit TiffFile(std::span<const std::byte> bytes);
  ~TiffFile();
  TiffFile(const TiffFile&) = delete;
  TiffFile& operator=(const TiffFile&) = delete;

  TIFF* get() const { return tiff_; }
  /// A number tag, its TIFF default, or `fallback`.
  std::uint32_t tag32(std::uint32_t tag, std::uint32_t fallback) const;
  std::uint16_t tag16(std::uint32_t tag, std::uint16_t fallback) const;
  /// First complaint so far.
  const std::string& complaint() const { return complaint_; }

 private:
  static tmsize_t read(thandle_t self, void* out, tmsize_t count);
  static toff_t seek(thandle_t self, toff_t offset, int whence);
  static int complain(TIFF*, void* self, const char* module, const char* format, va_list arguments);

  std::span<const std::byte> bytes_;
  std::uint64_t position_ = 0;
  std::string complaint_;
  TIFF* tiff_ = nullptr;
};

}  // namespace ssa::codec

#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "engine/core/input_file.h"

namespace ssa {

/// Bytes at any position, so that a header is read the same way from memory and from a file.
class ByteSource {
 public:
  virtual ~ByteSource() = default;
  virtual std::uint64_t size() const = 0;
  /// Fills `out` from `offset`; false when the source ends before.
  virtual bool read(std::uint64_t offset, std::span<std::byte> out) const = 0;

  /// The bytes from `offset`, or nothing of them: `ok` is false when the source ends before.
  template <std::size_t N>
  std::array<std::uint8_t, N> bytes(std::uint64_t offset, bool& ok) const {
    std::array<std::uint8_t, N> out{};
    ok = read(offset, std::as_writable_bytes(std::span(out)));
    return out;
  }
};

class MemorySource final : public ByteSource {
 public:
  explicit MemorySource(std::span<const std::byte> bytes) : bytes_(bytes) {}
  std::uint64_t size() const override { return bytes_.size(); }
  bool read(std::uint64_t offset, std::span<std::byte> out) const override {
    if (offset > bytes_.size() || out.size() > bytes_.size() - offset) return false;
    std::copy_n(bytes_.begin() + static_cast<std::ptrdiff_t>(offset), out.size(), out.begin());
    return true;
  }

 private:
  std::span<const std::byte> bytes_;
};

class FileSource final : public ByteSource {
 public:
  explicit FileSource(const InputFile& file) : file_(file) {}
  std::uint64_t size() const override { return file_.size(); }
  bool read(std::uint64_t offset, std::span<std::byte> out) const override {
    if (offset > size() || out.size() > size() - offset) return false;
    const auto got = file_.read(offset, out);
    return got && *got == out.size();
  }

 private:
  const InputFile& file_;
};

}  // namespace ssa

#pragma once

#include <QTest>

#include <filesystem>
#include <string>
#include <vector>

#include "engine/core/image8.h"
#include "engine/core/label_map.h"
#include "engine/core/safe_file.h"
#include "engine/image/write.h"

/// Pictures and masks the tests of this room make for themselves.
namespace ssa::test {

/// A smooth picture that differs with `seed`.
inline Image8 picture(Size size, int seed) {
  Image8 image(size);
  for (int y = 0; y < size.height; ++y)
    for (int x = 0; x < size.width; ++x) {
      std::uint8_t* pixel = image.row(y) + 3 * x;
      pixel[0] = static_cast<std::uint8_t>(x * 3 + seed * 40);
      pixel[1] = static_cast<std::uint8_t>(y * 2 + seed * 17);
      pixel[2] = static_cast<std::uint8_t>((x + y) / 2 + seed * 5);
    }
  return image;
}

inline void write(const std::filesystem::path& file, const Bytes& bytes) {
  std::filesystem::create_directories(file.parent_path());
  const Result<void> written = writeFile(file, bytes);
  if (!written) qFatal("%s", written.error().toString().c_str());
}

inline std::filesystem::path writePicture(const std::filesystem::path& file, int seed, Size size = {96, 64}) {
  write(file, encodePng(picture(size, seed)));
  return file;
}

/// A mask of one class id.
inline std::filesystem::path writeMask(const std::filesystem::path& file, std::uint8_t id, Size size = {96, 64}) {
  write(file, encodeIndexPng(LabelMap(size, id)));
  return file;
}

}  // namespace ssa::test

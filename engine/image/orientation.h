#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "engine/core/geometry.h"

namespace ssa {

/// Size of a stored picture after its EXIF orientation (1..8) has been applied.
inline Size uprightSize(Size stored, int orientation) { return orientation >= 5 ? Size{stored.height, stored.width} : stored; }

/// Copies pixels of `Channels` samples from the stored to the upright frame.
template <int Channels, class T>
void applyOrientation(std::span<const T> stored, Size stored_size, int orientation, std::span<T> upright) {
  const Size size = uprightSize(stored_size, orientation);
  const bool transposed = orientation >= 5;
  // Which stored axis runs backwards, seen from the upright frame.
  const bool flip_x = orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
  const bool flip_y = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
  constexpr int kBlock = 64;  // both frames stay in the cache while one of them is walked by columns
  for (int top = 0; top < size.height; top += kBlock)
    for (int left = 0; left < size.width; left += kBlock)
      for (int y = top; y < std::min(top + kBlock, size.height); ++y) {
        T* out = upright.data() + (std::size_t(y) * std::size_t(size.width) + std::size_t(left)) * Channels;
        for (int x = left; x < std::min(left + kBlock, size.width); ++x, out += Channels) {
          int from_x = transposed ? y : x, from_y = transposed ? x : y;
          if (flip_x) from_x = stored_size.width - 1 - from_x;
          if (flip_y) from_y = stored_size.height - 1 - from_y;
          const T* in = stored.data() + (std::size_t(from_y) * std::size_t(stored_size.width) + std::size_t(from_x)) * Channels;
          std::copy_n(in, Channels, out);
        }
      }
}

}  // namespace ssa

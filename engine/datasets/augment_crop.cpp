#include "engine/datasets/augment_crop.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <span>
#include <string>
#include <vector>

#ifdef __x86_64__
#include <immintrin.h>
#endif

#include "engine/core/result.h"

namespace ssa {
namespace {

constexpr int kWeightOne = 2048;   // OpenCV's INTER_RESIZE_COEF_SCALE
constexpr int kTapBytes = 8;       // what one look at two neighbouring pixels loads
constexpr std::size_t kSpare = 4;  // what the vector passes store too many

/// Two source columns of an output column: `offset` bytes into a row and the weights of that pixel and the next.
struct Tap {
  std::int32_t offset;
  std::int16_t left, right;
};

struct Weights {
  int first;  ///< may be -1 or the last
  std::int16_t near, far;
};

/// OpenCV's fixed-point weights; it computes them in float32.
Weights weightsAt(int position, double scale) {
  const float source = static_cast<float>((position + 0.5) * scale - 0.5);
  const int first = static_cast<int>(std::floor(source));
  const float part = source - static_cast<float>(first);
  const auto fixed = [](float weight) { return static_cast<std::int16_t>(std::lrintf(weight * kWeightOne)); };
  return {first, fixed(1.0F - part), fixed(part)};
}

double scaleOf(int from, int to) { return 1.0 / (static_cast<double>(to) / from); }

void requireWindow(Size from, Size resized, Rect window) {
  if (from.empty() || window.empty() || window.x < 0 || window.y < 0 || window.right() > resized.width ||
      window.bottom() > resized.height)
    throw ContractViolation("crop outside a picture of " + std::to_string(resized.width) + "x" + std::to_string(resized.height));
}

std::vector<Tap> columnTaps(int from, int to, Rect window, bool mirrored) {
  const double scale = scaleOf(from, to);
  std::vector<Tap> taps(static_cast<std::size_t>(window.width));
  for (int i = 0; i < window.width; ++i) {
    Weights weights = weightsAt(mirrored ? window.right() - 1 - i : window.x + i, scale);
    if (weights.first < 0) weights = {0, kWeightOne, 0};
    if (weights.first >= from - 1) weights = {from - 1, kWeightOne, 0};
    taps[static_cast<std::size_t>(i)] = {weights.first * 3, weights.near, weights.far};
  }
  return taps;
}

/// One source row along x: sums of 11-bit products without their last 4 bits, 3 values a tap.
using HorizontalPass = void (*)(const std::uint8_t* row, std::span<const Tap> taps, std::int16_t* out);
/// Two such rows weighted into bytes.
using VerticalPass = void (*)(const std::int16_t* upper, const std::int16_t* lower, int near, int far, int count,
                              std::uint8_t* out);

void horizontalPlain(const std::uint8_t* row, std::span<const Tap> taps, std::int16_t* out) {
  for (const Tap& tap : taps) {
    const std::uint8_t* p = row + tap.offset;
    for (int c = 0; c < 3; ++c) *out++ = static_cast<std::int16_t>((p[c] * tap.left + p[c + 3] * tap.right) >> 4);
  }
}

void verticalPlain(const std::int16_t* upper, const std::int16_t* lower, int near, int far, int count, std::uint8_t* out) {
  for (int i = 0; i < count; ++i)
    out[i] = static_cast<std::uint8_t>((((upper[i] * near) >> 16) + ((lower[i] * far) >> 16) + 2) >> 2);
}

#ifdef __x86_64__
__attribute__((target("avx2"))) void horizontalAvx2(const std::uint8_t* row, std::span<const Tap> taps, std::int16_t* out) {
  // Bytes r g b R G B become the 16-bit pairs rR gG bB.
  const __m256i pairs = _mm256_setr_epi8(0, -1, 3, -1, 1, -1, 4, -1, 2, -1, 5, -1, -1, -1, -1, -1,  //
                                         0, -1, 3, -1, 1, -1, 4, -1, 2, -1, 5, -1, -1, -1, -1, -1);
  const std::size_t count = taps.size();
  for (std::size_t i = 0; i + 1 < count; i += 2) {
    const Tap &a = taps[i], &b = taps[i + 1];
    std::int32_t weights[2];
    std::memcpy(&weights[0], &a.left, 4);
    std::memcpy(&weights[1], &b.left, 4);
    const __m256i pixels =
        _mm256_inserti128_si256(_mm256_castsi128_si256(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(row + a.offset))),
                                _mm_loadl_epi64(reinterpret_cast<const __m128i*>(row + b.offset)), 1);
    const __m256i factors =
        _mm256_inserti128_si256(_mm256_castsi128_si256(_mm_set1_epi32(weights[0])), _mm_set1_epi32(weights[1]), 1);
    const __m256i sums = _mm256_srai_epi32(_mm256_madd_epi16(_mm256_shuffle_epi8(pixels, pairs), factors), 4);
    const __m256i words = _mm256_packs_epi32(sums, sums);
    _mm_storel_epi64(reinterpret_cast<__m128i*>(out + i * 3), _mm256_castsi256_si128(words));
    _mm_storel_epi64(reinterpret_cast<__m128i*>(out + i * 3 + 3), _mm256_extracti128_si256(words, 1));
  }
  if (count % 2 == 1) horizontalPlain(row, std::span(taps).last(1), out + (count - 1) * 3);
}

__attribute__((target("avx512f,avx512bw,avx512vl"))) void horizontalAvx512(const std::uint8_t* row, std::span<const Tap> taps,
                                                                           std::int16_t* out) {
  const __m512i pairs =
      _mm512_set4_epi32(-1, static_cast<int>(0xFF05FF02), static_cast<int>(0xFF04FF01), static_cast<int>(0xFF03FF00));
  const __m512i each_twice = _mm512_set_epi64(3, 3, 2, 2, 1, 1, 0, 0);
  const __m512i weights_of = _mm512_set_epi32(7, 7, 7, 7, 5, 5, 5, 5, 3, 3, 3, 3, 1, 1, 1, 1);
  alignas(64) static constexpr std::int16_t kKept[32] = {0, 2, 4, 8, 10, 12, 16, 18, 20, 24, 26, 28};  // of the low halves
  const __m512i kept = _mm512_load_si512(kKept);
  const std::size_t count = taps.size();
  std::size_t i = 0;
  for (; i + 4 <= count; i += 4) {
    const auto two = [&](std::size_t first) __attribute__((target("avx512f,avx512bw,avx512vl"))) {
      return _mm_unpacklo_epi64(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(row + taps[first].offset)),
                                _mm_loadl_epi64(reinterpret_cast<const __m128i*>(row + taps[first + 1].offset)));
    };
    const __m512i four = _mm512_castsi256_si512(_mm256_inserti128_si256(_mm256_castsi128_si256(two(i)), two(i + 2), 1));
    const __m512i factors = _mm512_permutexvar_epi32(
        weights_of, _mm512_castsi256_si512(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(&taps[i]))));
    const __m512i spread = _mm512_shuffle_epi8(_mm512_permutexvar_epi64(each_twice, four), pairs);
    const __m512i sums = _mm512_srai_epi32(_mm512_madd_epi16(spread, factors), 4);
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(out + i * 3), _mm512_castsi512_si256(_mm512_permutexvar_epi16(kept, sums)));
  }
  horizontalPlain(row, taps.subspan(i), out + i * 3);
}

__attribute__((target("avx2"))) void verticalAvx2(const std::int16_t* upper, const std::int16_t* lower, int near, int far,
                                                  int count, std::uint8_t* out) {
  const __m256i a = _mm256_set1_epi16(static_cast<short>(near)), b = _mm256_set1_epi16(static_cast<short>(far));
  const __m256i two = _mm256_set1_epi16(2);
  const auto words = [&](int i) __attribute__((target("avx2"))) {
    const __m256i up = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(upper + i));
    const __m256i low = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(lower + i));
    return _mm256_srai_epi16(_mm256_add_epi16(_mm256_add_epi16(_mm256_mulhi_epi16(up, a), _mm256_mulhi_epi16(low, b)), two), 2);
  };
  int i = 0;
  for (; i + 32 <= count; i += 32) {
    const __m256i bytes = _mm256_permute4x64_epi64(_mm256_packus_epi16(words(i), words(i + 16)), 0xD8);
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(out + i), bytes);
  }
  verticalPlain(upper + i, lower + i, near, far, count - i, out + i);
}
#endif

struct Passes {
  HorizontalPass horizontal = horizontalPlain;
  VerticalPass vertical = verticalPlain;
};

Passes passes([[maybe_unused]] int width) {
#ifdef __x86_64__
  // A row of one pixel is shorter than a look reaches past it.
  static const bool avx2 = __builtin_cpu_supports("avx2") != 0;
  static const bool avx512 = avx2 && __builtin_cpu_supports("avx512bw") != 0 && __builtin_cpu_supports("avx512vl") != 0;
  if (avx2 && width > 1) return {avx512 ? horizontalAvx512 : horizontalAvx2, verticalAvx2};
#endif
  return {};
}

/// Source column (or row) of every output one.
std::vector<int> nearestTaps(int from, int to, int begin, int count) {
  const double scale = scaleOf(from, to);
  std::vector<int> taps(static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i)
    taps[static_cast<std::size_t>(i)] = std::min(static_cast<int>(std::floor((begin + i) * scale)), from - 1);
  return taps;
}

void pickColumns(const std::uint8_t* row, const std::vector<int>& columns, std::uint8_t* out) {
  const std::size_t count = columns.size();
  for (std::size_t i = 0; i < count; ++i) out[i] = row[columns[i]];
}

}  // namespace

void resizeWindow(const Image8& image, Size resized, Rect window, bool mirrored, std::uint8_t* out, std::size_t stride) {
  requireWindow(image.size(), resized, window);
  const Passes pass = passes(image.width());
  const std::vector<Tap> taps = columnTaps(image.width(), resized.width, window, mirrored);
  const double scale = scaleOf(image.height(), resized.height);
  const int values = window.width * 3, last = image.height() - 1;
  // A look at the last pixels of the last row would reach past the picture.
  std::vector<std::uint8_t> last_row(image.row(last), image.row(last) + image.rowBytes());
  last_row.resize(last_row.size() + kTapBytes);
  struct Line {
    int row = -1;
    std::vector<std::int16_t> values;
  };
  Line lines[2];
  for (Line& line : lines) line.values.resize(static_cast<std::size_t>(values) + kSpare);
  const auto line = [&](int row) -> const std::int16_t* {
    Line& kept = lines[row & 1];  // the two rows of an output row are neighbours or the same
    if (kept.row != row) {
      pass.horizontal(row == last ? last_row.data() : image.row(row), taps, kept.values.data());
      kept.row = row;
    }
    return kept.values.data();
  };
  for (int y = 0; y < window.height; ++y) {
    // Unlike columns, rows outside the picture are only clamped: their weights stay.
    const Weights weights = weightsAt(window.y + y, scale);
    const std::int16_t* upper = line(std::clamp(weights.first, 0, last));
    const std::int16_t* lower = line(std::clamp(weights.first + 1, 0, last));
    pass.vertical(upper, lower, weights.near, weights.far, values, out + static_cast<std::size_t>(y) * stride);
  }
}

void resizeWindow(const LabelMap& labels, Size resized, Rect window, bool mirrored, std::uint8_t* out, std::size_t stride) {
  requireWindow(labels.size(), resized, window);
  std::vector<int> columns = nearestTaps(labels.width(), resized.width, window.x, window.width);
  if (mirrored) std::reverse(columns.begin(), columns.end());
  const std::vector<int> rows = nearestTaps(labels.height(), resized.height, window.y, window.height);
  for (std::size_t y = 0; y < rows.size(); ++y) {
    if (y > 0 && rows[y] == rows[y - 1])
      std::memcpy(out + y * stride, out + (y - 1) * stride, columns.size());
    else
      pickColumns(labels.row(rows[y]), columns, out + y * stride);
  }
}

std::array<std::int64_t, 256> countLabels(const std::uint8_t* labels, Size size, std::size_t stride) {
  std::array<std::int64_t, 256> pixels{};
  const std::size_t width = static_cast<std::size_t>(size.width);
  for (int y = 0; y < size.height; ++y, labels += stride) {
    std::size_t x = 0;
    for (; x + 8 <= width; x += 8) {
      // Labels come in runs: mostly eight neighbours are the same.
      std::uint64_t eight;
      std::memcpy(&eight, labels + x, sizeof eight);
      if (eight == (eight & 0xFF) * 0x0101010101010101ULL)
        pixels[eight & 0xFF] += 8;
      else
        for (std::size_t i = x; i < x + 8; ++i) ++pixels[labels[i]];
    }
    for (; x < width; ++x) ++pixels[labels[x]];
  }
  return pixels;
}

}  // namespace ssa

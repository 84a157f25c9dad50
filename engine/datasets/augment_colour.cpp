#include "engine/datasets/augment_colour.h"

#include <algorithm>
#include <cstddef>
#include <cstring>

#ifdef __x86_64__
#include <immintrin.h>
#endif

#define SSA_INLINE inline __attribute__((always_inline))

namespace ssa {
namespace {

constexpr int kHues = 180;

/// Vectors the compiler turns into whatever the target has. They are passed by reference, whose form does not
/// depend on the target.
template <int kCount>
struct Lanes {
  using Ints __attribute__((vector_size(kCount * 4))) = std::int32_t;
  using Words __attribute__((vector_size(kCount * 4))) = std::uint32_t;
  using Floats __attribute__((vector_size(kCount * 4))) = float;
};

/// To the nearest, ties to even, from 0 to 2^22.
template <class Floats, class Ints>
SSA_INLINE void round(const Floats& value, Ints& out) {
  out = reinterpret_cast<Ints>(value + 0x1p23F) - 0x4B000000;
}

/// value * factor + offset, clipped to bytes and truncated.
template <class Ints, class Floats>
SSA_INLINE void affine(Ints& value, const Floats& factor, const Floats& offset) {
  value = __builtin_convertvector(__builtin_convertvector(value, Floats) * factor + offset, Ints);
  value = value > 0 ? value : Ints{};
  value = value < 255 ? value : 255 - Ints{};
}

/// OpenCV's table of 12-bit reciprocals: every entry is the rounded float32 quotient. Anything for 0.
template <class Floats, class Ints>
SSA_INLINE void reciprocal(float scale, const Ints& of, Ints& out) {
  const Floats divisor = __builtin_convertvector(of > 1 ? of : 1 - Ints{}, Floats);
  round(scale / divisor, out);
}

/// Through OpenCV's 8-bit HSV and back, saturation times `factor` and hue plus `turn` (0..179) on the way. Back, float32
/// is rounded to the nearest byte; OpenCV 4.6 truncates there where it uses vector instructions, later ones do not.
template <class Lanes>
SSA_INLINE void distortHsv(typename Lanes::Ints& r, typename Lanes::Ints& g, typename Lanes::Ints& b, float factor, int turn) {
  using Ints = typename Lanes::Ints;
  using Words = typename Lanes::Words;
  using Floats = typename Lanes::Floats;
  const Ints rg = r > g ? r : g, rg_low = r < g ? r : g;
  const Ints value = rg > b ? rg : b, range = value - (rg_low < b ? rg_low : b);
  Ints per_value, per_range;
  reciprocal<Floats>(255 << 12, value, per_value);
  reciprocal<Floats>((kHues << 12) / 6, range, per_range);
  const Ints sixth = value == r ? g - b : (value == g ? b - r + 2 * range : r - g + 4 * range);
  // A negative number is a large unsigned one, so the smaller of two is the one inside the circle.
  Words hue = reinterpret_cast<Words>((sixth * per_range + (1 << 11)) >> 12);
  hue = hue < hue + kHues ? hue : hue + kHues;
  hue += static_cast<std::uint32_t>(turn);
  hue = hue < hue - kHues ? hue : hue - kHues;
  Ints saturation = (range * per_value + (1 << 11)) >> 12;
  saturation = __builtin_convertvector(__builtin_convertvector(saturation, Floats) * factor, Ints);
  saturation = saturation < 255 ? saturation : 255 - Ints{};

  const Floats h = __builtin_convertvector(reinterpret_cast<Ints>(hue), Floats) * (6.0F / kHues);
  const Floats s = __builtin_convertvector(saturation, Floats) * (1.0F / 255);
  const Floats v = __builtin_convertvector(value, Floats) * (1.0F / 255);
  // The share of `s` taken from each channel rises and falls over the hue circle; in these forms every difference is
  // rounded as in the sector tables of the reference.
  Floats red = h - 1 < 5 - h ? h - 1 : 5 - h, green = 1 - h > h - 3 ? 1 - h : h - 3, blue = 3 - h > h - 5 ? 3 - h : h - 5;
  for (Floats* share : {&red, &green, &blue}) {
    *share = *share > 0.0F ? *share : Floats{};
    *share = *share < 1.0F ? *share : 1.0F - Floats{};
    *share = v * (1 - s * *share) * 255;
  }
  round(red, r);
  round(green, g);
  round(blue, b);
}

/// All steps on a few pixels, each r + 256 g + 65536 b in an integer; what the highest byte holds does not matter.
template <class Lanes>
SSA_INLINE void distort(typename Lanes::Ints& pixels, const ColourDraw& draw) {
  using Ints = typename Lanes::Ints;
  using Floats = typename Lanes::Floats;
  Ints r = pixels & 0xFF, g = (pixels >> 8) & 0xFF, b = (pixels >> 16) & 0xFF;
  const auto stretch = [&](double factor, double offset) __attribute__((always_inline)) {
    const Floats times = static_cast<float>(factor) - Floats{}, plus = static_cast<float>(offset) - Floats{};
    for (Ints* channel : {&r, &g, &b}) affine(*channel, times, plus);
  };
  if (draw.brightness) stretch(1, *draw.brightness);
  if (draw.contrast && draw.contrast_first) stretch(*draw.contrast, 0);
  if (draw.saturation) distortHsv<Lanes>(r, g, b, static_cast<float>(*draw.saturation), 0);
  if (draw.hue) distortHsv<Lanes>(r, g, b, 1, (*draw.hue + kHues) % kHues);
  if (draw.contrast && !draw.contrast_first) stretch(*draw.contrast, 0);
  pixels = r | (g << 8) | (b << 16);
}

using Pass = void (*)(std::span<std::uint8_t> rgb, const ColourDraw& draw);

void distortPlain(std::span<std::uint8_t> rgb, const ColourDraw& draw) {
  constexpr std::size_t kCount = 4;
  for (std::size_t start = 0; start < rgb.size(); start += kCount * 3) {
    std::uint8_t* const bytes = rgb.data() + start;
    const int count = static_cast<int>(std::min(kCount, (rgb.size() - start) / 3));
    Lanes<kCount>::Ints pixels{};
    for (int i = 0; i < count; ++i) pixels[i] = bytes[i * 3] | (bytes[i * 3 + 1] << 8) | (bytes[i * 3 + 2] << 16);
    distort<Lanes<kCount>>(pixels, draw);
    for (int i = 0; i < count; ++i)
      for (int c = 0; c < 3; ++c) bytes[i * 3 + c] = static_cast<std::uint8_t>(pixels[i] >> (8 * c));
  }
}

#ifdef __x86_64__
// Four pixels, 12 bytes, become four integers and back. 16 bytes are stored for them: the four too many are stored over
// by the next ones, and put back at the end of a step.
#define SSA_SPREAD _mm_setr_epi8(0, 1, 2, -1, 3, 4, 5, -1, 6, 7, 8, -1, 9, 10, 11, -1)
#define SSA_PACKED _mm_setr_epi8(0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14, -1, -1, -1, -1)
#define SSA_AVX512 __attribute__((target("avx512f,avx512bw,avx512vl,avx512dq,prefer-vector-width=512")))

SSA_INLINE __m128i* four(std::uint8_t* bytes, int index) { return reinterpret_cast<__m128i*>(bytes + index * 12); }

__attribute__((target("avx2"))) void distortAvx2(std::span<std::uint8_t> rgb, const ColourDraw& draw) {
  const __m256i spread = _mm256_broadcastsi128_si256(SSA_SPREAD), packed = _mm256_broadcastsi128_si256(SSA_PACKED);
  constexpr std::size_t kStep = 24;
  std::size_t start = 0;
  for (; start + kStep + 4 <= rgb.size(); start += kStep) {
    std::uint8_t* const bytes = rgb.data() + start;
    std::int32_t after;
    std::memcpy(&after, bytes + kStep, sizeof after);
    __m256i pixels =
        _mm256_inserti128_si256(_mm256_castsi128_si256(_mm_loadu_si128(four(bytes, 0))), _mm_loadu_si128(four(bytes, 1)), 1);
    pixels = _mm256_shuffle_epi8(pixels, spread);
    Lanes<8>::Ints values = reinterpret_cast<Lanes<8>::Ints>(pixels);
    distort<Lanes<8>>(values, draw);
    pixels = _mm256_shuffle_epi8(reinterpret_cast<__m256i>(values), packed);
    _mm_storeu_si128(four(bytes, 0), _mm256_castsi256_si128(pixels));
    _mm_storeu_si128(four(bytes, 1), _mm256_extracti128_si256(pixels, 1));
    std::memcpy(bytes + kStep, &after, sizeof after);
  }
  distortPlain(rgb.subspan(start), draw);
}

SSA_AVX512 void distortAvx512(std::span<std::uint8_t> rgb, const ColourDraw& draw) {
  const __m512i spread = _mm512_broadcast_i32x4(SSA_SPREAD), packed = _mm512_broadcast_i32x4(SSA_PACKED);
  constexpr std::size_t kStep = 48;
  std::size_t start = 0;
  for (; start + kStep + 4 <= rgb.size(); start += kStep) {
    std::uint8_t* const bytes = rgb.data() + start;
    std::int32_t after;
    std::memcpy(&after, bytes + kStep, sizeof after);
    __m512i pixels = _mm512_castsi128_si512(_mm_loadu_si128(four(bytes, 0)));
    pixels = _mm512_inserti32x4(pixels, _mm_loadu_si128(four(bytes, 1)), 1);
    pixels = _mm512_inserti32x4(pixels, _mm_loadu_si128(four(bytes, 2)), 2);
    pixels = _mm512_inserti32x4(pixels, _mm_loadu_si128(four(bytes, 3)), 3);
    pixels = _mm512_shuffle_epi8(pixels, spread);
    Lanes<16>::Ints values = reinterpret_cast<Lanes<16>::Ints>(pixels);
    distort<Lanes<16>>(values, draw);
    pixels = _mm512_shuffle_epi8(reinterpret_cast<__m512i>(values), packed);
    _mm_storeu_si128(four(bytes, 0), _mm512_castsi512_si128(pixels));
    _mm_storeu_si128(four(bytes, 1), _mm512_extracti32x4_epi32(pixels, 1));
    _mm_storeu_si128(four(bytes, 2), _mm512_extracti32x4_epi32(pixels, 2));
    _mm_storeu_si128(four(bytes, 3), _mm512_extracti32x4_epi32(pixels, 3));
    std::memcpy(bytes + kStep, &after, sizeof after);
  }
  distortPlain(rgb.subspan(start), draw);
}
#endif

Pass fastest() {
#ifdef __x86_64__
  if (__builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq"))
    return distortAvx512;
  if (__builtin_cpu_supports("avx2")) return distortAvx2;
#endif
  return distortPlain;
}

}  // namespace

ColourDraw drawColours(Random& random) {
  ColourDraw draw;
  const auto coin = [&random] { return random.below(2) == 1; };
  if (coin()) draw.brightness = random.uniform(-32, 32);
  draw.contrast_first = coin();
  if (draw.contrast_first && coin()) draw.contrast = random.uniform(0.5, 1.5);
  if (coin()) draw.saturation = random.uniform(0.5, 1.5);
  if (coin()) draw.hue = random.below(36) - 18;
  if (!draw.contrast_first && coin()) draw.contrast = random.uniform(0.5, 1.5);
  return draw;
}

void distortColours(std::span<std::uint8_t> rgb, const ColourDraw& draw) {
  static const Pass pass = fastest();
  if (draw.brightness || draw.contrast || draw.saturation || draw.hue) pass(rgb, draw);
}

}  // namespace ssa

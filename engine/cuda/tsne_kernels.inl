// Included by one source per instruction set, which defines LANES and compiles with its flags.
#if defined(__x86_64__)
#include <immintrin.h>
#endif

#include "engine/cuda/vector_math.inl"

namespace ssa::cuda {
namespace {

// 1 / x for x >= 1: the processor's estimate and one Newton step, relative error below 3e-7.
inline Floats inverse(Floats x) {
#if LANES == 16
  const Floats guess = reinterpret_cast<Floats>(_mm512_maskz_rcp14_ps(0xFFFF, reinterpret_cast<__m512>(x)));
#elif LANES == 8
  const Floats guess = reinterpret_cast<Floats>(_mm256_rcp_ps(reinterpret_cast<__m256>(x)));
#elif defined(__x86_64__)
  const Floats guess = reinterpret_cast<Floats>(_mm_rcp_ps(reinterpret_cast<__m128>(x)));
#else
  return 1.0F / x;
#endif
#if defined(__x86_64__)
  return guess * (2.0F - x * guess);
#endif
}

template <int D>
struct Positions {
  Floats at[D];
};

// Coordinates of the LANES points named by `ids`.
template <int D>
inline Positions<D> positions(const float* map, const std::int32_t* ids) {
  Positions<D> found = {};
#if LANES == 16
  // The masked forms with all lanes on: the plain ones read as uninitialised to GCC 12.
  const __m512i none = _mm512_setzero_si512();
  if constexpr (D == 2) {
    // One 64-bit read per point, then even and odd lanes apart.
    const __m512i low = _mm512_mask_i32gather_epi64(none, 255, _mm256_loadu_si256(reinterpret_cast<const __m256i*>(ids)), map, 8);
    const __m512i high =
        _mm512_mask_i32gather_epi64(none, 255, _mm256_loadu_si256(reinterpret_cast<const __m256i*>(ids + 8)), map, 8);
    const __m512i even = _mm512_setr_epi32(0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30);
    const __m512i odd = _mm512_setr_epi32(1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31);
    found.at[0] = reinterpret_cast<Floats>(_mm512_permutex2var_epi32(low, even, high));
    found.at[1] = reinterpret_cast<Floats>(_mm512_permutex2var_epi32(low, odd, high));
  } else {
    const __m512i index = _mm512_loadu_si512(ids), three = _mm512_add_epi32(index, _mm512_add_epi32(index, index));
    for (int d = 0; d < D; ++d)
      found.at[d] = reinterpret_cast<Floats>(_mm512_mask_i32gather_ps(reinterpret_cast<__m512>(none), 0xFFFF, three, map + d, 4));
  }
#elif LANES == 8
  const __m256i index = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(ids));
  const __m256i scaled = D == 2 ? _mm256_add_epi32(index, index) : _mm256_add_epi32(index, _mm256_add_epi32(index, index));
  for (int d = 0; d < D; ++d) found.at[d] = reinterpret_cast<Floats>(_mm256_i32gather_ps(map + d, scaled, 4));
#else
  for (int d = 0; d < D; ++d)
    for (int l = 0; l < LANES; ++l) found.at[d][l] = map[static_cast<std::int64_t>(ids[l]) * D + d];
#endif
  return found;
}

template <int D>
void attract(const float* map, const TsneEdges& edges, int begin, int end, float* force) {
  for (int i = begin; i < end; ++i) {
    const float* const own = map + static_cast<std::int64_t>(i) * D;
    Floats total[D] = {};
    for (std::int64_t e = edges.start[i]; e < edges.start[i + 1]; e += LANES) {
      const Positions<D> other = positions<D>(map, edges.to + e);
      Floats difference[D], squared = splat(1.0F);
      for (int d = 0; d < D; ++d) {
        difference[d] = own[d] - other.at[d];
        squared += difference[d] * difference[d];
      }
      const Floats pull = load(edges.weight + e) * inverse(squared);
      for (int d = 0; d < D; ++d) total[d] += pull * difference[d];
    }
    for (int d = 0; d < D; ++d) force[static_cast<std::int64_t>(i) * D + d] = sumOf(total[d]);
  }
}

template <int D>
double logDistances(const float* map, const TsneEdges& edges, int begin, int end) {
  double sum = 0;
  for (int i = begin; i < end; ++i) {
    const float* const own = map + static_cast<std::int64_t>(i) * D;
    Floats total = {};
    for (std::int64_t e = edges.start[i]; e < edges.start[i + 1]; e += LANES) {
      const Positions<D> other = positions<D>(map, edges.to + e);
      Floats squared = splat(1.0F);
      for (int d = 0; d < D; ++d) squared += (own[d] - other.at[d]) * (own[d] - other.at[d]);
      total += load(edges.weight + e) * logPositive(squared);
    }
    sum += static_cast<double>(sumOf(total));
  }
  return sum;
}

// Points in the lanes, kRepelVectors of them at a time, against all others one by one; partial sums of kRun keep the rounding
// of long rows small.
template <int D>
void repel(const float* map, int count, int begin, int end, float* force, float* mass) {
  constexpr int kVectors = LANES == 16 && D == 2 ? 4 : 2, kRun = 1024;
  for (int first = begin; first < end; first += kVectors * LANES) {
    float lanes[kVectors][D][LANES];
    Floats own[kVectors][D], total[kVectors][D + 1] = {};
    for (int v = 0; v < kVectors; ++v) {
      for (int l = 0; l < LANES; ++l) {
        const int i = first + v * LANES + l;
        const float* const point = map + static_cast<std::int64_t>(i < end ? i : end - 1) * D;
        for (int d = 0; d < D; ++d) lanes[v][d][l] = point[d];
      }
      for (int d = 0; d < D; ++d) own[v][d] = load(lanes[v][d]);
    }
    for (int from = 0; from < count; from += kRun) {
      Floats part[kVectors][D + 1] = {};
      const int to = count - from < kRun ? count : from + kRun;
      for (int j = from; j < to; ++j) {
        const float* const other = map + static_cast<std::int64_t>(j) * D;
        for (int v = 0; v < kVectors; ++v) {
          Floats difference[D], squared = splat(1.0F);
          for (int d = 0; d < D; ++d) {
            difference[d] = own[v][d] - other[d];
            squared += difference[d] * difference[d];
          }
          const Floats weight = inverse(squared), push = weight * weight;
          for (int d = 0; d < D; ++d) part[v][d] += push * difference[d];
          part[v][D] += weight;
        }
      }
      for (int v = 0; v < kVectors; ++v)
        for (int d = 0; d <= D; ++d) total[v][d] += part[v][d];
    }
    for (int v = 0; v < kVectors; ++v) {
      for (int l = 0; l < LANES && first + v * LANES + l < end; ++l) {
        const std::int64_t i = first + v * LANES + l;
        for (int d = 0; d < D; ++d) force[i * D + d] = total[v][d][l];
        mass[i] = total[v][D][l];
      }
    }
  }
}

void gaussian(const float* distances, int count, float beta, float* out, float* sum, float* weighted) {
  Floats all = {}, times = {};
  for (int k = 0; k < count; k += LANES) {
    const Floats distance = load(distances + k), value = expNegative(distance * -beta);
    store(out + k, value);
    all += value;
    times += value * distance;
  }
  *sum = sumOf(all);
  *weighted = sumOf(times);
}

float squaredDistance(const float* a, const float* b, int count) {
  Floats total = {};
  int k = 0;
  for (; k + LANES <= count; k += LANES) {
    const Floats difference = load(a + k) - load(b + k);
    total += difference * difference;
  }
  float sum = sumOf(total);
  for (; k < count; ++k) sum += (a[k] - b[k]) * (a[k] - b[k]);
  return sum;
}

float dot(const float* a, const float* b, int count) {
  Floats total = {};
  int k = 0;
  for (; k + LANES <= count; k += LANES) total += load(a + k) * load(b + k);
  float sum = sumOf(total);
  for (; k < count; ++k) sum += a[k] * b[k];
  return sum;
}

// A bit per lane whose value is below the limit.
inline unsigned lanesBelow(Floats value, float limit) {
#if LANES == 16
  return _mm512_cmp_ps_mask(reinterpret_cast<__m512>(value), _mm512_set1_ps(limit), _CMP_LT_OQ);
#elif LANES == 8
  const __m256 below = _mm256_cmp_ps(reinterpret_cast<__m256>(value), _mm256_set1_ps(limit), _CMP_LT_OQ);
  return static_cast<unsigned>(_mm256_movemask_ps(below));
#else
  unsigned bits = 0;
  for (int l = 0; l < LANES; ++l) bits |= (value[l] < limit ? 1U : 0U) << l;
  return bits;
#endif
}

int nearer(const float* dots, const float* norms, int count, float limit, std::int32_t base, float* values, std::int32_t* ids) {
  int found = 0, j = 0;
  for (; j + LANES <= count; j += LANES) {
    const Floats value = load(norms + j) - 2.0F * load(dots + j);
    for (unsigned bits = lanesBelow(value, limit); bits != 0; bits &= bits - 1) {
      const int lane = __builtin_ctz(bits);
      values[found] = value[lane];
      ids[found++] = base + j + lane;
    }
  }
  for (; j < count; ++j) {
    const float value = norms[j] - 2.0F * dots[j];
    if (!(value < limit)) continue;
    values[found] = value;
    ids[found++] = base + j;
  }
  return found;
}

constexpr TsneKernels kTsneKernels{attract<2>,      attract<3>, repel<2>,        repel<3>, logDistances<2>,
                                   logDistances<3>, gaussian,   squaredDistance, dot,      nearer};

}  // namespace
}  // namespace ssa::cuda

// Vectors of LANES floats and the functions on them. Included by one source per instruction set, which defines
// LANES and compiles with its flags. GCC/Clang vector types; everything lies in an unnamed namespace so that
// nothing is shared between instruction sets.
namespace ssa::cuda {
namespace {

using Floats = float __attribute__((vector_size(LANES * 4)));
using Ints = std::int32_t __attribute__((vector_size(LANES * 4)));
using FloatsAnywhere = float __attribute__((vector_size(LANES * 4), aligned(4), may_alias));

inline Floats load(const float* p) { return *reinterpret_cast<const FloatsAnywhere*>(p); }
inline void store(float* p, Floats v) { *reinterpret_cast<FloatsAnywhere*>(p) = v; }
inline Floats splat(float v) { return Floats{} + v; }
inline Ints splat(std::int32_t v) { return Ints{} + v; }
inline Floats larger(Floats a, Floats b) { return a > b ? a : b; }
inline Floats smaller(Floats a, Floats b) { return a < b ? a : b; }

// Sum and largest of all lanes by halves.
#if LANES == 16
using Halves = float __attribute__((vector_size(32)));
inline Halves lowHalf(Floats v) { return __builtin_shufflevector(v, v, 0, 1, 2, 3, 4, 5, 6, 7); }
inline Halves highHalf(Floats v) { return __builtin_shufflevector(v, v, 8, 9, 10, 11, 12, 13, 14, 15); }
#endif
#if LANES >= 8
using Quarters = float __attribute__((vector_size(16)));
template <class Wide>
inline Quarters lowQuarter(Wide v) {
  return __builtin_shufflevector(v, v, 0, 1, 2, 3);
}
template <class Wide>
inline Quarters highQuarter(Wide v) {
  return __builtin_shufflevector(v, v, 4, 5, 6, 7);
}
#else
using Quarters = Floats;
#endif
template <class Join>
inline float joined(Floats v, Join join) {
#if LANES == 16
  const Halves half = join(lowHalf(v), highHalf(v));
  Quarters q = join(lowQuarter(half), highQuarter(half));
#elif LANES == 8
  Quarters q = join(lowQuarter(v), highQuarter(v));
#else
  Quarters q = v;
#endif
  q = join(q, __builtin_shufflevector(q, q, 2, 3, 0, 1));
  q = join(q, __builtin_shufflevector(q, q, 1, 0, 3, 2));
  return q[0];
}
inline float sumOf(Floats v) {
  return joined(v, [](auto a, auto b) __attribute__((always_inline)) { return a + b; });
}
inline float largestOf(Floats v) {
  return joined(v, [](auto a, auto b) __attribute__((always_inline)) { return a > b ? a : b; });
}

// e^x for |x| <= 87, relative error below 2e-7.
inline Floats expBounded(Floats x) {
  const Floats n = (x * 1.44269504F + 12582912.0F) - 12582912.0F;  // round to nearest by the 1.5*2^23 shift
  const Floats r = (x - n * 0.693359375F) + n * 2.12194440e-4F;
  Floats p = splat(1.9875691500e-4F);
  p = p * r + 1.3981999507e-3F;
  p = p * r + 8.3334519073e-3F;
  p = p * r + 4.1665795894e-2F;
  p = p * r + 1.6666665459e-1F;
  p = p * r + 5.0000001201e-1F;
  p = p * (r * r) + r + 1.0F;
  const Ints exponent = (__builtin_convertvector(n, Ints) + 127) << 23;
  return p * reinterpret_cast<Floats>(exponent);
}

// The same for x <= 0; below -87 the result is 0.
inline Floats expNegative(Floats x) { return x < -87.0F ? Floats{} : expBounded(larger(x, splat(-87.0F))); }

// ln x for normal x > 0, relative error below 2e-7 (Cephes' polynomial).
inline Floats logPositive(Floats x) {
  const Ints bits = reinterpret_cast<Ints>(x);
  Ints exponent = ((bits >> 23) & 255) - 126;
  const Ints half = (bits & 0x007FFFFF) | 0x3F000000;
  Floats m = reinterpret_cast<Floats>(half);
  const Ints low = m < 0.707106781F;
  exponent = exponent + low;  // comparison lanes are -1
  m = (low ? m + m : m) - 1.0F;
  Floats p = splat(7.0376836292e-2F);
  p = p * m - 1.1514610310e-1F;
  p = p * m + 1.1676998740e-1F;
  p = p * m - 1.2420140846e-1F;
  p = p * m + 1.4249322787e-1F;
  p = p * m - 1.6668057665e-1F;
  p = p * m + 2.0000714765e-1F;
  p = p * m - 2.4999993993e-1F;
  p = p * m + 3.3333331174e-1F;
  const Floats z = m * m, e = __builtin_convertvector(exponent, Floats);
  const Floats y = p * m * z + e * -2.12194440e-4F - 0.5F * z;
  return m + y + e * 0.693359375F;
}

}  // namespace
}  // namespace ssa::cuda

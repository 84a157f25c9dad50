// Included by one source per instruction set, which defines LANES and compiles with its flags.
#include <utility>

#include "engine/cuda/vector_math.inl"

namespace ssa::cuda {
namespace {

// One complex number of LANES transforms.
struct Complex {
  Floats re, im;
};
inline Complex operator+(const Complex& a, const Complex& b) { return {a.re + b.re, a.im + b.im}; }
inline Complex operator-(const Complex& a, const Complex& b) { return {a.re - b.re, a.im - b.im}; }
inline Complex operator*(const Complex& a, float s) { return {a.re * s, a.im * s}; }

// Into the spectrum (Back = false) or out of it: the sign of every angle.
template <bool Back>
inline Complex turned(const Complex& a, float cosine, float sine) {
  if constexpr (Back) sine = -sine;
  return {a.re * cosine + a.im * sine, a.im * cosine - a.re * sine};
}
template <bool Back>
inline Complex quarter(const Complex& a) {
  if constexpr (Back) return {-a.im, a.re};
  return {a.im, -a.re};
}

template <bool Back>
inline void butterfly(Complex (&v)[2]) {
  const Complex a = v[0];
  v[0] = a + v[1];
  v[1] = a - v[1];
}
template <bool Back>
inline void butterfly(Complex (&v)[3]) {
  const Complex sum = v[1] + v[2], middle = v[0] - sum * 0.5F, side = quarter<Back>(v[1] - v[2]) * 0.866025404F;
  v[0] = v[0] + sum;
  v[1] = middle + side;
  v[2] = middle - side;
}
template <bool Back>
inline void butterfly(Complex (&v)[4]) {
  const Complex even = v[0] + v[2], odd = v[1] + v[3], a = v[0] - v[2], b = quarter<Back>(v[1] - v[3]);
  v[0] = even + odd;
  v[1] = a + b;
  v[2] = even - odd;
  v[3] = a - b;
}
template <bool Back>
inline void butterfly(Complex (&v)[5]) {
  constexpr float kCos1 = 0.309016994F, kCos2 = -0.809016994F, kSin1 = 0.951056516F, kSin2 = 0.587785252F;
  const Complex s1 = v[1] + v[4], s2 = v[2] + v[3], d1 = quarter<Back>(v[1] - v[4]), d2 = quarter<Back>(v[2] - v[3]);
  const Complex a = v[0] + s1 * kCos1 + s2 * kCos2, b = d1 * kSin1 + d2 * kSin2;
  const Complex c = v[0] + s1 * kCos2 + s2 * kCos1, d = d1 * kSin2 - d2 * kSin1;
  v[0] = v[0] + s1 + s2;
  v[1] = a + b;
  v[2] = c + d;
  v[3] = c - d;
  v[4] = a - b;
}

// One Stockham pass: `groups` × `stride` butterflies; HalfEmpty: the upper half of `in` is zero and not read.
template <bool Back, int R, bool HalfEmpty>
void pass(const Complex* in, Complex* out, int groups, int stride, const float* twiddle) {
  for (int p = 0; p < groups; ++p, twiddle += 2 * (R - 1)) {
    for (int q = 0; q < stride; ++q) {
      Complex v[R];
      for (int k = 0; k < R; ++k) {
        if (HalfEmpty && 2 * k >= R)
          v[k] = Complex{};
        else
          v[k] = in[q + stride * (p + groups * k)];
      }
      butterfly<Back>(v);
      out[q + stride * R * p] = v[0];
      for (int k = 1; k < R; ++k) out[q + stride * (R * p + k)] = turned<Back>(v[k], twiddle[2 * k - 2], twiddle[2 * k - 1]);
    }
  }
}

// Transforms `data` using `spare`; returns where the result is.
template <bool Back, bool HalfEmpty>
Complex* transformed(const FourierPlan& plan, Complex* data, Complex* spare) {
  int rest = plan.length, stride = 1;
  const float* twiddle = plan.twiddles.data();
  bool first = true;
  for (const int radix : plan.radices) {
    const int groups = rest / radix;
    if (radix == 4 && HalfEmpty && first)
      pass<Back, 4, true>(data, spare, groups, stride, twiddle);
    else if (radix == 4)
      pass<Back, 4, false>(data, spare, groups, stride, twiddle);
    else if (radix == 2)
      pass<Back, 2, false>(data, spare, groups, stride, twiddle);
    else if (radix == 3)
      pass<Back, 3, false>(data, spare, groups, stride, twiddle);
    else
      pass<Back, 5, false>(data, spare, groups, stride, twiddle);
    twiddle += 2 * (radix - 1) * groups;
    rest = groups;
    stride *= radix;
    first = false;
    std::swap(data, spare);
  }
  return data;
}

// Exchanges rows and lanes of a square of LANES vectors, halves first.
template <int Step, int... I>
inline void exchanged(Floats& a, Floats& b, std::integer_sequence<int, I...>) {
  const Floats low = __builtin_shufflevector(a, b, ((I & Step) != 0 ? LANES + I - Step : I)...);
  b = __builtin_shufflevector(a, b, ((I & Step) != 0 ? LANES + I : I + Step)...);
  a = low;
}
template <int Step>
inline void transposeFrom(Floats (&tile)[LANES]) {
  for (int i = 0; i < LANES; ++i)
    if ((i & Step) == 0) exchanged<Step>(tile[i], tile[i + Step], std::make_integer_sequence<int, LANES>{});
  if constexpr (Step > 1) transposeFrom<Step / 2>(tile);
}

void intoX(const TsneMesh& mesh, const FourierPlan& alongX, int block, const float* nodes, float* re, float* im, float* scratch) {
  auto* const data = reinterpret_cast<Complex*>(scratch);
  const std::int64_t height = mesh.height, at = static_cast<std::int64_t>(block) * LANES;
  for (int x = 0; x < mesh.width; ++x) {
    const Floats value = load(nodes + x * height + at);
    data[x] = {value * alongX.halfTurns[2 * static_cast<std::size_t>(x)],
               value * alongX.halfTurns[2 * static_cast<std::size_t>(x) + 1]};
  }
  const Complex* const result = transformed<false, false>(alongX, data, data + mesh.width);
  for (int x = 0; x < mesh.width; ++x) {
    store(re + x * height + at, result[x].re);
    store(im + x * height + at, result[x].im);
  }
}

void outOfX(const TsneMesh& mesh, const FourierPlan& alongX, int block, const float* re, const float* im, float* nodes,
            float* scratch) {
  auto* const data = reinterpret_cast<Complex*>(scratch);
  const std::int64_t height = mesh.height, at = static_cast<std::int64_t>(block) * LANES;
  for (int x = 0; x < mesh.width; ++x) data[x] = {load(re + x * height + at), load(im + x * height + at)};
  const Complex* const result = transformed<true, false>(alongX, data, data + mesh.width);
  for (int x = 0; x < mesh.width; ++x) {
    const float cosine = alongX.halfTurns[2 * static_cast<std::size_t>(x)],
                sine = alongX.halfTurns[2 * static_cast<std::size_t>(x) + 1];
    store(nodes + x * height + at, result[x].re * cosine + result[x].im * sine);
  }
}

// LANES rows of `plane` as `height` vectors, and back.
template <bool Store>
void transposed(float* plane, int height, Complex* data, Floats Complex::*part) {
  for (int y = 0; y < height; y += LANES) {
    Floats tile[LANES];
    for (int l = 0; l < LANES; ++l) tile[l] = Store ? data[y + l].*part : load(plane + static_cast<std::int64_t>(l) * height + y);
    transposeFrom<LANES / 2>(tile);
    for (int l = 0; l < LANES; ++l) {
      if constexpr (Store)
        store(plane + static_cast<std::int64_t>(l) * height + y, tile[l]);
      else
        data[y + l].*part = tile[l];
    }
  }
}

void throughY(const TsneMesh& mesh, const FourierPlan& alongY, int block, const float* response, float* re, float* im,
              float* scratch) {
  auto* const data = reinterpret_cast<Complex*>(scratch);
  const int height = mesh.height, length = 2 * height;
  const std::int64_t at = static_cast<std::int64_t>(block) * LANES * height;
  transposed<false>(re + at, height, data, &Complex::re);
  transposed<false>(im + at, height, data, &Complex::im);
  Complex* const spectrum = transformed<false, true>(alongY, data, data + length);
  const float* const own = response + static_cast<std::int64_t>(block) * LANES * (height + 1);
  for (int k = 0; k < length; ++k) {
    const Floats factor = load(own + static_cast<std::int64_t>(k <= height ? k : length - k) * LANES);
    spectrum[k] = {spectrum[k].re * factor, spectrum[k].im * factor};
  }
  Complex* const spare = spectrum == data ? data + length : data;
  Complex* const result = transformed<true, false>(alongY, spectrum, spare);
  transposed<true>(re + at, height, result, &Complex::re);
  transposed<true>(im + at, height, result, &Complex::im);
}

// Weights of one axis: values and derivatives (per node spacing) of the spline at the nodes around `fraction`.
struct Spline {
  float value[kMeshOrder], slope[kMeshOrder];
  template <bool Slope>
  static void fill(Spline& s, float fraction) {
    float* const w = s.value;
    w[0] = 1.0F - fraction;
    w[1] = fraction;
    for (int order = 3; order <= kMeshOrder; ++order) {
      if (Slope && order == kMeshOrder) {
        s.slope[0] = -w[0];
        for (int j = 1; j < order - 1; ++j) s.slope[j] = w[j - 1] - w[j];
        s.slope[order - 1] = w[order - 2];
      }
      const float part = 1.0F / static_cast<float>(order - 1);
      w[order - 1] = part * fraction * w[order - 2];
      for (int j = 1; j <= order - 2; ++j)
        w[order - 1 - j] = part * ((fraction + static_cast<float>(j)) * w[order - 2 - j] +
                                   (static_cast<float>(order - j) - fraction) * w[order - 1 - j]);
      w[0] *= part * (1.0F - fraction);
    }
  }
};

// The spline's first node along an axis, and where in its cell the point lies.
inline int firstNode(float position, float origin, float inverseSpacing, float& fraction) {
  const float at = (position - origin) * inverseSpacing;
  const int cell = static_cast<int>(at);
  fraction = at - static_cast<float>(cell);
  return cell - kMeshBefore;
}

// A spline's nodes along y.
static_assert(kMeshOrder == 8);
using Row = float __attribute__((vector_size(32)));
using RowAnywhere = float __attribute__((vector_size(32), aligned(4), may_alias));

void spread(const float* map, const std::int32_t* ids, int count, const TsneMesh& mesh, float* nodes) {
  const float inverseSpacing = 1.0F / mesh.spacing;
  for (int n = 0; n < count; ++n) {
    const float* const point = map + static_cast<std::int64_t>(ids[n]) * 2;
    float tx = 0, ty = 0;
    const std::int64_t x = firstNode(point[0], mesh.originX, inverseSpacing, tx);
    const int y = firstNode(point[1], mesh.originY, inverseSpacing, ty);
    Spline sx, sy;
    Spline::fill<false>(sx, tx);
    Spline::fill<false>(sy, ty);
    const Row wy = *reinterpret_cast<const RowAnywhere*>(sy.value);
    float* const corner = nodes + x * mesh.height + y;
    for (int a = 0; a < kMeshOrder; ++a) {
      auto* const row = reinterpret_cast<RowAnywhere*>(corner + static_cast<std::int64_t>(a) * mesh.height);
      *row = *row + wy * sx.value[a];
    }
  }
}

void gather(const float* map, const std::int32_t* ids, int count, const TsneMesh& mesh, const float* potential, float* force,
            float* mass) {
  const float inverseSpacing = 1.0F / mesh.spacing, half = -0.5F * inverseSpacing;
  for (int n = 0; n < count; ++n) {
    const std::int64_t id = ids[n];
    float tx = 0, ty = 0;
    const std::int64_t x = firstNode(map[2 * id], mesh.originX, inverseSpacing, tx);
    const int y = firstNode(map[2 * id + 1], mesh.originY, inverseSpacing, ty);
    Spline sx, sy;
    Spline::fill<true>(sx, tx);
    Spline::fill<true>(sy, ty);
    const float* const corner = potential + x * mesh.height + y;
    Row value = {}, slope = {};
    for (int a = 0; a < kMeshOrder; ++a) {
      const Row row = *reinterpret_cast<const RowAnywhere*>(corner + static_cast<std::int64_t>(a) * mesh.height);
      value += row * sx.value[a];
      slope += row * sx.slope[a];
    }
    float total = 0, dx = 0, dy = 0;
    for (int b = 0; b < kMeshOrder; ++b) {
      total += value[b] * sy.value[b];
      dx += slope[b] * sy.value[b];
      dy += value[b] * sy.slope[b];
    }
    mass[id] = total;
    force[2 * id] = half * dx;
    force[2 * id + 1] = half * dy;
  }
}

constexpr TsneMeshKernels kTsneMeshKernels{LANES, spread, gather, intoX, throughY, outOfX};

}  // namespace
}  // namespace ssa::cuda

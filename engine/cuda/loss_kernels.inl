// Loss kernels: a vector holds neighbouring pixels of one class plane, so no lane is padding.
// Included by one source per instruction set, which defines LANES and compiles with its flags.
#include "engine/cuda/vector_math.inl"

namespace ssa::cuda {
namespace {

/// Up to here e^v of every class fits beside the others in single precision, and the largest need not be taken off.
constexpr float kBounded = 20;

/// 1/x for x >= 1.
inline Floats reciprocal(Floats x) {
#if LANES == 16 && defined(__AVX512F__)
  const Floats guess = __builtin_ia32_rcp14ps512_mask(x, x, static_cast<std::uint16_t>(-1));  // to 14 bits
  return guess * (2.0F - x * guess);
#else
  return 1.0F / x;
#endif
}

/// Labels of LANES pixels.
inline Ints labelsAt(const std::uint8_t* labels) {
  Ints wide;
  for (int i = 0; i < LANES; ++i) wide[i] = labels[i];
  return wide;
}

inline Floats sigmoid(Floats v) {
  const Floats e = expNegative(v < 0.0F ? v : -v);
  const Floats inverse = 1.0F / (1.0F + e);
  return v < 0.0F ? e * inverse : inverse;
}

/// What one block of LANES columns of some rows needs until its gradients are sent back.
struct PlaneBlock {
  explicit PlaneBlock(const PlaneRows& r)
      : planes(r.planes),
        upper(r.scratch),
        step(upper + r.planes * LANES),
        powers(step + r.planes * LANES),
        sigmoids(powers + r.rows * r.planes * LANES) {}
  float* power(int row, int plane) const { return powers + (row * planes + plane) * LANES; }
  float* sigmoidAt(int row, int plane) const { return sigmoids + (row * planes + plane) * LANES; }

  int planes;
  float *upper, *step;                            ///< planes × LANES
  float* powers;                                  ///< rows × planes × LANES: e^v, or e^(v - largest) where not bounded
  float* sigmoids;                                ///< like it, only where not bounded
  Floats share[kRowsAtOnce], scale[kRowsAtOnce];  ///< of the gradient, 0 where nothing counts
  Ints label[kRowsAtOnce];
};

/// Counts of one call; comparison lanes are -1.
struct BlockCounts {
  Ints valid = Ints{}, correct = Ints{};
  double loss = 0;
};

/// Reads a block; whether it is bounded.
inline bool readBlock(const PlaneRows& r, int x, PlaneBlock& block) {
  Floats reach = Floats{};
  for (int k = 0; k < r.planes; ++k) {
    const std::ptrdiff_t at = static_cast<std::ptrdiff_t>(k) * r.stride + x;
    const Floats a = load(r.upper + at), b = load(r.lower + at);
    store(block.upper + k * LANES, a);
    store(block.step + k * LANES, b - a);
    reach = larger(reach, larger(larger(a, -a), larger(b, -b)));
  }
  return largestOf(reach) <= kBounded;  // false for what is no number
}

template <bool bounded, bool dice>
inline void sumBlock(const PlaneRows& r, int x, PlaneBlock& block, BlockCounts& counts) {
  for (int y = 0; y < r.rows; ++y) {
    const Floats t = splat(r.weight[y]);
    const Ints label = labelsAt(r.labels + static_cast<std::ptrdiff_t>(y) * r.stride + x);
    const Ints valid = label != splat(255);
    float* const power = block.power(y, 0);
    Floats high = splat(-3.0e38F), own = Floats{}, total = Floats{};
    for (int k = 0; k < r.planes; ++k) {
      const Floats v = load(block.upper + k * LANES) + load(block.step + k * LANES) * t;
      high = larger(v, high);
      own = label == splat(k) ? v : own;
      if constexpr (bounded) {
        const Floats e = expBounded(v);
        store(power + k * LANES, e);
        total += e;
      } else {
        store(power + k * LANES, v);
        if constexpr (dice) store(block.sigmoidAt(y, k), sigmoid(v));
      }
    }
    if constexpr (!bounded)
      for (int k = 0; k < r.planes; ++k) {
        const Floats e = expNegative(load(power + k * LANES) - high);
        store(power + k * LANES, e);
        total += e;
      }
    const Floats loss = bounded ? logPositive(total) - own : logPositive(total) + (high - own);
    counts.loss += static_cast<double>(sumOf(valid ? loss : Floats{}));
    counts.valid += valid;
    counts.correct += valid & (own >= high);
    block.label[y] = label;
    block.scale[y] = valid ? splat(r.scale) : Floats{};
    block.share[y] = block.scale[y] / total;
  }
}

/// Adds what all rows of a block send to the coarse row above and the one below: the sum, and the part `low` of it.
inline void addBlock(const PlanePair& to, std::ptrdiff_t at, Floats sum, Floats low) {
  store(to.upper + at, load(to.upper + at) + (sum - low));
  store(to.lower + at, load(to.lower + at) + low);
}

template <bool bounded, bool dice>
inline void sendBlock(const PlaneRows& r, int x, const PlaneBlock& block, Floats* probability, Floats* intersection) {
  Floats inside = splat(1.0F);
  for (int i = 0; i < LANES; ++i) inside[i] = x + i < r.outputs ? 1.0F : 0.0F;
  for (int k = 0; k < r.planes; ++k) {
    const std::ptrdiff_t at = static_cast<std::ptrdiff_t>(k) * r.stride + x;
    const bool counts = dice && r.dice.present[k] != 0;
    Floats ce = Floats{}, ceLow = Floats{}, slope = Floats{}, slopeLow = Floats{}, own = Floats{}, ownLow = Floats{};
    Floats all = Floats{}, hitting = Floats{};
    for (int y = 0; y < r.rows; ++y) {
      const Floats t = splat(r.weight[y]), e = load(block.power(y, k));
      const Ints hit = block.label[y] == splat(k);
      const Floats g = e * block.share[y] - (hit ? block.scale[y] : Floats{});
      ce += g;
      ceLow += g * t;
      if (!counts) continue;
      const Floats rest = bounded ? reciprocal(1.0F + e) : 1.0F - load(block.sigmoidAt(y, k));
      const Floats p = bounded ? e * rest : load(block.sigmoidAt(y, k));
      const Floats s = p * rest, hitSlope = hit ? s : Floats{};
      all += p;
      hitting += hit ? p : Floats{};
      slope += s;
      slopeLow += s * t;
      own += hitSlope;
      ownLow += hitSlope * t;
    }
    if (r.gradient.upper) addBlock(r.gradient, at, ce, ceLow);
    if (!counts) continue;
    probability[k] += all * inside;
    intersection[k] += hitting;
    if (!r.dice.slope.upper) continue;
    addBlock(r.dice.slope, at, slope, slopeLow);
    addBlock(r.dice.own, at, own, ownLow);
  }
}

template <bool dice>
CrossEntropySums planeLoss(const PlaneRows& r) {
  BlockCounts counts;
  PlaneBlock block(r);
  Floats probability[kMaxClasses], intersection[kMaxClasses];
  for (int k = 0; k < r.planes; ++k) probability[k] = intersection[k] = Floats{};
  const bool send = dice || r.gradient.upper;
  for (int x = 0; x < r.stride; x += LANES) {
    if (readBlock(r, x, block)) {
      sumBlock<true, dice>(r, x, block, counts);
      if (send) sendBlock<true, dice>(r, x, block, probability, intersection);
    } else {
      sumBlock<false, dice>(r, x, block, counts);
      if (send) sendBlock<false, dice>(r, x, block, probability, intersection);
    }
  }
  if constexpr (dice)
    for (int k = 0; k < r.planes; ++k) {
      r.dice.probability[k] += static_cast<double>(sumOf(probability[k]));
      r.dice.intersection[k] += static_cast<double>(sumOf(intersection[k]));
    }
  CrossEntropySums sums{counts.loss, 0, 0};
  for (int i = 0; i < LANES; ++i) {
    sums.valid -= counts.valid[i];
    sums.correct -= counts.correct[i];
  }
  return sums;
}

CrossEntropySums planeLossOf(const PlaneRows& r) { return r.dice.present ? planeLoss<true>(r) : planeLoss<false>(r); }

void gatherColumns(const float* wide, const ColumnTaps& taps, float* to) {
  const float* weights = taps.weight;
  for (int column = 0; column < taps.columns; ++column) {
    const float* const from = wide + taps.start[column];
    Floats sum = Floats{};
    for (int i = 0; i < taps.padded; i += LANES) sum += load(from + i) * load(weights + i);
    weights += taps.padded;
    to[column] += sumOf(sum);
  }
}

}  // namespace
}  // namespace ssa::cuda

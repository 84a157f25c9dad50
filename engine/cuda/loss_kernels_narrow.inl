// Loss kernels for few classes: a vector holds neighbouring pixels of one class plane, so no lane is padding.
// Included after vector_math.inl by one source per instruction set, which defines LANES.
namespace ssa::cuda {
namespace {

/// Labels of LANES pixels.
inline Ints labelsAt(const std::uint8_t* labels) {
  Ints wide;
  for (int i = 0; i < LANES; ++i) wide[i] = labels[i];
  return wide;
}

inline Floats planeAt(const PlaneRow& r, int plane, int x) {
  const std::ptrdiff_t at = static_cast<std::ptrdiff_t>(plane) * r.stride + x;
  return load(r.upper + at) * (1 - r.t) + load(r.lower + at) * r.t;
}
inline void addPlane(const PlaneRow& r, int plane, int x, Floats gradient) {
  const std::ptrdiff_t at = static_cast<std::ptrdiff_t>(plane) * r.stride + x;
  store(r.gradientUpper + at, load(r.gradientUpper + at) + gradient * (1 - r.t));
  store(r.gradientLower + at, load(r.gradientLower + at) + gradient * r.t);
}

CrossEntropySums narrowCrossEntropy(const PlaneRow& r) {
  CrossEntropySums sums{0, 0, 0};
  Floats values[kNarrowClasses];
  for (int x = 0; x < r.stride; x += LANES) {
    const Ints label = labelsAt(r.labels + x);
    const Ints valid = label != splat(255);
    Floats high = splat(-3.0e38F), own = Floats{};
    for (int k = 0; k < r.planes; ++k) {
      const Floats v = planeAt(r, k, x);
      values[k] = v;
      high = larger(v, high);
      own = label == splat(k) ? v : own;
    }
    Floats total = Floats{};
    for (int k = 0; k < r.planes; ++k) {
      values[k] = expNegative(values[k] - high);
      total += values[k];
    }
    sums.loss += static_cast<double>(sumOf(valid ? logPositive(total) + (high - own) : Floats{}));
    // Comparison lanes are -1.
    const Ints hits = valid & (own >= high);
    for (int i = 0; i < LANES; ++i) {
      sums.valid -= valid[i];
      sums.correct -= hits[i];
    }
    if (!r.gradientUpper) continue;
    const Floats share = valid ? r.scale / total : Floats{};
    for (int k = 0; k < r.planes; ++k)
      addPlane(r, k, x, (label == splat(k) ? values[k] - total : values[k]) * share);
  }
  return sums;
}

inline Floats sigmoid(Floats v) {
  const Floats e = expNegative(v < 0.0F ? v : -v);
  const Floats inverse = 1.0F / (1.0F + e);
  return v < 0.0F ? e * inverse : inverse;
}

void narrowDiceSums(const NarrowDice& d) {
  const PlaneRow& r = d.at;
  for (int n = 0; n < r.planes; ++n) {
    Floats probability = Floats{}, intersection = Floats{};
    const Ints id = splat(d.id[n]);
    for (int x = 0; x < r.stride; x += LANES) {
      Floats p = sigmoid(planeAt(r, n, x));
      if (x + LANES > r.outputs)
        for (int i = 0; i < LANES; ++i) p[i] = x + i < r.outputs ? p[i] : 0.0F;
      probability += p;
      intersection += labelsAt(r.labels + x) == id ? p : Floats{};
    }
    d.probability[n] += static_cast<double>(sumOf(probability));
    d.intersection[n] += static_cast<double>(sumOf(intersection));
  }
}

void narrowDiceGradient(const NarrowDice& d) {
  const PlaneRow& r = d.at;
  for (int n = 0; n < r.planes; ++n) {
    const Floats on = splat(d.onTarget[n]), off = splat(d.offTarget[n]);
    const Ints id = splat(d.id[n]);
    for (int x = 0; x < r.stride; x += LANES) {
      const Floats p = sigmoid(planeAt(r, n, x));
      addPlane(r, n, x, p * (1.0F - p) * (labelsAt(r.labels + x) == id ? on : off));
    }
  }
}

}  // namespace
}  // namespace ssa::cuda

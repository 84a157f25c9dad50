// Included by one source per instruction set, which defines LANES and compiles with its flags.
#include "engine/cuda/vector_math.inl"
#include "engine/cuda/loss_kernels_narrow.inl"

namespace ssa::cuda {
namespace {

void mixRows(const float* upper, const float* lower, float t, int count, float* out) {
  for (int i = 0; i < count; i += LANES) store(out + i, load(upper + i) * (1 - t) + load(lower + i) * t);
}

void spreadRows(const float* row, float t, int count, float* upper, float* lower) {
  for (int i = 0; i < count; i += LANES) {
    const Floats g = load(row + i);
    store(upper + i, load(upper + i) + g * (1 - t));
    store(lower + i, load(lower + i) + g * t);
  }
}

/// Logarithms of LANES sums at once.
class Logarithms {
 public:
  double add(float value) {
    waiting_[count_++] = value;
    return count_ == LANES ? take() : 0;
  }
  double take() {
    for (int i = count_; i < LANES; ++i) waiting_[i] = 1;
    count_ = 0;
    const Floats logs = logPositive(load(waiting_));
    double sum = 0;
    for (int i = 0; i < LANES; ++i) sum += static_cast<double>(logs[i]);
    return sum;
  }

 private:
  float waiting_[LANES];
  int count_ = 0;
};

CrossEntropySums crossEntropy(const LossRow& r) {
  CrossEntropySums sums{0, 0, 0};
  Logarithms logarithms;
  for (int x = 0; x < r.outputs; ++x) {
    const int label = r.labels[x];
    if (label == 255) continue;
    const float t = r.weight[x], s = 1 - t;
    const float* const a = r.row + r.left[x] * r.padded;
    const float* const b = r.row + r.right[x] * r.padded;
    Floats high = splat(-3.0e38F);
    for (int k = 0; k < r.padded; k += LANES) {
      const Floats v = load(a + k) * s + load(b + k) * t;
      high = larger(v, high);
      store(r.scratch + k, v);
    }
    const float top = largestOf(high), own = r.scratch[label];
    Floats total = Floats{};
    for (int k = 0; k < r.padded; k += LANES) {
      const Floats e = expNegative(load(r.scratch + k) - top);
      total += e;
      store(r.scratch + k, e);
    }
    const float sum = sumOf(total);
    sums.loss += logarithms.add(sum) + static_cast<double>(top - own);
    ++sums.valid;
    sums.correct += own >= top;
    if (!r.gradient) continue;
    const float share = r.scale / sum;
    r.scratch[label] -= sum;
    float* const ga = r.gradient + r.left[x] * r.padded;
    float* const gb = r.gradient + r.right[x] * r.padded;
    const float sa = share * s, sb = share * t;
    for (int k = 0; k < r.padded; k += LANES) store(ga + k, load(ga + k) + load(r.scratch + k) * sa);
    for (int k = 0; k < r.padded; k += LANES) store(gb + k, load(gb + k) + load(r.scratch + k) * sb);
  }
  sums.loss += logarithms.take();
  return sums;
}

void diceSums(const DiceRow& d) {
  const LossRow& r = d.at;
  for (int x = 0; x < r.outputs; ++x) {
    const float t = r.weight[x], s = 1 - t;
    const float* const a = r.row + r.left[x] * r.padded;
    const float* const b = r.row + r.right[x] * r.padded;
    for (int k = 0; k < r.padded; k += LANES) {
      const Floats p = sigmoid(load(a + k) * s + load(b + k) * t);
      store(d.probability + k, load(d.probability + k) + p);
      store(r.scratch + k, p);
    }
    const int slot = d.slot[r.labels[x]];
    if (slot >= 0) d.intersection[slot] += static_cast<double>(r.scratch[slot]);
  }
}

void diceGradient(const DiceRow& d) {
  const LossRow& r = d.at;
  for (int x = 0; x < r.outputs; ++x) {
    const float t = r.weight[x], s = 1 - t;
    const float* const a = r.row + r.left[x] * r.padded;
    const float* const b = r.row + r.right[x] * r.padded;
    for (int k = 0; k < r.padded; k += LANES) {
      const Floats p = sigmoid(load(a + k) * s + load(b + k) * t);
      store(r.scratch + k, p * (1.0F - p));
    }
    const int slot = d.slot[r.labels[x]];
    const float slope = slot >= 0 ? r.scratch[slot] * (d.onTarget[slot] - d.offTarget[slot]) : 0;
    float* const ga = r.gradient + r.left[x] * r.padded;
    float* const gb = r.gradient + r.right[x] * r.padded;
    for (int k = 0; k < r.padded; k += LANES) {
      const Floats g = load(r.scratch + k) * load(d.offTarget + k);
      store(ga + k, load(ga + k) + g * s);
      store(r.scratch + k, g);
    }
    for (int k = 0; k < r.padded; k += LANES) store(gb + k, load(gb + k) + load(r.scratch + k) * t);
    if (slot >= 0) {
      ga[slot] += slope * s;
      gb[slot] += slope * t;
    }
  }
}

}  // namespace
}  // namespace ssa::cuda

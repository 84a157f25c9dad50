// Included by one source per instruction set, which defines LANES and compiles with its flags.
#include "engine/cuda/vector_math.inl"

namespace ssa::cuda {
namespace {

float sweep(const float* const* sources, int count, int padded, float* top) {
  Floats bound = splat(-3.0e38F);
  for (int k = 0; k < padded; k += LANES) {
    Floats high = load(sources[0] + k), low = high;
    for (int s = 1; s < count; ++s) {
      const Floats v = load(sources[s] + k);
      high = larger(v, high);
      low = smaller(v, low);
    }
    store(top + k, high);
    bound = larger(low, bound);
  }
  return largestOf(bound);
}

int select(const float* top, float bound, int classes, std::int32_t* ids) {
  int found = 0;
  for (int k = 0; k < classes; ++k) {
    ids[found] = k;
    found += top[k] >= bound;
  }
  return found;
}

template <int Count>
inline Floats blend(const WinnerBlock& b, int padded, int entry, int x, int count) {
  Floats value = load(b.colWeight + x) * b.scratch[entry];
  for (int j = 1; j < (Count ? Count : count); ++j)
    value += load(b.colWeight + j * b.colStride + x) * b.scratch[j * padded + entry];
  return value;
}

template <int Count>
void winnerOf(const WinnerBlock& b) {
  const int padded = (b.entries + kPad - 1) / kPad * kPad;
  for (int y = 0; y < b.height; ++y) {
    for (int j = 0; j < b.colSources; ++j) {
      for (int n = 0; n < padded; n += LANES) {
        Floats value = load(b.sources[j] + n) * b.rowWeight[y];
        for (int i = 1; i < b.rowSources; ++i)
          value += load(b.sources[i * b.colSources + j] + n) * b.rowWeight[i * b.rowStride + y];
        store(b.scratch + j * padded + n, value);
      }
    }
    std::uint8_t* labels = b.labels + y * b.labelStride;
    for (int x = 0; x < b.width; x += LANES) {
      Floats best = blend<Count>(b, padded, 0, x, b.colSources);
      Ints winner = Ints{};
      for (int n = 1; n < b.entries; ++n) {
        const Floats value = blend<Count>(b, padded, n, x, b.colSources);
        const Ints better = value > best;
        best = better ? value : best;
        winner = better ? splat(n) : winner;
      }
      const int valid = b.width - x < LANES ? b.width - x : LANES;
      if (b.ids) {
        for (int lane = 0; lane < valid; ++lane) labels[x + lane] = static_cast<std::uint8_t>(b.ids[winner[lane]]);
      } else {
        for (int lane = 0; lane < valid; ++lane) labels[x + lane] = static_cast<std::uint8_t>(winner[lane]);
      }
    }
  }
}

void winner(const WinnerBlock& block) {
  switch (block.colSources) {
    case 1:
      return winnerOf<1>(block);
    case 2:
      return winnerOf<2>(block);
    case 3:
      return winnerOf<3>(block);
    default:
      return winnerOf<0>(block);
  }
}

void mix(const float* const* sources, const float* weight, int count, int padded, float* out) {
  for (int k = 0; k < padded; k += LANES) {
    Floats value = load(sources[0] + k) * weight[0];
    for (int s = 1; s < count; ++s) value += load(sources[s] + k) * weight[s];
    store(out + k, value);
  }
}

// First index of the largest value and the largest of the others.
inline int best(const float* values, int classes, int padded, float* largest, float* second) {
  Floats high = load(values), next = splat(-3.0e38F);
  for (int k = LANES; k < padded; k += LANES) {
    const Floats v = load(values + k);
    next = larger(smaller(v, high), next);
    high = larger(v, high);
  }
  const float top = largestOf(high);
  int label = 0;
  while (label < classes - 1 && values[label] != top) ++label;
  // The runner-up is the best of the lanes' seconds and of the other lanes' firsts.
  float runner = largestOf(next);
  bool skipped = false;
  for (int i = 0; i < LANES; ++i) {
    if (high[i] == top && !skipped)
      skipped = true;
    else
      runner = high[i] > runner ? high[i] : runner;
  }
  *largest = top;
  *second = runner;
  return label;
}

PixelScores softmax(float* logits, int classes, int padded, bool wantEntropy, float* mean, float share) {
  float top = 0, second = 0;
  PixelScores scores{};
  scores.label = best(logits, classes, padded, &top, &second);
  Floats sum = Floats{}, moment = Floats{};
  for (int k = 0; k < padded; k += LANES) {
    const Floats difference = load(logits + k) - top;
    const Floats e = expNegative(difference);
    sum += e;
    if (wantEntropy) moment += e * larger(difference, splat(-100.0F));
    store(logits + k, e);
  }
  const float total = sumOf(sum), inverse = 1.0F / total;
  if (mean) {
    for (int k = 0; k < padded; k += LANES) store(mean + k, load(mean + k) + load(logits + k) * (inverse * share));
    return scores;
  }
  scores.confidence = inverse;
  scores.margin = inverse * (1.0F - expNegative(splat(second - top))[0]);
  if (wantEntropy) scores.entropy = logPositive(splat(total))[0] - sumOf(moment) * inverse;
  return scores;
}

PixelScores statistics(const float* probabilities, int classes, int padded, bool wantEntropy) {
  PixelScores scores{};
  float second = 0;
  scores.label = best(probabilities, classes, padded, &scores.confidence, &second);
  scores.margin = scores.confidence - second;
  if (wantEntropy) {
    Floats sum = Floats{};
    for (int k = 0; k < padded; k += LANES) {
      const Floats p = load(probabilities + k);
      sum += p > 1e-30F ? p * logPositive(larger(p, splat(1e-30F))) : Floats{};
    }
    scores.entropy = -sumOf(sum);
  }
  return scores;
}

float multiplyAdds(std::int64_t rounds) {
  Floats chain[kChains];
  for (int i = 0; i < kChains; ++i) chain[i] = splat(0.5F + 0.01F * static_cast<float>(i));
  const Floats factor = splat(0.999F), addend = splat(0.001F);
  for (std::int64_t r = 0; r < rounds; ++r)
    for (int i = 0; i < kChains; ++i) chain[i] = chain[i] * factor + addend;
  Floats total = chain[0];
  for (int i = 1; i < kChains; ++i) total += chain[i];
  return sumOf(total);
}

float sum(const float* values, std::int64_t count) {
  Floats parts[4] = {};
  for (std::int64_t i = 0; i < count; i += 4 * LANES)
    for (int p = 0; p < 4; ++p) parts[p] += load(values + i + p * LANES);
  return sumOf(parts[0] + parts[1] + parts[2] + parts[3]);
}

}  // namespace
}  // namespace ssa::cuda

#include "engine/metrics/confusion_matrix.h"

#include <algorithm>
#include <cstring>
#include <string>

namespace ssa {
namespace {

constexpr std::size_t kIds = 256;

/// 256×256 joint histogram of two byte planes. Masks are mostly flat, so eight pixels are compared at
/// once and runs of one pair stay in a register; two tables keep neighbouring increments apart.
class PairHistogram {
 public:
  PairHistogram() : counts_(2 * kIds * kIds) {}

  void add(const std::uint8_t* truth, const std::uint8_t* predicted, std::size_t count) {
    constexpr std::size_t kStep = sizeof(std::uint64_t);
    std::size_t i = 0;
    while (i + kStep <= count) {
      const std::uint64_t t = load(truth + i), p = load(predicted + i);
      if (!flat(t) || !flat(p)) {
        for (std::size_t k = 0; k < kStep; k += 2) {
          ++counts_[pair(truth[i + k], predicted[i + k])];
          ++counts_[kIds * kIds + pair(truth[i + k + 1], predicted[i + k + 1])];
        }
        i += kStep;
        continue;
      }
      std::size_t end = i + kStep;
      while (end + kStep <= count && load(truth + end) == t && load(predicted + end) == p) end += kStep;
      counts_[pair(truth[i], predicted[i])] += static_cast<std::uint32_t>(end - i);
      i = end;
    }
    for (; i < count; ++i) ++counts_[pair(truth[i], predicted[i])];
  }

  std::int64_t at(std::size_t truth, std::size_t predicted) const {
    const std::size_t k = truth * kIds + predicted;
    return std::int64_t{counts_[k]} + counts_[kIds * kIds + k];
  }

 private:
  static std::size_t pair(std::uint8_t truth, std::uint8_t predicted) { return truth * kIds + predicted; }
  static bool flat(std::uint64_t word) { return word == ((word << 8) | (word >> 56)); }
  static std::uint64_t load(const std::uint8_t* bytes) {
    std::uint64_t word;
    std::memcpy(&word, bytes, sizeof word);
    return word;
  }
  std::vector<std::uint32_t> counts_;
};

std::string text(Size size) { return std::to_string(size.width) + "x" + std::to_string(size.height); }

}  // namespace

ConfusionMatrix::ConfusionMatrix(int classes) : classes_(classes) {
  if (classes < 1 || classes > kMaxClasses)
    throw ContractViolation("confusion matrix of " + std::to_string(classes) + " classes");
  counts_.resize(static_cast<std::size_t>(classes) * static_cast<std::size_t>(classes + 1));
}

std::int64_t ConfusionMatrix::truthPixels(int id) const {
  std::int64_t sum = 0;
  for (int predicted = 0; predicted <= classes_; ++predicted) sum += at(id, predicted);
  return sum;
}

std::int64_t ConfusionMatrix::predictedPixels(int id) const {
  std::int64_t sum = 0;
  for (int truth = 0; truth < classes_; ++truth) sum += at(truth, id);
  return sum;
}

std::int64_t ConfusionMatrix::pixels() const {
  std::int64_t sum = 0;
  for (const std::int64_t count : counts_) sum += count;
  return sum;
}

Result<void> ConfusionMatrix::add(const LabelMap& predicted, const LabelMap& truth) {
  if (predicted.size() != truth.size())
    return Error(ErrorCode::sizeMismatch, {{"found", text(predicted.size())}, {"expected", text(truth.size())}});

  constexpr std::size_t kChunk = std::size_t{1} << 31;  // the histogram counts in 32 bits
  const auto t = truth.labels();
  const auto p = predicted.labels();
  for (std::size_t begin = 0; begin < t.size(); begin += kChunk) {
    PairHistogram histogram;
    histogram.add(t.data() + begin, p.data() + begin, std::min(kChunk, t.size() - begin));
    for (std::size_t id = 0; id < kIgnore; ++id) {
      const bool known = id < static_cast<std::size_t>(classes_);
      for (std::size_t other = 0; other < kIds; ++other) {
        const std::int64_t count = histogram.at(id, other);
        if (count == 0) continue;
        if (known)
          counts_[index(static_cast<int>(id), std::min(static_cast<int>(other), classes_))] += count;
        else
          unknown_truth_ += count;
      }
    }
  }
  return {};
}

void ConfusionMatrix::add(const ConfusionMatrix& other) {
  if (other.classes_ != classes_)
    throw ContractViolation("merging confusion matrices of " + std::to_string(other.classes_) + " and " +
                            std::to_string(classes_) + " classes");
  for (std::size_t i = 0; i < counts_.size(); ++i) counts_[i] += other.counts_[i];
  unknown_truth_ += other.unknown_truth_;
}

}  // namespace ssa

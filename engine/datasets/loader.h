#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "engine/core/geometry.h"
#include "engine/core/result.h"
#include "engine/core/stop.h"
#include "engine/datasets/augment_options.h"
#include "engine/datasets/sample_source.h"

namespace ssa {

/// Augmented crops of one iteration.
struct TrainBatch {
  int count = 0;  ///< N
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> images;  ///< N·H·W·3, RGB; zero outside `content`
  std::vector<std::uint8_t> labels;  ///< N·H·W; kIgnore outside `content`
  std::vector<Size> content;         ///< per crop: what is picture; the rest, right and below, is padding (0 after normalisation)
  std::vector<int> indices;          ///< sample each crop was cut from
};

struct LoaderOptions {
  int batch = 16;
  std::uint64_t seed = 0;
  int workers = 2;                          ///< threads that decode and augment ahead; 0 = on the caller's thread
  std::int64_t cache_bytes = 1024LL << 20;  ///< budget of decoded pairs kept in memory
  int ahead = 2;                            ///< batches prepared in advance
};

/// A pair that could not be used; it is replaced by the next one of the permutation and not tried again.
struct SkippedPair {
  int index = 0;
  Error error;
};

/// Batches of shuffled, augmented samples: epochs are seeded permutations chained, and batch i depends on
/// (seed, i) and the pairs alone, never on the number of workers or on what was asked before. So a position is
/// an iteration number, and a resumed run goes on with the same batches.
class TrainLoader {
 public:
  TrainLoader(std::shared_ptr<const SampleSource> source, const AugmentOptions& augment, const LoaderOptions& options);
  ~TrainLoader();

  /// The batch of an iteration (counted from 0); asking in order is fast, any order is right.
  /// Errors: stopped, outOfMemory, nothingToLearn (every pair was skipped).
  Result<TrainBatch> batch(std::int64_t iteration, StopToken stop);
  /// Pairs skipped so far, in the order met.
  std::vector<SkippedPair> skipped() const;
  /// Seconds `batch` spent waiting for its data, in all.
  double waited() const;

 private:
  struct Private;
  std::unique_ptr<Private> d_;
};

}  // namespace ssa

#include "engine/api/training_batches.h"

#include <torch/torch.h>

#include <algorithm>

#include "engine/datasets/loader.h"
#include "engine/training/feature_cache.h"

namespace ssa {

Result<std::unique_ptr<BatchSource>> openBatches(const TrainingSetup& setup, std::int64_t entries, StopToken stop,
                                                 ProgressSink& progress) {
  const TrainConfig& config = setup.config;
  LoaderOptions options;
  options.batch = config.batch;
  options.seed = config.seed;
  options.workers = config.data.workers;
  options.cache_bytes = std::int64_t{config.data.cache_mb} << 20;
  const ModelConfig& network = setup.network->config();
  std::unique_ptr<BatchSource> crops = makeLoaderSource(std::make_unique<TrainLoader>(setup.train, config.augment, options),
                                                        network.mean, network.std, config.channels_last);
  if (config.scope != TrainScope::classifier) return crops;
  FeatureCacheOptions cache;
  cache.entries = std::int64_t{setup.train->size()} * config.views;
  if (entries > 0) cache.entries = std::min(cache.entries, entries);
  cache.batch = config.batch;
  cache.seed = config.seed;
  cache.budget_bytes = options.cache_bytes;
  return makeFeatureSource(*setup.network, std::move(crops), cache, std::move(stop), progress);
}

}  // namespace ssa

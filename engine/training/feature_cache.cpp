#include "engine/training/feature_cache.h"

#include <torch/torch.h>

#include <algorithm>
#include <numeric>
#include <optional>
#include <utility>

#include "engine/core/random.h"
#include "engine/inference/memory_guard.h"
#include "engine/losses/labels.h"
#include "engine/losses/upsampled_loss.h"

namespace ssa {
namespace {

class FeatureSource final : public BatchSource {
 public:
  explicit FeatureSource(const FeatureCacheOptions& options) : options_(options) {}

  Result<void> fill(Segmentor& network, BatchSource& crops, const StopToken& stop, ProgressSink& progress) {
    const at::NoGradGuard noGrad;
    const std::vector<Tensor> parameters = network.module().parameters();
    const c10::Device device = parameters.front().device();
    const c10::ScalarType precision = parameters.front().scalar_type();
    std::int64_t filled = 0;
    for (std::int64_t iteration = 0; filled < options_.entries; ++iteration) {
      if (stop.stop_requested()) return ErrorCode::stopped;
      progress.report(static_cast<double>(filled) / static_cast<double>(options_.entries), "features");
      auto batch = crops.batch(iteration, stop);
      for (SkippedPair& pair : crops.newlySkipped()) skipped_.push_back(std::move(pair));
      if (!batch) return std::move(batch).error();
      const SsaTrace trace = network.forward(batch->input.to(device, precision));
      const Tensor feature = trace.feature.to(at::kCPU);  // (B,C,h,w)
      const auto sums = network.sumFrozen(trace, labelsAtStride(batch->labels, feature.size(2), feature.size(3)));
      if (!features_.defined()) SSA_TRY(allocate(feature, batch->labels, sums));
      const std::int64_t take = std::min(feature.size(0), options_.entries - filled);
      const auto keep = [&](const Tensor& to, const Tensor& from) {
        if (to.defined()) to.slice(0, filled, filled + take).copy_(from.slice(0, 0, take));
      };
      keep(features_, feature);
      keep(labels_, batch->labels);
      if (sums) {
        keep(sums_.semanticCentre, sums->semanticCentre);
        keep(sums_.spatialTaps, sums->spatialTaps);
        keep(sums_.teacherTaps, sums->teacherTaps);
        keep(sums_.counts, sums->counts);
      }
      for (std::int64_t i = 0; i < take; ++i) {
        const UpsampledLoss loss =
            upsampledLoss(trace.coarse.narrow(0, i, 1), batch->labels.narrow(0, i, 1), Average::validPixels, true, false);
        coarse_.push_back({loss.crossEntropy.item<double>() * static_cast<double>(loss.valid), loss.valid});
      }
      filled += take;
    }
    waited_ = crops.waited();
    progress.report(1, "features");
    return {};
  }

  Result<StepBatch> batch(std::int64_t iteration, StopToken) override {
    std::vector<std::int64_t> chosen;
    for (std::int64_t i = 0; i < options_.batch; ++i) chosen.push_back(entryAt(iteration * options_.batch + i));
    const Tensor index = at::tensor(chosen, at::kLong);
    StepBatch batch;
    batch.input = features_.index_select(0, index).to(precision_);
    batch.labels = labels_.index_select(0, index);
    batch.isFeature = true;
    batch.sums = chosenFrom(sums_, [&](const Tensor& all) { return all.index_select(0, index); });
    for (const std::int64_t i : chosen) batch.coarse.push_back(coarse_[static_cast<std::size_t>(i)]);
    return batch;
  }
  std::vector<SkippedPair> newlySkipped() override { return std::exchange(skipped_, {}); }
  double waited() const override { return waited_; }

 private:
  Result<void> allocate(const Tensor& feature, const Tensor& labels, const std::optional<FrozenSums>& sums) {
    precision_ = feature.scalar_type();
    const std::int64_t numbers = feature.numel() / feature.size(0) * options_.entries;
    const std::int64_t ids = labels.numel() / labels.size(0) * options_.entries;
    const auto bytesWith = [&](c10::ScalarType type) { return numbers * std::int64_t(c10::elementSize(type)) + ids; };
    std::int64_t summed = 0;
    if (sums)
      chosenFrom(*sums, [&](const Tensor& one) {
        summed += one.numel() / one.size(0) * options_.entries * std::int64_t(one.element_size());
        return one;
      });
    // Sums of features in half precision would not be sums of what is kept.
    const bool keepsSums = sums && bytesWith(precision_) + summed <= options_.budget_bytes;
    const c10::ScalarType kept = bytesWith(precision_) <= options_.budget_bytes ? precision_ : at::kHalf;
    if (bytesWith(kept) > options_.budget_bytes)
      return Error(ErrorCode::badOption,
                   {{"option", "data.cache_mb"},
                    {"value", std::to_string(options_.budget_bytes >> 20)},
                    {"expected", std::to_string((bytesWith(kept) >> 20) + 1) + " or more, or fewer views"}});
    allocationPoint();
    std::vector<std::int64_t> shape = feature.sizes().vec();
    shape[0] = options_.entries;
    features_ = at::empty(shape, kept);
    labels_ = at::empty({options_.entries, labels.size(1), labels.size(2)}, at::kByte);
    if (keepsSums)
      sums_ = chosenFrom(*sums, [&](const Tensor& one) {
        std::vector<std::int64_t> all = one.sizes().vec();
        all[0] = options_.entries;
        return at::empty(all, one.options());
      });
    return {};
  }

  std::int64_t entryAt(std::int64_t position) {
    const std::int64_t epoch = position / options_.entries;
    if (epoch != epoch_) {
      epoch_ = epoch;
      order_.resize(static_cast<std::size_t>(options_.entries));
      std::iota(order_.begin(), order_.end(), 0);
      Random random(options_.seed, static_cast<std::uint64_t>(epoch));
      for (std::size_t i = order_.size(); i > 1; --i)
        std::swap(order_[i - 1], order_[static_cast<std::size_t>(random.below(static_cast<int>(i)))]);
    }
    return order_[static_cast<std::size_t>(position % options_.entries)];
  }

  FeatureCacheOptions options_;
  Tensor features_;  ///< (entries,C,h,w)
  Tensor labels_;    ///< (entries,H,W)
  FrozenSums sums_;  ///< (entries,…), undefined where none are kept
  std::vector<CoarseLoss> coarse_;
  c10::ScalarType precision_ = at::kFloat;
  std::vector<std::int64_t> order_;
  std::int64_t epoch_ = -1;
  std::vector<SkippedPair> skipped_;
  double waited_ = 0;
};

}  // namespace

Result<std::unique_ptr<BatchSource>> makeFeatureSource(Segmentor& network, std::unique_ptr<BatchSource> crops,
                                                       const FeatureCacheOptions& options, StopToken stop,
                                                       ProgressSink& progress) {
  auto source = std::make_unique<FeatureSource>(options);
  SSA_TRY(source->fill(network, *crops, stop, progress));
  return std::unique_ptr<BatchSource>(std::move(source));
}

}  // namespace ssa

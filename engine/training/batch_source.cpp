#include "engine/training/batch_source.h"

namespace ssa {
namespace {

class LoaderSource final : public BatchSource {
 public:
  LoaderSource(std::unique_ptr<TrainLoader> loader, const std::array<float, 3>& mean, const std::array<float, 3>& std,
               bool channelsLast)
      : loader_(std::move(loader)), mean_(mean), std_(std), channelsLast_(channelsLast) {}

  Result<StepBatch> batch(std::int64_t iteration, StopToken stop) override {
    auto crops = loader_->batch(iteration, std::move(stop));
    if (!crops) return std::move(crops).error();
    return toStepBatch(*crops, mean_, std_, channelsLast_);
  }
  std::vector<SkippedPair> newlySkipped() override {
    std::vector<SkippedPair> skipped = loader_->skipped();
    const std::size_t known = std::min(told_, skipped.size());
    told_ = skipped.size();
    skipped.erase(skipped.begin(), skipped.begin() + static_cast<std::ptrdiff_t>(known));
    return skipped;
  }
  double waited() const override { return loader_->waited(); }

 private:
  std::unique_ptr<TrainLoader> loader_;
  std::array<float, 3> mean_, std_;
  bool channelsLast_;
  std::size_t told_ = 0;
};

}  // namespace

std::unique_ptr<BatchSource> makeLoaderSource(std::unique_ptr<TrainLoader> loader, const std::array<float, 3>& mean,
                                              const std::array<float, 3>& std, bool channelsLast) {
  return std::make_unique<LoaderSource>(std::move(loader), mean, std, channelsLast);
}

}  // namespace ssa

#include "engine/datasets/dataset_source.h"

#include <algorithm>
#include <numeric>

#include "engine/datasets/raw_ids.h"
#include "engine/image/read.h"

namespace ssa {
namespace {

std::string text(Size size) { return std::to_string(size.width) + "x" + std::to_string(size.height); }

class DatasetSource final : public SampleSource {
 public:
  DatasetSource(Dataset dataset, const LabelSet& labels, const IdMap& map)
      : dataset_(std::move(dataset)), classes_(labels.count()), rule_(labels, dataset_.ignoredIds, map) {}

  int size() const override { return static_cast<int>(dataset_.samples.size()); }
  std::string name(int index) const override { return sample(index).name; }

  Result<TrainSample> read(int index) const override {
    const DatasetSample& pair = sample(index);
    auto picture = readImage(pair.image);
    if (!picture) return std::move(picture).error();
    const auto raw = readIndexMask(pair.mask);
    if (!raw) return raw.error();
    if (raw->value.size != picture->value.image.size())
      return Error(
          ErrorCode::sizeMismatch,
          {{"path", pair.mask.string()}, {"found", text(raw->value.size)}, {"expected", text(picture->value.image.size())}});
    std::vector<std::int64_t> unknown;
    TrainSample made{std::move(picture->value.image), rule_.apply(raw->value, unknown)};
    const std::int64_t pixels = std::accumulate(unknown.begin(), unknown.end(), std::int64_t{0});
    if (pixels == 0) return made;
    const auto first = std::find_if(unknown.begin(), unknown.end(), [](std::int64_t count) { return count > 0; });
    return Error(ErrorCode::maskIdOutOfRange, {{"path", pair.mask.string()},
                                               {"id", std::to_string(first - unknown.begin())},
                                               {"classes", std::to_string(classes_)},
                                               {"pixels", std::to_string(pixels)}});
  }

 private:
  const DatasetSample& sample(int index) const { return dataset_.samples.at(static_cast<std::size_t>(index)); }

  Dataset dataset_;
  int classes_;
  RawIdRule rule_;
};

}  // namespace

std::shared_ptr<SampleSource> makeDatasetSource(Dataset dataset, LabelSet labels, IdMap map) {
  return std::make_shared<DatasetSource>(std::move(dataset), labels, map);
}

}  // namespace ssa

#include "tests/loader/made_source.h"

namespace ssa::test {

TrainSample madeSample(int index, Size size) {
  TrainSample sample{Image8(size), LabelMap(size)};
  for (int y = 0; y < size.height; ++y)
    for (int x = 0; x < size.width; ++x) {
      std::uint8_t* rgb = sample.image.row(y) + x * 3;
      rgb[0] = static_cast<std::uint8_t>(x * 3 + index * 41);
      rgb[1] = static_cast<std::uint8_t>(y * 5 + index * 17);
      rgb[2] = static_cast<std::uint8_t>((x ^ y) * 7 + index);
      sample.labels.row(y)[x] = static_cast<std::uint8_t>((x * 4 / size.width + index) % 6);
    }
  return sample;
}

Result<TrainSample> MadeSource::read(int index) const {
  ++reads_;
  if (broken_.contains(index)) return Error(ErrorCode::imageDamaged, {{"path", name(index)}, {"reason", "made so"}});
  return madeSample(index, size_);
}

}  // namespace ssa::test

#include "engine/tensor/from_image.h"

#include <torch/torch.h>

#include <charconv>

namespace ssa {
namespace {

double asWritten(float value) {
  std::array<char, 32> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), value).ptr;
  double decimal = value;
  std::from_chars(text.data(), end, decimal);
  return decimal;
}

}  // namespace

NormalisationTable normalisationTable(const std::array<float, 3>& mean, const std::array<float, 3>& std) {
  NormalisationTable table{};
  for (std::size_t c = 0; c < 3; ++c)
    for (std::size_t byte = 0; byte < 256; ++byte)
      table[c][byte] = static_cast<float>((static_cast<double>(byte) - asWritten(mean[c])) / asWritten(std[c]));
  return table;
}

Tensor fromImage(const Image8& image, const std::array<float, 3>& mean, const std::array<float, 3>& std, c10::ScalarType type) {
  const NormalisationTable table = normalisationTable(mean, std);
  Tensor input = at::empty({1, 3, image.height(), image.width()}, at::kFloat);
  float* const planes = input.mutable_data_ptr<float>();
  const std::int64_t width = image.width(), plane = image.size().area();
  at::parallel_for(0, image.height(), 64, [&](std::int64_t first, std::int64_t last) {
    for (std::int64_t y = first; y < last; ++y) {
      const std::uint8_t* rgb = image.row(static_cast<int>(y));
      float* out = planes + y * width;
      for (std::int64_t x = 0; x < width; ++x, rgb += 3) {
        out[x] = table[0][rgb[0]];
        out[x + plane] = table[1][rgb[1]];
        out[x + 2 * plane] = table[2][rgb[2]];
      }
    }
  });
  return input.to(type);
}

}  // namespace ssa

#include "engine/inference/network_input.h"

#include <torch/torch.h>

#include <algorithm>

namespace ssa {

Tensor networkInput(const Image8& image, Rect window, bool mirrored, const Normalisation& normalisation) {
  std::array<std::array<float, 256>, 3> table;
  for (std::size_t c = 0; c < 3; ++c)
    for (std::size_t v = 0; v < 256; ++v)
      table[c][v] = static_cast<float>((static_cast<double>(v) - static_cast<double>(normalisation.mean[c])) /
                                       static_cast<double>(normalisation.std[c]));
  Tensor input = torch::zeros({1, 3, window.height, window.width});
  const auto plane = static_cast<std::size_t>(window.height) * static_cast<std::size_t>(window.width);
  float* out = input.data_ptr<float>();
  const int rows = std::min(window.bottom(), image.height()) - window.y;
  const int cols = std::min(window.right(), image.width()) - window.x;
  for (int y = 0; y < rows; ++y) {
    const std::uint8_t* row = image.row(window.y + y);
    float* line = out + static_cast<std::size_t>(y) * static_cast<std::size_t>(window.width);
    for (int x = 0; x < cols; ++x) {
      const int source = mirrored ? image.width() - 1 - window.x - x : window.x + x;
      for (std::size_t c = 0; c < 3; ++c)
        line[c * plane + static_cast<std::size_t>(x)] = table[c][row[source * 3 + static_cast<int>(c)]];
    }
  }
  return input;
}

}  // namespace ssa

#include "engine/inference/network_input.h"

#include <torch/torch.h>

#include <algorithm>

#include "engine/core/result.h"
#include "engine/tensor/from_image.h"

namespace ssa {
namespace {

Image8 cut(const Image8& image, Rect inside, bool mirrored) {
  Image8 part({inside.width, inside.height});
  for (int y = 0; y < inside.height; ++y) {
    const std::uint8_t* from = image.row(inside.y + y);
    std::uint8_t* to = part.row(y);
    if (!mirrored) {
      std::copy_n(from + inside.x * 3, part.rowBytes(), to);
      continue;
    }
    for (int x = 0; x < inside.width; ++x) std::copy_n(from + (image.width() - 1 - inside.x - x) * 3, 3, to + x * 3);
  }
  return part;
}

}  // namespace

Tensor windowInput(const Image8& image, Rect window, bool mirrored, const Normalisation& normalisation) {
  const Rect whole{0, 0, image.width(), image.height()}, inside = window.intersected(whole);
  if (inside.empty()) throw ContractViolation("windowInput: outside the picture");
  Tensor input = inside == whole && !mirrored ? fromImage(image, normalisation.mean, normalisation.std)
                                              : fromImage(cut(image, inside, mirrored), normalisation.mean, normalisation.std);
  if (inside == window) return input;
  return torch::constant_pad_nd(input, {0, window.width - inside.width, 0, window.height - inside.height});
}

}  // namespace ssa

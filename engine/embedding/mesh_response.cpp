#include <ATen/ATen.h>

#include <cmath>
#include <numbers>

#include "engine/embedding/mesh_repulsion.h"
#include "engine/embedding/serial_tensors.h"

namespace ssa {
namespace {

/// Fourier transform of the B-spline of order 8 sampled at the nodes.
double splineResponse(double angle) {
  return (2416 + 2382 * std::cos(angle) + 240 * std::cos(2 * angle) + 2 * std::cos(3 * angle)) / 5040;
}
static_assert(cuda::kMeshOrder == 8);

}  // namespace

std::vector<float> meshResponse(const cuda::TsneMesh& mesh, int lanes) {
  const SerialTensors serial;
  const std::int64_t width = mesh.width, height = mesh.height;
  const double spacing = static_cast<double>(mesh.spacing);
  const at::Tensor x = at::arange(width, at::kDouble), y = at::arange(height + 1, at::kDouble);
  const at::Tensor squared = (x * x).unsqueeze(1) + (y * y).unsqueeze(0);  // (width,height+1), in node distances
  const at::Tensor kernel = (squared * (spacing * spacing) + 1).reciprocal();

  // The kernel is even in both directions, so its transforms are cosine sums: along x at the angles of the right-angle
  // convolution (the roots of X^width = i), along y at those of the padded cyclic one.
  const at::Tensor anglesX =
      std::numbers::pi / (2.0 * static_cast<double>(width)) - x * (2 * std::numbers::pi / static_cast<double>(width));
  at::Tensor cosX = at::cos(anglesX.unsqueeze(1) * x.unsqueeze(0)) * 2;  // (frequency,x)
  cosX.select(1, 0).fill_(1);
  const at::Tensor anglesY = y * (std::numbers::pi / static_cast<double>(height));
  at::Tensor cosY = at::cos(anglesY.unsqueeze(1) * y.unsqueeze(0)) * 2;  // (frequency,y)
  cosY.select(1, 0).fill_(1);
  cosY.select(1, height).mul_(0.5);
  const at::Tensor response = at::mm(at::mm(cosX, kernel), cosY.t()).contiguous();  // (width,height+1)

  std::vector<float> factors(static_cast<std::size_t>(width * (height + 1)));
  const double* const value = response.const_data_ptr<double>();
  const double* const angleX = anglesX.const_data_ptr<double>();
  const double* const angleY = anglesY.const_data_ptr<double>();
  for (std::int64_t a = 0; a < width; ++a) {
    for (std::int64_t b = 0; b <= height; ++b) {
      const double splines = splineResponse(angleX[a]) * splineResponse(angleY[b]);
      const double factor = value[a * (height + 1) + b] / (splines * splines * static_cast<double>(2 * width * height));
      factors[static_cast<std::size_t>(((a / lanes) * (height + 1) + b) * lanes + a % lanes)] = static_cast<float>(factor);
    }
  }
  return factors;
}

}  // namespace ssa

#include "tests/model/recipe.h"

#include <torch/torch.h>

#include <cmath>

namespace ssa::test {
namespace {

constexpr std::uint64_t kGolden = 0x9E3779B97F4A7C15ULL;

std::uint64_t fnv1a(const std::string& text) {
  std::uint64_t h = 0xcbf29ce484222325ULL;
  for (const char c : text) h = (h ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
  return h;
}

std::string lastPart(const std::string& name) { return name.substr(name.rfind('.') + 1); }

}  // namespace

RecipeStream::RecipeStream(const std::string& name, std::uint64_t seed) : state_(fnv1a(name) + seed * kGolden) {}

double RecipeStream::next() {
  state_ += kGolden;
  std::uint64_t z = state_;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
  z ^= z >> 31;
  return static_cast<double>(z >> 11) * 0x1p-53;
}

Tensor recipeValue(const std::string& name, const std::vector<std::int64_t>& shape, std::uint64_t seed, double gain) {
  const std::string last = lastPart(name);
  if (last == "num_batches_tracked") return at::zeros(shape, at::kLong);
  Tensor value = at::empty(shape, at::kFloat);
  float* const out = value.mutable_data_ptr<float>();
  const std::int64_t count = value.numel();
  if (last == "empty_weight") {
    value.fill_(1);
    out[count - 1] = 0.1F;
    return value;
  }
  RecipeStream stream(name, seed);
  const auto fill = [&](auto&& formula) {
    for (std::int64_t i = 0; i < count; ++i) out[i] = static_cast<float>(formula(stream.next()));
  };
  if (last == "running_mean" || last == "bias") {
    fill([](double u) { return 0.1 * (2 * u - 1); });
  } else if (last == "running_var" || (last == "weight" && shape.size() == 1)) {
    fill([](double u) { return 0.75 + 0.5 * u; });
  } else if (name.ends_with("center_pos.weight")) {
    fill([](double u) { return 2 * u - 1; });
  } else if (last == "weight") {
    const double fan = static_cast<double>(count) / static_cast<double>(shape[0]);
    fill([&](double u) { return (2 * u - 1) * std::sqrt(3 / fan) * gain; });
  } else {
    fill([](double u) { return 0.2 * (2 * u - 1); });
  }
  return value;
}

std::array<double, 3> digest(const Tensor& values, const std::string& name) {
  const Tensor flat = values.detach().to(at::kCPU, at::kDouble).contiguous();
  const double* v = flat.const_data_ptr<double>();
  RecipeStream stream("digest." + name, 0);
  std::array<double, 3> d{};
  for (std::int64_t i = 0; i < flat.numel(); ++i) {
    d[0] += v[i];
    d[1] += v[i] * v[i];
    d[2] += v[i] * (2 * stream.next() - 1);
  }
  d[1] = std::sqrt(d[1]);
  return d;
}

}  // namespace ssa::test

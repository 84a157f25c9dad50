#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "engine/tensor/tensor.h"

namespace ssa::test {

/// The weights of the golden data: a hash of the state name and a counter decide every number
/// (shared data, golden/README.md).
class RecipeStream {
 public:
  RecipeStream(const std::string& name, std::uint64_t seed);
  /// Next number in [0,1).
  double next();

 private:
  std::uint64_t state_;
};

/// Recipe value of a state tensor as float32; undefined for integer tensors, which keep their value.
Tensor recipeValue(const std::string& name, const std::vector<std::int64_t>& shape, std::uint64_t seed, double gain);

/// [sum, Euclidean norm, sum weighted by the recipe's signs under `digest.` + name], in double.
std::array<double, 3> digest(const Tensor& values, const std::string& name);

}  // namespace ssa::test

#include "engine/cuda/tsne_mesh_kernels.h"

#include <cmath>
#include <numbers>

#include "engine/core/result.h"
#include "engine/cuda/instruction_set.h"

namespace ssa::cuda {

FourierPlan fourierPlan(int length) {
  FourierPlan plan;
  plan.length = length;
  int rest = length;
  for (const int radix : {4, 2, 3, 5}) {
    while (rest % radix == 0) {
      plan.radices.push_back(radix);
      const int groups = rest / radix;
      for (int p = 0; p < groups; ++p) {
        for (int k = 1; k < radix; ++k) {
          const double angle = 2 * std::numbers::pi * p * k / rest;
          plan.twiddles.push_back(static_cast<float>(std::cos(angle)));
          plan.twiddles.push_back(static_cast<float>(std::sin(angle)));
        }
      }
      rest = groups;
    }
  }
  if (rest != 1) throw ContractViolation("fourierPlan: a length with a prime factor above 5");
  for (int x = 0; x < length; ++x) {
    const double angle = std::numbers::pi * x / (2.0 * length);
    plan.halfTurns.push_back(static_cast<float>(std::cos(angle)));
    plan.halfTurns.push_back(static_cast<float>(std::sin(angle)));
  }
  return plan;
}

const TsneMeshKernels& tsneMeshKernels() {
#if defined(__x86_64__)
  switch (instructionSet()) {
    case InstructionSet::avx512:
      return avx512TsneMeshKernels();
    case InstructionSet::avx2:
      return avx2TsneMeshKernels();
    case InstructionSet::baseline:
      break;
  }
#endif
  return baselineTsneMeshKernels();
}

}  // namespace ssa::cuda

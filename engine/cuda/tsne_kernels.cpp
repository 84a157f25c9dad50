#include "engine/cuda/tsne_kernels.h"

#include "engine/cuda/instruction_set.h"

namespace ssa::cuda {

const TsneKernels& tsneKernels() {
#if defined(__x86_64__)
  switch (instructionSet()) {
    case InstructionSet::avx512:
      return avx512TsneKernels();
    case InstructionSet::avx2:
      return avx2TsneKernels();
    case InstructionSet::baseline:
      break;
  }
#endif
  return baselineTsneKernels();
}

}  // namespace ssa::cuda

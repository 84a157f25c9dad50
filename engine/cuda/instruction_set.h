#pragma once

namespace ssa::cuda {

/// What the running processor offers the vector kernels; each has one build of every inner loop.
enum class InstructionSet { baseline, avx2, avx512 };
InstructionSet instructionSet();

}  // namespace ssa::cuda

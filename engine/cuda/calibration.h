#pragma once

namespace ssa::cuda {

/// What this machine reaches with our instruction set: single-precision multiply-adds (2 FLOP each) in
/// GFLOP/s, and memory read in GB/s (256 MB, best of seven). Half a second together.
double multiplyAddGflops(int threads);
double memoryReadGbps(int threads);

}  // namespace ssa::cuda

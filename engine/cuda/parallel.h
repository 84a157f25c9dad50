#pragma once

#include <functional>

namespace ssa::cuda {

/// Calls work(begin, end) on static, contiguous chunks of [0, count) with at most `threads` threads
/// (0 = all cores, the caller's included). Threads live for the call and never spin; the first
/// exception is rethrown.
void parallelChunks(int count, int threads, const std::function<void(int begin, int end)>& work);

}  // namespace ssa::cuda

#pragma once

#include <ATen/Parallel.h>

namespace ssa {

/// LibTorch's thread count for a scope. For engine/api sources only.
class TensorThreads {
 public:
  explicit TensorThreads(int threads) : before_(at::get_num_threads()) {
    if (threads != before_) at::set_num_threads(threads);
  }
  ~TensorThreads() {
    if (at::get_num_threads() != before_) at::set_num_threads(before_);
  }
  TensorThreads(const TensorThreads&) = delete;
  TensorThreads& operator=(const TensorThreads&) = delete;

 private:
  int before_;
};

}  // namespace ssa

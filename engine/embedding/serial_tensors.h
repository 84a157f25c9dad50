#pragma once

#include <ATen/Parallel.h>

namespace ssa {

/// LibTorch on one thread for a scope: sums over points then do not depend on the thread count, and the threads of a Team can
/// each run their own matrix products. For sources of this room only.
class SerialTensors {
 public:
  SerialTensors() : before_(at::get_num_threads()) { at::set_num_threads(1); }
  ~SerialTensors() { at::set_num_threads(before_); }
  SerialTensors(const SerialTensors&) = delete;
  SerialTensors& operator=(const SerialTensors&) = delete;

 private:
  int before_;
};

}  // namespace ssa

#pragma once

#include <memory>
#include <mutex>

#include "engine/api/device.h"
#include "engine/api/model.h"
#include "engine/models/segmentor.h"

namespace ssa {

/// What stands behind a Model. For engine sources only; whoever touches `segmentor` holds `mutex`.
struct Model::Impl {
  std::unique_ptr<Segmentor> segmentor;
  mutable std::mutex mutex;
  DeviceReport device;
  ModelInfo info;
};

}  // namespace ssa

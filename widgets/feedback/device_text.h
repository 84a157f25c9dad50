#pragma once

#include <QString>

#include "engine/api/device.h"

namespace ssa {

/// `CPU`, `CUDA:0`; empty before a device was chosen.
QString deviceTitle(const DeviceReport& report);
/// Why no graphics card is used, in words; empty when one is.
QString deviceReason(const DeviceReport& report);
/// What computes and why, in two lines.
QString deviceTip(const DeviceReport& report);

}  // namespace ssa

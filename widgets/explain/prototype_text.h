#pragma once

#include <QString>

#include "app/session/view_kind.h"
#include "engine/api/image_trace.h"

namespace ssa {

/// `Fixed S`, `Joint Q`: prototypes as the instruments name them.
QString prototypeTitle(PrototypeKind kind);
/// `SSA`, `Baseline`.
QString slotTitle(Slot slot);

}  // namespace ssa

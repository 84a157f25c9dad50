#pragma once

namespace ssa {

/// Sizes of all thread pools of the process, set here and nowhere else: the numeric libraries get every core,
/// Qt's own pool one thread fewer, so that the window stays quick while a network runs. The numeric libraries are
/// set on a thread of their own, because touching LibTorch takes time the first frame should not wait for.
void setThreadPools();

}  // namespace ssa

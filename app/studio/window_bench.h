#pragma once

namespace ssa {

/// The figures that need a window, printed as one JSON object per line: panning over a 16k picture against a 2k one in
/// the same run, and the time to the next picture when it was prefetched. Uses pictures it makes and settings of its own.
/// Returns the exit code. Needs a QApplication and OpenGL.
int runWindowBench();

}  // namespace ssa

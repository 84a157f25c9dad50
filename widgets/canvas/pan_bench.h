#pragma once

#include <QSize>

namespace ssa {

/// The panning bench: how much dearer a frame is over a huge picture than over a small one.
struct PanBenchOptions {
  int largeSide = 16384;  ///< picture of the first canvas, pixels
  int smallSide = 2048;
  QSize view{640, 480};  ///< of both canvases, device-independent pixels
  int frames = 500;      ///< measured per picture
  double zoom = 1;
  double step_px = 24;  ///< device pixels the picture moves per frame
};

/// The frames of one picture, each up to the end of the graphics card's work.
struct PanBenchFrames {
  double p50_ms = 0, p95_ms = 0, p99_ms = 0;  ///< by the clock on the wall
  double cpu_p50_ms = 0, cpu_p99_ms = 0;      ///< processor time of the whole process, software rendering and loading included
  int incomplete = 0;                         ///< frames that showed a coarser level somewhere
};

struct PanBenchResult {
  PanBenchFrames large, small;
  /// Of the 99th percentiles, large to small.
  double ratio() const { return small.p99_ms > 0 ? large.p99_ms / small.p99_ms : 0; }
  double cpuRatio() const { return small.cpu_p99_ms > 0 ? large.cpu_p99_ms / small.cpu_p99_ms : 0; }
  /// Others took the processor, and the wall clock says nothing: a usual frame lasted longer than the work in it, or
  /// the small picture, which brings no new tiles, has a tail of its own (1.2 where the machine is quiet).
  bool machineWasBusy() const {
    return (small.cpu_p50_ms > 1 && small.p50_ms > 1.25 * small.cpu_p50_ms) || small.p99_ms > 1.35 * small.p50_ms;
  }
};

/// Pans over a large and a small picture, both with a mask over them, taking turns every few frames so that whatever
/// else the machine does falls on both. Opens two windows; needs GL. Blocks for some seconds: benches and tests only.
PanBenchResult benchPanning(const PanBenchOptions& options = {});

}  // namespace ssa

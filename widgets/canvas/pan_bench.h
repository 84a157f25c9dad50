#pragma once

#include <QSize>

namespace ssa {

/// The panning bench: how much dearer a frame is over a huge picture than over a small one.
struct PanBenchOptions {
  int largeSide = 16384;  ///< picture of the first canvas, pixels
  int smallSide = 2048;
  QSize view{640, 480};  ///< of both canvases, device-independent pixels
  int frames = 200;      ///< measured per picture
  double zoom = 1;
  double step_px = 24;  ///< device pixels the picture moves per frame
};

/// Milliseconds of the frames of one picture, including the graphics card's work.
struct PanBenchFrames {
  double p50_ms = 0, p95_ms = 0, p99_ms = 0;
  int incomplete = 0;  ///< frames that showed a coarser level somewhere
};

struct PanBenchResult {
  PanBenchFrames large, small;
  double ratio() const { return small.p99_ms > 0 ? large.p99_ms / small.p99_ms : 0; }  ///< of the 99th percentiles
};

/// Pans over a large and a small picture, both with a mask over them, taking turns every few frames so that whatever
/// else the machine does falls on both. Opens two windows; needs GL. Blocks for some seconds: benches and tests only.
PanBenchResult benchPanning(const PanBenchOptions& options = {});

}  // namespace ssa

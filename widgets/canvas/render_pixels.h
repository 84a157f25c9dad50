#pragma once

#include <QImage>

#include "engine/core/stop.h"
#include "widgets/canvas/canvas.h"
#include "widgets/canvas/view_colours.h"

namespace ssa {

/// A view at data resolution, one picture pixel = one output pixel: what the shaders draw at 100 %, computed on
/// the CPU so that it needs no GL and no UI thread (within one step of 255 of the shaders). Without a picture
/// the mask lies on black. Null image: nothing to draw, or stopped.
QImage renderPixels(const ViewContent& content, const CanvasStyle& style, const IdColours& classes, StopToken stop = {});

}  // namespace ssa

#pragma once

#include <QColor>

namespace ssa {

/// Colour of the n-th curve on the grounds of the current theme; the first eight stay apart for colour-blind readers,
/// then they repeat.
QColor seriesColour(int index);

}  // namespace ssa

#pragma once

#include <QString>

namespace ssa {

struct Theme;

/// The style sheet over Fusion: flat bars, hairlines, 4-px corners, an 8-px grid.
///
/// Widgets choose a look by dynamic properties: `card`, `muted`, `caption`, `heading`, `badge`,
/// `segment` (`first`, `middle`, `last`), `tone` (`error`, `warning`, `info`).
QString styleSheet(const Theme& theme);

}  // namespace ssa

#pragma once

#include <QIcon>
#include <QLatin1String>

namespace ssa {

/// An icon of resources/icons in the colours of the current theme: text, faint when disabled, accent when
/// on. Follows a change of theme by itself and is sharp at every scale.
QIcon icon(QLatin1String name);
inline QIcon icon(const char* name) { return icon(QLatin1String(name)); }

/// One picture of an icon in a colour of one's own, `side_px` device-independent pixels.
QPixmap iconPixmap(QLatin1String name, const QColor& colour, int side_px, qreal device_pixel_ratio);

}  // namespace ssa

#pragma once

#include <QImage>
#include <QString>

#include <filesystem>

#include "engine/core/image8.h"

namespace ssa {

/// File names are bytes on disk and UTF-16 in Qt; these two go through the file system's encoding.
std::filesystem::path toPath(const QString& text);
QString fromPath(const std::filesystem::path& path);

/// A copy as QImage::Format_RGB888.
QImage toQImage(const Image8& image);
/// A copy; what is transparent is laid on white.
Image8 fromQImage(const QImage& image);

}  // namespace ssa

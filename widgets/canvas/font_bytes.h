#pragma once

#include <QFont>
#include <QString>

#include <cstddef>
#include <vector>

namespace ssa {

/// The fonts Qt would use for `text` in `font`, each as the bytes of a TrueType or OpenType file, the main font
/// first. Put together from the tables of the loaded fonts, so no file path is needed and collections work. Fonts
/// without outlines are left out.
std::vector<std::vector<std::byte>> fontFilesFor(const QFont& font, const QString& text);

}  // namespace ssa

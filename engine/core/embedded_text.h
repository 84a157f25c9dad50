#pragma once

#include <span>
#include <string_view>

namespace ssa {

/// A text file compiled into the program by ssa_embed_text (packaging/cmake/SsaEmbed.cmake).
struct EmbeddedText {
  std::string_view name;  ///< file name without folder and suffix
  std::string_view text;
};

/// The files of resources/labels, sorted by name.
extern const std::span<const EmbeddedText> kEmbeddedLabelTables;

}  // namespace ssa

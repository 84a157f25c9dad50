#pragma once

#include <string_view>

namespace ssa {

/// Well-formed UTF-8 without control characters.
bool isPrintableUtf8(std::string_view text);
/// Well-formed UTF-8 with line feeds and tabs allowed.
bool isTextUtf8(std::string_view text);

}  // namespace ssa

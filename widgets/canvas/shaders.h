#pragma once

#include <span>

#include "engine/core/embedded_text.h"

namespace ssa {

/// The files of resources/shaders.
extern const std::span<const EmbeddedText> kEmbeddedShaders;

}  // namespace ssa

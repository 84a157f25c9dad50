#pragma once

#include <vector>

#include "engine/training/optimizer.h"

namespace ssa {

/// Euclidean norm over all gradients, NaN or infinite where one of them is.
double gradientNorm(const std::vector<NamedParameter>& parameters);
/// Scales the gradients to `largest` where their norm `norm` is above it; 0 = never.
/// Source: torch's clip_grad_norm_.
void clipGradients(const std::vector<NamedParameter>& parameters, double norm, double largest);
void dropGradients(const std::vector<NamedParameter>& parameters);

}  // namespace ssa

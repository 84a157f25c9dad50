#pragma once

#include <QString>

#include "engine/api/predictor.h"

namespace ssa {

/// The options of a prediction as one line of JSON, every field that `describe` names. Equal options give
/// equal texts, so it is also a cache key.
QString toJson(const PredictOptions& options);

/// What the text says; a field that is absent, of another type or out of its range keeps its default.
PredictOptions predictOptionsFrom(const QString& json);

}  // namespace ssa

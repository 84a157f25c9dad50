#pragma once

#include <QString>

#include <optional>

namespace ssa {

/// The pair of models that ships with the program, and pictures to try it on (their masks lie beside them).
struct Sample {
  QString baseline;  ///< model folder
  QString ssa;       ///< model folder
  QString pictures;  ///< folder
};

/// The sample in `folder`, or, where that is empty, beside the installed program or in the sources it was built from.
/// Nothing when it is not whole: programs are moved about without their resources.
std::optional<Sample> findSample(const QString& folder = {});

}  // namespace ssa

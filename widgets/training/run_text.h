#pragma once

#include <QColor>
#include <QString>

#include <cstdint>
#include <string_view>

#include "app/session/training/run_snapshot.h"
#include "engine/losses/loss_options.h"

namespace ssa {

/// `training`, `paused`, `died`…
QString stateTitle(TrainerState state);
/// The same as a sentence with its cause: `stopped on request at 1,200 of 160,000`.
QString stateSentence(const RunSnapshot& run);
/// Colour of a state on the grounds of the theme.
QColor stateColour(TrainerState state);

/// What a loss term is, `Response distillation`; unknown keys stay as they are.
QString lossTitle(std::string_view key);
/// The factor of a term in the total: `× 10`; empty where the term has none of its own.
QString lossWeight(std::string_view key, const SsaLossOptions& options);

/// `2 h 05 min`, `45 s`; empty for what is not positive.
QString durationText(double seconds);
/// `1.3 GB`
QString bytesText(std::int64_t bytes);
/// `62.45`, or a dash.
QString scoreText(std::optional<double> percent);
/// `1,200 of 160,000`, or `1,200` where the plan is unknown.
QString progressText(std::int64_t done, std::int64_t planned);
QString dateText(std::int64_t unix_seconds);

}  // namespace ssa

#pragma once

#include <QString>

#include "app/session/jobs/job_queue.h"
#include "engine/core/error.h"

namespace ssa {

/// How loud a message is.
enum class Severity { info, warning, error };

/// What the user reads: what happened and why, and what to do about it.
struct Message {
  Severity severity = Severity::error;
  QString text;     ///< one sentence: what went wrong and its cause
  QString remedy;   ///< one sentence: what to do
  QString details;  ///< paths, lists of names, code; shown on request
};

/// The one place where codes become sentences. `subject` is the file or model the failure belongs to; it
/// stands in for a missing `path` argument.
Message messageFor(const Error& error, const QString& subject = {});
/// Text and remedy of an error as one line of words, for places that are not the message bar.
QString textAndRemedy(const Error& error, const QString& subject = {});
Message messageFor(const Warning& warning, const QString& subject = {});
/// Several warnings of one subject as one message: the gravest in the sentence, the others in the details.
Message messageFor(const Warnings& warnings, const QString& subject);

/// Warnings that say how a file was read and change nothing the user has to act on; panes list them, the
/// message bar does not.
bool isQuiet(WarningCode code);

/// `Predict`, `Open picture`…
QString jobTitle(JobKind kind);
/// A progress stage (`read`, `forward`, `upsample`…) in words; unknown ones give an empty text.
QString stageTitle(const QString& stage);

}  // namespace ssa

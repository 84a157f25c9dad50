#pragma once

#include <QObject>
#include <QString>

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "engine/api/comparison.h"
#include "engine/api/evaluator.h"

namespace ssa {

class Session;

/// What came of scoring the models of the slots: the masks that exist, and the differences between them.
struct EvaluationOutcome {
  std::optional<Evaluation> baseline;
  std::optional<Evaluation> ssa;                 ///< `refined` and, of an SSA classifier, `coarse`
  std::optional<Comparison> ssaAgainstBaseline;  ///< refined minus baseline
  std::optional<Comparison> ssaAgainstCoarse;    ///< refined minus coarse

  const MaskScores* baselineScores() const;
  const MaskScores* coarseScores() const;
  const MaskScores* refinedScores() const;
  const LabelSet& labels() const { return ssa ? ssa->labels : baseline->labels; }
};

/// Scores the models in the viewer's slots on a data set, as one job.
class EvaluationRun : public QObject {
  Q_OBJECT

 public:
  enum class State { none, running, finished, failed };
  struct Question {
    std::string path;
    std::string format;
    std::string split;
    bool baseline = true;  ///< score the baseline slot
    bool ssa = true;       ///< and the SSA slot
  };
  EvaluationRun(Session& session, QObject* parent);

  void start(const Question& question);
  void stop();
  State state() const { return state_; }
  /// 0..1; negative = unknown.
  double fraction() const;
  /// Of the last finished run; stays while another is going on.
  const std::shared_ptr<const EvaluationOutcome>& outcome() const { return outcome_; }
  const Error& error() const { return error_; }

 Q_SIGNALS:
  void changed();

 private:
  Session& session_;
  State state_ = State::none;
  quint64 job_ = 0;
  std::shared_ptr<const EvaluationOutcome> outcome_;
  Error error_{ErrorCode::stopped};
};

}  // namespace ssa

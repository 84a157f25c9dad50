#include "widgets/training/run_text.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <cmath>

#include "widgets/feedback/messages.h"
#include "widgets/theme/theme.h"

namespace ssa {
namespace {

struct RunText {
  Q_DECLARE_TR_FUNCTIONS(RunText)
};

std::string_view lastPart(std::string_view key) {
  const std::size_t dot = key.rfind('.');
  return dot == std::string_view::npos ? key : key.substr(dot + 1);
}

}  // namespace

QString stateTitle(TrainerState state) {
  switch (state) {
    case TrainerState::idle:
      return RunText::tr("not started");
    case TrainerState::starting:
      return RunText::tr("starting");
    case TrainerState::preparing:
      return RunText::tr("preparing");
    case TrainerState::running:
      return RunText::tr("training");
    case TrainerState::evaluating:
      return RunText::tr("evaluating");
    case TrainerState::paused:
      return RunText::tr("paused");
    case TrainerState::finished:
      return RunText::tr("finished");
    case TrainerState::stopped:
      return RunText::tr("stopped");
    case TrainerState::failed:
      return RunText::tr("failed");
    case TrainerState::died:
      return RunText::tr("died");
  }
  return {};
}

QString stateSentence(const RunSnapshot& run) {
  const QString at = run.iteration > 0 ? RunText::tr("at %1").arg(progressText(run.iteration, run.iterations)) : QString();
  const auto joined = [&at](const QString& words) { return at.isEmpty() ? words : words + QLatin1Char(' ') + at; };
  if (run.suspended) return joined(RunText::tr("halted from outside (SIGSTOP)"));
  if (run.stopAsked && isLiving(run.state)) return joined(RunText::tr("asked to stop; saves and ends"));
  if (run.pauseAsked && run.state == TrainerState::running) return joined(RunText::tr("asked to pause"));
  if (run.saveAsked && isLiving(run.state)) return joined(RunText::tr("asked to save"));
  if (run.state == TrainerState::stopped && run.reason == "requested") return joined(RunText::tr("stopped on request"));
  if (run.state == TrainerState::stopped && run.reason == "signal") return joined(RunText::tr("stopped by a signal"));
  if (run.state == TrainerState::died) return joined(RunText::tr("the trainer died without a word"));
  return joined(stateTitle(run.state));
}

QColor stateColour(TrainerState state) {
  const Theme& theme = Theme::current();
  switch (state) {
    case TrainerState::running:
    case TrainerState::evaluating:
      return theme.accent;
    case TrainerState::paused:
    case TrainerState::starting:
    case TrainerState::preparing:
      return theme.warning;
    case TrainerState::finished:
      return theme.success;
    case TrainerState::failed:
    case TrainerState::died:
      return theme.error;
    case TrainerState::idle:
    case TrainerState::stopped:
      break;
  }
  return theme.muted;
}

QString lossTitle(std::string_view key) {
  const std::string_view name = lastPart(key);
  if (name == "loss") return RunText::tr("Total loss");
  if (name == "loss_ce") return RunText::tr("Cross-entropy");
  if (name == "MainLoss") return RunText::tr("Cross-entropy, refined");
  if (name == "PreSelfLoss") return RunText::tr("Cross-entropy, coarse");
  if (name == "PreLoss") return RunText::tr("Cross-entropy, teacher");
  if (name == "KLLoss") return RunText::tr("Response distillation");
  if (name == "dice_pred") return RunText::tr("Dice, refined");
  if (name == "dice_gt") return RunText::tr("Dice, teacher");
  if (name == "disLoss") return RunText::tr("Semantic distillation");
  if (name == "pos_disLoss") return RunText::tr("Spatial distillation");
  return QString::fromUtf8(key.data(), static_cast<qsizetype>(key.size()));
}

QString lossWeight(std::string_view key, const SsaLossOptions& options) {
  const std::string_view name = lastPart(key);
  if (name == "loss") return {};
  double weight = 1;
  if (options.variant == LossVariant::reference) {
    if (name == "KLLoss") weight = options.response_weight;
    if (name == "disLoss") weight = options.semantic_weight;
    if (name == "pos_disLoss") weight = options.spatial_weight;
  }
  return QStringLiteral("× %1").arg(QLocale().toString(weight, 'g', 4));
}

QString durationText(double seconds) {
  if (!(seconds > 0) || !std::isfinite(seconds)) return {};
  const auto whole = static_cast<std::int64_t>(std::llround(seconds));
  if (whole < 60) return RunText::tr("%1 s").arg(whole);
  if (whole < 3600) return RunText::tr("%1 min %2 s").arg(whole / 60).arg(whole % 60, 2, 10, QLatin1Char('0'));
  return RunText::tr("%1 h %2 min").arg(whole / 3600).arg(whole % 3600 / 60, 2, 10, QLatin1Char('0'));
}

QString bytesText(std::int64_t bytes) {
  return QLocale().formattedDataSize(bytes, bytes < (1 << 30) ? 0 : 1, QLocale::DataSizeSIFormat);
}

QString scoreText(std::optional<double> percent) {
  return percent && std::isfinite(*percent) ? QLocale().toString(*percent, 'f', 2) : QStringLiteral("–");
}

QString progressText(std::int64_t done, std::int64_t planned) {
  const QLocale locale;
  if (planned <= 0) return locale.toString(static_cast<qlonglong>(done));
  return RunText::tr("%1 of %2")
      .arg(locale.toString(static_cast<qlonglong>(done)), locale.toString(static_cast<qlonglong>(planned)));
}

QString dateText(std::int64_t unix_seconds) {
  return unix_seconds > 0 ? QLocale().toString(QDateTime::fromSecsSinceEpoch(unix_seconds), QLocale::ShortFormat) : QString();
}

}  // namespace ssa

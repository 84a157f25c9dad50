#include "widgets/explain/study_text.h"

#include <QCoreApplication>
#include <QLocale>

#include "engine/metrics/small_objects.h"
#include "widgets/explain/quiet_table.h"

namespace ssa {
namespace {

QString studyWords(const char* text) { return QCoreApplication::translate("StudyText", text); }

}  // namespace

QString maskTitle(ViewKind view) {
  switch (view) {
    case ViewKind::baseline:
      return studyWords(QT_TRANSLATE_NOOP("StudyText", "Baseline"));
    case ViewKind::coarse:
      return studyWords(QT_TRANSLATE_NOOP("StudyText", "Coarse"));
    default:
      return studyWords(QT_TRANSLATE_NOOP("StudyText", "SSA"));
  }
}

QString pairTitle(const StudyPair& pair) {
  return pair.second ? QStringLiteral("%1 → %2").arg(maskTitle(pair.first), maskTitle(*pair.second)) : maskTitle(pair.first);
}

QString kindTitle(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::missedThinPart:
      return studyWords(QT_TRANSLATE_NOOP("StudyText", "Missed thin part"));
    case ErrorKind::shift:
      return studyWords(QT_TRANSLATE_NOOP("StudyText", "Shift"));
    case ErrorKind::doubtfulTruth:
      return studyWords(QT_TRANSLATE_NOOP("StudyText", "Doubtful truth"));
    case ErrorKind::leak:
      return studyWords(QT_TRANSLATE_NOOP("StudyText", "Leak"));
    case ErrorKind::island:
      break;
  }
  return studyWords(QT_TRANSLATE_NOOP("StudyText", "Island"));
}

QString binTitle(int bin) {
  const QLocale locale;
  const auto number = [&locale](std::int64_t value) { return locale.toString(static_cast<qlonglong>(value)); };
  const auto at = static_cast<std::size_t>(bin);
  if (at + 1 < kObjectBins_px.size())
    return studyWords(QT_TRANSLATE_NOOP("StudyText", "%1–%2 px"))
        .arg(number(kObjectBins_px[at]), number(kObjectBins_px[at + 1] - 1));
  return studyWords(QT_TRANSLATE_NOOP("StudyText", "from %1 px")).arg(number(kObjectBins_px[at]));
}

QString estimateText(const Estimate& estimate, int digits, bool signedValue) {
  const auto text = [=](double value) { return signedValue ? changeText(value, digits) : numberText(value, digits); };
  if (!estimate.value) return QStringLiteral("–");
  if (!estimate.interval) return text(*estimate.value);
  return QStringLiteral("%1 [%2, %3]").arg(text(*estimate.value), text(estimate.interval->low), text(estimate.interval->high));
}

Verdict verdictOf(const Estimate& difference, bool moreIsBetter) {
  if (!difference.value || !difference.interval || difference.interval->contains(0)) return Verdict::open;
  return (*difference.value > 0) == moreIsBetter ? Verdict::better : Verdict::worse;
}

}  // namespace ssa

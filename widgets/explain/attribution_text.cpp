#include "widgets/explain/attribution_text.h"

#include <QCoreApplication>
#include <QLocale>

#include "widgets/explain/study_text.h"

namespace ssa {
namespace {

class AttributionText {
  Q_DECLARE_TR_FUNCTIONS(AttributionText)
};

QString countOf(std::int64_t count) { return QLocale().toString(static_cast<qlonglong>(count)); }

}  // namespace

QString headTitle(Slot slot, MaskKind head) {
  return maskTitle(slot == Slot::baseline ? ViewKind::baseline : head == MaskKind::coarse ? ViewKind::coarse : ViewKind::refined);
}

QString sentenceOf(const AttributionSide& side) {
  const QString title = headTitle(side.slot, side.head);
  if (!side.cam) return AttributionText::tr("%1: its network has no such stage.").arg(title);
  const QLocale locale;
  const GradCam& cam = *side.cam;
  switch (cam.empty) {
    case EmptyMap::noPixels:
      return AttributionText::tr("%1: no pixel belongs to the score, so there is no map.").arg(title);
    case EmptyMap::noGradient:
      return AttributionText::tr("%1: the score does not depend on this stage.").arg(title);
    case EmptyMap::nothingAgrees:
      return AttributionText::tr("%1: the weighted sum of the channels is nowhere positive.").arg(title);
    case EmptyMap::no:
      break;
  }
  return AttributionText::tr("%1: score %2 over %3 pixels, largest %4, %5 % of the map on the class.")
      .arg(title, locale.toString(cam.score, 'f', 1), countOf(cam.pixels), locale.toString(cam.largest, 'g', 3),
           locale.toString(side.onClass.value_or(0), 'f', 1));
}

QString sentenceOf(const OcclusionSide& side) {
  const QString title = headTitle(side.slot, side.head);
  if (side.map.pixels == 0) return AttributionText::tr("%1: no pixel belongs to the score.").arg(title);
  const QLocale locale;
  return AttributionText::tr("%1: of the score %2, covering one place takes between %3 and %4.")
      .arg(title, locale.toString(side.map.score, 'f', 1), locale.toString(side.map.lowest, 'f', 1),
           locale.toString(side.map.highest, 'f', 1));
}

QString sentenceOf(const CoveredSide& side) {
  const QLocale locale;
  const OccludedRectangle& made = side.result;
  return AttributionText::tr("%1: score %2 → %3; %4 pixels changed, %5 of them outside the rectangle.")
      .arg(headTitle(side.slot, side.head), locale.toString(made.scoreBefore, 'f', 1), locale.toString(made.scoreAfter, 'f', 1),
           countOf(made.changed), countOf(made.changedOutside));
}

}  // namespace ssa

#include "widgets/explain/map_note.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QLocale>

#include <algorithm>

#include "widgets/feedback/messages.h"

namespace ssa {
namespace {

constexpr qsizetype kNamed = 3;  // pictures named in the note; the tool tip has all

struct Words {
  Q_DECLARE_TR_FUNCTIONS(MapNote)
};

bool outOfPerceptron(PrototypeKind kind) {
  return kind == PrototypeKind::semantic || kind == PrototypeKind::spatial || kind == PrototypeKind::teacherSemantic;
}

}  // namespace

Instrument::About aboutMap() {
  return {
      Words::tr("Map of pixel features"),
      Words::tr(
          "Every cell of the picture becomes a point; cells whose features are alike lie together, and the prototypes stand "
          "among them. Side by side, the two maps show whether adaptation moves prototypes into the clouds of their "
          "classes."),
      Words::tr(
          "Points are cells of the feature grid, shapes are prototypes; a line leads from a fixed prototype to what it became. "
          "Drag to draw a lasso (Shift adds, Ctrl takes away), the wheel zooms, the middle button or Space moves. In three "
          "dimensions dragging turns the cloud and Shift draws the lasso.\n\n"
          "A map may be of several pictures: the models look at one after another, and cells are drawn from each, class by "
          "class. A click on a point opens its picture and lights its cell; the map stays. Small shapes are the adapted "
          "prototypes of one picture each.\n\n"
          "On the map of one picture in F + P_f, drag a star: the class turns towards the cells under the hand, wholly where "
          "they lie, and the "
          "mask follows. The change is the one of “What if”: it can be undone and saved.\n\n"
          "t-SNE keeps neighbourhoods, not distances: how far apart two clouds lie, and how large they are, means nothing. The "
          "two maps are made separately, so places in one mean nothing in the other. KL says how badly neighbourhoods are kept "
          "(0 is best); the share of kept neighbours says it in plain numbers. Above 4,000 points a mesh replaces the sum over "
          "all pairs: the force error compares the two on 512 points.\n\n"
          "The numbers below are taken in the feature space itself, not on the map: they can be compared between the models."),
      Words::tr("p_j|i ∝ exp(−d(f_i, f_j)² / 2σ_i²),  p_ij = (p_j|i + p_i|j) / 2N\n"
                "q_ij ∝ 1 / (1 + |y_i − y_j|²)\n"
                "KL = Σ p_ij log(p_ij / q_ij) → minimum over y\n"
                "silhouette = mean of (b − a) / max(a, b)\n"
                "drag to y: Q' = |Q_k| unit((1 − a) Q_k/|Q_k| + a unit(m)),\n"
                "  m = Σ w_i G_i/|G_i| over the 15 cells nearest to y,\n"
                "  w_i = exp(−|y − y_i|² / 2h²), h the farthest of them,\n"
                "  a = |y − y_k| / (|y − y_k| + d), d the nearest of them")};
}

QString noteOfSpace(const MapQuestion& question) {
  QStringList words{question.space == FeatureSpace::joint
                        ? Words::tr("F + P_f with the final centres Q: here the refined decision is made, by cosine; cells and "
                                    "centres may be compared.")
                        : Words::tr("F with S: here the coarse decision is made, by dot product; cells, S and the coarse centres "
                                    "may be compared.")};
  if (std::any_of(question.kinds.begin(), question.kinds.end(), outOfPerceptron))
    words +=
        Words::tr("S_p and P_p come out of a perceptron and share no space with the cells: compare them among themselves only.");
  return words.join(QLatin1Char(' '));
}

QString noteOfPictures(const MapPoints& points) {
  if (points.pictures.size() < 2) return {};
  const bool adapted =
      std::any_of(points.prototypes.begin(), points.prototypes.end(), [](const auto& one) { return one.picture >= 0; });
  if (!adapted) return {};
  const QLocale locale;
  QString words = Words::tr(
      "Small shapes belong to one picture each and decide there alone, so they are not averaged; shown are the classes that the "
      "picture shows.");
  if (points.picturesWithPrototypes < points.pictures.size())
    words += QLatin1Char(' ') + Words::tr("Those of %1 of %2 pictures are on the map, evenly spread.")
                                    .arg(locale.toString(static_cast<qlonglong>(points.picturesWithPrototypes)),
                                         locale.toString(static_cast<qlonglong>(points.pictures.size())));
  return words;
}

QString noteOfTracing(const MapRun::Tracing& tracing) {
  const QLocale locale;
  QStringList words;
  if (tracing.all < tracing.offered)
    words +=
        Words::tr("%1 of %2 pictures are taken, evenly spread: more would leave too few points to each.")
            .arg(locale.toString(static_cast<qlonglong>(tracing.all)), locale.toString(static_cast<qlonglong>(tracing.offered)));
  if (!tracing.skipped.empty()) {
    QStringList names;
    for (const MapRun::Tracing::Skipped& one : tracing.skipped)
      if (names.size() < kNamed) names += QFileInfo(one.path).fileName();
    if (static_cast<qsizetype>(tracing.skipped.size()) > kNamed) names += QStringLiteral("…");
    words += Words::tr("Left out, %1 of %2: %3.")
                 .arg(locale.toString(static_cast<qlonglong>(tracing.skipped.size())),
                      locale.toString(static_cast<qlonglong>(tracing.all)), names.join(QStringLiteral(", ")));
  }
  return words.join(QLatin1Char(' '));
}

QString skippedText(const MapRun::Tracing& tracing) {
  QStringList lines;
  for (const MapRun::Tracing::Skipped& one : tracing.skipped)
    lines += QFileInfo(one.path).fileName() + QStringLiteral(": ") + messageFor(one.error, one.path).text;
  return lines.join(QLatin1Char('\n'));
}

}  // namespace ssa

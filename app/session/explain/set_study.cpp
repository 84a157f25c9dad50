#include "app/session/explain/set_study.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "app/session/qt_convert.h"

namespace ssa {
namespace {

StudySide sideOf(const ExplainSubject& subject, ViewKind view) {
  const Slot slot = view == ViewKind::baseline ? Slot::baseline : Slot::ssa;
  return {subject.model(slot).get(), view == ViewKind::coarse ? MaskKind::coarse : MaskKind::refined};
}

}  // namespace

std::vector<StudyPair> studyPairs(const ExplainSubject& subject) {
  const bool baseline = subject.model(Slot::baseline) != nullptr, ssa = subject.model(Slot::ssa) != nullptr,
             coarse = subject.isAdaptive(Slot::ssa);
  std::vector<StudyPair> pairs;
  if (baseline && ssa) pairs.push_back({ViewKind::baseline, ViewKind::refined});
  if (coarse) pairs.push_back({ViewKind::coarse, ViewKind::refined});
  if (baseline && coarse) pairs.push_back({ViewKind::baseline, ViewKind::coarse});
  if (pairs.empty() && baseline) pairs.push_back({ViewKind::baseline, {}});
  if (pairs.empty() && ssa) pairs.push_back({ViewKind::refined, {}});
  return pairs;
}

Result<ErrorStudy> studySet(const ExplainSubject& subject, const StudyPair& pair, const QString& folder,
                            const DatasetChoice& choice, StopToken stop, ProgressSink& progress) {
  const auto data = openDataset(toPath(folder), choice, stop);
  if (!data) return data.error();
  std::vector<StudySide> sides{sideOf(subject, pair.first)};
  if (pair.second) sides.push_back(sideOf(subject, *pair.second));
  return studyErrors(sides, data->value, {}, std::move(stop), progress);
}

std::vector<std::size_t> worstFirst(const ErrorStudy& study) {
  std::vector<std::size_t> order(study.pictures.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&study](std::size_t a, std::size_t b) {
    const StudiedImage &x = study.pictures[a], &y = study.pictures[b];
    return x.wrong.back() != y.wrong.back() ? x.wrong.back() > y.wrong.back() : x.name < y.name;
  });
  return order;
}

}  // namespace ssa

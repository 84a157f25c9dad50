#include "engine/datasets/recognise.h"

#include <algorithm>

#include "engine/datasets/layout.h"

namespace ssa {
namespace {

DatasetCandidate candidateOf(const layout::Fit& fit, const std::filesystem::path& root, const StopToken& stop) {
  DatasetCandidate candidate;
  candidate.format = fit.format->id;
  candidate.rank = fit.format->rank;
  candidate.ownLabels = layout::isFile(root / "labels.json");
  for (const DatasetPlace& place : fit.places) {
    FoundSplit split{place, 0, 0, {}};
    if (auto dataset = layout::openPlace(*fit.format, root, place, stop); dataset) {
      split.pairs = static_cast<int>(dataset->value.samples.size());
      split.unpaired = static_cast<int>(dataset->warnings.size());
      if (!candidate.labels) candidate.labels = std::move(dataset->value.labels);
    } else {
      split.error = dataset.error();
    }
    candidate.splits.push_back(std::move(split));
  }
  return candidate;
}

RecognitionReason reasonFor(const std::vector<layout::Fit>& fits) {
  if (fits.empty()) return RecognitionReason::nothingKnown;
  if (fits.size() == 1) return RecognitionReason::onlyLayout;
  return fits[0].format->rank > fits[1].format->rank ? RecognitionReason::mostSpecific : RecognitionReason::ambiguous;
}

}  // namespace

std::string_view name(RecognitionReason reason) {
  switch (reason) {
    case RecognitionReason::onlyLayout:
      return "only_layout";
    case RecognitionReason::mostSpecific:
      return "most_specific";
    case RecognitionReason::ambiguous:
      return "ambiguous";
    case RecognitionReason::nothingKnown:
      return "nothing_known";
  }
  return "nothing_known";
}

Result<Recognition> recogniseDataset(const std::filesystem::path& root, StopToken stop) {
  SSA_TRY(layout::checkRoot(root));
  const std::vector<layout::Fit> fits = layout::fitting(root);
  Recognition recognition{root, {}, {}, reasonFor(fits)};
  for (const layout::Fit& fit : fits) recognition.candidates.push_back(candidateOf(fit, root, stop));
  if (stop.stop_requested()) return ErrorCode::stopped;
  if (!fits.empty() && recognition.reason != RecognitionReason::ambiguous) recognition.decision = fits[0].format->id;
  return recognition;
}

}  // namespace ssa

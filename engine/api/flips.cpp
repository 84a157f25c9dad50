#include "engine/api/flips.h"

#include <torch/torch.h>

#include <algorithm>
#include <map>
#include <utility>

#include "engine/api/guard.h"
#include "engine/api/image_trace_impl.h"

namespace ssa {
namespace {

FlipOutcome outcomeOf(std::uint8_t from, std::uint8_t to, const std::uint8_t* truth) {
  if (!truth) return from == to ? FlipOutcome::same : FlipOutcome::changed;
  if (*truth == kIgnore) return FlipOutcome::ignored;
  const bool before = from == *truth, after = to == *truth;
  if (before) return after ? FlipOutcome::stillRight : FlipOutcome::broke;
  if (after) return FlipOutcome::fixed;
  return from == to ? FlipOutcome::stillWrong : FlipOutcome::otherWrong;
}

/// Flows between two masks, added to `transition`; pixels of ignored truth are counted in the totals alone.
void addFlows(const LabelMap& from, const LabelMap& to, const LabelMap* truth, FlipTransition& transition) {
  std::map<std::pair<int, int>, FlipLink> links;
  for (const FlipLink& link : transition.links) links[{link.fromClass, link.toClass}] = link;
  const auto a = from.labels(), b = to.labels();
  FlipLink* last = nullptr;  // neighbours mostly flow alike
  for (std::size_t i = 0; i < a.size(); ++i) {
    const FlipOutcome outcome = outcomeOf(a[i], b[i], truth ? &truth->labels()[i] : nullptr);
    ++transition.byOutcome[static_cast<int>(outcome)];
    if (outcome == FlipOutcome::ignored) continue;
    if (!last || last->fromClass != a[i] || last->toClass != b[i]) {
      last = &links[{a[i], b[i]}];
      last->fromClass = a[i];
      last->toClass = b[i];
    }
    ++last->pixels;
    ++last->byOutcome[static_cast<int>(outcome)];
  }
  transition.links.clear();
  for (auto& [key, link] : links) transition.links.push_back(link);
}

/// Stage masks of one picture, in order.
Result<std::vector<std::pair<FlipStage, LabelMap>>> stageMasks(const ImageTrace& trace) {
  const ImageTrace::Impl& impl = trace.impl();
  if (!impl.info.hasSsa) return lacks(impl.info, "an SSA model");
  const AnalysisScope scope;
  const SsaTrace& t = impl.trace;
  const SsaClassifier& classifier = impl.classifier->classifier();
  std::vector<std::pair<FlipStage, LabelMap>> masks;
  masks.emplace_back(FlipStage::coarse, impl.maskOf(t.coarse));
  if (impl.info.hasSemantic && impl.info.hasSpatial) {
    const Tensor semantic = classifier.project(t.semanticPrototype);
    masks.emplace_back(FlipStage::semanticOnly,
                       impl.maskOf(classifier.cosineLogits(t, semantic, SsaClassifier::Pixels::decoder)));
    const Tensor spatial = classifier.project(impl.classifier->fixedPrototypes().unsqueeze(0) + t.spatialPrototype);
    masks.emplace_back(FlipStage::spatialOnly, impl.maskOf(classifier.cosineLogits(t, spatial, SsaClassifier::Pixels::joint)));
  }
  masks.emplace_back(FlipStage::both, impl.maskOf(t.logits));
  return masks;
}

/// The transitions that stages in this order have.
std::vector<std::pair<FlipStage, FlipStage>> pairsOf(const std::vector<FlipLedger::Stage>& stages) {
  std::vector<std::pair<FlipStage, FlipStage>> pairs;
  for (std::size_t s = 1; s < stages.size(); ++s) pairs.emplace_back(stages[s - 1].stage, stages[s].stage);
  if (stages.size() > 2) pairs.emplace_back(stages.front().stage, stages.back().stage);
  return pairs;
}

Result<FlipLedger> makeLedger(const ImageTrace& trace, const LabelMap* truth) {
  const int classes = trace.info().classes;
  auto masks = stageMasks(trace);
  if (!masks) return std::move(masks).error();
  if (truth) {
    SSA_TRY(checkIds(*truth, classes));
    ConfusionMatrix sizes(classes);
    SSA_TRY(sizes.add(masks->front().second, *truth));
  }
  FlipLedger ledger;
  ledger.hasTruth = truth != nullptr;
  for (auto& [stage, mask] : *masks) {
    FlipLedger::Stage one{stage, std::move(mask), std::vector<std::int64_t>(static_cast<std::size_t>(classes)), {}};
    for (std::size_t i = 0; i < one.mask.labels().size(); ++i)
      if (!truth || truth->labels()[i] != kIgnore) ++one.pixels[one.mask.labels()[i]];
    if (truth) {
      ConfusionMatrix confusion(classes);
      SSA_TRY(confusion.add(one.mask, *truth));
      one.scores = computeScores(confusion);
    }
    ledger.stages.push_back(std::move(one));
  }
  for (const auto& [from, to] : pairsOf(ledger.stages)) {
    FlipTransition transition{from, to, {}, {}};
    addFlows(ledger.find(from)->mask, ledger.find(to)->mask, truth, transition);
    ledger.transitions.push_back(std::move(transition));
  }
  return ledger;
}

}  // namespace

const FlipLedger::Stage* FlipLedger::find(FlipStage stage) const {
  const auto found = std::find_if(stages.begin(), stages.end(), [&](const Stage& one) { return one.stage == stage; });
  return found == stages.end() ? nullptr : &*found;
}

const FlipTransition* FlipLedger::find(FlipStage from, FlipStage to) const {
  const auto found = std::find_if(transitions.begin(), transitions.end(),
                                  [&](const FlipTransition& one) { return one.from == from && one.to == to; });
  return found == transitions.end() ? nullptr : &*found;
}

Result<FlipLedger> flipLedger(const ImageTrace& trace, const LabelMap* truth) {
  return guarded([&] { return makeLedger(trace, truth); });
}

Result<LabelMap> flipMap(const FlipLedger& ledger, FlipStage from, FlipStage to, const LabelMap* truth) {
  return guarded([&]() -> Result<LabelMap> {
    const FlipLedger::Stage *first = ledger.find(from), *second = ledger.find(to);
    if (!first || !second || first->mask.empty() || second->mask.empty())
      return Error(ErrorCode::badOption, {{"option", "stage"}, {"value", ""}, {"expected", "stages of this ledger"}});
    if (truth && truth->size() != first->mask.size()) throw ContractViolation("flip map: truth of another size");
    LabelMap map(first->mask.size());
    for (std::size_t i = 0; i < map.labels().size(); ++i)
      map.labels()[i] = static_cast<std::uint8_t>(
          outcomeOf(first->mask.labels()[i], second->mask.labels()[i], truth ? &truth->labels()[i] : nullptr));
    return map;
  });
}

Result<FlipLedger> flipsOverSet(std::shared_ptr<const Model> model, const Dataset& dataset, const PredictOptions& options,
                                StopToken stop, ProgressSink& progress) {
  return guarded([&]() -> Result<FlipLedger> {
    FlipLedger set;
    set.hasTruth = true;
    set.images = 0;
    std::vector<ConfusionMatrix> confusions;
    auto skipped = walkTraces(
        model, dataset, options,
        [&](const TracedSample& sample) -> Result<void> {
          if (sample.truth.empty()) return Error(ErrorCode::fileNotFound, {{"path", sample.sample->image.string()}});
          auto one = flipLedger(*sample.trace, &sample.truth);
          if (!one) return std::move(one).error();
          if (set.stages.empty()) {
            for (const FlipLedger::Stage& stage : one->stages) {
              set.stages.push_back({stage.stage, {}, std::vector<std::int64_t>(stage.pixels.size()), {}});
              confusions.emplace_back(model->info().config.num_classes);
            }
            for (const FlipTransition& transition : one->transitions)
              set.transitions.push_back({transition.from, transition.to, {}, {}});
          }
          for (std::size_t s = 0; s < set.stages.size(); ++s) {
            SSA_TRY(confusions[s].add(one->stages[s].mask, sample.truth));
            for (std::size_t k = 0; k < set.stages[s].pixels.size(); ++k) set.stages[s].pixels[k] += one->stages[s].pixels[k];
          }
          for (FlipTransition& transition : set.transitions)
            addFlows(one->find(transition.from)->mask, one->find(transition.to)->mask, &sample.truth, transition);
          ++set.images;
          return {};
        },
        stop, progress);
    if (!skipped) return std::move(skipped).error();
    set.skipped = std::move(*skipped);
    for (std::size_t s = 0; s < set.stages.size(); ++s) set.stages[s].scores = computeScores(confusions[s]);
    return set;
  });
}

}  // namespace ssa

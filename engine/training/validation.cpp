#include "engine/training/validation.h"

#include <torch/torch.h>

#include <algorithm>
#include <chrono>
#include <optional>

#include "engine/image/write.h"
#include "engine/inference/inference.h"
#include "engine/metrics/iou.h"
#include "engine/runs/run_folder.h"
#include "engine/training/freezing.h"
#include "engine/training/run_clock.h"

namespace ssa {
namespace {

namespace fs = std::filesystem;

/// Evaluation mode for a scope, and a float32 twin where the network computes in double.
class Scored {
 public:
  explicit Scored(Segmentor& network) : network_(network), wasTraining_(network.module().is_training()) {
    const auto parameters = network.module().parameters();
    if (!parameters.empty() && parameters.front().scalar_type() == at::kDouble) {
      auto made = makeSegmentor(network.config());
      if (!made) throw ContractViolation("validation: " + made.error().toString());
      twin_ = *std::move(made);
      if (auto copied = loadState(*twin_, saveState(network)); !copied)
        throw ContractViolation("validation: " + copied.error().toString());
    }
    network.module().eval();
  }
  ~Scored() {
    if (wasTraining_) setTrainingMode(network_);
  }
  Scored(const Scored&) = delete;
  Scored& operator=(const Scored&) = delete;
  Segmentor& network() { return twin_ ? *twin_ : network_; }

 private:
  Segmentor& network_;
  std::unique_ptr<Segmentor> twin_;
  bool wasTraining_;
};

EvalEvent scored(const ConfusionMatrix& confusion, const LabelSet& labels, std::int64_t iteration, const char* masks) {
  const Scores scores = computeScores(confusion);
  EvalEvent event;
  event.iteration = iteration;
  event.masks = masks;
  event.mIoU = scores.mIoU.value_or(0);
  event.mAcc = scores.mAcc.value_or(0);
  event.aAcc = scores.aAcc.value_or(0);
  for (std::size_t id = 0; id < labels.classes.size(); ++id)
    event.classIoU.emplace_back(labels.classes[id].name, scores.classes[id].iou);
  return event;
}

/// `seq1/0007` as one file name.
std::string flatName(std::string name) {
  std::replace(name.begin(), name.end(), '/', '_');
  return name;
}

Result<SampleEvent> writeSample(const DatasetSample& sample, const InferenceResult& masks, const ValidationOptions& options) {
  const fs::path folder = fs::path(kRunSamplesName) / paddedIteration(options.iteration);
  std::error_code fault;
  fs::create_directories(options.run / folder, fault);
  if (fault) return errorFromErrno(fault.value(), options.run / folder, true);
  SampleEvent event;
  event.iteration = options.iteration;
  // Whoever follows the run stands in another folder.
  std::error_code unknown;
  event.image = std::filesystem::absolute(sample.image, unknown).string();
  event.truth = std::filesystem::absolute(sample.mask, unknown).string();
  const std::string name = flatName(sample.name);
  event.mask = (folder / (name + ".png")).generic_string();
  SSA_TRY(writeFile(options.run / event.mask, encodeIndexPng(masks.refined)));
  if (masks.coarse.empty()) return event;
  event.coarse = (folder / (name + ".coarse.png")).generic_string();
  SSA_TRY(writeFile(options.run / event.coarse, encodeIndexPng(masks.coarse)));
  return event;
}

}  // namespace

Result<double> validate(Segmentor& network, const ValidationSet& set, const ValidationOptions& options,
                        const std::function<void(const RunEvent&)>& tell, StopToken stop) {
  const auto started = std::chrono::steady_clock::now();
  Scored guarded(network);
  const bool hasCoarse = network.config().classifier == ClassifierKind::ssa;
  ConfusionMatrix refined(set.labels.count()), coarse(set.labels.count());
  std::optional<Error> firstFault;
  NoProgress quiet;
  int scoredPairs = 0;
  const int count = options.firstImages > 0 ? std::min(options.firstImages, set.source->size()) : set.source->size();
  const auto skip = [&](int index, const Error& error) {
    const auto& sample = set.samples[static_cast<std::size_t>(index)];
    tell(eventNow(WarningEvent{{WarningCode::fileSkipped, {{"path", sample.image.string()}, {"reason", error.toString()}}}}));
    if (!firstFault) firstFault = error;
  };
  for (int i = 0; i < count; ++i) {
    if (stop.stop_requested()) return ErrorCode::stopped;
    auto pair = set.source->read(i);
    if (!pair) {
      skip(i, pair.error());
      continue;
    }
    InferenceOptions how;
    how.picture = pair->image.size();
    how.keepLogits = false;
    how.threads = options.threads;
    auto masks = infer(guarded.network(), {{std::make_shared<Image8>(std::move(pair->image)), false}}, how, stop, quiet);
    if (!masks) return std::move(masks).error();
    if (auto added = refined.add(masks->refined, pair->labels); !added) {
      skip(i, added.error());
      continue;
    }
    if (hasCoarse) SSA_TRY(coarse.add(masks->coarse, pair->labels));
    ++scoredPairs;
    if (i >= options.sampleImages) continue;
    auto sample = writeSample(set.samples[static_cast<std::size_t>(i)], *masks, options);
    if (sample)
      tell(eventNow(*std::move(sample)));
    else
      tell(eventNow(ErrorEvent{sample.error()}));
  }
  if (scoredPairs == 0) return firstFault ? *firstFault : Error(ErrorCode::nothingToLearn, {{"path", options.run.string()}});
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
  EvalEvent first = scored(refined, set.labels, options.iteration, "refined");
  first.seconds = seconds;
  const double mIoU = first.mIoU;
  tell(eventNow(std::move(first)));
  if (!hasCoarse) return mIoU;
  EvalEvent second = scored(coarse, set.labels, options.iteration, "coarse");
  second.seconds = seconds;
  tell(eventNow(std::move(second)));
  return mIoU;
}

}  // namespace ssa

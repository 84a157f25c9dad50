#include "engine/api/training_setup.h"

#include <torch/torch.h>

#include <algorithm>

#include "engine/api/model_folder.h"
#include "engine/api/model_impl.h"
#include "engine/datasets/dataset_source.h"
#include "engine/training/freezing.h"

namespace ssa {
namespace {

namespace fs = std::filesystem;

Error badOption(const char* option, std::string value, std::string expected) {
  return {ErrorCode::badOption, {{"option", option}, {"value", std::move(value)}, {"expected", std::move(expected)}}};
}

/// Weights to start from.
struct Start {
  ModelInfo info;
  Checkpoint state;
};

Result<Loaded<Start>> readStart(const std::string& path, StopToken stop, ProgressSink& progress) {
  OpenModelOptions options;
  options.device = "cpu";
  options.strict = false;
  auto model = openModel(path, options, std::move(stop), &progress);
  if (!model) return std::move(model).error();
  Loaded<Start> start;
  start.value.info = model->value->info();
  start.value.state = saveState(*model->value->impl().segmentor);
  start.warnings = std::move(model->warnings);
  return start;
}

/// The initial network of `config`: seeded, and for SSA equal to the plain one of the same seed in all they share.
Result<std::unique_ptr<Segmentor>> seeded(const ModelConfig& config, std::uint64_t seed) {
  auto network = makeSegmentor(config, seed);
  if (!network || config.classifier == ClassifierKind::plain) return network;
  ModelConfig plain = config;
  plain.classifier = ClassifierKind::plain;
  auto twin = makeSegmentor(plain, seed);
  if (!twin) return twin;
  if (auto copied = loadState(**network, saveState(**twin), false); !copied) return copied.error();
  return network;
}

/// Weights of `start` where they fit. What a plain checkpoint lacks of SSA, and a classifier of another number of
/// classes, keeps its seeded values.
Result<void> takeOver(Segmentor& network, const Start& start, const TrainConfig& config, Warnings& warnings) {
  const auto loaded = loadState(network, start.state, false);
  if (!loaded) return loaded.error();
  std::vector<std::string> fresh = loaded->missing;
  for (const std::string& text : loaded->wrongShape) fresh.push_back(text.substr(0, text.find(':')));
  const auto isClassifier = [](const std::string& name) {
    return isAdaptation(name) || name.starts_with("decode_head.conv_seg.") || name.starts_with("decode_head.ssa_loss.");
  };
  const auto foreign = std::find_if_not(fresh.begin(), fresh.end(), isClassifier);
  if (foreign != fresh.end())
    return Error(ErrorCode::keysMismatch, {{"path", config.weights}, {"missing", *foreign}, {"unexpected", ""}, {"shapes", ""}});
  if (!fresh.empty())
    warnings.push_back(
        {WarningCode::missingTensorsFilled, {{"count", std::to_string(fresh.size())}, {"names", fresh.front() + " …"}}});
  return {};
}

ModelConfig networkConfig(const TrainConfig& config, const LabelSet& labels, const Start* start) {
  ModelConfig network;
  if (start) network = start->info.config;
  if (!start) network.architecture = config.architecture;
  network.classifier = config.classifier;
  network.ssa = config.ssa;
  network.labels = labels;
  network.num_classes = labels.count();
  network.dropout = config.dropout;
  network.drop_path = config.drop_path;
  network.trained = true;
  return network;
}

Result<void> checkCombination(const TrainConfig& config) {
  if (config.scope == TrainScope::classifier && config.weights.empty())
    return badOption("weights", "", "the plain model whose classifier becomes SSA");
  if (config.scope == TrainScope::classifier && config.classifier == ClassifierKind::plain)
    return badOption("classifier", "plain", "ssa, with scope classifier");
  if (config.scope == TrainScope::head && config.weights.empty())
    return badOption("weights", "", "a model, with scope head: a frozen backbone of seeded noise teaches nothing");
  if (config.accumulate > config.batch) return badOption("accumulate", std::to_string(config.accumulate), "at most batch");
  return {};
}

/// Memory order, precision and device.
void place(Segmentor& network, const TrainConfig& config, const std::string& device) {
  torch::nn::Module& module = network.module();
  const auto precision = config.precision == Precision::float64 ? torch::kDouble : torch::kFloat;
  module.to(torch::Device(device), precision);
  if (!config.channels_last) return;
  for (Tensor& parameter : module.parameters())
    if (parameter.dim() == 4) parameter.set_data(parameter.contiguous(at::MemoryFormat::ChannelsLast));
}

}  // namespace

Result<TrainingSetup> setUpTraining(const TrainConfig& config, const fs::path& recordedSplit, const fs::path& checkpoint,
                                    StopToken stop, ProgressSink& progress) {
  SSA_TRY(checkCombination(config));
  TrainingSetup setup;
  setup.config = config;
  auto device = selectDevice(config.device);
  if (!device) return std::move(device).error();
  setup.device = *std::move(device);
  if (config.precision == Precision::bfloat16 && setup.device.used == "cpu")
    return badOption("precision", "bfloat16", "float32 or float64 on the processor");

  std::optional<Start> start;
  if (!config.weights.empty() && checkpoint.empty()) {
    auto read = readStart(config.weights, stop, progress);
    if (!read) return std::move(read).error();
    start = std::move(read->value);
    setup.warnings = std::move(read->warnings);
  }

  TrainingDataOptions from;
  from.path = config.data.path;
  from.format = config.data.format;
  from.train_split = config.data.train_split;
  from.val_split = config.data.val_split;
  from.val_ratio = config.data.val_ratio;
  from.seed = config.seed;
  from.hold_out = config.data.hold_out;
  from.labels = config.data.labels;
  from.id_map = config.data.id_map;
  from.recorded_split = recordedSplit;
  if (start) from.fallback = start->info.config.labels;
  auto data = openTrainingData(from, stop, progress);
  if (!data) return std::move(data).error();
  setup.data = std::move(data->value);
  setup.warnings.insert(setup.warnings.end(), data->warnings.begin(), data->warnings.end());
  setup.train = makeDatasetSource(setup.data.train, setup.data.labels, setup.data.map);
  setup.val = makeDatasetSource(setup.data.val, setup.data.labels, setup.data.map);
  if (setup.train->size() == 0) return Error(ErrorCode::nothingToLearn, {{"path", config.data.path}});

  ModelConfig network = networkConfig(config, setup.data.labels, start ? &*start : nullptr);
  if (!checkpoint.empty()) {
    auto saved = readModelFile(checkpoint);
    if (!saved) return std::move(saved).error();
    network = saved->config;
  }
  if (start && config.scope == TrainScope::classifier && start->info.config.num_classes != network.num_classes)
    return Error(ErrorCode::classCountMismatch, {{"path", config.weights},
                                                 {"found", std::to_string(start->info.config.num_classes)},
                                                 {"expected", std::to_string(network.num_classes)}});
  auto made = seeded(network, config.seed);
  if (!made) return std::move(made).error();
  setup.network = *std::move(made);
  if (start) SSA_TRY(takeOver(*setup.network, *start, config, setup.warnings));
  place(*setup.network, config, setup.device.used);
  auto learning = selectLearning(*setup.network, config.scope, config.freeze);
  if (!learning) return std::move(learning).error();
  setup.learning = *std::move(learning);
  setTrainingMode(*setup.network);

  setup.about.config = network;
  setup.about.layout = "mmseg";
  setup.about.source = start ? start->info.name : std::string();
  setup.about.sourceSha256 = start ? start->info.sha256 : std::string();
  return setup;
}

}  // namespace ssa

#include "engine/training/training_checkpoint.h"

#include <torch/torch.h>

#include <nlohmann/json.hpp>

#include "engine/checkpoints/read.h"
#include "engine/checkpoints/write.h"
#include "engine/core/describe_json.h"
#include "engine/core/json.h"
#include "engine/core/safe_file.h"

namespace ssa {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr int kFormat = 1;
constexpr const char* kWeightsName = "weights.safetensors";
constexpr std::uint64_t kMostStateBytes = std::uint64_t{1} << 20;

bool isFinite(torch::nn::Module& module) {
  for (const auto& tensors : {module.parameters(), module.buffers()})
    for (const Tensor& tensor : tensors)
      if (!tensor.isfinite().all().item<bool>()) return false;
  return true;
}

Bytes asBytes(const std::string& text) {
  const auto* const begin = reinterpret_cast<const std::byte*>(text.data());
  return {begin, begin + text.size()};
}

std::string stateText(const TrainConfig& config, const TrainingPosition& position) {
  const nlohmann::ordered_json state{
      {"format", kFormat},
      {"iteration", position.iteration},
      {"evaluated", position.evaluated},
      {"accumulate", position.accumulate},
      {"rng", {{"kind", "seed and iteration"}, {"seed", config.seed}, {"next", position.iteration}}},
      {"sampler", {{"seed", config.seed}, {"next", position.iteration}}}};
  return state.dump(2) + "\n";
}

Result<TrainingPosition> readPosition(const fs::path& file) {
  const auto bytes = readFile(file, kMostStateBytes);
  if (!bytes) return bytes.error();
  const auto state = parseJson({reinterpret_cast<const char*>(bytes->data()), bytes->size()}, file.string());
  if (!state) return state.error();
  const auto number = [&](const char* key) -> std::optional<std::int64_t> {
    const auto found = state->is_object() ? state->find(key) : state->end();
    if (!state->is_object() || found == state->end() || !found->is_number_integer()) return std::nullopt;
    return found->get<std::int64_t>();
  };
  const auto format = number("format"), iteration = number("iteration"), evaluated = number("evaluated"),
             accumulate = number("accumulate");
  if (format && *format > kFormat)
    return Error(ErrorCode::newerVersion,
                 {{"path", file.string()}, {"found", std::to_string(*format)}, {"supported", std::to_string(kFormat)}});
  if (!format || !iteration || *iteration < 0 || !evaluated || !accumulate || *accumulate < 1 || *accumulate > 65536)
    return Error(ErrorCode::badConfig, {{"path", file.string()}, {"reason", "no iteration"}});
  return TrainingPosition{*iteration, *evaluated, static_cast<int>(*accumulate)};
}

Error withPath(Error error, const fs::path& path) {
  std::erase_if(error.args, [](const auto& arg) { return arg.first == "path"; });
  error.args.insert(error.args.begin(), {"path", path.string()});
  return error;
}

}  // namespace

Result<RunCheckpoint> saveTraining(const fs::path& run, Segmentor& network, const Optimizer& optimizer, const TrainConfig& config,
                                   const TrainingPosition& position, const EncodeModel& encode) {
  if (!isFinite(network.module()))
    return Error(ErrorCode::trainingDiverged,
                 {{"iteration", std::to_string(position.iteration)}, {"reason", "weights are not finite"}});
  std::vector<CheckpointFile> files = encode(saveState(network));
  Checkpoint moments;
  moments.tensors = optimizer.saveState();
  moments.meta.text.emplace_back("options", optionsToJson(config.optimizer));
  files.push_back({kOptimizerFileName, encodeSafetensors(moments)});
  files.push_back({kStateFileName, asBytes(stateText(config, position))});
  return writeCheckpoint(run, position.iteration, files);
}

Result<TrainingPosition> loadTraining(const fs::path& checkpoint, Segmentor& network, Optimizer& optimizer) {
  auto position = readPosition(checkpoint / kStateFileName);
  if (!position) return position;
  const auto weights = readCheckpoint(checkpoint / kWeightsName);
  if (!weights) return weights.error();
  if (auto loaded = loadState(network, weights->value); !loaded) return withPath(loaded.error(), checkpoint / kWeightsName);
  // A run that never made a step has no moments.
  if (position->iteration == 0) return position;
  const auto moments = readCheckpoint(checkpoint / kOptimizerFileName);
  if (!moments && moments.error().code == ErrorCode::noWeights) return position;
  if (!moments) return moments.error();
  if (auto loaded = optimizer.loadState(moments->value); !loaded)
    return withPath(loaded.error(), checkpoint / kOptimizerFileName);
  return position;
}

}  // namespace ssa

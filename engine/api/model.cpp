#include "engine/api/model.h"

#include <torch/torch.h>

#include <algorithm>

#include "engine/api/guard.h"
#include "engine/api/model_facts.h"
#include "engine/api/model_folder.h"
#include "engine/api/model_impl.h"
#include "engine/checkpoints/read.h"
#include "engine/checkpoints/write.h"
#include "engine/core/safe_file.h"
#include "engine/models/stored_tensor.h"

namespace ssa {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kNamesShown = 4;
constexpr std::string_view kTrainingOnly[] = {"num_batches_tracked", "empty_weight"};

/// Weights and what is known of them, before a network is built.
struct Source {
  ModelInfo info;
  Checkpoint state;  ///< under the reference's names
};

/// `a, b, c +12`
std::string someOf(const std::vector<std::string>& names) {
  std::string text;
  for (std::size_t i = 0; i < names.size() && i < kNamesShown; ++i) text += (i ? ", " : "") + names[i];
  return names.size() > kNamesShown ? text + " +" + std::to_string(names.size() - kNamesShown) : text;
}

void warnAbout(WarningCode code, const std::vector<std::string>& names, Warnings& warnings) {
  if (!names.empty()) warnings.push_back({code, {{"count", std::to_string(names.size())}, {"names", someOf(names)}}});
}

Result<Source> readFolder(const fs::path& folder, StopToken stop, ProgressSink* progress) {
  auto info = readModelFile(folder);
  if (!info) return std::move(info).error();
  auto weights = readCheckpoint(folder / kWeightsFileName, {}, std::move(stop), progress);
  const auto invalid = [&](const char* reason) {
    return Error(ErrorCode::modelFolderInvalid,
                 {{"path", folder.string()}, {"reason", std::string(kWeightsFileName) + " " + reason}});
  };
  if (!weights && weights.error().code == ErrorCode::fileNotFound) return invalid("is missing");
  if (!weights) return std::move(weights).error();
  if (weights->value.sha256 != info->sha256) return invalid("is not the file that model.json describes");
  return Source{*std::move(info), std::move(weights->value)};
}

Result<Loaded<Source>> readRaw(const fs::path& path, StopToken stop, ProgressSink* progress) {
  auto read = readCheckpoint(path, {}, std::move(stop), progress);
  if (!read) return std::move(read).error();
  const std::string sum = read->value.sha256;
  auto recognised = recogniseArchitecture(std::move(read->value), path.string());
  if (!recognised) return std::move(recognised).error();

  Loaded<Source> loaded;
  loaded.warnings = std::move(read->warnings);
  loaded.warnings.insert(loaded.warnings.end(), recognised->warnings.begin(), recognised->warnings.end());
  ModelInfo& info = loaded.value.info;
  info.name = modelName(path);
  info.path = path;
  info.sha256 = info.sourceSha256 = sum;
  const fs::path whole = path.lexically_normal();
  info.source = (whole.has_filename() ? whole : whole.parent_path()).filename().string();
  info.layout = recognised->value.layout;
  info.config = std::move(recognised->value.config);
  loaded.value.state = std::move(recognised->value.checkpoint);
  return loaded;
}

Result<Loaded<Source>> readSource(const fs::path& path, const std::optional<LabelSet>& labels, StopToken stop,
                                  ProgressSink* progress) {
  Loaded<Source> loaded;
  if (const fs::path folder = modelFolderOf(path); !folder.empty()) {
    auto read = readFolder(folder, stop, progress);
    if (!read) return std::move(read).error();
    loaded.value = *std::move(read);
  } else {
    auto read = readRaw(path, stop, progress);
    if (!read) return std::move(read).error();
    loaded = *std::move(read);
  }
  ModelConfig& config = loaded.value.info.config;
  if (labels) {
    if (labels->count() != config.num_classes)
      return Error(ErrorCode::classCountMismatch, {{"path", path.string()},
                                                   {"found", std::to_string(labels->count())},
                                                   {"expected", std::to_string(config.num_classes)}});
    config.labels = *labels;
    std::erase_if(loaded.warnings, [](const Warning& warning) {
      return warning.code == WarningCode::classNamesMissing || warning.code == WarningCode::paletteGenerated;
    });
  }
  if (!config.trained) loaded.warnings.push_back({WarningCode::untrained, {}});
  return loaded;
}

/// The network of a source with its weights, on the CPU.
Result<std::unique_ptr<Segmentor>> buildFrom(const Source& source, bool strict, Warnings& warnings) {
  const auto withPath = [&](Error error) {
    std::erase_if(error.args, [](const auto& arg) { return arg.first == "path"; });
    error.args.insert(error.args.begin(), {"path", source.info.path.string()});
    return error;
  };
  auto model = makeSegmentor(source.info.config);
  if (!model) return withPath(std::move(model).error());
  auto report = loadState(**model, source.state, strict);
  if (!report) return withPath(std::move(report).error());
  std::vector<std::string> filled = report->missing;
  for (const std::string& text : report->wrongShape) filled.push_back(text.substr(0, text.find(':')));
  std::vector<std::string> extra;
  for (const std::string& name : report->unexpected)
    if (std::none_of(std::begin(kTrainingOnly), std::end(kTrainingOnly),
                     [&](std::string_view end) { return name.ends_with(end); }))
      extra.push_back(name);
  warnAbout(WarningCode::missingTensorsFilled, filled, warnings);
  warnAbout(WarningCode::extraTensorsIgnored, extra, warnings);
  warnAbout(WarningCode::nonFiniteWeights, report->nonFinite, warnings);
  return model;
}

Result<Loaded<std::shared_ptr<const Model>>> openFrom(const fs::path& path, const OpenModelOptions& options, StopToken stop,
                                                      ProgressSink& progress) {
  auto device = selectDevice(options.device);
  if (!device) return std::move(device).error();
  auto source = readSource(path, options.labels, stop, &progress);
  if (!source) return std::move(source).error();
  if (stop.stop_requested()) return ErrorCode::stopped;
  progress.report(-1, "build");
  auto segmentor = buildFrom(source->value, options.strict, source->warnings);
  if (!segmentor) return std::move(segmentor).error();

  auto impl = std::make_unique<Model::Impl>();
  impl->info = std::move(source->value.info);
  if (impl->info.sharedSha256.empty()) describeWeights(saveState(**segmentor), impl->info);
  impl->segmentor = *std::move(segmentor);
  impl->device = *std::move(device);
  impl->segmentor->module().to(torch::Device(impl->device.used));
  return Loaded<std::shared_ptr<const Model>>{std::make_shared<const Model>(std::move(impl)), std::move(source->warnings)};
}

Result<Loaded<ModelInfo>> importFrom(const fs::path& path, const fs::path& folder, const ImportOptions& options, StopToken stop,
                                     ProgressSink& progress) {
  SSA_TRY(checkTarget(folder, options.replace));
  auto source = readSource(path, options.labels, stop, &progress);
  if (!source) return std::move(source).error();
  if (stop.stop_requested()) return ErrorCode::stopped;
  progress.report(-1, "build");
  auto segmentor = buildFrom(source->value, options.strict, source->warnings);
  if (!segmentor) return std::move(segmentor).error();
  const Checkpoint state = saveState(**segmentor);
  ModelInfo info = std::move(source->value.info);
  describeWeights(state, info);
  if (stop.stop_requested()) return ErrorCode::stopped;
  progress.report(-1, "write");
  SSA_TRY(writeModelFolder(folder, state, source->warnings, options.replace, info));
  return Loaded<ModelInfo>{std::move(info), std::move(source->warnings)};
}

}  // namespace

Model::Model(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Model::~Model() = default;
const ModelInfo& Model::info() const { return impl_->info; }

Result<Loaded<std::shared_ptr<const Model>>> openModel(const fs::path& path, const OpenModelOptions& options, StopToken stop,
                                                       ProgressSink* progress) {
  NoProgress quiet;
  return guarded([&] { return openFrom(path, options, stop, progress ? *progress : quiet); });
}

Result<Loaded<ModelInfo>> inspectModel(const fs::path& path, StopToken stop) {
  return guarded([&]() -> Result<Loaded<ModelInfo>> {
    if (const fs::path folder = modelFolderOf(path); !folder.empty()) {
      auto info = readModelFile(folder);
      if (!info) return std::move(info).error();
      Loaded<ModelInfo> loaded{*std::move(info), {}};
      if (!loaded.value.config.trained) loaded.warnings.push_back({WarningCode::untrained, {}});
      return loaded;
    }
    auto source = readSource(path, {}, stop, nullptr);
    if (!source) return std::move(source).error();
    describeWeights(source->value.state, source->value.info);
    return Loaded<ModelInfo>{std::move(source->value.info), std::move(source->warnings)};
  });
}

Result<Loaded<ModelInfo>> importCheckpoint(const fs::path& source, const fs::path& folder, const ImportOptions& options,
                                           StopToken stop, ProgressSink* progress) {
  NoProgress quiet;
  return guarded([&] { return importFrom(source, folder, options, stop, progress ? *progress : quiet); });
}

Result<ModelInfo> createModel(const ModelConfig& config, std::uint64_t seed, const fs::path& folder, bool replace) {
  return guarded([&]() -> Result<ModelInfo> {
    SSA_TRY(checkTarget(folder, replace));
    auto segmentor = makeSegmentor(config, seed);
    if (!segmentor) return std::move(segmentor).error();
    ModelInfo info;
    info.config = config;
    info.config.trained = false;
    if (config.labels.classes.empty()) info.config.labels = LabelSet::numbered(config.num_classes);
    if (info.config.labels.count() != config.num_classes)
      return Error(ErrorCode::classCountMismatch, {{"path", folder.string()},
                                                   {"found", std::to_string(info.config.labels.count())},
                                                   {"expected", std::to_string(config.num_classes)}});
    info.layout = "mmseg";
    const Checkpoint state = saveState(**segmentor);
    describeWeights(state, info);
    SSA_TRY(writeModelFolder(folder, state, {{WarningCode::untrained, {}}}, replace, info));
    return info;
  });
}

Result<void> exportModel(const Model& model, const fs::path& target, const ExportOptions& options) {
  return guarded([&]() -> Result<void> {
    const std::string suffix = target.extension().string();
    const bool pth = suffix == ".pth" || suffix == ".pt";
    if (!pth && !suffix.empty() && suffix != ".safetensors")
      return Error(ErrorCode::badOption, {{"option", "file"}, {"value", target.string()}, {"expected", ".pth|.safetensors"}});
    const ModelConfig& config = model.info().config;
    Checkpoint checkpoint;
    {
      const std::scoped_lock lock(model.impl().mutex);
      checkpoint = saveState(*model.impl().segmentor);
    }
    if (!options.teacher) std::erase_if(checkpoint.tensors, [](const StoredTensor& t) { return isTeacherOnly(t.name); });
    if (options.half)
      for (StoredTensor& tensor : checkpoint.tensors)
        if (tensor.type == DType::f32 && tensor.shape.size() > 1) tensor = toStored(tensor.name, toTensor(tensor).to(at::kHalf));
    if (suffix.empty()) {
      SSA_TRY(checkTarget(target, options.replace));
      ModelInfo info = model.info();
      describeWeights(checkpoint, info);
      return writeModelFolder(target, checkpoint, {}, options.replace, info);
    }
    for (const LabelClass& label : config.labels.classes) checkpoint.meta.classes.push_back(label.name);
    checkpoint.meta.palette = config.labels.palette();
    checkpoint.meta.text.emplace_back(kConfigMetaKey, config.toJson());
    return writeFile(target, pth ? encodePth(checkpoint) : encodeSafetensors(checkpoint));
  });
}

}  // namespace ssa

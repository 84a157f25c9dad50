#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "engine/core/progress.h"
#include "engine/core/result.h"
#include "engine/core/stop.h"
#include "engine/models/model_config.h"

namespace ssa {

/// What is known of a model, without its weights.
struct ModelInfo {
  std::string name;            ///< folder or file stem, shown in the model bar
  std::filesystem::path path;  ///< model folder, or the raw checkpoint it was opened from
  std::string sha256;          ///< of the weights file
  std::string source;          ///< original checkpoint's file name
  std::string layout;          ///< `mmseg`, `nvlabs`, `huggingface`
  ModelConfig config;
  std::int64_t parameters = 0;         ///< needed to predict
  std::int64_t teacherParameters = 0;  ///< training only
  std::string sourceSha256;  ///< of the original checkpoint file; equals `sha256` for a raw checkpoint, empty if unknown
  /// SHA-256 over name, shape and bytes of every backbone, decoder and conv_seg tensor in name order, without
  /// what only the SSA classifier has. Equal sums = a head-only SSA model on that frozen baseline, whose coarse
  /// mask is the baseline's. Empty if unknown.
  std::string sharedSha256;
  /// `SeaFormer-B + SSA`, `SegFormer-B0`.
  std::string title() const;
};

/// A loaded network with its weights; immutable and shared between threads. Calls that compute are
/// serialised inside.
class Model {
 public:
  struct Impl;
  explicit Model(std::unique_ptr<Impl> impl);
  ~Model();
  const ModelInfo& info() const;
  Impl& impl() const { return *impl_; }  ///< for engine sources only

 private:
  std::unique_ptr<Impl> impl_;
};

struct OpenModelOptions {
  std::string device = "auto";
  std::optional<LabelSet> labels;  ///< overrides the file's class names and colours
  bool strict = true;
};

/// Opens a model folder (`model.json` + `weights.safetensors`) or a raw checkpoint of a known family.
Result<Loaded<std::shared_ptr<const Model>>> openModel(const std::filesystem::path& path, const OpenModelOptions& options = {},
                                                       StopToken stop = {}, ProgressSink* progress = nullptr);

/// Reads `model.json` alone (raw checkpoints: recognises the architecture without building it).
Result<Loaded<ModelInfo>> inspectModel(const std::filesystem::path& path, StopToken stop = {});

struct ImportOptions {
  std::optional<LabelSet> labels;
  bool strict = true;
  bool replace = false;  ///< overwrite an existing model folder
};
/// Writes the checkpoint as a model folder; the source is never changed. Returns what was imported.
Result<Loaded<ModelInfo>> importCheckpoint(const std::filesystem::path& source, const std::filesystem::path& folder,
                                           const ImportOptions& options = {}, StopToken stop = {},
                                           ProgressSink* progress = nullptr);

/// A model folder with seeded initial weights, marked untrained.
Result<ModelInfo> createModel(const ModelConfig& config, std::uint64_t seed, const std::filesystem::path& folder,
                              bool replace = false);

/// What of a model is written.
struct ExportOptions {
  bool half = false;     ///< tensors of two and more dimensions in half precision; norms and biases stay as they are
  bool teacher = true;   ///< with the parts that only training needs
  bool replace = false;  ///< a model folder may be overwritten
};

/// The model as one checkpoint (`.pth` in mmseg layout or `.safetensors`, by suffix), or as a model folder where
/// `target` has no suffix. Errors: badOption (another suffix; a folder that is not free), those of writeFile.
Result<void> exportModel(const Model& model, const std::filesystem::path& target, const ExportOptions& options = {});

}  // namespace ssa

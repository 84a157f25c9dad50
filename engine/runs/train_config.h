#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/describe.h"
#include "engine/core/result.h"
#include "engine/datasets/augment_options.h"
#include "engine/losses/loss_options.h"
#include "engine/models/model_config.h"

namespace ssa {

enum class OptimizerKind { adamw, sgd };
enum class Precision { float32, float64, bfloat16 };
/// What learns.
enum class TrainScope {
  everything,
  head,        ///< decode head; the backbone is frozen, its batch norms in evaluation mode
  classifier,  ///< SSA parts alone on cached features of a frozen plain segmentor ("Add SSA"); conv_seg stays, so coarse =
               ///< baseline
};

/// Where pairs come from and which take part.
struct DataOptions {
  std::string path;    ///< a data set folder of a known layout
  std::string format;  ///< DatasetFormat::id; empty = recognised
  std::string train_split = "train";
  std::string val_split = "val";
  double val_ratio = 0;  ///< > 0: the train split is divided by this share, stratified by class presence, instead of `val_split`
  std::string hold_out;  ///< names that begin with one of these comma-separated prefixes are validation only
  std::string labels;    ///< table: preset or file; empty = the layout's own
  std::string id_map;    ///< JSON file of raw id -> class id changes; empty = none
  int workers = 2;       ///< loader threads
  int cache_mb = 1024;   ///< decoded pairs kept in memory
  friend bool operator==(const DataOptions&, const DataOptions&) = default;
};

/// How the parameters move.
struct OptimizerOptions {
  OptimizerKind kind = OptimizerKind::adamw;
  double lr = 2.5e-4;
  double head_lr_mult = 10;  ///< for parameters with `head` in their name
  double weight_decay = 0.01;
  double momentum = 0.9;  ///< SGD
  double beta1 = 0.9;     ///< AdamW
  double beta2 = 0.999;
  double eps = 1e-8;
  double poly_power = 1;
  double min_lr = 0;
  std::int64_t warmup = 1500;  ///< iterations, linear
  double warmup_ratio = 1e-6;
  double clip_norm = 0;  ///< largest gradient norm; 0 = no clipping
  friend bool operator==(const OptimizerOptions&, const OptimizerOptions&) = default;
};

/// Everything one run is made of; stored as `config.json` in its folder.
struct TrainConfig {
  std::string name;  ///< shown in the runs pane; empty = folder name
  DataOptions data;
  std::string architecture = "seaformer_b";  ///< where `weights` is empty
  std::string weights;                       ///< model folder or checkpoint to start from; empty = seeded initial weights
  ClassifierKind classifier = ClassifierKind::ssa;
  SsaOptions ssa;
  TrainScope scope = TrainScope::everything;
  std::vector<std::string> freeze;  ///< further parameter-name prefixes that do not learn
  std::int64_t iterations = 160000;
  int batch = 16;
  int accumulate = 1;  ///< micro-batches per step: `batch` is divided by it
  int views = 4;       ///< scope classifier: cached augmented views per picture
  std::uint64_t seed = 0;
  float dropout = 0.1F;
  float drop_path = 0.1F;
  Precision precision = Precision::float32;
  bool channels_last = true;
  std::string device = "auto";
  int threads = 0;  ///< 0 = all
  OptimizerOptions optimizer;
  AugmentOptions augment;
  SsaLossOptions loss;
  std::int64_t log_interval = 20;
  std::int64_t eval_interval = 4000;  ///< 0 = only at the end
  std::int64_t checkpoint_interval = 4000;
  int keep_last = 3;
  int sample_images = 4;  ///< fixed validation pictures whose masks are written at each evaluation
  friend bool operator==(const TrainConfig&, const TrainConfig&) = default;

  std::string toJson() const;
  /// Absent members keep their default. Errors: badConfig (not JSON), badOption (args option: dotted path),
  /// newerVersion.
  static Result<TrainConfig> fromJson(std::string_view json, std::string_view origin);
  /// Sets one value by its dotted path, `optimizer.lr` or `iterations`, from its text: numbers, true|false, names of
  /// choices, `freeze` comma-separated. After an error nothing has changed. Errors: badOption (args option: the path).
  Result<void> set(std::string_view path, std::string_view text);
};

inline constexpr Choice<OptimizerKind> kOptimizerKinds[] = {{OptimizerKind::adamw, "adamw"}, {OptimizerKind::sgd, "sgd"}};
inline constexpr Choice<Precision> kPrecisions[] = {
    {Precision::float32, "float32"}, {Precision::float64, "float64"}, {Precision::bfloat16, "bfloat16"}};
inline constexpr Choice<TrainScope> kTrainScopes[] = {
    {TrainScope::everything, "everything"}, {TrainScope::head, "head"}, {TrainScope::classifier, "classifier"}};
inline constexpr Choice<ClassifierKind> kClassifierKinds[] = {{ClassifierKind::plain, "plain"}, {ClassifierKind::ssa, "ssa"}};

inline constexpr Choice<CentreSoftmax> kCentreSoftmaxes[] = {{CentreSoftmax::positions, "positions"},
                                                             {CentreSoftmax::classes, "classes"}};
inline constexpr Choice<PositionEncoding> kPositionEncodings[] = {{PositionEncoding::conditional, "conditional"},
                                                                  {PositionEncoding::sinusoidal, "sinusoidal"},
                                                                  {PositionEncoding::learnable, "learnable"}};

template <class V>
void describe(V& v, SsaOptions& o) {
  v.flag("semantic", o.semantic, "Adapt the semantic prototypes");
  v.flag("spatial", o.spatial, "Adapt the spatial prototypes");
  v.choice("centre_softmax", o.centreSoftmax, kCentreSoftmaxes, "Spatial centres: softmax over positions, or over classes");
  v.choice("position_encoding", o.positionEncoding, kPositionEncodings, "Position features");
  v.flag("position_basis_only", o.positionBasisOnly, "Spatial prototypes from the basis alone");
}

template <class V>
void describe(V& v, DataOptions& o) {
  v.field("path", o.path, "Data set folder");
  v.field("format", o.format, "Layout; empty recognises it");
  v.field("train_split", o.train_split, "Split to learn from");
  v.field("val_split", o.val_split, "Split to validate on; val means test in a set that has no val");
  v.field("val_ratio", o.val_ratio, Range{0.0, 0.9}, "",
          "Share of the train split kept for validation; 0 uses the validation split");
  v.field("hold_out", o.hold_out, "Name prefixes kept for validation, comma-separated");
  v.field("labels", o.labels, "Label table: a shipped name or a file; empty uses the layout's");
  v.field("id_map", o.id_map, "JSON file of changes of raw ids");
  v.field("workers", o.workers, Range{0, 64}, "", "Threads that decode and augment ahead");
  v.field("cache_mb", o.cache_mb, Range{0, 1048576}, "MB", "Decoded pairs kept in memory");
}

template <class V>
void describe(V& v, OptimizerOptions& o) {
  v.choice("kind", o.kind, kOptimizerKinds, "Optimizer");
  v.field("lr", o.lr, Range{0.0, 10.0}, "", "Base learning rate");
  v.field("head_lr_mult", o.head_lr_mult, Range{0.0, 1000.0}, "×", "Learning rate factor of the decode head");
  v.field("weight_decay", o.weight_decay, Range{0.0, 1.0}, "", "Decoupled weight decay (SGD: L2)");
  v.field("momentum", o.momentum, Range{0.0, 1.0}, "", "Momentum of SGD");
  v.field("beta1", o.beta1, Range{0.0, 1.0}, "", "AdamW: decay of the first moment");
  v.field("beta2", o.beta2, Range{0.0, 1.0}, "", "AdamW: decay of the second moment");
  v.field("eps", o.eps, Range{0.0, 1.0}, "", "AdamW: added to the root of the second moment");
  v.field("poly_power", o.poly_power, Range{0.0, 10.0}, "", "Power of the polynomial decay");
  v.field("min_lr", o.min_lr, Range{0.0, 10.0}, "", "Learning rate at the end");
  v.field("warmup", o.warmup, Range{std::int64_t{0}, std::int64_t{1000000}}, "iterations", "Linear warm-up");
  v.field("warmup_ratio", o.warmup_ratio, Range{0.0, 1.0}, "", "Learning rate factor at the start of the warm-up");
  v.field("clip_norm", o.clip_norm, Range{0.0, 1e6}, "", "Largest gradient norm; 0 does not clip");
}

/// The options of TrainConfig itself; `data`, `optimizer`, `augment`, `loss` and `ssa` have their own tables.
template <class V>
void describe(V& v, TrainConfig& o) {
  v.field("name", o.name, "Name in the list of runs");
  v.field("architecture", o.architecture, "Network where no weights are given");
  v.field("weights", o.weights, "Model folder or checkpoint to start from");
  v.choice("classifier", o.classifier, kClassifierKinds, "Plain 1x1 classifier, or SSA");
  v.choice("scope", o.scope, kTrainScopes, "What learns");
  v.field("iterations", o.iterations, Range{std::int64_t{1}, std::int64_t{100000000}}, "", "Optimizer steps");
  v.field("batch", o.batch, Range{1, 1024}, "", "Crops per step");
  v.field("accumulate", o.accumulate, Range{1, 256}, "", "Micro-batches a step is divided into");
  v.field("views", o.views, Range{1, 1000}, "", "Scope classifier: cached views per picture");
  v.field("dropout", o.dropout, Range{0.0F, 0.9F}, "", "Dropout before the classifier");
  v.field("drop_path", o.drop_path, Range{0.0F, 0.9F}, "", "Stochastic depth of the backbone");
  v.choice("precision", o.precision, kPrecisions, "Arithmetic of forward and backward");
  v.flag("channels_last", o.channels_last, "Channels-last memory");
  v.field("device", o.device, "auto, cpu or cuda:N");
  v.field("threads", o.threads, Range{0, 1024}, "", "Processor threads; 0 = all");
  v.field("log_interval", o.log_interval, Range{std::int64_t{1}, std::int64_t{100000}}, "iterations",
          "Log the mean losses this often");
  v.field("eval_interval", o.eval_interval, Range{std::int64_t{0}, std::int64_t{100000000}}, "iterations",
          "Validate this often; 0 = at the end");
  v.field("checkpoint_interval", o.checkpoint_interval, Range{std::int64_t{1}, std::int64_t{100000000}}, "iterations",
          "Save this often");
  v.field("keep_last", o.keep_last, Range{1, 1000}, "", "Checkpoints kept besides the best");
  v.field("sample_images", o.sample_images, Range{0, 64}, "", "Validation pictures whose masks are written at each evaluation");
}

}  // namespace ssa

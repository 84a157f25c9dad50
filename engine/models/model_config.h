#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "engine/checkpoints/checkpoint.h"
#include "engine/core/label_set.h"
#include "engine/core/result.h"

namespace ssa {

/// Structural switches of the SSA classifier (spec: ablations). Stored with the model.
enum class CentreSoftmax { positions, classes };  ///< P_c: softmax over HW (default) or over K
enum class PositionEncoding { conditional, sinusoidal, learnable };
struct SsaOptions {
  bool semantic = true;  ///< S_p branch (SEPA)
  bool spatial = true;   ///< P_p branch (SPPA)
  CentreSoftmax centreSoftmax = CentreSoftmax::positions;
  PositionEncoding positionEncoding = PositionEncoding::conditional;
  bool positionBasisOnly = false;  ///< P_p = MLP(concat[P, P])
  friend bool operator==(const SsaOptions&, const SsaOptions&) = default;
};

enum class ClassifierKind { plain, ssa };

/// Everything needed to build a network with the reference's state-dict names. Torch-free.
struct ModelConfig {
  std::string architecture;  ///< id of the backbone-and-head pair: `seaformer_t|s|b|l`, `mit_b0` … `mit_b5`
  ClassifierKind classifier = ClassifierKind::plain;
  SsaOptions ssa;
  int num_classes = 0;       ///< K, 2..255 (1 is refused: the reference breaks)
  int head_channels = 0;     ///< C; 0 = the architecture's default (MiT: 256; NVlabs' B1+ files: 768)
  bool plainFusion = false;  ///< NVlabs/Hugging Face decoder: linear per level without norm and activation
  float dropout = 0.1F;      ///< before conv_seg, training only
  float drop_path = 0.1F;    ///< training only
  std::array<float, 3> mean{123.675F, 116.28F, 103.53F};  ///< RGB, 0..255 scale
  std::array<float, 3> std{58.395F, 57.12F, 57.375F};
  LabelSet labels;      ///< num_classes entries
  bool trained = true;  ///< false: seeded initial weights of `new-model`
  friend bool operator==(const ModelConfig&, const ModelConfig&) = default;

  std::string toJson() const;
  static Result<ModelConfig> fromJson(std::string_view json, std::string_view origin);
};

/// All architecture ids in display order, with a display name each.
struct ArchitectureInfo {
  std::string id;      ///< `seaformer_b`
  std::string title;   ///< `SeaFormer-B`
  std::string family;  ///< `seaformer`
};
const std::vector<ArchitectureInfo>& architectures();

/// Entry of a checkpoint's metadata that holds the configuration of a model saved by this program:
/// what keys and shapes cannot tell (untrained, switches without weights, label rules).
inline constexpr std::string_view kConfigMetaKey = "ssa_model_config";

/// Which network a state dictionary belongs to, from keys and shapes alone (mmseg files as they are;
/// NVlabs' and Hugging Face's SegFormer under the reference's names). Class names come from the
/// metadata; where they fit a shipped table exactly, its rules for masks are taken over with them.
/// Backbone-only files (pre-training) and families that do not exist yet give architectureUnknown.
/// Warnings: extraTensorsIgnored, classNamesMissing (args found, expected where the number is wrong),
/// paletteGenerated. Errors: architectureUnknown, badConfig (number of classes), checkpointRefused.
struct Recognised {
  ModelConfig config;     ///< labels filled from the file's metadata or numbered
  Checkpoint checkpoint;  ///< tensors under the reference's names
  std::string layout;     ///< `mmseg`, `nvlabs`, `huggingface`
};
Result<Loaded<Recognised>> recogniseArchitecture(Checkpoint checkpoint, const std::string& path);

}  // namespace ssa

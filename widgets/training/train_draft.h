#pragma once

#include <QObject>
#include <QString>
#include <QVariant>

#include <functional>
#include <optional>

#include "engine/api/model.h"
#include "engine/runs/train_config.h"

namespace ssa {

class JobQueue;

/// A recipe to begin from.
enum class TrainPreset {
  paper,   ///< the published recipe: 160,000 steps of 16 crops
  quick,   ///< a few minutes, to see that data and model fit together
  addSsa,  ///< SSA parts alone on a frozen plain segmentor
};
inline constexpr TrainPreset kTrainPresets[] = {TrainPreset::quick, TrainPreset::addSsa, TrainPreset::paper};

/// What a preset sets; data, network and starting weights are those of `config`.
TrainConfig withPreset(TrainPreset preset, const TrainConfig& config);

/// The run being prepared: its configuration, the preset it is measured against, and what is known of its starting
/// weights. Everything that is edited goes through here and comes back by `changed`.
class TrainDraft : public QObject {
  Q_OBJECT

 public:
  TrainDraft(JobQueue& jobs, QObject* parent);

  const TrainConfig& config() const { return config_; }
  TrainPreset preset() const { return preset_; }
  /// The preset applied to this data and this network: the standard that options are marked against.
  TrainConfig standard() const { return withPreset(preset_, config_); }

  void setPreset(TrainPreset preset);
  void set(const QString& path, const QVariant& value);
  void edit(const std::function<void(TrainConfig&)>& change);
  /// The draft as one line of JSON, and back from an earlier session: what cannot be read, or points to data and weights
  /// that are gone, is left out.
  QString saved() const;
  void restore(const QString& saved);
  /// Another run's configuration as a starting point.
  void take(const TrainConfig& config);

  /// Model folder or checkpoint to start from; empty: the architecture with seeded weights. A plain segmentor turns the
  /// draft to "Add SSA".
  void setWeights(const QString& path);
  bool isReadingWeights() const { return reading_; }
  const std::optional<ModelInfo>& weights() const { return weights_; }
  /// Why the weights cannot be used; its code is `stopped` where they can.
  const Error& weightsError() const { return weightsError_; }

 Q_SIGNALS:
  void changed();

 private:
  JobQueue& jobs_;
  TrainPreset preset_ = TrainPreset::quick;
  TrainConfig config_;
  std::optional<ModelInfo> weights_;
  Error weightsError_{ErrorCode::stopped};
  bool reading_ = false;
};

}  // namespace ssa

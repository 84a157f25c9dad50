#pragma once

#include <QObject>

#include <filesystem>
#include <memory>
#include <optional>

#include "engine/core/error.h"
#include "engine/runs/dry_run.h"
#include "engine/runs/train_config.h"

namespace ssa {

/// Asks the trainer itself what a configuration would do: runs `ssaseg train --dry-run --json`, which opens the
/// data, builds the network and does one step and one validation batch, writing nothing. A newer question stops
/// the older one.
class Preflight : public QObject {
  Q_OBJECT

 public:
  /// `program`: see TrainingSession::Config.
  explicit Preflight(std::filesystem::path program, QObject* parent = nullptr);
  ~Preflight() override;  ///< ends the process

  /// `runsRoot` is where the disk estimate is made for.
  void check(const TrainConfig& config, const std::filesystem::path& runsRoot);
  void cancel();
  bool isRunning() const;
  /// Configuration of the report and the error below.
  const std::optional<TrainConfig>& checked() const;
  /// Answer for `checked()`; nothing while it runs or where it failed.
  const std::optional<DryRunReport>& report() const;
  /// Why there is no report: what the trainer named (badOption, fileNotFound of the data …), trainerDied (args path,
  /// reason) where it named nothing, fileNotFound (program); its code is `stopped` else.
  const Error& error() const;
  /// The report is there, without refusals, and for exactly this configuration.
  bool allows(const TrainConfig& config) const;

 Q_SIGNALS:
  void changed();

 private:
  struct Private;
  std::unique_ptr<Private> d_;
};

}  // namespace ssa

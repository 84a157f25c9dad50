#pragma once

#include <QObject>
#include <QString>

#include <filesystem>
#include <memory>
#include <optional>

#include "engine/datasets/health.h"
#include "engine/datasets/recognise.h"
#include "engine/datasets/training_data.h"
#include "widgets/training/mask_images.h"
#include "widgets/training/train_draft.h"

namespace ssa {

/// What is known of the draft's data: what the folder was taken for, the pairs of both sides, the health of every one of
/// them. Follows the draft; opening pairs begins when asked. Everything is worked out in jobs; the newest question wins.
class DataCheck : public QObject {
  Q_OBJECT

 public:
  enum class State { none, recognising, recognised, checking, checked, failed };

  /// Files of id changes are kept in `mapsFolder`.
  DataCheck(TrainDraft& draft, JobQueue& jobs, std::filesystem::path mapsFolder, QObject* parent);

  State state() const { return state_; }
  /// Of `failed`.
  const Error& error() const { return error_; }
  const std::optional<Recognition>& recognition() const { return recognition_; }
  /// The candidate the draft uses: the named format, else the decision; null where neither is there.
  const DatasetCandidate* candidate() const;

  /// Opens every pair once. No effect before the folder is recognised.
  void check();
  /// Pairs and table of the last check; null before it and once the draft asks for others.
  std::shared_ptr<const OpenedData> opened() const { return opened_; }
  const std::optional<HealthReport>& report() const { return report_; }

  // Changes of raw ids.
  const IdMap& map() const { return map_; }
  /// `becomes`: class id, kIgnore, or nothing for what the table says.
  void setBecomes(int raw, std::optional<int> becomes);
  void clearMap();

  /// Shows the picture in which a raw id was first met.
  void preview(int raw);
  const MaskPreview& shown() const { return preview_; }

 Q_SIGNALS:
  void changed();
  void previewChanged();

 private:
  void follow();
  void recognise();
  void judgeAgain();
  void storeMap();
  TrainingDataOptions options() const;
  QString pairsKey() const;

  TrainDraft& draft_;
  JobQueue& jobs_;
  std::filesystem::path mapsFolder_;
  State state_ = State::none;
  Error error_{ErrorCode::stopped};
  std::string path_;
  QString checkedKey_;
  std::optional<Recognition> recognition_;
  std::shared_ptr<const OpenedData> opened_;
  std::shared_ptr<const Survey> survey_;
  Warnings unpaired_;
  std::optional<HealthReport> report_;
  IdMap map_;
  int previewed_ = -1;
  MaskPreview preview_;
};

}  // namespace ssa

#pragma once

#include <QObject>
#include <QString>

#include <vector>

#include "app/session/jobs/job_queue.h"
#include "engine/datasets/recognise.h"

namespace ssa {

/// One way to read the chosen folder: a layout and a split of it.
struct SetPlace {
  DatasetChoice choice;
  int pairs = 0;
};

/// The data set that the instruments look at beside the picture; one for all of them. Lives on the UI thread; the folder
/// is looked at off it.
class ExplainSet : public QObject {
  Q_OBJECT

 public:
  explicit ExplainSet(JobQueue& jobs, QObject* parent = nullptr);

  /// Empty before the first choice. While the folder is looked at there are no places.
  const QString& folder() const { return folder_; }
  /// The validation split stands first in interest and is chosen, where there is one.
  void setFolder(const QString& folder);
  const std::vector<SetPlace>& places() const { return places_; }
  int chosen() const { return chosen_; }  ///< of `places`; -1 without
  void choose(int place);
  bool isReady() const { return chosen_ >= 0; }
  bool isLooking() const { return looking_; }
  /// Which layout and split is meant; call only when ready.
  const SetPlace& place() const { return places_[static_cast<std::size_t>(chosen_)]; }
  /// `CamVid, val`
  QString title() const;

 Q_SIGNALS:
  void changed();  ///< folder, places or choice
  void failed(const ssa::Error& error);

 private:
  void take(const Recognition& found);

  JobQueue& jobs_;
  QString folder_;
  std::vector<SetPlace> places_;
  int chosen_ = -1;
  bool looking_ = false;
};

}  // namespace ssa

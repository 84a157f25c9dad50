#include "app/session/explain/explain_set.h"

#include <QFileInfo>

#include <algorithm>
#include <utility>

#include "app/session/qt_convert.h"

namespace ssa {

ExplainSet::ExplainSet(JobQueue& jobs, QObject* parent) : QObject(parent), jobs_(jobs) {}

void ExplainSet::setFolder(const QString& folder) {
  folder_ = folder;
  places_.clear();
  chosen_ = -1;
  looking_ = true;
  Q_EMIT changed();
  const JobSpec spec{.lane = Lane::io,
                     .kind = JobKind::checkData,
                     .subject = QFileInfo(folder).fileName(),
                     .key = QStringLiteral("explain-set"),
                     .listed = false};
  jobs_.post<Recognition>(
      spec, [root = toPath(folder)](StopToken stop, ProgressSink&) { return recogniseDataset(root, std::move(stop)); }, this,
      [this, folder](Result<Recognition> found) {
        if (folder != folder_) return;
        looking_ = false;
        if (found) return take(*found);
        Q_EMIT changed();
        Q_EMIT failed(found.error());
      });
}

void ExplainSet::take(const Recognition& found) {
  const std::string path = found.root.string();
  std::optional<Error> reason;
  for (const DatasetCandidate& candidate : found.candidates) {
    if (!found.decision.empty() && candidate.format != found.decision) continue;
    for (const FoundSplit& split : candidate.splits) {
      if (split.error) reason = split.error;
      if (split.pairs > 0) places_.push_back({{candidate.format, split.place.split}, split.pairs});
    }
  }
  if (!places_.empty()) {
    std::vector<std::string> splits;
    for (const SetPlace& one : places_) splits.push_back(one.choice.split);
    const std::vector<std::string> used = trainingSplits(splits);
    const auto wanted = used.empty() ? splits.begin() : std::find(splits.begin(), splits.end(), used.back());
    chosen_ = wanted == splits.end() ? 0 : static_cast<int>(wanted - splits.begin());
  }
  Q_EMIT changed();
  if (places_.empty())
    Q_EMIT failed(reason.value_or(Error(ErrorCode::folderEmpty, {{"path", path}, {"wanted", "images and masks"}})));
}

void ExplainSet::choose(int place) {
  if (place == chosen_ || place < 0 || place >= static_cast<int>(places_.size())) return;
  chosen_ = place;
  Q_EMIT changed();
}

QString ExplainSet::title() const {
  const QString name = QFileInfo(folder_).fileName();
  if (!isReady() || place().choice.split.empty()) return name;
  return QStringLiteral("%1, %2").arg(name, QString::fromStdString(place().choice.split));
}

}  // namespace ssa

#include "moc_explain_set.cpp"

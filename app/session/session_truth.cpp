// Ground truth of the open picture.
#include "app/session/qt_convert.h"
#include "app/session/session.h"
#include "app/session/session_private.h"

namespace ssa {
namespace {

/// What the search for a picture's mask gave; an empty path when there is none.
struct FoundTruth {
  QString path;
  Result<Loaded<LabelMap>> truth = Loaded<LabelMap>{};
};

}  // namespace

void Session::setTruthFolder(const QString& folder) {
  settings_->setValue(QStringLiteral("truth/folder"), folder);
  d_->findTruthOfPicture();
}

void Session::openTruth(const QString& file) {
  if (!d_->shown) return;
  d_->truthOfPicture = file;
  d_->findTruthOfPicture();
}

void Session::Private::findTruthOfPicture() {
  if (!shown || (shown->path.isEmpty() && truthOfPicture.isEmpty())) return;
  LabelSet table;
  for (const Slot slot : {Slot::ssa, Slot::baseline})
    if (const auto& model = slots_[static_cast<int>(slot)].model; model && table.classes.empty())
      table = model->info().config.labels;
  const bool chosen = !truthOfPicture.isEmpty();
  const JobSpec spec{.lane = Lane::io,
                     .kind = JobKind::openImage,
                     .subject = chosen ? truthOfPicture : shown->path,
                     .key = QStringLiteral("truth"),
                     .priority = kOnScreen,
                     .listed = false};
  jobs.post<FoundTruth>(
      spec,
      [picture = toPath(shown->path), size = shown->image->size(), mask = toPath(truthOfPicture), table,
       folder = toPath(settings.text("truth/folder"))](StopToken, ProgressSink&) -> Result<FoundTruth> {
        const std::optional<TruthFile> file = mask.empty() ? findTruth(picture, folder) : truthFileAt(mask);
        if (!file) return FoundTruth{};
        return FoundTruth{fromPath(file->path), loadTruth(*file, table, size)};
      },
      &q,
      [this, chosen](Result<FoundTruth> found) {
        if (found)
          truthArrived(found->path, std::move(found->truth), chosen);
        else
          truthArrived({}, found.error(), chosen);
      });
}

void Session::Private::truthArrived(const QString& path, Result<Loaded<LabelMap>> truth, bool chosen) {
  document.truthPath_ = path;
  document.truthError_.reset();
  document.truth_.reset();
  truthClasses = 0;
  if (!truth) {
    document.truthError_ = truth.error();
    if (chosen) Q_EMIT q.failed(truth.error(), path);
  } else if (!path.isEmpty()) {
    const auto counts = truth->value.histogram();
    for (int id = 0; id < kMaxClasses; ++id)
      if (counts[static_cast<std::size_t>(id)] > 0) truthClasses = id + 1;
    document.truth_ = std::make_shared<const LabelMap>(std::move(truth->value));
    if (!truth->warnings.empty()) Q_EMIT q.warned(truth->warnings, path);
  }
  document.note(Document::Truth);
  rebuildLabels();
  startDifferences();
}

}  // namespace ssa

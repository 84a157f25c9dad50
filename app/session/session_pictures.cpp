// Opening, stepping, prefetching.
#include <QFileInfo>

#include <filesystem>

#include "app/session/qt_convert.h"
#include "app/session/sample.h"
#include "app/session/session.h"
#include "app/session/session_private.h"

namespace ssa {
namespace {

constexpr int kRecentPaths = 12;
constexpr int kRememberedPaths = 500;

QString pictureKey(const QString& path) { return QStringLiteral("picture:") + path; }

/// Time of change and size; empty when the file is not there.
QString stampOf(const std::filesystem::path& path) {
  std::error_code failed;
  const auto changed = std::filesystem::last_write_time(path, failed);
  if (failed) return {};
  const auto size = std::filesystem::file_size(path, failed);
  if (failed) return {};
  return QStringLiteral("%1-%2").arg(changed.time_since_epoch().count()).arg(size);
}

Result<PicturePtr> readPicture(const QString& path) {
  auto picture = std::make_shared<Picture>();
  picture->path = path;
  picture->stamp = stampOf(toPath(path));  // before reading: a change meanwhile is noticed next time
  auto loaded = readImage(toPath(path));
  if (!loaded) return loaded.error();
  picture->image = std::make_shared<const Image8>(std::move(loaded->value.image));
  picture->info = std::move(loaded->value.info);
  picture->warnings = std::move(loaded->warnings);
  return PicturePtr(std::move(picture));
}

/// A listed file that is not there any more has vanished.
Error asListed(Error error) {
  if (error.code == ErrorCode::fileNotFound) error.code = ErrorCode::fileVanished;
  return error;
}

}  // namespace

void Session::openPaths(const QStringList& paths) { d_->list(paths, {}); }

void Session::Private::list(const QStringList& paths, const QString& first) {
  if (paths.isEmpty()) return;
  const JobSpec spec{.lane = Lane::io,
                     .kind = JobKind::listFolder,
                     .subject = paths.front(),
                     .key = QStringLiteral("list"),
                     .priority = kOnScreen};
  jobs.post<DroppedPaths>(
      spec, [paths](StopToken stop, ProgressSink&) -> Result<DroppedPaths> { return sortDropped(paths, stop); }, &q,
      [this, paths, first](Result<DroppedPaths> dropped) {
        if (dropped)
          dropArrived(paths, std::move(*dropped), first);
        else
          Q_EMIT q.failed(dropped.error(), paths.front());
      });
}

void Session::Private::dropArrived(const QStringList& paths, DroppedPaths dropped, const QString& first) {
  if (!dropped.models.isEmpty()) loadDropped(dropped.models);
  if (!dropped.pictures.isEmpty()) {
    QStringList sources = paths;
    for (const QString& model : dropped.models) sources.removeAll(model);
    images.setPaths(dropped.pictures);
    settings.setValue(QStringLiteral("session/paths"), sources.mid(0, kRememberedPaths));
    remember("recent/paths", sources.front(), kRecentPaths);
    want(std::max(0, images.rowOf(first)));
  }
  // One message: an error when nothing could be opened, otherwise one list of what was left out.
  const QString subject = paths.front();
  std::size_t told = 0;
  if (dropped.models.isEmpty() && dropped.pictures.isEmpty() && !dropped.errors.empty()) {
    Q_EMIT q.failed(dropped.errors.front(), QString::fromStdString(std::string(dropped.errors.front().arg("path"))));
    told = 1;
  }
  for (; told < dropped.errors.size(); ++told) {
    const Error& error = dropped.errors[told];
    dropped.warnings.push_back(
        {WarningCode::fileSkipped, {{"path", std::string(error.arg("path"))}, {"reason", std::string(name(error.code))}}});
  }
  if (!dropped.warnings.empty()) Q_EMIT q.warned(dropped.warnings, subject);
}

void Session::openPicture(const QImage& pasted) {
  if (pasted.isNull()) return;
  const QString stamp = QStringLiteral("pasted-%1").arg(++d_->pasted);
  d_->wantedPath = stamp;  // what is still being read must not come over it
  const JobSpec spec{
      .lane = Lane::io, .kind = JobKind::openImage, .subject = {}, .key = QStringLiteral("paste"), .priority = kOnScreen};
  d_->jobs.post<PicturePtr>(
      spec,
      [pasted, stamp](StopToken, ProgressSink&) -> Result<PicturePtr> {
        auto picture = std::make_shared<Picture>();
        picture->stamp = stamp;
        picture->image = std::make_shared<const Image8>(fromQImage(pasted));
        picture->info.stored = picture->info.upright = picture->image->size();
        return PicturePtr(std::move(picture));
      },
      this,
      [this, stamp](Result<PicturePtr> picture) {
        if (!picture)
          Q_EMIT failed(picture.error(), {});
        else if (d_->wantedPath == stamp)
          d_->show(*picture);
      });
}

void Session::openRow(int row) { d_->want(row); }
int Session::currentRow() const { return d_->shown ? d_->images.rowOf(d_->shown->path) : -1; }
void Session::next() { d_->want(d_->wantedRow + 1); }
void Session::previous() { d_->want(d_->wantedRow - 1); }

void Session::Private::want(int row) {
  const QString path = images.path(row);
  if (path.isEmpty()) return;
  wantedRow = row;
  wantedPath = path;
  if (shown && shown->path == path) {
    verify(shown);
  } else if (const PicturePtr kept = cache.find<Picture>(pictureKey(path))) {
    show(kept);
    verify(kept);
  } else {
    read(path, kOnScreen);
  }
  const QStringList wanted = neighbours();
  for (auto it = reading.begin(); it != reading.end();) {
    if (it.key() == wantedPath || wanted.contains(it.key())) {
      ++it;
    } else {
      jobs.stop(it.value());
      it = reading.erase(it);
    }
  }
}

void Session::Private::read(const QString& path, int priority) {
  if (const auto under = reading.constFind(path); under != reading.constEnd()) {
    if (priority == kOnScreen) jobs.raise(*under, priority);
    return;
  }
  reading.insert(path, 0);
  const JobSpec spec{.lane = Lane::io,
                     .kind = JobKind::openImage,
                     .subject = path,
                     .key = QStringLiteral("read:") + path,
                     .priority = priority,
                     .listed = priority == kOnScreen};
  const quint64 id = jobs.post<PicturePtr>(
      spec, [path](StopToken, ProgressSink&) { return readPicture(path); }, &q,
      [this, path](Result<PicturePtr> picture) { readArrived(path, std::move(picture)); });
  if (const auto under = reading.find(path); under != reading.end()) *under = id;  // a synchronous job is done by now
}

void Session::Private::readArrived(const QString& path, Result<PicturePtr> picture) {
  reading.remove(path);
  if (!picture) {
    const Error error = asListed(picture.error());
    images.setError(path, error);
    if (path != wantedPath) return;
    wantedPath = shown ? shown->path : QString();
    Q_EMIT q.failed(error, path);
    return;
  }
  images.setError(path, std::nullopt);
  cache.insert<Picture>(pictureKey(path), *picture, (*picture)->image->pixels().size());
  if (path == wantedPath)
    show(*picture);
  else
    prefetchPredictions(*picture);
}

/// A picture taken from memory may have changed or gone on disk since.
void Session::Private::verify(const PicturePtr& picture) {
  const JobSpec spec{.lane = Lane::io,
                     .kind = JobKind::openImage,
                     .subject = picture->path,
                     .key = QStringLiteral("verify"),
                     .priority = kOnScreen,
                     .listed = false};
  jobs.post<QString>(
      spec, [path = toPath(picture->path)](StopToken, ProgressSink&) -> Result<QString> { return stampOf(path); }, &q,
      [this, path = picture->path, stamp = picture->stamp](Result<QString> now) {
        if (!now || *now == stamp || path != wantedPath) return;
        cache.remove(pictureKey(path));
        if (!now->isEmpty()) return read(path, kOnScreen);
        const Error error(ErrorCode::fileVanished, {{"path", toPath(path).string()}});
        images.setError(path, error);
        Q_EMIT q.failed(error, path);
      });
}

void Session::Private::clearDocument() {
  document.path_.clear();
  document.image_.reset();
  document.info_ = {};
  document.warnings_.clear();
  document.truth_.reset();
  document.truthPath_.clear();
  document.truthError_.reset();
  document.predictions_ = {};
  document.scores_ = {};
  document.differences_ = {};
  differenceInputs = {};
  scoresWanted = {};
  truthOfPicture.clear();
  for (ModelSlot& slot : slots_) slot.predictionKey.clear();
  for (const char* key : {"truth", "scores:0", "scores:1", "scores:2", "difference:0", "difference:1"})
    jobs.stopKey(QString::fromLatin1(key));
  document.note(Document::Picture | Document::Truth | Document::Predictions | Document::Scores | Document::Differences |
                Document::State);
}

void Session::Private::show(const PicturePtr& picture) {
  clearDocument();
  shown = picture;
  wantedPath = picture->path;
  document.path_ = picture->path;
  document.image_ = picture->image;
  document.info_ = picture->info;
  document.warnings_ = picture->warnings;
  refreshPredictions();  // what is kept is there at once, with the picture
  findTruthOfPicture();
  settings.setValue(QStringLiteral("session/picture"), picture->path);
  Q_EMIT q.pictureChanged();
  if (!picture->warnings.empty()) Q_EMIT q.warned(picture->warnings, picture->path);
  prefetch();
}

QStringList Session::Private::neighbours() const {
  QStringList paths;
  for (const int row : {wantedRow + 1, wantedRow - 1})
    if (const QString path = images.path(row); !path.isEmpty()) paths << path;
  return paths;
}

void Session::Private::prefetch() {
  if (!shown || shown->path.isEmpty()) return;
  for (const QString& path : neighbours()) {
    if (const PicturePtr kept = cache.find<Picture>(pictureKey(path)))
      prefetchPredictions(kept);
    else
      read(path, kNeighbour);
  }
  stopStrayPredictions();
}

void Session::closeAll() {
  d_->jobs.stopKey(QStringLiteral("list"));
  d_->jobs.stopKey(QStringLiteral("paste"));
  for (const quint64 id : std::as_const(d_->reading)) d_->jobs.stop(id);
  d_->reading.clear();
  d_->shown.reset();
  d_->wantedPath.clear();
  d_->wantedRow = -1;
  images_->setPaths({});
  d_->clearDocument();
  d_->stopStrayPredictions();
  d_->truthClasses = 0;
  d_->rebuildLabels();
  settings_->setValue(QStringLiteral("session/paths"), QStringList());
  settings_->setValue(QStringLiteral("session/picture"), QString());
  Q_EMIT pictureChanged();
}

bool Session::restoreLast() {
  for (const Slot slot : {Slot::baseline, Slot::ssa})
    if (const QString path = settings_->text(slot == Slot::baseline ? "session/baseline" : "session/ssa"); !path.isEmpty())
      loadModel(slot, path);
  const QStringList paths = settings_->list("session/paths");
  if (paths.isEmpty()) return false;
  d_->list(paths, settings_->text("session/picture"));
  return true;
}

bool Session::hasSample() const { return findSample(d_->sampleFolder).has_value(); }

void Session::openSample() {
  const auto sample = findSample(d_->sampleFolder);
  if (!sample) return;
  loadModel(Slot::baseline, sample->baseline);
  loadModel(Slot::ssa, sample->ssa);
  openPaths({sample->pictures});
}

void Session::Private::remember(const char* key, const QString& path, int limit) {
  QStringList recent = settings.list(key);
  recent.removeAll(path);
  recent.prepend(path);
  settings.setValue(QString::fromLatin1(key), recent.mid(0, limit));
  Q_EMIT q.recentChanged();
}

QStringList Session::recentPaths() const { return settings_->list("recent/paths"); }

void Session::clearRecent() {
  settings_->setValue(QStringLiteral("recent/paths"), QStringList());
  settings_->setValue(QStringLiteral("recent/models"), QStringList());
  Q_EMIT recentChanged();
}

}  // namespace ssa

#include "app/session/image_list.h"

#include <QFileInfo>
#include <QHash>

#include <algorithm>
#include <list>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "app/session/jobs/job_queue.h"
#include "app/session/qt_convert.h"
#include "engine/image/read.h"

namespace ssa {
namespace {

constexpr std::size_t kAtOnce = 2;     // leaves the io lane free for the picture that is being opened
constexpr std::size_t kWaiting = 256;  // rows scrolled past long ago are forgotten; painting asks again

}  // namespace

struct ImageList::Private {
  ImageList* q = nullptr;
  JobQueue* jobs = nullptr;
  QStringList paths;
  mutable QHash<QString, int> rows;  // filled on the first look-up
  QHash<int, Error> errors;
  int side_px = 96;

  struct Thumbnail {
    int row;
    QImage image;
  };
  std::list<Thumbnail> thumbnails;  // most recently painted first
  std::unordered_map<int, std::list<Thumbnail>::iterator> byRow;
  std::size_t bytes = 0;
  std::vector<int> waiting;  // newest at the back
  std::unordered_set<int> underWay;
  int generation = 0;
  bool pumpPosted = false;

  void forgetThumbnails() {
    ++generation;
    thumbnails.clear();
    byRow.clear();
    bytes = 0;
    waiting.clear();
    underWay.clear();
  }

  void ask(int row) {
    if (underWay.contains(row)) return;
    if (!waiting.empty() && waiting.back() == row) return;
    std::erase(waiting, row);
    waiting.push_back(row);
    if (waiting.size() > kWaiting) waiting.erase(waiting.begin());
    postPump();
  }

  /// Through the event loop, so that one round of painting is asked for as a whole, newest row first.
  void postPump() {
    if (pumpPosted) return;
    pumpPosted = true;
    QMetaObject::invokeMethod(
        q,
        [this] {
          pumpPosted = false;
          while (underWay.size() < kAtOnce && !waiting.empty()) {
            const int row = waiting.back();
            waiting.pop_back();
            make(row);
          }
        },
        Qt::QueuedConnection);
  }

  void make(int row) {
    underWay.insert(row);
    const JobSpec spec{
        .lane = Lane::io, .kind = JobKind::thumbnail, .subject = paths[row], .key = {}, .priority = 10, .listed = false};
    jobs->post<QImage>(
        spec,
        [path = toPath(paths[row]), side = side_px](StopToken, ProgressSink&) -> Result<QImage> {
          const Result<Image8> small = readThumbnail(path, side);
          if (!small) return small.error();
          return toQImage(*small);
        },
        q, [this, row, asked = generation](Result<QImage> image) { arrived(row, asked, std::move(image)); });
  }

  void arrived(int row, int asked, Result<QImage> image) {
    if (asked != generation) return;
    underWay.erase(row);
    postPump();
    const QModelIndex index = q->index(row);
    if (!image) {
      Error error = image.error();
      if (error.code == ErrorCode::fileNotFound) error.code = ErrorCode::fileVanished;  // it was listed
      errors.insert(row, std::move(error));
      Q_EMIT q->dataChanged(index, index, {ErrorRole});
      return;
    }
    bytes += static_cast<std::size_t>(image->sizeInBytes());
    thumbnails.push_front({row, std::move(*image)});
    byRow[row] = thumbnails.begin();
    while (bytes > kThumbnailBudget_bytes && thumbnails.size() > 1) {
      bytes -= static_cast<std::size_t>(thumbnails.back().image.sizeInBytes());
      byRow.erase(thumbnails.back().row);
      thumbnails.pop_back();
    }
    Q_EMIT q->dataChanged(index, index, {Qt::DecorationRole});
  }

  QVariant thumbnail(int row) {
    if (const auto it = byRow.find(row); it != byRow.end()) {
      thumbnails.splice(thumbnails.begin(), thumbnails, it->second);
      return it->second->image;
    }
    if (!errors.contains(row)) ask(row);
    return {};
  }
};

ImageList::ImageList(JobQueue& jobs, QObject* parent) : QAbstractListModel(parent), d_(std::make_unique<Private>()) {
  d_->q = this;
  d_->jobs = &jobs;
}

ImageList::~ImageList() = default;

int ImageList::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(d_->paths.size()); }

QVariant ImageList::data(const QModelIndex& index, int role) const {
  if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
  const int row = index.row();
  switch (role) {
    case Qt::DecorationRole:
      return d_->thumbnail(row);
    case Qt::DisplayRole:
    case NameRole:
      return QFileInfo(d_->paths[row]).fileName();
    case PathRole:
      return d_->paths[row];
    case ErrorRole: {
      const auto error = d_->errors.constFind(row);
      return error == d_->errors.constEnd() ? QVariant() : QVariant::fromValue(*error);
    }
    default:
      return {};
  }
}

QString ImageList::path(int row) const { return row >= 0 && row < d_->paths.size() ? d_->paths[row] : QString(); }

int ImageList::rowOf(const QString& path) const {
  for (auto row = static_cast<int>(d_->rows.size()); row < d_->paths.size(); ++row) d_->rows.insert(d_->paths[row], row);
  return d_->rows.value(path, -1);
}

void ImageList::setPaths(QStringList paths) {
  beginResetModel();
  d_->forgetThumbnails();
  d_->errors.clear();
  d_->rows.clear();
  paths.removeDuplicates();
  d_->paths = std::move(paths);
  endResetModel();
}

void ImageList::addPaths(const QStringList& paths) {
  QStringList added;
  for (const QString& path : paths)
    if (rowOf(path) < 0) added << path;
  added.removeDuplicates();
  if (added.isEmpty()) return;
  const auto first = static_cast<int>(d_->paths.size());
  beginInsertRows({}, first, first + static_cast<int>(added.size()) - 1);
  d_->paths += added;
  endInsertRows();
}

void ImageList::setError(const QString& path, std::optional<Error> error) {
  const int row = rowOf(path);
  if (row < 0 || (!error && !d_->errors.contains(row))) return;
  if (error)
    d_->errors.insert(row, std::move(*error));
  else
    d_->errors.remove(row);
  Q_EMIT dataChanged(index(row), index(row), {ErrorRole, Qt::DecorationRole});
}

void ImageList::setThumbnailSide(int side_px) {
  if (side_px == d_->side_px) return;
  d_->side_px = side_px;
  d_->forgetThumbnails();
  if (!d_->paths.isEmpty()) Q_EMIT dataChanged(index(0), index(rowCount() - 1), {Qt::DecorationRole});
}

std::size_t ImageList::thumbnailBytes() const { return d_->bytes; }

}  // namespace ssa

#include "moc_image_list.cpp"

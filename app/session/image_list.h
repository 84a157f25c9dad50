#pragma once

#include <QAbstractListModel>
#include <QImage>
#include <QStringList>

#include <memory>

namespace ssa {

class JobQueue;

/// The pictures of the strip: paths known at once, thumbnails made only for rows that are asked for and
/// kept within a byte budget. 100,000 rows cost a path each.
class ImageList : public QAbstractListModel {
  Q_OBJECT

 public:
  enum Role { PathRole = Qt::UserRole + 1, NameRole, ErrorRole };
  explicit ImageList(JobQueue& jobs, QObject* parent = nullptr);
  ~ImageList() override;

  int rowCount(const QModelIndex& parent = {}) const override;
  /// DecorationRole is the thumbnail (null until made; asking for it requests it), DisplayRole the name.
  QVariant data(const QModelIndex& index, int role) const override;

  QString path(int row) const;
  int rowOf(const QString& path) const;  ///< -1 when absent
  void setPaths(QStringList paths);
  void addPaths(const QStringList& paths);
  void removeMissing(const QString& path);
  void setThumbnailSide(int side_px);  ///< device pixels

 private:
  struct Private;
  std::unique_ptr<Private> d_;
};

}  // namespace ssa

#pragma once

#include <QAbstractListModel>
#include <QImage>
#include <QStringList>

#include <cstddef>
#include <memory>
#include <optional>

#include "engine/core/error.h"

namespace ssa {

class JobQueue;

inline constexpr std::size_t kThumbnailBudget_bytes = std::size_t{48} << 20;

/// The pictures of the strip: paths known at once, thumbnails made only for rows that are asked for and
/// kept within a byte budget. 100,000 rows cost a path each.
class ImageList : public QAbstractListModel {
  Q_OBJECT

 public:
  /// ErrorRole is an ssa::Error where the picture cannot be read or has vanished, else invalid.
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
  /// Marks the row of a picture that could not be opened, or clears the mark; no row, no effect.
  void setError(const QString& path, std::optional<Error> error);
  void setThumbnailSide(int side_px);  ///< device pixels; drops the thumbnails made so far
  std::size_t thumbnailBytes() const;  ///< held now, at most kThumbnailBudget_bytes

 private:
  struct Private;
  std::unique_ptr<Private> d_;
};

}  // namespace ssa

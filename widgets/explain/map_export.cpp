#include "widgets/explain/map_export.h"

#include <QPainter>

#include <algorithm>
#include <filesystem>
#include <utility>

#include "app/session/explain/map_text.h"
#include "app/session/jobs/job_queue.h"
#include "app/session/qt_convert.h"
#include "app/session/session.h"
#include "engine/core/safe_file.h"
#include "widgets/theme/theme.h"

namespace ssa {

void saveCoordinates(Session& session, std::shared_ptr<const MapPoints> points, Embedding embedding, const QString& file) {
  struct Saved {};
  session.jobs().post<Saved>(
      {.lane = Lane::io, .kind = JobKind::save, .subject = file, .key = QStringLiteral("save:") + file, .priority = 100},
      [embedding = std::move(embedding), points = std::move(points), path = toPath(file)](StopToken,
                                                                                          ProgressSink&) -> Result<Saved> {
        if (path.extension() != ".npy") {
          SSA_TRY(writeFile(path, mapCsv(*points, embedding)));
          return Saved{};
        }
        SSA_TRY(writeFile(path, mapNpy(embedding)));
        std::filesystem::path beside = path;
        SSA_TRY(writeFile(beside.replace_extension(".json"), mapHeader(*points, embedding)));
        return Saved{};
      },
      &session,
      [&session, file](Result<Saved> done) {
        if (done)
          Q_EMIT session.saved(file);
        else
          Q_EMIT session.failed(done.error(), file);
      });
}

QImage sideBySide(std::vector<QImage> images) {
  std::erase_if(images, [](const QImage& image) { return image.isNull(); });
  if (images.empty()) return {};
  int width = 0, height = 0;
  for (const QImage& image : images) {
    width += image.width();
    height = std::max(height, image.height());
  }
  QImage whole(width, height, QImage::Format_RGB32);
  whole.fill(Theme::current().field);
  QPainter painter(&whole);
  int x = 0;
  for (QImage& image : images) {
    image.setDevicePixelRatio(1);
    painter.drawImage(x, 0, image);
    x += image.width();
  }
  return whole;
}

}  // namespace ssa

#include "widgets/explain/map_export.h"

#include <QFileInfo>
#include <QImage>
#include <QPainter>

#include <algorithm>
#include <filesystem>
#include <utility>
#include <vector>

#include "app/session/explain/map_run.h"
#include "app/session/explain/map_text.h"
#include "app/session/jobs/job_queue.h"
#include "app/session/qt_convert.h"
#include "app/session/session.h"
#include "app/session/settings.h"
#include "engine/core/safe_file.h"
#include "widgets/dialogs/file_dialogs.h"
#include "widgets/explain/map_panel.h"
#include "widgets/theme/theme.h"

namespace ssa {

MapExport::MapExport(ExplainSession& session, const MapRun& run, std::array<MapPanel*, kSlots> panels, QObject* parent)
    : QObject(parent), session_(session), run_(run), panels_(panels) {}

QString MapExport::proposal(const QString& end) const {
  const QString stem = run_.isOfMany() ? QStringLiteral("set") : QFileInfo(session_.subject().title).completeBaseName();
  return QStringLiteral("%1/%2-%3").arg(session_.session().settings().text("window/lastFolder"), stem, end);
}

void MapExport::askForCoordinates(Slot slot, QWidget* parent) {
  if (!run_.embedding(slot)) return;
  file_dialogs::ask(FileQuestion::saveCoordinates,
                    proposal(slot == Slot::ssa ? QStringLiteral("ssa.csv") : QStringLiteral("baseline.csv")), parent,
                    [this, slot](const QStringList& files) { saveCoordinates(slot, files.first()); });
}

void MapExport::saveCoordinates(Slot slot, const QString& file) {
  auto embedding = run_.embedding(slot);
  const auto points = run_.side(slot).points;
  if (!embedding || !points) return;
  struct Saved {};
  Session& session = session_.session();
  session.jobs().post<Saved>(
      {.lane = Lane::io, .kind = JobKind::save, .subject = file, .key = QStringLiteral("save:") + file, .priority = 100},
      [embedding = std::move(*embedding), points, path = toPath(file)](StopToken, ProgressSink&) -> Result<Saved> {
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

QImage MapExport::figure() const {
  std::vector<QImage> images;
  int width = 0, height = 0;
  for (MapPanel* panel : panels_) {
    QImage image = panel->isVisible() ? panel->grab() : QImage();
    if (image.isNull()) continue;
    image.setDevicePixelRatio(1);
    width += image.width();
    height = std::max(height, image.height());
    images.push_back(std::move(image));
  }
  if (images.empty()) return {};
  QImage whole(width, height, QImage::Format_RGB32);
  whole.fill(Theme::current().field);
  QPainter painter(&whole);
  int x = 0;
  for (const QImage& image : images) {
    painter.drawImage(x, 0, image);
    x += image.width();
  }
  return whole;
}

void MapExport::askForFigure(QWidget* parent) {
  const QImage picture = figure();
  if (picture.isNull()) return;
  QString header;
  for (const Slot slot : {Slot::ssa, Slot::baseline})
    if (const auto embedding = run_.embedding(slot); embedding && header.isEmpty())
      header = QString::fromStdString(mapHeader(*run_.side(slot).points, *embedding));
  file_dialogs::ask(
      FileQuestion::saveView, proposal(QStringLiteral("map.png")), parent,
      [this, picture, header](const QStringList& files) { session_.session().saveImage(picture, files.first(), header); });
}

}  // namespace ssa

#include "moc_map_export.cpp"

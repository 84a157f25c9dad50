#include "widgets/file_commands.h"

#include <QClipboard>
#include <QDir>
#include <QFileInfo>
#include <QGuiApplication>
#include <QImage>
#include <QMimeData>
#include <QUrl>

#include "app/session/jobs/job_queue.h"
#include "app/session/session.h"
#include "app/session/settings.h"
#include "widgets/canvas/canvas.h"
#include "widgets/dialogs/file_dialogs.h"
#include "widgets/view_state.h"

namespace ssa {
namespace {

constexpr int kOnScreen = 100;

}  // namespace

FileCommands::FileCommands(Session& session, ViewState& state, Canvas& canvas, QWidget* window)
    : QObject(window), session_(session), state_(state), canvas_(canvas), window_(window) {}

QString FileCommands::openFolderStart() const {
  const QString last = session_.settings().text("window/lastFolder");
  return last.isEmpty() ? QDir::homePath() : last;
}

void FileCommands::rememberOpen(const QString& path) {
  const QFileInfo info(path);
  session_.settings().setValue(QStringLiteral("window/lastFolder"), info.isDir() ? info.absoluteFilePath() : info.absolutePath());
}

void FileCommands::rememberSave(const QString& path) {
  session_.settings().setValue(QStringLiteral("window/lastSaveFolder"), QFileInfo(path).absolutePath());
}

QString FileCommands::saveProposal(const QString& suffix) const {
  const QString last = session_.settings().text("window/lastSaveFolder");
  const QFileInfo picture(session_.document().path());
  const QString stem = picture.completeBaseName().isEmpty() ? tr("picture") : picture.completeBaseName();
  return QDir(last.isEmpty() ? QDir::homePath() : last).filePath(QStringLiteral("%1.%2.png").arg(stem, suffix));
}

void FileCommands::openPictures() {
  file_dialogs::ask(FileQuestion::pictures, openFolderStart(), window_, [this](const QStringList& files) {
    rememberOpen(files.first());
    session_.openPaths(files);
  });
}

void FileCommands::openFolder() {
  file_dialogs::ask(FileQuestion::folder, openFolderStart(), window_, [this](const QStringList& files) {
    rememberOpen(files.first());
    session_.openPaths(files);
  });
}

void FileCommands::openModel(Slot slot) {
  file_dialogs::ask(FileQuestion::checkpoint, openFolderStart(), window_, [this, slot](const QStringList& files) {
    // model.json stands for its folder, which file dialogs cannot choose together with files.
    const QFileInfo file(files.first());
    rememberOpen(files.first());
    session_.loadModel(slot, file.fileName() == QLatin1String("model.json") ? file.absolutePath() : file.absoluteFilePath());
  });
}

void FileCommands::openTruth() {
  if (session_.document().isEmpty()) return Q_EMIT said(tr("Open a picture first; truth belongs to it"));
  file_dialogs::ask(FileQuestion::truth, openFolderStart(), window_,
                    [this](const QStringList& files) { session_.openTruth(files.first()); });
}

void FileCommands::openTruthFolder() {
  file_dialogs::ask(FileQuestion::truthFolder, openFolderStart(), window_,
                    [this](const QStringList& files) { session_.setTruthFolder(files.first()); });
}

ViewKind FileCommands::maskToSave() const {
  const ViewKind active = state_.activeKind();
  if (isMaskView(active) && session_.document().mask(active)) return active;
  return session_.document().mask(ViewKind::refined) ? ViewKind::refined : ViewKind::baseline;
}

void FileCommands::saveMask() {
  const ViewKind kind = maskToSave();
  if (!session_.document().mask(kind)) return Q_EMIT said(tr("There is no mask to save yet"));
  file_dialogs::ask(FileQuestion::saveMask, saveProposal(nameOf(kind)), window_, [this, kind](const QStringList& files) {
    rememberSave(files.first());
    session_.saveMask(kind, files.first());
  });
}

QString FileCommands::viewProvenance() const { return session_.provenance(state_.activeKind()); }

void FileCommands::renderView(std::function<void(const QImage&)> use) {
  JobSpec spec;
  spec.lane = Lane::interactive;
  spec.kind = JobKind::save;
  spec.subject = titleOf(state_.activeKind());
  spec.priority = kOnScreen;
  session_.jobs().post<QImage>(
      spec,
      [render = canvas_.renderer(state_.activeView())](StopToken stop, ProgressSink&) -> Result<QImage> {
        QImage picture = render(stop);
        if (picture.isNull()) return ErrorCode::stopped;
        return picture;
      },
      this,
      [use = std::move(use)](Result<QImage> picture) {
        if (picture) use(*picture);
      });
}

void FileCommands::saveView() {
  if (session_.document().isEmpty()) return Q_EMIT said(tr("There is no view to save yet"));
  file_dialogs::ask(FileQuestion::saveView, saveProposal(nameOf(state_.activeKind()) + QStringLiteral("-view")), window_,
                    [this](const QStringList& files) {
                      rememberSave(files.first());
                      renderView([this, file = files.first(), provenance = viewProvenance()](const QImage& picture) {
                        session_.saveImage(picture, file, provenance);
                      });
                    });
}

void FileCommands::copyView() {
  if (session_.document().isEmpty()) return Q_EMIT said(tr("There is no view to copy yet"));
  renderView([this, title = titleOf(state_.activeKind())](const QImage& picture) {
    QGuiApplication::clipboard()->setImage(picture);
    Q_EMIT said(tr("Copied %1, %2 × %3 pixels").arg(title).arg(picture.width()).arg(picture.height()));
  });
}

void FileCommands::paste() {
  const QMimeData* data = QGuiApplication::clipboard()->mimeData();
  if (!data || !accept(*data)) Q_EMIT said(tr("The clipboard holds no picture and no files"));
}

bool FileCommands::accept(const QMimeData& data) {
  QStringList paths;
  for (const QUrl& url : data.urls())
    if (url.isLocalFile()) paths += url.toLocalFile();
  if (!paths.isEmpty()) {
    session_.openPaths(paths);
    return true;
  }
  const QImage picture = qvariant_cast<QImage>(data.imageData());
  if (picture.isNull()) return false;
  session_.openPicture(picture);
  return true;
}

}  // namespace ssa

#include "moc_file_commands.cpp"

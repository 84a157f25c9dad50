#include "widgets/dialogs/file_dialogs.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QFileInfo>

namespace ssa::file_dialogs {
namespace {

Answerer theAnswerer;

class FileDialogs {
  Q_DECLARE_TR_FUNCTIONS(FileDialogs)

 public:
  static QString title(FileQuestion question) {
    switch (question) {
      case FileQuestion::pictures:
        return tr("Open pictures");
      case FileQuestion::folder:
        return tr("Open folder of pictures");
      case FileQuestion::checkpoint:
        return tr("Open model");
      case FileQuestion::truth:
        return tr("Open truth mask");
      case FileQuestion::truthFolder:
        return tr("Choose truth folder");
      case FileQuestion::saveMask:
        return tr("Save mask");
      case FileQuestion::saveView:
        return tr("Save view");
      case FileQuestion::saveFigure:
        return tr("Save figure");
      case FileQuestion::saveCoordinates:
        return tr("Save coordinates");
      case FileQuestion::patch:
        return tr("Open changes of prototypes");
      case FileQuestion::savePatch:
        return tr("Save changes of prototypes");
    }
    return {};
  }
  static QStringList filters(FileQuestion question) {
    const QString pictures = tr("Pictures (%1)").arg(QStringLiteral("*.jpg *.jpeg *.png *.tif *.tiff *.bmp *.webp"));
    const QString all = tr("All files (%1)").arg(QStringLiteral("*"));
    switch (question) {
      case FileQuestion::pictures:
        return {pictures, all};
      case FileQuestion::checkpoint:
        return {tr("Models (%1)").arg(QStringLiteral("*.pth *.pt *.safetensors *.bin model.json")), all};
      case FileQuestion::truth:
        return {tr("Masks (%1)").arg(QStringLiteral("*.png *.tif *.tiff *.bmp")), all};
      case FileQuestion::saveMask:
      case FileQuestion::saveView:
        return {tr("PNG picture (%1)").arg(QStringLiteral("*.png"))};
      case FileQuestion::saveFigure:
        return {tr("Figures (%1)").arg(QStringLiteral("*.pdf *.svg *.png"))};
      case FileQuestion::saveCoordinates:
        return {tr("Table (%1)").arg(QStringLiteral("*.csv")), tr("NumPy array (%1)").arg(QStringLiteral("*.npy"))};
      case FileQuestion::patch:
      case FileQuestion::savePatch:
        return {tr("Changes of prototypes (%1)").arg(QStringLiteral("*.json"))};
      case FileQuestion::folder:
      case FileQuestion::truthFolder:
        break;
    }
    return {};
  }
};

}  // namespace

void ask(FileQuestion question, const QString& start, QWidget* parent, Answer answer) {
  if (theAnswerer) {
    const QStringList files = theAnswerer(question, start);
    if (!files.isEmpty()) answer(files);
    return;
  }
  auto* dialog = new QFileDialog(parent, FileDialogs::title(question));
  dialog->setObjectName(QStringLiteral("fileDialog"));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  const QFileInfo place(start);
  const bool table = question == FileQuestion::saveCoordinates;
  const bool patch = question == FileQuestion::savePatch;
  const bool saving = table || patch || question == FileQuestion::saveMask || question == FileQuestion::saveView ||
                      question == FileQuestion::saveFigure;
  const bool folder = question == FileQuestion::folder || question == FileQuestion::truthFolder;
  dialog->setAcceptMode(saving ? QFileDialog::AcceptSave : QFileDialog::AcceptOpen);
  dialog->setFileMode(saving                               ? QFileDialog::AnyFile
                      : folder                             ? QFileDialog::Directory
                      : question == FileQuestion::pictures ? QFileDialog::ExistingFiles
                                                           : QFileDialog::ExistingFile);
  if (folder) dialog->setOption(QFileDialog::ShowDirsOnly);
  dialog->setNameFilters(FileDialogs::filters(question));
  dialog->setDirectory(saving ? place.absolutePath() : start);
  if (saving) {
    dialog->setDefaultSuffix(table ? QStringLiteral("csv") : patch ? QStringLiteral("json") : place.suffix());
    dialog->selectFile(place.fileName());
  }
  QObject::connect(dialog, &QFileDialog::filesSelected, dialog,
                   [answer = std::move(answer)](const QStringList& files) { answer(files); });
  dialog->open();
}

void setAnswerer(Answerer answerer) { theAnswerer = std::move(answerer); }

}  // namespace ssa::file_dialogs

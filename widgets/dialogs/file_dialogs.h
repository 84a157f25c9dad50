#pragma once

#include <QString>
#include <QStringList>

#include <functional>

class QWidget;

namespace ssa {

/// What is asked for.
enum class FileQuestion {
  pictures,
  folder,
  checkpoint,
  truth,
  truthFolder,
  saveMask,
  saveView,
  saveFigure,
  saveCoordinates,
  patch,
  savePatch
};

/// The open and save dialogs. Never nested event loops: the answer comes by call.
namespace file_dialogs {

using Answer = std::function<void(const QStringList& files)>;

/// Shows the dialog; `start` is a folder, or the proposed file for saving. No call when it is dismissed.
void ask(FileQuestion question, const QString& start, QWidget* parent, Answer answer);

/// Test seam: answers instead of the dialogs; null shows dialogs again.
using Answerer = std::function<QStringList(FileQuestion question, const QString& start)>;
void setAnswerer(Answerer answerer);

}  // namespace file_dialogs
}  // namespace ssa

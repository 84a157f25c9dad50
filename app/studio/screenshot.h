#pragma once

#include <QString>
#include <QStringList>

namespace ssa {

class MainWindow;

/// Once every job has ended and the window has settled, writes it as PNG to `file` and leaves the application
/// with exit code 0, or 1 when the file could not be written. `probe` is `x,y` in the picture, or empty.
void shootWhenSettled(MainWindow& window, const QString& file, const QString& probe);

/// Shows a page for its picture: `train`, `train:data|preflight|live|runs`, `train:live:pictures|maps`, `evaluate[:confusion]`.
/// `paths` are dropped on it, the models loaded into the slots; of training the data are checked, of evaluation the run is
/// started.
void showPage(MainWindow& window, const QString& page, const QStringList& paths, const QString& baseline, const QString& ssa);

/// Prints the milliseconds from the start of the process to the first frame of the canvas and leaves.
void measureStart(MainWindow& window);

}  // namespace ssa

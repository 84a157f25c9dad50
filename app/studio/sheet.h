#pragma once

#include <QString>
#include <QStringList>

namespace ssa {

/// The main job without a window: masks of every picture and a labelled comparison sheet.
struct SheetJob {
  QString folder;       ///< made when missing
  QStringList inputs;   ///< pictures, folders, globs
  QString baseline;     ///< model folder or checkpoint; empty = none
  QString ssa;          ///< likewise; at least one of the two
  QString device = QStringLiteral("auto");
};

/// Runs the job, prints progress and the files it wrote, and returns the process's exit code: 0 all done,
/// 1 something failed (what succeeded is kept), 2 nothing to do, 130 stopped. Needs a QGuiApplication, on any platform.
///
/// Writes `<stem>.baseline.png`, `<stem>.coarse.png`, `<stem>.refined.png` (class ids), a JSON sidecar
/// beside each, and `sheet.png` (`sheet-2.png` … after every 12 pictures).
int runSheet(const SheetJob& job);

}  // namespace ssa

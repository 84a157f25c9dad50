#pragma once

#include <QSize>
#include <QString>
#include <QStringList>

#include <optional>

#include "app/studio/sheet.h"

namespace ssa {

/// The command line of the studio.
struct StartOptions {
  QStringList paths;              ///< pictures, folders, checkpoints
  QString baseline;               ///< model for the baseline slot
  QString ssa;                    ///< model for the SSA slot
  QString modelsFolder;           ///< where imported models land; empty = the user's data folder
  QString settingsFile;           ///< empty = the user's own
  QString runsFolder;             ///< where training runs are kept; empty = the user's data folder
  std::optional<SheetJob> sheet;  ///< the main job without a window
  bool benchWindow = false;       ///< print the figures that need a window, then leave
  bool measureStart = false;      ///< print milliseconds from process start to the first frame, then leave
  // For the pictures of the documentation.
  QString screenshot;  ///< PNG of the settled window, then leave
  QString theme;       ///< `light` or `dark`, for this start only
  QSize size;          ///< of the window
  QString page;     ///< `explain`, `train` or `evaluate`: the page shown, with the paths given to it; `train:runs`, `explain:map`
                    ///< name its part
  QString trainer;  ///< stands for `ssaseg`
  QString probe;    ///< `x,y`: where in the picture the probe looks on the screenshot
};

/// Parses the arguments of the application; prints help, version or the fault and leaves where that is asked for.
StartOptions parseStartOptions(const QStringList& arguments);

}  // namespace ssa

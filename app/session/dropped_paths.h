#pragma once

#include <QString>
#include <QStringList>

#include <filesystem>
#include <optional>
#include <vector>

#include "engine/core/error.h"
#include "engine/core/stop.h"

namespace ssa {

/// What a user dropped on the window or named on the command line, sorted.
struct DroppedPaths {
  QStringList pictures;       ///< files as given; folders listed recursively, without the masks in them
  QStringList models;         ///< model folders and raw checkpoints
  std::vector<Error> errors;  ///< one for each path that is neither, in order
  Warnings warnings;          ///< what was left out of folders
};

/// Blocking. A folder with `model.json`, or with `config.json` beside weights, is a model; a file is a
/// checkpoint by its suffix, a picture by its suffix or its first bytes.
DroppedPaths sortDropped(const QStringList& paths, StopToken stop);

/// A model as it lies on disk.
struct ModelSource {
  std::filesystem::path path;
  bool imported = false;  ///< a model folder; otherwise `path` is a raw checkpoint file
};
/// Nothing when the path is no model by name and layout. Blocking.
std::optional<ModelSource> modelSource(const std::filesystem::path& path);

}  // namespace ssa

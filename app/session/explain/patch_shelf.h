#pragma once

#include <QString>

#include <string>
#include <vector>

#include "engine/api/what_if.h"

namespace ssa {

/// A change of prototypes that was kept under a name.
struct ShelvedPatch {
  QString name;
  QString file;
  Patch patch;
};

/// Changes of prototypes kept by name, one file each in a folder; a change belongs to the model it was made on.
class PatchShelf {
 public:
  /// The folder is made when the first patch is kept.
  explicit PatchShelf(QString folder) : folder_(std::move(folder)) {}

  /// Those of a model, by name. Files that cannot be read are left out.
  std::vector<ShelvedPatch> of(const std::string& modelSha256) const;
  /// Keeps `patch` under its own name and model; one of the same name is replaced.
  /// Errors: badOption (`name` empty or longer than 80), those of writeFile.
  Result<void> keep(const Patch& patch) const;
  /// Error: fileNotFound, permissionDenied.
  Result<void> remove(const ShelvedPatch& patch) const;

 private:
  QString folder_;
};

}  // namespace ssa

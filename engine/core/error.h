#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ssa {

/// What went wrong, as a stable code. The sentence a user reads is chosen from it by
/// widgets/feedback (translated) and by app/cli (English); the engine writes none.
enum class ErrorCode {
  stopped,              ///< the caller asked to stop; not a fault
  outOfMemory,          ///< host or device memory; args: bytes (if known), device
  fileNotFound,         ///< args: path
  fileVanished,         ///< was listed or open a moment ago; args: path
  permissionDenied,     ///< args: path
  notAFile,             ///< a folder, device, pipe or socket; args: path
  notAFolder,           ///< args: path
  folderEmpty,          ///< nothing usable inside; args: path, wanted
  fileEmpty,            ///< zero bytes; args: path
  fileTooLarge,         ///< over a reader's limit; args: path, bytes, limit
  readFailed,           ///< args: path, reason
  writeFailed,          ///< args: path, reason
  diskFull,             ///< args: path, needed, free
  unknownFormat,        ///< no reader recognises the bytes; args: path
  imageDamaged,         ///< args: path, reason
  imageTooLarge,        ///< refused from the header, before decoding; args: path, width, height, limit
  imageUnsupported,     ///< args: path, reason
  maskIsColour,         ///< an RGB picture where class ids are expected; args: path
  maskIdOutOfRange,     ///< args: path, id, classes, pixels
  sizeMismatch,         ///< picture and mask differ; args: path, found, expected
  checkpointDamaged,    ///< args: path, reason
  checkpointRefused,    ///< well-formed but over a limit or self-contradictory; args: path, reason
  noWeights,            ///< no tensor dictionary inside; args: path
  keysMismatch,         ///< strict loading; args: path, missing, unexpected, shapes
  architectureUnknown,  ///< args: path, keys (a few that were found)
  classCountMismatch,   ///< args: path, found, expected
  modelFolderInvalid,   ///< model.json or weights missing or wrong; args: path, reason
  newerVersion,         ///< written by a newer program; args: path, found, supported
  deviceUnavailable,    ///< args: device, reason
  deviceFault,          ///< sticky accelerator error; args: device, reason
  badOption,            ///< args: option, value, expected
  badConfig,            ///< JSON or label table that cannot be used; args: path, reason
  runBusy,              ///< another process trains in this folder; args: path, holder
  datasetUnfit,         ///< the health check refuses; args: path, reason
  nothingToLearn,       ///< no labelled pixel, or no readable pair; args: path
  trainingDiverged,     ///< non-finite losses or weights; args: iteration, reason
  trainerDied,          ///< the training process ended without saying why; args: path, reason
  contract,             ///< a ContractViolation caught at the façade; args: reason
  internal,             ///< anything else; args: reason
};

/// Short stable name of a code (`file_not_found`), used in JSON output, logs and tests.
std::string_view name(ErrorCode code);

/// A failure as data: code plus named arguments. Arguments are shown to users inside a sentence,
/// so they hold paths, numbers and names, never whole sentences.
struct Error {
  using Args = std::vector<std::pair<std::string, std::string>>;

  ErrorCode code = ErrorCode::internal;
  Args args;

  Error() = default;
  Error(ErrorCode code_, Args args_ = {}) : code(code_), args(std::move(args_)) {}

  /// Value of a named argument, empty when absent.
  std::string_view arg(std::string_view name) const;
  /// `code: a=b, c=d` for logs and test failures; never shown to users.
  std::string toString() const;
};

/// Something that did not stop the work but that the user should know; same shape as an error.
enum class WarningCode {
  pickleNotExecuted,     ///< args: names (globals that stayed inert)
  extraTensorsIgnored,   ///< args: count, names
  missingTensorsFilled,  ///< args: count, names (kept their initial value)
  nonFiniteWeights,      ///< args: count, names
  classNamesMissing,     ///< the file names none; numbered names are used
  paletteGenerated,      ///< no colours in the file
  idsOutsideTable,       ///< args: path, pixels, ids
  exifInvalid,           ///< args: path
  firstPageOnly,         ///< args: path, pages
  alphaDropped,          ///< args: path
  depthReduced,          ///< 16-bit or float picture mapped to 8 bits; args: path, low, high
  colourConverted,       ///< args: path, from
  smallerTiles,          ///< out of memory was met; args: from, to
  deviceFellBack,        ///< args: wanted, used, reason
  fileSkipped,           ///< args: path, reason
  nonFiniteStep,         ///< a step was left out; args: iteration, count (in a row)
  emptyBatch,            ///< a batch without a labelled pixel was left out; args: iteration
  checkpointNotWritten,  ///< training goes on without it; args: path, reason
  untrained,             ///< weights are seeded noise
};
std::string_view name(WarningCode code);

/// See WarningCode.
struct Warning {
  WarningCode code;
  Error::Args args;
  std::string toString() const;
};
using Warnings = std::vector<Warning>;

}  // namespace ssa

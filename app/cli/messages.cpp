#include "app/cli/messages.h"

#include <algorithm>

namespace ssa::cli {
namespace {

struct Sentence {
  std::string_view cause;
  std::string_view remedy = {};
};

// No default: the compiler names a code that has no sentence.
Sentence sentenceOf(ErrorCode code) {
  switch (code) {
    case ErrorCode::stopped:
      return {"Stopped.", "What was finished is kept."};
    case ErrorCode::outOfMemory:
      return {"There is not enough memory on {device|this machine}.",
              "Close other programs, use --scales 0.5 or --window slide with a smaller --crop, or --device cpu."};
    case ErrorCode::fileNotFound:
      return {"{path} does not exist.", "Check the spelling and the current folder."};
    case ErrorCode::fileVanished:
      return {"{path} was removed while it was in use.", "Put it back, or leave it out."};
    case ErrorCode::permissionDenied:
      return {"{path} may not be opened by this user.", "Change its permissions (chmod), or use a copy of your own."};
    case ErrorCode::notAFile:
      return {"{path} is not a file.", "Give the path of a regular file; folders, devices and pipes cannot be read here."};
    case ErrorCode::notAFolder:
      return {"{path} is not a folder.", "Give the folder itself, not a file in it."};
    case ErrorCode::folderEmpty:
      return {"{path} holds no {wanted|usable files}.",
              "Check the folder; hidden files and links that lead out of it are left out."};
    case ErrorCode::fileEmpty:
      return {"{path} is empty (0 bytes).", "Copy or download it again."};
    case ErrorCode::fileTooLarge:
      return {"{path} has {bytes} bytes; at most {limit} are read.", "Split it, or check that it is the right file."};
    case ErrorCode::readFailed:
      return {"{path} cannot be read: {reason}.", "Check the disk or network drive and try again."};
    case ErrorCode::writeFailed:
      return {"{path} cannot be written: {reason}.", "Choose another place with --out; the previous file is untouched."};
    case ErrorCode::diskFull:
      return {"The disk is full: {path} needs {needed|more} bytes, {free|too few} are free.",
              "Free some space; the previous file is untouched."};
    case ErrorCode::unknownFormat:
      return {"{path} is in no format that is known here.",
              "Pictures: JPEG, PNG, TIFF, BMP, WebP. Checkpoints: .pth, .safetensors or a model folder."};
    case ErrorCode::imageDamaged:
      return {"{path} is damaged: {reason}.", "Open and save it with another program, or get it again."};
    case ErrorCode::imageTooLarge:
      return {"{path} has {width} x {height} pixels; the limit is {limit}.", "Cut or reduce the picture first."};
    case ErrorCode::imageUnsupported:
      return {"{path} uses a feature that is not supported: {reason}.", "Convert it to 8-bit PNG."};
    case ErrorCode::maskIsColour:
      return {"{path} is a colour picture, but class ids are expected.",
              "Save the mask with one channel whose values are class ids (or as a palette PNG)."};
    case ErrorCode::maskIdOutOfRange:
      return {"{path} holds the id {id}, but the label table has {classes} classes ({pixels|some} pixels are outside it).",
              "Give the table of these masks with --labels; ids to leave out go into its ignored_ids."};
    case ErrorCode::sizeMismatch:
      return {"{path|Picture and mask} do not fit: found {found}, expected {expected}.",
              "Picture and mask must have the same size after EXIF rotation."};
    case ErrorCode::checkpointDamaged:
      return {"The checkpoint {path} is damaged: {reason}.", "Download or copy it again."};
    case ErrorCode::checkpointRefused:
      return {"The checkpoint {path} is refused: {reason}.", "Save it again with torch.save from a trusted program."};
    case ErrorCode::noWeights:
      return {"{path} holds no weights.", "Give the file with the state dictionary, not an optimiser or log file."};
    case ErrorCode::keysMismatch:
      return {
          "The weights in {path} do not fit the network. Missing: {missing|none}. Unexpected: {unexpected|none}. Wrong shape: "
          "{shapes|none}.",
          "Check that the file is complete and of a supported architecture (ssaseg inspect --keys)."};
    case ErrorCode::architectureUnknown:
      return {"The architecture of {path} is not recognised (it holds {keys|other names}).",
              "Supported: SeaFormer T, S, B, L and SegFormer (MiT) B0 to B5, whole networks, plain or SSA."};
    case ErrorCode::classCountMismatch:
      return {"The label table has {found} classes, but {path|the model} has {expected}.",
              "Give the label table of this model with --labels."};
    case ErrorCode::modelFolderInvalid:
      return {"{path} is not a usable model folder: {reason}.", "Import the checkpoint again (ssaseg import)."};
    case ErrorCode::newerVersion:
      return {"{path} was written by a newer program (version {found}, this one reads {supported}).", "Update SSA Studio."};
    case ErrorCode::deviceUnavailable:
      return {"The device {device} cannot be used: {reason}.", "Use --device cpu or --device auto."};
    case ErrorCode::deviceFault:
      return {"The device {device} failed: {reason}.", "Run the command again; if it fails again, use --device cpu."};
    case ErrorCode::badOption:
      return {"--{option} {value} cannot be used; expected: {expected}.", "See --help."};
    case ErrorCode::badConfig:
      return {"{path} cannot be used: {reason}.", "Correct the file."};
    case ErrorCode::runBusy:
      return {"{path} is being trained in by {holder}.", "Wait for it, stop it, or choose another run folder (--run)."};
    case ErrorCode::datasetUnfit:
      return {"{path} cannot be trained on: {reason}.", "See ssaseg check for every finding and its remedy."};
    case ErrorCode::nothingToLearn:
      return {"{path} has no labelled pixel to learn from.", "Check the label table and the masks (ssaseg check)."};
    case ErrorCode::trainingDiverged:
      return {"Training became unusable at iteration {iteration}: {reason}.",
              "Resume from the last checkpoint with a lower learning rate (--lr) or with --clip_norm."};
    case ErrorCode::trainerDied:
      return {"The trainer of {path} ended unexpectedly: {reason}.", "See its log, then go on with --resume."};
    case ErrorCode::contract:
      return {"The program met a state that must not occur: {reason}.", "This is a bug; please report it with the command line."};
    case ErrorCode::internal:
      return {"Something unexpected failed: {reason}.", "This is a bug; please report it with the command line."};
  }
  return {};
}

Sentence sentenceOf(WarningCode code) {
  switch (code) {
    case WarningCode::pickleNotExecuted:
      return {"The checkpoint wants to call {names}; nothing of it was executed."};
    case WarningCode::extraTensorsIgnored:
      return {"{count} tensors of the file belong to no part of the network and were left out: {names}."};
    case WarningCode::missingTensorsFilled:
      return {"{count} tensors are not in the file and keep their initial values: {names}.",
              "The result is not that of the trained model."};
    case WarningCode::nonFiniteWeights:
      return {"{count} tensors hold NaN or infinity: {names}.", "Masks may be meaningless; use an earlier checkpoint."};
    case WarningCode::classNamesMissing:
      return {"The file names no classes; numbered names are used.", "Name them with --labels."};
    case WarningCode::paletteGenerated:
      return {"The file has no colours; colour-blind-safe ones are used.", "Give colours with --labels."};
    case WarningCode::idsOutsideTable:
      return {"{path}: {pixels} pixels hold ids outside the label table ({ids}); where the truth is known they count as wrong."};
    case WarningCode::exifInvalid:
      return {"{path}: the EXIF orientation is invalid and was taken as upright."};
    case WarningCode::firstPageOnly:
      return {"{path} has {pages} pages; only the first is used."};
    case WarningCode::alphaDropped:
      return {"{path}: transparency was put on white."};
    case WarningCode::depthReduced:
      return {"{path}: values from {low} to {high} were mapped to 8 bits."};
    case WarningCode::colourConverted:
      return {"{path} was converted from {from} to sRGB."};
    case WarningCode::smallerTiles:
      return {"Memory ran short: the picture was cut into windows of {to} instead of {from}.",
              "The mask can differ slightly from that of the whole picture."};
    case WarningCode::deviceFellBack:
      return {"{wanted} is not used but {used}: {reason}."};
    case WarningCode::fileSkipped:
      return {"{path} was left out: {reason}."};
    case WarningCode::nonFiniteStep:
      return {"Iteration {iteration}: the loss was not finite; the step was left out ({count} in a row)."};
    case WarningCode::emptyBatch:
      return {"Iteration {iteration}: no labelled pixel in the batch; the step was left out."};
    case WarningCode::checkpointNotWritten:
      return {"The checkpoint {path} could not be written: {reason}. Training goes on."};
    case WarningCode::untrained:
      return {"This model is untrained: its masks are noise."};
  }
  return {};
}

}  // namespace

std::string fillIn(std::string_view text, const Error::Args& args) {
  std::string filled;
  while (!text.empty()) {
    const std::size_t open = std::min(text.find('{'), text.size());
    filled += text.substr(0, open);
    text.remove_prefix(open);
    const std::size_t close = text.find('}');
    if (close == std::string_view::npos) break;
    const std::string_view field = text.substr(1, close - 1);
    const std::size_t bar = std::min(field.find('|'), field.size());
    const auto found = std::find_if(args.begin(), args.end(), [&](const auto& arg) { return arg.first == field.substr(0, bar); });
    if (found != args.end() && !found->second.empty())
      filled += found->second;
    else
      filled += bar < field.size() ? field.substr(bar + 1) : std::string_view("?");
    text.remove_prefix(close + 1);
  }
  return filled;
}

Message describe(const Error& error) {
  const Sentence sentence = sentenceOf(error.code);
  return {fillIn(sentence.cause, error.args), fillIn(sentence.remedy, error.args)};
}

Message describe(const Warning& warning) {
  const Sentence sentence = sentenceOf(warning.code);
  return {fillIn(sentence.cause, warning.args), fillIn(sentence.remedy, warning.args)};
}

}  // namespace ssa::cli

#include "app/cli/finding_messages.h"

#include "app/cli/console.h"

namespace ssa::cli {
namespace {

struct FindingText {
  std::string_view cause;
  std::string_view remedy = {};
};

// No default: the compiler names a kind that has no sentence.
FindingText textOf(FindingKind kind) {
  switch (kind) {
    case FindingKind::noUsablePair:
      return {"None of the {pairs} pairs of {split|the set} can be used.", "Correct what is named below first."};
    case FindingKind::nothingLabelled:
      return {"No mask of {split|the set} holds a pixel of any class.",
              "The label table does not fit these masks: choose another with --labels, or map ids with --id-map."};
    case FindingKind::maskIsColour:
      return {
          "{count} masks of {split|the set} are colour pictures, not class ids ({known} of their {colours} colours are in the "
          "label table).",
          "Convert them to index PNGs whose pixels are class ids; the colours are listed below."};
    case FindingKind::idsUnknown:
      return {"{count} masks of {split|the set} hold ids the label table does not know: {ids} ({pixels} pixels).",
              "Choose the table of these masks with --labels, or say in --id-map what these ids become (255 = ignored)."};
    case FindingKind::sizesDiffer:
      return {"{count} masks of {split|the set} differ in size from their picture (mask / picture).",
              "They may belong to other pictures, or were resized; give each mask its picture's size without interpolation."};
    case FindingKind::imageUnreadable:
      return {"{count} pictures of {split|the set} cannot be read; their pairs would be left out.",
              "Copy them again, or remove them."};
    case FindingKind::maskUnreadable:
      return {"{count} masks of {split|the set} cannot be read; their pairs would be left out.",
              "Write them again as index PNGs, or remove them."};
    case FindingKind::unpaired:
      return {"{count} files have no partner and are left out.",
              "Picture and mask need the same name; masks that lead out of the folder by a link are not followed."};
    case FindingKind::splitLeak:
      return {"{count} validation pictures are copies of pictures that are learnt from: scores would flatter.",
              "Remove them on one side, or hold out whole sequences with --hold-out."};
    case FindingKind::classesAbsent:
      return {"{count} classes are nowhere in {split|the set}: {classes}.",
              "They cannot be learnt or scored there; use more pictures, another split, or a table without them."};
    case FindingKind::masksIgnored:
      return {"{count} masks of {split|the set} hold no pixel of any class.",
              "They teach nothing; check that they are the right files."};
    case FindingKind::duplicateImages:
      return {"{count} pictures of {split|the set} stand there twice, byte for byte."};
    case FindingKind::idsIgnored:
      return {"Ids that count for nothing: {ids} ({percent} % of all pixels)."};
  }
  return {"{count}"};
}

std::string quoted(const std::vector<std::string>& items) {
  std::string text;
  for (const std::string& item : items) text += (text.empty() ? "" : ", ") + item;
  return text;
}

}  // namespace

Message describe(const Finding& finding) {
  const FindingText text = textOf(finding.kind);
  Error::Args args = finding.args;
  args.emplace_back("count", grouped(finding.count));
  return {fillIn(text.cause, args), fillIn(text.remedy, args)};
}

std::string describe(const Recognition& recognition) {
  std::vector<std::string> others;
  for (const DatasetCandidate& candidate : recognition.candidates)
    if (candidate.format != recognition.decision) others.push_back(candidate.format);
  switch (recognition.reason) {
    case RecognitionReason::onlyLayout:
      return "Read as " + recognition.decision + ": no other layout fits.";
    case RecognitionReason::mostSpecific:
      return "Read as " + recognition.decision + ", the most specific layout that fits (also: " + quoted(others) + ").";
    case RecognitionReason::ambiguous:
      return "The folder alone does not tell whether it is " + quoted(others) + ".";
    case RecognitionReason::nothingKnown:
      return "No known layout fits.";
  }
  return {};
}

}  // namespace ssa::cli

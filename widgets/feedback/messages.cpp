#include "widgets/feedback/messages.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QStringList>

#include <algorithm>

namespace ssa {
namespace {

class Messages {
  Q_DECLARE_TR_FUNCTIONS(Messages)

 public:
  Messages(const Error::Args& args, QString subject) : args_(args), subject_(std::move(subject)) {}

  Message of(ErrorCode code) const;
  Message of(WarningCode code) const;

 private:
  QString arg(const char* name) const {
    for (const auto& [key, value] : args_)
      if (key == name) return QString::fromStdString(value);
    return {};
  }
  // What the sentence is about: the file's name, else the subject, else a plain word.
  QString file() const {
    const QString path = arg("path").isEmpty() ? subject_ : arg("path");
    const QString name = QFileInfo(path).fileName();
    return name.isEmpty() ? (path.isEmpty() ? tr("the file") : path) : name;
  }
  QString either(const char* name, const QString& fallback) const {
    const QString value = arg(name);
    return value.isEmpty() ? fallback : value;
  }
  // Reasons are short engine words; they stand in brackets.
  QString because() const {
    const QString reason = arg("reason");
    return reason.isEmpty() ? QString() : QStringLiteral(" (%1)").arg(reason);
  }
  QString megabytes(const char* name) const {
    bool fine = false;
    const double bytes = arg(name).toDouble(&fine);
    return fine ? tr("%1 MB").arg(bytes / 1e6, 0, 'f', bytes < 1e7 ? 1 : 0) : tr("an unknown amount");
  }
  static Message error(QString text, QString remedy) { return {Severity::error, std::move(text), std::move(remedy), {}}; }
  static Message warning(QString text, QString remedy) { return {Severity::warning, std::move(text), std::move(remedy), {}}; }
  static Message info(QString text, QString remedy) { return {Severity::info, std::move(text), std::move(remedy), {}}; }

  const Error::Args& args_;
  QString subject_;
};

Message Messages::of(ErrorCode code) const {
  switch (code) {
    case ErrorCode::stopped:
      return info(tr("Stopped: %1.").arg(file()), tr("Start it again whenever you like."));
    case ErrorCode::outOfMemory:
      return error(tr("There was not enough memory for %1, although smaller tiles were tried.").arg(file()),
                   tr("Choose the sliding window with a smaller crop or a lower input scale, or close other programs."));
    case ErrorCode::fileNotFound:
      return error(tr("%1 does not exist.").arg(file()), tr("Check the path, or open the file from where it is now."));
    case ErrorCode::fileVanished:
      return error(tr("%1 was there a moment ago and is gone.").arg(file()),
                   tr("It was moved, renamed or deleted outside; open its folder again."));
    case ErrorCode::permissionDenied:
      return error(tr("%1 may not be read or written with your rights.").arg(file()),
                   tr("Change its permissions, or choose a place that is yours."));
    case ErrorCode::notAFile:
      return error(tr("%1 is not an ordinary file.").arg(file()),
                   tr("Choose a file; folders, links and devices do not work here."));
    case ErrorCode::notAFolder:
      return error(tr("%1 is not a folder.").arg(file()), tr("Choose a folder, or open the file itself."));
    case ErrorCode::folderEmpty:
      return error(tr("%1 holds nothing that can be opened.").arg(file()),
                   tr("Choose a folder with %1.").arg(either("wanted", tr("JPEG, PNG, TIFF, BMP or WebP pictures"))));
    case ErrorCode::fileEmpty:
      return error(tr("%1 is empty.").arg(file()), tr("The copy or download probably broke off; fetch it again."));
    case ErrorCode::fileTooLarge:
      return error(tr("%1 is too large: %2, the limit is %3.").arg(file(), megabytes("bytes"), megabytes("limit")),
                   tr("Check that it is the right file."));
    case ErrorCode::readFailed:
      return error(tr("%1 could not be read%2.").arg(file(), because()), tr("Check the disk or network share and try again."));
    case ErrorCode::writeFailed:
      return error(tr("%1 could not be written%2; what was there before is untouched.").arg(file(), because()),
                   tr("Save to another folder or disk."));
    case ErrorCode::diskFull:
      return error(tr("The disk is full: %1 needs %2 and %3 are free.").arg(file(), megabytes("needed"), megabytes("free")),
                   tr("Make room or save to another disk; what was there before is untouched."));
    case ErrorCode::unknownFormat:
      return error(tr("%1 is of no kind that can be opened.").arg(file()),
                   tr("Pictures may be JPEG, PNG, TIFF, BMP or WebP; models .pth, .safetensors or a model folder."));
    case ErrorCode::imageDamaged:
      return error(tr("%1 is damaged%2.").arg(file(), because()),
                   tr("Open another copy, or write it anew with the program it came from."));
    case ErrorCode::imageTooLarge:
      return error(tr("%1 is too large to open: %2 × %3 pixels.")
                       .arg(file(), either("width", tr("unknown")), either("height", tr("unknown"))),
                   tr("Cut or shrink it to at most %1 pixels.").arg(either("limit", tr("400 million"))));
    case ErrorCode::imageUnsupported:
      return error(tr("%1 uses a variant of its format that is not read%2.").arg(file(), because()),
                   tr("Save it as an ordinary PNG or TIFF and open that."));
    case ErrorCode::maskIsColour:
      return error(tr("%1 is a colour picture, but a truth mask must hold one class id per pixel.").arg(file()),
                   tr("Choose the index mask (often in a folder ending in “annot” or “labelIds”), not its coloured copy."));
    case ErrorCode::maskIdOutOfRange:
      return error(tr("%1 holds class %2, but there are only %3 classes.").arg(file(), arg("id"), arg("classes")),
                   tr("Choose masks made for the classes of this model, or load the model they were made for."));
    case ErrorCode::sizeMismatch:
      return error(tr("%1 is %2 pixels large, the picture is %3.")
                       .arg(file(), either("found", tr("unknown")), either("expected", tr("unknown"))),
                   tr("Choose the mask that belongs to this picture, or scale it without smoothing."));
    case ErrorCode::checkpointDamaged:
      return error(tr("%1 is a damaged checkpoint%2.").arg(file(), because()),
                   tr("Fetch or copy it again and compare its size."));
    case ErrorCode::checkpointRefused:
      return error(tr("%1 contradicts itself and was refused%2.").arg(file(), because()),
                   tr("Get the checkpoint from its original source; nothing in it was executed."));
    case ErrorCode::noWeights:
      return error(tr("%1 holds no weights.").arg(file()),
                   tr("Choose the file with the network's state, usually the largest of the run."));
    case ErrorCode::keysMismatch:
      return error(tr("The tensors of %1 do not fit the network.").arg(file()),
                   tr("The details name them; choose a checkpoint of the same architecture and classes."));
    case ErrorCode::architectureUnknown:
      return error(tr("%1 belongs to no architecture that is known here.").arg(file()),
                   tr("SeaFormer T to L and SegFormer B0 to B5 can be opened, plain or with SSA, head included."));
    case ErrorCode::classCountMismatch:
      return error(tr("%1 has %2 classes, but %3 are needed.")
                       .arg(file(), either("found", tr("unknown")), either("expected", tr("unknown"))),
                   tr("Use a class table, masks or a second model with the same number of classes."));
    case ErrorCode::modelFolderInvalid:
      return error(tr("%1 is not a whole model folder%2.").arg(file(), because()),
                   tr("Import the checkpoint again; a model folder holds model.json and weights.safetensors."));
    case ErrorCode::newerVersion:
      return error(tr("%1 was written by a newer version of this program (%2; %3 is understood).")
                       .arg(file(), either("found", tr("unknown")), either("supported", tr("unknown"))),
                   tr("Update SSA Studio to open it."));
    case ErrorCode::deviceUnavailable:
      return error(tr("The device %1 cannot be used%2.").arg(either("device", tr("asked for")), because()),
                   tr("Choose the fastest device or the processor in the Model menu."));
    case ErrorCode::deviceFault:
      return error(tr("The device %1 stopped working%2.").arg(either("device", tr("in use")), because()),
                   tr("Choose the processor in the Model menu, or start the program anew."));
    case ErrorCode::badOption:
      return error(tr("%1 cannot be %2.").arg(either("option", tr("The option")), either("value", tr("this"))),
                   tr("Choose %1.").arg(either("expected", tr("another value"))));
    case ErrorCode::badConfig:
      return error(tr("%1 cannot be used as it is%2.").arg(file(), because()),
                   tr("Correct the file, or delete it to go back to the defaults."));
    case ErrorCode::runBusy:
      return error(tr("%1 is already being trained in by %2.").arg(file(), either("holder", tr("another process"))),
                   tr("Wait for it, stop it, or choose another folder for this run."));
    case ErrorCode::datasetUnfit:
      return error(tr("%1 cannot be trained on%2.").arg(file(), because()),
                   tr("Open the health check: it lists every finding and its remedy."));
    case ErrorCode::nothingToLearn:
      return error(tr("%1 has no labelled pixel to learn from.").arg(file()),
                   tr("Check the label table and the masks in the health check."));
    case ErrorCode::trainingDiverged:
      return error(tr("Training became unusable at iteration %1%2.").arg(either("iteration", tr("an early")), because()),
                   tr("Resume from the last checkpoint with a lower learning rate or with gradient clipping."));
    case ErrorCode::trainerDied:
      return error(tr("The trainer of %1 ended unexpectedly%2.").arg(file(), because()),
                   tr("Look at its log, then resume from the last checkpoint."));
    case ErrorCode::contract:
      return error(
          tr("A calculation for %1 was refused by a safety check%2; this is a fault of the program.").arg(file(), because()),
          tr("Nothing was lost. Please report it with the details."));
    case ErrorCode::internal:
      return error(tr("Something unexpected happened with %1%2.").arg(file(), because()),
                   tr("Nothing was lost. Try again; if it stays, please report it with the details."));
  }
  return {};
}

Message Messages::of(WarningCode code) const {
  switch (code) {
    case WarningCode::pickleNotExecuted:
      return info(tr("%1 contains Python objects that were not executed; its weights are fine.").arg(file()),
                  tr("Nothing needs to be done."));
    case WarningCode::extraTensorsIgnored:
      return warning(
          tr("%1 has %2 tensors that the network does not use; they were left out.").arg(file(), either("count", tr("some"))),
          tr("Usually these belong to training only; the details name them."));
    case WarningCode::missingTensorsFilled:
      return warning(
          tr("%1 lacks %2 tensors of the network; they keep their initial values.").arg(file(), either("count", tr("some"))),
          tr("Expect poor masks unless these are trained later; the details name them."));
    case WarningCode::nonFiniteWeights:
      return warning(tr("%1 holds weights that are not numbers.").arg(file()),
                     tr("Training probably diverged; use an earlier checkpoint of the run."));
    case WarningCode::classNamesMissing:
      return info(tr("%1 names no classes, so they are numbered.").arg(file()), tr("Import it with a class table to see names."));
    case WarningCode::paletteGenerated:
      return info(tr("%1 brings no colours, so colour-blind-safe ones were chosen.").arg(file()),
                  tr("Change them in the Classes pane."));
    case WarningCode::idsOutsideTable:
      return warning(tr("%1 holds ids without a class (%2); %3 pixels are ignored.")
                         .arg(file(), either("ids", tr("unknown")), either("pixels", tr("some"))),
                     tr("Check that the mask belongs to the classes of this model."));
    case WarningCode::exifInvalid:
      return info(tr("The orientation stored in %1 is invalid, so it is shown as it lies in the file.").arg(file()),
                  tr("Nothing needs to be done unless it lies on its side."));
    case WarningCode::firstPageOnly:
      return info(tr("%1 has %2 pages; the first is shown.").arg(file(), either("pages", tr("several"))),
                  tr("Split it to open the others."));
    case WarningCode::alphaDropped:
      return info(tr("The transparency of %1 was put on white.").arg(file()), tr("Nothing needs to be done."));
    case WarningCode::depthReduced:
      return info(tr("%1 has more than 8 bits; the values from %2 to %3 are shown.")
                      .arg(file(), either("low", tr("the lowest")), either("high", tr("the highest"))),
                  tr("Convert it yourself if you need another range."));
    case WarningCode::colourConverted:
      return info(tr("%1 was converted from %2 to sRGB.").arg(file(), either("from", tr("another colour model"))),
                  tr("Nothing needs to be done."));
    case WarningCode::smallerTiles:
      return warning(tr("Memory ran short, so tiles of %1 instead of %2 pixels were used.")
                         .arg(either("to", tr("fewer")), either("from", tr("more"))),
                     tr("Choose the sliding window or a lower input scale to avoid the retry."));
    case WarningCode::deviceFellBack:
      return warning(tr("%1 is computed on %2, not on %3%4.")
                         .arg(file(), either("used", tr("another device")), either("wanted", tr("the one asked for")), because()),
                     tr("Results are the same; only the time differs."));
    case WarningCode::fileSkipped:
      return warning(tr("%1 was left out%2.").arg(file(), because()), tr("Open it alone to see what is wrong with it."));
    case WarningCode::nonFiniteStep:
      return warning(tr("The loss of iteration %1 was not finite; the step was left out.").arg(either("iteration", tr("this"))),
                     tr("If it happens often, lower the learning rate or clip the gradients."));
    case WarningCode::emptyBatch:
      return info(
          tr("The batch of iteration %1 had no labelled pixel; the step was left out.").arg(either("iteration", tr("this"))),
          tr("Check the masks in the health check if it happens often."));
    case WarningCode::checkpointNotWritten:
      return warning(tr("The checkpoint %1 could not be written%2.").arg(file(), because()),
                     tr("Training goes on; make room on the disk before the next one."));
    case WarningCode::untrained:
      return warning(tr("%1 is untrained: its weights are seeded noise.").arg(file()),
                     tr("Its masks mean nothing; load a trained checkpoint to see real ones."));
  }
  return {};
}

QString argLines(std::string_view code, const Error::Args& args) {
  QStringList lines;
  for (const auto& [name, value] : args)
    lines += QStringLiteral("%1: %2").arg(QString::fromStdString(name), QString::fromStdString(value));
  lines += QStringLiteral("code: %1").arg(QString::fromUtf8(code.data(), static_cast<qsizetype>(code.size())));
  return lines.join(QLatin1Char('\n'));
}

}  // namespace

Message messageFor(const Error& error, const QString& subject) {
  Message message = Messages(error.args, subject).of(error.code);
  message.details = argLines(name(error.code), error.args);
  return message;
}

QString textAndRemedy(const Error& error, const QString& subject) {
  const Message message = messageFor(error, subject);
  return message.remedy.isEmpty() ? message.text : message.text + QLatin1Char(' ') + message.remedy;
}

Message messageFor(const Warning& warning, const QString& subject) {
  Message message = Messages(warning.args, subject).of(warning.code);
  message.details = argLines(name(warning.code), warning.args);
  return message;
}

Message messageFor(const Warnings& warnings, const QString& subject) {
  Message chosen;
  chosen.severity = Severity::info;
  QStringList others;
  for (const Warning& warning : warnings) {
    Message message = messageFor(warning, subject);
    if (chosen.text.isEmpty() || message.severity > chosen.severity) std::swap(chosen, message);
    if (!message.text.isEmpty()) others += message.text + QLatin1Char(' ') + message.remedy;
  }
  if (!others.isEmpty()) chosen.details = others.join(QLatin1Char('\n')) + QLatin1Char('\n') + chosen.details;
  return chosen;
}

bool isQuiet(WarningCode code) { return messageFor(Warning{code, {}}).severity == Severity::info; }

}  // namespace ssa

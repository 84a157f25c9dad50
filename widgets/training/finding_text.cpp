#include "widgets/training/finding_text.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QStringList>

namespace ssa {
namespace {

struct Findings {
  Q_DECLARE_TR_FUNCTIONS(Findings)
};

QString argOf(const Finding& finding, const char* name) {
  for (const auto& [key, value] : finding.args)
    if (key == name) return QString::fromStdString(value);
  return {};
}

QString sentence(const Finding& finding, int count) {
  switch (finding.kind) {
    case FindingKind::noUsablePair:
      return Findings::tr("No pair can be used.");
    case FindingKind::nothingLabelled:
      return Findings::tr("No pixel of any class: there is nothing to learn from.");
    case FindingKind::maskIsColour:
      return Findings::tr("Masks that are coloured pictures, not class ids: %1 (%2 of %3 colours are in the table).")
          .arg(count)
          .arg(argOf(finding, "known"), argOf(finding, "colours"));
    case FindingKind::idsUnknown:
      return Findings::tr("Raw ids the table does not know: %1 (%2 pixels).")
          .arg(argOf(finding, "ids"), argOf(finding, "pixels"));
    case FindingKind::sizesDiffer:
      return Findings::tr("Masks of another size than their picture: %1.").arg(count);
    case FindingKind::imageUnreadable:
      return Findings::tr("Pictures that cannot be read: %1.").arg(count);
    case FindingKind::maskUnreadable:
      return Findings::tr("Masks that cannot be read: %1.").arg(count);
    case FindingKind::unpaired:
      return Findings::tr("Files without a partner, left out: %1.").arg(count);
    case FindingKind::splitLeak:
      return Findings::tr("Pictures on both sides, byte for byte: %1. Validation will flatter.").arg(count);
    case FindingKind::classesAbsent:
      return Findings::tr("Classes without a pixel: %1.").arg(argOf(finding, "classes"));
    case FindingKind::masksIgnored:
      return Findings::tr("Masks without a pixel of any class: %1.").arg(count);
    case FindingKind::duplicateImages:
      return Findings::tr("Pictures that are there more than once: %1.").arg(count);
    case FindingKind::idsIgnored:
      return Findings::tr("Raw ids that count for nothing: %1 (%2 % of the pixels).")
          .arg(argOf(finding, "ids"), argOf(finding, "percent"));
  }
  return {};
}

QString remedy(FindingKind kind) {
  switch (kind) {
    case FindingKind::noUsablePair:
      return Findings::tr("Choose another folder, or mend the files named here.");
    case FindingKind::nothingLabelled:
      return Findings::tr("Check the label table and the changes of raw ids below.");
    case FindingKind::maskIsColour:
      return Findings::tr("Save the masks as index PNG; class ids cannot be guessed from colours.");
    case FindingKind::idsUnknown:
      return Findings::tr("Give each of them a class below, ignore them, or choose another label table.");
    case FindingKind::sizesDiffer:
      return Findings::tr("Export the masks again at the size of the pictures.");
    case FindingKind::imageUnreadable:
    case FindingKind::maskUnreadable:
      return Findings::tr("They are skipped. Replace or remove them.");
    case FindingKind::unpaired:
      return Findings::tr("Pictures and masks belong together by name.");
    case FindingKind::splitLeak:
      return Findings::tr("Take them out of one side.");
    case FindingKind::classesAbsent:
      return Findings::tr("These classes cannot be learnt or judged here.");
    case FindingKind::masksIgnored:
      return Findings::tr("Label them or take them out.");
    case FindingKind::duplicateImages:
    case FindingKind::idsIgnored:
      break;
  }
  return {};
}

}  // namespace

FindingText findingText(const Finding& finding) {
  FindingText made;
  made.text = sentence(finding, static_cast<int>(finding.count));
  if (const QString split = argOf(finding, "split"); !split.isEmpty()) made.text = QStringLiteral("%1: %2").arg(split, made.text);
  made.remedy = remedy(finding.kind);
  QStringList files;
  for (const FindingFile& file : finding.files) {
    const QString name = QFileInfo(QString::fromStdString(file.path)).fileName();
    files += file.detail.empty() ? name : QStringLiteral("%1 (%2)").arg(name, QString::fromStdString(file.detail));
  }
  made.files = files.join(QLatin1Char('\n'));
  return made;
}

QString formatTitle(const std::string& format) {
  static const std::pair<const char*, const char*> kTitles[] = {{"ade20k", "ADE20K"},
                                                                {"cityscapes", "Cityscapes"},
                                                                {"coco_stuff10k", "COCO-Stuff 10k"},
                                                                {"coco_stuff164k", "COCO-Stuff 164k"},
                                                                {"pascal_context", "PASCAL-Context"},
                                                                {"pascal_context59", "PASCAL-Context 59"},
                                                                {"pascal_context60", "PASCAL-Context 60"},
                                                                {"pascal_voc", "Pascal VOC"},
                                                                {"camvid", "CamVid"}};
  for (const auto& [id, title] : kTitles)
    if (format == id) return QString::fromLatin1(title);
  if (format == "folder") return Findings::tr("Folders of pictures and masks");
  return QString::fromStdString(format);
}

QString recognitionText(const Recognition& recognition) {
  QStringList others;
  for (const DatasetCandidate& one : recognition.candidates)
    if (one.format != recognition.decision) others += formatTitle(one.format);
  switch (recognition.reason) {
    case RecognitionReason::onlyLayout:
      return Findings::tr("%1: no other layout fits the names in this folder.").arg(formatTitle(recognition.decision));
    case RecognitionReason::mostSpecific:
      return Findings::tr("%1: the most specific of the layouts that fit (also: %2).")
          .arg(formatTitle(recognition.decision), others.join(QStringLiteral(", ")));
    case RecognitionReason::ambiguous:
      return Findings::tr("Several layouts fit alike (%1): choose one.").arg(others.join(QStringLiteral(", ")));
    case RecognitionReason::nothingKnown:
      return Findings::tr(
          "No known layout. Pictures and masks are expected in folders such as images and masks, or train and "
          "trainannot.");
  }
  return {};
}

}  // namespace ssa

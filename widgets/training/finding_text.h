#pragma once

#include <QString>

#include "engine/datasets/health.h"
#include "engine/datasets/recognise.h"

namespace ssa {

/// A finding as a sentence, what to do about it, and the files it names.
struct FindingText {
  QString text;
  QString remedy;
  QString files;  ///< one a line
};
FindingText findingText(const Finding& finding);

/// `CamVid`, `Cityscapes`; unknown ids as they are.
QString formatTitle(const std::string& format);
/// What a folder was taken for and why, in one or two sentences.
QString recognitionText(const Recognition& recognition);

}  // namespace ssa

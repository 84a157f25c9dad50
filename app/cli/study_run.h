#pragma once

#include <string>

#include "app/cli/analyse_input.h"
#include "engine/api/error_study.h"

namespace ssa::cli {

/// What `boundary` and `objects` share: one mask of a model, or two against each other, over a picture or a set.
class StudyRun {
 public:
  void declare(CLI::App& app);
  ErrorStudyOptions& options() { return options_; }
  /// Errors: those of studyErrors; badOption (`truth`) for a picture without one.
  Result<ErrorStudy> study(Console& console, const StopToken& stop);

 private:
  Result<Dataset> pictures(Console& console, const StopToken& stop) const;

  AnalyseInput input_;
  ErrorStudyOptions options_;
  CLI::App* app_ = nullptr;
  std::string baseline_, labels_;
  bool coarse_ = false;
};

/// `1.23 [1.10, 1.40]`, or `-`.
std::string estimateText(const Estimate& estimate, int places = 2);
/// First, and with two sides second and the difference.
std::vector<std::string> figureCells(const StudyFigure& figure, bool pair, int places = 2);
/// Headings that fit figureCells.
std::vector<std::string> figureHeads(const std::string& name, const ErrorStudy& study);
/// What is compared, over how many pictures.
std::string studyTitle(const ErrorStudy& study);
/// Prints text and document; warns and complains of what was left out. Returns the exit code.
int showStudy(Console& console, const ErrorStudy& study, const std::string& text);

}  // namespace ssa::cli

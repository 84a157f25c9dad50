#include <CLI/CLI.hpp>
#include <memory>
#include <string>

#include "app/cli/analyse.h"
#include "app/cli/study_run.h"

namespace ssa::cli {
namespace {

/// `ssaseg analyse objects`: recall of the truth's objects by their size.
class ObjectsAnalysis final : public Verb {
 public:
  std::string name() const override { return "objects"; }
  std::string summary() const override { return "Small-object ledger: recall of the truth's objects by class and size"; }

  void declare(CLI::App& app) override {
    study_.declare(app);
    ErrorStudyOptions& options = study_.options();
    options.borders = false;
    app.add_option("--bins", options.bins_px, "Areas in pixels at which sizes begin, ascending from 1, comma-separated")
        ->delimiter(',')
        ->allow_extra_args(false)
        ->capture_default_str();
    app.add_flag("--by-class", by_class_, "Also every class by size");
    app.footer(
        "An object is a connected component of one class in the truth (neighbours also diagonal); it is hit where at least half\n"
        "of its pixels are predicted as its class. Intervals are bootstrap percentiles over images.\n\nExamples:\n"
        "  ssaseg analyse objects --model ssa.pth --baseline plain.pth --data CamVid --split val --by-class\n"
        "  ssaseg analyse objects --model ssa.pth --coarse --data CamVid --split val --bins 1,100,1000,10000 --json");
  }

  int run(Console& console, StopToken stop) override {
    console.startProgress("objects");
    auto study = study_.study(console, stop);
    console.endProgress();
    if (!study) return console.fail(study.error());
    return showStudy(console, *study, text(*study));
  }

 private:
  static std::string binText(int bin, const std::vector<std::int64_t>& bins) {
    if (bin < 0) return "every size";
    const auto at = static_cast<std::size_t>(bin);
    return at + 1 < bins.size() ? grouped(bins[at]) + " - " + grouped(bins[at + 1] - 1) + " px"
                                : "from " + grouped(bins[at]) + " px";
  }

  std::string text(const ErrorStudy& study) const {
    const bool pair = study.sides.size() > 1;
    std::vector<std::vector<std::string>> rows = {{"class", "size", "objects"}};
    const auto add = [](std::vector<std::string>& row, const std::vector<std::string>& more) {
      row.insert(row.end(), more.begin(), more.end());
    };
    add(rows.front(), figureHeads("hit %", study));
    add(rows.front(), figureHeads("pixel recall %", study));
    for (const ObjectFigure& figure : study.objects) {
      if (figure.id >= 0 && figure.bin >= 0 && !by_class_) continue;
      rows.push_back({figure.id < 0 ? "all classes" : classText(figure.id, study.labels),
                      binText(figure.bin, study.options.bins_px), grouped(figure.objects)});
      add(rows.back(), figureCells(figure.hitRate, pair));
      add(rows.back(), figureCells(figure.pixelRecall, pair));
    }
    return studyTitle(study) + "\n" + alignedTable(rows);
  }

  StudyRun study_;
  bool by_class_ = false;
};

}  // namespace

std::unique_ptr<Verb> makeAnalyseObjects() { return std::make_unique<ObjectsAnalysis>(); }

}  // namespace ssa::cli

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <string>

#include "app/cli/analyse.h"
#include "app/cli/option_flags.h"
#include "app/cli/study_run.h"

namespace ssa::cli {
namespace {

using Rows = std::vector<std::vector<std::string>>;

std::vector<std::string> joined(std::vector<std::string> row, const std::vector<std::string>& more) {
  row.insert(row.end(), more.begin(), more.end());
  return row;
}

template <std::size_t N>
std::string binText(const std::array<float, N>& begins, std::size_t i, int places) {
  const std::string from = fixed(static_cast<double>(begins[i]), places);
  return i + 1 < N ? from + " - " + fixed(static_cast<double>(begins[i + 1]), places) : "from " + from;
}

/// `ssaseg analyse boundary`: where borders lie wrongly, and what kinds of error there are.
class BoundaryAnalysis final : public Verb {
 public:
  std::string name() const override { return "boundary"; }
  std::string summary() const override { return "Error distance along true borders, kinds of error, scores by band width"; }

  void declare(CLI::App& app) override {
    study_.declare(app);
    ErrorStudyOptions& options = study_.options();
    options.objects = false;
    app.add_option("--boundary", options.widths_px, "Band widths of the curve in pixels, comma-separated")
        ->delimiter(',')
        ->allow_extra_args(false)
        ->check(CLI::Range(1, 1000))
        ->capture_default_str();
    app.add_option("--pairs", pairs_, "How many pairs of classes are listed")
        ->check(CLI::Range(0, 100000))
        ->capture_default_str();
    FlagVisitor flags(app, "Forensics");
    describe(flags, options.forensics);
    app.footer(
        "Distance: from every element of a true border to the nearest predicted border of the same two classes; `clipped`\n"
        "counts a border without one within reach as the reach. Positive signed distances: the class with the lower id has\n"
        "grown. Kinds, the first that holds: missed thin part (half of the region lies where truth is thin), shift (no deeper\n"
        "than --shift), doubtful truth (the prediction is sure), leak (run over from where its class is right), "
        "island.\n\nExamples:\n"
        "  ssaseg analyse boundary --model ssa.pth --baseline plain.pth --data CamVid --split val\n"
        "  ssaseg analyse boundary --model ssa.pth --coarse --image a.png --truth a_mask.png --json");
  }

  int run(Console& console, StopToken stop) override {
    console.startProgress("boundary");
    auto study = study_.study(console, stop);
    console.endProgress();
    if (!study) return console.fail(study.error());
    return showStudy(console, *study, console.settings().json ? std::string() : text(*study));
  }

 private:
  std::string text(const ErrorStudy& study) const {
    const bool pair = study.sides.size() > 1;
    std::string text = studyTitle(study);
    Rows rows = {joined({"true borders"}, figureHeads("value", study))};
    rows.push_back(joined({"mean distance, clipped, px"}, figureCells(study.distance, pair, 3)));
    rows.push_back(joined({"border lost, %"}, figureCells(study.lost, pair)));
    text += "\n" + alignedTable(rows);
    rows = {joined({"border within, px"}, figureHeads("% of the true border", study))};
    for (const DistanceFigure& one : study.distances)
      if (std::find(study.options.widths_px.begin(), study.options.widths_px.end(), one.within_px) !=
          study.options.widths_px.end())
        rows.push_back(joined({std::to_string(one.within_px)}, figureCells(one.share, pair)));
    text += "\n" + alignedTable(rows);
    rows = {joined({"kind of error"}, figureHeads("% of pixels", study))};
    for (const KindFigure& kind : study.kinds)
      rows.push_back(
          joined({std::string(kErrorKindNames[static_cast<std::size_t>(kind.kind)])}, figureCells(kind.share, pair, 3)));
    text += "\n" + alignedTable(rows);
    rows = {joined(joined({"band, px"}, figureHeads("boundary IoU", study)), figureHeads("trimap IoU", study))};
    for (const BandFigure& band : study.bands)
      rows.push_back(joined(joined({std::to_string(band.width_px)}, figureCells(band.boundaryIoU, pair)),
                            figureCells(band.trimapIoU, pair)));
    text += "\n" + alignedTable(rows);
    for (const StudiedMasks& side : study.sides) text += sideText(side, study.labels);
    return text;
  }

  std::string sideText(const StudiedMasks& side, const LabelSet& labels) const {
    const auto row = [](std::string title, const BorderCounts& border) {
      const auto number = [](const std::optional<double>& value) { return value ? fixed(*value, 2) : std::string("-"); };
      return std::vector<std::string>{std::move(title),
                                      grouped(border.elements),
                                      number(border.meanSigned()),
                                      number(border.meanAbsolute()),
                                      number(border.meanClipped()),
                                      number(border.lostShare())};
    };
    const std::vector<std::string> heads = {"elements", "signed px", "absolute px", "clipped px", "lost %"};
    std::vector<PairCounts> pairs = side.forensics.pairs;
    std::stable_sort(pairs.begin(), pairs.end(),
                     [](const PairCounts& a, const PairCounts& b) { return a.border.clippedSum_px > b.border.clippedSum_px; });
    pairs.resize(std::min(pairs.size(), static_cast<std::size_t>(pairs_)));
    Rows rows = {joined({"border between"}, heads)};
    for (const PairCounts& one : pairs)
      rows.push_back(row(classText(one.lowId, labels) + " / " + classText(one.highId, labels), one.border));
    std::string text = "\n" + side.title + "\n\n" + alignedTable(rows);
    rows = {joined({"thickness, px"}, heads)};
    for (std::size_t i = 0; i < kThicknessBins.size(); ++i)
      rows.push_back(row(binText(kThicknessBins, i, 0), side.forensics.byThickness[i]));
    text += "\n" + alignedTable(rows);
    rows = {joined({"curvature, 1/px"}, heads)};
    for (std::size_t i = 0; i < kCurvatureBins.size(); ++i)
      rows.push_back(row(binText(kCurvatureBins, i, 3), side.forensics.byCurvature[i]));
    text += "\n" + alignedTable(rows);
    rows = {{"kind of error", "regions", "pixels"}};
    for (std::size_t i = 0; i < kErrorKindNames.size(); ++i)
      rows.push_back(
          {std::string(kErrorKindNames[i]), grouped(side.forensics.kinds[i].regions), grouped(side.forensics.kinds[i].pixels)});
    return text + "\n" + alignedTable(rows);
  }

  StudyRun study_;
  int pairs_ = 12;
};

}  // namespace

std::unique_ptr<Verb> makeAnalyseBoundary() { return std::make_unique<BoundaryAnalysis>(); }

}  // namespace ssa::cli

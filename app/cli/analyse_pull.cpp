#include <CLI/CLI.hpp>
#include <array>
#include <memory>
#include <string>

#include "app/cli/analyse.h"
#include "app/cli/analyse_input.h"
#include "engine/api/pulls.h"
#include "engine/core/safe_file.h"
#include "engine/image/write.h"

namespace ssa::cli {
namespace {

/// `ssaseg analyse pull`: which cells moved a class's prototype.
class PullAnalysis final : public Verb {
 public:
  std::string name() const override { return "pull"; }
  std::string summary() const override { return "Which parts of a picture moved a class's prototype, and what a veto does"; }

  void declare(CLI::App& app) override {
    input_.declare(app, AnalyseInput::Takes::picture);
    app.add_option("--class", class_, "Class, by id or name")->required();
    app.add_option("--veto", veto_, "Cells (y * width + x of the feature grid) that take no part, comma-separated")
        ->delimiter(',')
        ->allow_extra_args(false);
    app.add_option("--out", out_, "Write the pull along the displacement as NPY (h x w)")->type_name("FILE");
    app.add_option("--mask-out", mask_, "Write the re-adapted mask as PNG of class ids")->type_name("FILE");
    app.footer("Example:\n  ssaseg analyse pull --model ssa.pth --image street.png --class Car --veto 812,813 --json");
  }

  int run(Console& console, StopToken stop) override {
    auto model = input_.model(console, stop);
    if (!model) return console.fail(model.error());
    const LabelSet& labels = (*model)->info().config.labels;
    auto id = classOf(class_, labels, "class");
    if (!id) return console.fail(id.error());
    auto picture = input_.picture(console);
    if (!picture) return console.fail(picture.error());
    auto trace = input_.trace(*model, *picture, console, stop);
    if (!trace) return console.fail(trace.error());
    auto map = pullMap(**trace, *id);
    if (!map) return console.fail(map.error());
    const ImageTraceInfo& info = (*trace)->info();

    Json document{{"trace", traceJson(info)},          {"class", *id},      {"cosine", map->cosine},
                  {"displacement", map->displacement}, {"mass", map->mass}, {"strongest", Json::array()}};
    std::string text = classText(*id, labels) + ": cos(S, S_p) " + fixed(map->cosine, 4) + ", |S_p - S| " +
                       fixed(map->displacement, 4) + ", class mass " + fixed(map->mass, 1) + " cells\n\n";
    std::vector<std::vector<std::string>> rows = {{"cell", "pixels at", "along", "strength", "share of the mass"}};
    for (const int cell : map->strongest) {
      const auto i = static_cast<std::size_t>(cell);
      const Rect at = (*trace)->pixelsOf(cell);
      const float along = map->along.values()[i], strength = map->strength.values()[i], weight = map->weight.values()[i];
      rows.push_back({std::to_string(cell), std::to_string(at.x) + "," + std::to_string(at.y), fixed(along, 6),
                      fixed(strength, 6), fixed(100 * weight, 2) + " %"});
      document["strongest"].push_back(
          {{"cell", cell}, {"x", at.x}, {"y", at.y}, {"along", along}, {"strength", strength}, {"weight", weight}});
    }
    text += alignedTable(rows);
    if (!veto_.empty() || !mask_.empty()) {
      auto vetoed = veto(*trace, veto_);
      if (!vetoed) return console.fail(vetoed.error());
      document["veto"] = {{"cells", veto_}, {"changed_pixels", vetoed->changed_px}};
      text += "\nWithout the vetoed cells " + grouped(vetoed->changed_px) + " pixels change.\n";
      if (!mask_.empty())
        if (auto written = writeFile(mask_, encodeIndexPng(vetoed->refined)); !written) return console.fail(written.error());
    }
    if (!out_.empty()) {
      const std::array<std::int64_t, 2> shape{info.cells.height, info.cells.width};
      if (auto written = writeFile(out_, encodeNpy(map->along.values(), shape)); !written) return console.fail(written.error());
    }
    console.printText(text);
    console.printJson(document);
    return kExitDone;
  }

 private:
  AnalyseInput input_;
  std::string class_, out_, mask_;
  std::vector<int> veto_;
};

}  // namespace

std::unique_ptr<Verb> makeAnalysePull() { return std::make_unique<PullAnalysis>(); }

}  // namespace ssa::cli

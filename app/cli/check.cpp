#include <CLI/CLI.hpp>
#include <algorithm>
#include <optional>
#include <string>

#include "app/cli/finding_messages.h"
#include "app/cli/labels_option.h"
#include "app/cli/verb.h"
#include "engine/datasets/health.h"
#include "engine/datasets/raw_ids.h"
#include "engine/datasets/recognise.h"

namespace ssa::cli {
namespace {

/// `12.3 %` of a whole.
std::string share(std::int64_t part, std::int64_t whole) {
  return whole > 0 ? fixed(100.0 * static_cast<double>(part) / static_cast<double>(whole), 2) + " %" : "-";
}

std::string colourText(Rgb colour) {
  return std::to_string(colour.r) + "," + std::to_string(colour.g) + "," + std::to_string(colour.b);
}

Json jsonOf(const Recognition& recognition) {
  Json object = {{"decision", recognition.decision}, {"reason", std::string(name(recognition.reason))}};
  Json& candidates = object["candidates"] = Json::array();
  for (const DatasetCandidate& candidate : recognition.candidates) {
    Json one = {{"format", candidate.format},
                {"labels", candidate.labels ? candidate.labels->name : ""},
                {"own_labels", candidate.ownLabels}};
    for (const FoundSplit& split : candidate.splits) {
      Json found = {{"split", split.place.split},
                    {"images", split.place.images.string()},
                    {"masks", split.place.masks.string()},
                    {"list", split.place.list.string()},
                    {"pairs", split.pairs},
                    {"unpaired", split.unpaired}};
      if (split.error) found["error"] = toJson(*split.error);
      one["splits"].push_back(std::move(found));
    }
    candidates.push_back(std::move(one));
  }
  return object;
}

class CheckVerb final : public Verb {
 public:
  std::string name() const override { return "check"; }
  std::string summary() const override { return "Look at a data set before training: layout, pairs, ids, classes"; }

  void declare(CLI::App& app) override {
    app.add_option("data", data_, "Data set folder")->required()->type_name("DATA");
    std::string formats;
    for (const DatasetFormat& format : datasetFormats()) formats += (formats.empty() ? "" : ", ") + std::string(format.id);
    app.add_option("--format", format_, "Layout: " + formats + "; recognised without");
    app.add_option("--split", split_, "Only this split; without, what is trained and what is validated on");
    app.add_option("--labels", labels_, labelsHelp());
    app.add_option("--id-map", id_map_, "JSON file of changes of raw ids, {\"changes\": {\"12\": 3, \"13\": 255}}")
        ->type_name("FILE");
    app.add_option("--files", options_.files, "Most files named a finding")->check(CLI::Range(0, 1000000))->capture_default_str();
    app.footer(
        "Every picture and mask is opened once. Exit code 1 when the set cannot be trained on.\n\nExamples:\n"
        "  ssaseg check CamVid\n"
        "  ssaseg check VOC2010 --format pascal_context59 --split val\n"
        "  ssaseg check photos --labels classes.txt --id-map merge.json --json");
  }

  int run(Console& console, StopToken stop) override {
    auto recognition = recogniseDataset(data_, stop);
    if (!recognition) return console.fail(recognition.error());
    Json document = {{"path", data_}, {"recognition", jsonOf(*recognition)}};
    console.printText(recognitionText(*recognition));
    auto sides = openSides(stop);
    if (!sides) return console.fail(sides.error(), document);
    LabelSet labels;
    IdMap map;
    if (auto error = readRules(sides->front(), labels, map)) return console.fail(*error, document);

    console.startProgress("check");
    const auto report = checkDataset(std::move(*sides), labels, map, options_, stop, console);
    console.endProgress();
    if (!report) return console.fail(report.error(), document);
    console.printText(idsText(*report, labels) + coloursText(*report, labels) + findingsText(*report));
    document["labels"] = labels.name;
    document["health"] = Json::parse(report->toJson(labels));
    console.printJson(document);
    return report->fit() ? kExitDone : kExitFailed;
  }

 private:
  Result<std::vector<Dataset>> openSides(const StopToken& stop) {
    std::vector<std::string> wanted{split_};
    if (split_.empty()) {
      const auto found = datasetSplits(data_, format_);
      if (!found) return found.error();
      wanted = trainingSplits(found->splits);
    }
    std::vector<Dataset> sides;
    for (const std::string& split : wanted) {
      auto dataset = openDataset(data_, DatasetChoice{format_, split}, stop);
      if (!dataset) return std::move(dataset).error();
      options_.unpaired.insert(options_.unpaired.end(), dataset->warnings.begin(), dataset->warnings.end());
      sides.push_back(std::move(dataset->value));
    }
    return sides;
  }

  /// The label table and the changes of ids, or why they cannot be had.
  std::optional<Error> readRules(const Dataset& dataset, LabelSet& labels, IdMap& map) const {
    if (!labels_.empty() || !dataset.labels) {
      auto wanted = resolveLabels(labels_);
      if (!wanted) return wanted.error();
      labels = tableFor(dataset, *wanted);
    } else {
      labels = *dataset.labels;
    }
    if (id_map_.empty()) return {};
    auto read = IdMap::read(id_map_);
    if (!read) return read.error();
    map = std::move(*read);
    return {};
  }

  static std::string recognitionText(const Recognition& recognition) {
    std::string text = describe(recognition) + "\n";
    if (recognition.candidates.empty()) return text;
    const DatasetCandidate& first = recognition.candidates.front();
    std::vector<std::vector<std::string>> rows;
    for (const FoundSplit& split : first.splits) {
      const auto below = [&](const std::filesystem::path& path) {
        return path.lexically_relative(recognition.root).generic_string();
      };
      std::string places = below(split.place.images) + " + " + below(split.place.masks);
      if (!split.place.list.empty()) places += ", list " + below(split.place.list);
      const std::string left = split.unpaired > 0 ? grouped(split.unpaired) + " without partner" : "";
      rows.push_back({"  " + (split.place.split.empty() ? std::string("(no splits)") : split.place.split), places,
                      split.error ? describe(*split.error).cause : grouped(split.pairs) + " pairs", left});
    }
    text += alignedTable(rows);
    if (first.labels && recognition.reason != RecognitionReason::ambiguous)
      text += "  Table: " + first.labels->title + ", " + std::to_string(first.labels->count()) + " classes" +
              (first.ownLabels ? " (labels.json of the folder)" : "") + "\n";
    return text;
  }

  static std::string idsText(const HealthReport& report, const LabelSet& labels) {
    if (report.ids.empty()) return {};
    std::int64_t all = 0;
    for (const RawIdCount& id : report.ids) all += id.pixels;
    std::vector<std::vector<std::string>> rows{{"becomes", "raw id", "pixels", "share", "masks"}};
    for (const RawIdCount& id : report.ids) {
      std::string becomes = "ignored";
      if (id.becomes == RawIdRule::kUnknown)
        becomes = "UNKNOWN, first in " + std::filesystem::path(id.first_mask).filename().string() + " at " +
                  std::to_string(id.first_at.x) + "," + std::to_string(id.first_at.y);
      else if (id.becomes != kIgnore)
        becomes = std::to_string(id.becomes) + " " + labels.classes[static_cast<std::size_t>(id.becomes)].name;
      rows.push_back({becomes, std::to_string(id.raw), grouped(id.pixels), share(id.pixels, all), grouped(id.masks)});
    }
    return "\n" + alignedTable(rows);
  }

  static std::string coloursText(const HealthReport& report, const LabelSet& labels) {
    constexpr std::size_t kShown = 32;
    if (report.colours.empty()) return {};
    std::vector<std::vector<std::string>> rows{{"class of this colour", "colour", "pixels"}};
    for (std::size_t i = 0; i < report.colours.size() && i < kShown; ++i) {
      const ColourCount& one = report.colours[i];
      rows.push_back({one.of_class < 0 ? "none" : labels.classes[static_cast<std::size_t>(one.of_class)].name,
                      colourText(one.colour), grouped(one.pixels)});
    }
    const std::size_t more = report.colours.size() - (rows.size() - 1);
    return "\n" + alignedTable(rows) + (more > 0 ? "and " + std::to_string(more) + " more colours\n" : "");
  }

  static std::string findingsText(const HealthReport& report) {
    std::string text = "\n";
    for (const Finding& finding : report.findings) {
      const Message message = describe(finding);
      text += std::string(ssa::name(finding.severity)) + ": " + message.cause + "\n";
      if (!message.remedy.empty()) text += "    " + message.remedy + "\n";
      for (const FindingFile& file : finding.files)
        text += "    " + file.path + (file.detail.empty() ? "" : "  " + file.detail) + "\n";
      if (const auto shown = static_cast<std::int64_t>(finding.files.size()); shown > 0 && finding.count > shown)
        text += "    and " + grouped(finding.count - shown) + " more\n";
    }
    for (const SideHealth& side : report.sides)
      text += (side.split.empty() ? std::string("The set") : side.split) + ": " + grouped(side.usable) + " of " +
              grouped(side.pairs) + " pairs usable, pictures of " + sizeText(side.smallest) + " to " + sizeText(side.largest) +
              "\n";
    return text + (report.fit() ? "It can be trained on.\n" : "It cannot be trained on.\n");
  }

  static std::string sizeText(Size size) { return std::to_string(size.width) + "x" + std::to_string(size.height); }

  std::string data_, format_, split_, labels_, id_map_;
  HealthOptions options_;
};

}  // namespace

std::unique_ptr<Verb> makeCheckVerb() { return std::make_unique<CheckVerb>(); }

}  // namespace ssa::cli

#include <CLI/CLI.hpp>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "app/cli/analyse.h"
#include "app/cli/option_flags.h"
#include "engine/api/embedding.h"
#include "engine/core/npy.h"
#include "engine/core/safe_file.h"
#include "engine/image/write.h"

namespace ssa::cli {
namespace {

Error unfitMatrix(const std::string& option, const std::vector<std::int64_t>& shape, std::string expected) {
  std::string text;
  for (const std::int64_t extent : shape) text += (text.empty() ? "" : " x ") + std::to_string(extent);
  return {ErrorCode::badOption,
          {{"option", option}, {"value", text.empty() ? "a single number" : text}, {"expected", std::move(expected)}}};
}

PointRows rowsOf(const NpyArray& matrix) { return {matrix.values, matrix.shape.at(0), static_cast<int>(matrix.shape.at(1))}; }

/// A matrix of numbers, N×D.
Result<NpyArray> readMatrix(const std::string& option, const std::string& path) {
  constexpr std::int64_t kMostFeatures = 1 << 20;
  auto matrix = readNpy(path);
  if (matrix && (matrix->shape.size() != 2 || matrix->shape[1] < 1 || matrix->shape[1] > kMostFeatures))
    return unfitMatrix(option, matrix->shape, "points x features");
  return matrix;
}

/// One class id per point, 255 = none.
Result<std::vector<std::uint8_t>> readLabels(const std::string& path, std::int64_t points) {
  auto array = readNpy(path);
  if (!array) return array.error();
  if (static_cast<std::int64_t>(array->values.size()) != points)
    return unfitMatrix("labels", array->shape, std::to_string(points) + " labels, one per point");
  std::vector<std::uint8_t> labels;
  for (const float value : array->values) {
    if (!(value >= 0 && value <= 255) || value != static_cast<float>(static_cast<int>(value)))
      return Error(ErrorCode::badOption,
                   {{"option", "labels"}, {"value", std::to_string(value)}, {"expected", "whole numbers 0..255"}});
    labels.push_back(static_cast<std::uint8_t>(value));
  }
  return labels;
}

std::string mapText(const Embedding& made) {
  const EmbeddingFacts& f = made.facts;
  const EmbeddingQuality& q = made.quality;
  const double seconds = f.neighbourSeconds + f.affinitySeconds + f.descentSeconds;
  std::string neighbours = f.neighbourSearch;
  if (f.neighbourRecallSample > 0)
    neighbours += ", recall " + fixed(f.neighbourRecall, 4) + " on " + std::to_string(f.neighbourRecallSample) + " points";
  std::string perplexity = fixed(f.perplexity, 2);
  if (f.perplexity < f.perplexityAsked) perplexity += " (" + fixed(f.perplexityAsked, 2) + " asked: too few points)";
  std::string repulsion = f.repulsion;
  if (f.meshSpacing > 0) repulsion += ", spacing " + fixed(f.meshSpacing, 2);
  if (f.forceErrorSample > 0)
    repulsion += ", force error " + fixed(100 * f.forceError, 3) + " % on " + std::to_string(f.forceErrorSample) +
                 " points (at worst " + fixed(100 * f.forceErrorWorst, 3) + " % in iteration " +
                 std::to_string(f.forceErrorWorstIteration) + ")";
  return alignedTable(
      {{"points", grouped(f.points) + " x " + std::to_string(f.features)},
       {"map", std::to_string(f.dimensions) + " dimensions, " + std::to_string(f.iterations) + " iterations, start " + f.start +
                   ", seed " + std::to_string(f.seed)},
       {"perplexity", perplexity},
       {"neighbours", std::to_string(f.neighbours) + " each, " + neighbours},
       {"learning rate", fixed(f.learningRate, 2) + " (scikit-learn's convention)"},
       {"repulsion", repulsion},
       {"KL", fixed(q.divergence, 4)},
       {"preservation", fixed(q.preservation, 4) + " of " + std::to_string(q.preservationNeighbours) + " neighbours, " +
                            std::to_string(q.preservationSample) + " points"},
       {"seconds", fixed(seconds, 2) + " (neighbours " + fixed(f.neighbourSeconds, 2) + ", affinities " +
                       fixed(f.affinitySeconds, 2) + ", descent " + fixed(f.descentSeconds, 2) + ")"},
       {"threads", std::to_string(f.threads) + ", " + f.instructionSet + (f.device == "cpu" ? "" : ", forces on " + f.device)}});
}

std::string clusterText(const ClusterQuality& q) {
  std::vector<std::vector<std::string>> rows = {
      {"labelled points", grouped(q.points) + " of " + std::to_string(q.classes) + " classes"},
      {"silhouette", fixed(q.silhouette, 4) + ", " + std::to_string(q.silhouetteSample) + " points"},
      {"Davies-Bouldin", fixed(q.daviesBouldin, 4)},
      {"between / within", fixed(q.betweenToWithin, 4)}};
  if (q.ownPrototype == q.ownPrototype) {
    rows.push_back({"to own prototype", fixed(q.ownPrototype, 4)});
    rows.push_back({"to nearest other", fixed(q.otherPrototype, 4)});
    rows.push_back({"nearest is own", fixed(q.nearestIsOwn, 4)});
  }
  return "\nClusters in feature space\n" + alignedTable(rows);
}

class AnalyseTsne final : public Verb {
 public:
  std::string name() const override { return "tsne"; }
  std::string summary() const override { return "Map of feature vectors in two or three dimensions"; }

  void declare(CLI::App& app) override {
    app.add_option("--input", input_, "Feature vectors, .npy, points x features")->required();
    app.add_option("--out", out_, "Coordinates: .npy, or .csv with every parameter in its head")->required();
    app.add_option("--warm-start", warm_, "First positions, .npy, points x dimensions");
    app.add_option("--labels", labels_, "Class of every point, .npy, 255 = none: cluster quality in feature space");
    app.add_option("--prototypes", prototypes_, "Prototype of every class, .npy, classes x features")->needs("--labels");
    FlagVisitor flags(app, "Map");
    describe(flags, options_);
    app.add_option("--device", options_.device, "cpu, auto or cuda:N: forces there, between every pair")->capture_default_str();
    app.footer(
        "Learning rates are scikit-learn's (the gradient carries the factor 4); for those of bhtsne, FIt-SNE or openTSNE divide\n"
        "by 4. KL is over all pairs, affinities over the 3 x perplexity nearest neighbours.\n"
        "In two dimensions a mesh replaces the sum over all pairs above 4,000 points, and its forces are compared with that sum\n"
        "every 100 iterations; in three dimensions every pair is summed, so that time grows with the square of the points:\n"
        "stay below about 20,000.\n\nExamples:\n"
        "  ssaseg analyse tsne --input X.npy --perplexity 30 --iterations 1000 --seed 0 --out Y.npy --json\n"
        "  ssaseg analyse tsne --input X.npy --labels L.npy --metric cosine --out map.csv");
  }

  int run(Console& console, StopToken stop) override {
    const std::string suffix = std::filesystem::path(out_).extension().string();
    if (suffix != ".npy" && suffix != ".csv")
      return console.fail(
          {ErrorCode::badOption, {{"option", "out"}, {"value", out_}, {"expected", "a file ending in .npy or .csv"}}});
    auto points = readMatrix("input", input_);
    if (!points) return console.fail(points.error());
    std::vector<float> warm;
    if (!warm_.empty()) {
      auto first = readMatrix("warm-start", warm_);
      if (!first) return console.fail(first.error());
      if (first->shape[0] != points->shape[0] || first->shape[1] != options_.dimensions)
        return console.fail(unfitMatrix("warm-start", first->shape,
                                        std::to_string(points->shape[0]) + " x " + std::to_string(options_.dimensions)));
      warm = std::move(first->values);
    }
    std::vector<std::uint8_t> labels;
    std::optional<ClusterQuality> clusters;
    if (!labels_.empty()) {
      auto read = readLabels(labels_, points->shape[0]);
      if (!read) return console.fail(read.error());
      labels = std::move(*read);
      auto measured = measure(*points, labels, stop);
      if (!measured) return console.fail(measured.error());
      clusters = *measured;
    }
    console.startProgress("map");
    auto made = embed(rowsOf(*points), options_, warm, nullptr, stop, console);
    console.endProgress();
    if (!made) return console.fail(made.error());
    if (auto saved = save(*made, labels, suffix); !saved) return console.fail(saved.error());
    console.printText(mapText(*made) + (clusters ? clusterText(*clusters) : std::string()));
    Json document = Json::parse(toJson(made->facts, made->quality));
    if (clusters) document["clusters"] = Json::parse(toJson(*clusters));
    document["out"] = out_;
    console.printJson(document);
    return kExitDone;
  }

 private:
  Result<ClusterQuality> measure(const NpyArray& points, const std::vector<std::uint8_t>& labels, const StopToken& stop) const {
    NpyArray prototypes{{0, points.shape[1]}, {}};
    if (!prototypes_.empty()) {
      auto read = readMatrix("prototypes", prototypes_);
      if (!read) return read.error();
      prototypes = std::move(*read);
    }
    return measureClusters(rowsOf(points), labels, rowsOf(prototypes), options_.metric, stop);
  }

  Result<void> save(const Embedding& made, const std::vector<std::uint8_t>& labels, const std::string& suffix) const {
    if (suffix == ".csv") return writeFile(out_, toCsv(made, labels));
    const std::int64_t shape[] = {made.facts.points, made.map.dimensions};
    return writeFile(out_, encodeNpy(made.map.positions, shape));
  }

  std::string input_, out_, warm_, labels_, prototypes_;
  EmbeddingOptions options_;
};

}  // namespace

std::unique_ptr<Verb> makeAnalyseTsne() { return std::make_unique<AnalyseTsne>(); }

}  // namespace ssa::cli

#include <charconv>
#include <cmath>
#include <nlohmann/json.hpp>

#include "engine/api/embedding.h"

namespace ssa {
namespace {

using OrderedJson = nlohmann::ordered_json;

OrderedJson defined(double value) { return std::isfinite(value) ? OrderedJson(value) : OrderedJson(nullptr); }

OrderedJson embeddingJson(const EmbeddingFacts& f, const EmbeddingQuality& q) {
  std::string metric;
  for (const auto& one : kEmbeddingMetricNames)
    if (one.value == f.metric) metric = one.name;
  return {
      {"method", "t-SNE"},
      {"points", f.points},
      {"features", f.features},
      {"dimensions", f.dimensions},
      {"metric", metric},
      {"start", f.start},
      {"seed", f.seed},
      {"perplexity", f.perplexity},
      {"perplexity_asked", f.perplexityAsked},
      {"neighbours", f.neighbours},
      {"neighbour_search", f.neighbourSearch},
      {"neighbour_recall", f.neighbourRecall},
      {"neighbour_recall_sample", f.neighbourRecallSample},
      {"learning_rate", f.learningRate},
      {"learning_rate_convention", "scikit-learn (the gradient carries the factor 4)"},
      {"exaggeration", f.exaggeration},
      {"exaggeration_iterations", f.exaggerationIterations},
      {"iterations", f.iterations},
      {"repulsion", f.repulsion},
      {"mesh_spacing", f.meshSpacing},
      {"force_error", f.forceErrorSample > 0 ? OrderedJson(f.forceError) : OrderedJson(nullptr)},
      {"force_error_worst", f.forceErrorSample > 0 ? OrderedJson(f.forceErrorWorst) : OrderedJson(nullptr)},
      {"force_error_worst_iteration", f.forceErrorSample > 0 ? OrderedJson(f.forceErrorWorstIteration) : OrderedJson(nullptr)},
      {"force_error_sample", f.forceErrorSample},
      {"device", f.device},
      {"threads", f.threads},
      {"instruction_set", f.instructionSet},
      {"kl", defined(q.divergence)},
      {"preservation", defined(q.preservation)},
      {"preservation_neighbours", q.preservationNeighbours},
      {"preservation_sample", q.preservationSample},
      {"seconds",
       {{"neighbours", f.neighbourSeconds},
        {"affinities", f.affinitySeconds},
        {"descent", f.descentSeconds},
        {"total", f.neighbourSeconds + f.affinitySeconds + f.descentSeconds}}}};
}

void append(std::string& text, float value) {
  char digits[32];
  text.append(digits, std::to_chars(digits, digits + sizeof digits, value).ptr);
}

}  // namespace

std::string toJson(const EmbeddingFacts& facts, const EmbeddingQuality& quality) { return embeddingJson(facts, quality).dump(); }

std::string toJson(const ClusterQuality& q) {
  return OrderedJson{{"points", q.points},
                     {"classes", q.classes},
                     {"silhouette", defined(q.silhouette)},
                     {"silhouette_sample", q.silhouetteSample},
                     {"davies_bouldin", defined(q.daviesBouldin)},
                     {"between_to_within", defined(q.betweenToWithin)},
                     {"own_prototype", defined(q.ownPrototype)},
                     {"other_prototype", defined(q.otherPrototype)},
                     {"nearest_is_own", defined(q.nearestIsOwn)}}
      .dump();
}

std::string toCsv(const Embedding& embedding, std::span<const std::uint8_t> labels) {
  std::string text;
  const OrderedJson facts = embeddingJson(embedding.facts, embedding.quality);
  for (const auto& [name, value] : facts.items())
    text += "# " + name + ": " + (value.is_string() ? value.get<std::string>() : value.dump()) + '\n';
  const int dimensions = embedding.map.dimensions;
  const std::size_t count = embedding.map.positions.size() / static_cast<std::size_t>(dimensions);
  const bool labelled = labels.size() == count;
  text += dimensions == 3 ? "x,y,z" : "x,y";
  text += labelled ? ",label\n" : "\n";
  for (std::size_t i = 0; i < count; ++i) {
    for (int d = 0; d < dimensions; ++d) {
      if (d > 0) text += ',';
      append(text, embedding.map.positions[i * static_cast<std::size_t>(dimensions) + static_cast<std::size_t>(d)]);
    }
    if (labelled) text += ',' + std::to_string(labels[i]);
    text += '\n';
  }
  return text;
}

}  // namespace ssa

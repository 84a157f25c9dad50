#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "app/cli/analyse.h"
#include "app/cli/analyse_input.h"
#include "app/cli/option_flags.h"
#include "engine/api/relations.h"

namespace ssa::cli {
namespace {

constexpr int kMostColumns = 12;  // beyond that a table does not fit a terminal

template <class E, std::size_t N>
std::string nameOf(const Choice<E> (&choices)[N], E value) {
  for (const Choice<E>& choice : choices)
    if (choice.value == value) return std::string(choice.name);
  return {};
}

Json matrixJson(const RelationMatrix& matrix) {
  Json rows = Json::array();
  for (int i = 0; i < matrix.classes; ++i) {
    Json row = Json::array();
    for (int j = 0; j < matrix.classes; ++j) row.push_back(matrix.at(i, j));
    rows.push_back(std::move(row));
  }
  return rows;
}

enum class Order { index, cluster, confusion };
constexpr Choice<Order> kOrders[] = {{Order::index, "index"}, {Order::cluster, "cluster"}, {Order::confusion, "confusion"}};

/// `ssaseg analyse relations`: how classes resemble each other, and where two of them compete.
class RelationsAnalysis final : public Verb {
 public:
  std::string name() const override { return "relations"; }
  std::string summary() const override { return "Inter-class relation matrices, and the pixels where two classes compete"; }

  void declare(CLI::App& app) override {
    input_.declare(app, AnalyseInput::Takes::pictureOrSet);
    FlagVisitor flags(app, "Relations");
    flags.choice("variant", variant_, kRelationVariants, "reference: softmax of 15 x cosine; paper: softmax of the dot product");
    flags.choice("kind", kind_, kPrototypeKinds, "Which prototypes the table shows; --json holds all");
    flags.choice("order", order_, kOrders, "Order of rows and columns of the table");
    app.add_option("--pair", pair_, "CLASS,CLASS: where the two compete, in place of the matrices");
    app.footer(
        "Row i says where a pixel that looks like prototype i would go.\n\nExample:\n"
        "  ssaseg analyse relations --model ssa.pth --data CamVid --split val --kind semantic --order cluster\n"
        "  ssaseg analyse relations --model ssa.pth --data CamVid --split val --pair Road,Pavement --json");
  }

  int run(Console& console, StopToken stop) override {
    auto model = input_.model(console, stop);
    if (!model) return console.fail(model.error());
    if (pair_.empty()) return showMatrices(console, *model, stop);
    const LabelSet& labels = (*model)->info().config.labels;
    const std::size_t comma = pair_.find(',');
    auto first = classOf(pair_.substr(0, comma), labels, "pair");
    if (!first) return console.fail(first.error());
    auto second = classOf(comma == std::string::npos ? "" : pair_.substr(comma + 1), labels, "pair");
    if (!second) return console.fail(second.error());
    return showPair(console, *model, *first, *second, stop);
  }

 private:
  Result<SetRelations> matrices(Console& console, const std::shared_ptr<const Model>& model, const StopToken& stop) const {
    if (input_.isSet()) {
      auto set = input_.set(console, stop);
      if (!set) return std::move(set).error();
      return relationsOverSet(model, *set, variant_, input_.options(), stop, console);
    }
    auto picture = input_.picture(console);
    if (!picture) return std::move(picture).error();
    auto truth = input_.truth(*model);
    if (!truth) return std::move(truth).error();
    auto trace = input_.trace(model, *picture, console, stop);
    if (!trace) return std::move(trace).error();
    SetRelations one;
    one.variant = variant_;
    one.images = 1;
    one.confusion = ConfusionMatrix((*trace)->info().classes);
    for (const Choice<PrototypeKind>& choice : kPrototypeKinds) {
      auto rows = *truth ? (*trace)->prototypes(choice.value, **truth) : (*trace)->prototypes(choice.value);
      if (!rows && rows.error().code == ErrorCode::badOption) continue;
      if (!rows) return std::move(rows).error();
      RelationAccumulator sum(rows->rows);
      sum.add(relationMatrix(*rows, variant_));
      one.kinds.push_back({choice.value, sum.mean(), sum.spread()});
    }
    if (*truth) SSA_TRY(one.confusion.add((*trace)->mask(MaskKind::refined), **truth));
    return one;
  }

  int showMatrices(Console& console, const std::shared_ptr<const Model>& model, const StopToken& stop) const {
    console.startProgress("relations");
    auto relations = matrices(console, model, stop);
    console.endProgress();
    if (!relations) return console.fail(relations.error());
    const LabelSet& labels = model->info().config.labels;
    const SetRelations::OfKind* shown = nullptr;
    Json document{
        {"variant", nameOf(kRelationVariants, variant_)}, {"images", relations->images}, {"prototypes", Json::object()}};
    for (const SetRelations::OfKind& one : relations->kinds) {
      if (one.kind == kind_) shown = &one;
      document["prototypes"][nameOf(kPrototypeKinds, one.kind)] = {
          {"mean", matrixJson(one.mean)}, {"spread", matrixJson(one.spread)}, {"cluster_order", orderByCluster(one.mean)}};
    }
    if (relations->confusion.pixels() > 0) document["confusion_order"] = orderByConfusion(relations->confusion);
    document["skipped"] = skippedJson(console, relations->skipped);
    if (!shown)
      return console.fail({ErrorCode::badOption,
                           {{"option", "kind"},
                            {"value", nameOf(kPrototypeKinds, kind_)},
                            {"expected", "prototypes that this model (and, for the teacher's, truth) has"}}},
                          document);
    console.printText(tableText(*shown, relations->confusion, labels));
    console.printJson(document);
    return relations->skipped.empty() ? kExitDone : kExitFailed;
  }

  std::string tableText(const SetRelations::OfKind& one, const ConfusionMatrix& confusion, const LabelSet& labels) const {
    const int k = one.mean.classes;
    std::string text = nameOf(kPrototypeKinds, one.kind) + ", " + nameOf(kRelationVariants, variant_) + "\n\n";
    const std::vector<int> order = order_ == Order::cluster     ? orderByCluster(one.mean)
                                   : order_ == Order::confusion ? orderByConfusion(confusion)
                                                                : orderByIndex(k);
    if (k <= kMostColumns) {
      std::vector<std::vector<std::string>> rows(1, {""});
      for (const int j : order) rows[0].push_back(std::to_string(j));
      for (const int i : order) {
        std::vector<std::string> row{classText(i, labels)};
        for (const int j : order) row.push_back(fixed(one.mean.at(i, j), 4));
        rows.push_back(std::move(row));
      }
      text += alignedTable(rows) + '\n';
    }
    std::vector<std::pair<int, int>> pairs;
    for (int i = 0; i < k; ++i)
      for (int j = 0; j < k; ++j)
        if (i != j) pairs.emplace_back(i, j);
    std::stable_sort(pairs.begin(), pairs.end(), [&](const auto& a, const auto& b) {
      return one.mean.at(a.first, a.second) > one.mean.at(b.first, b.second);
    });
    std::vector<std::vector<std::string>> rows = {{"closest", "to", "mean", "spread"}};
    for (std::size_t n = 0; n < std::min<std::size_t>(pairs.size(), 10); ++n)
      rows.push_back({classText(pairs[n].first, labels), classText(pairs[n].second, labels),
                      fixed(one.mean.at(pairs[n].first, pairs[n].second), 6),
                      fixed(one.spread.at(pairs[n].first, pairs[n].second), 6)});
    return text + alignedTable(rows);
  }

  Result<SetCompetition> fight(Console& console, const std::shared_ptr<const Model>& model, int first, int second,
                               const StopToken& stop) const {
    if (input_.isSet()) {
      auto set = input_.set(console, stop);
      if (!set) return std::move(set).error();
      return competitionOverSet(model, *set, first, second, MaskKind::refined, input_.options(), stop, console);
    }
    auto picture = input_.picture(console);
    if (!picture) return std::move(picture).error();
    auto truth = input_.truth(*model);
    if (!truth) return std::move(truth).error();
    auto trace = input_.trace(model, *picture, console, stop);
    if (!trace) return std::move(trace).error();
    auto one = competition(**trace, first, second, MaskKind::refined, *truth ? &**truth : nullptr);
    if (!one) return std::move(one).error();
    SetCompetition set;
    set.histogram = std::move(one->histogram);
    set.rows.push_back({input_.image(), input_.image(), one->competingPixels, one->firstForSecond + one->secondForFirst,
                        one->meanAbsoluteMargin});
    return set;
  }

  int showPair(Console& console, const std::shared_ptr<const Model>& model, int first, int second, const StopToken& stop) const {
    console.startProgress("relations");
    auto set = fight(console, model, first, second, stop);
    console.endProgress();
    if (!set) return console.fail(set.error());
    const LabelSet& labels = model->info().config.labels;
    Json document{{"first", first}, {"second", second}, {"images", Json::array()}, {"histogram", Json::array()}};
    std::vector<std::vector<std::string>> rows = {{"picture", "competing", "confused", "mean |margin|"}};
    for (const CompetitionRow& row : set->rows) {
      if (rows.size() <= 10)
        rows.push_back({row.name, grouped(row.competingPixels), grouped(row.confusedPixels), fixed(row.meanAbsoluteMargin, 3)});
      document["images"].push_back({{"name", row.name},
                                    {"image", row.image},
                                    {"competing_pixels", row.competingPixels},
                                    {"confused_pixels", row.confusedPixels},
                                    {"mean_absolute_margin", row.meanAbsoluteMargin}});
    }
    for (const Competition::Bin& bin : set->histogram)
      document["histogram"].push_back({{"low", bin.low},
                                       {"high", bin.high},
                                       {"cells", bin.cells},
                                       {"truth_first", bin.truthFirst},
                                       {"truth_second", bin.truthSecond}});
    document["skipped"] = skippedJson(console, set->skipped);
    console.printText(classText(first, labels) + " against " + classText(second, labels) + "\n\n" + alignedTable(rows));
    console.printJson(document);
    return set->skipped.empty() ? kExitDone : kExitFailed;
  }

  AnalyseInput input_;
  RelationVariant variant_ = RelationVariant::reference;
  PrototypeKind kind_ = PrototypeKind::fixed;
  Order order_ = Order::index;
  std::string pair_;
};

}  // namespace

std::unique_ptr<Verb> makeAnalyseRelations() { return std::make_unique<RelationsAnalysis>(); }

}  // namespace ssa::cli

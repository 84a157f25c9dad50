#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/cli/analyse.h"
#include "app/cli/analyse_input.h"
#include "app/cli/option_flags.h"
#include "engine/api/relations.h"
#include "engine/core/safe_file.h"

namespace ssa::cli {
namespace {

constexpr int kMostColumns = 12;  // beyond that a table does not fit a terminal
constexpr std::size_t kListedPairs = 10;

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
    CLI::Option* baseline = app.add_option("--baseline", baseline_, "Second model: its matrix too, and the first minus it");
    flags.choice("baseline-kind", baselineKind_, kPrototypeKinds, "Which of the baseline's prototypes are subtracted");
    app.get_option("--baseline-kind")->needs(baseline);
    app.add_option("--out", out_, "Folder for the matrices as CSV: model, spread, baseline, difference")->type_name("FOLDER");
    app.add_option("--pair", pair_, "CLASS,CLASS: where the two compete, in place of the matrices");
    app.footer(
        "Row i says where a pixel that looks like prototype i would go.\n\nExample:\n"
        "  ssaseg analyse relations --model ssa.pth --data CamVid --split val --kind semantic --order cluster\n"
        "  ssaseg analyse relations --model ssa.pth --kind joint --baseline plain.pth --data CamVid --split val --out matrices\n"
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
    return input_.either(
        console, model, stop,
        [&](const Dataset& set) { return relationsOverSet(model, set, variant_, input_.options(), stop, console); },
        [&](const ImageTrace& trace, const LabelMap* truth) { return ofPicture(trace, truth); });
  }

  Result<SetRelations> ofPicture(const ImageTrace& trace, const LabelMap* truth) const {
    SetRelations one;
    one.variant = variant_;
    one.images = 1;
    one.confusion = ConfusionMatrix(trace.info().classes);
    for (const Choice<PrototypeKind>& choice : kPrototypeKinds) {
      auto rows = truth ? trace.prototypes(choice.value, *truth) : trace.prototypes(choice.value);
      if (!rows && rows.error().code == ErrorCode::badOption) continue;
      if (!rows) return std::move(rows).error();
      RelationAccumulator sum(rows->rows);
      sum.add(relationMatrix(*rows, variant_));
      one.kinds.push_back({choice.value, sum.mean(), sum.spread()});
    }
    if (truth) SSA_TRY(one.confusion.add(trace.mask(MaskKind::refined), *truth));
    return one;
  }

  static Result<const SetRelations::OfKind*> ofKind(const SetRelations& relations, PrototypeKind kind, const char* option) {
    for (const SetRelations::OfKind& one : relations.kinds)
      if (one.kind == kind) return &one;
    return Error(ErrorCode::badOption, {{"option", option},
                                        {"value", nameOf(kPrototypeKinds, kind)},
                                        {"expected", "prototypes that this model (and, for the teacher's, truth) has"}});
  }

  static Json prototypesJson(const SetRelations& relations) {
    Json object = Json::object();
    for (const SetRelations::OfKind& one : relations.kinds)
      object[nameOf(kPrototypeKinds, one.kind)] = {
          {"mean", matrixJson(one.mean)}, {"spread", matrixJson(one.spread)}, {"cluster_order", orderByCluster(one.mean)}};
    return object;
  }

  int showMatrices(Console& console, const std::shared_ptr<const Model>& model, const StopToken& stop) const {
    console.startProgress("relations");
    Json document;
    std::string text;
    auto skipped = compute(console, model, stop, document, text);
    console.endProgress();
    if (!skipped) return console.fail(skipped.error(), document);
    document["skipped"] = skippedJson(console, *skipped);
    console.printText(text);
    console.printJson(document);
    return skipped->empty() ? kExitDone : kExitFailed;
  }

  Result<std::vector<SkippedSample>> compute(Console& console, const std::shared_ptr<const Model>& model, const StopToken& stop,
                                             Json& document, std::string& text) const {
    auto relations = matrices(console, model, stop);
    if (!relations) return std::move(relations).error();
    const LabelSet& labels = model->info().config.labels;
    document = {{"variant", nameOf(kRelationVariants, variant_)},
                {"images", relations->images},
                {"prototypes", prototypesJson(*relations)}};
    if (relations->confusion.pixels() > 0) document["confusion_order"] = orderByConfusion(relations->confusion);
    auto shown = ofKind(*relations, kind_, "kind");
    if (!shown) return std::move(shown).error();
    const std::vector<int> order = order_ == Order::cluster     ? orderByCluster((*shown)->mean)
                                   : order_ == Order::confusion ? orderByConfusion(relations->confusion)
                                                                : orderByIndex((*shown)->mean.classes);
    const std::string title = nameOf(kPrototypeKinds, kind_) + ", " + nameOf(kRelationVariants, variant_) + "\n\n";
    text = title + tableText((*shown)->mean, order, labels) + closestText(**shown, labels);
    SSA_TRY(save("model.csv", (*shown)->mean, labels));
    SSA_TRY(saveSpread(**shown, relations->images, labels));
    std::vector<SkippedSample> skipped = relations->skipped;
    if (baseline_.empty()) return skipped;
    SSA_TRY(compare(console, **shown, order, labels, stop, document, text, skipped));
    return skipped;
  }

  /// The same of the baseline, and the model's matrix minus its.
  Result<void> compare(Console& console, const SetRelations::OfKind& shown, const std::vector<int>& order, const LabelSet& labels,
                       const StopToken& stop, Json& document, std::string& text, std::vector<SkippedSample>& skipped) const {
    auto baseline = input_.open(console, baseline_, stop);
    if (!baseline) return std::move(baseline).error();
    auto relations = matrices(console, *baseline, stop);
    if (!relations) return std::move(relations).error();
    auto other = ofKind(*relations, baselineKind_, "baseline-kind");
    if (!other) return std::move(other).error();
    auto apart = difference(shown.mean, (*other)->mean);
    if (!apart) return std::move(apart).error();
    skipped.insert(skipped.end(), relations->skipped.begin(), relations->skipped.end());
    document["baseline"] = {{"images", relations->images}, {"prototypes", prototypesJson(*relations)}};
    document["difference"] = {{"kind", nameOf(kPrototypeKinds, kind_)},
                              {"baseline_kind", nameOf(kPrototypeKinds, baselineKind_)},
                              {"mean", matrixJson(*apart)}};
    text += "\nbaseline: " + nameOf(kPrototypeKinds, baselineKind_) + "\n\n" + tableText((*other)->mean, order, labels) +
            closestText(**other, labels) + "\nmodel minus baseline\n\n" + tableText(*apart, order, labels) +
            changesText(*apart, labels);
    SSA_TRY(save("baseline.csv", (*other)->mean, labels));
    return save("difference.csv", *apart, labels);
  }

  Result<void> saveSpread(const SetRelations::OfKind& one, std::int64_t images, const LabelSet& labels) const {
    return images > 1 ? save("spread.csv", one.spread, labels) : Result<void>();
  }

  Result<void> save(const char* name, const RelationMatrix& matrix, const LabelSet& labels) const {
    if (out_.empty()) return {};
    const auto quoted = [&labels](int id) {
      std::string text = "\"";
      for (const char c : labels.classes[static_cast<std::size_t>(id)].name)
        text += c == '"' ? std::string("\"\"") : std::string(1, c);
      return text + '"';
    };
    std::string csv = "class";
    for (int j = 0; j < matrix.classes; ++j) csv += ',' + quoted(j);
    for (int i = 0; i < matrix.classes; ++i) {
      csv += '\n' + quoted(i);
      for (int j = 0; j < matrix.classes; ++j) csv += ',' + Json(matrix.at(i, j)).dump();
    }
    std::error_code failed;
    std::filesystem::create_directories(out_, failed);  // a failure shows at the file
    return writeFile(std::filesystem::path(out_) / name, csv + '\n');
  }

  static std::string tableText(const RelationMatrix& matrix, const std::vector<int>& order, const LabelSet& labels) {
    if (matrix.classes > kMostColumns) return {};
    std::vector<std::vector<std::string>> rows(1, {""});
    for (const int j : order) rows[0].push_back(std::to_string(j));
    for (const int i : order) {
      std::vector<std::string> row{classText(i, labels)};
      for (const int j : order) row.push_back(fixed(matrix.at(i, j), 4));
      rows.push_back(std::move(row));
    }
    return alignedTable(rows) + '\n';
  }

  /// Pairs of different classes, those with the largest `weight` first.
  template <class Weight>
  static std::vector<std::pair<int, int>> pairsBy(int classes, Weight weight) {
    std::vector<std::pair<int, int>> pairs;
    for (int i = 0; i < classes; ++i)
      for (int j = 0; j < classes; ++j)
        if (i != j) pairs.emplace_back(i, j);
    std::stable_sort(pairs.begin(), pairs.end(),
                     [&](const auto& a, const auto& b) { return weight(a.first, a.second) > weight(b.first, b.second); });
    pairs.resize(std::min<std::size_t>(pairs.size(), kListedPairs));
    return pairs;
  }

  static std::string closestText(const SetRelations::OfKind& one, const LabelSet& labels) {
    std::vector<std::vector<std::string>> rows = {{"closest", "to", "mean", "spread"}};
    for (const auto& [i, j] : pairsBy(one.mean.classes, [&](int a, int b) { return one.mean.at(a, b); }))
      rows.push_back({classText(i, labels), classText(j, labels), fixed(one.mean.at(i, j), 6), fixed(one.spread.at(i, j), 6)});
    return alignedTable(rows);
  }

  static std::string changesText(const RelationMatrix& apart, const LabelSet& labels) {
    std::vector<std::vector<std::string>> rows = {{"most changed", "to", "difference"}};
    for (const auto& [i, j] : pairsBy(apart.classes, [&](int a, int b) { return std::abs(apart.at(a, b)); }))
      rows.push_back({classText(i, labels), classText(j, labels), (apart.at(i, j) > 0 ? "+" : "") + fixed(apart.at(i, j), 6)});
    return alignedTable(rows);
  }

  Result<SetCompetition> fight(Console& console, const std::shared_ptr<const Model>& model, int first, int second,
                               const StopToken& stop) const {
    return input_.either(
        console, model, stop,
        [&](const Dataset& set) {
          return competitionOverSet(model, set, first, second, MaskKind::refined, input_.options(), stop, console);
        },
        [&](const ImageTrace& trace, const LabelMap* truth) -> Result<SetCompetition> {
          auto one = competition(trace, first, second, MaskKind::refined, truth);
          if (!one) return std::move(one).error();
          SetCompetition set;
          set.histogram = std::move(one->histogram);
          set.rows.push_back({input_.image(), input_.image(), one->competingPixels, one->firstForSecond + one->secondForFirst,
                              one->meanAbsoluteMargin});
          return set;
        });
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
  PrototypeKind baselineKind_ = PrototypeKind::fixed;
  std::string pair_, baseline_, out_;
};

}  // namespace

std::unique_ptr<Verb> makeAnalyseRelations() { return std::make_unique<RelationsAnalysis>(); }

}  // namespace ssa::cli

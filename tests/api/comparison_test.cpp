// Scores of two sets of masks side by side: differences, intervals, pictures, cells, sets and input scales.
#include "engine/api/comparison.h"

#include <cmath>
#include <nlohmann/json.hpp>
#include <random>

#include "engine/api/comparison_report.h"
#include "engine/api/evaluation_report.h"
#include "tests/api/tests.h"
#include "tests/data/masks.h"
#include "tests/support/runner.h"

using namespace ssa;
using namespace ssa::test;
namespace fs = std::filesystem;

namespace {

constexpr int kClasses = 4;

/// Quarters of four classes whose borders lie elsewhere on every picture.
LabelMap quarters(Size size, unsigned seed) {
  LabelMap map(size);
  const int split_x = 8 + static_cast<int>(seed * 5 % 16), split_y = 6 + static_cast<int>(seed * 3 % 12);
  for (int y = 0; y < size.height; ++y)
    for (int x = 0; x < size.width; ++x) map.row(y)[x] = static_cast<std::uint8_t>((x < split_x ? 0 : 1) + (y < split_y ? 0 : 2));
  return map;
}

/// The same with a share of the pixels called something else.
LabelMap spoilt(LabelMap map, double share, unsigned seed) {
  std::mt19937 random(seed);
  for (std::uint8_t& id : map.labels())
    if (random() % 1000 < static_cast<unsigned>(1000 * share)) id = static_cast<std::uint8_t>((id + 1) % kClasses);
  return map;
}

Image8 flat(Size size, std::uint8_t grey) {
  Image8 picture(size);
  for (std::uint8_t& value : picture.pixels()) value = grey;
  return picture;
}

Result<Evaluation> score(const fs::path& masks, const fs::path& truth, const ScoringOptions& scoring = {}) {
  NoProgress progress;
  return evaluatePredictions(masks, truth, LabelSet::numbered(kClasses), {}, progress, scoring);
}

Result<Comparison> compare(const Evaluation& first, const Evaluation& second, const CompareOptions& options = {}) {
  NoProgress progress;
  return compareEvaluations(first, second, options, {}, progress);
}

class ComparisonTest : public QObject {
  Q_OBJECT

 private:
  static constexpr int kPictures = 12;
  fs::path truth_, rough_, fine_, models_, images_;

 private Q_SLOTS:
  void initTestCase() {
    truth_ = tempDir();
    rough_ = tempDir();
    fine_ = tempDir();
    for (unsigned i = 0; i < kPictures; ++i) {
      const std::string file = (i % 2 ? "b/" : "a/") + std::to_string(i) + ".png";
      const LabelMap map = quarters({32, 24}, i);
      saveMask(truth_ / file, map);
      saveMask(rough_ / file, spoilt(map, 0.20, i));
      saveMask(fine_ / file, spoilt(map, i == 3 ? 0.40 : 0.05, i + 50));  // one picture gets worse
    }
  }

  void differencesAreThoseOfTheScores() {
    const auto first = score(rough_, truth_), second = score(fine_, truth_);
    SSA_VERIFY_OK(first);
    SSA_VERIFY_OK(second);
    const auto result = compare(*first, *second);
    SSA_VERIFY_OK(result);
    const Scores &a = first->scores[0].pooled, &b = second->scores[0].pooled;
    QCOMPARE(*result->mIoU.first, *a.mIoU);
    QCOMPARE(*result->mIoU.second, *b.mIoU);
    QCOMPARE(*result->mIoU.difference.value, *b.mIoU - *a.mIoU);
    QCOMPARE(result->classes.size(), std::size_t{kClasses});
    for (std::size_t id = 0; id < kClasses; ++id) {
      QCOMPARE(*result->classes[id].iou.first, *a.classes[id].iou);
      QCOMPARE(*result->classes[id].iou.difference.value, *b.classes[id].iou - *a.classes[id].iou);
      QCOMPARE(result->classes[id].truth, a.classes[id].truth);
      QVERIFY(result->classes[id].iou.difference.interval.has_value());
    }
    QCOMPARE(result->verdict(), Comparison::Verdict::better);
    QVERIFY(*result->p < 0.05);
    const auto back = compare(*second, *first);
    QCOMPARE(back->verdict(), Comparison::Verdict::worse);
    QVERIFY(first->scores[0].statistics.mIoU.interval->contains(*a.mIoU));
  }

  void equalMasksShowNoDifference() {
    const auto first = score(rough_, truth_);
    const auto result = compare(*first, *first);
    SSA_VERIFY_OK(result);
    QCOMPARE(result->verdict(), Comparison::Verdict::equal);
    QCOMPARE(*result->p, 1.0);
    QCOMPARE(result->worsened() + result->improved(), std::size_t{0});
  }

  void picturesThatGotWorseComeFirst_data() {
    QTest::addColumn<ImageOrder>("order");
    QTest::newRow("mIoU") << ImageOrder::meanIoU;
    QTest::newRow("accuracy") << ImageOrder::accuracy;
  }
  void picturesThatGotWorseComeFirst() {
    QFETCH(ImageOrder, order);
    CompareOptions options;
    options.order = order;
    const auto result = compare(*score(rough_, truth_), *score(fine_, truth_), options);
    SSA_VERIFY_OK(result);
    QCOMPARE(result->images.size(), std::size_t{kPictures});
    QCOMPARE(result->worsened(), std::size_t{1});
    QCOMPARE(result->improved(), std::size_t{kPictures - 1});
    const ImageComparison& worst = result->images.front();
    QCOMPARE(worst.name, std::string("b/3"));
    QCOMPARE(worst.pixels, 32 * 24);
    QVERIFY(worst.firstRight > worst.secondRight && worst.iouChange() < 0);
    QVERIFY(std::abs(worst.accuracyChange() - 100.0 * static_cast<double>(worst.secondRight - worst.firstRight) / (32 * 24)) <
            1e-9);
    QVERIFY(fs::exists(worst.image) && fs::exists(worst.mask));
    for (std::size_t i = 1; i < result->images.size(); ++i) {
      const ImageComparison &x = result->images[i - 1], &y = result->images[i];
      QVERIFY(order == ImageOrder::meanIoU ? x.iouChange() <= y.iouChange() : x.accuracyChange() <= y.accuracyChange());
    }
  }

  void aPictureOfOneSideOnlyTakesNoPart() {
    const auto all = score(rough_, truth_);
    ScoringOptions half;
    half.prefixes = {"a/", "b/1"};  // every picture of a, and 1 and 11 of b
    const auto some = score(fine_, truth_, half);
    SSA_VERIFY_OK(some);
    QCOMPARE(some->images, 8);
    const auto result = compare(*all, *some);
    SSA_VERIFY_OK(result);
    QCOMPARE(result->images.size(), std::size_t{8});
    QCOMPARE(result->unpaired.size(), std::size_t{4});
    // Pooled over the common pictures alone.
    QCOMPARE(*result->mIoU.first, *score(rough_, truth_, half)->scores[0].pooled.mIoU);
    half.prefixes = {"c"};
    const auto none = score(rough_, truth_, half);
    QVERIFY(!none.ok());
    QCOMPARE(none.error().code, ErrorCode::folderEmpty);
  }

  void aCellOpensItsPictures() {
    const auto evaluation = score(rough_, truth_);
    const MaskScores& scores = evaluation->scores[0];
    const std::vector<CellImage> cell = imagesOfCell(scores, 1, 2);  // spoilt pixels become the next class
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < cell.size(); ++i) {
      sum += cell[i].pixels;
      QCOMPARE(scores.images[cell[i].index].confusion.at(1, 2), cell[i].pixels);
      QVERIFY(i == 0 || cell[i].pixels <= cell[i - 1].pixels);
    }
    QVERIFY(sum > 0);
    QCOMPARE(sum, scores.confusion.at(1, 2));
    QVERIFY(imagesOfCell(scores, 0, 3).empty());
  }

  void boundaryWidthsAreComparedWithIntervals() {
    ScoringOptions scoring;
    scoring.boundaryWidths_px = {1, 3};
    const auto first = score(rough_, truth_, scoring), second = score(fine_, truth_, scoring);
    const auto result = compare(*first, *second);
    SSA_VERIFY_OK(result);
    QCOMPARE(result->boundary.size(), std::size_t{2});
    QCOMPARE(result->boundary[1].width_px, 3);
    QCOMPARE(*result->boundary[1].trimapIoU.first, *first->scores[0].boundary[1].mTrimapIoU);
    // Of all scores the pooled counts of the statistics must give the same difference.
    for (const BoundaryComparison& row : result->boundary)
      for (const ScorePair* pair : {&row.boundaryIoU, &row.trimapIoU})
        QVERIFY(std::abs(*pair->difference.value - (*pair->second - *pair->first)) < 1e-9);
    QVERIFY(result->boundary[1].trimapIoU.difference.interval->low > 0);
    scoring.boundaryWidths_px = {3, 1};
    const auto bad = score(rough_, truth_, scoring);
    QVERIFY(!bad.ok());
    QCOMPARE(bad.error().code, ErrorCode::badOption);
  }

  void setsAreJoinedAndStayStrata() {
    NoProgress progress;
    ScoringOptions a, b;
    a.prefixes = {"a/"};
    b.prefixes = {"b/"};
    const auto joined = joinEvaluations({*score(rough_, truth_, a), *score(rough_, truth_, b)}, {}, {}, progress);
    SSA_VERIFY_OK(joined);
    const auto whole = score(rough_, truth_);
    QCOMPARE(joined->images, whole->images);
    QVERIFY(joined->scores[0].confusion == whole->scores[0].confusion);
    QCOMPARE(*joined->scores[0].pooled.mIoU, *whole->scores[0].pooled.mIoU);
    std::array<int, 2> sizes{};
    for (const ImageTally& image : joined->scores[0].images) ++sizes.at(static_cast<std::size_t>(image.set));
    QCOMPARE(sizes, (std::array<int, 2>{6, 6}));
    // One and the same name in two sets is two pictures.
    const auto twice = joinEvaluations({*whole, *whole}, {}, {}, progress);
    const auto compared = compare(*twice, *twice);
    SSA_VERIFY_OK(compared);
    QCOMPARE(compared->images.size(), std::size_t{2 * kPictures});
    QVERIFY(!joinEvaluations({}, {}, {}, progress).ok());
  }

  void unlikeTablesAreRefused() {
    Evaluation other = *score(rough_, truth_);
    const Evaluation first = other;
    other.labels = LabelSet::numbered(kClasses + 1);
    QCOMPARE(compare(first, other).error().code, ErrorCode::classCountMismatch);
    CompareOptions options;
    options.secondMasks = "coarse";
    QCOMPARE(compare(first, first, options).error().code, ErrorCode::badOption);
  }

  void reportsHoldEveryFigure() {
    ScoringOptions scoring;
    scoring.boundaryWidths_px = {2};
    const auto first = score(rough_, truth_, scoring), second = score(fine_, truth_, scoring);
    const auto result = compare(*first, *second);
    const auto json = nlohmann::json::parse(toJson(*result));
    QCOMPARE(json["mIoU"]["difference"].get<double>(), *result->mIoU.difference.value);
    QCOMPARE(json["mIoU"]["interval"][0].get<double>(), result->mIoU.difference.interval->low);
    QCOMPARE(json["classes"].size(), std::size_t{kClasses});
    QCOMPARE(json["images"][0]["name"].get<std::string>(), std::string("b/3"));
    QCOMPARE(json["boundary"][0]["width_px"].get<int>(), 2);
    QCOMPARE(json["verdict"].get<std::string>(), std::string("better"));
    const std::string csv = toCsv(std::vector<Comparison>{*result});
    QCOMPARE(std::count(csv.begin(), csv.end(), '\n'), 1 + kClasses + 1 + 3);
    const auto own = nlohmann::json::parse(toJson(*first));
    QCOMPARE(own["scores"][0]["per_image"].size(), std::size_t{kPictures});
    QCOMPARE(own["scores"][0]["classes"][0]["F"].get<double>(), *first->scores[0].pooled.classes[0].fscore);
    QCOMPARE(own["scores"][0]["boundary"][0]["trimap_mIoU"].get<double>(), *first->scores[0].boundary[0].mTrimapIoU);
  }

  void modelsAreScoredTogetherAsApart() {
    const fs::path folder = tempDir();
    Dataset dataset;
    dataset.root = folder;
    for (unsigned i = 0; i < 3; ++i) {
      const std::string name = std::to_string(i);
      const Size size{64, 48};
      save(folder / (name + ".png"), encodePng(flat(size, static_cast<std::uint8_t>(60 * i + 30))));
      saveMask(folder / "masks" / (name + ".png"), quarters(i == 2 ? Size{64, 47} : size, i));  // the last does not fit
      dataset.samples.push_back({name, folder / (name + ".png"), folder / "masks" / (name + ".png")});
    }
    std::vector<std::shared_ptr<const Model>> models;
    for (const ClassifierKind kind : {ClassifierKind::plain, ClassifierKind::ssa}) {
      ModelConfig config;
      config.architecture = "seaformer_t";
      config.classifier = kind;
      config.num_classes = kClasses;
      config.labels = LabelSet::numbered(kClasses);
      const fs::path model = folder / (kind == ClassifierKind::ssa ? "ssa" : "plain");
      SSA_VERIFY_OK(createModel(config, 5, model));
      OpenModelOptions open;
      open.device = "cpu";
      auto opened = openModel(model, open);
      SSA_VERIFY_OK(opened);
      models.push_back(opened->value);
    }
    NoProgress progress;
    EvaluateOptions options;
    options.coarse = true;
    options.scaleList = {0.5F, 1.0F};
    const auto pair = evaluatePair(*models[0], *models[1], dataset, options, {}, progress);
    SSA_VERIFY_OK(pair);
    QCOMPARE(pair->first.size(), std::size_t{2});
    QCOMPARE(pair->first[0].scores.size(), std::size_t{1});  // a plain classifier has no coarse masks
    QCOMPARE(pair->second[0].scores.size(), std::size_t{2});
    QCOMPARE(pair->first[0].skipped.size(), std::size_t{1});
    QCOMPARE(pair->second[1].images, 2);
    options.scaleList.clear();
    for (std::size_t s = 0; s < 2; ++s) {
      options.predict.scales = {s == 0 ? 0.5F : 1.0F};
      for (std::size_t m = 0; m < 2; ++m) {
        const auto apart = evaluateModel(*models[m], dataset, options, {}, progress);
        SSA_VERIFY_OK(apart);
        const Evaluation& together = (m == 0 ? pair->first : pair->second)[s];
        for (std::size_t k = 0; k < apart->scores.size(); ++k)
          QVERIFY(together.scores[k].confusion == apart->scores[k].confusion);
      }
    }
    SSA_VERIFY_OK(
        compare(pair->second[0], pair->second[0], {.firstMasks = "coarse", .secondMasks = "refined", .statistics = {}}));
  }

  void theBestScaleIsNamed() {
    const auto with = [](float scale, double mIoU) {
      Evaluation evaluation;
      evaluation.scale = scale;
      evaluation.scores.push_back(emptyScores("refined", 2));
      evaluation.scores[0].pooled.mIoU = mIoU;
      return evaluation;
    };
    const std::vector<std::vector<Evaluation>> models = {{with(0.5F, 40), with(1.0F, 52), with(1.5F, 53)},
                                                         {with(0.5F, 41), with(1.0F, 57), with(1.5F, 55)}};
    const ScaleTable table = compareScales(models);
    QCOMPARE(*table.best[0], std::size_t{2});
    QCOMPARE(*table.best[1], std::size_t{1});
    QCOMPARE(*table.common, std::size_t{1});
    const auto json = nlohmann::json::parse(toJson(table));
    QCOMPARE(json["best_in_common"].get<double>(), 1.0);
    QCOMPARE(json["models"][0]["best"].get<double>(), 1.5);
  }

  void tablesOfOtherNamesAreRefused() {
    const fs::path folder = tempDir();
    std::vector<std::shared_ptr<const Model>> models;
    for (const char* name : {"street", "road"}) {
      ModelConfig config;
      config.architecture = "seaformer_t";
      config.num_classes = 2;
      config.labels = LabelSet::numbered(2);
      config.labels.classes[0].name = name;
      SSA_VERIFY_OK(createModel(config, 5, folder / name));
      OpenModelOptions open;
      open.device = "cpu";
      models.push_back(openModel(folder / name, open)->value);
    }
    NoProgress progress;
    const auto refused = evaluatePair(*models[0], *models[1], {}, {}, {}, progress);
    QVERIFY(!refused.ok());
    QCOMPARE(refused.error().code, ErrorCode::badOption);
    EvaluateOptions options;
    options.labels = LabelSet::numbered(2);
    SSA_VERIFY_OK(evaluatePair(*models[0], *models[1], {}, options, {}, progress));
  }
};

}  // namespace

std::unique_ptr<QObject> makeComparisonTest() { return std::make_unique<ComparisonTest>(); }

#include "comparison_test.moc"

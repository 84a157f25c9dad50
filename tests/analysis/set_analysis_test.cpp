// The sets' figures against the pictures' own, on the pair that ships.
#include <algorithm>
#include <cmath>

#include "engine/api/drift.h"
#include "engine/api/evaluator.h"
#include "engine/api/flips.h"
#include "engine/api/guides.h"
#include "engine/api/relations.h"
#include "engine/core/safe_file.h"
#include "tests/analysis/tests.h"
#include "tests/analysis/tiny_network.h"
#include "tests/support/runner.h"

using namespace ssa;
using namespace ssa::test;
namespace fs = std::filesystem;

namespace {

class SetAnalysisTest : public QObject {
  Q_OBJECT

 private:
  std::shared_ptr<const Model> ssa_, baseline_;
  Dataset set_;
  NoProgress quiet_;

  static std::shared_ptr<const Model> opened(const char* which) {
    OpenModelOptions open;
    open.device = "cpu";
    auto model = openModel(fs::path(SSA_SOURCE_DIR) / "resources/sample" / which, open);
    return model ? model->value : nullptr;
  }

 private Q_SLOTS:
  void initTestCase() {
    ssa_ = opened("ssa");
    baseline_ = opened("baseline");
    QVERIFY(ssa_ && baseline_);
    const fs::path root = fs::path(SSA_SOURCE_DIR) / "resources/sample";
    auto pairs = pairFolders(root / "pictures", root / "masks");
    SSA_VERIFY_OK(pairs);
    set_ = pairs->value;
    set_.samples.resize(3);
  }

  void ladderEqualsTheEvaluation() {
    const auto ladder = ladderOverSet(ssa_, baseline_, set_, {}, {}, quiet_);
    SSA_VERIFY_OK(ladder);
    EvaluateOptions options;
    options.coarse = true;
    const Model* const models[] = {baseline_.get(), ssa_.get()};
    const auto evaluations = evaluateModels(models, set_, options, {}, quiet_);
    SSA_VERIFY_OK(evaluations);
    const auto step = [&](Rung rung) {
      return std::find_if(ladder->steps.begin(), ladder->steps.end(), [&](const auto& one) { return one.rung == rung; });
    };
    QVERIFY(step(Rung::baseline)->confusion == (*evaluations)[0][0].find("refined")->confusion);
    QVERIFY(step(Rung::refined)->confusion == (*evaluations)[1][0].find("refined")->confusion);
    QVERIFY(step(Rung::coarse)->confusion == (*evaluations)[1][0].find("coarse")->confusion);
    QVERIFY(step(Rung::teacher) == ladder->steps.end());  // the sample ships without its teacher
    QCOMPARE(ladder->missing.size(), std::size_t{1});
    QCOMPARE(ladder->images.size(), std::size_t{3});
    QVERIFY(!ladder->coarseIsBaseline);
    // What the grid can hold is above what any model got.
    for (const auto& one : ladder->steps) {
      qInfo("%d: %.2f", static_cast<int>(one.rung), one.scores.mIoU.value_or(-1));
      if (one.rung != Rung::truthAtStride) QVERIFY(*one.scores.mIoU < *step(Rung::truthAtStride)->scores.mIoU);
    }
    for (std::size_t i = 0; i < 3; ++i) QCOMPARE(ladder->images[i].mIoU.size(), ladder->steps.size());
  }

  void flipsAddUp() {
    const auto all = flipsOverSet(ssa_, set_, {}, {}, quiet_);
    SSA_VERIFY_OK(all);
    QCOMPARE(all->images, 3);
    std::int64_t fixed = 0, broke = 0, links = 0;
    const auto walked = walkTraces(
        ssa_, set_, {},
        [&](const TracedSample& sample) -> Result<void> {
          const auto one = flipLedger(*sample.trace, &sample.truth);
          if (!one) return one.error();
          const FlipTransition& whole = *one->find(FlipStage::coarse, FlipStage::both);
          fixed += whole.outcome(FlipOutcome::fixed);
          broke += whole.outcome(FlipOutcome::broke);
          for (const FlipLink& link : whole.links) links += link.pixels;
          return {};
        },
        {}, quiet_);
    SSA_VERIFY_OK(walked);
    const FlipTransition& whole = *all->find(FlipStage::coarse, FlipStage::both);
    QCOMPARE(whole.outcome(FlipOutcome::fixed), fixed);
    QCOMPARE(whole.outcome(FlipOutcome::broke), broke);
    std::int64_t together = 0;
    for (const FlipLink& link : whole.links) together += link.pixels;
    QCOMPARE(together, links);
    // Fixed minus broke is what the accuracy gained.
    const auto right = [&](FlipStage stage) { return *all->find(stage)->scores->aAcc; };
    const auto pixels = static_cast<double>(links);
    QVERIFY(std::fabs(right(FlipStage::both) - right(FlipStage::coarse) - 100.0 * static_cast<double>(fixed - broke) / pixels) <
            1e-9);
  }

  void relationsAndCompetition() {
    const auto relations = relationsOverSet(ssa_, set_, RelationVariant::reference, {}, {}, quiet_);
    SSA_VERIFY_OK(relations);
    QCOMPARE(relations->images, 3);
    QCOMPARE(relations->kinds.size(), std::size_t{5});  // no teacher
    QCOMPARE(relations->kinds[0].kind, PrototypeKind::fixed);
    for (const double value : relations->kinds[0].spread.values) QVERIFY(std::fabs(value) < 1e-12);  // one S for all pictures
    double most = 0;
    for (const double value : relations->kinds[1].spread.values) most = std::max(most, value);
    QVERIFY(most > 1e-6);
    QVERIFY(relations->confusion.pixels() > 0);
    std::vector<int> order = orderByConfusion(relations->confusion);
    std::sort(order.begin(), order.end());
    QCOMPARE(order, orderByIndex(relations->confusion.classes()));

    int first = 0, second = 1;
    std::int64_t confused = -1;
    for (int i = 0; i < relations->confusion.classes(); ++i)
      for (int j = 0; j < relations->confusion.classes(); ++j)
        if (i != j && relations->confusion.at(i, j) > confused) {
          confused = relations->confusion.at(i, j);
          first = i;
          second = j;
        }
    const auto fight = competitionOverSet(ssa_, set_, first, second, MaskKind::refined, {}, {}, quiet_);
    SSA_VERIFY_OK(fight);
    std::int64_t sum = 0;
    for (const CompetitionRow& row : fight->rows) sum += row.confusedPixels;
    QCOMPARE(sum, relations->confusion.at(first, second) + relations->confusion.at(second, first));
    QVERIFY(std::is_sorted(fight->rows.begin(), fight->rows.end(),
                           [](const CompetitionRow& a, const CompetitionRow& b) { return a.confusedPixels > b.confusedPixels; }));
    QCOMPARE(competitionOverSet(ssa_, set_, 0, 0, MaskKind::refined, {}, {}, quiet_).error().code, ErrorCode::badOption);
  }

  void driftNeedsNoTruth() {
    Dataset bare = set_;
    for (DatasetSample& sample : bare.samples) sample.mask.clear();
    const auto atlas = driftOverSet(ssa_, bare, {}, {}, quiet_);
    SSA_VERIFY_OK(atlas);
    QCOMPARE(atlas->rows.size(), std::size_t{3});
    QVERIFY(atlas->rows[0].drift >= atlas->rows[2].drift);
    QCOMPARE(driftOverSet(baseline_, bare, {}, {}, quiet_).error().code, ErrorCode::badOption);
    QCOMPARE(ladderOverSet(ssa_, nullptr, bare, {}, {}, quiet_).error().code, ErrorCode::fileNotFound);
  }

  void brokenPicturesAreNamedAndLeftOut() {
    Dataset torn = set_;
    torn.samples[1].image = tempDir() / "torn.png";
    SSA_VERIFY_OK(writeFile(torn.samples[1].image, "not a picture"));
    torn.samples[2].mask = torn.samples[0].image;  // a picture is no mask
    const auto atlas = driftOverSet(ssa_, torn, {}, {}, quiet_);
    SSA_VERIFY_OK(atlas);
    QCOMPARE(atlas->rows.size(), std::size_t{1});
    QCOMPARE(atlas->skipped.size(), std::size_t{2});
    StopSource stop;
    stop.request_stop();
    QCOMPARE(driftOverSet(ssa_, set_, {}, stop.get_token(), quiet_).error().code, ErrorCode::stopped);
    QCOMPARE(relationsOverSet(ssa_, set_, RelationVariant::paper, {}, stop.get_token(), quiet_).error().code, ErrorCode::stopped);
  }
};

}  // namespace

std::unique_ptr<QObject> makeSetAnalysisTest() { return std::make_unique<SetAnalysisTest>(); }

#include "set_analysis_test.moc"

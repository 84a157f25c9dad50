// Borders and objects over a set: sums equal those of single pictures, figures equal the sums.
#include "engine/api/error_study.h"

#include <QTest>

#include <torch/torch.h>

#include <cmath>
#include <fstream>

#include <nlohmann/json.hpp>
#include "engine/api/model_impl.h"
#include "engine/core/random.h"
#include "engine/core/safe_file.h"
#include "engine/image/read.h"
#include "engine/image/write.h"
#include "tests/attribution/tests.h"
#include "tests/support/runner.h"

namespace {

using namespace ssa;
namespace fs = std::filesystem;

constexpr int kStudyClasses = 3;

/// `count` pictures of coloured stripes with masks of the same stripes.
Dataset striped(int count) {
  const fs::path root = test::tempDir();
  Dataset set;
  set.root = root;
  set.split = "val";
  for (int i = 0; i < count; ++i) {
    Image8 image({96, 64});
    LabelMap mask(image.size());
    Random random(static_cast<std::uint64_t>(i) + 1);
    for (int y = 0; y < 64; ++y)
      for (int x = 0; x < 96; ++x) {
        const int id = (x + 7 * i) / 20 % kStudyClasses;
        mask.row(y)[x] = y < 4 ? kIgnore : static_cast<std::uint8_t>(id);
        for (int c = 0; c < 3; ++c) image.row(y)[3 * x + c] = static_cast<std::uint8_t>(60 * id + 40 * c + random.below(40));
      }
    const std::string name = "p" + std::to_string(i);
    DatasetSample sample{name, root / (name + ".jpg.png"), root / (name + ".png")};
    if (!writeFile(sample.image, encodePng(image)) || !writeFile(sample.mask, encodeIndexPng(mask))) qFatal("no pictures");
    set.samples.push_back(std::move(sample));
  }
  return set;
}

std::shared_ptr<const Model> studyModel(ClassifierKind kind) {
  ModelConfig config;
  config.architecture = "seaformer_t";
  config.classifier = kind;
  config.num_classes = kStudyClasses;
  config.labels = LabelSet::numbered(kStudyClasses);
  const auto folder = test::tempDir() / "model";
  if (auto made = createModel(config, 4, folder); !made) qFatal("%s", made.error().toString().c_str());
  OpenModelOptions options;
  options.device = "cpu";
  auto opened = openModel(folder, options);
  if (!opened) qFatal("%s", opened.error().toString().c_str());
  const at::NoGradGuard noGrad;
  opened->value->impl().segmentor->module().named_parameters()["decode_head.conv_seg.weight"].mul_(20);
  return opened->value;
}

ErrorStudyOptions quick() {
  ErrorStudyOptions options;
  options.statistics.resamples = 50;
  options.widths_px = {1, 4};
  return options;
}

bool near(const std::optional<double>& a, double b) { return a && std::abs(*a - b) < 1e-6 + 1e-6 * std::abs(b); }

}  // namespace

class ErrorStudyTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase() {
    ssa_ = studyModel(ClassifierKind::ssa);
    plain_ = studyModel(ClassifierKind::plain);
  }

  void sumsAndFiguresAreThoseOfThePictures() {
    const Dataset set = striped(3);
    const StudySide sides[] = {{ssa_.get(), MaskKind::coarse}, {ssa_.get(), MaskKind::refined}};
    NoProgress quiet;
    const ErrorStudyOptions options = quick();
    const auto study = studyErrors(sides, set, options, {}, quiet);
    SSA_VERIFY_OK(study);
    QCOMPARE(study->images, std::int64_t{3});
    QCOMPARE(study->sides.size(), std::size_t{2});
    QVERIFY(study->sides[0].title.ends_with(", coarse"));
    QVERIFY(!study->warnings.empty());  // untrained

    // By hand: every picture predicted and judged alone.
    ForensicsCounts borders[2];
    std::int64_t objects = 0, hits[2] = {}, within4[2] = {};
    for (const DatasetSample& sample : set.samples) {
      PredictOptions predictOptions;
      predictOptions.scores = true;
      const auto picture = readImage(sample.image);
      const auto truth = readTruth(sample.mask, ssa_->info().config.labels, {});
      const auto made = predict(*ssa_, picture->value.image, "", predictOptions, {}, quiet);
      SSA_VERIFY_OK(made);
      const auto coarseScores = scoreMaps(*made, MaskKind::coarse, 0, {}, quiet);
      for (const int side : {0, 1}) {
        const LabelMap& mask = side == 0 ? made->coarse : made->refined;
        const ScoreMap& confidence = side == 0 ? coarseScores->confidence : made->scores.confidence;
        const auto forensics = boundaryForensics(truth->value, mask, confidence, kStudyClasses, options.forensics);
        SSA_VERIFY_OK(forensics);
        borders[side].add(countForensics(*forensics, options.forensics));
        for (const BorderElement& element : forensics->border)
          within4[side] += element.distance && std::abs(*element.distance) <= 4 ? 1 : 0;
        const auto found = truthObjects(truth->value, mask, kStudyClasses);
        if (side == 0) objects += static_cast<std::int64_t>(found->size());
        for (const TruthObject& one : *found) hits[side] += one.hit() ? 1 : 0;
      }
    }
    for (const int side : {0, 1}) {
      const ForensicsCounts& ours = study->sides[static_cast<std::size_t>(side)].forensics;
      QCOMPARE(ours.known, std::int64_t{3 * 96 * 60});
      QCOMPARE(ours.wrong(), borders[side].wrong());
      QCOMPARE(ours.border.elements, borders[side].border.elements);
      QVERIFY(std::abs(ours.border.clippedSum_px - borders[side].border.clippedSum_px) < 1e-6);
    }
    // Figures are ratios of the sums; the distance enters in hundredths of a pixel for every picture.
    QVERIFY(std::abs(*study->distance.first.value - *borders[0].border.meanClipped()) < 0.01);
    QVERIFY(near(study->lost.second.value, *borders[1].border.lostShare()));
    QVERIFY(study->lost.second.interval && study->lost.second.interval->low <= *study->lost.second.value + 1e-9);
    QVERIFY(near(study->distance.difference.value, *study->distance.second.value - *study->distance.first.value));
    QCOMPARE(study->distances.size(), static_cast<std::size_t>(options.forensics.reach_px) + 1);
    const StudyFigure& near4 = study->distances[4].share;
    for (const auto& [side, figure] : {std::pair{0, &near4.first}, {1, &near4.second}})
      QVERIFY(
          near(figure->value, 100.0 * static_cast<double>(within4[side]) / static_cast<double>(borders[side].border.elements)));
    QVERIFY(near4.first.interval.has_value());
    QVERIFY(near(study->distances.back().share.first.value, 100 - *borders[0].border.lostShare()));
    for (std::size_t kind = 0; kind < study->kinds.size(); ++kind)
      QVERIFY(near(study->kinds[kind].share.first.value,
                   100.0 * static_cast<double>(borders[0].kinds[kind].pixels) / static_cast<double>(borders[0].known)));
    QCOMPARE(study->bands.size(), std::size_t{2});
    QVERIFY(near(study->bands[1].boundaryIoU.first.value, *study->sides[0].bands[1].mBoundaryIoU));
    const ObjectFigure& all = study->objects.front();
    QCOMPARE(all.id, -1);
    QCOMPARE(all.bin, -1);
    QCOMPARE(all.objects, objects);
    QVERIFY(near(all.hitRate.first.value, 100.0 * static_cast<double>(hits[0]) / static_cast<double>(objects)));
    QVERIFY(near(all.hitRate.difference.value, 100.0 * static_cast<double>(hits[1] - hits[0]) / static_cast<double>(objects)));
    QCOMPARE(study->pictures.size(), std::size_t{3});

    const auto document = nlohmann::json::parse(toJson(*study));
    QCOMPARE(document["sides"][0]["wrong_pixels"].get<std::int64_t>(), borders[0].wrong());
    QCOMPARE(document["objects"][0]["objects"].get<std::int64_t>(), objects);
    QVERIFY(document["objects"][0]["class"].is_null());
  }

  void oneSideHasNoDifference() {
    const Dataset set = striped(1);
    const StudySide side[] = {{plain_.get(), MaskKind::refined}};
    NoProgress quiet;
    const auto study = studyErrors(side, set, quick(), {}, quiet);
    SSA_VERIFY_OK(study);
    QVERIFY(study->distance.first.value && !study->distance.second.value && !study->distance.difference.value);
    QVERIFY(!study->distance.first.interval);  // one picture says nothing of others
    QVERIFY(!nlohmann::json::parse(toJson(*study))["distance_px"].contains("second"));
  }

  void aBrokenPairIsSkippedAndNamed() {
    Dataset set = striped(2);
    std::ofstream(set.samples[1].mask, std::ios::trunc) << "no picture";
    const StudySide side[] = {{plain_.get(), MaskKind::refined}};
    NoProgress quiet;
    const auto study = studyErrors(side, set, quick(), {}, quiet);
    SSA_VERIFY_OK(study);
    QCOMPARE(study->images, std::int64_t{1});
    QCOMPARE(study->skipped.size(), std::size_t{1});
    QVERIFY(study->skipped[0].path.ends_with("p1.png"));
    set.samples.erase(set.samples.begin());
    QVERIFY(!studyErrors(side, set, quick(), {}, quiet).ok());
  }

  void badQuestionsAreErrors() {
    const Dataset set = striped(1);
    NoProgress quiet;
    const auto fault = [&](const std::vector<StudySide>& sides, const ErrorStudyOptions& options, StopToken stop = {}) {
      const auto study = studyErrors(sides, set, options, std::move(stop), quiet);
      return study.ok()                                   ? std::string("none")
             : study.error().code == ErrorCode::badOption ? std::string(study.error().arg("option"))
                                                          : std::string(name(study.error().code));
    };
    const StudySide refined{plain_.get(), MaskKind::refined};
    QCOMPARE(fault({{plain_.get(), MaskKind::coarse}}, quick()), "masks");
    QCOMPARE(fault({}, quick()), "contract");
    ErrorStudyOptions options = quick();
    options.bins_px = {2, 10};
    QCOMPARE(fault({refined}, options), "bins");
    options = quick();
    options.widths_px = {3, 2};
    QCOMPARE(fault({refined}, options), "boundary");
    options = quick();
    options.forensics.reach_px = 0;
    QCOMPARE(fault({refined}, options), "reach");
    options = quick();
    options.labels = LabelSet::numbered(5);
    QCOMPARE(fault({refined}, options), "class_count_mismatch");
    options = quick();
    options.prefixes = {"nothing"};
    QCOMPARE(fault({refined}, options), "folder_empty");
    StopSource stopped;
    stopped.request_stop();
    QCOMPARE(fault({refined}, quick(), stopped.get_token()), "stopped");
  }

 private:
  std::shared_ptr<const Model> ssa_, plain_;
};

std::unique_ptr<QObject> makeErrorStudyTest() { return std::make_unique<ErrorStudyTest>(); }

#include "error_study_test.moc"

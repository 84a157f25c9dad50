#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <nlohmann/json.hpp>

#include "engine/checkpoints/read.h"
#include "engine/metrics/iou.h"
#include "tests/data/tests.h"
#include "tests/support/runner.h"

namespace ssa::test {
namespace {

LabelMap toLabels(const StoredTensor& tensor) {
  LabelMap map({static_cast<int>(tensor.shape[1]), static_cast<int>(tensor.shape[0])});
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(tensor.data.get());
  std::copy(bytes, bytes + tensor.bytes, map.labels().begin());
  return map;
}

}  // namespace

/// The reference's own score tables on made masks.
class PipelineGoldenTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void initTestCase() {
    std::ifstream file(goldenDir() / "pipeline/manifest.json");
    if (!file) SSA_SKIP_CLASS("no golden/pipeline here");
    manifest_ = nlohmann::json::parse(file);
    auto tensors = readCheckpoint(goldenDir() / "pipeline/pipeline.safetensors");
    SSA_VERIFY_OK(tensors);
    tensors_ = std::move(tensors->value);
  }

  void scoreTablesEqualTheReference() {
    int cases = 0;
    for (const auto& golden : manifest_["metric"]) {
      ConfusionMatrix matrix(golden["classes"].get<int>());
      const std::string prefix = "m" + std::to_string(golden["index"].get<int>());
      for (int i = 0; i < golden["images"].get<int>(); ++i) {
        const auto* predicted = tensors_.find(prefix + ".pred" + std::to_string(i));
        const auto* truth = tensors_.find(prefix + ".label" + std::to_string(i));
        QVERIFY(predicted && truth);
        SSA_VERIFY_OK(matrix.add(toLabels(*predicted), toLabels(*truth)));
      }
      compare(computeScores(matrix), golden);
      ++cases;
    }
    QVERIFY(cases > 0);
    std::printf("golden pipeline: %d cases, worst error %.3g\n", cases, worst_);
    QVERIFY2(worst_ <= 1e-9, "score tables differ from the reference");
  }

 private:
  void compare(const Scores& scores, const nlohmann::json& golden) {
    near(scores.mIoU, golden["mIoU"]);
    near(scores.mAcc, golden["mAcc"]);
    near(scores.aAcc, golden["aAcc"]);
    for (std::size_t id = 0; id < scores.classes.size(); ++id) {
      const ClassScores& row = scores.classes[id];
      near(row.iou, golden["IoU"][id]);
      near(row.accuracy, golden["Acc"][id]);
      equal(row.intersection, golden["intersect"][id]);
      equal(row.union_, golden["union"][id]);
      equal(row.predicted, golden["pred"][id]);
      equal(row.truth, golden["label"][id]);
    }
  }

  void near(const std::optional<double>& ours, const nlohmann::json& golden) {
    if (golden.is_null() != !ours.has_value())
      worst_ = INFINITY;
    else if (ours)
      worst_ = std::max(worst_, std::abs(*ours / 100 - golden.get<double>()));
  }
  void equal(std::int64_t ours, const nlohmann::json& golden) {
    if (static_cast<double>(ours) != golden.get<double>()) worst_ = INFINITY;
  }

  nlohmann::json manifest_;
  Checkpoint tensors_;
  double worst_ = 0;
};

std::unique_ptr<QObject> makePipelineGoldenTest() { return std::make_unique<PipelineGoldenTest>(); }

}  // namespace ssa::test

#include "pipeline_golden_test.moc"

// Multiply-adds against published and hand-counted figures.
#include <torch/torch.h>

#include <QTest>

#include "engine/models/segmentor.h"
#include "tests/model/tests.h"
#include "tests/support/runner.h"

namespace {

using namespace ssa;

std::vector<StageCost> costOfModel(const char* architecture, ClassifierKind kind, Size input) {
  ModelConfig config;
  config.architecture = architecture;
  config.classifier = kind;
  config.num_classes = 150;
  auto model = makeSegmentor(config);
  if (!model) qFatal("%s", model.error().toString().c_str());
  return countCost(**model, input);
}

double totalGiga(const std::vector<StageCost>& stages) {
  std::int64_t total = 0;
  for (const StageCost& stage : stages) total += stage.multiplyAdds;
  return static_cast<double>(total) / 1e9;
}

}  // namespace

class CostTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void totalsAreThePublishedOnes_data() {
    QTest::addColumn<QString>("architecture");
    QTest::addColumn<double>("giga");
    QTest::newRow("SeaFormer-B") << QStringLiteral("seaformer_b") << 1.8;
    QTest::newRow("SeaFormer-L") << QStringLiteral("seaformer_l") << 6.4;
    QTest::newRow("SegFormer-B0") << QStringLiteral("mit_b0") << 8.4;
    QTest::newRow("SegFormer-B1") << QStringLiteral("mit_b1") << 15.9;
    QTest::newRow("SegFormer-B2") << QStringLiteral("mit_b2") << 25.7;
  }

  void totalsAreThePublishedOnes() {
    QFETCH(QString, architecture);
    QFETCH(double, giga);
    const double total = totalGiga(costOfModel(architecture.toLatin1().constData(), ClassifierKind::plain, {512, 512}));
    // SeaFormer's figures come from a counter that adds batch norms and leaves attention out.
    const double allowed = architecture.startsWith(QLatin1String("seaformer")) ? 0.025 * giga : 0.051;
    QVERIFY2(std::abs(total - giga) < allowed, qPrintable(QString::number(total)));
  }

  void classifierCostIsTheFormula() {
    const auto stages = costOfModel("seaformer_t", ClassifierKind::ssa, {128, 64});
    const StageCost& classifier = stages.back();
    QCOMPARE(classifier.name, std::string("classifier"));
    const std::int64_t pixels = 16 * 8, k = 150, c = 96;
    // Coarse, S_c, P_c and the final product; the depth-wise encoding; two perceptrons and center_proj.
    QCOMPARE(classifier.multiplyAdds, 4 * pixels * k * c + 9 * pixels * c + k * (2 * (2 * c * c / 2 + c * c / 2) + c * c));
    QCOMPARE(classifier.outputShape, (std::vector<std::int64_t>{1, 150, 8, 16}));
  }

  void parametersOfTheStagesAddUp() {
    for (const auto& [architecture, millions] : {std::pair{"seaformer_b", 8.837}, {"mit_b0", 4.2}}) {
      const auto stages = costOfModel(architecture, ClassifierKind::ssa, {64, 64});
      std::int64_t sum = 0;
      for (const StageCost& stage : stages) {
        QVERIFY2(stage.parameters > 0 && stage.multiplyAdds > 0, stage.name.c_str());
        sum += stage.parameters;
      }
      QVERIFY(std::abs(static_cast<double>(sum) / 1e6 - millions) < 0.5 && sum > 0);
    }
  }

  void trainingModeIsKept() {
    ModelConfig config;
    config.architecture = "seaformer_t";
    config.num_classes = 2;
    const auto model = makeSegmentor(config);
    (*model)->module().train();
    const Checkpoint before = saveState(**model);
    countCost(**model, {64, 64});
    QVERIFY((*model)->module().is_training());
    const Checkpoint after = saveState(**model);
    for (std::size_t i = 0; i < before.tensors.size(); ++i)
      QVERIFY(std::equal(before.tensors[i].data.get(), before.tensors[i].data.get() + before.tensors[i].bytes,
                         after.tensors[i].data.get()));
  }
};

std::unique_ptr<QObject> makeCostTest() { return std::make_unique<CostTest>(); }

#include "cost_test.moc"

// Learning rate and parameter groups against the reference's tables (data: golden/pipeline).
#include <torch/torch.h>

#include <QTest>
#include <cmath>

#include "engine/models/segmentor.h"
#include "engine/training/parameter_groups.h"
#include "engine/training/schedule.h"
#include "tests/model/golden.h"
#include "tests/support/runner.h"
#include "tests/training/tests.h"

using namespace ssa;
using namespace ssa::test;

class ScheduleTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase() {
    if (!std::filesystem::exists(goldenDir() / "pipeline/manifest.json")) SSA_SKIP_CLASS("no golden data");
    manifest_ = readJson(goldenDir() / "pipeline/manifest.json");
  }

  void ratesEqualTheReferencesTable() {
    for (const nlohmann::json& table : manifest_["lr"]) {
      OptimizerOptions options;
      const nlohmann::json& given = table["options"];
      options.poly_power = given["power"].get<double>();
      options.min_lr = given["min_lr"].get<double>();
      options.warmup = given.value("warmup_iters", std::int64_t{0});
      options.warmup_ratio = given.value("warmup_ratio", 1e-6);
      if (!given.contains("warmup") || given["warmup"].is_null()) options.warmup = 0;
      for (std::size_t i = 0; i < table["iters"].size(); ++i) {
        const double ours = scheduledRate(options, table["base_lr"].get<double>(), table["iters"][i].get<std::int64_t>(),
                                          table["max_iters"].get<std::int64_t>());
        const double golden = table["lr"][i].get<double>();
        QVERIFY2(std::abs(ours - golden) <= 1e-12 * std::max(1e-6, golden),
                 qPrintable(QStringLiteral("%1: %2, expected %3").arg(table["iters"][i].get<int>()).arg(ours).arg(golden)));
      }
    }
  }

  void factorsOfEveryParameterEqualTheReferences() {
    const nlohmann::json& about = manifest_["param_groups"];
    ModelConfig config;
    config.architecture = "seaformer_b";
    config.classifier = ClassifierKind::ssa;
    config.num_classes = 150;
    auto model = makeSegmentor(config);
    SSA_VERIFY_OK(model);
    OptimizerOptions options;
    const auto rules = parameterRules(options);
    std::map<std::string, std::pair<double, double>> ours;
    for (const auto& item : (*model)->module().named_parameters()) {
      const ParameterRule rule = ruleOf(item.key(), rules);
      ours[item.key()] = {options.lr * rule.lr, options.weight_decay * rule.decay};
    }
    QCOMPARE(ours.size(), about["groups"].size());
    for (const nlohmann::json& group : about["groups"]) {
      const auto found = ours.find(group[0].get<std::string>());
      QVERIFY2(found != ours.end(), group[0].get<std::string>().c_str());
      QVERIFY2(std::abs(found->second.first - group[1].get<double>()) < 1e-15, found->first.c_str());
      QVERIFY2(std::abs(found->second.second - group[2].get<double>()) < 1e-15, found->first.c_str());
    }
  }

 private:
  nlohmann::json manifest_;
};

std::unique_ptr<QObject> makeScheduleTest() { return std::make_unique<ScheduleTest>(); }

#include "schedule_test.moc"

// The SSA classifier alone against the reference's numbers (data: golden/ssa_head).
#include <torch/torch.h>

#include <QTest>

#include "tests/model/bare_head.h"
#include "tests/model/golden.h"
#include "tests/model/tests.h"
#include "tests/support/runner.h"

using namespace ssa;
using namespace ssa::test;

class SsaHeadGoldenTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void forwardEqualsTheReference_data() {
    QTest::addColumn<int>("index");
    manifest_ = readJson(goldenDir() / "ssa_head/manifest.json");
    for (std::size_t i = 0; i < manifest_["cases"].size(); ++i)
      QTest::newRow(manifest_["cases"][i]["case"].get<std::string>().c_str()) << static_cast<int>(i);
  }

  void forwardEqualsTheReference() {
    QFETCH(int, index);
    const nlohmann::json& about = manifest_["cases"][static_cast<std::size_t>(index)];
    const TensorMap file = readTensors(goldenDir() / "ssa_head" / about["file"].get<std::string>());
    report_.addCase();
    for (const at::ScalarType precision : {at::kDouble, at::kFloat}) {
      ClassifierSpec spec;
      spec.classes = about["num_classes"].get<int>();
      spec.channels = about["channels"].get<int>();
      spec.dropout = 0;
      BareHead head(spec, file, precision);
      SsaTrace trace, evaluated;
      head.classifier.classify(file.at("in.feat").to(precision), trace);
      head.root.eval();
      head.classifier.classify(file.at("in.feat").to(precision), evaluated);
      const std::vector<std::pair<const char*, Tensor>> fields{
          {"coarse", trace.coarse},         {"feat_pos", trace.positionFeature},
          {"S_c", trace.semanticCentre},    {"S_p", trace.semanticPrototype},
          {"P_c", trace.spatialCentre},     {"P_p", trace.spatialPrototype},
          {"proto", trace.prototype},       {"logits", trace.logits},
          {"logits_eval", evaluated.logits}};
      for (const auto& [name, ours] : fields) {
        const Tensor golden = file.at(std::string("out.") + name);
        double allowed = golden.scalar_type() == at::kDouble ? Tolerance::kDouble : Tolerance::kDoubleStoredAsFloat;
        if (precision == at::kFloat) {
          const auto& recorded = about["max_abs_f32_vs_f64"];
          allowed =
              recorded.contains(name) ? Tolerance::kFloatFactor * recorded[name].get<double>() : Tolerance::kFloatUnrecorded;
        }
        report_.within(arrayError(ours, golden), allowed, precision, about["case"].get<std::string>() + " " + name);
      }
    }
    const QString failures = report_.takeFailures();
    QVERIFY2(failures.isEmpty(), qPrintable(failures));
  }

 private:
  nlohmann::json manifest_;
  GoldenReport report_{"ssa_head"};
};

std::unique_ptr<QObject> makeSsaHeadGoldenTest() { return std::make_unique<SsaHeadGoldenTest>(); }

#include "ssa_head_golden_test.moc"

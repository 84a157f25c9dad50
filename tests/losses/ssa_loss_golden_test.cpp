// All eight loss terms and every gradient of the SSA head against the reference's numbers (data: golden/ssa_head).
#include <torch/torch.h>

#include <QTest>

#include "engine/heads/ssa_classifier.h"
#include "engine/losses/distillation.h"
#include "engine/losses/labels.h"
#include "engine/losses/ssa_loss.h"
#include "tests/losses/tests.h"
#include "tests/model/bare_head.h"
#include "tests/model/golden.h"
#include "tests/support/runner.h"

namespace {

using namespace ssa;
using namespace ssa::test;

struct Run {
  SsaTrace trace;
  TeacherTrace teacher;
  LossResult loss;
  Tensor feature, labels;
};

Run runHead(BareHead& head, const TensorMap& file, at::ScalarType precision, const SsaLossOptions& options = {}) {
  Run run;
  run.feature = file.at("in.feat").to(precision).clone().requires_grad_();
  run.labels = file.at("in.label").squeeze(1);
  head.classifier.classify(run.feature, run.trace);
  const Teach teach = [&](const Tensor& labels) { return run.teacher = head.classifier.teach(run.trace, labels); };
  run.loss = ssaLoss(run.trace, teach, run.labels, options);
  return run;
}

}  // namespace

class SsaLossGoldenTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void lossesAndGradientsEqualTheReference_data() { rows(); }
  void lossesAndGradientsEqualTheReference() {
    QFETCH(int, index);
    const nlohmann::json& about = manifest_["cases"][static_cast<std::size_t>(index)];
    const TensorMap file = readTensors(goldenDir() / "ssa_head" / about["file"].get<std::string>());
    const std::string name = about["case"].get<std::string>();
    report_.addCase();
    for (const at::ScalarType precision : {at::kDouble, at::kFloat}) {
      const bool exact = precision == at::kDouble;
      const auto allowed = [&](const std::string& field, double unrecorded) {
        if (exact && (field.starts_with("grad.") || field.starts_with("dfeat."))) return 1e-6;
        if (exact)
          return file.at("out." + field).scalar_type() == at::kDouble ? Tolerance::kDouble : Tolerance::kDoubleStoredAsFloat;
        const auto& recorded = about["max_abs_f32_vs_f64"];
        return recorded.contains(field) ? Tolerance::kFloatFactor * recorded[field].get<double>() : unrecorded;
      };
      ClassifierSpec spec;
      spec.classes = about["num_classes"].get<int>();
      spec.channels = about["channels"].get<int>();
      spec.dropout = 0;
      BareHead head(spec, file, precision);
      Run run = runHead(head, file, precision);
      const std::vector<std::pair<std::string, Tensor>> fields{
          {"gt_S_c", run.teacher.semanticCentre},
          {"gt_S_p", run.teacher.semanticPrototype[0]},
          {"gt_P_c", run.teacher.spatialCentre},
          {"gt_P_p", run.teacher.spatialPrototype},
          {"gt_proto", run.teacher.prototype},
          {"gt_logits", run.teacher.logits},
          {"rel", relationMatrix(run.trace.semanticPrototype, LossVariant::reference)},
          {"gt_rel", relationMatrix(run.teacher.semanticPrototype, LossVariant::reference)}};
      for (const auto& [field, ours] : fields) {
        Tensor golden = file.at("out." + field);
        // The manifest's relation matrices are those of the loss, with a zero diagonal.
        const Tensor compared = field.ends_with("rel") && golden.diagonal(0, 1, 2).abs().max().item<double>() == 0
                                    ? ours * (1 - at::eye(ours.size(1), ours.options()))
                                    : ours;
        report_.within(arrayError(compared, golden), allowed(field, Tolerance::kFloatUnrecorded), precision, name + " " + field);
      }
      for (const LossTerm& term : run.loss.terms) {
        const double golden = about["losses_float64"][term.name].get<double>();
        const double error = std::abs(term.value.item<double>() - golden) / std::max(1.0, std::abs(golden));
        const double reference =
            std::abs(about["losses_float32"][term.name].get<double>() - golden) / std::max(1.0, std::abs(golden));
        report_.within(error, exact ? Tolerance::kDouble : std::max(Tolerance::kFloatFactor * reference, 1e-7), precision,
                       name + " " + term.name);
      }
      QCOMPARE(run.loss.terms.size(), std::size_t{8});
      const double total = about["losses_float64"]["total"].get<double>();
      report_.within(std::abs(run.loss.total.item<double>() - total) / std::max(1.0, total), exact ? Tolerance::kDouble : 1e-3,
                     precision, name + " total");
      report_.within(std::abs(run.loss.accuracy - about["losses_float64"]["acc_seg"].get<double>()) / 100, 1e-6, precision,
                     name + " accuracy");

      for (const LossTerm& term : run.loss.terms) {
        const auto golden = file.find("out.dfeat." + term.name);
        if (golden == file.end()) continue;
        const Tensor ours = torch::autograd::grad({term.value}, {run.feature}, {}, true)[0];
        report_.within(arrayError(ours, golden->second), allowed("dfeat." + term.name, 1e-3), precision,
                       name + " dfeat." + term.name);
      }
      run.loss.total.backward();
      report_.within(arrayError(run.feature.grad(), file.at("out.grad.feat")), allowed("grad.feat", 1e-3), precision,
                     name + " grad.feat");
      for (const auto& parameter : head.root.named_parameters()) {
        const std::string field = "grad." + parameter.key();
        const auto golden = file.find("out." + field);
        QVERIFY2(golden != file.end(), field.c_str());
        QVERIFY2(parameter.value().grad().defined(), field.c_str());
        report_.within(arrayError(parameter.value().grad(), golden->second), allowed(field, 1e-3), precision, name + " " + field);
      }
    }
    const QString failures = report_.takeFailures();
    QVERIFY2(failures.isEmpty(), qPrintable(failures));
  }

  void paperVariantEqualsThePrintedEquations_data() { rows(); }
  void paperVariantEqualsThePrintedEquations() {
    QFETCH(int, index);
    const nlohmann::json& about = manifest_["cases"][static_cast<std::size_t>(index)];
    const TensorMap file = readTensors(goldenDir() / "ssa_head" / about["file"].get<std::string>());
    ClassifierSpec spec;
    spec.classes = about["num_classes"].get<int>();
    spec.channels = about["channels"].get<int>();
    spec.dropout = 0;
    BareHead head(spec, file, at::kDouble);
    SsaLossOptions options;
    options.variant = LossVariant::paper;
    const Run run = runHead(head, file, at::kDouble, options);
    const std::map<std::string, const char*> keys{
        {"KLLoss", "L_rd_eq11_edge4_noborder"}, {"disLoss", "L_sd_eq15"}, {"pos_disLoss", "L_pd_eq16"}};
    int seen = 0;
    for (const LossTerm& term : run.loss.terms) {
      QVERIFY(term.name != "PreSelfLoss");
      const auto key = keys.find(term.name);
      if (key == keys.end()) continue;
      const double golden = about["paper_equations"][key->second].get<double>(), ours = term.value.item<double>();
      QVERIFY2(std::abs(ours - golden) <= 1e-9 * std::max(1.0, golden), qPrintable(QStringLiteral("%1: %2, expected %3")
                                                                                       .arg(QLatin1String(key->second))
                                                                                       .arg(ours, 0, 'g', 17)
                                                                                       .arg(golden, 0, 'g', 17)));
      ++seen;
    }
    QCOMPARE(seen, 3);
  }

 private:
  void rows() {
    QTest::addColumn<int>("index");
    manifest_ = readJson(goldenDir() / "ssa_head/manifest.json");
    for (std::size_t i = 0; i < manifest_["cases"].size(); ++i)
      QTest::newRow(manifest_["cases"][i]["case"].get<std::string>().c_str()) << static_cast<int>(i);
  }

  nlohmann::json manifest_;
  GoldenReport report_{"ssa_head losses and gradients"};
};

std::unique_ptr<QObject> makeSsaLossGoldenTest() { return std::make_unique<SsaLossGoldenTest>(); }

#include "ssa_loss_golden_test.moc"

#include <torch/torch.h>

#include <QTest>

#include <set>

#include "engine/losses/distillation.h"
#include "engine/losses/labels.h"
#include "engine/losses/ssa_loss.h"
#include "tests/losses/tests.h"
#include "tests/support/runner.h"

using namespace ssa;

namespace {

constexpr std::int64_t kBatch = 2, kClasses = 6, kChannels = 8, kSide = 16;

SsaTrace madeTrace() {
  SsaTrace t;
  t.feature = at::randn({kBatch, kChannels, kSide, kSide}, at::kDouble);
  t.coarse = at::randn({kBatch, kClasses, kSide, kSide}, at::kDouble);
  t.logits = at::randn({kBatch, kClasses, kSide, kSide}, at::kDouble);
  t.semanticPrototype = at::randn({kBatch, kClasses, kChannels}, at::kDouble);
  t.spatialPrototype = at::randn({kBatch, kClasses, kChannels}, at::kDouble);
  return t;
}

TeacherTrace madeTeacher() {
  TeacherTrace t;
  t.semanticPrototype = at::randn({kBatch, kClasses, kChannels}, at::kDouble);
  t.spatialPrototype = at::randn({kBatch, kClasses, kChannels}, at::kDouble);
  t.logits = at::randn({kBatch, kClasses, kSide, kSide}, at::kDouble);
  return t;
}

Tensor madeLabels() {
  Tensor labels = at::zeros({kBatch, 64, 64}, at::kByte);
  labels.narrow(2, 20, 30).fill_(2);
  labels.narrow(1, 40, 24).fill_(4);
  labels.narrow(1, 0, 3).fill_(255);
  return labels;
}

std::set<std::string> names(const LossResult& loss) {
  std::set<std::string> found;
  for (const LossTerm& term : loss.terms) found.insert(term.name);
  return found;
}

}  // namespace

class LossSwitchesTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init() {
    torch::manual_seed(3);
    trace_ = madeTrace();
    teacher_ = madeTeacher();
    labels_ = madeLabels();
  }

  void everySwitchDropsItsTerm() {
    const std::set<std::string> all{"MainLoss",  "PreSelfLoss", "PreLoss", "KLLoss",
                                    "dice_pred", "dice_gt",     "disLoss", "pos_disLoss"};
    QVERIFY(names(run({})) == all);
    const auto without = [&](const SsaLossOptions& options, const std::set<std::string>& dropped) {
      std::set<std::string> expected = all;
      for (const std::string& name : dropped) expected.erase(name);
      return names(run(options)) == expected;
    };
    SsaLossOptions o;
    o.teacher = false;
    QVERIFY(without(o, {"PreLoss", "KLLoss", "dice_gt", "disLoss", "pos_disLoss"}));
    o = {};
    o.coarse = false;
    QVERIFY(without(o, {"PreSelfLoss"}));
    o = {};
    o.student_dice = false;
    QVERIFY(without(o, {"dice_pred"}));
    o = {};
    o.teacher_dice = false;
    QVERIFY(without(o, {"dice_gt"}));
    o = {};
    o.response_weight = o.semantic_weight = o.spatial_weight = 0;
    QVERIFY(without(o, {"KLLoss", "disLoss", "pos_disLoss"}));
    o = {};
    o.variant = LossVariant::paper;
    QVERIFY(without(o, {"PreSelfLoss"}));
  }

  void weightsScaleTheirTerms() {
    SsaLossOptions o;
    o.semantic_weight = 20;
    const LossResult twice = run(o), once = run({});
    for (std::size_t i = 0; i < once.terms.size(); ++i) {
      const double factor = once.terms[i].name == "disLoss" ? 2 : 1;
      QVERIFY(std::abs(twice.terms[i].value.item<double>() - factor * once.terms[i].value.item<double>()) < 1e-12);
    }
  }

  void totalIsTheSumOfTheTerms() {
    const LossResult loss = run({});
    double sum = 0;
    for (const LossTerm& term : loss.terms) sum += term.value.item<double>();
    QVERIFY(std::abs(sum - loss.total.item<double>()) < 1e-9);
  }

  /// Each form of the response distillation against a plain loop over classes and pixels.
  void responseFormsEqualTheirDefinition_data() {
    QTest::addColumn<bool>("entropy");
    QTest::addColumn<bool>("boundary");
    QTest::addColumn<bool>("category");
    for (int i = 0; i < 8; ++i) QTest::newRow(qPrintable(QString::number(i, 2))) << bool(i & 1) << bool(i & 2) << bool(i & 4);
  }
  void responseFormsEqualTheirDefinition() {
    QFETCH(bool, entropy);
    QFETCH(bool, boundary);
    QFETCH(bool, category);
    SsaLossOptions o;
    o.response_entropy = entropy;
    o.response_boundary = boundary;
    o.response_category = category;
    const Tensor labels = labelsAtStride(labels_, kSide, kSide);
    const double ours = responseDistillation(trace_.logits, teacher_.logits, labels, o).item<double>();

    const Tensor soft = teacher_.logits.softmax(1), student = trace_.logits.log_softmax(1), edges = edgeMask(labels, 3, true);
    double sums[kClasses][2][2] = {};  // class, edge, (weighted loss, weight)
    bool present[kClasses] = {};
    for (std::int64_t b = 0; b < kBatch; ++b) {
      for (std::int64_t y = 0; y < kSide; ++y) {
        for (std::int64_t x = 0; x < kSide; ++x) {
          const auto label = labels[b][y][x].item<std::int64_t>();
          if (label == 255) continue;
          double loss = 0, weight = 0;
          for (std::int64_t k = 0; k < kClasses; ++k) {
            const double p = soft[b][k][y][x].item<double>();
            loss -= (0.5 * p + (k == label ? 0.5 : 0)) * student[b][k][y][x].item<double>();
            weight -= p * std::log(p + 1e-12);
          }
          if (!entropy) weight = 1;
          const int edge = edges[b][y][x].item<bool>() ? 0 : 1;
          sums[label][edge][0] += loss * weight;
          sums[label][edge][1] += weight;
          present[label] = true;
        }
      }
    }
    const auto value = [&](double(&s)[2][2]) {
      if (!boundary) return (s[0][0] + s[1][0]) / (s[0][1] + s[1][1] + 1e-12);
      return (s[0][0] / (s[0][1] + 1e-12) + s[1][0] / (s[1][1] + 1e-12)) / 2;
    };
    double expected = 0, all[2][2] = {};
    int count = 0;
    for (std::int64_t k = 0; k < kClasses; ++k) {
      if (!present[k]) continue;
      ++count;
      expected += value(sums[k]);
      for (int e = 0; e < 2; ++e)
        for (int i = 0; i < 2; ++i) all[e][i] += sums[k][e][i];
    }
    expected = category ? expected / count : value(all);
    QVERIFY2(std::abs(ours - expected) < 1e-10,
             qPrintable(QStringLiteral("%1 against %2").arg(ours, 0, 'g', 12).arg(expected, 0, 'g', 12)));
  }

  void selfDistillationTeachesFromTheStudentsMask() {
    SsaLossOptions o;
    o.self_distillation = true;
    Tensor asked;
    ssaLoss(
        trace_,
        [&](const Tensor& labels) {
          asked = labels;
          return teacher_;
        },
        labels_, o);
    const Tensor truth = labelsAtStride(labels_, kSide, kSide);
    QVERIFY((asked == 255).equal(truth == 255));
    QVERIFY(asked.masked_select(truth != 255).equal(trace_.logits.argmax(1).to(at::kByte).masked_select(truth != 255)));
  }

  void nothingLabelledIsFiniteWithZeroGradient() {
    const Tensor labels = at::full({kBatch, 64, 64}, 255, at::kByte);
    trace_.logits.requires_grad_();
    const LossResult loss = ssaLoss(trace_, [&](const Tensor&) { return teacher_; }, labels, {});
    QCOMPARE(loss.valid, std::int64_t{0});
    QVERIFY(std::isfinite(loss.total.item<double>()));
    loss.total.backward();
    QCOMPARE(trace_.logits.grad().abs().max().item<double>(), 0.0);
  }

  void featureMapsUnderTwelveCellsWork() {
    SsaTrace small = trace_;
    small.logits = at::randn({kBatch, kClasses, 5, 7}, at::kDouble);
    small.coarse = at::randn({kBatch, kClasses, 5, 7}, at::kDouble);
    TeacherTrace teacher = teacher_;
    teacher.logits = at::randn({kBatch, kClasses, 5, 7}, at::kDouble);
    const LossResult loss = ssaLoss(small, [&](const Tensor&) { return teacher; }, labels_, {});
    QVERIFY(std::isfinite(loss.total.item<double>()));
  }

 private:
  LossResult run(const SsaLossOptions& options) const {
    return ssaLoss(
        trace_, [&](const Tensor&) { return teacher_; }, labels_, options);
  }

  SsaTrace trace_;
  TeacherTrace teacher_;
  Tensor labels_;
};

std::unique_ptr<QObject> makeLossSwitchesTest() { return std::make_unique<LossSwitchesTest>(); }

#include "loss_switches_test.moc"

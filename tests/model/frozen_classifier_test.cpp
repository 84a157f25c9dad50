// The classifier on frozen features against the same classifier that looks at every pixel.
#include <torch/torch.h>

#include <QTest>
#include <map>
#include <string>

#include "engine/models/segmentor.h"
#include "tests/model/tests.h"
#include "tests/support/runner.h"

using namespace ssa;

namespace {

constexpr int kClasses = 7, kBatch = 3;

/// Labels with ignored pixels and, in the first image, only two classes.
Tensor someLabels(std::int64_t h, std::int64_t w) {
  Tensor labels = at::randint(kClasses - 1, {kBatch, h, w}, at::kByte);  // the last class is never present
  labels[0].clamp_(2, 3);
  return at::where(at::rand({kBatch, h, w}) < 0.2, at::full({}, 255, at::kByte), labels);
}

double apart(const Tensor& ours, const Tensor& oracle) {
  return (ours - oracle).abs().max().item<double>() / std::max(1e-6, oracle.abs().max().item<double>());
}

/// Gradients of every parameter by name; undefined where there is none.
std::map<std::string, Tensor> gradientsOf(Segmentor& network, const Tensor& total) {
  network.module().zero_grad();
  total.backward();
  std::map<std::string, Tensor> found;
  for (const auto& item : network.module().named_parameters())
    if (item.value().grad().defined()) found[item.key()] = item.value().grad().clone();
  return found;
}

}  // namespace

class FrozenClassifierTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void equalsTheClassifierThatLooksAtEveryPixel_data() {
    QTest::addColumn<QSize>("size");
    QTest::addColumn<bool>("semantic");
    QTest::addColumn<bool>("byClasses");
    QTest::addColumn<bool>("teacher");
    QTest::newRow("whole") << QSize(16, 12) << true << false << true;
    QTest::newRow("odd sizes") << QSize(37, 5) << true << false << true;
    QTest::newRow("one cell") << QSize(1, 1) << true << false << true;
    QTest::newRow("spatial alone") << QSize(9, 9) << false << false << true;
    QTest::newRow("softmax over classes") << QSize(9, 9) << true << true << true;
    QTest::newRow("no teacher") << QSize(9, 9) << true << false << false;
  }
  void equalsTheClassifierThatLooksAtEveryPixel() {
    QFETCH(QSize, size);
    QFETCH(bool, semantic);
    QFETCH(bool, byClasses);
    QFETCH(bool, teacher);
    torch::manual_seed(5);
    ModelConfig config;
    config.architecture = "seaformer_t";
    config.classifier = ClassifierKind::ssa;
    config.num_classes = kClasses;
    config.ssa.semantic = semantic;
    config.ssa.centreSoftmax = byClasses ? CentreSoftmax::classes : CentreSoftmax::positions;
    auto network = *makeSegmentor(config, 3);
    for (const auto& item : network->module().named_parameters())  // conv_seg starts nearly at zero: masks without edges
      if (item.key() == "decode_head.conv_seg.weight") item.value().data().mul_(20);
    for (auto& item : network->module().named_parameters())
      item.value().set_requires_grad(item.key().find("center_") != std::string::npos ||
                                     item.key().find("get_feat_pos") != std::string::npos);
    const std::int64_t channels = network->module().named_parameters()["decode_head.conv_seg.weight"].size(1);
    const Tensor feature = at::randn({kBatch, channels, size.height(), size.width()});
    const Tensor labels = someLabels(size.height(), size.width());

    const SsaTrace student = network->classify(feature);
    TeacherTrace truth;
    if (teacher) truth = network->teach(student, labels);
    const auto sums = network->sumFrozen(student, labels);
    QVERIFY(sums);
    const FrozenTraces frozen = network->classifyFrozen(feature, *sums, teacher);

    QVERIFY(apart(frozen.student.logits, student.logits) < 1e-5);
    QVERIFY(apart(frozen.student.spatialCentre, student.spatialCentre) < 1e-5);
    QVERIFY(apart(frozen.student.spatialPrototype, student.spatialPrototype) < 1e-5);
    QVERIFY(apart(frozen.student.prototype, student.prototype) < 1e-5);
    QCOMPARE(frozen.teacher.logits.defined(), teacher);
    const Tensor up = at::randn_like(student.logits), upTruth = at::randn_like(student.logits);
    Tensor oracle = (student.logits * up).sum() + student.spatialPrototype.square().sum();
    Tensor ours = (frozen.student.logits * up).sum() + frozen.student.spatialPrototype.square().sum();
    if (semantic) {
      oracle = oracle + student.semanticPrototype.square().sum();
      ours = ours + frozen.student.semanticPrototype.square().sum();
    }
    if (teacher) {
      QVERIFY(apart(frozen.teacher.logits, truth.logits) < 1e-5);
      QVERIFY(apart(frozen.teacher.spatialCentre, truth.spatialCentre) < 1e-5);
      if (semantic) QVERIFY(apart(frozen.teacher.semanticCentre, truth.semanticCentre) < 1e-5);
      oracle = oracle + (truth.logits * upTruth).sum();
      ours = ours + (frozen.teacher.logits * upTruth).sum();
    }
    const auto expected = gradientsOf(*network, oracle), found = gradientsOf(*network, ours);
    QVERIFY(expected.size() >= (teacher ? 8U : 4U));
    QCOMPARE(found.size(), expected.size());
    for (const auto& [name, gradient] : expected) {
      QVERIFY2(found.contains(name), name.c_str());
      QVERIFY2(apart(found.at(name), gradient) < 5e-5, name.c_str());
    }
  }

  void classifiersWithoutConvolutionHaveNoSums() {
    ModelConfig config;
    config.architecture = "seaformer_t";
    config.num_classes = kClasses;
    const Tensor labels = at::zeros({1, 4, 4}, at::kByte);
    for (const bool plain : {true, false}) {
      config.classifier = plain ? ClassifierKind::plain : ClassifierKind::ssa;
      config.ssa.positionEncoding = PositionEncoding::sinusoidal;
      auto network = *makeSegmentor(config, 3);
      const std::int64_t channels = network->module().named_parameters()["decode_head.conv_seg.weight"].size(1);
      QVERIFY(!network->sumFrozen(network->classify(at::randn({1, channels, 4, 4})), labels));
    }
  }
};

std::unique_ptr<QObject> makeFrozenClassifierTest() { return std::make_unique<FrozenClassifierTest>(); }

#include "frozen_classifier_test.moc"

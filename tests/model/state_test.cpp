// Loading and saving by name.
#include <torch/torch.h>

#include <QTest>

#include <limits>

#include "engine/models/segmentor.h"
#include "engine/models/stored_tensor.h"
#include "tests/model/tests.h"
#include "tests/support/runner.h"

namespace {

using namespace ssa;

std::unique_ptr<Segmentor> tiny(std::uint64_t seed, ClassifierKind kind = ClassifierKind::ssa) {
  ModelConfig config;
  config.architecture = "seaformer_t";
  config.classifier = kind;
  config.num_classes = 3;
  auto model = makeSegmentor(config, seed);
  if (!model) qFatal("%s", model.error().toString().c_str());
  return std::move(*model);
}

bool sameBytes(const Checkpoint& a, const Checkpoint& b) {
  if (a.tensors.size() != b.tensors.size()) return false;
  for (std::size_t i = 0; i < a.tensors.size(); ++i) {
    const StoredTensor &x = a.tensors[i], &y = b.tensors[i];
    if (x.name != y.name || x.shape != y.shape || x.type != y.type || x.bytes != y.bytes ||
        !std::equal(x.data.get(), x.data.get() + x.bytes, y.data.get()))
      return false;
  }
  return true;
}

StoredTensor& named(Checkpoint& checkpoint, std::string_view name) {
  for (StoredTensor& tensor : checkpoint.tensors)
    if (tensor.name == name) return tensor;
  qFatal("no tensor of that name");
}

constexpr std::string_view kWeight = "backbone.smb2.layer1.conv.0.c.weight";

}  // namespace

class StateTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void savedStateLoadsIntoAnotherModel() {
    const auto a = tiny(1), b = tiny(2);
    const Checkpoint state = saveState(*a);
    QVERIFY(!sameBytes(state, saveState(*b)));
    const auto report = loadState(*b, state);
    SSA_VERIFY_OK(report);
    QVERIFY(report->missing.empty() && report->unexpected.empty() && report->nonFinite.empty());
    QVERIFY(sameBytes(state, saveState(*b)));
  }

  void savedStateIsACopy() {
    const auto model = tiny(1);
    const Checkpoint before = saveState(*model), again = saveState(*model);
    const at::NoGradGuard noGrad;
    for (Tensor& p : model->module().parameters()) p.zero_();
    QVERIFY(sameBytes(before, again));
    QVERIFY(!sameBytes(before, saveState(*model)));
  }

  void doublePrecisionKeepsTypesAndCounters() {
    const auto model = tiny(1);
    model->module().to(at::kDouble);
    Checkpoint state = saveState(*model);
    QCOMPARE(named(state, kWeight).type, DType::f64);
    QCOMPARE(named(state, "backbone.smb1.stem_block.0.bn.num_batches_tracked").type, DType::i64);
    const auto single = tiny(2);
    SSA_VERIFY_OK(loadState(*single, state));
    QVERIFY(sameBytes(saveState(*single), saveState(*tiny(1))));
  }

  void halfPrecisionFilesLoad() {
    const auto source = tiny(1), target = tiny(2);
    Checkpoint state = saveState(*source);
    StoredTensor& weight = named(state, kWeight);
    weight = toStored(std::string(kWeight), toTensor(weight).to(at::kHalf));
    SSA_VERIFY_OK(loadState(*target, state));
    QVERIFY(at::allclose(toTensor(named(state, kWeight)).to(at::kFloat),
                         target->module().named_parameters()[std::string(kWeight)], 0, 0));
  }

  void missingTensorsAreErrorsAndChangeNothing() {
    const auto source = tiny(1), target = tiny(2);
    Checkpoint state = saveState(*source);
    const Checkpoint before = saveState(*target);
    std::erase_if(state.tensors, [](const StoredTensor& t) { return t.name == kWeight; });
    const auto strict = loadState(*target, state);
    QVERIFY(!strict);
    QCOMPARE(strict.error().code, ErrorCode::keysMismatch);
    QCOMPARE(strict.error().arg("missing"), kWeight);
    QVERIFY(sameBytes(before, saveState(*target)));
    const auto loose = loadState(*target, state, false);
    SSA_VERIFY_OK(loose);
    QCOMPARE(loose->missing, std::vector<std::string>{std::string(kWeight)});
    QVERIFY(!sameBytes(before, saveState(*target)));
  }

  void batchCountersMayBeMissing() {
    const auto source = tiny(1), target = tiny(2);
    Checkpoint state = saveState(*source);
    std::erase_if(state.tensors, [](const StoredTensor& t) { return t.name.ends_with("num_batches_tracked"); });
    const auto report = loadState(*target, state);
    SSA_VERIFY_OK(report);
    QVERIFY(report->missing.empty());
  }

  void wrongShapesNameBothShapes() {
    const auto source = tiny(1), target = tiny(2);
    Checkpoint state = saveState(*source);
    StoredTensor& weight = named(state, "decode_head.conv_seg.bias");
    weight = toStored(weight.name, at::zeros({4}));
    const auto report = loadState(*target, state);
    QVERIFY(!report);
    QCOMPARE(report.error().arg("shapes"), std::string_view("decode_head.conv_seg.bias: found [4], expected [3]"));
    QCOMPARE(loadState(*target, state, false)->wrongShape.size(), std::size_t{1});
  }

  void unexpectedTensorsAreErrorsButForTheTeacher() {
    const auto source = tiny(1), plain = tiny(2, ClassifierKind::plain);
    Checkpoint state = saveState(*plain);
    state.tensors.push_back(toStored("decode_head.gt_center_proj.weight", at::zeros({2, 2})));
    const auto tolerated = loadState(*plain, state);
    SSA_VERIFY_OK(tolerated);
    QCOMPARE(tolerated->unexpected, std::vector<std::string>{"decode_head.gt_center_proj.weight"});
    const auto refused = loadState(*plain, saveState(*source));
    QVERIFY(!refused);
    QVERIFY(refused.error().arg("unexpected").starts_with("decode_head.get_feat_pos.weight"));
  }

  void nonFiniteWeightsAreNamed() {
    const auto source = tiny(1), target = tiny(2);
    Checkpoint state = saveState(*source);
    Tensor bad = toTensor(named(state, kWeight)).clone();
    bad.view(-1)[2] = std::numeric_limits<float>::quiet_NaN();
    named(state, kWeight) = toStored(std::string(kWeight), bad);
    const auto report = loadState(*target, state);
    SSA_VERIFY_OK(report);
    QCOMPARE(report->nonFinite, std::vector<std::string>{std::string(kWeight)});
  }
};

std::unique_ptr<QObject> makeStateTest() { return std::make_unique<StateTest>(); }

#include "state_test.moc"

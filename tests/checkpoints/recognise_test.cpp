// Which network a state belongs to, from keys and shapes alone.
#include <cstring>
#include <nlohmann/json.hpp>

#include "engine/models/model_config.h"
#include "tests/checkpoints/builders.h"
#include "tests/checkpoints/tests.h"
#include "tests/support/runner.h"

using namespace ssa;
using namespace ssa::test;

namespace {

using Shape = std::vector<std::int64_t>;

/// A tensor whose floats are 0, 1, 2… plus `first`.
StoredTensor counting(std::string name, Shape shape, float first = 0) {
  StoredTensor tensor;
  tensor.name = std::move(name);
  tensor.shape = std::move(shape);
  tensor.bytes = static_cast<std::size_t>(tensor.count()) * 4;
  const auto data = allocateTensorBytes(tensor.bytes);
  auto* values = reinterpret_cast<float*>(data.get());
  for (std::int64_t i = 0; i < tensor.count(); ++i) values[i] = first + static_cast<float>(i);
  tensor.data = data;
  return tensor;
}

float valueAt(const StoredTensor& tensor, std::size_t index) {
  float value;
  std::memcpy(&value, tensor.data.get() + 4 * index, 4);
  return value;
}

/// A tensor of that shape without data, enough for recognition.
StoredTensor hollow(std::string name, Shape shape) {
  StoredTensor tensor;
  tensor.name = std::move(name);
  tensor.shape = std::move(shape);
  return tensor;
}

bool warned(const Warnings& warnings, WarningCode code) {
  for (const Warning& warning : warnings)
    if (warning.code == code) return true;
  return false;
}

Checkpoint without(Checkpoint checkpoint, const std::string& prefix) {
  std::erase_if(checkpoint.tensors, [&](const StoredTensor& tensor) { return tensor.name.starts_with(prefix); });
  return checkpoint;
}

constexpr int kDepths[] = {2, 2, 2, 2};
constexpr std::int64_t kWidths[] = {32, 64, 160, 256};  // B0
constexpr int kReductions[] = {8, 4, 2, 1};

/// SegFormer-B0 as NVlabs or Hugging Face store it.
Checkpoint foreignSegformer(bool hf, std::int64_t head, std::int64_t classes) {
  Checkpoint out;
  const auto add = [&](const std::string& name, Shape shape) {
    out.tensors.push_back(counting(name, std::move(shape), static_cast<float>(out.tensors.size())));
  };
  const auto both = [&](const std::string& name, const Shape& weight) {
    add(name + ".weight", weight);
    add(name + ".bias", {weight[0]});
  };
  const std::string encoder = hf ? "segformer.encoder." : "backbone.";
  for (int s = 0; s < 4; ++s) {
    const std::int64_t c = kWidths[s];
    const auto numbered = [&](const std::string& word) {
      return hf ? word + "." + std::to_string(s) : word + std::to_string(s + 1);
    };
    const std::string patch = encoder + numbered(hf ? "patch_embeddings" : "patch_embed");
    both(patch + ".proj", {c, s == 0 ? 3 : kWidths[s - 1], s == 0 ? 7 : 3, s == 0 ? 7 : 3});
    both(patch + (hf ? ".layer_norm" : ".norm"), {c});
    for (int i = 0; i < kDepths[s]; ++i) {
      const std::string block = encoder + numbered("block") + "." + std::to_string(i);
      both(block + (hf ? ".layer_norm_1" : ".norm1"), {c});
      if (hf) {
        both(block + ".attention.self.query", {c, c});
        both(block + ".attention.self.key", {c, c});
        both(block + ".attention.self.value", {c, c});
      } else {
        both(block + ".attn.q", {c, c});
        both(block + ".attn.kv", {2 * c, c});
      }
      if (kReductions[s] > 1) {
        both(block + (hf ? ".attention.self.sr" : ".attn.sr"), {c, c, kReductions[s], kReductions[s]});
        both(block + (hf ? ".attention.self.layer_norm" : ".attn.norm"), {c});
      }
      both(block + (hf ? ".attention.output.dense" : ".attn.proj"), {c, c});
      both(block + (hf ? ".layer_norm_2" : ".norm2"), {c});
      both(block + (hf ? ".mlp.dense1" : ".mlp.fc1"), {4 * c, c});
      both(block + ".mlp.dwconv.dwconv", {4 * c, 1, 3, 3});
      both(block + (hf ? ".mlp.dense2" : ".mlp.fc2"), {c, 4 * c});
    }
    both(encoder + numbered(hf ? "layer_norm" : "norm"), {c});
  }
  for (int s = 0; s < 4; ++s)
    both(std::string("decode_head.linear_c") + (hf ? "." + std::to_string(s) : std::to_string(s + 1)) + ".proj",
         {head, kWidths[s]});
  add(std::string("decode_head.linear_fuse") + (hf ? "" : ".conv") + ".weight", {head, 4 * head, 1, 1});
  const std::string norm = hf ? "decode_head.batch_norm" : "decode_head.linear_fuse.bn";
  both(norm, {head});
  add(norm + ".running_mean", {head});
  add(norm + ".running_var", {head});
  add(norm + ".num_batches_tracked", {});
  if (!hf) both("decode_head.conv_seg", {classes, 128, 1, 1});  // the leftover
  if (!hf) both("backbone.head", {1000, 256});
  both(hf ? "decode_head.classifier" : "decode_head.linear_pred", {classes, head, 1, 1});
  return out;
}

class Recognition : public QObject {
  Q_OBJECT

 private:
  /// The keys and shapes of a golden network.
  static Checkpoint goldenState(const std::string& file) {
    Checkpoint checkpoint;
    const auto parsed = nlohmann::ordered_json::parse(contentsOf(goldenDir() / "models" / file));
    for (const auto& [name, entry] : parsed["state"].items())
      checkpoint.tensors.push_back(hollow(name, entry["shape"].get<Shape>()));
    return checkpoint;
  }
  static bool hasGolden() { return std::filesystem::exists(goldenDir() / "models/seaformer_b_ssa_k19.json"); }

 private Q_SLOTS:
  void goldenNetworksAreRecognised_data() {
    QTest::addColumn<QString>("file");
    if (!hasGolden()) QSKIP("no golden networks in this checkout");
    for (const auto& entry : std::filesystem::directory_iterator(goldenDir() / "models"))
      if (const std::string name = entry.path().filename().string(); name.ends_with(".json"))
        QTest::newRow(name.c_str()) << QString::fromStdString(name);
  }

  void goldenNetworksAreRecognised() {
    QFETCH(QString, file);
    const std::string name = file.toStdString();
    Checkpoint state = goldenState(name);
    const std::size_t auxiliary =
        static_cast<std::size_t>(std::count_if(state.tensors.begin(), state.tensors.end(), [](const StoredTensor& tensor) {
          return tensor.name.starts_with("auxiliary_head.");
        }));
    const std::size_t before = state.tensors.size();
    const auto found = recogniseArchitecture(std::move(state), name);
    const bool sea = name.starts_with("seaformer_"), seg = name.starts_with("segformer_b");
    if (!sea && !seg) {
      QVERIFY(!found.ok());
      QCOMPARE(found.error().code, ErrorCode::architectureUnknown);
      QVERIFY(!found.error().arg("keys").empty());
      return;
    }
    SSA_VERIFY_OK(found);
    const ModelConfig& config = found->value.config;
    const std::string expected = sea ? name.substr(0, 11) : "mit_b" + name.substr(11, 1);
    QCOMPARE(config.architecture, expected);
    QCOMPARE(config.classifier, name.find("_ssa_") != std::string::npos ? ClassifierKind::ssa : ClassifierKind::plain);
    QVERIFY(config.ssa == SsaOptions{});
    QCOMPARE(config.num_classes, std::stoi(name.substr(name.rfind("_k") + 2)));
    QCOMPARE(config.head_channels, name.starts_with("seaformer_b") ? 160 : name.starts_with("seaformer_l") ? 192 : 256);
    QVERIFY(!config.plainFusion);
    QCOMPARE(found->value.layout, std::string("mmseg"));
    QCOMPARE(found->value.checkpoint.tensors.size(), before - auxiliary);
    QVERIFY(warned(found->warnings, WarningCode::classNamesMissing));
    QCOMPARE(config.labels.count(), config.num_classes);
  }

  void switchesAreReadFromThePartsThatExist() {
    if (!hasGolden()) QSKIP("no golden networks in this checkout");
    const Checkpoint full = goldenState("seaformer_b_ssa_k19.json");
    const auto options = [](Checkpoint state) { return recogniseArchitecture(std::move(state), "x")->value.config; };
    Checkpoint semantic = full;
    for (const char* part : {"center_pos", "gt_center_pos", "get_feat_pos"})
      semantic = without(semantic, std::string("decode_head.") + part);
    QVERIFY((options(semantic).ssa == SsaOptions{.spatial = false}));
    QCOMPARE(options(semantic).classifier, ClassifierKind::ssa);
    const Checkpoint spatial = without(without(full, "decode_head.center_content_proj"), "decode_head.gt_center_content_proj");
    QVERIFY((options(spatial).ssa == SsaOptions{.semantic = false}));
    Checkpoint fixed = without(full, "decode_head.get_feat_pos");
    QVERIFY((options(fixed).ssa == SsaOptions{.positionEncoding = PositionEncoding::sinusoidal}));
    fixed.tensors.push_back(hollow("decode_head.pos_embed", {1, 160, 16, 16}));
    QVERIFY((options(fixed).ssa == SsaOptions{.positionEncoding = PositionEncoding::learnable}));
  }

  void partsOfANetworkAreNotEnough() {
    if (!hasGolden()) QSKIP("no golden networks in this checkout");
    const Checkpoint full = goldenState("seaformer_b_ssa_k19.json");
    Checkpoint stripped;
    for (StoredTensor tensor : full.tensors)
      if (tensor.name.starts_with("backbone.")) tensor.name.erase(0, 9), stripped.tensors.push_back(tensor);
    for (const Checkpoint& partial : {without(full, "decode_head."), without(full, "backbone."), stripped,
                                      without(full, "backbone.trans1.transformer_blocks.2."), Checkpoint{}}) {
      const auto found = recogniseArchitecture(partial, "x");
      QVERIFY(!found.ok());
      QCOMPARE(found.error().code, ErrorCode::architectureUnknown);
    }
  }

  void oneClassAndTooManyAreRefused() {
    if (!hasGolden()) QSKIP("no golden networks in this checkout");
    for (const std::int64_t classes : {1, 256, 847}) {
      Checkpoint state = goldenState("seaformer_b_ssa_k19.json");
      for (StoredTensor& tensor : state.tensors)
        if (tensor.name == "decode_head.conv_seg.weight") tensor.shape[0] = classes;
      QCOMPARE(recogniseArchitecture(state, "x").error().code, ErrorCode::badConfig);
    }
  }

  void classNamesComeFromTheMetadata() {
    const Checkpoint plain = foreignSegformer(true, 256, 3);
    Checkpoint state = plain;
    state.meta.classes = {"a", "b", "c"};
    auto found = recogniseArchitecture(state, "x");
    SSA_VERIFY_OK(found);
    QCOMPARE(found->value.config.labels.classes[2].name, std::string("c"));
    QVERIFY(warned(found->warnings, WarningCode::paletteGenerated));
    state.meta.palette = {{1, 1, 1}, {2, 2, 2}, {3, 3, 3}};
    found = recogniseArchitecture(state, "x");
    QVERIFY((found->value.config.labels.classes[2].colour == Rgb{3, 3, 3}));
    QVERIFY(found->warnings.empty());
    state.meta.classes.pop_back();
    found = recogniseArchitecture(state, "x");
    QVERIFY(found->value.config.labels == LabelSet::numbered(3));
    QCOMPARE(found->warnings.size(), std::size_t{1});
    QCOMPARE(found->warnings[0].toString(), std::string("class_names_missing: found=2, expected=3"));
  }

  void namesOfAShippedTableBringItsRules() {
    const auto table = LabelSet::preset("ade20k150");
    SSA_VERIFY_OK(table);
    Checkpoint state = foreignSegformer(true, 256, table->count());
    for (const LabelClass& label : table->classes) state.meta.classes.push_back(label.name);
    const auto found = recogniseArchitecture(state, "x");
    SSA_VERIFY_OK(found);
    QVERIFY(found->value.config.labels == *table);
    QVERIFY(found->warnings.empty());
  }

  void foreignSegformersGetTheReferencesNames_data() {
    QTest::addColumn<bool>("huggingFace");
    QTest::newRow("NVlabs") << false;
    QTest::newRow("Hugging Face") << true;
  }

  void foreignSegformersGetTheReferencesNames() {
    QFETCH(bool, huggingFace);
    const Checkpoint file = foreignSegformer(huggingFace, 256, 19);
    const auto found = recogniseArchitecture(file, "x");
    SSA_VERIFY_OK(found);
    QCOMPARE(found->value.layout, std::string(huggingFace ? "huggingface" : "nvlabs"));
    const ModelConfig& config = found->value.config;
    QCOMPARE(config.architecture, std::string("mit_b0"));
    QVERIFY(config.plainFusion);
    QCOMPARE(config.head_channels, 256);
    QCOMPARE(config.num_classes, 19);
    QCOMPARE(warned(found->warnings, WarningCode::extraTensorsIgnored), !huggingFace);

    const Checkpoint& state = found->value.checkpoint;
    if (hasGolden()) {
      // Every backbone key and shape of the reference, none more.
      const Checkpoint reference = goldenState("segformer_b0_ssa_k150.json");
      std::size_t backbone = 0;
      for (const StoredTensor& tensor : reference.tensors) {
        if (!tensor.name.starts_with("backbone.")) continue;
        const StoredTensor* ours = state.find(tensor.name);
        QVERIFY2(ours, tensor.name.c_str());
        QCOMPARE(ours->shape, tensor.shape);
        ++backbone;
      }
      QCOMPARE(static_cast<std::size_t>(
                   std::count_if(state.tensors.begin(), state.tensors.end(),
                                 [](const StoredTensor& tensor) { return tensor.name.starts_with("backbone."); })),
               backbone);
    }
    const auto fuse = std::string("decode_head.linear_fuse") + (huggingFace ? "" : ".conv") + ".weight";
    QCOMPARE(state.find("decode_head.fusion_conv.conv.weight")->data, file.find(fuse)->data);
    QCOMPARE(state.find("decode_head.convs.3.conv.weight")->shape, (Shape{256, 256, 1, 1}));
    QCOMPARE(state.find("decode_head.convs.0.conv.bias")->shape, (Shape{256}));
    QCOMPARE(state.find("decode_head.conv_seg.weight")->shape, (Shape{19, 256, 1, 1}));

    // Query first, then key, then value.
    const std::string block = huggingFace ? "segformer.encoder.block.1.0.attention.self." : "backbone.block2.0.attn.";
    const StoredTensor& joined = *state.find("backbone.layers.1.1.0.attn.attn.in_proj_weight");
    QCOMPARE(joined.shape, (Shape{192, 64}));
    const StoredTensor& query = *file.find(block + (huggingFace ? "query.weight" : "q.weight"));
    const StoredTensor& next = *file.find(block + (huggingFace ? "key.weight" : "kv.weight"));
    QCOMPARE(valueAt(joined, 0), valueAt(query, 0));
    QCOMPARE(valueAt(joined, 64 * 64), valueAt(next, 0));
    const StoredTensor& value = huggingFace ? *file.find(block + "value.weight") : next;
    QCOMPARE(valueAt(joined, 2 * 64 * 64), valueAt(value, huggingFace ? 0 : 64 * 64));
  }

  void tornAttentionIsRefused() {
    Checkpoint state = foreignSegformer(false, 256, 19);
    std::erase_if(state.tensors, [](const StoredTensor& tensor) { return tensor.name == "backbone.block2.0.attn.kv.weight"; });
    QCOMPARE(recogniseArchitecture(state, "x").error().code, ErrorCode::checkpointRefused);
    state = foreignSegformer(false, 256, 19);
    for (StoredTensor& tensor : state.tensors)
      if (tensor.name == "backbone.block2.0.attn.kv.weight") tensor.shape = {128, 32}, tensor.bytes /= 2;
    QCOMPARE(recogniseArchitecture(state, "x").error().code, ErrorCode::checkpointRefused);
  }

  void aStoredConfigurationIsTakenOver() {
    Checkpoint state = foreignSegformer(true, 256, 3);
    const auto plain = recogniseArchitecture(state, "x");
    SSA_VERIFY_OK(plain);
    ModelConfig config = plain->value.config;
    config.trained = false;
    config.labels.classes[1].name = "road";
    config.ssa.centreSoftmax = CentreSoftmax::classes;
    Checkpoint saved = plain->value.checkpoint;
    saved.meta.text.emplace_back(kConfigMetaKey, config.toJson());
    const auto found = recogniseArchitecture(saved, "x");
    SSA_VERIFY_OK(found);
    QVERIFY(!found->value.config.trained);
    QCOMPARE(found->value.config.labels.classes[1].name, std::string("road"));
    QVERIFY(found->warnings.empty());
    config.architecture = "mit_b5";  // no longer describes the weights
    saved.meta.text.back().second = config.toJson();
    const auto other = recogniseArchitecture(saved, "x");
    SSA_VERIFY_OK(other);
    QCOMPARE(other->value.config.architecture, std::string("mit_b0"));
    QVERIFY(other->value.config.trained);
  }
};

}  // namespace

std::unique_ptr<QObject> makeRecogniseTest() { return std::make_unique<Recognition>(); }

#include "recognise_test.moc"

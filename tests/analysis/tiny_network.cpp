#include "tests/analysis/tiny_network.h"

#include <ATen/CPUGeneratorImpl.h>
#include <torch/torch.h>

#include <stdexcept>

#include "engine/api/model_impl.h"
#include "engine/heads/ssa_classifier.h"
#include "engine/models/segmentor.h"
#include "engine/nn/layer.h"
#include "tests/support/runner.h"

namespace ssa::test {
namespace {

class TinyNetwork final : public Segmentor {
 public:
  explicit TinyNetwork(const TinySpec& spec)
      : feature_(spec.feature),
        root_(std::make_shared<torch::nn::Module>("tiny")),
        classifier_({spec.kind, spec.options, spec.classes, static_cast<int>(spec.feature.size(1))}) {
    config_.architecture = "seaformer_t";
    config_.classifier = spec.kind;
    config_.ssa = spec.options;
    config_.num_classes = spec.classes;
    config_.labels = LabelSet::numbered(spec.classes);
    const auto head = adoptGroup(*root_, "decode_head");
    classifier_.registerCoarse(*head);
    classifier_.registerAdaptation(*head);
    at::Generator generator = at::detail::createCPUGenerator(spec.seed);
    classifier_.initialise(generator);
    const at::NoGradGuard frozen;
    head->named_parameters()["conv_seg.weight"].mul_(40);  // N(0, 0.4): classes that differ
    root_->eval();
  }

  const ModelConfig& config() const override { return config_; }
  SsaTrace forward(const Tensor&, const StageHook& hook) override {
    SsaTrace trace;
    if (hook) hook("backbone");
    classifier_.classify(feature_, trace);
    return trace;
  }
  SsaTrace forwardParts(const Tensor& x, const PartHook&) override { return forward(x, {}); }
  std::int64_t classifierParameters() const override { return classifier_.parameterCount(); }
  TeacherTrace teach(const SsaTrace& trace, const Tensor& labels) override { return classifier_.teach(trace, labels); }
  torch::nn::Module& module() override { return *root_; }

 private:
  Tensor feature_;
  ModelConfig config_;
  std::shared_ptr<torch::nn::Module> root_;
  SsaClassifier classifier_;
};

}  // namespace

std::shared_ptr<const Model> tinyModel(const TinySpec& spec) {
  auto impl = std::make_unique<Model::Impl>();
  impl->segmentor = std::make_unique<TinyNetwork>(spec);
  impl->device.used = "cpu";
  impl->info.name = "tiny";
  impl->info.sha256 = "tiny" + std::to_string(spec.seed);
  impl->info.config = impl->segmentor->config();
  impl->info.teacherParameters = spec.teacher ? 1 : 0;
  return std::make_shared<const Model>(std::move(impl));
}

Tensor randomFeature(int channels, int h, int w, std::uint64_t seed) {
  at::Generator generator = at::detail::createCPUGenerator(seed);
  return at::randn({1, channels, h, w}, generator);
}

std::map<std::string, Tensor> headState(const Model& model) {
  std::map<std::string, Tensor> state;
  const std::string prefix = "decode_head.";
  for (const auto& item : model.impl().segmentor->module().named_parameters())
    if (item.key().starts_with(prefix)) state.emplace(item.key().substr(prefix.size()), item.value().detach());
  return state;
}

Image8 testPicture(Size size) {
  Image8 picture(size);
  for (int y = 0; y < size.height; ++y)
    for (int x = 0; x < size.width; ++x)
      for (int c = 0; c < 3; ++c)
        picture.row(y)[3 * x + c] = static_cast<std::uint8_t>((x * (c + 1) + 3 * y + (x / 16 + y / 16) % 2 * 90) % 256);
  return picture;
}

std::shared_ptr<const ImageTrace> traceOf(const std::shared_ptr<const Model>& model, Size picture,
                                          const PredictOptions& options) {
  NoProgress quiet;
  auto trace = traceImage(model, testPicture(picture), "picture.png", options, {}, quiet);
  if (!trace) throw std::runtime_error(trace.error().toString());
  return *trace;
}

std::shared_ptr<const Model> seededModel(ClassifierKind kind, int classes, const std::string& architecture) {
  ModelConfig config;
  config.architecture = architecture;
  config.classifier = kind;
  config.num_classes = classes;
  config.labels = LabelSet::numbered(classes);
  const std::filesystem::path folder = tempDir() / "model";
  OpenModelOptions open;
  open.device = "cpu";
  if (auto made = createModel(config, 11, folder); !made) throw std::runtime_error(made.error().toString());
  auto model = openModel(folder, open);
  if (!model) throw std::runtime_error(model.error().toString());
  return model->value;
}

std::shared_ptr<const Model> camvidModel(const std::string& which) {
  const std::filesystem::path path = dataDir() / "models/camvid11" / ("camvid11-seaformer_b-" + which + ".pth");
  if (dataDir().empty() || !std::filesystem::exists(path)) return nullptr;
  OpenModelOptions open;
  open.device = "cpu";
  auto model = openModel(path, open);
  if (!model) throw std::runtime_error(model.error().toString());
  return model->value;
}

}  // namespace ssa::test

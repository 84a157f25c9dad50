#include "engine/models/segmentor.h"

#include <ATen/CPUGeneratorImpl.h>
#include <torch/torch.h>

#include "engine/backbones/list.h"
#include "engine/core/label_map.h"
#include "engine/heads/list.h"
#include "engine/nn/layer.h"

namespace ssa {
namespace {

/// mmseg's EncoderDecoder: `backbone` and `decode_head`.
class EncoderDecoder final : public Segmentor {
 public:
  EncoderDecoder(ModelConfig config, std::shared_ptr<Backbone> backbone, std::shared_ptr<Head> head)
      : config_(std::move(config)), root_(std::make_shared<torch::nn::Module>("EncoderDecoder")) {
    backbone_ = adopt(*root_, "backbone", std::move(backbone));
    head_ = adopt(*root_, "decode_head", std::move(head));
  }

  const ModelConfig& config() const override { return config_; }
  torch::nn::Module& module() override { return *root_; }
  std::int64_t classifierParameters() const override { return head_->classifier().parameterCount(); }

  SsaTrace forward(const Tensor& x, const StageHook& hook) override { return run(x, {}, hook); }
  SsaTrace forwardParts(const Tensor& x, const PartHook& hook) override { return run(x, hook, {}); }
  SsaTrace resume(const Parts& known) override {
    if (const auto feature = known.find("decode_head"); feature != known.end()) return classify(feature->second);
    constexpr std::string_view kPrefix = "backbone.";
    Backbone::Parts inBackbone;
    for (const auto& [name, output] : known)
      if (name.starts_with(kPrefix)) inBackbone.emplace(name.substr(kPrefix.size()), output);
    if (inBackbone.empty()) throw ContractViolation("resume: no part is known");
    SsaTrace trace;
    trace.stages = backbone_->forward({}, {}, inBackbone);
    head_->classifier().classify(head_->feature(trace.stages), trace);
    return trace;
  }
  SsaTrace classify(const Tensor& feature) override {
    SsaTrace trace;
    head_->classifier().classify(feature, trace);
    return trace;
  }
  TeacherTrace teach(const SsaTrace& trace, const Tensor& labels) override { return head_->classifier().teach(trace, labels); }
  std::optional<FrozenSums> sumFrozen(const SsaTrace& trace, const Tensor& labels) override {
    return head_->classifier().sumFrozen(trace, labels);
  }
  FrozenTraces classifyFrozen(const Tensor& feature, const FrozenSums& sums, bool withTeacher) override {
    return head_->classifier().classifyFrozen(feature, sums, withTeacher);
  }

 private:
  SsaTrace run(const Tensor& x, const PartHook& part, const StageHook& stage) {
    expectShape(x, {-1, 3, -1, -1}, "network input");
    if (x.numel() == 0) throw ContractViolation("network input: no pixels");
    Backbone::PartHook inBackbone;
    if (part)
      inBackbone = [&part](std::string_view name, const Tensor& output) { part("backbone." + std::string(name), output); };
    SsaTrace trace;
    trace.stages = backbone_->forward(x, inBackbone);
    if (stage) stage("backbone");
    const Tensor feature = head_->feature(trace.stages);
    if (part) part("decode_head", feature);
    if (stage) stage("decoder");
    head_->classifier().classify(feature, trace);
    if (part) part("classifier", trace.logits);
    if (stage) stage("classifier");
    return trace;
  }

  ModelConfig config_;
  std::shared_ptr<torch::nn::Module> root_;
  std::shared_ptr<Backbone> backbone_;
  std::shared_ptr<Head> head_;
};

Error badConfig(const std::string& reason) { return {ErrorCode::badConfig, {{"path", ""}, {"reason", reason}}}; }

}  // namespace

SsaTrace Segmentor::resume(const Parts&) { throw ContractViolation("this network cannot be resumed"); }
SsaTrace Segmentor::classify(const Tensor&) { throw ContractViolation("this network has no separate classifier"); }
TeacherTrace Segmentor::teach(const SsaTrace&, const Tensor&) { throw ContractViolation("this network has no teacher"); }
std::optional<FrozenSums> Segmentor::sumFrozen(const SsaTrace&, const Tensor&) { return std::nullopt; }
FrozenTraces Segmentor::classifyFrozen(const Tensor&, const FrozenSums&, bool) {
  throw ContractViolation("this network has no classifier for frozen features");
}

Result<std::unique_ptr<Segmentor>> makeSegmentor(const ModelConfig& config, std::uint64_t seed) {
  if (config.num_classes < 2 || config.num_classes > kMaxClasses)
    return badConfig("num_classes " + std::to_string(config.num_classes));
  if (config.head_channels < 0 || config.head_channels == 1)
    return badConfig("head_channels " + std::to_string(config.head_channels));
  const auto isRate = [](float rate) { return rate >= 0 && rate < 1; };
  if (!isRate(config.dropout)) return badConfig("dropout " + std::to_string(config.dropout));
  if (!isRate(config.drop_path)) return badConfig("drop_path " + std::to_string(config.drop_path));
  if (config.classifier == ClassifierKind::ssa && !config.ssa.semantic && !config.ssa.spatial)
    return badConfig("ssa: neither semantic nor spatial");

  std::shared_ptr<Backbone> backbone = makeBackbone(config.architecture, config.drop_path);
  if (!backbone) return badConfig("architecture " + config.architecture);
  std::shared_ptr<Head> head = makeHead(config, backbone->channels());
  if (!head) return badConfig("architecture " + config.architecture);
  at::Generator generator = at::detail::createCPUGenerator(seed);
  backbone->initialise(generator);
  head->initialise(generator);
  std::unique_ptr<Segmentor> model = std::make_unique<EncoderDecoder>(config, std::move(backbone), std::move(head));
  model->module().eval();
  return model;
}

}  // namespace ssa

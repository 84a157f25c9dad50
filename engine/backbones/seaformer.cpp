#include "engine/backbones/seaformer.h"

#include <torch/torch.h>

#include <cmath>

#include "engine/core/result.h"
#include "engine/nn/conv_norm.h"
#include "engine/nn/drop_path.h"
#include "engine/nn/init.h"

namespace ssa {
namespace {

constexpr int kAttentionRatio = 2;   // value channels per key channel
constexpr int kPositionLength = 16;  // stored length of the axial position embeddings

LayerPtr convBn(int in, int out, int kernel = 1, int stride = 1, int groups = 1, Activation activation = Activation::none) {
  return makeConvNorm({in, out, kernel, stride, kernel / 2, groups, activation, "c"});
}

class InvertedResidual final : public torch::nn::Module, public Layer {
 public:
  InvertedResidual(int in, const SeaFormerRow& row) : residual_(row.stride == 1 && in == row.out) {
    const int hidden = in * row.expand;
    const auto conv = adoptGroup(*this, "conv");
    int key = 0;
    const auto add = [&](LayerPtr layer) {
      layers_.push_back(adopt(*conv, std::to_string(key), std::move(layer)));
      key += 2;  // the activation has an index of its own
    };
    if (row.expand != 1) add(convBn(in, hidden, 1, 1, 1, Activation::relu));
    add(convBn(hidden, hidden, row.kernel, row.stride, hidden, Activation::relu));
    add(convBn(hidden, row.out));
  }
  Tensor forward(const Tensor& x) override {
    Tensor y = x;
    for (const LayerPtr& layer : layers_) y = layer->forward(y);
    return residual_ ? y.add_(x) : y;
  }
  std::shared_ptr<torch::nn::Module> module() override { return shared_from_this(); }

 private:
  std::vector<LayerPtr> layers_;
  bool residual_;
};

/// smb1 … smb5: the first begins with the stem.
class ConvGroup final : public torch::nn::Module, public Layer {
 public:
  ConvGroup(int in, const std::vector<SeaFormerRow>& rows, bool stem) {
    if (stem) {
      const auto block = adoptGroup(*this, "stem_block");
      layers_.push_back(adopt(*block, "0", convBn(3, in, 3, 2, 1, Activation::relu)));
    }
    for (const SeaFormerRow& row : rows) {
      const std::string name = "layer" + std::to_string(layers_.size() + (stem ? 0 : 1));
      layers_.push_back(adopt<Layer>(*this, name, std::make_shared<InvertedResidual>(in, row)));
      in = row.out;
    }
  }
  Tensor forward(const Tensor& x) override {
    Tensor y = x;
    for (const LayerPtr& layer : layers_) y = layer->forward(y);
    return y;
  }
  std::shared_ptr<torch::nn::Module> module() override { return shared_from_this(); }

 private:
  std::vector<LayerPtr> layers_;
};

/// Adds a learned embedding, linearly resized to the axis at hand.
class AxialPosition final : public torch::nn::Module, public Layer {
 public:
  explicit AxialPosition(int channels) : embedding_(register_parameter("pos_embed", at::empty({1, channels, kPositionLength}))) {}
  Tensor forward(const Tensor& x) override {  // (B,C,N)
    return x + at::upsample_linear1d(embedding_, {x.size(2)}, false);
  }
  void initialise(at::Generator& generator) { embedding_.normal_(0, 1, generator); }
  std::shared_ptr<torch::nn::Module> module() override { return shared_from_this(); }

 private:
  Tensor embedding_;
};

LayerPtr adoptProjection(torch::nn::Module& parent, const char* name, int in, int out) {
  return adopt(*adoptGroup(parent, name), "1", convBn(in, out));  // index 0 is the ReLU6 before it
}

/// Squeeze-enhanced axial attention: attention over rows and over columns of the averaged map, gated
/// into a convolutional detail path.
class AxialAttention final : public torch::nn::Module, public Layer {
 public:
  AxialAttention(int dim, int keyDim, int heads)
      : heads_(heads),
        key_dim_(keyDim),
        query_(adopt(*this, "to_q", convBn(dim, heads * keyDim))),
        key_(adopt(*this, "to_k", convBn(dim, heads * keyDim))),
        value_(adopt(*this, "to_v", convBn(dim, valueChannels()))),
        project_(adoptProjection(*this, "proj", valueChannels(), dim)),
        rows_(*this, "row", heads * keyDim, valueChannels()),
        columns_(*this, "column", heads * keyDim, valueChannels()),
        detail_(adopt(*this, "dwconv", convBn(mixed(), mixed(), 3, 1, mixed(), Activation::relu6))),
        detail_project_(adopt(*this, "pwconv", convBn(mixed(), dim))) {}

  Tensor forward(const Tensor& x) override {
    const Tensor q = query_->forward(x), k = key_->forward(x), v = value_->forward(x);
    const Tensor detail = detail_project_->forward(detail_->forward(at::cat({q, k, v}, 1)));  // (B,C,H,W)
    const Tensor row = attend(rows_, q.mean(3), k.mean(3), v.mean(3)).unsqueeze(3);           // (B,D,H,1)
    const Tensor column = attend(columns_, q.mean(2), k.mean(2), v.mean(2)).unsqueeze(2);     // (B,D,1,W)
    const Tensor mixed = v + (rows_.project->forward(row) + columns_.project->forward(column));
    return hardSigmoid(project_->forward(at::hardtanh(mixed, 0, 6))) * detail;
  }
  std::shared_ptr<torch::nn::Module> module() override { return shared_from_this(); }

 private:
  struct Axis {
    LayerPtr project, query, key;
    Axis(torch::nn::Module& owner, const std::string& name, int keys, int values)
        : project(adoptProjection(owner, ("proj_encode_" + name).c_str(), values, values)),
          query(adopt<Layer>(owner, "pos_emb_" + name + "q", std::make_shared<AxialPosition>(keys))),
          key(adopt<Layer>(owner, "pos_emb_" + name + "k", std::make_shared<AxialPosition>(keys))) {}
  };

  /// q, k (B,heads*kd,N), v (B,D,N) -> (B,D,N), ReLU6 applied.
  Tensor attend(const Axis& axis, const Tensor& q, const Tensor& k, const Tensor& v) const {
    const std::int64_t batch = q.size(0), length = q.size(2);
    const auto split = [&](const Tensor& t) { return t.reshape({batch * heads_, -1, length}); };
    const Tensor queries = split(axis.query->forward(q)).transpose(1, 2);  // (B*heads,N,kd)
    const Tensor scores = at::bmm(queries, split(axis.key->forward(k)));   // (B*heads,N,N)
    const Tensor weights = (scores * (1 / std::sqrt(static_cast<double>(key_dim_)))).softmax(-1);
    const Tensor mixed = at::bmm(split(v), weights.transpose(1, 2));  // (B*heads,d,N)
    return at::hardtanh(mixed.reshape({batch, valueChannels(), length}), 0, 6);
  }
  int valueChannels() const { return heads_ * key_dim_ * kAttentionRatio; }
  int mixed() const { return valueChannels() + 2 * heads_ * key_dim_; }

  int heads_, key_dim_;
  LayerPtr query_, key_, value_, project_;
  Axis rows_, columns_;
  LayerPtr detail_, detail_project_;
};

class SeaMlp final : public torch::nn::Module, public Layer {
 public:
  SeaMlp(int dim, int hidden)
      : first_(adopt(*this, "fc1", convBn(dim, hidden))),
        depthwise_(adopt(*this, "dwconv", makeConv({hidden, hidden, 3, 1, 1, hidden, true}))),
        second_(adopt(*this, "fc2", convBn(hidden, dim))) {}
  Tensor forward(const Tensor& x) override {
    return second_->forward(at::hardtanh(depthwise_->forward(first_->forward(x)), 0, 6));
  }
  std::shared_ptr<torch::nn::Module> module() override { return shared_from_this(); }

 private:
  LayerPtr first_, depthwise_, second_;
};

class SeaBlock final : public torch::nn::Module, public Layer {
 public:
  SeaBlock(int dim, int keyDim, int heads, int mlpRatio, double dropRate)
      : attention_(adopt<Layer>(*this, "attn", std::make_shared<AxialAttention>(dim, keyDim, heads))),
        mlp_(adopt<Layer>(*this, "mlp", std::make_shared<SeaMlp>(dim, dim * mlpRatio))),
        drop_rate_(dropRate) {}
  Tensor forward(const Tensor& x) override {
    const Tensor y = x + dropPath(attention_->forward(x), drop_rate_, is_training());
    return y + dropPath(mlp_->forward(y), drop_rate_, is_training());
  }
  std::shared_ptr<torch::nn::Module> module() override { return shared_from_this(); }

 private:
  LayerPtr attention_, mlp_;
  double drop_rate_;
};

class SeaTransformer final : public torch::nn::Module, public Layer {
 public:
  SeaTransformer(int dim, int depth, int keyDim, int heads, int mlpRatio, double dropRate) {
    const auto blocks = adoptGroup(*this, "transformer_blocks");
    for (int i = 0; i < depth; ++i) {
      const double rate = depth > 1 ? dropRate * i / (depth - 1) : 0;
      blocks_.push_back(adopt<Layer>(*blocks, std::to_string(i), std::make_shared<SeaBlock>(dim, keyDim, heads, mlpRatio, rate)));
    }
  }
  Tensor forward(const Tensor& x) override {
    Tensor y = x;
    for (const LayerPtr& block : blocks_) y = block->forward(y);
    return y;
  }
  std::shared_ptr<torch::nn::Module> module() override { return shared_from_this(); }

 private:
  std::vector<LayerPtr> blocks_;
};

class SeaFormer final : public torch::nn::Module, public Backbone {
 public:
  explicit SeaFormer(const SeaFormerConfig& config) {
    int in = config.stem;
    for (std::size_t i = 0; i < config.groups.size(); ++i) {
      groups_.push_back(
          adopt<Layer>(*this, "smb" + std::to_string(i + 1), std::make_shared<ConvGroup>(in, config.groups[i], i == 0)));
      in = config.groups[i].back().out;
      widths_.push_back(in);
    }
    for (std::size_t j = 0; j < config.depths.size(); ++j) {
      const int dim = widths_[groups_.size() - config.depths.size() + j];
      transformers_.push_back(
          adopt<Layer>(*this, "trans" + std::to_string(j + 1),
                       std::make_shared<SeaTransformer>(dim, config.depths[j], config.keyDims[j], config.heads,
                                                        config.mlpRatios[j], static_cast<double>(config.drop_path))));
    }
  }

  std::vector<Tensor> forward(const Tensor& x, const PartHook& hook, const Parts& known) override {
    std::vector<Tensor> outputs;
    Tensor y = x;
    for (std::size_t i = 0; i < groups_.size(); ++i) {
      y = runPart("smb" + std::to_string(i + 1), *groups_[i], y, hook, known);
      if (i == 1) outputs.push_back(y);
      const std::size_t before = groups_.size() - transformers_.size();
      if (i < before) continue;
      y = runPart("trans" + std::to_string(i - before + 1), *transformers_[i - before], y, hook, known);
      outputs.push_back(y);
    }
    return outputs;
  }

  std::vector<int> channels() const override {
    std::vector<int> channels{widths_[1]};
    channels.insert(channels.end(), widths_.end() - static_cast<std::ptrdiff_t>(transformers_.size()), widths_.end());
    return channels;
  }

  void initialise(at::Generator& generator) override {
    const at::NoGradGuard noGrad;
    initDefaults(*this, generator);
    initConvNormal(*this, FanOut::perGroup, generator);
    for (const auto& part : modules())
      if (auto* position = dynamic_cast<AxialPosition*>(part.get())) position->initialise(generator);
  }
  std::shared_ptr<torch::nn::Module> module() override { return shared_from_this(); }

 private:
  std::vector<LayerPtr> groups_, transformers_;
  std::vector<int> widths_;
};

}  // namespace

SeaFormerConfig seaFormerConfig(char size) {
  SeaFormerConfig c;
  switch (size) {
    case 't':
      c.groups = {{{3, 1, 16, 1}, {3, 4, 16, 2}, {3, 3, 16, 1}},
                  {{5, 3, 32, 2}, {5, 3, 32, 1}},
                  {{3, 3, 64, 2}, {3, 3, 64, 1}},
                  {{5, 3, 128, 2}},
                  {{3, 6, 160, 2}}};
      c.depths = {2, 2}, c.keyDims = {16, 24}, c.mlpRatios = {2, 4}, c.heads = 4;
      return c;
    case 's':
      c.groups = {{{3, 1, 16, 1}, {3, 4, 24, 2}, {3, 3, 24, 1}},
                  {{5, 3, 48, 2}, {5, 3, 48, 1}},
                  {{3, 3, 96, 2}, {3, 3, 96, 1}},
                  {{5, 4, 160, 2}},
                  {{3, 6, 192, 2}}};
      c.depths = {3, 3}, c.keyDims = {16, 24}, c.mlpRatios = {2, 4}, c.heads = 6;
      return c;
    case 'b':
      c.groups = {{{3, 1, 16, 1}, {3, 4, 32, 2}, {3, 3, 32, 1}},
                  {{5, 3, 64, 2}, {5, 3, 64, 1}},
                  {{3, 3, 128, 2}, {3, 3, 128, 1}},
                  {{5, 4, 192, 2}},
                  {{3, 6, 256, 2}}};
      c.depths = {4, 4}, c.keyDims = {16, 24}, c.mlpRatios = {2, 4};
      return c;
    case 'l':
      c.stem = 32;
      c.groups = {{{3, 3, 32, 1}, {3, 4, 64, 2}, {3, 4, 64, 1}},
                  {{5, 4, 128, 2}, {5, 4, 128, 1}},
                  {{3, 4, 192, 2}, {3, 4, 192, 1}},
                  {{5, 4, 256, 2}},
                  {{3, 6, 320, 2}}};
      c.depths = {3, 3, 3}, c.keyDims = {16, 20, 24}, c.mlpRatios = {2, 4, 6};
      return c;
    default:
      throw ContractViolation(std::string("no SeaFormer of size ") + size);
  }
}

std::shared_ptr<Backbone> makeSeaFormer(const SeaFormerConfig& config) { return std::make_shared<SeaFormer>(config); }

}  // namespace ssa

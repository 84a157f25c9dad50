#include "engine/backbones/mit.h"

#include <torch/torch.h>

#include <cmath>
#include <numeric>

#include "engine/nn/conv.h"
#include "engine/nn/drop_path.h"
#include "engine/nn/init.h"
#include "engine/nn/norm.h"

namespace ssa {
namespace {

constexpr double kLayerNormEps = 1e-6;
constexpr int kMlpRatio = 4;
constexpr std::array<int, 4> kHeads{1, 2, 5, 8};
constexpr std::array<int, 4> kReduction{8, 4, 2, 1};

/// Tokens (B,h*w,C) seen as a map (B,C,h,w) in channels-last memory; nothing is copied.
Tensor asMap(const Tensor& tokens, std::int64_t h, std::int64_t w) {
  return tokens.view({tokens.size(0), h, w, tokens.size(2)}).permute({0, 3, 1, 2});
}

/// Map (B,C,h,w) -> contiguous tokens (B,h*w,C); free for channels-last maps.
Tensor asTokens(const Tensor& map) {
  return map.permute({0, 2, 3, 1}).contiguous().view({map.size(0), map.size(2) * map.size(3), map.size(1)});
}

/// The parameters of a multi-head attention under torch.nn.MultiheadAttention's names.
class AttentionWeights final : public torch::nn::Module {
 public:
  explicit AttentionWeights(int dim)
      : weight(register_parameter("in_proj_weight", at::empty({3 * dim, dim}))),
        bias(register_parameter("in_proj_bias", at::empty({3 * dim}))),
        out(adopt(*this, "out_proj", makeLinear(dim, dim))) {}

  void initialise(at::Generator& generator) {
    const double bound = std::sqrt(6.0 / static_cast<double>(weight.size(0) + weight.size(1)));  // Xavier
    weight.uniform_(-bound, bound, generator);
    bias.zero_();
  }

  Tensor weight, bias;  // queries, keys, values stacked
  LayerPtr out;
};

/// Attention of all tokens to a spatially reduced copy of themselves.
class ReducedAttention final : public torch::nn::Module {
 public:
  ReducedAttention(int dim, int heads, int reduction)
      : dim_(dim), heads_(heads), weights_(register_module("attn", std::make_shared<AttentionWeights>(dim))) {
    if (reduction == 1) return;
    reduce_ = adopt(*this, "sr", makeConv({dim, dim, reduction, reduction, 0, 1, true}));
    norm_ = adopt(*this, "norm", makeLayerNorm(dim, kLayerNormEps));
  }

  Tensor forward(const Tensor& x, std::int64_t h, std::int64_t w) {  // x (B,N,C), normed
    Tensor q, k, v;
    if (reduce_) {
      const Tensor reduced = norm_->forward(asTokens(reduce_->forward(asMap(x, h, w))));  // (B,M,C)
      q = heads(at::linear(x, weights_->weight.narrow(0, 0, dim_), weights_->bias.narrow(0, 0, dim_)), 1)[0];
      const Tensor kv =
          heads(at::linear(reduced, weights_->weight.narrow(0, dim_, 2 * dim_), weights_->bias.narrow(0, dim_, 2 * dim_)), 2);
      k = kv[0], v = kv[1];
    } else {
      const Tensor qkv = heads(at::linear(x, weights_->weight, weights_->bias), 3);
      q = qkv[0], k = qkv[1], v = qkv[2];
    }
    const Tensor mixed = at::scaled_dot_product_attention(q, k, v);   // (B,heads,N,d)
    return weights_->out->forward(mixed.transpose(1, 2).flatten(2));  // (B,N,C)
  }

 private:
  /// (B,N,parts*C) -> (parts,B,heads,N,d)
  Tensor heads(const Tensor& t, std::int64_t parts) const {
    return t.view({t.size(0), t.size(1), parts, heads_, dim_ / heads_}).permute({2, 0, 3, 1, 4});
  }

  std::int64_t dim_, heads_;
  std::shared_ptr<AttentionWeights> weights_;
  LayerPtr reduce_, norm_;
};

class MitBlock final : public torch::nn::Module {
 public:
  MitBlock(int dim, int heads, int reduction, double dropRate)
      : norm1_(adopt(*this, "norm1", makeLayerNorm(dim, kLayerNormEps))),
        attention_(register_module("attn", std::make_shared<ReducedAttention>(dim, heads, reduction))),
        norm2_(adopt(*this, "norm2", makeLayerNorm(dim, kLayerNormEps))),
        drop_rate_(dropRate) {
    const auto layers = adoptGroup(*adoptGroup(*this, "ffn"), "layers");  // 2 and 3 are GELU and dropout
    const int hidden = dim * kMlpRatio;
    first_ = adopt(*layers, "0", makeConv({dim, hidden}));
    depthwise_ = adopt(*layers, "1", makeConv({hidden, hidden, 3, 1, 1, hidden, true}));
    second_ = adopt(*layers, "4", makeConv({hidden, dim}));
  }

  Tensor forward(const Tensor& x, std::int64_t h, std::int64_t w) {  // (B,N,C)
    const Tensor y = x + dropPath(attention_->forward(norm1_->forward(x), h, w), drop_rate_, is_training());
    const Tensor hidden = depthwise_->forward(asMap(first_->forward(norm2_->forward(y)), h, w));
    return y + dropPath(second_->forward(at::gelu(asTokens(hidden))), drop_rate_, is_training());
  }

 private:
  LayerPtr norm1_;
  std::shared_ptr<ReducedAttention> attention_;
  LayerPtr norm2_, first_, depthwise_, second_;
  double drop_rate_;
};

class MitStage final : public torch::nn::Module, public Layer {
 public:
  MitStage(int in, int dim, int depth, std::size_t index, double firstRate, double rateStep) {
    const auto embed = adoptGroup(*this, "0");
    const int kernel = index == 0 ? 7 : 3;
    embed_ = adopt(*embed, "projection", makeConv({in, dim, kernel, index == 0 ? 4 : 2, kernel / 2, 1, true}));
    embed_norm_ = adopt(*embed, "norm", makeLayerNorm(dim, kLayerNormEps));
    const auto blocks = adoptGroup(*this, "1");
    for (int i = 0; i < depth; ++i)
      blocks_.push_back(blocks->register_module(
          std::to_string(i), std::make_shared<MitBlock>(dim, kHeads[index], kReduction[index], firstRate + rateStep * i)));
    norm_ = adopt(*this, "2", makeLayerNorm(dim, kLayerNormEps));
  }

  Tensor forward(const Tensor& x) override {
    const Tensor map = embed_->forward(x);
    const std::int64_t h = map.size(2), w = map.size(3);
    Tensor tokens = embed_norm_->forward(asTokens(map));
    for (const auto& block : blocks_) tokens = block->forward(tokens, h, w);
    return asMap(norm_->forward(tokens), h, w);
  }
  std::shared_ptr<torch::nn::Module> module() override { return shared_from_this(); }

 private:
  LayerPtr embed_, embed_norm_, norm_;
  std::vector<std::shared_ptr<MitBlock>> blocks_;
};

class Mit final : public torch::nn::Module, public Backbone {
 public:
  explicit Mit(const MitConfig& config) {
    const auto layers = adoptGroup(*this, "layers");
    const int blocks = std::accumulate(config.depths.begin(), config.depths.end(), 0);
    const double step = static_cast<double>(config.drop_path) / (blocks - 1);
    int in = 3, before = 0;
    for (std::size_t s = 0; s < config.depths.size(); ++s) {
      const int dim = config.width * kHeads[s];
      stages_.push_back(adopt<Layer>(*layers, std::to_string(s),
                                     std::make_shared<MitStage>(in, dim, config.depths[s], s, step * before, step)));
      channels_.push_back(dim);
      in = dim;
      before += config.depths[s];
    }
  }

  std::vector<Tensor> forward(const Tensor& x, const PartHook& hook, const Parts& known) override {
    std::vector<Tensor> outputs;
    Tensor y = x;
    for (std::size_t s = 0; s < stages_.size(); ++s) {
      y = runPart("layers." + std::to_string(s), *stages_[s], y, hook, known);
      outputs.push_back(y);
    }
    return outputs;
  }
  std::vector<int> channels() const override { return channels_; }

  void initialise(at::Generator& generator) override {
    const at::NoGradGuard noGrad;
    initDefaults(*this, generator);
    initConvNormal(*this, FanOut::perGroup, generator);
    initLinearNormal(*this, 0.02, generator);
    for (const auto& part : modules())
      if (auto* attention = dynamic_cast<AttentionWeights*>(part.get())) attention->initialise(generator);
  }
  std::shared_ptr<torch::nn::Module> module() override { return shared_from_this(); }

 private:
  std::vector<LayerPtr> stages_;
  std::vector<int> channels_;
};

}  // namespace

MitConfig mitConfig(int level) {
  static constexpr std::array<std::array<int, 4>, 6> kDepths{
      {{2, 2, 2, 2}, {2, 2, 2, 2}, {3, 4, 6, 3}, {3, 4, 18, 3}, {3, 8, 27, 3}, {3, 6, 40, 3}}};
  MitConfig config;
  config.width = level == 0 ? 32 : 64;
  config.depths = kDepths.at(static_cast<std::size_t>(level));
  return config;
}

std::shared_ptr<Backbone> makeMit(const MitConfig& config) { return std::make_shared<Mit>(config); }

}  // namespace ssa

#include "engine/heads/list.h"

#include <array>

#include "engine/heads/light_head.h"
#include "engine/heads/segformer_head.h"

namespace ssa {
namespace {

constexpr int kSegformerChannels = 256;

HeadSpec headSpec(const ModelConfig& config, const std::vector<int>& in, int defaultChannels) {
  return {in,
          {config.classifier, config.ssa, config.num_classes, config.head_channels > 0 ? config.head_channels : defaultChannels,
           config.dropout}};
}

template <int... widths>
std::shared_ptr<Head> lightHead(const ModelConfig& config, const std::vector<int>& in) {
  std::vector<int> embed{widths...};
  const HeadSpec spec = headSpec(config, in, embed.back());
  embed.back() = spec.classifier.channels;
  return makeLightHead(spec, embed);
}

std::shared_ptr<Head> segformerHead(const ModelConfig& config, const std::vector<int>& in) {
  return makeSegformerHead(headSpec(config, in, kSegformerChannels), config.plainFusion ? Fusion::plain : Fusion::normed);
}

struct HeadEntry {
  std::string_view architecture;
  std::shared_ptr<Head> (*make)(const ModelConfig& config, const std::vector<int>& in);
};
constexpr std::array kHeadList{
    HeadEntry{"seaformer_t", lightHead<64, 96>},
    HeadEntry{"seaformer_s", lightHead<96, 128>},
    HeadEntry{"seaformer_b", lightHead<128, 160>},
    HeadEntry{"seaformer_l", lightHead<128, 160, 192>},
    HeadEntry{"mit_b0", segformerHead},
    HeadEntry{"mit_b1", segformerHead},
    HeadEntry{"mit_b2", segformerHead},
    HeadEntry{"mit_b3", segformerHead},
    HeadEntry{"mit_b4", segformerHead},
    HeadEntry{"mit_b5", segformerHead},
};

}  // namespace

std::shared_ptr<Head> makeHead(const ModelConfig& config, const std::vector<int>& in) {
  for (const HeadEntry& entry : kHeadList)
    if (entry.architecture == config.architecture) return entry.make(config, in);
  return nullptr;
}

}  // namespace ssa

#include "engine/api/model_cost.h"

#include "engine/api/guard.h"
#include "engine/models/segmentor.h"

namespace ssa {

Result<std::vector<ModelStage>> modelCost(const ModelConfig& config, Size input) {
  return guarded([&]() -> Result<std::vector<ModelStage>> {
    auto model = makeSegmentor(config);
    if (!model) return std::move(model).error();
    std::vector<ModelStage> stages;
    for (StageCost& stage : countCost(**model, input))
      stages.push_back({std::move(stage.name), std::move(stage.outputShape), stage.parameters, stage.multiplyAdds});
    return stages;
  });
}

}  // namespace ssa

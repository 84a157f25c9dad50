#include "engine/api/model_cost.h"

#include <new>

#include "engine/models/segmentor.h"

namespace ssa {

Result<std::vector<ModelStage>> modelCost(const ModelConfig& config, Size input) {
  try {
    auto model = makeSegmentor(config);
    if (!model) return std::move(model).error();
    std::vector<ModelStage> stages;
    for (StageCost& stage : countCost(**model, input))
      stages.push_back({std::move(stage.name), std::move(stage.outputShape), stage.parameters, stage.multiplyAdds});
    return stages;
  } catch (const std::bad_alloc&) {
    return ErrorCode::outOfMemory;
  } catch (const std::exception& fault) {
    return Error(ErrorCode::contract, {{"reason", fault.what()}});
  }
}

}  // namespace ssa

#include "engine/api/pulls.h"

#include <torch/torch.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "engine/analysis/prototype_pull.h"
#include "engine/api/guard.h"
#include "engine/api/image_trace_impl.h"

namespace ssa {
namespace {

constexpr std::size_t kStrongest = 20;

ScoreMap mapOf(const Tensor& cells, Size size) { return toScoreMap(cells.view({1, size.height, size.width})); }

}  // namespace

Result<PullMap> pullMap(const ImageTrace& trace, int id) {
  return guarded([&]() -> Result<PullMap> {
    const ImageTrace::Impl& impl = trace.impl();
    const ImageTraceInfo& info = impl.info;
    if (!info.hasSemantic) return lacks(info, "an SSA model with a semantic branch");
    if (id < 0 || id >= info.classes)
      return Error(ErrorCode::badOption,
                   {{"option", "class"}, {"value", std::to_string(id)}, {"expected", "0.." + std::to_string(info.classes - 1)}});
    const AnalysisScope scope;
    const PrototypePull pull = prototypePull(*impl.classifier, impl.trace, id);
    PullMap map;
    map.id = id;
    map.along = mapOf(pull.along, info.cells);
    map.strength = mapOf(pull.strength, info.cells);
    map.weight = mapOf(pull.weight, info.cells);
    map.displacement = pull.displacement;
    map.cosine = pull.cosine;
    map.mass = pull.mass;

    const auto values = map.along.values();
    std::vector<int> order(values.size());
    std::iota(order.begin(), order.end(), 0);
    const auto size = [&](int cell) { return std::fabs(values[static_cast<std::size_t>(cell)]); };
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return size(a) > size(b); });
    order.resize(std::min(order.size(), kStrongest));
    std::erase_if(order, [&](int cell) { return size(cell) == 0; });
    map.strongest = std::move(order);
    return map;
  });
}

Result<std::shared_ptr<const ImageTrace>> withoutCells(const std::shared_ptr<const ImageTrace>& trace,
                                                       const std::vector<int>& vetoed) {
  return guarded([&]() -> Result<std::shared_ptr<const ImageTrace>> {
    const ImageTrace::Impl& own = trace->impl();
    if (!own.info.hasSsa) return lacks(own.info, "an SSA model");
    const std::int64_t cells = own.info.cells.area();
    const auto bad = [&](int cell) {
      return Error(ErrorCode::badOption, {{"option", "cells"},
                                          {"value", std::to_string(cell)},
                                          {"expected", "cells of 0.." + std::to_string(cells - 1) + ", not all of them"}});
    };
    const AnalysisScope scope;
    Tensor keep = at::ones({1, cells}, at::kBool);
    for (const int cell : vetoed) {
      if (cell < 0 || cell >= cells) return bad(cell);
      keep[0][cell] = false;
    }
    if (!keep.any().item<bool>()) return bad(vetoed.back());
    auto impl = std::make_unique<ImageTrace::Impl>(own);
    if (!vetoed.empty()) impl->classifier->classifier().adapt(impl->trace, keep);
    return std::shared_ptr<const ImageTrace>(std::make_shared<ImageTrace>(std::move(impl)));
  });
}

Result<VetoResult> veto(const std::shared_ptr<const ImageTrace>& trace, const std::vector<int>& vetoed) {
  auto without = withoutCells(trace, vetoed);
  if (!without) return std::move(without).error();
  return guarded([&]() -> Result<VetoResult> {
    VetoResult result;
    result.trace = std::move(*without);
    result.refined = result.trace->mask(MaskKind::refined);
    result.changed_px = countChanged(trace->mask(MaskKind::refined), result.refined);
    return result;
  });
}

}  // namespace ssa

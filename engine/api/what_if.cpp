#include "engine/api/what_if.h"

#include <torch/torch.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstring>
#include <utility>

#include "engine/analysis/row_logits.h"
#include "engine/api/guard.h"
#include "engine/api/image_trace_impl.h"

namespace ssa {
namespace {

constexpr double kMostStrength = 1.5;

std::size_t size(int n) { return static_cast<std::size_t>(n); }

Error badOption(const char* option, const std::string& value, const std::string& expected) {
  return {ErrorCode::badOption, {{"option", option}, {"value", value}, {"expected", expected}}};
}

bool finite(std::span<const float> values) {
  return std::all_of(values.begin(), values.end(), [](float value) { return std::isfinite(value); });
}

double norm(std::span<const double> v) {
  double square = 0;
  for (const double x : v) square += x * x;
  return std::sqrt(square);
}

/// Checks a patch against a model.
Result<void> check(const Patch& patch, const ImageTraceInfo& info) {
  const auto isClass = [&](int id) { return id >= 0 && id < info.classes; };
  const std::string table = "0.." + std::to_string(info.classes - 1);
  if (!patch.modelSha256.empty() && patch.modelSha256 != info.modelSha256)
    return badOption("model", info.model, "the weights that the patch was made on");
  for (const Patch::OfClass& one : patch.classes) {
    if (!isClass(one.id)) return badOption("class", std::to_string(one.id), table);
    if (!(one.strength >= 0 && one.strength <= kMostStrength))
      return badOption("strength", std::to_string(one.strength), "0..1.5");
    if (one.prototype.empty()) continue;
    if (static_cast<int>(one.prototype.size()) != info.channels || !finite(one.prototype))
      return badOption("prototype", std::to_string(one.prototype.size()) + " numbers",
                       std::to_string(info.channels) + " finite numbers");
  }
  for (const Patch::Push& push : patch.pushes) {
    if (!isClass(push.first) || !isClass(push.second) || push.first == push.second)
      return badOption("push", std::to_string(push.first) + "," + std::to_string(push.second), "two of " + table);
    if (!(push.amount >= -1 && push.amount <= 1)) return badOption("push", std::to_string(push.amount), "-1..1");
  }
  return {};
}

void push(FeatureRows& q, const Patch::Push& by) {
  float* a = q.values.data() + size(by.first) * size(q.columns);
  float* b = q.values.data() + size(by.second) * size(q.columns);
  std::vector<double> u(a, a + q.columns), v(b, b + q.columns), d(size(q.columns));
  const double na = norm(u), nb = norm(v);
  if (na == 0 || nb == 0 || by.amount == 0) return;
  for (std::size_t c = 0; c < d.size(); ++c) d[c] = u[c] / na - v[c] / nb;
  const double length = norm(d);
  if (length == 0) return;
  for (std::size_t c = 0; c < d.size(); ++c) {
    a[c] = static_cast<float>(u[c] + by.amount * na * d[c] / length);
    b[c] = static_cast<float>(v[c] - by.amount * nb * d[c] / length);
  }
}

/// Q under a patch; `fixed` is center_proj(S). Untouched rows keep their bits.
FeatureRows patchedPrototypes(const FeatureRows& own, const FeatureRows& fixed, const Patch& patch) {
  FeatureRows q = own;
  for (const Patch::OfClass& one : patch.classes) {
    float* row = q.values.data() + size(one.id) * size(q.columns);
    const float* base = fixed.row(one.id);
    const double t = one.frozen ? 0 : one.strength;
    if (!one.prototype.empty())
      std::copy(one.prototype.begin(), one.prototype.end(), row);
    else if (t == 0)
      std::copy_n(base, q.columns, row);
    else if (t != 1)
      for (int c = 0; c < q.columns; ++c)
        row[c] = static_cast<float>(base[c] + t * (static_cast<double>(own.row(one.id)[c]) - base[c]));
  }
  for (const Patch::Push& by : patch.pushes) push(q, by);
  return q;
}

std::vector<std::int64_t> changedRows(const FeatureRows& own, const FeatureRows& patched) {
  std::vector<std::int64_t> rows;
  for (int k = 0; k < own.rows; ++k)
    if (std::memcmp(own.row(k), patched.row(k), size(own.columns) * sizeof(float)) != 0) rows.push_back(k);
  return rows;
}

Tensor tensorOf(const FeatureRows& rows) {
  return at::from_blob(const_cast<float*>(rows.values.data()), {rows.rows, rows.columns}, at::TensorOptions().dtype(at::kFloat));
}

FeatureRows fixedProjection(const ImageTrace::Impl& impl) {
  return toRows(impl.classifier->classifier().project(impl.classifier->fixedPrototypes().unsqueeze(0))[0]);
}

}  // namespace

struct WhatIf::Impl {
  std::shared_ptr<const ImageTrace> trace;
  FeatureRows own;    ///< Q
  FeatureRows fixed;  ///< center_proj(S)
  RowLogits logits;
  LabelMap mask;  ///< without a patch
};

WhatIf::WhatIf(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
WhatIf::~WhatIf() = default;
const ImageTrace& WhatIf::trace() const { return *impl_->trace; }

Result<std::unique_ptr<WhatIf>> WhatIf::on(std::shared_ptr<const ImageTrace> trace) {
  return guarded([&]() -> Result<std::unique_ptr<WhatIf>> {
    const ImageTrace::Impl& t = trace->impl();
    if (!t.info.hasSsa) return lacks(t.info, "an SSA model");
    const AnalysisScope scope;
    auto impl = std::make_unique<Impl>(Impl{trace, toRows(t.trace.prototype[0]), fixedProjection(t),
                                            RowLogits(t.classifier, t.trace), t.maskOf(t.trace.logits)});
    return std::make_unique<WhatIf>(std::move(impl));
  });
}

Result<WhatIfResult> WhatIf::apply(const Patch& patch) {
  return guarded([&]() -> Result<WhatIfResult> {
    const auto start = std::chrono::steady_clock::now();
    const ImageTrace::Impl& t = impl_->trace->impl();
    SSA_TRY(check(patch, t.info));
    const AnalysisScope scope;
    WhatIfResult result;
    result.prototypes = patchedPrototypes(impl_->own, impl_->fixed, patch);
    const std::vector<std::int64_t> rows = changedRows(impl_->own, result.prototypes);
    result.changedClasses.assign(rows.begin(), rows.end());
    result.mask = rows.empty() ? impl_->mask : t.maskOf(impl_->logits.patched(tensorOf(result.prototypes), rows));
    result.changed_px = countChanged(impl_->mask, result.mask);
    result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return result;
  });
}

Result<LabelMap> predictPatched(std::shared_ptr<const Model> model, const Image8& image, const PredictOptions& options,
                                const Patch& patch, StopToken stop, ProgressSink& progress) {
  auto trace = traceImage(std::move(model), image, "", options, stop, progress);
  if (!trace) return std::move(trace).error();
  return guarded([&]() -> Result<LabelMap> {
    const ImageTrace::Impl& t = (*trace)->impl();
    if (!t.info.hasSsa) return lacks(t.info, "an SSA model");
    SSA_TRY(check(patch, t.info));
    const AnalysisScope scope;
    const FeatureRows own = toRows(t.trace.prototype[0]);
    const FeatureRows q = patchedPrototypes(own, fixedProjection(t), patch);
    const std::vector<std::int64_t> rows = changedRows(own, q);
    if (rows.empty()) return t.maskOf(t.trace.logits);
    const Tensor index = at::tensor(rows, at::kLong);
    const Tensor whole = t.classifier->classifier().cosineLogits(t.trace, tensorOf(q).unsqueeze(0), SsaClassifier::Pixels::joint);
    return t.maskOf(t.trace.logits.index_copy(1, index, whole.index_select(1, index)));
  });
}

Result<std::vector<float>> prototypeTowards(const ImageTrace& trace, int id, std::span<const int> cells,
                                            std::span<const double> weights, double amount) {
  return guarded([&]() -> Result<std::vector<float>> {
    const ImageTraceInfo& info = trace.info();
    if (!info.hasSsa) return lacks(info, "an SSA model");
    if (id < 0 || id >= info.classes) return badOption("class", std::to_string(id), "0.." + std::to_string(info.classes - 1));
    if (!(amount >= 0 && amount <= 1)) return badOption("amount", std::to_string(amount), "0..1");
    if (!weights.empty() && weights.size() != cells.size())
      return badOption("weights", std::to_string(weights.size()), std::to_string(cells.size()));
    const FeatureRows pixels = trace.features(FeatureSpace::joint);
    std::vector<double> mean(size(pixels.columns));
    for (std::size_t n = 0; n < cells.size(); ++n) {
      if (cells[n] < 0 || cells[n] >= pixels.rows)
        return badOption("cells", std::to_string(cells[n]), "0.." + std::to_string(pixels.rows - 1));
      const float* g = pixels.row(cells[n]);
      const double length = norm(std::vector<double>(g, g + pixels.columns));
      const double weight = weights.empty() ? 1 : weights[n];
      for (std::size_t c = 0; c < mean.size() && length > 0; ++c) mean[c] += weight * g[c] / length;
    }
    const double length = norm(mean);
    if (!(length > 0) || !std::isfinite(length)) return badOption("cells", "", "pixels with a direction of their own");
    auto own = trace.prototypes(PrototypeKind::joint);
    if (!own) return std::move(own).error();
    const std::vector<double> q(own->row(id), own->row(id) + own->columns);
    const double radius = norm(q);
    std::vector<double> mixed(q.size());
    for (std::size_t c = 0; c < q.size(); ++c)
      mixed[c] = (1 - amount) * (radius > 0 ? q[c] / radius : 0) + amount * mean[c] / length;
    const double scale = norm(mixed) > 0 ? (radius > 0 ? radius : 1) / norm(mixed) : 0;
    std::vector<float> moved(q.size());
    for (std::size_t c = 0; c < q.size(); ++c) moved[c] = static_cast<float>(mixed[c] * scale);
    return moved;
  });
}

}  // namespace ssa

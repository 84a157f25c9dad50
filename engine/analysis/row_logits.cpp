#include "engine/analysis/row_logits.h"

#include <torch/torch.h>

#include <utility>

#include "engine/core/result.h"

namespace ssa {
namespace {

constexpr double kCosineScale = 15;
constexpr double kTiny = 1e-12;

constexpr std::size_t kFewestRows = 8;  // shorter products go another way in the linear-algebra library

Tensor indexOf(const std::vector<std::int64_t>& rows) { return at::tensor(rows, at::kLong); }

/// The rows, the last one repeated until there are enough.
std::vector<std::int64_t> padded(std::vector<std::int64_t> rows) {
  while (rows.size() < kFewestRows) rows.push_back(rows.back());
  return rows;
}

}  // namespace

RowLogits::RowLogits(std::shared_ptr<const ClassifierCopy> classifier, SsaTrace trace)
    : classifier_(std::move(classifier)), trace_(std::move(trace)) {
  if (!classifier_->adaptive()) throw ContractViolation("row logits of a plain classifier");
  const Tensor joint = classifier_->spatialOn() ? trace_.feature + trace_.positionFeature : trace_.feature;  // (1,C,h,w)
  scale_ = (kCosineScale / (at::linalg_vector_norm(joint, 2, {1}, true) + kTiny)).flatten(2);
  pixels_ = joint.flatten(2);
  own_ = all(trace_.prototype[0])[0].flatten(1);
  logits_ = trace_.logits.contiguous().clone();
}

Tensor RowLogits::all(const Tensor& prototypes) const {
  return classifier_->classifier().cosineLogits(trace_, prototypes.unsqueeze(0), SsaClassifier::Pixels::joint);
}

Tensor RowLogits::few(const Tensor& prototypes, const std::vector<std::int64_t>& rows) const {
  const Tensor q = prototypes.unsqueeze(0);                                    // (1,K,C)
  const Tensor unit = q / (at::linalg_vector_norm(q, 2, {-1}, true) + kTiny);  // (1,K,C)
  const Tensor raw = at::bmm(unit.index_select(1, indexOf(padded(rows))), pixels_);
  return (raw * scale_)[0].narrow(0, 0, static_cast<std::int64_t>(rows.size()));  // (rows,N)
}

Tensor RowLogits::patched(const Tensor& prototypes, const std::vector<std::int64_t>& rows) {
  Tensor flat = logits_[0].flatten(1);                            // (K,N), a view
  const Tensor model = trace_.logits.contiguous()[0].flatten(1);  // (K,N)
  for (const std::int64_t row : held_) flat[row].copy_(model[row]);
  held_ = rows;
  if (rows.empty()) return logits_;
  const Tensor index = indexOf(rows);
  if (rows != verified_ && rows != refused_)
    (at::equal(few(trace_.prototype[0], rows), own_.index_select(0, index)) ? verified_ : refused_) = rows;
  short_ = rows == verified_;
  const Tensor values = short_ ? few(prototypes, rows) : all(prototypes)[0].flatten(1).index_select(0, index);
  flat.index_copy_(0, index, values);
  return logits_;
}

}  // namespace ssa

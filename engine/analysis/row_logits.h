#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "engine/analysis/classifier_copy.h"
#include "engine/models/ssa_trace.h"
#include "engine/tensor/tensor.h"

namespace ssa {

/// Rows of the refined logits for other prototypes, of one picture. Row k depends on Q_k alone.
///
/// A product of a few rows is used only after the same product with the unpatched rows has given the whole product's
/// bits: the order of its additions depends on shapes, not on values. Otherwise the whole product is computed.
class RowLogits {
 public:
  RowLogits(std::shared_ptr<const ClassifierCopy> classifier, SsaTrace trace);

  /// All rows (1,K,h,w) of prototypes Q (K,C), as the head computes them.
  Tensor all(const Tensor& prototypes) const;
  /// The logits with `rows` (ascending) taken from `prototypes` (K,C), the others from the picture's own: (1,K,h,w).
  Tensor patched(const Tensor& prototypes, const std::vector<std::int64_t>& rows);
  /// Whether the last `patched` took the short way.
  bool wasShort() const { return short_; }

 private:
  Tensor few(const Tensor& prototypes, const std::vector<std::int64_t>& rows) const;

  std::shared_ptr<const ClassifierCopy> classifier_;
  SsaTrace trace_;
  Tensor pixels_;                       // G (1,C,N)
  Tensor scale_;                        // 15/|G| (1,1,N)
  Tensor own_;                          // all(Q) (K,N), what a short product has to reproduce
  Tensor logits_;                       // the patched logits of the last call (1,K,h,w)
  std::vector<std::int64_t> held_;      // rows of logits_ that are not the picture's own
  std::vector<std::int64_t> verified_;  // rows whose short product equals the whole one
  std::vector<std::int64_t> refused_;   // rows whose short product does not
  bool short_ = false;
};

}  // namespace ssa

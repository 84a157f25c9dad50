#include "engine/cuda/upsample_loss.h"

#include <algorithm>
#include <array>

#include "engine/cuda/instruction_set.h"
#include "engine/cuda/parallel.h"
#include "engine/cuda/plane_loss.h"
#include "engine/cuda/upsample_loss_parts.h"

namespace ssa::cuda {
namespace {

const LossKernels& chosen() {
#if defined(__x86_64__)
  if (instructionSet() == InstructionSet::avx512) return avx512LossKernels();
  if (instructionSet() == InstructionSet::avx2) return avx2LossKernels();
#endif
  return baselineLossKernels();
}

}  // namespace

void upsampleLoss(const UpsampleLossInput<float>& in, UpsampleLossOutput<float>& out, int threads) {
  checkUpsampleLoss(in);
  const auto counts = countLabels(in.labels, in.batch, static_cast<std::int64_t>(in.label_height) * in.label_width, in.classes);
  const LossAxis rows(in.height, in.label_height, in.align_corners), cols(in.width, in.label_width, in.align_corners);
  // Sums are kept per image and added in order, so the result does not depend on the number of threads.
  std::vector<UpsampleLossOutput<float>> parts(at(in.batch), out);
  parallelChunks(in.batch, threads, [&](int begin, int end) {
    PlaneLoss image(in, rows, cols, chosen());
    for (int b = begin; b < end; ++b) image.run(b, counts[at(b)], parts[at(b)]);
  });
  out.cross_entropy = out.dice_loss = 0;
  out.valid = out.correct = out.dice_pairs = 0;
  for (const UpsampleLossOutput<float>& part : parts) {
    out.cross_entropy += part.cross_entropy;
    out.dice_loss += part.dice_loss;
    out.valid += part.valid;
    out.correct += part.correct;
    out.dice_pairs += part.dice_pairs;
  }
}

}  // namespace ssa::cuda

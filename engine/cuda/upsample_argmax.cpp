#include "engine/cuda/upsample_argmax.h"

#include <array>
#include <new>

#include "engine/core/label_map.h"
#include "engine/core/result.h"
#include "engine/cuda/plugin.h"
#include "engine/cuda/upsample_argmax_cpu.h"
#include "engine/cuda/upsample_kernels.h"

namespace ssa::cuda {
namespace {

void checkAxis(const AxisTaps* taps, int source, int outputs) {
  if (!taps || taps->taps < 1 || taps->outputs != outputs) throw ContractViolation("upsampleArgmax: views of different size");
  const std::size_t expected = static_cast<std::size_t>(outputs) * static_cast<std::size_t>(taps->taps);
  if (taps->index.size() != expected || taps->weight.size() != expected)
    throw ContractViolation("upsampleArgmax: incomplete taps");
  for (const std::int32_t index : taps->index)
    if (index < 0 || index >= source) throw ContractViolation("upsampleArgmax: a tap reads outside the logits");
}

void runOnDevice(std::span<const LogitView> views, int classes, const PixelOutputs& outputs, Stream stream) {
  const Operations* device = operations();
  if (!device) throw DeviceError(pluginReason());
  std::array<char, 256> message{};
  const int status = device->upsampleArgmax(views.data(), static_cast<int>(views.size()), classes, &outputs, stream,
                                            message.data(), static_cast<int>(message.size()));
  if (status == 2) throw std::bad_alloc();
  if (status != 0) throw DeviceError(message.data());
}

}  // namespace

void upsampleArgmax(const float* logits, int classes, int height, int width, const AxisTaps& rows, const AxisTaps& cols,
                    const PixelOutputs& outputs, int threads, Stream stream) {
  const LogitView view{logits, height, width, &rows, &cols};
  upsampleArgmaxMean({&view, 1}, classes, outputs, threads, stream);
}

void upsampleArgmaxMean(std::span<const LogitView> views, int classes, const PixelOutputs& outputs, int threads, Stream stream) {
  if (views.empty() || !views[0].rows || !views[0].cols) throw ContractViolation("upsampleArgmax: no view");
  if (classes < 1 || classes > kMaxClasses) throw ContractViolation("upsampleArgmax: 1 to 255 classes");
  for (const LogitView& view : views) {
    if (!view.logits || view.height < 1 || view.width < 1) throw ContractViolation("upsampleArgmax: empty logits");
    checkAxis(view.rows, view.height, views[0].rows->outputs);
    checkAxis(view.cols, view.width, views[0].cols->outputs);
  }
  if (!outputs.labels && outputs.labelsOnly()) return;
  if (stream.device >= 0)
    runOnDevice(views, classes, outputs, stream);
  else
    upsampleArgmaxCpu(views, classes, outputs, threads, chosenKernels());
}

const char* kernelInstructionSet() { return chosenKernels().name; }

}  // namespace ssa::cuda

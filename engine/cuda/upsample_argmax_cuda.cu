// Kernel and launcher of upsampleArgmaxMean on a device; the twin is upsample_argmax_cpu.cpp.
#include <cuda_runtime.h>

#include <climits>
#include <cstdio>
#include <new>
#include <vector>

#include "engine/cuda/plugin.h"
#include "engine/cuda/tsne_cuda.h"

namespace ssa::cuda {
namespace {

constexpr int kBlockX = 32, kBlockY = 8, kThreads = kBlockX * kBlockY;
constexpr int kMaskWords = 8;    // 256 classes
constexpr int kPruneCells = 64;  // larger footprints are not worth the sweep

struct DeviceAxis {
  const int* index;
  const float* weight;
  int taps;
};
struct DeviceView {
  const float* logits;
  int height, width;
  DeviceAxis rows, cols;
};
struct DeviceOutputs {
  unsigned char* labels;
  float *confidence, *entropy, *margin, *probabilities;
};

__device__ float interpolate(const DeviceView& v, int k, int y, int x) {
  const float* plane = v.logits + static_cast<size_t>(k) * v.height * v.width;
  float value = 0;
  for (int j = 0; j < v.cols.taps; ++j) {
    const float wx = v.cols.weight[x * v.cols.taps + j];
    if (!(wx > 0)) continue;
    float column = 0;
    for (int i = 0; i < v.rows.taps; ++i) {
      const float wy = v.rows.weight[y * v.rows.taps + i];
      if (wy > 0) column += wy * plane[v.rows.index[y * v.rows.taps + i] * v.width + v.cols.index[x * v.cols.taps + j]];
    }
    value += wx * column;
  }
  return value;
}

__device__ void spanOf(const DeviceAxis& axis, int begin, int end, int* first, int* last) {
  *first = INT_MAX;
  *last = -1;
  for (int i = begin * axis.taps; i < end * axis.taps; ++i) {
    if (!(axis.weight[i] > 0)) continue;
    *first = min(*first, axis.index[i]);
    *last = max(*last, axis.index[i]);
  }
}

// Bit k of `mask` is set when class k can win somewhere in this block's outputs.
__device__ void candidates(const DeviceView& v, int classes, int height, int width, unsigned* mask) {
  __shared__ float best[kThreads];
  __shared__ int span[4];
  const int t = threadIdx.y * kBlockX + threadIdx.x;
  if (t < kMaskWords) mask[t] = 0;
  if (t == 0) {
    const int y0 = blockIdx.y * kBlockY, x0 = blockIdx.x * kBlockX;
    spanOf(v.rows, y0, min(y0 + kBlockY, height), &span[0], &span[1]);
    spanOf(v.cols, x0, min(x0 + kBlockX, width), &span[2], &span[3]);
  }
  __syncthreads();
  const int rows = span[1] - span[0] + 1, cols = span[3] - span[2] + 1;
  const bool prune = rows * cols <= kPruneCells;
  float high = -INFINITY, low = INFINITY;
  if (prune && t < classes) {
    const float* plane = v.logits + (static_cast<size_t>(t) * v.height + span[0]) * v.width + span[2];
    for (int y = 0; y < rows; ++y) {
      for (int x = 0; x < cols; ++x) {
        const float value = plane[y * v.width + x];
        high = fmaxf(high, value);
        low = fminf(low, value);
      }
    }
  }
  best[t] = t < classes && prune ? low : -INFINITY;
  __syncthreads();
  for (int half = kThreads / 2; half > 0; half /= 2) {
    if (t < half) best[t] = fmaxf(best[t], best[t + half]);
    __syncthreads();
  }
  if (t < classes && !(prune && high < best[0])) atomicOr(&mask[t / 32], 1U << (t % 32));
  __syncthreads();
}

__global__ __launch_bounds__(kThreads) void labelKernel(DeviceView v, int classes, int height, int width, unsigned char* labels) {
  __shared__ unsigned mask[kMaskWords];
  candidates(v, classes, height, width, mask);
  const int x = blockIdx.x * kBlockX + threadIdx.x, y = blockIdx.y * kBlockY + threadIdx.y;
  if (x >= width || y >= height) return;
  float best = -INFINITY;
  int label = 0;
  for (int word = 0; word < kMaskWords; ++word) {
    for (unsigned bits = mask[word]; bits; bits &= bits - 1) {
      const int k = word * 32 + __ffs(bits) - 1;
      const float value = interpolate(v, k, y, x);
      if (value > best) {
        best = value;
        label = k;
      }
    }
  }
  labels[static_cast<size_t>(y) * width + x] = static_cast<unsigned char>(label);
}

constexpr int kMaxViews = 32;

__global__ __launch_bounds__(kThreads) void scoreKernel(const DeviceView* views, int count, int classes, int height, int width,
                                                        DeviceOutputs out) {
  const int x = blockIdx.x * kBlockX + threadIdx.x, y = blockIdx.y * kBlockY + threadIdx.y;
  if (x >= width || y >= height) return;
  float top[kMaxViews], total[kMaxViews];
  for (int n = 0; n < count; ++n) {
    top[n] = -INFINITY;
    total[n] = 0;
    for (int k = 0; k < classes; ++k) {
      const float value = interpolate(views[n], k, y, x);
      if (value > top[n]) {
        total[n] *= expf(top[n] - value);
        top[n] = value;
      }
      total[n] += expf(value - top[n]);
    }
  }
  float first = -1, second = 0, entropy = 0;
  int label = 0;
  const size_t area = static_cast<size_t>(height) * width, pixel = static_cast<size_t>(y) * width + x;
  for (int k = 0; k < classes; ++k) {
    float p = 0;
    for (int n = 0; n < count; ++n) p += expf(interpolate(views[n], k, y, x) - top[n]) / total[n];
    p /= static_cast<float>(count);
    if (p > first) {
      second = k > 0 ? first : 0;
      first = p;
      label = k;
    } else if (p > second) {
      second = p;
    }
    if (p > 0) entropy -= p * logf(p);
    if (out.probabilities) out.probabilities[k * area + pixel] = p;
  }
  if (out.labels) out.labels[pixel] = static_cast<unsigned char>(label);
  if (out.confidence) out.confidence[pixel] = first;
  if (out.margin) out.margin[pixel] = first - second;
  if (out.entropy)
    out.entropy[pixel] = classes > 1 ? fminf(fmaxf(entropy / logf(static_cast<float>(classes)), 0.0F), 1.0F) : 0.0F;
}

// Device memory of one call; the first failure is kept and later steps do nothing.
class Call {
 public:
  explicit Call(cudaStream_t stream) : stream_(stream) {}
  ~Call() {
    for (void* block : blocks_) cudaFree(block);
  }
  template <class T>
  T* room(size_t count) {
    void* block = nullptr;
    if (good(cudaMalloc(&block, count * sizeof(T)))) blocks_.push_back(block);
    return static_cast<T*>(block);
  }
  template <class T>
  T* upload(const T* host, size_t count) {
    T* device = room<T>(count);
    if (device) good(cudaMemcpyAsync(device, host, count * sizeof(T), cudaMemcpyHostToDevice, stream_));
    return device;
  }
  template <class T>
  void download(T* host, const T* device, size_t count) {
    if (host && ok()) good(cudaMemcpyAsync(host, device, count * sizeof(T), cudaMemcpyDeviceToHost, stream_));
  }
  bool good(cudaError_t error) {
    if (error_ == cudaSuccess) error_ = error;
    return error == cudaSuccess;
  }
  bool ok() const { return error_ == cudaSuccess; }
  cudaError_t finish() {
    good(cudaStreamSynchronize(stream_));
    return error_;
  }

 private:
  cudaStream_t stream_;
  cudaError_t error_ = cudaSuccess;
  std::vector<void*> blocks_;
};

bool onDevice(const void* pointer) {
  cudaPointerAttributes attributes{};
  if (cudaPointerGetAttributes(&attributes, pointer) != cudaSuccess) {
    cudaGetLastError();
    return false;
  }
  return attributes.type == cudaMemoryTypeDevice || attributes.type == cudaMemoryTypeManaged;
}

DeviceAxis upload(Call& call, const AxisTaps& taps) {
  return {call.upload(taps.index.data(), taps.index.size()), call.upload(taps.weight.data(), taps.weight.size()), taps.taps};
}

cudaError_t run(const LogitView* views, int count, int classes, const PixelOutputs& outputs, Stream stream) {
  if (const cudaError_t chosen = cudaSetDevice(stream.device); chosen != cudaSuccess) return chosen;
  const auto handle = static_cast<cudaStream_t>(stream.handle);
  Call call(handle);
  const int height = views[0].rows->outputs, width = views[0].cols->outputs;
  const size_t area = static_cast<size_t>(height) * width;
  std::vector<DeviceView> device;
  for (int n = 0; n < count; ++n) {
    const LogitView& view = views[n];
    const size_t size = static_cast<size_t>(classes) * view.height * view.width;
    const float* logits = onDevice(view.logits) ? view.logits : call.upload(view.logits, size);
    device.push_back({logits, view.height, view.width, upload(call, *view.rows), upload(call, *view.cols)});
  }
  DeviceOutputs out{};
  if (outputs.labels) out.labels = call.room<unsigned char>(area);
  if (outputs.confidence) out.confidence = call.room<float>(area);
  if (outputs.entropy) out.entropy = call.room<float>(area);
  if (outputs.margin) out.margin = call.room<float>(area);
  if (outputs.probabilities) out.probabilities = call.room<float>(area * classes);
  const dim3 block(kBlockX, kBlockY), grid((width + kBlockX - 1) / kBlockX, (height + kBlockY - 1) / kBlockY);
  if (count == 1 && outputs.labelsOnly()) {
    if (call.ok()) labelKernel<<<grid, block, 0, handle>>>(device[0], classes, height, width, out.labels);
  } else {
    const DeviceView* list = call.upload(device.data(), device.size());
    if (call.ok()) scoreKernel<<<grid, block, 0, handle>>>(list, count, classes, height, width, out);
  }
  if (call.ok()) call.good(cudaGetLastError());
  call.download(outputs.labels, out.labels, area);
  call.download(outputs.confidence, out.confidence, area);
  call.download(outputs.entropy, out.entropy, area);
  call.download(outputs.margin, out.margin, area);
  call.download(outputs.probabilities, out.probabilities, area * classes);
  return call.finish();
}

int upsampleArgmaxDevice(const LogitView* views, int count, int classes, const PixelOutputs* outputs, Stream stream,
                         char* message, int messageBytes) {
  cudaError_t error = count <= kMaxViews ? cudaSuccess : cudaErrorInvalidValue;
  try {
    if (error == cudaSuccess) error = run(views, count, classes, *outputs, stream);
  } catch (const std::bad_alloc&) {
    error = cudaErrorMemoryAllocation;
  }
  if (error == cudaSuccess) return 0;
  std::snprintf(message, static_cast<size_t>(messageBytes), "%s", cudaGetErrorString(error));
  cudaGetLastError();
  return error == cudaErrorMemoryAllocation ? 2 : 1;
}

int deviceMemory(int device, size_t* free, size_t* total) {
  if (cudaSetDevice(device) != cudaSuccess) return 1;
  return cudaMemGetInfo(free, total) == cudaSuccess ? 0 : 1;
}

}  // namespace
}  // namespace ssa::cuda

extern "C" __attribute__((visibility("default"))) const ssa::cuda::Operations* ssa_cuda_operations() {
  static const ssa::cuda::Operations table{ssa::cuda::Operations::kVersion, ssa::cuda::upsampleArgmaxDevice,
                                           ssa::cuda::deviceMemory,        ssa::cuda::tsneOpenOnDevice,
                                           ssa::cuda::tsneForcesOnDevice,  ssa::cuda::tsneCloseOnDevice};
  return &table;
}

// Kernels and launcher of TsneDevice; the twins are in tsne_kernels.inl.
#include <cuda_runtime.h>

#include <cstdio>
#include <new>

#include "engine/cuda/tsne_cuda.h"

namespace ssa::cuda {
namespace {

constexpr int kThreads = 256, kWarp = 32;

// A warp per point, its lanes over the point's edges.
template <int D>
__global__ __launch_bounds__(kThreads) void attractKernel(const float* map, const long long* start, const int* to,
                                                          const float* weight, int count, float* force) {
  const int i = (blockIdx.x * kThreads + threadIdx.x) / kWarp, lane = threadIdx.x % kWarp;
  if (i >= count) return;
  float own[D], total[D] = {};
  for (int d = 0; d < D; ++d) own[d] = map[static_cast<size_t>(i) * D + d];
  for (long long e = start[i] + lane; e < start[i + 1]; e += kWarp) {
    float difference[D], squared = 1.0F;
    for (int d = 0; d < D; ++d) {
      difference[d] = own[d] - map[static_cast<size_t>(to[e]) * D + d];
      squared += difference[d] * difference[d];
    }
    const float pull = weight[e] / squared;
    for (int d = 0; d < D; ++d) total[d] += pull * difference[d];
  }
  for (int d = 0; d < D; ++d)
    for (int half = kWarp / 2; half > 0; half /= 2) total[d] += __shfl_down_sync(0xFFFFFFFFU, total[d], half);
  if (lane == 0)
    for (int d = 0; d < D; ++d) force[static_cast<size_t>(i) * D + d] = total[d];
}

// A thread per point, all others by tiles through shared memory; the sums of a tile are added up apart, as in the twin.
template <int D>
__global__ __launch_bounds__(kThreads) void repelKernel(const float* map, int count, float* force, float* mass) {
  __shared__ float tile[kThreads * D];
  const int i = blockIdx.x * kThreads + threadIdx.x;
  float own[D] = {}, total[D + 1] = {};
  if (i < count)
    for (int d = 0; d < D; ++d) own[d] = map[static_cast<size_t>(i) * D + d];
  for (int from = 0; from < count; from += kThreads) {
    const int width = min(kThreads, count - from);
    __syncthreads();
    for (int k = threadIdx.x; k < width * D; k += kThreads) tile[k] = map[static_cast<size_t>(from) * D + k];
    __syncthreads();
    float part[D + 1] = {};
    for (int j = 0; j < width; ++j) {
      float difference[D], squared = 1.0F;
      for (int d = 0; d < D; ++d) {
        difference[d] = own[d] - tile[j * D + d];
        squared += difference[d] * difference[d];
      }
      const float weight = __fdividef(1.0F, squared), push = weight * weight;
      for (int d = 0; d < D; ++d) part[d] += push * difference[d];
      part[D] += weight;
    }
    for (int d = 0; d <= D; ++d) total[d] += part[d];
  }
  if (i >= count) return;
  for (int d = 0; d < D; ++d) force[static_cast<size_t>(i) * D + d] = total[d];
  mass[i] = total[D];
}

// Device memory of one embedding; the first failure is kept and later steps do nothing.
struct Forces {
  int device = 0, count = 0, dimensions = 0;
  cudaStream_t stream = nullptr;
  cudaError_t error = cudaSuccess;
  long long* start = nullptr;
  int* to = nullptr;
  float *weight = nullptr, *map = nullptr, *attraction = nullptr, *repulsion = nullptr, *mass = nullptr;

  ~Forces() {
    for (void* block : {static_cast<void*>(start), static_cast<void*>(to), static_cast<void*>(weight), static_cast<void*>(map),
                        static_cast<void*>(attraction), static_cast<void*>(repulsion), static_cast<void*>(mass)})
      cudaFree(block);
  }
  bool good(cudaError_t one) {
    if (error == cudaSuccess) error = one;
    return error == cudaSuccess;
  }
  template <class T>
  void room(T*& block, size_t values) {
    if (error == cudaSuccess) good(cudaMalloc(&block, values * sizeof(T)));
  }
  void copy(void* into, const void* from, size_t bytes, cudaMemcpyKind kind) {
    if (error == cudaSuccess) good(cudaMemcpyAsync(into, from, bytes, kind, stream));
  }
};

template <int D>
void launch(Forces& f) {
  const int points = (f.count + kThreads - 1) / kThreads;
  const int warps = static_cast<int>((static_cast<long long>(f.count) * kWarp + kThreads - 1) / kThreads);
  attractKernel<D><<<warps, kThreads, 0, f.stream>>>(f.map, f.start, f.to, f.weight, f.count, f.attraction);
  f.good(cudaGetLastError());
  repelKernel<D><<<points, kThreads, 0, f.stream>>>(f.map, f.count, f.repulsion, f.mass);
  f.good(cudaGetLastError());
}

int answer(cudaError_t error, char* message, int messageBytes) {
  if (error == cudaSuccess) return 0;
  std::snprintf(message, static_cast<size_t>(messageBytes), "%s", cudaGetErrorString(error));
  cudaGetLastError();
  return error == cudaErrorMemoryAllocation ? 2 : 1;
}

}  // namespace

int tsneOpenOnDevice(const TsneEdges* edges, int count, int dimensions, Stream stream, void** handle, char* message,
                     int messageBytes) {
  static_assert(sizeof(long long) == sizeof(std::int64_t));
  auto* const f = new (std::nothrow) Forces;
  if (!f) return answer(cudaErrorMemoryAllocation, message, messageBytes);
  f->device = stream.device;
  f->stream = static_cast<cudaStream_t>(stream.handle);
  f->count = count;
  f->dimensions = dimensions;
  f->good(cudaSetDevice(f->device));
  const size_t points = static_cast<size_t>(count), coordinates = points * dimensions;
  const size_t all = static_cast<size_t>(edges->start[count]);
  f->room(f->start, points + 1);
  f->room(f->to, all);
  f->room(f->weight, all);
  f->room(f->map, coordinates);
  f->room(f->attraction, coordinates);
  f->room(f->repulsion, coordinates);
  f->room(f->mass, points);
  f->copy(f->start, edges->start, (points + 1) * sizeof(long long), cudaMemcpyHostToDevice);
  f->copy(f->to, edges->to, all * sizeof(int), cudaMemcpyHostToDevice);
  f->copy(f->weight, edges->weight, all * sizeof(float), cudaMemcpyHostToDevice);
  if (f->error == cudaSuccess) f->good(cudaStreamSynchronize(f->stream));
  const cudaError_t error = f->error;
  if (error == cudaSuccess)
    *handle = f;
  else
    delete f;
  return answer(error, message, messageBytes);
}

int tsneForcesOnDevice(void* handle, const float* map, float* attraction, float* repulsion, float* mass, char* message,
                       int messageBytes) {
  Forces& f = *static_cast<Forces*>(handle);
  const size_t points = static_cast<size_t>(f.count), bytes = points * f.dimensions * sizeof(float);
  f.good(cudaSetDevice(f.device));
  f.copy(f.map, map, bytes, cudaMemcpyHostToDevice);
  if (f.error == cudaSuccess) f.dimensions == 2 ? launch<2>(f) : launch<3>(f);
  f.copy(attraction, f.attraction, bytes, cudaMemcpyDeviceToHost);
  f.copy(repulsion, f.repulsion, bytes, cudaMemcpyDeviceToHost);
  f.copy(mass, f.mass, points * sizeof(float), cudaMemcpyDeviceToHost);
  f.good(cudaStreamSynchronize(f.stream));
  return answer(f.error, message, messageBytes);
}

void tsneCloseOnDevice(void* handle) { delete static_cast<Forces*>(handle); }

}  // namespace ssa::cuda

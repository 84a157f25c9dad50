#pragma once

#include <cstdint>
#include <vector>

namespace ssa::cuda {

/// Charges reach kMeshOrder nodes a side: B-splines of that order (of degree 7).
inline constexpr int kMeshOrder = 8;
/// Nodes below the one left of a point that its spline touches.
inline constexpr int kMeshBefore = kMeshOrder / 2 - 1;

/// A rectangle of nodes over a two-dimensional map; node (x, y) lies at x × height + y.
struct TsneMesh {
  int width = 0, height = 0;  ///< multiples of 16
  float originX = 0, originY = 0;
  float spacing = 1;
};

/// A Fourier transform of `length` = a product of 2, 3, 4 and 5, as passes with their twiddles.
struct FourierPlan {
  int length = 0;
  std::vector<int> radices;      ///< 4 first where it divides
  std::vector<float> twiddles;   ///< per pass and p < remaining / radix: (radix - 1) pairs cos, sin
  std::vector<float> halfTurns;  ///< cos and sin of pi x / (2 length), x < length: the weights of the right-angle convolution
};
FourierPlan fourierPlan(int length);

/// The inner loops of the particle mesh, compiled once per instruction set; every transform runs for `lanes` rows at a time.
///
/// The convolution of real nodes with a symmetric kernel is linear, not cyclic: along x by the right-angle trick (complex
/// length `width`, no padding), along y by padding to twice the height.
/// Source: Essmann et al. 1995 (smooth particle mesh Ewald); Crandall and Fagin 1994 (right-angle convolution).
struct TsneMeshKernels {
  int lanes;
  /// Adds a unit charge per named point to `nodes`.
  void (*spread)(const float* map, const std::int32_t* ids, int count, const TsneMesh& mesh, float* nodes);
  /// mass = potential at each named point, force = -1/2 of its gradient; both indexed by id.
  void (*gather)(const float* map, const std::int32_t* ids, int count, const TsneMesh& mesh, const float* potential, float* force,
                 float* mass);
  /// Columns [block × lanes, (block + 1) × lanes) of y: nodes -> spectrum along x.
  void (*intoX)(const TsneMesh& mesh, const FourierPlan& alongX, int block, const float* nodes, float* re, float* im,
                float* scratch);
  /// Rows [block × lanes, …) of the spectrum along x, in place: into y, times `response`, out of y. `response` holds `lanes`
  /// values for each of height + 1 frequencies, blocks one after the other.
  void (*throughY)(const TsneMesh& mesh, const FourierPlan& alongY, int block, const float* response, float* re, float* im,
                   float* scratch);
  /// The reverse of intoX.
  void (*outOfX)(const TsneMesh& mesh, const FourierPlan& alongX, int block, const float* re, const float* im, float* nodes,
                 float* scratch);

  /// Floats of 64-byte aligned scratch that a transform of `length` needs.
  std::int64_t scratchFloats(int length) const { return static_cast<std::int64_t>(length) * 4 * lanes; }
};

/// The one for the running processor.
const TsneMeshKernels& tsneMeshKernels();

const TsneMeshKernels& baselineTsneMeshKernels();
#if defined(__x86_64__)
const TsneMeshKernels& avx2TsneMeshKernels();
const TsneMeshKernels& avx512TsneMeshKernels();
#endif

}  // namespace ssa::cuda

#pragma once

#include <cstdint>
#include <list>
#include <vector>

#include "engine/cuda/tsne_mesh_kernels.h"
#include "engine/embedding/team.h"

namespace ssa {

/// Repulsion of a two-dimensional map through one potential on a mesh of fixed spacing: with phi(y) = sum_j 1 / (1 + |y - y_j|²)
/// the force sum_j w_ij² (y_i - y_j) is -1/2 of its gradient, and the normaliser is the sum of phi over the points. Charges go
/// to the nodes by B-splines of order 8, the kernel is the cardinal spline interpolant of 1 / (1 + d²), and the gradient is the
/// spline's own. The mesh grows with the map; spectra of the kernel are kept per size.
///
/// Mesh and results depend on the map alone, never on the thread count or on earlier maps. Past 4,096 nodes a side the spacing
/// grows instead.
/// Source: the potential form after Linderman et al. 2019; the splines after Essmann et al. 1995.
class MeshRepulsion {
 public:
  MeshRepulsion(double spacing, Team& team) : spacing_(static_cast<float>(spacing)), team_(team) {}

  /// force_i (N×2) and mass_i (N), the point's own share of about 1 included, as cuda::TsneKernels::repel2 gives them.
  void compute(const float* map, int count, float* force, float* mass);

  const cuda::TsneMesh& mesh() const { return mesh_; }

 private:
  struct Response {
    int width, height;
    float spacing;
    std::vector<float> values;
  };

  void lay(const float* map, int count);
  void sortIntoBands(const float* map, int count);
  const std::vector<float>& response();
  const cuda::FourierPlan& plan(int length);

  float spacing_;
  Team& team_;
  cuda::TsneMesh mesh_;
  std::vector<Response> responses_;
  std::list<cuda::FourierPlan> plans_;
  std::vector<float> nodes_, re_, im_;
  std::vector<std::vector<float>> scratch_;
  std::vector<std::int32_t> band_, order_;
  std::vector<int> bandStart_;
};

/// Fourier response (blocks of `lanes` frequencies along x, each with height + 1 along y) of the kernel on the mesh, divided by
/// the splines' own and by the transforms' lengths.
std::vector<float> meshResponse(const cuda::TsneMesh& mesh, int lanes);

}  // namespace ssa

#pragma once

#include <memory>
#include <vector>

#include "engine/core/result.h"
#include "engine/cuda/tsne_device.h"
#include "engine/embedding/affinities.h"
#include "engine/embedding/force_check.h"
#include "engine/embedding/mesh_repulsion.h"
#include "engine/embedding/team.h"

namespace ssa {

/// What a descent needs besides affinities and first positions; no automatic values any more.
struct DescentSettings {
  int dimensions = 2;
  double learningRate = 200;
  double exaggeration = 12;
  int exaggerationIterations = 250;
  bool mesh = false;  ///< two dimensions only
  double meshSpacing = 0.35;
  cuda::Stream stream;  ///< on a device: exact forces there, no mesh
};

/// Gradient descent of KL(P || Q) over the positions of a map, with momentum (0.5 while exaggerated, then 0.8) and a gain per
/// coordinate (+0.2 where the gradient turned, × 0.8 where not, at least 0.01).
///
/// gradient_i = 4 × (exaggeration × sum_j p_ij w_ij (y_i - y_j) - sum_j w_ij² (y_i - y_j) / Z), Z = sum over pairs of w.
/// The schedule depends on the iteration alone, so a descent that pauses goes on exactly as if it had not.
/// Source: van der Maaten and Hinton 2008, equation 5; gains after Jacobs 1988.
class TsneDescent {
 public:
  /// ContractViolation where the positions do not fit the affinities; of a device also std::bad_alloc and DeviceError.
  TsneDescent(Affinities affinities, std::vector<float> map, const DescentSettings& settings, Team& team);

  /// One iteration. Errors: badOption where the step was so long that positions left all bounds.
  Result<void> step();
  /// KL of the present map with the normaliser that the next step uses (the mesh's where there is one).
  double divergence();
  /// KL of the present map with the normaliser over all pairs.
  double exactDivergence() const;
  /// The gradient of the present map, N×dimensions, without exaggeration.
  std::vector<float> gradient();
  /// Compares the mesh's forces of the present map with those over all pairs; `step` does so every 100 iterations. Nothing
  /// happens without a mesh.
  void watchForces();
  /// The newest comparison, and the largest error of all; sample 0 before the first and without a mesh.
  const ForceCheck& forceCheck() const { return force_check_; }
  double worstForceError() const { return worst_force_error_; }
  int worstForceIteration() const { return worst_force_iteration_; }

  int iteration() const { return iteration_; }
  int count() const { return static_cast<int>(affinities_.count); }
  const std::vector<float>& map() const { return map_; }
  const Affinities& affinities() const { return affinities_; }

 private:
  void findForces();
  double logDistances() const;

  Affinities affinities_;
  DescentSettings settings_;
  Team& team_;
  std::unique_ptr<MeshRepulsion> mesh_;
  std::unique_ptr<cuda::TsneDevice> device_;
  std::vector<float> map_, velocity_, gains_;
  std::vector<float> attraction_, repulsion_, mass_;
  double normaliser_ = 0;
  bool forces_found_ = false;  ///< those of map_
  int iteration_ = 0;
  ForceCheck force_check_;
  double worst_force_error_ = 0;
  int worst_force_iteration_ = 0;
};

}  // namespace ssa

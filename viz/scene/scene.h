#pragma once

#include <array>
#include <functional>
#include <memory>
#include <optional>

#include "engine/core/geometry.h"
#include "viz/scene/legend.h"
#include "viz/scene/projection.h"

namespace ssa {

/// Where one looks from.
enum class CameraPreset {
  front,    ///< along -z: x to the right, y up; the only one of a flat scene
  top,      ///< along -y
  side,     ///< along -x
  oblique,  ///< from the right, the front and above
};

/// A camera as plain numbers, for storing and for linking two views.
struct SceneCamera {
  std::array<double, 3> position{0, 0, 1}, focus{0, 0, 0}, up{0, 1, 0};
  double parallelScale = 1;  ///< half the view's height in scene units, where `parallel`
  bool parallel = true;
  friend bool operator==(const SceneCamera&, const SceneCamera&) = default;
};

/// A scene drawn by VTK: whoever shows it (VtkHost, renderOffscreen) hands it a window. All places are device pixels from
/// the left upper corner. One scene belongs to one window at a time. Not for threads.
class Scene {
 public:
  struct Vtk;  ///< scene_vtk.h: for those who show scenes
  virtual ~Scene();
  Scene(const Scene&) = delete;
  Scene& operator=(const Scene&) = delete;

  /// Size of the view in device pixels, and device pixels per pixel of the design.
  void setView(Size size_px, double scale);
  Size view() const;
  double scale() const;
  void setStyle(const SceneStyle& style);
  const SceneStyle& style() const;
  void setLegend(Legend legend);
  void setAxesVisible(bool visible);  ///< hidden by default
  bool axesVisible() const;

  SceneCamera camera() const;
  void setCamera(const SceneCamera& camera);
  void look(CameraPreset preset);  ///< and shows everything
  void fit();                      ///< everything, left of the legend
  void orbit(double dx_px, double dy_px);
  void pan(double dx_px, double dy_px);  ///< the scene follows the hand
  void zoom(double factor, ViewPoint anchor);
  /// Nobody has moved the camera since the last `look` or `fit`: new content is brought into view.
  bool followsContent() const;
  Projection projection() const;

  /// A lasso or anything else the hand draws; closed when shown. Empty = none.
  void setLasso(std::vector<ViewPoint> lasso);

  /// Called when something changed and a new picture is due.
  void onChanged(std::function<void()> changed);

  Vtk& vtk() { return *vtk_; }
  const Vtk& vtk() const { return *vtk_; }

 protected:
  explicit Scene(bool flat);
  bool isFlat() const;
  void setFlat(bool flat);
  /// Corners of everything there is: x, y, z from low to high; empty = nothing.
  virtual std::optional<std::array<double, 6>> bounds() const = 0;
  /// Shapes over the scene, before every picture.
  virtual void drawOver(ShapeList& shapes, const Projection& projection) const = 0;
  /// The edges of a box, its visible axes.
  void drawBox(ShapeList& shapes, const Projection& projection, const std::array<double, 6>& box) const;
  void changed();
  /// After new content: keeps the camera or fits.
  void contentChanged();

 private:
  std::unique_ptr<Vtk> vtk_;
};

}  // namespace ssa

#pragma once

#include <vtkActor2D.h>
#include <vtkNew.h>
#include <vtkPolyData.h>
#include <vtkRenderer.h>
#include <vtkSmartPointer.h>
#include <vtkTextActor.h>

#include <vector>

#include "viz/scene/scene.h"

namespace ssa {

/// The VTK side of a scene. Only viz/scene and the widget that shows scenes include this.
struct Scene::Vtk {
  Vtk(Scene& scene, bool flat);
  ~Vtk();

  vtkNew<vtkRenderer> renderer;
  std::function<void()> changed;
  SceneStyle style;
  Legend legend;
  std::vector<ViewPoint> lasso;
  Size view{640, 480};
  double scale = 1;
  bool flat = true;
  bool axes = false;
  bool follows = true;

  /// Shapes and words over the scene, for the picture that is about to be made.
  void drawOver(const ShapeList& shapes);
  /// World units per pixel at the focus.
  double unitsPerPixel() const;

 private:
  vtkNew<vtkPolyData> triangles_;
  vtkNew<vtkActor2D> shapes_;
  std::vector<vtkSmartPointer<vtkTextActor>> texts_;
  unsigned long observer_ = 0;
};

}  // namespace ssa

#include "viz/scene/offscreen.h"

#include <vtkNew.h>
#include <vtkRenderWindow.h>
#include <vtkUnsignedCharArray.h>

#include <algorithm>
#include <cstdlib>

#include "viz/scene/scene_vtk.h"

namespace ssa {

Result<ScenePixels> renderOffscreen(Scene& scene, Size size_px, double scale) {
  const char* display = std::getenv("DISPLAY");
  // VTK's own answer to a missing display is to end the process.
  if (display == nullptr || *display == '\0')
    return Error(ErrorCode::deviceUnavailable, {{"device", "display"}, {"reason", "none"}});
  if (scene.vtk().renderer->GetRenderWindow() != nullptr) throw ContractViolation("a scene is drawn by one window at a time");
  vtkNew<vtkRenderWindow> window;
  window->SetOffScreenRendering(1);
  window->SetShowWindow(false);
  window->SetMultiSamples(4);
  window->SetSize(size_px.width, size_px.height);
  window->SetDPI(static_cast<int>(72 * scale));
  window->AddRenderer(scene.vtk().renderer);
  scene.setView(size_px, scale);
  window->Render();
  ScenePixels pixels{size_px, {}};
  vtkNew<vtkUnsignedCharArray> read;
  window->GetRGBACharPixelData(0, 0, size_px.width - 1, size_px.height - 1, 0, read);
  const std::size_t row = static_cast<std::size_t>(size_px.width) * 4;
  if (static_cast<std::size_t>(read->GetNumberOfValues()) == row * static_cast<std::size_t>(size_px.height)) {
    pixels.rgba.resize(row * static_cast<std::size_t>(size_px.height));
    for (int y = 0; y < size_px.height; ++y)
      std::copy_n(read->GetPointer(0) + row * static_cast<std::size_t>(size_px.height - 1 - y), row,
                  pixels.rgba.begin() + static_cast<std::ptrdiff_t>(row * static_cast<std::size_t>(y)));
    for (std::size_t i = 3; i < pixels.rgba.size(); i += 4) pixels.rgba[i] = 255;
  }
  window->Finalize();
  window->RemoveRenderer(scene.vtk().renderer);
  if (pixels.rgba.empty()) return Error(ErrorCode::deviceUnavailable, {{"device", "OpenGL"}, {"reason", "no picture"}});
  return pixels;
}

}  // namespace ssa

#include <QApplication>

#include "tests/support/runner.h"
#include "widgets/canvas/canvas.h"

namespace ssa::test {
std::unique_ptr<QObject> makeViewportTest();
std::unique_ptr<QObject> makePanelPlacementTest();
std::unique_ptr<QObject> makeTileSourceTest();
std::unique_ptr<QObject> makeTileCacheTest();
std::unique_ptr<QObject> makeCanvasPaintTest();
std::unique_ptr<QObject> makeCanvasInputTest();
std::unique_ptr<QObject> makeRenderPixelsTest();
std::unique_ptr<QObject> makeProbePanelTest();
std::unique_ptr<QObject> makePanBenchTest();
std::unique_ptr<QObject> makeSceneTest();
std::unique_ptr<QObject> makeVtkHostTest();
}  // namespace ssa::test

int main(int argc, char** argv) {
  using namespace ssa::test;
  ssa::Canvas::requestFormat();
  const QApplication application(argc, argv);
  return run(argc, argv,
             {{"viewport", makeViewportTest},
              {"panel_placement", makePanelPlacementTest},
              {"tile_source", makeTileSourceTest},
              {"tile_cache", makeTileCacheTest},
              {"canvas_paint", makeCanvasPaintTest},
              {"canvas_input", makeCanvasInputTest},
              {"render_pixels", makeRenderPixelsTest},
              {"probe_panel", makeProbePanelTest},
              {"pan_bench", makePanBenchTest},
              {"scene", makeSceneTest},
              {"vtk_host", makeVtkHostTest}});
}

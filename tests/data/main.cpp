#include "tests/data/tests.h"
#include "tests/support/runner.h"

int main(int argc, char** argv) {
  QCoreApplication app(argc, argv);
  using namespace ssa::test;
  return run(argc, argv,
             {{"metrics", makeMetricsTest},
              {"pipeline_golden", makePipelineGoldenTest},
              {"list_images", makeListImagesTest},
              {"dataset", makeDatasetTest},
              {"dataset_source", makeDatasetSourceTest},
              {"health", makeHealthTest},
              {"layouts", makeLayoutsTest},
              {"split", makeSplitTest},
              {"demo_scene", makeDemoSceneTest}});
}

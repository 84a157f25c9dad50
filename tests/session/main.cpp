#include <QGuiApplication>

#include "tests/session/tests.h"
#include "tests/support/runner.h"

int main(int argc, char** argv) {
  qputenv("QT_QPA_PLATFORM", "offscreen");
  QGuiApplication app(argc, argv);
  return ssa::test::run(argc, argv,
                        {{"job_queue", makeJobQueueTest},
                         {"settings", makeSettingsTest},
                         {"image_list", makeImageListTest},
                         {"document", makeDocumentTest},
                         {"byte_cache", makeByteCacheTest},
                         {"confused_cells", makeConfusedCellsTest},
                         {"dropped_paths", makeDroppedPathsTest},
                         {"difference", makeDifferenceTest},
                         {"session", makeSessionTest},
                         {"session_models", makeSessionModelsTest},
                         {"session_camvid", makeSessionCamvidTest},
                         {"run_registry", makeRunRegistryTest},
                         {"training_session", makeTrainingSessionTest},
                         {"sample", ssa::test::makeSampleTest}});
}

#include <QCoreApplication>

#include "tests/support/runner.h"

std::unique_ptr<QObject> makeCheckpointTest();
std::unique_ptr<QObject> makeRunEventsTest();
std::unique_ptr<QObject> makeRunLockTest();
std::unique_ptr<QObject> makeTfeventsTest();
std::unique_ptr<QObject> makeTrainConfigTest();

int main(int argc, char** argv) {
  QCoreApplication app(argc, argv);
  return ssa::test::run(argc, argv,
                        {{"checkpoint", makeCheckpointTest},
                         {"run_events", makeRunEventsTest},
                         {"run_lock", makeRunLockTest},
                         {"tfevents", makeTfeventsTest},
                         {"train_config", makeTrainConfigTest}});
}

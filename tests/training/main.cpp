#include <QCoreApplication>

#include "tests/support/runner.h"
#include "tests/training/tests.h"

int main(int argc, char** argv) {
  const QCoreApplication app(argc, argv);
  return ssa::test::run(argc, argv,
                        {{"ScheduleTest", makeScheduleTest},
                         {"TrainGoldenTest", makeTrainGoldenTest},
                         {"TrainParityTest", makeTrainParityTest},
                         {"TrainStepTest", makeTrainStepTest},
                         {"TrainRunTest", makeTrainRunTest},
                         {"AddSsaTest", makeAddSsaTest},
                         {"TrainKillTest", makeTrainKillTest},
                         {"CacheSpeedTest", makeCacheSpeedTest}});
}

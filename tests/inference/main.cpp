#include <QCoreApplication>

#include "tests/inference/tests.h"
#include "tests/support/runner.h"

int main(int argc, char** argv) {
  QCoreApplication app(argc, argv);
  using namespace ssa::test;
  return run(argc, argv,
             {{"AxisTapsTest", makeAxisTapsTest},
              {"UpsampleKernelTest", makeUpsampleKernelTest},
              {"InferenceTest", makeInferenceTest},
              {"InferenceGoldenTest", makeInferenceGoldenTest},
              {"PredictorTest", makePredictorTest},
              {"CamvidParityTest", makeCamvidParityTest},
              {"FusedSpeedTest", makeFusedSpeedTest}});
}

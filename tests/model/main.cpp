#include "tests/model/tests.h"
#include "tests/support/runner.h"

int main(int argc, char** argv) {
  return ssa::test::run(argc, argv,
                        {{"SsaHeadGoldenTest", makeSsaHeadGoldenTest},
                         {"ModelsGoldenTest", makeModelsGoldenTest},
                         {"SwitchesTest", makeSwitchesTest},
                         {"SegmentorTest", makeSegmentorTest},
                         {"StateTest", makeStateTest},
                         {"CostTest", makeCostTest},
                         {"TensorTest", makeTensorTest},
                         {"FrameTest", makeFrameTest}});
}

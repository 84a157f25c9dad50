#include <torch/torch.h>

#include "tests/model/tests.h"
#include "tests/support/runner.h"

int main(int argc, char** argv) {
  // Small networks: a second thread gains little, and waiting threads spin where cores are shared.
  at::set_num_threads(1);
  return ssa::test::run(argc, argv,
                        {{"SsaHeadGoldenTest", makeSsaHeadGoldenTest},
                         {"ModelsGoldenTest", makeModelsGoldenTest},
                         {"SwitchesTest", makeSwitchesTest},
                         {"SegmentorTest", makeSegmentorTest},
                         {"FrozenClassifierTest", makeFrozenClassifierTest},
                         {"StateTest", makeStateTest},
                         {"CostTest", makeCostTest},
                         {"TensorTest", makeTensorTest},
                         {"FrameTest", makeFrameTest}});
}

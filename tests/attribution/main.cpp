#include <torch/torch.h>

#include "tests/attribution/tests.h"
#include "tests/support/runner.h"

int main(int argc, char** argv) {
  // Small networks: a second thread gains little, and waiting threads spin where cores are shared.
  at::set_num_threads(1);
  return ssa::test::run(argc, argv,
                        {{"GradCamTest", makeGradCamTest},
                         {"AttributionTest", makeAttributionTest},
                         {"OcclusionPartsTest", makeOcclusionPartsTest},
                         {"ErrorStudyTest", makeErrorStudyTest},
                         {"GradCamSpeedTest", makeGradCamSpeedTest}});
}

#include "tests/api/tests.h"
#include "tests/support/runner.h"

int main(int argc, char** argv) {
  return ssa::test::run(argc, argv,
                        {{"ModelTest", makeModelTest},
                         {"CamvidModelTest", makeCamvidModelTest},
                         {"ComparisonTest", makeComparisonTest},
                         {"LossMapsTest", makeLossMapsTest}});
}

#include "tests/loader/tests.h"
#include "tests/support/runner.h"

int main(int argc, char** argv) {
  QCoreApplication app(argc, argv);
  using namespace ssa::test;
  return run(argc, argv,
             {{"augment_golden", makeAugmentGoldenTest},
              {"augment", makeAugmentTest},
              {"augment_speed", makeAugmentSpeedTest},
              {"demo_set", makeDemoSetTest},
              {"loader", makeLoaderTest}});
}

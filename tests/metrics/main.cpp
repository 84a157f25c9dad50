#include "tests/metrics/tests.h"
#include "tests/support/runner.h"

int main(int argc, char** argv) {
  QCoreApplication app(argc, argv);
  using namespace ssa::test;
  return run(argc, argv,
             {{"boundary_scores", makeBoundaryScoresTest},
              {"statistics", makeStatisticsTest},
              {"sparse_confusion", makeSparseConfusionTest},
              {"boundary_forensics", makeBoundaryForensicsTest},
              {"small_objects", makeSmallObjectsTest}});
}

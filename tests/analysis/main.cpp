#include "tests/analysis/tests.h"
#include "tests/support/runner.h"

int main(int argc, char** argv) {
  return ssa::test::run(argc, argv,
                        {{"TraceTest", makeTraceTest},
                         {"RelationsTest", makeRelationsTest},
                         {"AdaptationTest", makeAdaptationTest},
                         {"WhatIfTest", makeWhatIfTest},
                         {"SetAnalysisTest", makeSetAnalysisTest}});
}

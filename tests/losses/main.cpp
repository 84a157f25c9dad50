#include <QCoreApplication>

#include "tests/losses/tests.h"
#include "tests/support/runner.h"

int main(int argc, char** argv) {
  const QCoreApplication app(argc, argv);
  return ssa::test::run(argc, argv,
                        {{"SsaLossGoldenTest", makeSsaLossGoldenTest},
                         {"EdgesGoldenTest", makeEdgesGoldenTest},
                         {"UpsampledLossTest", makeUpsampledLossTest},
                         {"LossSwitchesTest", makeLossSwitchesTest},
                         {"BatchNormOrderTest", makeBatchNormOrderTest},
                         {"LossSpeedTest", makeLossSpeedTest}});
}

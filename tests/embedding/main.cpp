#include <QCoreApplication>

#include "tests/embedding/tests.h"
#include "tests/support/runner.h"

int main(int argc, char** argv) {
  const QCoreApplication app(argc, argv);
  return ssa::test::run(argc, argv,
                        {{"AffinitiesTest", makeAffinitiesTest},
                         {"DescentTest", makeDescentTest},
                         {"EmbedderTest", makeEmbedderTest},
                         {"ClusterQualityTest", makeClusterQualityTest},
                         {"NpyTest", makeNpyTest},
                         {"PeerTest", makePeerTest}});
}

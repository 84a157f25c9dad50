#include <QCoreApplication>

#include "tests/support/runner.h"

std::unique_ptr<QObject> makeAwkwardTest();
std::unique_ptr<QObject> makeBmpTest();
std::unique_ptr<QObject> makeJpegWebpTest();
std::unique_ptr<QObject> makeLimitsTest();
std::unique_ptr<QObject> makeMalformedTest();
std::unique_ptr<QObject> makeMutationTest();
std::unique_ptr<QObject> makeOrientationTest();
std::unique_ptr<QObject> makePngTest();
std::unique_ptr<QObject> makeResampleTest();
std::unique_ptr<QObject> makeTiffTest();
std::unique_ptr<QObject> makeWriteTest();

int main(int argc, char** argv) {
  QCoreApplication app(argc, argv);
  return ssa::test::run(argc, argv,
                        {{"awkward", makeAwkwardTest},
                         {"bmp", makeBmpTest},
                         {"jpeg_webp", makeJpegWebpTest},
                         {"limits", makeLimitsTest},
                         {"malformed", makeMalformedTest},
                         {"mutation", makeMutationTest},
                         {"orientation", makeOrientationTest},
                         {"png", makePngTest},
                         {"resample", makeResampleTest},
                         {"tiff", makeTiffTest},
                         {"write", makeWriteTest}});
}

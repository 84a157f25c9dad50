#include "tests/checkpoints/tests.h"
#include "tests/support/runner.h"

int main(int argc, char** argv) {
  return ssa::test::run(argc, argv,
                        {{"GoldenFiles", makeGoldenFilesTest},
                         {"PickleAttacks", makePickleAttackTest},
                         {"ZipAttacks", makeZipAttackTest},
                         {"Safetensors", makeSafetensorsTest},
                         {"HuggingFace", makeHuggingFaceTest},
                         {"Writers", makeWriteTest},
                         {"Mutations", makeMutationTest},
                         {"ModelConfigs", makeModelConfigTest},
                         {"Recognise", makeRecogniseTest}});
}

#include <QCoreApplication>
#include <cstring>

#include "tests/support/runner.h"

std::unique_ptr<QObject> makeAppendFileTest();
std::unique_ptr<QObject> makeDescribeJsonTest();
std::unique_ptr<QObject> makeErrorTest();
std::unique_ptr<QObject> makeHashTest();
std::unique_ptr<QObject> makeJsonTest();
std::unique_ptr<QObject> makeLabelMapTest();
std::unique_ptr<QObject> makeLabelSetTest();
std::unique_ptr<QObject> makePaletteTest();
std::unique_ptr<QObject> makeSafeFileTest();
std::unique_ptr<QObject> makeSafeFileKillTest();
int fillFolder(const std::filesystem::path& folder);

int main(int argc, char** argv) {
  if (argc == 3 && std::strcmp(argv[1], "--fill-folder") == 0) return fillFolder(argv[2]);
  QCoreApplication app(argc, argv);
  return ssa::test::run(argc, argv,
                        {{"append_file", makeAppendFileTest},
                         {"describe_json", makeDescribeJsonTest},
                         {"error", makeErrorTest},
                         {"hash", makeHashTest},
                         {"json", makeJsonTest},
                         {"label_map", makeLabelMapTest},
                         {"label_set", makeLabelSetTest},
                         {"palette", makePaletteTest},
                         {"safe_file", makeSafeFileTest},
                         {"safe_file_kill", makeSafeFileKillTest}});
}

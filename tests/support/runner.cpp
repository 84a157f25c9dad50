#include "tests/support/runner.h"

#include <atomic>
#include <cstdio>
#include <cstring>
#include <random>

namespace ssa::test {
namespace {

bool classSkipped = false;

struct TempFolders {
  std::vector<std::filesystem::path> folders;
  ~TempFolders() {
    for (const auto& folder : folders) {
      std::error_code ignored;
      std::filesystem::remove_all(folder, ignored);
    }
  }
};

}  // namespace

void noteClassSkipped() { classSkipped = true; }

std::filesystem::path dataDir() {
  const std::filesystem::path dir = SSA_TEST_DATA_DIR;
  return std::filesystem::is_directory(dir) ? dir : std::filesystem::path{};
}

std::filesystem::path goldenDir() {
  if (const char* chosen = std::getenv("SSA_GOLDEN_DIR"); chosen && *chosen) return chosen;
  if (const auto dir = dataDir(); !dir.empty()) return dir / "golden";
  return std::filesystem::path(SSA_SOURCE_DIR) / "tests/golden";
}

std::filesystem::path tempDir() {
  static TempFolders folders;
  std::string pattern = (std::filesystem::temp_directory_path() / "ssa-test-XXXXXX").string();
  if (!mkdtemp(pattern.data())) qFatal("no temporary folder");
  folders.folders.emplace_back(pattern);
  return pattern;
}

int run(int argc, char** argv, const std::vector<Entry>& entries) {
  qputenv("QTEST_DISABLE_STACK_DUMP", "1");  // a debugger on a loaded machine takes minutes
  const std::string wanted = argc > 1 && argv[1][0] != '-' ? argv[1] : "";
  std::vector<char*> rest{argv[0]};
  for (int i = wanted.empty() ? 1 : 2; i < argc; ++i) rest.push_back(argv[i]);
  int failures = 0;
  bool found = false, skipped = false;
  for (const Entry& entry : entries) {
    if (!wanted.empty() && wanted != entry.name) continue;
    found = true;
    classSkipped = false;
    const std::unique_ptr<QObject> object = entry.make();
    failures += QTest::qExec(object.get(), static_cast<int>(rest.size()), rest.data());
    skipped = skipped || classSkipped;
  }
  if (!found) {
    std::fprintf(stderr, "no test class '%s' here\n", wanted.c_str());
    return 2;
  }
  if (failures > 0) return 1;
  return skipped && !wanted.empty() ? 77 : 0;
}

}  // namespace ssa::test
